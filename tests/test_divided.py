"""Sums whose sentence says of how many parts they are; lists and headings that were passed over."""

from __future__ import annotations

import pytest
from reading import checked, shown


def said(text: str) -> set[tuple[str, str, str]]:
    return {(rule, words, computed) for rule, words, _, computed in shown(checked(text))}


INTO = "项目支出1250.40万元分为三类：道路养护{first}万元，桥梁检测340.00万元，设备购置300.20万元。"
THESE = "道路养护安排{first}万元，桥梁检测安排340.00万元，上述两个项目资金合计950.20万元。"


@pytest.mark.parametrize(
    ("text", "words", "computed"),
    [
        (INTO.format(first="601.20"), "1250.40万元", "1241.40万元"),
        (THESE.format(first="601.20"), "950.20万元", "941.20万元"),
    ],
)
def test_as_many_parts_as_are_announced_make_up_the_whole(
    text: str, words: str, computed: str
) -> None:
    assert said(text) == {("SUM-13", words, computed)}


@pytest.mark.parametrize(
    "text",
    [
        INTO.format(first="610.20"),
        THESE.format(first="610.20"),
        # fewer or more amounts than parts: what is listed is not the parts
        INTO.replace("三类", "四类").format(first="601.20"),
        THESE.replace("两个", "三个").format(first="601.20"),
        # figures of other years and of what is inside a part
        INTO.replace("340.00万元", "比上年增加40.00万元").format(first="601.20"),
        THESE.replace("340.00万元", "340.00万元（其中检测车12.00万元）").format(first="610.20"),
    ],
)
def test_what_may_be_otherwise_is_left_alone(text: str) -> None:
    assert "SUM-13" not in {rule for rule, *_ in said(text)}


def test_indicators_of_satisfaction_are_parts_like_others() -> None:
    text = "年初设定绩效指标32个，其中产出指标{}个、效益指标11个、满意度指标3个。"
    assert said(text.format(18)) == set()
    assert said(text.format(19)) == {("SUM-21", "32个", "33个")}


HEADINGS = """一、部门基本情况
（一）部门职能
负责全县水利工作。
（二）预算配置（分值5分，自评得分5分）
{text}
（三）预算执行（分值15分，自评得分15分）
全年支出进度与计划一致。
二、存在的问题
个别项目支付偏慢。
三、改进措施
按月调度支付进度。
"""


def test_a_label_with_points_and_no_text_is_empty() -> None:
    def empty(text: str) -> list[int | None]:
        return [f.location.line for f in checked(text).findings if f.rule == "SEC-03"]

    assert empty(HEADINGS.format(text="在职人员没有超过编制。")) == []
    assert empty(HEADINGS.replace("{text}\n", "")) == [4]


def test_mending_a_shortcoming_is_no_section_of_problems() -> None:
    def missing(text: str) -> list[str]:
        return [f.rule for f in checked(text).findings if f.rule == "SEC-01"]

    mended = "三、改进措施\n（一）补齐服务短板\n增设服务窗口。\n（二）盘活资产\n逐项处置。\n"
    text = HEADINGS.format(text="在职人员没有超过编制。").replace(
        "三、改进措施\n按月调度支付进度。\n", mended
    )
    without = text.replace("二、存在的问题\n个别项目支付偏慢。\n", "").replace(
        "三、改进", "二、改进"
    )
    more = "绩效自评情况\n自评得分96分。\n"
    assert missing(text.replace("二、", f"二、{more}三、", 1).replace("三、改进", "四、改进")) == []
    assert missing(without.replace("二、", f"二、{more}三、", 1)) == ["SEC-01"]


def test_what_stands_beside_a_part_that_is_the_whole_is_no_part() -> None:
    text = "收入合计{}万元，其中：财政拨款收入820.50万元，占100%；年初结转和结余6.30万元。"
    assert "SUM-21" not in {rule for rule, *_ in said(text.format("820.50"))}
    assert {stated for _, _, stated in said(text.format("810.50"))} >= {"820.50万元"}


@pytest.mark.parametrize("joint", ["，得", "，自评得", "得", "，实得"])
def test_maxima_among_scores_are_no_parts(joint: str) -> None:
    text = f"整体支出绩效得分95分。其中：履职效能50分{joint}49分；管理效率50分{joint}46分。"
    assert "SUM-21" not in {rule for rule, *_ in said(text)}
