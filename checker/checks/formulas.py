"""The points that a card's formulas give, from the report's own figures.

The quantity a formula names is computed where its operands are stated or given, else taken as the
report states it. Points for each step above a limit are reckoned both for whole steps and for each
part of one, since cards seldom say which: the points are then a range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from checker.checks.arithmetic import number
from checker.checks.claim import judge_alone
from checker.checks.comparison import Comparing
from checker.checks.expression import show_number, unit_for
from checker.model.report import Fact, Report
from checker.model.rule import Node
from checker.model.score import Card, Indicator, Loss
from checker.model.value import Value
from checker.packs.assertion import terms_of


class Points(NamedTuple):
    """What a formula gives: from ``least`` to ``most`` points, the working, the facts it used; both
    None where it gives nothing, and then what is ``missing``."""

    least: Decimal | None
    most: Decimal | None
    working: str = ""
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()


def points_of(
    report: Report, indicator: Indicator, card: Card, given: Mapping[str, Value]
) -> Points | None:
    """The points an indicator earns; None where the card has no formula for it."""
    if not indicator.steps and indicator.loss is None:
        return None
    terms = {term[1] for claim in _claims(indicator) for term in terms_of(claim)}
    own = replace(report, facts=tuple(fact for fact in report.facts if fact.term in terms))
    if indicator.loss is not None and indicator.formula is not None:
        return _by_loss(own, indicator, indicator.loss, card, given)
    return _by_steps(own, indicator, card, given)


def _claims(indicator: Indicator) -> list[Node]:
    claims = [step.claim for step in indicator.steps if step.claim is not None]
    return [*claims, indicator.formula] if indicator.formula is not None else claims


def _by_steps(
    report: Report, indicator: Indicator, card: Card, given: Mapping[str, Value]
) -> Points:
    """The points of the first step that holds; 0 where none does."""
    facts: tuple[Fact, ...] = ()
    working = ""
    for step in indicator.steps:
        assert step.claim is not None
        said = judge_alone(report, _computed(step.claim, indicator.formula), given, card.kinds)
        if said.reason == "missing" and indicator.formula is not None:
            stated = judge_alone(report, step.claim, given, card.kinds)
            said = stated if stated.reason != "missing" else said
        if said.holds is None:
            return Points(None, None, missing=said.missing)
        facts = facts or said.facts
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
    found = comparing.reckon(indicator.formula[3])
    if found.quantity is None:
        stated = comparing.reckon(indicator.formula[2])
        found = found if stated.quantity is None else stated
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
