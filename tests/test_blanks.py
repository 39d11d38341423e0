"""Dates and figures that were to be filled in and were left blank."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = """柳河县卫生健康局2022年度部门整体支出绩效自评报告
一、部门基本情况
本单位负责全县卫生健康工作，内设机构5个，编制12人，年末在职11人。
"""


def blanks(text: str) -> set[tuple[str, str]]:
    """Severity and words of each place that waits for content, the further ones too."""
    found = [each for each in checked(HEAD + text).findings if each.rule == "WRD-05"]
    places = {(each.severity, each.excerpt) for each in found}
    return places | {(each.severity, near.excerpt) for each in found for near in each.related}


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("部门预算于2022年  月  日批复，按时公开。", "2022年  月  日"),
        ("部门预算于2022年　月　日批复，按时公开。", "2022年　月　日"),
        ("部门预算于2022年3月  日，在门户网站公开。", "3月  日"),
        ("部门决算于  年  月公开。", "年  月"),
        ("部门预算于2022年月日批复，按时公开。", "2022年月日"),
        ("部门预算于2022年X月X日批复。", "2022年X月X日"),
        ("部门预算于2022年 X 月批复。", "2022年 X 月"),
        ("全年支出（  ）万元，全部用于公共卫生。", "（  ）万元"),
        ("全年支出（　　）万元，全部用于公共卫生。", "（　　）万元"),
        ("全年支出____万元，全部用于公共卫生。", "____万元"),
        ("全年支出共计　　万元，全部用于公共卫生。", "　　万元"),
        ("预算执行率为(  )%。", "(  )%"),
    ],
)
def test_a_blank_in_a_sentence_waits_for_its_content(text: str, blank: str) -> None:
    assert blanks(text) == {("warning", blank)}


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("年度任务全部完成。\n柳河县卫生健康局\n2023年  月  日\n", "2023年  月  日"),
        ("年度任务全部完成。\n柳河县卫生健康局\n    年    月    日\n", "年    月    日"),
        ("年度任务全部完成。\n填报日期：    年  月  日\n", "年  月  日"),
        ("年度任务全部完成。\n柳河县卫生健康局  2023年3月  日\n", "3月  日"),
    ],
)
def test_a_signature_without_its_date_is_a_remark(text: str, blank: str) -> None:
    assert blanks(text) == {("info", blank)}


@pytest.mark.parametrize(
    "text",
    [
        "台账登记出生年月日和入院年月日，按月上报。",
        "2022 年 3 月 5 日批复，2022 年 月均用药支出 20 万元，3 月 日常巡诊 12 次。",
        "全年支出 820.50 万元，其中（含上年结转）万元以上设备3台。单位：  万元（含结转）。",
        "联系人：      联系电话：\n",
        "采购3×4米展板20块，参数为 2X 月度型。",
        "2023年3月15日\n",
        "| 项目 | 批复日期 |\n|---|---|\n| 基本公卫 | 年 月 日 |\n| 妇幼健康 | （ ）万元 |\n",
        "**部门预算**于2022年3月5日批复，__按时公开__。",
    ],
)
def test_what_is_no_blank_is_left_alone(text: str) -> None:
    assert blanks(text) == set()
