"""Verdicts → findings: what is shown, where, and that one fault is one finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import SOFT, fail, report, rule, span

from checker.findings.collect import collect
from checker.model.report import Cell, Report, Row, Table
from checker.model.text import Span
from checker.model.verdict import Finding, Operand, Verdict

SENTENCE = "支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。"
PARTS = (("基本支出", "600.25万元"), ("项目支出", "222.25万元"))
TEXT = f"""一、部门情况
（一）收支情况
2020年{SENTENCE}
二、自评结论
据统计，全年{SENTENCE}
"""


def places(finding: Finding) -> list[tuple[str, str, int | None, int | None]]:
    """Role, words, line and column of the related places."""
    return [
        (near.role, near.excerpt, near.location.line, near.location.column)
        for near in finding.related
    ]


# --- what a finding says ----------------------------------------------------------------------


def test_a_finding_has_message_place_and_operands() -> None:
    made = report(TEXT)
    (finding,) = collect(made, [fail(made, rule(), "820.50万元", PARTS)])
    assert finding.rule == "FS-SUM-01"
    assert finding.severity == "error"
    assert finding.message.zh == "支出合计820.50万元，各项之和822.50万元，相差2.00万元"
    assert finding.message.en == "total 820.50万元, parts 822.50万元, off by 2.00万元"
    at = finding.location
    assert (at.line, at.column, at.end_line, at.end_column) == (3, 10, 3, 18)
    assert at.section == ("一、部门情况", "（一）收支情况")
    assert finding.excerpt == "820.50万元" == made.text[slice(*finding.span)]
    assert [each.zh for each in finding.basis] == ["财预〔2013〕53号第三条"]
    assert places(finding) == [
        ("基本支出", "600.25万元", 3, 25),
        ("项目支出", "222.25万元", 3, 38),
    ]


def test_a_figure_broken_over_lines_ends_where_its_last_character_does() -> None:
    made = report(f"支出合计82{SOFT}{SOFT}0.50万元。\n")
    (finding,) = collect(made, [fail(made, rule(), "820.50万元")])
    at = finding.location
    assert (at.line, at.column, at.end_line, at.end_column) == (1, 5, 3, 7)
    assert finding.excerpt == "820.50万元"


def test_details_fill_the_message_and_what_nobody_fills_stays() -> None:
    made = report(TEXT)
    by = rule(zh="{quantity}与{excerpt}、{nothing}", en="{quantity}")
    verdict = fail(made, by, "600.25万元", details=(("quantity", "基本支出"),))
    (finding,) = collect(made, [verdict])
    assert finding.message.zh == "基本支出与600.25万元、{nothing}"
    assert finding.message.en == "基本支出"


def test_figures_with_braces_are_not_filled_again() -> None:
    made = report("合计{computed}元\n")
    (finding,) = collect(made, [fail(made, rule(zh="{excerpt}"), "{computed}", computed="1元")])
    assert finding.message.zh == "{computed}"


def test_the_verdict_may_be_milder_than_its_rule() -> None:
    made = report(TEXT)
    (finding,) = collect(made, [fail(made, rule(), "820.50万元", PARTS, severity="info")])
    assert finding.severity == "info"


def test_passed_verdicts_are_no_findings() -> None:
    made = report(TEXT)
    assert collect(made, [fail(made, rule(), "820.50万元", outcome="pass")]) == ()


def test_an_undetermined_verdict_names_what_is_missing_and_stands_nowhere() -> None:
    made = report(TEXT)
    verdict = Verdict(rule(), "undetermined", None, missing=("年初预算数", "决算数"))
    (finding,) = collect(made, [verdict])
    assert finding.outcome == "undetermined"
    assert finding.missing == ("年初预算数", "决算数")
    assert finding.message.zh == "支出合计应等于各项之和：无法判断，还需知道年初预算数、决算数"
    assert finding.location.line is None
    assert finding.excerpt == ""


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("missing", "还需知道总收入"),
        ("ambiguous", "总收入写有几个不同的数"),
        ("apart", "总收入写在别的部分"),
        ("unit", "总收入的单位不能换算"),
        ("division", "总收入为零"),
        ("calendar", "pip install"),
    ],
)
def test_an_undetermined_verdict_says_why(reason: str, words: str) -> None:
    made = report(TEXT)
    verdict = fail(
        made, rule(), "820.50万元", outcome="undetermined", missing=("总收入",),
        details=(("reason", reason),),
    )  # fmt: skip
    (finding,) = collect(made, [verdict])
    assert words in finding.message.zh
    assert finding.location.line == 3


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        (("unit_slip", "10000"), "合计不符；所写的数恰为应有的10000倍，疑似单位写错。"),
        (("truncated", "1"), "合计不符；只有舍去尾数、不作四舍五入才相符。"),
        (("subject", "总收入"), "合计不符。"),
    ],
)
def test_what_a_check_remarks_stands_behind_the_message(
    detail: tuple[str, str], words: str
) -> None:
    made = report(TEXT)
    verdict = fail(made, rule(zh="合计不符。"), "820.50万元", details=(detail,))
    assert collect(made, [verdict])[0].message.zh == words
    said = replace(verdict, rule=rule(zh="{unit_slip}{truncated}倍。"))
    assert "疑似" not in collect(made, [said])[0].message.zh or detail[0] != "unit_slip"


def test_a_given_figure_is_related_and_stands_nowhere() -> None:
    made = report(TEXT)
    given = Operand("年初预算数", Span(0, 0), "800.00万元")
    verdict = replace(fail(made, rule(), "820.50万元", PARTS), operands=(given,))
    (finding,) = collect(made, [verdict])
    assert places(finding) == [("年初预算数", "800.00万元", None, None)]


def test_a_cell_is_named_by_its_table() -> None:
    made = report("项目 金额\n合计 820.50\n")

    def cell(words: str) -> Cell:
        return Cell(span(made, words), words)

    table = Table(
        0, Span(0, len(made.text)), None, "", 1, (cell("项目"), cell("金额")),
        (Row((cell("合计"), cell("820.50"))),),
    )  # fmt: skip
    made = replace(made, tables=(table,))
    (finding,) = collect(made, [fail(made, rule(), "820.50")])
    place = finding.location.table
    assert place is not None
    assert (place.index, place.row, place.column, place.header) == (0, 0, 1, "金额")


def test_findings_are_sorted_by_place_and_rule() -> None:
    made = report(TEXT)
    verdicts = [
        fail(made, rule("WRD-02"), "自评结论"),
        fail(made, rule("WRD-01"), "自评结论"),
        fail(made, rule("TYP-09"), "部门情况"),
    ]
    found = collect(made, verdicts)
    assert [finding.rule for finding in found] == ["TYP-09", "WRD-01", "WRD-02"]
    assert found == collect(made, verdicts[::-1])


# --- one fault is one finding -----------------------------------------------------------------


def test_one_claim_failed_by_two_rules_is_one_finding() -> None:
    made = report(TEXT)
    verdicts = [
        fail(made, rule("SUM-03", "warning"), "820.50万元", PARTS),
        fail(made, rule("FS-EXE-01", "error"), "820.50万元", (("预算数", "222.25万元"),)),
    ]
    (finding,) = collect(made, verdicts)
    assert (finding.rule, finding.severity) == ("FS-EXE-01", "error")
    assert places(finding) == [("预算数", "222.25万元", 3, 38), ("基本支出", "600.25万元", 3, 25)]


def test_of_equal_severity_the_first_rule_stands() -> None:
    made = report(TEXT)
    verdicts = [fail(made, rule(name), "820.50万元", PARTS) for name in ("SUM-03", "EXE-01")]
    (finding,) = collect(made, verdicts)
    assert finding.rule == "EXE-01"


def test_a_sum_and_its_reverse_are_one_fault() -> None:
    made = report(TEXT)
    back = (("支出合计", "820.50万元"), ("项目支出", "222.25万元"))
    verdicts = [
        fail(made, rule("SUM-01"), "820.50万元", PARTS),
        fail(made, rule("SUM-02"), "600.25万元", back),
    ]
    (finding,) = collect(made, verdicts)
    assert finding.rule == "SUM-01"
    assert places(finding) == [("基本支出", "600.25万元", 3, 25), ("项目支出", "222.25万元", 3, 38)]


def test_a_common_operand_does_not_make_two_faults_one() -> None:
    made = report("预算100万元，决算94万元，执行率95%，结余7万元。\n")
    both = (("预算", "100万元"), ("决算", "94万元"))
    rate = fail(made, rule("EXE-01"), "95%", both, difference="1.00个百分点")
    rest = fail(made, rule("SUM-01"), "7万元", both, difference="1.00万元")
    assert [finding.rule for finding in collect(made, [rate, rest])] == ["EXE-01", "SUM-01"]


def test_the_same_difference_at_a_common_figure_is_one_fault() -> None:
    made = report(
        "人员经费60万元，公用经费46万元，基本支出100万元，项目支出30万元，合计130万元。\n"
    )
    parts = (("人员经费", "60万元"), ("公用经费", "46万元"))
    above = (("基本支出", "100万元"), ("项目支出", "30万元"))
    verdicts = [
        fail(made, rule("SUM-04"), "100万元", parts, difference="6万元"),
        fail(made, rule("SUM-01"), "130万元", above, difference="6万元"),
    ]
    (finding,) = collect(made, verdicts)
    assert finding.rule == "SUM-01"


def test_what_cannot_be_told_of_a_figure_proved_wrong_is_not_told() -> None:
    made = report("合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。\n")
    open_ = fail(made, rule("SUM-21"), "820.50万元", PARTS, outcome="undetermined")
    found = collect(made, [open_, fail(made, rule("SUM-01"), "820.50万元", PARTS)])
    assert [(finding.rule, finding.outcome) for finding in found] == [("SUM-01", "fail")]


def test_the_same_claim_again_is_related_where_it_stands() -> None:
    made = report(TEXT)
    verdicts = [fail(made, rule(), "820.50万元", PARTS, nth=nth) for nth in (0, 1)]
    (finding,) = collect(made, verdicts)
    assert finding.location.line == 3
    assert places(finding) == [
        ("基本支出", "600.25万元", 3, 25),
        ("项目支出", "222.25万元", 3, 38),
        ("又见", "820.50万元", 5, 11),
    ]


def test_the_same_claim_with_other_figures_is_another_fault() -> None:
    made = report(TEXT)
    first = fail(made, rule(), "820.50万元", PARTS)
    second = fail(made, rule(), "820.50万元", PARTS, nth=1, computed="830.00万元")
    assert [finding.location.line for finding in collect(made, [first, second])] == [3, 5]


def test_remarks_on_words_stay_apart() -> None:
    made = report("非常好，非常好。\n")
    verdicts = [fail(made, rule("WRD-01"), "非常", nth=nth) for nth in (0, 1)]
    verdicts.append(fail(made, rule("TYP-01"), "非常"))
    verdicts.append(fail(made, rule("WRD-02"), "非常"))
    found = [(finding.rule, finding.location.column) for finding in collect(made, verdicts)]
    assert found == [("TYP-01", 1), ("WRD-01", 1), ("WRD-02", 1), ("WRD-01", 5)]


def test_one_family_of_two_packs_at_the_same_words_is_one_fault() -> None:
    made = report(TEXT)
    verdicts = [fail(made, rule(name), "自评结论") for name in ("SEC-02", "FS-SEC-01")]
    assert [finding.rule for finding in collect(made, verdicts)] == ["FS-SEC-01"]


def test_sections_missing_at_one_place_are_faults_of_their_own() -> None:
    made = report(TEXT)
    verdicts = [
        fail(made, rule(name), "部门情况", details=(("section", title),))
        for name, title in (("SEC-01", "存在问题"), ("SEC-01", "改进措施"), ("FS-SEC-01", "其他"))
    ]
    assert len(collect(made, verdicts)) == 3


@pytest.mark.parametrize("count", [40, 400])
def test_many_verdicts_at_one_place_merge(count: int) -> None:
    made = report(TEXT)
    verdicts = [fail(made, rule(f"SUM-{n:03}"), "820.50万元", PARTS) for n in range(count)]
    (finding,) = collect(made, verdicts)
    assert finding.rule == "SUM-000"


# --- fingerprints -----------------------------------------------------------------------------


def marks(made: Report, *claims: tuple[str, str, int]) -> list[str]:
    verdicts = [
        fail(made, rule(name), claim, PARTS if name == "SUM-01" else (), nth)
        for name, claim, nth in claims
    ]
    return [finding.fingerprint for finding in collect(made, verdicts)]


def test_a_fingerprint_outlives_what_is_inserted_elsewhere() -> None:
    before = marks(report(TEXT), ("SUM-01", "820.50万元", 0), ("WRD-01", "据统计", 0))
    longer = TEXT.replace("（一）", "新的一段。\n（一）教育\n有的。\n（二）").replace(
        "二、自", "三、自"
    )
    after = marks(report(longer), ("SUM-01", "820.50万元", 0), ("WRD-01", "据统计", 0))
    assert before == after
    assert len(set(before)) == 2


def test_a_fingerprint_changes_with_a_figure_the_rule_or_the_section() -> None:
    made = report(TEXT)
    verdict = fail(made, rule(), "820.50万元", PARTS)
    other = replace(verdict, stated="821.50万元")
    operand = replace(verdict.operands[0], shown="600.26万元")
    elsewhere = fail(made, rule(), "820.50万元", PARTS, nth=1)
    variants = [
        verdict,
        other,
        replace(verdict, operands=(operand, verdict.operands[1])),
        replace(verdict, rule=rule("SUM-09")),
        replace(verdict, outcome="undetermined"),
        elsewhere,
    ]
    assert len({collect(made, [variant])[0].fingerprint for variant in variants}) == len(variants)


def test_the_same_words_in_one_section_are_told_apart_by_their_number() -> None:
    made = report("一、情况\n非常好，非常好，非常好。\n")
    claims = [("WRD-01", "非常", nth) for nth in range(3)]
    found = marks(made, *claims)
    assert len(set(found)) == 3
    shorter = report("一、情况\n非常好，非常好。\n")
    assert marks(shorter, *claims[:2]) == found[:2]


def test_a_heading_is_known_by_its_words_not_its_ordinal() -> None:
    one = marks(report("一、情况\n二、存在问题\n"), ("NUM-01", "二、存在问题", 0))
    other = marks(report("一、情况\n二、经验\n三、存在问题\n"), ("NUM-01", "三、存在问题", 0))
    assert one == other
