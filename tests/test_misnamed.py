"""Names and places that two chapters write in two ways, in words that are otherwise the same."""

from __future__ import annotations

import pytest
from reading import checked


def told(first: str, second: str) -> list[tuple[str, ...]]:
    """What CON-12 names in a report whose two chapters say these things: its place, the others."""
    text = (
        "安河县水务局2022年度部门整体支出绩效自评报告\n"
        f"一、部门基本情况\n{first}\n二、履职效能分析\n{second}\n"
    )
    found = [each for each in checked(text).findings if each.rule == "CON-12"]
    return [(each.excerpt, *(other.excerpt for other in each.related)) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("智慧水务", "智慧水利", "建成“{}”管理平台并投入使用，接入监测点126处。"),
        ("清风水务", "清廉水务", "打造“{}”廉政品牌，组织警示教育6次，覆盖党员120人次。"),
        ("惠民水价", "惠农水价", "推进“{}”改革试点，减免水费36.5万元，惠及1200户。"),
        ("青山镇", "青川镇", "在{}举办水法宣传活动，发放资料3000份。"),
        ("安河湖马拉松邀请赛", "安和湖马拉松邀请赛", "8月举办{}，参赛选手3200人，秩序良好。"),
        ("青山湖湿地科普馆", "青山湖湿地科技馆", "建成{}，接待学生8600人次，开放216天。"),
        ("护河志愿", "护志河愿", "组织“{}”服务队巡河18次，清理垃圾26吨。"),
    ],
)
def test_a_name_that_differs_in_copied_words_is_told(one: str, other: str, words: str) -> None:
    assert told(words.format(one), words.format(other)) == [(other, one)]
    assert told(words.format(one), words.format(one)) == []


def test_the_name_that_stands_less_often_is_the_odd_one() -> None:
    words = "建成“{}”管理平台并投入使用，接入监测点126处。"
    first = words.format("智慧水利")
    second = words.format("智慧水务") + "依托“智慧水务”开展预警36次。"
    assert told(first, second) == [("智慧水利", "智慧水务")]


def test_a_name_that_stands_once_among_many_is_a_slip_though_its_chapter_has_both() -> None:
    words = "建成“{}”管理平台并投入使用，接入监测点126处。"
    more = "依托“智慧水务”开展预警36次。"
    first, second = words.format("智慧水务"), words.format("智慧水利")
    assert told(first + more, second + more) == [("智慧水利", "智慧水务")]
    # Both stand there in the same words: two platforms.
    assert told(first + more, second + first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Other words beside them: two things.
        ("“书香机关”建设推进有力，办读书会12期。", "“书香机构”评选结束，表彰单位9家。"),
        ("在青山镇举办义诊，接诊120人次。", "在青水镇举办义诊，接诊86人次。"),
        ("建成青山水厂，日供水2万吨。", "建成青云水厂，日供水3万吨。"),
        # Names that differ by what tells two things apart.
        (
            "开展“安全生产月”宣传活动，发放资料3000份，受众1.2万人。",
            "开展“安全生产周”宣传活动，发放资料3000份，受众1.2万人。",
        ),
        (
            "在东山村举办义诊活动，接诊120人次，发放药品300份。",
            "在西山村举办义诊活动，接诊120人次，发放药品300份。",
        ),
        (
            "举办第一期业务培训班，参训120人，考试合格率100%。",
            "举办第二期业务培训班，参训120人，考试合格率100%。",
        ),
        # One chapter has both.
        (
            "建成“智慧水务”管理平台并投入使用，接入监测点126处，“智慧水利”平台另行建设。",
            "建成“智慧水利”管理平台并投入使用，接入监测点126处。",
        ),
        # No names at all.
        ("填报“      ”一栏，并附“　　　　　”一份。", "填报“      ”一栏，“未闭合。"),
        # Names far apart.
        (
            "落实“四个不摘”要求，排查监测户126户，全部消除风险。",
            "落实“两个清零”要求，排查监测户126户，全部消除风险。",
        ),
    ],
)
def test_two_things_told_in_like_words_are_silent(first: str, second: str) -> None:
    assert told(first, second) == []
    assert told(second, first) == []
