"""Ordinals of headings and of lists inside paragraphs: what is odd, and what only looks so."""

from __future__ import annotations

import pytest
from reading import checked

HEAD = "安河县水务局2022年度部门整体支出绩效自评报告\n"
FAMILIES = ("NUM", "SEC-06", "SEC-07")

Said = list[tuple[str, str, str]]


def said(text: str, name: str = "报告.txt") -> Said:
    """Rule, excerpt and severity of what is found of numbers and headings."""
    return [
        (found.rule, "".join(found.excerpt.split()), found.severity)
        for found in checked(text, name).findings
        if found.outcome == "fail" and found.rule.startswith(FAMILIES)
    ]


def outline(*titles: str) -> str:
    """A report with these headings, each with a line of text below."""
    return HEAD + "".join(
        f"{title}\n{'甲乙丙丁戊己庚辛'[at % 8]}项已完成。\n" for at, title in enumerate(titles)
    )


FIVE = ["一、基本情况", "二、自评情况", "三、主要成效", "四、存在的问题", "五、改进措施"]


def test_a_series_in_order_is_right() -> None:
    assert said(outline(*FIVE)) == []


@pytest.mark.parametrize(
    ("at", "numeral", "rule"),
    [
        (1, "一", "NUM-01"),
        (2, "二", "NUM-01"),
        (4, "四", "NUM-01"),
        (1, "三", "NUM-03"),
        (2, "四", "NUM-03"),
        (2, "八", "NUM-03"),
        (0, "二", "NUM-03"),
        (4, "六", "NUM-02"),
    ],
)
def test_one_wrong_ordinal_is_one_finding(at: int, numeral: str, rule: str) -> None:
    titles = list(FIVE)
    titles[at] = numeral + titles[at][1:]
    assert said(outline(*titles)) == [(rule, f"{numeral}、", "warning")]


@pytest.mark.parametrize("style", ["（{}）", "{}、"])
@pytest.mark.parametrize(
    ("numerals", "odd"), [("一二四五", "四"), ("一二二三", "二"), ("一三二四", "三")]
)
def test_every_level_is_counted(style: str, numerals: str, odd: str) -> None:
    inner = [style.format(each) + "供水工作情况" for each in numerals]
    text = outline("第一部分 基本情况", *inner, "第二部分 自评情况")
    assert [excerpt for _, excerpt, _ in said(text)] == [style.format(odd)]


def test_a_wrong_one_above_others_is_no_series_of_its_own() -> None:
    titles = [
        "一、基本情况",
        "（一）职能",
        "（二）机构",
        "一、自评情况",
        "（一）结论",
        "（二）分析",
    ]
    text = outline(*titles, "三、存在的问题", "四、改进措施")
    assert said(text) == [("NUM-01", "一、", "warning")]


@pytest.mark.parametrize(
    "body",
    [
        "1.抓管网。2.抓水质。\n3.抓服务。\n4.抓考核。",  # its 2 is run together with its 1
        "1.抓管网。\n2.抓水质。\n以上两项均已完成。\n另外：\n1.抓服务。\n2.抓考核。",
        "1. 抓管网。\n1. 抓水质。\n1. 抓服务。",  # as converters write them
        "（一）产出（20分）：得19分。（二）效益（20分）：得20分。\n（三）满意度（10分）：得10分。",
        "根据三定方案：\n（一）负责供水；\n（二）负责排水；\n（三）负责节水。",
        "1.抓管网。\n2.抓水质。\n2、3月份完成招标。\n3.抓服务。",
        "288.90万元用于管网。\n14.81%用于水质。",
        "（一）职能\n1.管网。\n2.水质。\n（二）任务\n3.服务。\n4.考核。",  # runs on
        "支出明细\n| 项目 | 金额 |\n|---|---|\n| 一、基本支出 | 80 |\n| 三、项目支出 | 20 |",
    ],
)
def test_what_only_looks_like_a_fault(body: str) -> None:
    text = HEAD + f"一、基本情况\n{body}\n二、自评情况\n得分96分。\n三、存在的问题\n支付偏慢。\n"
    assert [each for each in said(text) if each[2] != "info"] == []


def test_an_attachment_and_a_second_document_start_again() -> None:
    first = outline(*FIVE)
    assert said(first + "附件1\n评分说明\n一、评分依据\n按办法。\n二、评分过程\n逐项评。\n") == []
    assert said(first + first) == []


def test_a_series_opened_again_inside_itself() -> None:
    text = outline(
        "一、基本情况",
        "（一）重点工作",
        "一、保障供水",
        "二、提升排水",
        "三、推进节水",
        "（二）机构",
        "二、自评情况",
    )
    assert said(text) == [("NUM-04", "一、", "warning")]
    inside = outline(
        "一、基本情况", "（一）重点工作", "1.保障供水", "2.提升排水", "（二）机构", "二、自评情况"
    )
    assert said(inside) == []


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        (["1.职能", "2．机构", "3.人员"], ("NUM-05", "2．")),
        (["1.职能", "2、机构", "3.人员"], ("NUM-05", "2、")),
        (["（1）职能", "(2)机构", "（3）人员"], ("NUM-05", "(2)")),
        (["1、职能", "2、机构", "3、人员"], ("NUM-06", "1、")),
        (["（一）、职能", "（二）、机构"], ("NUM-07", "（一）、")),
        (["（一）职能情况。", "（二）机构设置。"], ("NUM-08", "（一）职能情况。")),
    ],
)
def test_a_form_is_one_remark(titles: list[str], found: tuple[str, str]) -> None:
    text = outline("一、基本情况", *titles, "二、自评情况", "三、存在的问题")
    assert said(text) == [(*found, "info")]


def test_a_blank_behind_one_ordinal_of_many() -> None:
    assert said(outline(*FIVE[:4], "五、 改进措施")) == [("NUM-10", "五、改进措施", "info")]
    assert said(outline(*(title.replace("、", "、 ") for title in FIVE))) == []
    assert said("# " + outline(*FIVE[:4], "五、 改进措施"), "报告.md") == []


def test_levels_upside_down() -> None:
    text = outline("一、基本情况", "1.职能", "（一）供水", "（二）排水", "2.机构", "二、自评情况")
    assert said(text) == [("NUM-11", "（一）", "info")]


def test_a_list_of_attachments_is_no_level() -> None:
    text = outline(*FIVE[:4]) + "五、改进措施\n(1)升级系统；\n(2)招聘2人。\n"
    assert (
        said(text + "附件：1.自评表\n      2.佐证材料\n附件1\n自评表\n一、投入\n二、产出\n") == []
    )


def test_sentences_of_a_list_are_no_headings_with_a_full_stop() -> None:
    text = HEAD + "一、改进措施\n1.细化预算。\n2.完善措施。\n以上按季调度。\n二、其他情况\n无。\n"
    assert said(text) == []


@pytest.mark.parametrize(
    "words",
    [
        "一是抓管网，二是抓水质，三是抓服务。一是成效明显，二是群众满意。",
        "主要做法有一是抓管网；二是抓水质；三是抓服务。",
        "原因之一是管网老化，另一原因是投入不足，三是人手少。",
        "统一是前提。二是抓水质。三是抓服务。",
        "一是抓管网，其次抓水质，三是抓服务。",
        "第一，抓管网。第二，抓水质。其三，抓服务。",
        "第一季度、第三季度各检查一次。第一，抓管网；第二，抓水质。",
        "按照《水法》第十二条第（一）项、第（三）项，以及（二）、（四）项执行。",
        "见表（1）、表（3），公式（1）和（3）。",
        "（1）抓管网；（2）抓水质；（3）抓服务。另有（1）抓考核；（2）抓队伍。",
    ],
)
def test_lists_that_are_counted_off(words: str) -> None:
    assert said(HEAD + f"一、基本情况\n2022年，{words}\n二、自评情况\n得分96分。\n") == []


@pytest.mark.parametrize(
    ("words", "odd"),
    [
        ("一是抓管网。三是抓服务。", "三是"),
        ("一是抓管网。二是抓水质。四是抓服务。五是抓考核。", "四是"),
        ("一是抓管网。二是抓水质。二是抓服务。", "二是"),
        ("第一，抓管网。第三，抓服务。", "第三，"),
        ("主要有：（1）抓管网；（2）抓水质；（4）抓服务。", "（4）"),
        ("主要有：(1)抓管网；(2)抓水质；(2)抓服务。", "(2)"),
    ],
)
def test_lists_that_are_not(words: str, odd: str) -> None:
    text = HEAD + f"一、基本情况\n2022年，{words}\n二、自评情况\n得分96分。\n"
    assert said(text) == [("NUM-09", odd, "warning")]


COPY = [
    "1.坚持供水安全，改造城区老旧管网",
    "2.坚持便民利民，优化用水报装流程",
    "3.坚持节约用水，推广高效节水器具",
]


def test_headings_that_only_repeat_others() -> None:
    told = outline("一、重点工作", *COPY)
    empty = told + "二、自评情况\n得分96分，履职情况如下：\n" + "\n".join(COPY)
    assert said(empty) == [("SEC-06", COPY[0], "info")]
    assert (
        said(told + "二、自评情况\n得分96分，措施如下：\n1.按月调度\n2.细化预算\n3.完善档案\n")
        == []
    )
    assert said(told + outline("二、履职情况", *COPY).removeprefix(HEAD)) == []
    tasks = "一、年度任务\n全年任务如下：\n" + "\n".join(COPY) + "\n"
    assert said(HEAD + tasks + outline("二、履职情况", *COPY).removeprefix(HEAD)) == []


def test_a_phrase_glued_to_a_heading() -> None:
    glued = COPY[0] + "群众满意有所提升"
    text = outline("一、重点工作", *COPY, "二、履职情况", glued, *COPY[1:])
    assert said(text) == [("SEC-07", glued, "info")]
    other = outline("一、重点工作", *COPY, "二、履职情况", glued, "2.细化预算编制，加强支出管理")
    assert said(other) == []
