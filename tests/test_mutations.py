"""One figure changed beyond tolerance is found, at its place; an irrelevant paragraph changes nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import ROOT, checked, report_of, shown

from checker.engine.run import judge
from checker.model.context import Context
from checker.model.report import Report
from checker.model.text import Span
from checker.packs import load_pack

CAREFUL = (ROOT / "examples" / "careful.txt").read_bytes()


INEQUALITIES = ("SUM-21", "SCO-02", "SCO-05", "SCO-07", "SCO-08")
"""Rules that bound a figure on one side, or ask what is said of it: 其中 names some parts, so that
more than the whole is proof and less is not."""


class Witness(NamedTuple):
    """A figure of the careful report that an identity speaks of: the rule, and where it stands."""

    rule: str
    span: Span


def witnesses(report: Report) -> list[Witness]:
    """The claims of all that passes, and the operands where both sides are held to be equal."""
    pack = load_pack("common/department")
    verdicts, _ = judge(report, pack, Context(pack.outline), lambda _: True)
    found = []
    for verdict in verdicts:
        if (
            verdict.outcome == "pass"
            and verdict.span
            and verdict.stated
            and verdict.rule.id not in INEQUALITIES
        ):
            found.append(Witness(verdict.rule.id, verdict.span))
            found += [Witness(verdict.rule.id, operand.span) for operand in verdict.operands]
    return list(dict.fromkeys(found))


REPORT = report_of(CAREFUL, "careful.txt")
WITNESSES = [
    w
    for w in witnesses(REPORT)
    if any(c in "123456789" for c in REPORT.text[w.span.start : w.span.end])
]


def changed(span: Span, by: int) -> str:
    """The careful report with the first digit of a figure that is not 0 replaced by another."""
    text = REPORT.source.text
    places = [REPORT.place(index) for index in range(span.start, span.end)]
    first = next(place for place in places if text[place] in "123456789")
    digit = (int(text[first]) - 1 + by) % 9 + 1
    return text[:first] + str(digit) + text[first + 1 :]


def test_the_careful_report_is_right_and_speaks_of_many_figures() -> None:
    assert shown(checked(CAREFUL)) == set()
    assert {w.rule for w in WITNESSES} >= {"SUM-01", "TAB-01", "EXE-01"}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(WITNESSES), st.integers(1, 8))
def test_a_changed_figure_is_found_where_it_stands(witness: Witness, by: int) -> None:
    result = checked(changed(witness.span, by))
    found = [f for f in result.findings if f.outcome == "fail"]
    places = [[f.span, *(r.span for r in f.related)] for f in found]
    assert found, f"{witness.rule} {REPORT.text[witness.span.start : witness.span.end]}"
    assert all(witness.span in group for group in places), [f.message.zh for f in found]


IRRELEVANT = (
    "本年度共组织业务培训6期，参训干部240人次，培训满意度为96.50%。",
    "上年同期受理来信来访132件，办结130件，其余2件转入下年办理。",
    "全年印发简报24期，采用信息约80条，媒体刊发稿件30余篇。",
    "2026年拟安排专项经费约120.00万元，用于河道巡查设备更新。",
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(IRRELEVANT), st.integers(0, 60))
def test_an_irrelevant_paragraph_changes_nothing(paragraph: str, at: int) -> None:
    lines = REPORT.source.text.split("\n")
    rows = [n for n, line in enumerate(lines) if line.count(" ") >= 3 or line.startswith("单位")]
    place = at % len(lines)
    if rows and rows[0] < place <= rows[-1]:
        place = rows[0]
    lines.insert(place, paragraph)
    assert shown(checked("\n".join(lines))) == set()


@pytest.mark.parametrize("name", ["wrapped-county.txt", "police.txt", "school.txt", "township.md"])
def test_an_excerpt_is_the_text_at_its_span(name: str) -> None:
    data = (ROOT / "examples" / name).read_bytes()
    report = report_of(data, name)
    for finding in checked(data, name).findings:
        assert finding.excerpt == report.text[finding.span.start : finding.span.end]
        for other in finding.related:
            assert other.excerpt == report.text[other.span.start : other.span.end]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2), min_size=2, max_size=5),
    st.decimals(Decimal("-500"), Decimal("500"), places=2),
)
def test_a_stated_total_is_found_wrong_only_beyond_rounding(
    parts: list[Decimal], error: Decimal
) -> None:
    names = ["培训费", "会议费", "维修费", "印刷费", "租赁费"]
    listed = "，".join(f"{name}{part}万元" for name, part in zip(names, parts, strict=False))
    total = sum(parts) + error
    if total <= 0:
        return
    found = shown(checked(f"全年{listed}，合计{total}万元。"))
    tolerance = Decimal("0.005") * (len(parts) + 1)
    wrong = {("SUM-22", f"{total}万元", f"{total}万元", f"{sum(parts)}万元")}
    assert found == (wrong if abs(error) > tolerance else set()) or _stretch_explains(
        parts, total, tolerance
    )


def _stretch_explains(parts: list[Decimal], total: Decimal, tolerance: Decimal) -> bool:
    """A list may have begun later or ended earlier than it seems."""
    stretches = [parts[:n] for n in range(2, len(parts))] + [
        parts[-n:] for n in range(2, len(parts))
    ]
    return any(abs(sum(stretch) - total) <= tolerance for stretch in stretches)
