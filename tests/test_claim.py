"""Assertions judged on reports whose facts are marked by hand."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from stated import stated, value

from checker.checks.claims.binding import bind
from checker.checks.claims.claim import check_claim
from checker.model.rule import Ground, Rule, Words
from checker.model.verdict import NotApplied, Verdict
from checker.packs import load_vocabulary
from checker.packs.assertion import ALWAYS, parse_assertion, terms_of

CLASSES = "总支出 = 基本支出 + 项目支出 + optional(经营支出)"
BALANCE = "年末结转和结余 = 年初结转和结余 + 总收入 + optional(使用非财政拨款结余) − 总支出"
GRADES = "自评得分 ≥ 90分"


def made(assertion: str, when: str = "", within: str = "") -> Rule:
    """A rule of the assertion, as a pack would give it."""
    claim = parse_assertion(assertion)
    applies = None if not when else ALWAYS if when == "always" else parse_assertion(when)
    terms = load_vocabulary().terms
    named = [t[1] for node in (claim, applies) if node for t in terms_of(node)]
    kinds = {name: terms[name].kind for name in named}
    return Rule(
        "SUM-01",
        Words("勾稽"),
        "error",
        Words("{working}"),
        (Ground("算术", mark="confirmed"),),
        claim,
        params={"kinds": kinds},
        when=applies,
        within=within,
    )


def judge(marked: str, assertion: str, given: dict[str, str] | None = None, **how: Any) -> Any:
    """What the assertion says of the report: the verdicts, or why there are none."""
    year = how.pop("year", 2020)
    figures = {name: value(figure) for name, figure in (given or {}).items()}
    return check_claim(stated(marked, year), made(assertion, **how), figures)


def only(marked: str, assertion: str, given: dict[str, str] | None = None, **how: Any) -> Verdict:
    """The one verdict."""
    said = judge(marked, assertion, given, **how)
    assert not isinstance(said, NotApplied), said
    assert len(said) == 1, [verdict.working for verdict in said]
    found: Verdict = said[0]
    return found


def reason(verdict: Verdict) -> str:
    details: dict[str, str] = dict(verdict.details)
    return details.get("reason", "")


# ------------------------------------------------------------------ what is shown


def test_a_sum_that_does_not_hold() -> None:
    text = "支出是[总支出:支出]3,374.16万元。其中[基本支出:]3,020.46万元；[项目支出:]355.31万元。"
    verdict = only(text, CLASSES)
    report = stated(text)
    assert verdict.outcome == "fail"
    assert verdict.severity is None
    assert verdict.span is not None
    assert report.text[slice(*verdict.span)] == "3,374.16万元"
    assert verdict.stated == "3374.16万元"
    assert verdict.computed == "3375.77万元"
    assert verdict.difference == "1.61万元"
    assert verdict.tolerance == "0.015万元"
    assert verdict.working == "3020.46 + 355.31 = 3375.77 ≠ 3374.16 万元"
    shown = [(part.role, part.shown, report.text[slice(*part.span)]) for part in verdict.operands]
    assert shown == [
        ("基本支出", "3020.46万元", "3,020.46万元"),
        ("项目支出", "355.31万元", "355.31万元"),
    ]
    assert verdict.details == (("subject", "总支出"),)


def test_a_sum_that_rounding_explains() -> None:
    text = "[总支出:]251.25万元，[基本支出:]4.79万元，[经营支出:]0万元，[项目支出:]246.47万元。"
    verdict = only(text, CLASSES)
    assert verdict.outcome == "pass"
    assert verdict.working == "4.79 + 246.47 + 0 = 251.26 ≈ 251.25 万元"
    assert verdict.tolerance == "0.015万元"


def test_units_are_reconciled_first() -> None:
    verdict = only("[总支出:]0.82亿元，[基本支出:]6002.5万元，[项目支出:]22225000.00元。", CLASSES)
    assert verdict.outcome == "pass"
    assert verdict.working == "0.60025 + 0.22225 = 0.8225 ≈ 0.82 亿元"
    verdict = only("[总支出:]0.825亿元，[基本支出:]6002.5万元，[项目支出:]22225000.00元。", CLASSES)
    assert verdict.outcome == "fail"
    assert (verdict.stated, verdict.computed) == ("0.825亿元", "0.8225亿元")
    assert verdict.tolerance == "0.00051亿元"


def test_trailing_zeros_stay_as_printed() -> None:
    verdict = only("[总支出:]820.50万元，[基本支出:]600.25万元，[项目支出:]222.25万元。", CLASSES)
    assert (verdict.computed, verdict.difference) == ("822.50万元", "2.00万元")


def test_a_unit_that_slipped() -> None:
    verdict = only("[总支出:]820.50元，[基本支出:]600.25万元，[项目支出:]220.25万元。", CLASSES)
    assert verdict.outcome == "fail"
    assert ("unit_slip", "1/10000") in verdict.details


def test_a_rate_against_its_amounts() -> None:
    claim = "预算执行率 = 总支出 ÷ 预算数"
    text = "[预算数:预算]{}万元，[总支出:支出]{}万元，[预算执行率:]{}。"
    good = only(text.format("3388.31", "3374.16", "99.58%"), claim)
    assert (good.outcome, good.computed) == ("pass", "99.58%")
    assert good.working == "3374.16万元 ÷ 3388.31万元 = 99.58% = 99.58%".replace("% = ", "% ≈ ")
    bad = only(text.format("747.90", "724.56", "98%"), claim)
    assert bad.outcome == "fail"
    assert (bad.stated, bad.computed, bad.difference) == ("98%", "96.88%", "1.12个百分点")
    assert bad.working == "724.56万元 ÷ 747.90万元 = 96.88% ≠ 98%"


def test_met_by_truncation_only_is_info() -> None:
    text = "[预算数:]10210.34万元，[总支出:]9746.50万元，[预算执行率:]95.45%。"
    verdict = only(text, "预算执行率 = 总支出 ÷ 预算数")
    assert (verdict.outcome, verdict.severity) == ("fail", "info")
    assert ("truncated", "1") in verdict.details
    assert verdict.computed == "95.46%"


def test_a_figure_of_the_rule() -> None:
    verdict = only("[自评得分:]88分。", GRADES)
    assert (verdict.outcome, verdict.working) == ("fail", "88 < 90 分")
    assert (verdict.stated, verdict.computed, verdict.difference) == ("88分", "90分", "2分")
    assert only("[自评得分:]90分。", GRADES).outcome == "pass"


def test_an_expression_on_the_left() -> None:
    claim = "在职人员数 ÷ 编制数 ≤ 100%"
    verdict = only("[编制数:编制]10人，[在职人员数:]12人。", claim)
    assert verdict.outcome == "fail"
    assert verdict.working == "12人 ÷ 10人 = 120.00% > 100%"
    assert (verdict.stated, verdict.computed) == ("120.00%", "100.00%")


def test_the_stated_total_may_stand_on_the_right() -> None:
    verdict = only(
        "[总收入:]100万元，[年初结转和结余:]20万元，[可用资金:]130万元。",
        "总收入 + 年初结转和结余 = 可用资金",
    )
    assert (verdict.stated, verdict.computed) == ("130万元", "120万元")
    assert verdict.working == "100 + 20 = 120 ≠ 130 万元"


# ------------------------------------------------------------------ what may stand in


@pytest.mark.parametrize(
    "other",
    [
        "[项目支出/2019:]300.00万元",
        "[项目支出+:]300.00万元",
        "[项目支出~下属中心:]300.00万元",
        "[项目支出:]30%",
    ],
)
def test_another_year_change_scope_or_kind_never_stands_in(other: str) -> None:
    said = judge(f"[总支出:]820.50万元，[基本支出:]600.25万元，{other}。", CLASSES)
    assert isinstance(said, NotApplied)
    assert said.missing == ("项目支出",)


def test_another_basis_never_stands_in() -> None:
    text = "[总支出@决算:]820.50万元，[基本支出@决算:]600.25万元，[项目支出@年初预算:]222.25万元。"
    assert isinstance(judge(text, CLASSES), NotApplied)
    text = text.replace("[项目支出@年初预算:]222.25", "[项目支出:]220.25")
    assert only(text, CLASSES).outcome == "pass"


def test_a_year_before_is_judged_by_no_rule_without_a_qualifier() -> None:
    text = "[总支出/2019:]820.50万元，[基本支出/2019:]600.25万元，[项目支出/2019:]222.25万元。"
    assert isinstance(judge(text, CLASSES), NotApplied)
    assert only(text, "总支出[上年] = 基本支出[上年] + 项目支出[上年]").outcome == "fail"
    assert only(text, "总支出[2019] = 基本支出[2019] + 项目支出[2019]").outcome == "fail"
    own = text.replace("/2019", "/2020")
    assert only(own, CLASSES).outcome == "fail"


def test_a_report_without_a_year_is_judged_within_one_year() -> None:
    text = "[总支出/2019:]820.50万元，[基本支出/2019:]600.25万元，[项目支出/2019:]222.25万元。"
    assert only(text, CLASSES, year=None).outcome == "fail"
    text = text.replace("[项目支出/2019", "[项目支出/2018")
    assert isinstance(judge(text, CLASSES, year=None), NotApplied)


def test_changes_and_levels_meet_where_the_rule_says_so() -> None:
    claim = "总收入[变动] = 总收入 − 总收入[上年]"
    text = "[总收入:]90.00万元，[总收入/2019:]100.00万元，[总收入-:减少]{}万元。"
    verdict = only(text.format("10.00"), claim)
    assert (verdict.outcome, verdict.stated) == ("pass", "-10.00万元")
    assert only(text.format("12.00"), claim).outcome == "fail"
    rate = "总收入[变动率] = (总收入 − 总收入[上年]) ÷ 总收入[上年]"
    text = "[总收入:]90.00万元，[总收入/2019:]100.00万元，[总收入-:下降]{}。"
    assert only(text.format("10%"), rate).outcome == "pass"
    assert only(text.format("12%"), rate).outcome == "fail"


def test_a_level_does_not_stand_in_for_the_change_that_is_asked_for() -> None:
    claim = "总收入[变动] = 总收入 − 总收入[上年]"
    text = "[总收入:]90.00万元，[总收入/2019:]100.00万元。"
    assert isinstance(judge(text, claim), NotApplied)


def test_rates_of_two_bases_in_one_rule() -> None:
    claim = "预算执行率 = 总支出[决算] ÷ 总支出[年初预算]"
    text = "[总支出@年初预算:]100.00万元，[总支出@决算:]97.00万元，[预算执行率:]{}。"
    assert only(text.format("97.00%"), claim).outcome == "pass"
    assert only(text.format("98.00%"), claim).outcome == "fail"


# ------------------------------------------------------------------ nearest first


def test_the_sentence_goes_before_the_paragraph() -> None:
    text = (
        "[总支出:]100万元，[基本支出:]60万元，[项目支出:]40万元。"
        "[总支出:]90万元，[基本支出:]60万元，[项目支出:]35万元。"
    )
    first, second = judge(text, CLASSES)
    assert (first.outcome, second.outcome) == ("pass", "fail")
    assert second.working == "60 + 35 = 95 ≠ 90 万元"


def test_parts_behind_go_before_parts_in_front() -> None:
    text = (
        "[总支出:]100万元，[基本支出:]60万元、[项目支出:]40万元，"
        "[总支出:]110万元，[基本支出:]65万元、[项目支出:]45万元。"
    )
    assert [verdict.outcome for verdict in judge(text, CLASSES)] == ["pass", "pass"]


def test_figures_of_a_nearer_total_are_not_held_against_another() -> None:
    text = "[总支出@年初预算:]90万元。[总支出:]100万元，其中[基本支出:]60万元、[项目支出:]40万元。"
    assert only(text, CLASSES).stated == "100万元"


def test_the_spending_of_something_else() -> None:
    text = "# 收支\n[总支出:]100万元。[基本支出:]60万元，[项目支出:]40万元。"
    text += "\n## 接待\n[总支出:支出]2万元。"
    assert only(text, CLASSES).stated == "100万元"


def test_one_name_twice_in_a_paragraph_is_ambiguous() -> None:
    text = "[总支出:]100万元。[基本支出:]60万元。[项目支出:]40万元。[项目支出:]50万元。"
    verdict = only(text, CLASSES)
    assert (verdict.outcome, verdict.missing) == ("undetermined", ("项目支出",))
    assert reason(verdict) == "ambiguous"


def test_two_names_of_one_term_in_a_sentence_are_ambiguous() -> None:
    flow = "[总收入:]90万元，[总支出:]100万元"
    text = f"[年初结转和结余:年初结转]5万元、[年初结转和结余:年初结余]7万元，{flow}，[年末结转和结余:]2万元。"
    assert reason(only(text, BALANCE)) == "ambiguous"
    text = f"[年初结转和结余:]52万元，{flow}，"
    text += "[年末结转和结余:年末结转]12万元、[年末结转和结余:年末结余]30万元。"
    assert {reason(verdict) for verdict in judge(text, BALANCE)} == {"ambiguous"}


def test_one_figure_said_more_and_less_exactly_is_one() -> None:
    text = "[总支出:]0.82亿元。[基本支出:]6002.50万元。[基本支出:]0.6亿元。[项目支出:]2200.25万元。"
    verdict = only(text, CLASSES)
    assert verdict.working.startswith("0.60025 + 0.220025")


def test_what_was_done_goes_before_what_was_planned() -> None:
    text = "[年末结转和结余:]10万元。[总支出@年初预算:]90万元。[总支出:]100万元。"
    text += "[总收入:]95万元，[年初结转和结余:]15万元。"
    assert only(text, BALANCE).outcome == "pass"


def test_figures_of_two_chapters_prove_nothing() -> None:
    text = "# 基本情况\n[总支出{0}:]100万元。\n# 分析\n[基本支出{0}:]60万元，[项目支出{0}:]50万元。"
    verdict = only(text.format(""), CLASSES)
    assert (verdict.outcome, reason(verdict)) == ("undetermined", "apart")
    assert verdict.missing == ("基本支出", "项目支出")
    assert verdict.working == "60 + 50 = 110 ≠ 100 万元"
    assert only(text.format("@决算"), CLASSES).outcome == "fail"
    assert only(text.format("").replace("50万", "40万"), CLASSES).outcome == "pass"


def test_figures_of_one_chapter_prove() -> None:
    text = "# 收支\n## 总体\n[总支出:]100万元。\n## 明细\n[基本支出:]60万元。\n[项目支出:]50万元。"
    assert only(text, CLASSES).outcome == "fail"
    far = only(text.replace("100万", "8万"), CLASSES)
    assert (far.outcome, reason(far)) == ("undetermined", "apart")


def test_a_planned_total_and_parts_in_another_sentence_prove_nothing() -> None:
    text = "[总支出@年初预算:]100万元。其中[基本支出:]60万元，[项目支出:]50万元。"
    assert reason(only(text, CLASSES)) == "apart"
    same = "[总支出@年初预算:]100万元，其中[基本支出:]60万元，[项目支出:]50万元。"
    assert only(same, CLASSES).outcome == "fail"


@pytest.mark.parametrize(
    ("within", "found"),
    [("sentence", 0), ("paragraph", 0), ("section", 0), ("", 1), ("report", 1)],
)
def test_within_bounds_the_distance(within: str, found: int) -> None:
    text = "# 一\n[总支出:]100万元。\n# 二\n[基本支出:]60万元，[项目支出:]40万元。"
    said = judge(text, CLASSES, within=within)
    assert (0 if isinstance(said, NotApplied) else len(said)) == found


# ------------------------------------------------------------------ tables


TABLE = """|[总支出@年初预算:]100.00|[总支出@决算:]110.00
|[基本支出@年初预算:]60.00|[基本支出@决算:]65.00
|[项目支出@年初预算:]40.00|[项目支出@决算:]55.00"""


def test_columns_are_judged_apart() -> None:
    first, second = judge(TABLE, CLASSES)
    assert (first.outcome, second.outcome) == ("pass", "fail")
    assert second.table == (0, 0, 2)
    assert second.working == "65.00 + 55.00 = 120.00 ≠ 110.00"


def test_prose_and_tables_are_mixed_only_where_the_rule_says_so() -> None:
    text = "[总支出@决算:]100.00万元。\n" + TABLE.split("\n", 1)[1].replace(
        "0.00", "0.00万元"
    ).replace("5.00", "5.00万元")
    assert isinstance(judge(text, CLASSES), NotApplied)
    assert only(text, CLASSES, within="report").outcome == "fail"


def test_cells_without_a_unit_are_not_held_against_amounts() -> None:
    text = "[总支出@决算:]120.00万元。\n" + TABLE.split("\n", 1)[1]
    assert reason(only(text, CLASSES, within="report")) == "unit"


# ------------------------------------------------------------------ when, optional, missing


def test_without_when_a_missing_operand_is_no_matter() -> None:
    said = judge("[总支出:]100万元，[基本支出:]60万元。", CLASSES)
    assert isinstance(said, NotApplied)
    assert (said.reason, said.missing) == ("missing", ("项目支出",))


def test_with_when_it_is_undetermined() -> None:
    verdict = only("[总支出:]100万元，[基本支出:]60万元。", CLASSES, when="always")
    assert (verdict.outcome, verdict.missing) == ("undetermined", ("项目支出",))
    assert verdict.span is not None
    said = judge("没有数字。", CLASSES)
    assert isinstance(said, NotApplied)
    assert said.reason == "no-place"
    verdict = only("没有数字。", CLASSES, when="always")
    assert verdict.span is None
    assert verdict.missing == ("总支出", "基本支出", "项目支出")


def test_when_decides_on_the_figures_as_printed() -> None:
    text = "[自评得分:]88分，[预算执行率:]{}。"
    for rate, applies in (("95%", False), ("94%", True)):
        said = judge(text.format(rate), GRADES, when="预算执行率 < 95%")
        assert isinstance(said, NotApplied) != applies
    assert isinstance(judge("[自评得分:]88分。", GRADES, when="预算执行率 < 95%"), NotApplied)
    assert isinstance(judge("[自评得分:]88分。", GRADES, when="stated(加分)"), NotApplied)


def test_an_optional_operand_farther_off_may_help_but_not_harm() -> None:
    text = "[总支出:]100万元，[基本支出:]60万元，[项目支出:]{}万元。此外[经营支出:]5万元。"
    assert only(text.format(40), CLASSES).outcome == "pass"
    helped = only(text.format(35), CLASSES)
    assert (helped.outcome, helped.working) == ("pass", "60 + 35 + 5 = 100 = 100 万元")
    assert only(text.format(30), CLASSES).working == "60 + 30 = 90 ≠ 100 万元"


def test_nothing_but_optional_operands() -> None:
    claim = "“三公”经费 ≥ optional(公务接待费) + optional(因公出国（境）费)"
    assert isinstance(judge("[“三公”经费:]10万元。", claim), NotApplied)
    verdict = only("[“三公”经费:]10万元，[公务接待费:]12万元。", claim)
    assert (verdict.outcome, verdict.working) == ("fail", "10 < 12 万元")


@pytest.mark.parametrize("whole", ["约820万元", "800余万元", "超过800万元", "不低于800万元"])
def test_an_approximate_total_never_fails(whole: str) -> None:
    text = f"[总支出:]{whole}，[基本支出:]600.25万元，[项目支出:]222.25万元。"
    assert only(text, CLASSES).outcome == "pass"


def test_a_bound_that_cannot_be_met_fails() -> None:
    text = "[总支出:]不超过800万元，[基本支出:]600.25万元，[项目支出:]222.25万元。"
    assert only(text, CLASSES).outcome == "fail"


def test_division_by_nothing() -> None:
    verdict = only(
        "[总支出:]5万元，[预算数:]0万元，[预算执行率:]100%。", "预算执行率 = 总支出 ÷ 预算数"
    )
    assert reason(verdict) == "division"


# ------------------------------------------------------------------ given by the user


def test_a_figure_the_user_gives() -> None:
    text = "[总支出:]100万元，[基本支出:]60万元。"
    verdict = only(text, CLASSES, {"项目支出": "50万元"})
    assert verdict.outcome == "fail"
    assert verdict.working == "60 + 50 = 110 ≠ 100 万元"
    assert [part.role for part in verdict.operands] == ["基本支出", "项目支出"]
    text = "[总支出:]100万元，[基本支出:]60万元，[项目支出:]40万元。"
    assert only(text, CLASSES, {"项目支出": "50万元"}).outcome == "pass"


def test_the_subject_may_be_given() -> None:
    verdict = only("[基本支出:]60万元，[项目支出:]40万元。", CLASSES, {"总支出": "110万元"})
    assert (verdict.outcome, verdict.stated) == ("fail", "110万元")


# ------------------------------------------------------------------ claims of other shapes


@pytest.mark.parametrize(
    ("assertion", "outcome"),
    [
        ("any(总支出 = 基本支出, 总支出 = 项目支出)", "pass"),
        ("any(总支出 = 基本支出, 总支出 = 经营支出)", "fail"),
        ("总支出 = 项目支出 且 总支出 > 基本支出", "pass"),
        ("总支出 = 基本支出 或 总支出 < 基本支出", "fail"),
        ("非 总支出 = 基本支出", "pass"),
        ("非 (总支出 = 项目支出 或 总支出 = 基本支出)", "fail"),
        ("总支出 ≠ 项目支出", "fail"),
        ("abs(基本支出 − 项目支出) = 总支出 − 60万元", "pass"),
        ("sum(基本支出, 40万元) = 总支出", "pass"),
        ("−基本支出 < 0", "pass"),
        ("总支出 = 基本支出 × 160% + 4万元", "pass"),
        ("总支出 = 经营支出 或 总支出 = 项目支出", "pass"),
    ],
)
def test_claims(assertion: str, outcome: str) -> None:
    verdict = only("[总支出:]100万元，[基本支出:]60万元，[项目支出:]100万元。", assertion)
    assert verdict.outcome == outcome


def test_any_of_claims_none_of_which_is_stated() -> None:
    said = judge("[总支出:]100万元。", "any(总支出 = 基本支出, 总支出 = 项目支出)")
    assert isinstance(said, NotApplied)
    assert said.missing == ("基本支出",)


def test_any_shows_the_claim_that_comes_nearest() -> None:
    text = "[预算执行率:]97%，[总支出:]100万元，[年初预算数:]110万元，[调整预算数:]102万元。"
    claim = "any(预算执行率 = 总支出 ÷ 年初预算数, 预算执行率 = 总支出 ÷ 调整预算数)"
    assert only(text, claim).computed == "98.04%"


def test_every_place_and_how_many() -> None:
    text = "甲[自评得分:]8分，乙[自评得分:]9.5分。\n合计[总得分:]{}分。"
    claim = "总得分 = sum(each(自评得分))"
    assert only(text.format("17.5"), claim).working == "8 + 9.5 = 17.5 = 17.5 分"
    assert only(text.format("18"), claim).outcome == "fail"
    assert only(text.format("18"), "总得分 ≥ each(自评得分)").outcome == "pass"
    assert only(text.format("9"), "总得分 ≥ each(自评得分)").outcome == "fail"
    outcomes = [verdict.outcome for verdict in judge(text.format("9"), "each(自评得分) ≤ 9分")]
    assert outcomes == ["pass", "fail"]
    assert only(text.format("2") + "[项目数:]2个。", "项目数 = count(自评得分)").outcome == "pass"


def test_sections() -> None:
    text = "# 部门 基本情况\n[总支出:]1万元。"
    assert only(text, 'section("基本情况")').outcome == "pass"
    assert only(text, 'section("存在问题")').outcome == "fail"
    assert only(text, '非 section("存在问题")').outcome == "pass"


def test_stated() -> None:
    assert only("[总支出:]1万元。", "stated(总支出)").outcome == "pass"
    assert only("没有。", "stated(总支出)", when="always").outcome == "fail"
    assert only("没有。", "stated(总支出)", {"总支出": "1万元"}, when="always").outcome == "pass"


@pytest.mark.parametrize(
    ("start", "outcome", "passed"),
    [("2020年1月28日", "pass", "20天"), ("2020年1月20日", "fail", "28天"), ("1月", "pass", "")],
)
def test_days(start: str, outcome: str, passed: str) -> None:
    claim = "days(部门预算批复日期, date(部门预算公开日期)) ≤ 20日"
    text = f"[部门预算批复日期:批复]{start}，[部门预算公开日期:公开]2020年2月17日。"
    verdict = only(text, claim)
    assert verdict.outcome == outcome
    if passed:
        assert verdict.stated == passed


def test_a_day_that_is_not_stated() -> None:
    claim = "days(部门预算批复日期, 部门预算公开日期) ≤ 20日"
    text = "[部门预算公开日期:公开]2020年2月17日。"
    verdict = only(text, claim, when="stated(部门预算公开日期)")
    assert (verdict.outcome, verdict.missing) == ("undetermined", ("部门预算批复日期",))
    given = {"部门预算批复日期": "2020年1月20日"}
    assert only(text, claim, given, when="stated(部门预算公开日期)").outcome == "fail"


def test_working_days_need_a_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    text = "[合同签订日期:]2020年1月28日，[合同备案日期:]2020年2月17日。"
    verdict = only(text, "workdays(合同签订日期, 合同备案日期) ≤ 7个工作日")
    assert (verdict.outcome, reason(verdict)) == ("undetermined", "calendar")


def test_days_of_no_calendar() -> None:
    text = "[合同签订日期:]2020年2月30日，[合同备案日期:]2020年2月17日。"
    assert reason(only(text, "合同备案日期 ≥ 合同签订日期")) == "unit"


def test_figures_of_any_length() -> None:
    text = f"[总支出:]{'9' * 300}.5万元，[基本支出:]{'8' * 900}万元，[项目支出:]{'7' * 40}.12亿元。"
    assert only(text, CLASSES).outcome == "fail"


def test_dates_are_compared() -> None:
    text = "[合同签订日期:]2020年3月28日，[合同备案日期:]2020年2月17日。"
    verdict = only(text, "合同备案日期 ≥ 合同签订日期")
    assert verdict.outcome == "fail"
    assert (verdict.computed, verdict.difference) == ("2020-03-28", "40天")


def test_binding_without_a_subject_takes_the_whole_report() -> None:
    report = stated("[总支出:]100万元。\n|[总支出:]90.00")
    found = bind(report, "总支出", None)
    assert found.fact is not None
    assert found.fact.table is None
    assert bind(report, "总收入", None).tier is None
