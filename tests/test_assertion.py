"""The assertion language: stored trees, the way there and back, and where faults are shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.model.rule import Node
from checker.packs import load_vocabulary
from checker.packs.assertion import (
    AssertionFault,
    as_node,
    operator_inside,
    parse_assertion,
    parse_with_places,
    render_assertion,
    terms_of,
)
from checker.packs.kinds import clashes
from checker.packs.schema import schema

CASES = yaml.load(
    (Path(__file__).parent / "cases" / "assertions.yaml").read_text("utf-8"), yaml.BaseLoader
)


@pytest.mark.parametrize(
    ("written", "tree"), [(w, as_node(case["tree"])) for case in CASES for w in case["write"]]
)
def test_stored_trees(written: str, tree: Node) -> None:
    assert parse_assertion(written) == tree
    assert parse_assertion(render_assertion(tree)) == tree
    assert as_node(json.loads(json.dumps(tree))) == tree


QUALIFIERS = [
    "年初预算",
    "调整预算",
    "决算",
    "计划",
    "实际",
    "上年",
    "下年",
    "本年",
    "变动",
    "2019",
]
terms = st.builds(
    lambda name, quals: ("term", name, tuple(quals)),
    st.sampled_from([*load_vocabulary().terms, "或有负债", "加分", "非税收入", "且末县支出"]),
    st.lists(st.sampled_from(QUALIFIERS), max_size=3),
)
digits = st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 10**6, places=2).map(str))
numbers = st.builds(
    lambda figure, unit: ("number", figure, unit),
    digits,
    st.sampled_from(["", "%", "‰", "万元", "元", "分", "日", "项", "个工作日"]),
)


def quantities(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.tuples(
        st.sampled_from(["add", "sub", "mul", "div", "days", "workdays"]), inner, inner
    )
    single = st.tuples(st.sampled_from(["neg", "abs"]), inner)
    sums = st.lists(inner, min_size=1, max_size=3).map(lambda parts: ("sum", *parts))
    return st.one_of(pairs, single, sums)


leaves = st.one_of(
    terms, numbers, st.tuples(st.sampled_from(["optional", "each", "count", "date"]), terms)
)
expressions = st.recursive(leaves, quantities, max_leaves=12)
titles = st.text(st.sampled_from('一二（）、 “x"=+'), min_size=0, max_size=6).filter(
    lambda text: "“" not in text
)
simple = st.one_of(
    st.tuples(st.just("compare"), st.sampled_from("=≠≤≥<>"), expressions, expressions),
    st.tuples(st.just("stated"), terms),
    st.tuples(st.just("section"), titles),
)


def compounds(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(st.just("not"), inner),
        several.map(lambda parts: ("and", *parts)),
        several.map(lambda parts: ("or", *parts)),
        several.map(lambda parts: ("any", *parts)),
    )


@given(st.recursive(simple, compounds, max_leaves=6))
def test_what_is_rendered_is_parsed_to_the_same(node: Node) -> None:
    text = render_assertion(node)
    parsed, places = parse_with_places(text)
    assert parsed == node
    named = dict.fromkeys(part for part, _ in places if part[0] == "term")
    assert tuple(named) == terms_of(node)
    for term, offset in places:
        assert text[offset:].startswith(term[1])


@given(
    st.text(st.sampled_from('总支出加减且或非 =+-()（）[]“”"1.5%万元optionalsum,、≤'), max_size=30)
)
def test_any_text_is_parsed_or_refused_at_a_place_inside(text: str) -> None:
    fault = None
    try:
        node = parse_assertion(text)
    except AssertionFault as raised:
        fault = raised
    if fault is None:
        assert parse_assertion(render_assertion(node)) == node
    else:
        assert 0 <= fault.offset <= len(text)
        assert "__" not in fault.zh + fault.en


@pytest.mark.parametrize(
    ("text", "offset", "zh"),
    [
        ("", 0, "没有写完"),
        ("总支出", 3, "没有判断"),
        ("总支出 =", 5, "没有写完"),
        ("总支出 = = 1", 6, "“=”不能在这里"),
        ("总支出 # 3", 4, "不认识“#”"),
        ("总支出 = (1", 8, "没有写完"),
        ("总支出 = 1)", 7, "“)”不能在这里"),
        ("总支出 = 支出[去年同期]", 9, "没有限定“去年同期”"),
        ("总支出 = optinal(经营支出)", 6, "没有函数“optinal”（最接近的是“optional”）"),
        ("总支出 = optional(1 + 2)", 15, "这里要一个术语，写的是一个量"),
        ("总支出 = days(总支出)", 6, "“days”要 2 个参数"),
        ("(总支出 = 1) + 1 = 2", 1, "这里要一个量，写的是一个判断"),
        ("总支出 且 总收入 = 1", 0, "这里要一个判断，写的是一个术语"),
        ("section(基本情况)", 8, "这里要引号中的标题，写的是一个术语"),
        ("any(总支出 = 1, 总收入)", 13, "这里要一个判断"),
        ("1 = 1 = 1", 6, "“=”不能在这里"),
    ],
)
def test_faults_and_their_places(text: str, offset: int, zh: str) -> None:
    with pytest.raises(AssertionFault) as caught:
        parse_assertion(text)
    assert caught.value.offset == offset
    assert zh in caught.value.zh


def test_what_could_stand_there_is_said_in_words_of_the_user() -> None:
    with pytest.raises(AssertionFault) as caught:
        parse_assertion("总支出 = 基本支出 项目支出")
    fault = caught.value
    assert fault.zh == "“项目支出”不能在这里；此处可以是结尾、且、或、运算符（+ − × ÷）、[限定]"
    assert fault.en.startswith("“项目支出” cannot stand here; possible here: the end, ")


def test_too_deep_is_refused() -> None:
    text = "(" * 5000 + "总支出" + " + 1)" * 5000 + " = 1"
    with pytest.raises(AssertionFault):
        parse_assertion(text)


def test_operators_that_do_not_stand_apart() -> None:
    assert operator_inside("总支出等于基本支出") == "等于"
    assert operator_inside("加分") == ""


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("总支出 = 在职人员数", "金额与数量"),
        ("总支出 + 预算执行率 = 1万元", "金额与比率"),
        ("预算执行率 ≥ 95", "比率与没有单位的数"),
        ("总支出 ≥ 100", "金额与没有单位的数"),
        ("days(部门预算批复日期, 部门预算公开日期) ≤ 20", "天数与没有单位的数"),
        ("总收入[变动率] = 总收入[变动]", "比率与金额"),
    ],
)
def test_unlike_quantities_do_not_go_together(text: str, zh: str) -> None:
    found = list(clashes(parse_assertion(text), load_vocabulary().terms))
    assert [zh in said for said, _ in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "总支出 ≥ 0",
        "在职人员数 ≤ 编制数 × 1.05",
        "自评得分 ≤ 100",
        "预算执行率 = 总支出 ÷ 预算数",
        "预算执行率 × 预算数 = 总支出",
        "在职人员数 ÷ 编制数 ≤ 100%",
        "count(自评得分) = 9",
    ],
)
def test_like_quantities_do(text: str) -> None:
    assert list(clashes(parse_assertion(text), load_vocabulary().terms)) == []


@pytest.mark.parametrize("name", ["pack", "terms"])
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
