"""Amounts of an unlikely magnitude."""

from __future__ import annotations

from functools import partial

import pytest
from reading import failed

said = partial(failed, ("SUM-41", "SUM-42"))
units = partial(failed, ("SUM-43",))


RIGHT = [
    "项目支出3类，即培训费30万元、会议费20万元、宣传费10万元，共60万元。",
    "资金来源：中央补助500万元、省级补助300万元，合计800万元。",
    "固定资产总额1,260.50万元，其中房屋860.00万元、设备310.50万元、图书90.00万元。",
    "购置台式电脑40台，金额22.40万元；印制宣传册12000份，支出1.80万元。",
    "全系统共有固定资产326件，价值412.60万元。",
    "为符合条件的8,652名老人发放高龄津贴1,038.24万元。",
    "慰问困难群众35户（每户500元、米1袋、油1桶），支出1.75万元。",
    "发放困难补助120人（其中特困35人），金额18.60万元。",
    "全年组织培训6期（每期3天），1,286人次参加，支出24.60万元（人均191元）。",
    "资金来源：上级补助620.00万元（中央预算内500.00万元、省级120.00万元），本级安排380.00万元。",
    "购置执法车辆2辆，共36.80万元；购置笔记本电脑15台，共9.75万元。",
    "2022年末固定资产1,286件（套），原值2,365.80万元，净值1,021.40万元。",
    "共有图书36.5万册，固定资产总值1,230万元。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_likely_amounts_are_silent(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "excerpt", "computed"),
    [
        ("年末共有2036万件近6.20亿元固定资产。", "2036万件近6.20亿元", "30.45元/件"),
        ("购置电脑40台，共计22.40元。", "40台，共计22.40元", "0.56元/台"),
        ("慰问困难党员35人，金额18.60亿元。", "35人，金额18.60亿元", "53142857.14元/人"),
        ("公用经费支出19.81元/人，行政支出2.71万元/人。", "19.81元/人", "19.81元/人"),
    ],
)
def test_out_of_any_range(text: str, excerpt: str, computed: str) -> None:
    assert said(text) == [("SUM-41", "info", excerpt, computed)]


def test_the_rarer_of_two_units_is_named() -> None:
    text = "预算2,468.13万元。调整后仍为2,468.13万元。年底2,468.13元全部下达。"
    assert said(text) == [("SUM-42", "warning", "2,468.13元", "2468.13万元")]


@pytest.mark.parametrize(
    "text",
    [
        "预算2,468.13万元，即24,681,300元，全部下达。",
        "每户补助1,200元，共1,200万元。",  # few digits come again by chance
        "预算2,468.13万元，单价246.813元。",
    ],
)
def test_equal_digits_prove_nothing_by_themselves(text: str) -> None:
    assert said(text) == []


UNITS = "全年投入3,298.00万元，包括管网改造889.00万元、泵站维修{}、设备购置1,409.00{}。"


@pytest.mark.parametrize(
    ("parts", "wrong", "right"),
    [
        (("1,000.00元", "万元"), "1,000.00元", "1000.00万元"),
        (("1,000.00万元", "元"), "1,409.00元", "1409.00万元"),
    ],
)
def test_the_one_unit_with_which_the_parts_do_not_make_the_whole(
    parts: tuple[str, str], wrong: str, right: str
) -> None:
    assert units(UNITS.format(*parts)) == [("SUM-43", "warning", wrong, right)]


@pytest.mark.parametrize("part", ["1,000.00万元", "1,100.00元", "0.10亿元"])
def test_units_that_may_well_differ(part: str) -> None:
    assert units(UNITS.format(part, "万元")) == []
