"""Faults that stood between rules: classes of people, funds, single forms, brackets left open."""

from __future__ import annotations

import pytest
from reading import checked, shown


def said(text: str) -> set[tuple[str, str, str]]:
    return {(rule, words, computed) for rule, words, _, computed in shown(checked(text))}


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        ("年末在岗61人，其中：管理岗位6人，专业技术岗位50人，工勤岗位6人。", "61人", "62人"),
        ("在校学生905人，其中男生470人，女生436人。", "905人", "906人"),
        ("预算单位共6个，包括局本级1个和下属事业单位6个。", "6个", "7个"),
    ],
)
def test_classes_that_do_not_overlap_are_no_more_than_their_whole(
    text: str, stated: str, computed: str
) -> None:
    assert said(text) == {("SUM-21", stated, computed)}


@pytest.mark.parametrize(
    "text",
    [
        "年末在岗62人，其中：管理岗位6人，专业技术岗位50人，工勤岗位6人。",
        # one may be in both
        "年末在岗61人，其中：党员20人，女职工42人。",
        "年末在岗118人，其中专任教师100人，高级教师30人。",
        # not all are named
        "年末在岗61人，其中：管理岗位6人，专业技术岗位50人。",
    ],
)
def test_what_may_overlap_or_leave_some_out_is_silent(text: str) -> None:
    assert said(text) == set()


FUNDS = "2024年年初结转和结余42.10万元，财政拨款收入2402.60万元，事业收入41.60万元，{}。"


def test_funds_available_are_what_their_sentence_names() -> None:
    assert said(FUNDS.format("可用资金合计2486.30万元")) == set()
    assert said(FUNDS.format("可用资金合计2468.30万元")) == {
        ("SUM-22", "2468.30万元", "2486.30万元")
    }


@pytest.mark.parametrize(
    "text",
    [
        # parts of a whole that is named too
        "2024年总收入3000.00万元，其中财政拨款收入2900.00万元、其他收入100.00万元，"
        "年初结转和结余200.50万元，可用资金合计3200.50万元。",
        # of two budgets
        "2024年年初预算3000.00万元，调整预算3100.00万元，年初结转和结余200.50万元，"
        "可用资金合计3300.50万元。",
    ],
)
def test_funds_of_which_some_are_named_twice_are_silent(text: str) -> None:
    assert said(text) == set()


def test_a_first_budget_is_not_held_to_what_was_spent() -> None:
    text = (
        "2024年年初预算3256.80万元，其中基本支出2156.80万元，项目支出1100.00万元。"
        "全年支出3300.00万元，其中基本支出2200.00万元，项目支出1100.00万元。"
    )
    assert said(text) == set()
    wrong = text.replace("项目支出1100.00万元。全年", "项目支出1010.00万元。全年")
    assert said(wrong) == {("SUM-14", "3256.80万元", "3166.80万元")}


OPEN = "一、部门概况\n（一）职能\n本局（以下简称我局{}负责全县林业工作，编制20人。\n（二）人员\n无变动。\n"


def test_a_bracket_left_open_before_a_numbered_heading_is_found() -> None:
    assert ("TYP-04") in {rule for rule, _, _ in said(OPEN.format(""))}
    assert ("TYP-04") not in {rule for rule, _, _ in said(OPEN.format("）"))}


HEADINGS = "一、概况\n（一）机构\n内设6个股室。\n（二）人手{}\n编制20人。\n（三）资产\n车辆2台。\n"


def test_the_only_heading_of_a_series_with_a_full_stop_is_found() -> None:
    assert ("NUM-08", "（二）人手。", "") in said(HEADINGS.format("。"))
    assert "NUM-08" not in {rule for rule, _, _ in said(HEADINGS.format(""))}
