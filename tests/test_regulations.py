"""Laws and documents: the shipped table, what a basis may name, articles, a pack's own documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import packs
from checker.errors import InputError
from checker.packs.regulations import (
    ARITHMETIC,
    beyond,
    by_name,
    document,
    find_document,
    load_regulations,
    read_regulations,
)
from checker.packs.texts import regulations_text, schema_text

PACK = """pack: test/own
version: "1"
title: 自己的规则
documents:
  甲财绩〔2022〕7号:
    number: 甲财绩〔2022〕7号
    title: 关于开展绩效自评的通知
    also: [自评通知]
    articles: "12"
    mark: confirmed
rules:
  SUM-91:
    title: 支出合计
    severity: error
    assert: 总支出 = 基本支出 + 项目支出
    message: 不符
    basis: [{document: 算术, mark: confirmed}]
    examples: {pass: [甲。], fail: [乙。]}
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], packs.RulePack]:  # type: ignore[name-defined]
    """Loads a pack of that basis; ``faults`` of it without the path."""

    def loaded(basis: str) -> list[str]:
        path = tmp_path / "own.yaml"
        path.write_text(PACK.replace("{document: 算术, mark: confirmed}", basis, 1), "utf-8")
        try:
            (rule,) = packs.load_pack(str(path)).rules
        except InputError as error:
            return [line.rpartition("own.yaml:")[2] for line in error.zh.split("\n")]
        return [f"{ground.document}{ground.article}" for ground in rule.basis]

    return loaded


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("预算法", "《预算法》"),
        ("《预算法》", "《预算法》"),
        ("中华人民共和国预算法", "《预算法》"),
        ("财预〔2013〕53号", "财预〔2013〕53号《预算绩效评价共性指标体系框架》"),
        ("财预[2013]53号", "财预〔2013〕53号《预算绩效评价共性指标体系框架》"),
        (
            "财预〔2013〕53号《预算绩效评价共性指标体系框架》",
            "财预〔2013〕53号《预算绩效评价共性指标体系框架》",
        ),
        ("地方预决算公开操作规程", "财预〔2016〕143号《地方预决算公开操作规程》"),
        ("GB/T 9704-2012", "GB/T 9704-2012《党政机关公文格式》"),
        ("部门决算报表", "部门决算报表"),
    ],
)
def test_a_document_by_any_of_its_names(name: str, shown: str) -> None:
    found = find_document(name, by_name(load_regulations().values()))
    assert found is not None
    assert found.shown == shown


@pytest.mark.parametrize(
    ("article", "there"),
    [
        ("第十四条", True),
        ("第八十条", True),
        ("第一百零一条", True),
        ("第101条", True),
        ("第一百〇二条", False),
        ("第一百二十条", False),
        ("第十四条、第二百条", False),
        ("预算公开", True),
    ],
)
def test_an_article_lies_within_its_document(article: str, there: bool) -> None:
    assert (beyond(article, load_regulations()["预算法"]) == ("", "")) == there


def test_an_article_of_a_text_whose_number_is_not_known_is_not_judged() -> None:
    assert beyond("第九百条", load_regulations()["代表法"]) == ("", "")


def test_an_article_that_an_earlier_text_had() -> None:
    entry = {"title": "甲法", "mark": "recalled", "articles": "10"}
    earlier = {"since": "2000-01-01", "until": "2009-12-31", "articles": "20", "mark": "recalled"}
    law = document("甲法", {**entry, "earlier": [earlier]})
    assert beyond("第二十条", law) == ("", "")
    assert beyond("第二十一条", law)[0] == "《甲法》共20条，没有第二十一条"


def test_what_is_known_from_memory_says_so() -> None:
    documents = load_regulations()
    assert [edition.mark for edition in documents["预算法"].editions] == ["recalled"] * 3
    assert documents["财预〔2016〕143号"].editions[0].mark == "confirmed"
    for one in documents.values():
        days = [(edition.since, edition.until) for edition in one.editions]
        assert all(not until or since <= until for since, until in days), one.key


# ------------------------------------------------------------------ what a basis may name


@pytest.mark.parametrize(
    ("basis", "came"),
    [
        ("{document: 算术, mark: confirmed}", [ARITHMETIC]),
        ("{document: 预算法, article: 第十四条, mark: confirmed}", ["《预算法》第十四条"]),
        (
            "{document: 自评通知, article: 第三条, mark: confirmed}",
            ["甲财绩〔2022〕7号《关于开展绩效自评的通知》第三条"],
        ),
        (
            "{document: 预算发, mark: confirmed}",
            [
                "17:24: rules.SUM-91.basis[0].document: 没有文件“预算发”（最接近的是“预算法”）；"
                "可在本包的 documents 里写明"
            ],
        ),
        (
            "{document: 政府采购法, article: 第九十九条, mark: confirmed}",
            ["17:40: rules.SUM-91.basis[0].article: 《政府采购法》共88条，没有第九十九条"],
        ),
        (
            "{document: 甲财绩〔2022〕7号, article: 第十三条, mark: confirmed}",
            [
                "17:46: rules.SUM-91.basis[0].article: "
                "甲财绩〔2022〕7号《关于开展绩效自评的通知》共12条，没有第十三条"
            ],
        ),
    ],
)
def test_the_basis_of_a_rule(basis: str, came: list[str], load: Callable[[str], list[str]]) -> None:
    assert load(basis) == came


def test_a_document_of_a_pack_that_is_shipped_already(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(PACK.replace("also: [自评通知]", "also: [预算法]"), "utf-8")
    with pytest.raises(InputError) as caught:
        packs.load_pack(str(path))
    assert caught.value.zh == f"{path}:5:3: documents.甲财绩〔2022〕7号: “预算法”已经有了"


def test_documents_of_a_pack_below_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "below.yaml").write_text(PACK, "utf-8")
    own = 'pack: test/up\nversion: "1"\ntitle: 上\nextends: [below.yaml]\n'
    own += PACK[PACK.index("rules:") :].replace("算术", "自评通知").replace("SUM-91", "SUM-92")
    (tmp_path / "own.yaml").write_text(own, "utf-8")
    rules = packs.load_pack(str(tmp_path / "own.yaml")).rules
    assert rules[1].basis[0].document == "甲财绩〔2022〕7号《关于开展绩效自评的通知》"


# ------------------------------------------------------------------ faults of the table


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("    kind: law\n", "    kind: low\n", "“low”不在可用的值之中"),
        (
            '    articles: "101"\n',
            '    artcles: "101"\n',
            "不认识的键“artcles”（最接近的是“articles”）",
        ),
        ('since: "2018-12-29"', 'since: "2018-13-29"', "“2018-13-29”的写法不对，如 2015-01-01"),
        ("    title: 中华人民共和国预算法\n", "", "documents.预算法: 缺少“title”"),
        ('until: "2018-12-28"', 'until: "2014-12-28"', "until 早于 since"),
        ("also: [政府采购实施条例]", "also: [预算法]", "“预算法”已经有了"),
        ("  预算法实施条例:", "  预算法:", "键“预算法”重复"),
    ],
)
def test_faults_of_the_table(old: str, new: str, wanted: str) -> None:
    assert old in regulations_text()
    with pytest.raises(InputError) as caught:
        read_regulations("regulations.yaml", regulations_text().replace(old, new, 1))
    assert wanted in caught.value.zh
    assert caught.value.zh.startswith("regulations.yaml:")


def test_a_table_that_is_none() -> None:
    for text in ("", "[a]\n", "documents: []\n", "documents: {甲: [乙]}\n"):
        with pytest.raises(InputError):
            read_regulations("x.yaml", text)


def test_both_schemas_say_the_same_of_a_document() -> None:
    own, pack = (json.loads(schema_text(name))["$defs"] for name in ("regulations", "pack"))
    for name, shape in own.items():
        assert pack[name] == shape


def test_both_schemas_say_the_same_of_a_term() -> None:
    term = json.loads(schema_text("terms"))["$defs"]["term"]["properties"]
    own = json.loads(schema_text("pack"))["$defs"]["own-term"]["properties"]
    assert own.keys() == term.keys()
    for key in ("kind", "basis"):
        assert own[key]["enum"] == term[key]["enum"]
