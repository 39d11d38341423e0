"""What sums and rates say of their figures.

A verdict that compares a stated figure with what others come to is an identity, whether it holds
or not: from it and all figures but one follows what that one must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.model.report import Report
from checker.model.text import Span
from checker.model.value import Interval, Value
from checker.model.verdict import Verdict

EQUALITY = frozenset("=≈≠")
SEVERAL = 200
"""Figures of one identity beyond which it is left alone."""
LONGEST = 40
"""Characters of a figure beyond which it is none: damaged text holds any number of digits."""
ONE = intervals.exact(Decimal(1))
PERCENT = Decimal("0.01")


class Figure(NamedTuple):
    """A figure of an identity: what it is called, where it stands, what it may be."""

    role: str
    span: Span
    value: Value
    quantity: Quantity


class Identity(NamedTuple):
    """``stated`` = the sum of ``others`` by their ``signs``; of a rate (no signs) the first of the
    two over the second, or with ``grown`` the change from the second to the first."""

    verdict: Verdict
    stated: Figure
    others: tuple[Figure, ...]
    signs: tuple[int, ...]
    total: Interval
    grown: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, the stated one first."""
        return (self.stated, *self.others)

    @property
    def holds(self) -> bool:
        """Whether some reading of the figures makes both sides equal."""
        return intervals.meets(self.stated.quantity.rounded, self.total)


def solve(identity: Identity, figure: Figure) -> Interval:
    """What a figure must be for the identity to hold, all others being right."""
    stated = identity.stated.quantity.rounded
    if figure is identity.stated:
        return identity.total
    if not identity.signs:
        return _solve_rate(identity, figure, stated)
    own = figure.quantity.rounded
    sign = next(s for s, f in zip(identity.signs, identity.others, strict=True) if f is figure)
    rest = _without(identity.total, own if sign > 0 else intervals.negative(own))
    needed = intervals.subtract(stated, rest)
    return needed if sign > 0 else intervals.negative(needed)


def _solve_rate(identity: Identity, figure: Figure, stated: Interval) -> Interval:
    above, below = identity.others
    rate = intervals.add(stated, ONE) if identity.grown else stated
    if figure is above:
        return intervals.multiply(rate, below.quantity.rounded)
    return intervals.divide(above.quantity.rounded, rate)


def _without(total: Interval, part: Interval) -> Interval:
    """What the other parts of a total come to."""
    return Interval(
        None if total.low is None or part.low is None else total.low - part.low,
        None if total.high is None or part.high is None else total.high - part.high,
    )


def values_of(report: Report) -> dict[Span, Value]:
    """The figures of prose and of tables by their place."""
    values = {value.span: value for value in report.values}
    for table in report.tables:
        for row in table.rows:
            values |= {cell.span: cell.value for cell in row.cells if cell.value is not None}
    return values


def identities(values: Mapping[Span, Value], verdicts: Iterable[Verdict]) -> Iterator[Identity]:
    """The identities among verdicts. Those are left out that hold for one side only (其中 ≤), that
    are met by truncation, or that have a figure which is no exact one of the report."""
    for verdict in verdicts:
        if verdict.stated and verdict.working and verdict.severity is None:
            found = _read(verdict, values)
            if found is not None and found.holds == (verdict.outcome == "pass"):
                yield found


def _read(verdict: Verdict, values: Mapping[Span, Value]) -> Identity | None:
    """The identity of a verdict, as its working writes it."""
    left, *signs = re.split(r" ([=≈≠≤≥<>]) ", verdict.working)
    if not EQUALITY.issuperset(signs[::2]) or len(verdict.operands) > SEVERAL:
        return None
    parts = [(part.role, part.span) for part in verdict.operands]
    figures = _figures(verdict, parts, values)
    if figures is None:
        return None
    stated, *others = figures
    if len({figure.quantity.dimension for figure in others}) > 1:
        return None
    if "÷" in left:
        return _rate(verdict, stated, others, left.startswith("("))
    added = _signs(left, len(others))
    if added is None or stated.quantity.dimension != others[0].quantity.dimension:
        return None
    total = intervals.exact(Decimal(0))
    for sign, figure in zip(added, others, strict=True):
        own = figure.quantity.rounded
        total = intervals.add(total, own if sign > 0 else intervals.negative(own))
    found = Identity(verdict, stated, tuple(others), added, total)
    return found if _is_computed(verdict, stated, total) else None


def _rate(verdict: Verdict, stated: Figure, others: list[Figure], grown: bool) -> Identity | None:
    if len(others) != 2 or stated.quantity.dimension != "ratio":
        return None
    above, below = (figure.quantity for figure in others)
    found = arithmetic.over(arithmetic.minus(above, below) if grown else above, below)
    if found is None or not _is_computed(verdict, stated, found.rounded):
        return None
    return Identity(verdict, stated, tuple(others), (), found.rounded, grown)


def _signs(left: str, others: int) -> tuple[int, ...] | None:
    """The signs of so many figures in a working such as ``388.52 + 18827.34 − 18873.48``; None
    where it is written otherwise."""
    if others == 1:
        return (1,)
    signs = re.findall(r" ([+−]) ", left)
    if len(signs) != others - 1 or re.search(r"[×÷(|]", left):
        return None
    return (1, *(1 if sign == "+" else -1 for sign in signs))


def _is_computed(verdict: Verdict, stated: Figure, total: Interval) -> bool:
    """Whether a verdict came to the same: that its working was understood."""
    number = re.match(r"-?\d+(?:\.(\d+))?", verdict.computed)
    if number is None:
        return False
    scale = PERCENT if stated.quantity.dimension == "ratio" else stated.value.factor
    step = Decimal(1).scaleb(-len(number[1] or "")) * scale
    return intervals.meets(intervals.around(Decimal(number[0]) * scale, step), total)


def _figures(
    verdict: Verdict, parts: list[tuple[str, Span]], values: Mapping[Span, Value]
) -> list[Figure] | None:
    """The stated figure and the others; None where one is not exact, or stands there twice."""
    if verdict.span is None:
        return None
    details = dict(verdict.details)
    name = details.get("subject") or str(verdict.rule.params.get("rate", ""))
    name = name.replace("[变动]", "的增减")
    named = [(name, verdict.span), *parts]
    found = [values.get(span) for _, span in named]
    known = [value for value in found if value is not None]
    if len(known) < len(named) or len({span for _, span in named}) < len(named) or not parts:
        return None
    if any(
        value.number is None or value.bound or value.date or len(value.text) > LONGEST
        for value in known
    ):
        return None
    finest = arithmetic.finest_of(known)
    return [
        Figure(
            role,
            span,
            value,
            arithmetic.quantity_of(value, "", finest.get(arithmetic.unit_of_value(value))),
        )
        for (role, span), value in zip(named, known, strict=True)
    ]
