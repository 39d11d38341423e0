"""What is said in English: no Chinese but what the report says itself, and terms of art.

Allowed are the words of the report and names that stand in quotation marks, titles and numbers of
documents, and figures and dates with the units they are written with.
"""

from __future__ import annotations

import re

import pytest
from test_rules import PAIRS, name

from checker.checks.dates.calendar import fault_of
from checker.engine.examples import read_example
from checker.engine.run import apply
from checker.findings.collect import collect
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, RulePack, Words
from checker.model.verdict import NotApplied
from checker.wording import error, role

HAN = "[\u4e00-\u9fff]"

UNITS = (
    *("万元", "亿元", "元", "个百分点", "个工作日", "个项目", "个", "分", "天", "日", "月", "年度"),
    *("年", "项", "人", "万人", "名", "次", "处", "条", "期", "起", "批次", "公里", "方面", "万件"),
    *("家", "批", "套", "户", "场"),
)
FIGURE = rf"\d[\d.,]*%?\s*(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?:/件)?"
ALLOWED = (
    r"“[^“”]*”",
    r"[\u4e00-\u9fff]*〔\d{4}〕\d+号",
    "《[^》]*》",
    "(?<=no )第[^条]+条",
    FIGURE,
)
"""Quotations, numbers and titles of documents, an article, figures with their units."""

PERIOD = ("的工作日", r"至(?=\s|\W|$)")
"""How the arithmetic of dates is written: 2021年3月1日至4月12日."""


def left(message: str) -> str:
    """What is Chinese in a message and may not be."""
    for allowed in (*ALLOWED, *PERIOD):
        message = re.sub(allowed, "", message)
    return "".join(re.findall(HAN, message))


def failures(pack: RulePack, rule: Rule, text: str) -> tuple[Report, list]:  # type: ignore[type-arg]
    """What one rule finds in one of its examples."""
    report = read_example(pack, text)
    said = apply(report, rule, Context(pack.outline, card=pack.card))
    return report, [] if isinstance(said, NotApplied) else list(collect(report, said))


@pytest.mark.parametrize(("pack", "rule"), PAIRS, ids=name)
def test_an_english_message_has_no_chinese_of_its_own(pack: RulePack, rule: Rule) -> None:
    for text in rule.examples_fail:
        for finding in failures(pack, rule, text)[1]:
            # A quotation that holds one mark of a pair would upset the marks around it.
            message = finding.message.en.replace(f"“{finding.excerpt}”", "")
            assert left(message) == "", finding.message.en
            assert not re.search("推断|记忆|待核", "".join(each.en for each in finding.basis))


OWN = re.compile(
    "^(?:第\\d+|又.|另见|前一项|原文|标题|结果|计划|变动.?|目标|满分|分值|得分|数量|金额|表格|完成|总数)$"
)
"""Parts that the tool names itself; others are the report's words or terms of the vocabulary."""


@pytest.mark.parametrize(("pack", "rule"), PAIRS, ids=name)
def test_the_parts_that_the_tool_names_are_english(pack: RulePack, rule: Rule) -> None:
    for text in rule.examples_fail:
        report, findings = failures(pack, rule, text)
        for finding in findings:
            roles = [place.role for place in finding.related if place.role not in report.text]
            assert [role(each, "en") for each in roles if OWN.search(role(each, "en"))] == []


def test_what_this_test_would_find() -> None:
    assert left("《预算法》共101条，没有第一百二十条.") == "共没有第一百二十条"
    assert left("at “三是”: 少了“二是”.") == "少了"
    assert left("cannot be right (2021年2月只有28天)") == "只有"
    assert left("“预算编制”（18分，满分20分） is below") == "满分"


def test_numbered_parts_and_rows_of_a_table_are_english() -> None:
    assert role("第3", "en") == "no. 3"
    assert role("第3", "zh") == "第3"
    assert role("“合计”由表内哪几行构成", "en") == "which rows make up “合计”"
    assert role("基本支出", "en") == "基本支出"


def test_a_day_that_no_calendar_has_is_told_in_either_language() -> None:
    assert fault_of((2021, 2, 29)) == Words("2021年2月只有28天", "2021-02 has only 28 days")
    assert fault_of((None, 4, 31)) == Words("4月只有30天", "month 4 has only 30 days")
    assert fault_of((2020, 2, 29)) is None
    told = error("fact-day", name="X", figure="Y", fault=fault_of((None, 4, 31))).en
    assert "only 30 days" in told
    assert left(told) == ""
