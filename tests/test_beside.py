"""A rate that is called by what it is made of, beside the two figures of its own sentence."""

from __future__ import annotations

import pytest
from reading import checked, shown


def said(text: str) -> set[tuple[str, str, str]]:
    return {(rule, words, computed) for rule, words, _, computed in shown(checked(text))}


@pytest.mark.parametrize(
    ("text", "words", "computed"),
    [
        ("公用经费预算312.00万元，实际支出290.16万元，控制率为95.30%。", "95.30%", "93.00%"),
        ("全年抽检食品1,200批次，合格1,176批次，抽检合格率98.50%。", "98.50%", "98.00%"),
        ("收到代表建议250件，答复245件，答复率为99%。", "99%", "98.00%"),
        ("发放问卷400份，收回384份，回收率94.00%。", "94.00%", "96.00%"),
        ("计划修建机耕路25公里，实际完成23.5公里，完成率97%。", "97%", "94.00%"),
        # what stands above goes by the name of the rate
        ("全年排查隐患360处，整改342处，整改率98.00%。", "98.00%", "95.00%"),
        ("专项资金1200.00万元，已支付900.00万元，支付率79.00%。", "79.00%", "75.00%"),
        # the other way round, with other things counted before, and with an aside
        ("设科室6个，在职干部57人，编制60人，在职人员控制率98.00%。", "98.00%", "95.00%"),
        ("受理案件500件（含旧存20件），审执结480件，结案率98.00%。", "98.00%", "96.00%"),
        # with what they differ by, though the vocabulary has no name for them
        (
            "会议费预算8.00万元，实际支出6.00万元，比预算减少2.00万元，控制率85.00%。",
            "85.00%",
            "75.00%",
        ),
        ("文物征集经费安排60.00万元，支出57.30万元，执行率98.50%。", "98.50%", "95.50%"),
        # far off, but by one slip
        ("全年排查隐患360处，整改342处，整改率59.00%。", "59.00%", "95.00%"),
        # in a bracket
        ("举办读书活动45场（目标50场，完成率93%）。", "93%", "90.00%"),
        ("控制率为85.00%（预算20.00万元，实际15.00万元）。", "85.00%", "75.00%"),
        ("毕业生就业率95.00%（450人/500人）。", "95.00%", "90.00%"),
        # a share of a whole that is stated
        ("公务接待费2.40万元（国内接待18批次），占年初预算4.00万元的65.00%。", "65.00%", "60.00%"),
    ],
)
def test_a_rate_that_its_two_figures_do_not_give_is_found(
    text: str, words: str, computed: str
) -> None:
    assert said(text) == {("EXE-07", words, computed)}


@pytest.mark.parametrize(
    "text",
    [
        "公用经费预算312.00万元，实际支出290.16万元，控制率为93.00%。",
        # which of two budgets is meant is not said
        "公用经费年初预算312.00万元，调整预算300.00万元，实际支出290.16万元，控制率为92.00%。",
        # more than was planned, written as 100%
        "计划培训30期，实际完成36期，完成率100%。",
        # of those in time, of products, of the mean
        "受理群众来信250件，办结245件，按期办结率为100%。",
        "全年抽检食品1,200批次，合格1,176批次，蔬菜类合格率99.10%。",
        "全年抽检食品1,200批次，合格1,176批次，平均合格率99.10%。",
        # other figures of the paragraph give it
        "市级检测50批次，合格48批次。全县检测250批次，合格245批次，合格率为96%。",
        # what was carried over may count in or not; spending of one month
        "文物项目预算300.00万元（含上年结转20.00万元），支出270.00万元，执行率96.43%。",
        "文物项目全年下达300.00万元，12月支出27.00万元，执行率90.00%。",
        # both were planned
        "年初预算总支出560.00万元，年中调整预算590.00万元，预算执行率98.28%。",
        "举办读书活动45场（较上年50场，完成率93%）。",
        # the rest of a whole
        "全年检测1,200批次，不合格24批次，合格率98.00%。",
        "计划修建机耕路25公里，未完成1.5公里，完成率94%。",
        # a level and what it is compared with
        "上年抽检1,150批次，今年抽检合格1,176批次，合格率98.00%。",
        "目标值为办结240件，实际受理250件、办结245件，办结率98%。",
        "全年检测1,200批次，合格率不低于98.50%。",
        "受理群众来信250件，办结245件，限时办结率99%。",
        "项目总投资1000.00万元，当年支付300.00万元，支付率96.00%。",
        "计划投资500.00万元，完成投资480.00万元，项目完成率100%。",
        "排查隐患360处，未整改18处，整改率95.00%。",
        "项目支出300.00万元，增长5.00%，占总支出1000.00万元的35.00%。",
    ],
)
def test_a_rate_that_may_be_of_something_else_is_left_alone(text: str) -> None:
    assert said(text) == set()


CHANGED = "2024年年初预算1840.20万元，年中{stated}，调整预算1915.80万元，预算调整率{rate}%。"


def test_a_rate_of_adjustment_is_held_to_a_change_that_is_stated() -> None:
    assert said(CHANGED.format(stated="调增75.60万元", rate="4.11")) == set()
    assert said(CHANGED.format(stated="调增75.60万元", rate="5.11")) == {
        ("CN-EXE-04", "5.11%", "4.11%")
    }
    # additions and cuts may be counted together
    text = CHANGED.format(stated="调增85.60万元、调减10.00万元", rate="5.20")
    assert said(text) == set()
