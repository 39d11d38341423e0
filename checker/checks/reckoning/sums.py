"""A whole against its parts: the one comparison that lists, totals and tables share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import (
    Figure,
    show_number,
    show_tolerance,
    show_value,
    unit_for,
)
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import Operand, Verdict


class Part(NamedTuple):
    """A figure with the name it goes by and its place."""

    role: str
    value: Value
    span: Span


class Sum(NamedTuple):
    """A whole, its parts, and what they come to."""

    whole: Part
    parts: tuple[Part, ...]
    stated: Quantity
    computed: Quantity

    @property
    def holds(self) -> bool:
        """Whether some reading of the printed figures makes the parts add up to the whole."""
        return intervals.meets(self.stated.rounded, self.computed.rounded)

    @property
    def gap(self) -> Decimal:
        """How far the printed figures lie apart, in the canonical unit."""
        return abs(self.computed.printed - self.stated.printed)

    @property
    def exceeds(self) -> bool:
        """Whether the parts are more than the whole under every reading."""
        low, high = self.computed.rounded.low, self.stated.rounded.high
        return low is not None and high is not None and low > high


def add_up(whole: Part, parts: Sequence[Part]) -> Sum:
    """The sum of ``parts`` beside ``whole``; figures of one unit take the finest precision of all."""
    finest = arithmetic.finest_of([whole.value, *(part.value for part in parts)])
    quantities = [
        arithmetic.quantity_of(p.value, "", finest.get(arithmetic.unit_of_value(p.value)))
        for p in (whole, *parts)
    ]
    return Sum(whole, tuple(parts), quantities[0], reduce(arithmetic.plus, quantities[1:]))


def verdict_of(
    rule: Rule, found: Sum, sign: str, table: tuple[int, int, int] | None = None
) -> Verdict:
    """The verdict on a sum that stands to its whole as ``sign`` says: = ≤ pass, ≠ > fail.

    What only figures cut off instead of rounded explain is info.
    """
    whole, parts = found.whole, found.parts
    figures = [Figure(p.role, p.value, found.stated, None) for p in (whole, *parts)]
    unit = unit_for(figures[0], found.stated, figures)
    doubt = intervals.half_width(intervals.subtract(found.stated.rounded, found.computed.rounded))
    stated = show_number(found.stated.printed, unit)
    computed = show_number(found.computed.printed, unit)
    shown = [show_value(part.value) for part in parts]
    added = " + ".join(each.removesuffix(unit.name) for each in shown)
    failed = sign in "≠>"
    cut = sign == "≠" and arithmetic.truncation_meets(found.stated, found.computed)
    slip = arithmetic.unit_slip(found.stated, found.computed) if failed else ""
    equation = (
        f"{added} = {computed} {sign} {stated}" if len(parts) > 1 else f"{added} {sign} {stated}"
    )
    return Verdict(
        rule,
        "fail" if failed else "pass",
        whole.span,
        tuple(Operand(p.role, p.span, each) for p, each in zip(parts, shown, strict=True)),
        show_value(whole.value),
        f"{computed}{unit.name}",
        f"{show_number(found.gap, unit)}{unit.difference}",
        show_tolerance(doubt, unit),
        f"{equation} {unit.name}".strip(),
        severity="info" if cut else None,
        details=(("subject", whole.role), ("unit_slip", slip))
        if slip
        else (("subject", whole.role),),
        table=table,
    )
