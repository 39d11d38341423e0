"""Faults of form that come again and again: one finding at the first place, the others beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import Operand, Verdict

FIGURE = frozenset("0123456789.,%")

SHOWN = 12
"""How many other places are listed: more tell a reader nothing."""


def judge_habit(
    report: Report,
    rule: Rule,
    places: Sequence[Span],
    details: tuple[tuple[str, str], ...] = (),
    shown: int = SHOWN,
) -> list[Verdict]:
    """One verdict on a form: it fails at the first of its places and names up to ``shown`` others;
    without places it passes. ``{count}`` of the message is how many there are."""
    if not places:
        return [Verdict(rule, "pass", None)]
    others = again(report, places[1 : shown + 1])
    details = (("count", str(len(places))), *details)
    return [Verdict(rule, "fail", places[0], others, details=details)]


def again(report: Report, spans: Iterable[Span]) -> tuple[Operand, ...]:
    """The further places of a fault, as operands beside its first."""
    return tuple(Operand("又见", span, report.text[slice(*span)]) for span in spans)


def near(report: Report, start: int, end: int, bounds: Span, reach: tuple[int, int]) -> Span:
    """A mark with the characters beside it: ``reach`` before and behind, within ``bounds``, no
    blanks and no parts of a figure at either end."""
    folded = report.folded
    left = max(bounds.start, start - reach[0])
    right = min(bounds.end, end + reach[1])
    if left > bounds.start and folded[left - 1] in FIGURE:
        left = next((at for at in range(left, start) if folded[at] not in FIGURE), start)
    if right < bounds.end and folded[right] in FIGURE:
        right = next((at for at in range(right, end, -1) if folded[at - 1] not in FIGURE), end)
    while left < start and folded[left] == " ":
        left += 1
    while right > end and folded[right - 1] == " ":
        right -= 1
    return Span(left, right)
