"""The points that a card's formulas give, from the report's own figures.

The quantity a formula names is taken as the report states it (whether it follows from its operands
is asked by rules on rates), else computed from them. Points for each step above a limit are reckoned both for whole steps and for each
part of one, since cards seldom say which: the points are then a range.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from checker.checks.claims.claim import judge_alone
from checker.checks.claims.comparison import Comparing
from checker.checks.reckoning.arithmetic import number
from checker.checks.reckoning.expression import show_number, unit_for
from checker.model.report import Fact, Report
from checker.model.rule import Node
from checker.model.score import Card, Indicator, Loss
from checker.model.value import Value


class Points(NamedTuple):
    """What a formula gives: from ``least`` to ``most`` points, the working, the facts it used; both
    None where it gives nothing, and then what is ``missing``. ``rounded`` points are a quotient or
    product that the report may round."""

    least: Decimal | None
    most: Decimal | None
    working: str = ""
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    rounded: bool = False

    def apart(self, got: Decimal) -> Decimal:
        """How far a score is from these points: above 0 where it is too much, 0 inside them."""
        least, most = self.least or Decimal(0), self.most or Decimal(0)
        return got - min(max(got, least), most)


def points_of(
    report: Report, indicator: Indicator, card: Card, given: Mapping[str, Value]
) -> Points | None:
    """The points an indicator earns; None where the card has no formula for it."""
    if not indicator.steps and indicator.loss is None and indicator.formula is None:
        return None
    if indicator.loss is not None and indicator.formula is not None:
        return _by_loss(report, indicator, indicator.loss, card, given)
    if indicator.steps:
        return _by_steps(report, indicator, card, given)
    return _by_value(report, indicator, card, given)


def _by_value(
    report: Report, indicator: Indicator, card: Card, given: Mapping[str, Value]
) -> Points:
    """The points are what the formula comes to: 得分 = 预算执行率 × 10分, up to the maximum."""
    assert indicator.formula is not None
    comparing = Comparing(report, given, card.kinds, "", None, False)
    found = comparing.reckon(indicator.formula[3])
    if found.quantity is None:
        return Points(None, None, missing=found.missing)
    ends = (found.quantity.rounded.low, found.quantity.rounded.high)
    top = indicator.points
    least, most = (_capped(found.quantity.printed if end is None else end, top) for end in ends)
    return Points(least, most, found.working, found.facts, rounded=True)


def _capped(points: Decimal, top: Decimal | None) -> Decimal:
    return points if top is None else min(points, top)


def _by_steps(
    report: Report, indicator: Indicator, card: Card, given: Mapping[str, Value]
) -> Points:
    """The points of the first step that holds; 0 where none does."""
    facts: tuple[Fact, ...] = ()
    working = ""
    for step in indicator.steps:
        assert step.claim is not None
        said = judge_alone(report, step.claim, given, card.kinds)
        if said.holds is None and indicator.formula is not None:
            said = judge_alone(report, _computed(step.claim, indicator.formula), given, card.kinds)
        if said.holds is None:
            return Points(None, None, missing=said.missing)
        facts += tuple(fact for fact in said.facts if fact not in facts)
        working = said.shown.working if said.shown else working
        if said.holds:
            return Points(step.points, step.points, working, facts)
    return Points(Decimal(0), Decimal(0), working, facts)


def _computed(claim: Node, formula: Node | None) -> Node:
    """The claim with the formula's expression in place of its term."""
    if formula is None:
        return claim
    term, expression = formula[2], formula[3]

    def put(node: Node) -> Node:
        if node == term:
            return tuple(expression)
        return tuple(put(part) if isinstance(part, tuple) else part for part in node)

    return put(claim)


def _by_loss(
    report: Report, indicator: Indicator, loss: Loss, card: Card, given: Mapping[str, Value]
) -> Points:
    """Full points, less what is lost for each step above the limit; never below 0."""
    assert indicator.formula is not None
    full = indicator.points or Decimal(0)
    comparing = Comparing(report, given, card.kinds, "", None, False)
    found = comparing.reckon(indicator.formula[2])
    if found.quantity is None:
        found = comparing.reckon(indicator.formula[3])
    quantity = found.quantity
    if quantity is None:
        return Points(None, None, missing=found.missing)
    above, each = number(*loss.above).printed, number(*loss.each).printed
    ends = (quantity.rounded.low, quantity.rounded.high)
    low, high = (quantity.printed if end is None else end for end in ends)
    fewest, most = (max(Decimal(0), (end - above) / each) for end in (low, high))
    worst = full - loss.points * most.to_integral_value(ROUND_CEILING)
    best = full - loss.points * fewest.to_integral_value(ROUND_FLOOR)
    unit = unit_for(None, quantity, [])
    shown = f"{show_number(quantity.printed, unit)}{unit.name}"
    working = found.working if found.working == shown else f"{found.working} = {shown}"
    return Points(max(Decimal(0), worst), max(Decimal(0), best), working, found.facts)
