"""A comparison as a verdict shows it: figures with their unit, the working in one line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import (
    Figure,
    Unit,
    show_number,
    show_tolerance,
    show_value,
    unit_for,
    work,
)
from checker.model.rule import Node, Severity
from checker.model.text import Span
from checker.model.verdict import Operand

NEGATED = {"=": "≠", "≠": "=", "≤": ">", "≥": "<", "<": "≥", ">": "≤"}
_FLIPPED = {"=": "=", "≠": "≠", "≤": "≥", "≥": "≤", "<": ">", ">": "<", "≈": "≈"}
_ATOMS = ("term", "number", "date")


class Shown(NamedTuple):
    """``span`` is that of the stated figure, None where the user gave it or none is stated;
    ``severity`` is milder than the rule's, or None."""

    span: Span | None
    operands: tuple[Operand, ...]
    stated: str
    computed: str
    difference: str
    tolerance: str
    working: str
    details: tuple[tuple[str, str], ...]
    severity: Severity | None


class Showing:
    """One reckoned comparison. What stands alone on a side is the stated figure, the other side is
    what is computed; where nothing stands alone the left side takes the place of the stated."""

    def __init__(
        self,
        op: str,
        nodes: tuple[Node, Node],
        sides: tuple[Quantity, Quantity],
        figures: Mapping[Node, Sequence[Figure]],
        holds: bool,
    ) -> None:
        turned = nodes[0][0] != "term" and nodes[1][0] == "term"
        self.op = _FLIPPED[op] if turned else op
        self.node, self.other = nodes[::-1] if turned else nodes
        self.stated, self.computed = sides[::-1] if turned else sides
        self.figures = figures
        self.holds = holds
        self.figure = figures[self.node][0] if self.node[0] == "term" else None
        self.all = list(dict.fromkeys(f for listed in figures.values() for f in listed))
        self.dimension = arithmetic.alike(self.stated, self.computed)
        self.unit = self._unit()

    def _unit(self) -> Unit:
        """The unit of the claim, with enough decimals to tell the two sides apart."""
        like = self.stated if self.stated.dimension == self.dimension else self.computed
        unit = unit_for(self.figure, like, self.all)
        while not self.holds and unit.name == "%" and unit.decimals < 6:
            if self._number(self.stated, unit) != self._number(self.computed, unit):
                break
            unit = unit._replace(decimals=unit.decimals + 1)
        return unit

    def _number(self, quantity: Quantity, unit: Unit) -> str:
        if self.dimension == "date" and quantity.dimension == "date":
            return datetime.date.fromordinal(int(quantity.printed)).isoformat()
        return show_number(quantity.printed, unit)

    def _with_unit(self, quantity: Quantity) -> str:
        return self._number(quantity, self.unit) + (
            "" if self.dimension == "date" else self.unit.name
        )

    def gap(self) -> Decimal | None:
        """How far apart the sides are, in parts of the largest figure; None where all are 0."""
        sides = (self.stated.printed, self.computed.printed)
        alike = [
            f.quantity.printed for f in self.all if f.quantity.dimension == self.stated.dimension
        ]
        largest = max(map(abs, (*sides, *alike)))
        return abs(sides[0] - sides[1]) / largest if largest else None

    def shown(self) -> Shown:
        """All that a verdict shows."""
        fact = self.figure.fact if self.figure else None
        operands = tuple(
            Operand(figure.role, figure.value.span, show_value(figure.value, _change(figure)))
            for figure in self.all
            if figure != self.figure
        )
        apart = abs(self.stated.printed - self.computed.printed)
        unit = Unit("天", Decimal(1), 0, "天") if self.dimension == "date" else self.unit
        widths = [intervals.half_width(q.rounded) for q in (self.stated, self.computed)]
        width = None if None in widths else sum((w for w in widths if w), Decimal(0))
        details = [("subject", (self.figure or self.all[0]).role)] if self.all else []
        severity: Severity | None = None
        if not self.holds and self.op == "=":
            slip = arithmetic.unit_slip(self.stated, self.computed)
            details += [("unit_slip", slip)] if slip else []
            if arithmetic.truncation_meets(self.stated, self.computed):
                severity = "info"
                details.append(("truncated", "1"))
        return Shown(
            fact.value.span if fact else None,
            operands,
            self._stated_text(),
            self._with_unit(self.computed),
            show_number(apart, unit) + unit.difference,
            show_tolerance(width, unit),
            self._working(),
            tuple(details),
            severity,
        )

    def _stated_text(self) -> str:
        if self.figure is None:
            return self._with_unit(self.stated)
        return show_value(self.figure.value, _change(self.figure))

    def _working(self) -> str:
        """``3020.46 + 355.31 = 3375.77 ≠ 3374.16 万元``: in one unit where all are alike."""
        alike = {f.quantity.dimension for f in self.all} == {self.dimension}
        bare = self.unit if alike and self.dimension not in ("ratio", "date") else None
        sign = self._sign()
        stated, computed = (
            self._number(side, self.unit)
            + ("" if bare or self.dimension == "date" else self.unit.name)
            for side in (self.stated, self.computed)
        )
        if self.figure is not None:
            stated = work(self.node, self.figures, bare)
        elif self.node[0] not in _ATOMS:
            stated = f"{work(self.node, self.figures, bare)} = {stated}"
        if self.other[0] in _ATOMS:
            text = f"{stated} {sign} {work(self.other, self.figures, bare)}"
        elif self.figure is not None:
            text = f"{work(self.other, self.figures, bare)} = {computed} {_FLIPPED[sign]} {stated}"
        else:
            text = f"{stated} {sign} {computed} = {work(self.other, self.figures, bare)}"
        return f"{text} {bare.name}" if bare and bare.name else text

    def _sign(self) -> str:
        if not self.holds:
            return NEGATED[self.op]
        return "≈" if self.op == "=" and self.stated.printed != self.computed.printed else self.op


def _change(figure: Figure) -> int:
    return figure.fact.change if figure.fact else 0
