"""Terms of art that are a slip away from how the report writes them elsewhere."""

from __future__ import annotations

import made
import pytest

from checker.checks.wording.terms import check_terms, near_forms
from checker.model.context import Context
from checker.model.verdict import NotApplied
from checker.packs import load_pack

RULE = {rule.id: rule for rule in load_pack("common/wording").rules}["WRD-07"]
SETTLED = (RULE.params["small"], RULE.params["last"], tuple(RULE.params["alike"]))

RIGHT = {
    term: f"按照要求报告{term}的有关情况。\n"
    for term in ("部门整体支出", "预算执行率", "一般公共预算", "财政拨款收入", "公务接待费")
}


def slips(text: str) -> list[tuple[str, str, str]]:
    """The wrong form, the right one and why, of all that is found in a passage."""
    report = made.report(text)
    said = check_terms(report, RULE, Context())
    if isinstance(said, NotApplied):
        return []
    details = [(verdict, dict(verdict.details)) for verdict in said if verdict.outcome == "fail"]
    return [
        (report.text[slice(*verdict.span)], found["right"], found["why"])
        for verdict, found in details
        if verdict.span is not None
    ]


@pytest.mark.parametrize(
    ("term", "wrong", "form", "why"),
    [
        ("部门整体支出", "编制部门整支出绩效目标。", "部门整支出", "缺字"),
        ("部门整体支出", "加强部门体支出管理。", "部门体支出", "缺字"),
        ("部门整体支出", "本年部门整体支的规模扩大。", "部门整体支", "缺字"),
        ("部门整体支出", "全年部门整体出，比上年增加。", "部门整体出", "缺字"),
        ("部门整体支出", "部门整体体支出全部公开。", "部门整体体支出", "多写了一个字"),
        ("部门整体支出", "部门整体出支全部公开。", "部门整体出支", "字序颠倒"),
        ("部门整体支出", "部门整休支出820.50万元。", "部门整休支出", "是错别字"),
        ("财政拨款收入", "财政拔款收入820.50万元。", "", ""),  # WRD-01 says it
        ("公务接待费", "公务接侍费3.20万元。", "", ""),
        ("一般公共预算", "一般共预算拨款820.50万元。", "一般共预算", "缺字"),
    ],
)
def test_a_slip_is_named_with_the_right_form(term: str, wrong: str, form: str, why: str) -> None:
    assert slips(RIGHT[term] + wrong) == ([(form, term, why)] if form else [])


@pytest.mark.parametrize(
    ("term", "right"),
    [
        ("部门整体支出", "县委宣传部整体支出与部门整体收入另行公开，部门整体出勤率较高。"),
        ("部门整体支出", "依据《部门整支出管理办法》（原文如此）。"),
        ("预算执行率", "支出执行率、预算完成率和预算执行的进度均已达标，预算执行力不断增强。"),
        ("一般公共预算", "一般公共服务支出800万元，政府性基金预算为零，一般公共图书馆免费开放。"),
        (
            "财政拨款收入",
            "财政拨款收、支总计相等，财政拨款收和支均已公开，行政拨款收入为零，非财政拨款收支分列，财政拨款入账及时。",
        ),
        ("公务接待费", "公务接待3批次，公务接待费用全部公示，因公接待从严控制。"),
    ],
)
def test_what_is_another_word_is_no_slip(term: str, right: str) -> None:
    assert slips(RIGHT[term] + right) == []


def test_what_is_usual_beside_the_term_is_right() -> None:
    text = "按照要求报告公务用车运行维护费的情况。\n公务车运行维护费3.20万元，与上年持平。"
    assert slips(text) == []


def test_without_the_right_term_nothing_is_known() -> None:
    assert slips("编制部门整支出绩效目标。") == []


def test_the_same_slip_is_one_finding() -> None:
    text = f"{RIGHT['部门整体支出']}部门整支出目标。部门整支出绩效。"
    assert slips(text) == [("部门整支出", "部门整体支出", "缺字")]


def test_what_may_be_left_out_of_a_term_makes_no_form() -> None:
    assert "商品服务支出" not in near_forms("商品和服务支出", *SETTLED)
    assert "公务接待" not in near_forms("公务接待费", *SETTLED)
    assert "部整体支出" not in near_forms("部门整体支出", *SETTLED)
    assert "门整体支出" not in near_forms("部门整体支出", *SETTLED)


def test_no_form_of_a_term_is_another_term() -> None:
    terms = RULE.params["terms"]
    for term in terms:
        assert not near_forms(term, *SETTLED).keys() & set(terms)
