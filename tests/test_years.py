"""Years outside the report's own: text of last year, next year's work, 去年, periods."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n"
BODY = "一、基本情况\n2022年{}\n二、自评情况\n得分96分。\n三、下一步计划\n按月调度。\n"


def said(text: str) -> list[tuple[str, str, str]]:
    """Rule, excerpt and severity of what is found of years."""
    return [
        (found.rule, "".join(found.excerpt.split()), found.severity)
        for found in checked(HEAD + text).findings
        if found.outcome == "fail" and found.rule.startswith("DAT")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "支出比2021年增加12万元，较去年增长3%，与去年同期持平。",
        "的评价于2023年3月开展。2023年将改造管网，2023年计划完成除险，力争2023年实现全覆盖。",
        "12月至2023年3月自评；落实2018-2022年规划；1-12月支出均衡；使用2021年结转资金12万元。",
        "2021年度绩效评价得分95分，等级为优。",
        "自2015年成立以来，“十三五”期间投入1200万元，合同于2020年签订，2024年完工。",
        "编报2023年度绩效目标，2023年预算安排850万元。",
        "公开了《2021年度部门决算》和《2023年部门预算》。",
        "末完工，2022年底验收，2022年度部门预算执行均衡；用电92022度，价格12.2022底。",
        "习近平总书记指出：“去年我们战胜了困难。”",
    ],
)
def test_what_is_rightly_of_another_year(words: str) -> None:
    assert said(BODY.format(words)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("公开去年立项的项目。", ("DAT-05", "去年", "info")),
        ("抓供水。2023年实现与六个部门联网，数据按月报送。", ("DAT-04", "2023年", "info")),
        ("抓供水。2022年12月至2022年3月整改。", ("DAT-06", "2022年12月至2022年3月", "warning")),
        ("落实2022-2018年规划。", ("DAT-06", "2022-2018年", "warning")),
    ],
)
def test_what_is_not(words: str, found: tuple[str, str, str]) -> None:
    assert said(BODY.format(words)) == [found]


def test_next_years_work_below_plans() -> None:
    text = BODY.format("支出850万元。").replace("按月调度", "2023年实现与六个部门联网")
    assert said(text) == []


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("（一）2021年度重点工作完成情况", True),
        ("（一）2022年度重点工作完成情况", False),
        ("（一）2021年度评价结果应用情况", False),
        ("（一）2021年结转资金使用情况", False),
        ("（一）2021-2022年重点工作完成情况", False),
        ("（一）2022年与2021年支出情况", False),
        ("（一）2021年度统计年报工作情况", False),
    ],
)
def test_a_heading_of_last_year(heading: str, wrong: bool) -> None:
    text = f"一、基本情况\n{heading}\n改造管网12公里。\n（二）机构\n2022年设3个股室。\n二、自评情况\n得分96分。\n"
    expected = [("DAT-02", "2021年度", "warning")] if wrong else []
    assert said(text) == expected


def test_a_text_below_that_is_of_last_year_is_meant() -> None:
    text = "一、基本情况\n（一）2021年度工作完成情况\n2021年改造管网12公里。\n（二）机构\n2022年设3个股室。\n"
    assert said(text + "二、自评情况\n得分96分。\n") == []


def test_two_years_side_by_side_are_a_comparison() -> None:
    text = "一、基本情况\n（一）2021年收支情况\n支出8万元。\n（二）2022年收支情况\n支出9万元。\n"
    assert said(text + "二、自评情况\n得分96分。\n") == []


def test_the_announcement_is_of_the_reports_year() -> None:
    start = "根据通知要求，现将{}年度部门整体支出绩效自评情况报告如下：\n"
    assert said(start.format(2022) + BODY.format("抓供水。")) == []
    assert said(start.format(2021) + BODY.format("抓供水。")) == [("DAT-02", "2021年度", "warning")]


def test_a_title_of_a_year_that_the_text_never_names() -> None:
    text = "一、基本情况\n2021年支出850万元，2021年收入860万元。\n二、自评情况\n2021年改造管网，2021年得96分。\n"
    assert [rule for rule, _, _ in said(text)] == ["DAT-03"]
    assert said(text.replace("2021年得96分", "2022年得96分")) == []


def test_a_year_without_its_character() -> None:
    text = BODY.format("截至2022底完工，2022度部门预算执行均衡。")
    assert said(text) == [("DAT-07", "2022底", "warning")]
    (found,) = [each for each in checked(HEAD + text).findings if each.rule == "DAT-07"]
    assert [related.excerpt for related in found.related] == ["2022度"]
    assert "2022年底" in found.message.zh
