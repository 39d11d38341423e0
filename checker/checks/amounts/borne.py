"""Rates of the whole department that figures in other paragraphs bear out, and slips beside these."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from checker.checks.amounts.quotients import Pair, Sides, agrees, is_of_one, moves, quotient
from checker.checks.reckoning.misprints import is_misprint
from checker.model.report import Fact, Report

MOST = 24
"""Figures of one term that are tried."""


def borne_out(report: Report, sides: Sides, rate: Fact, known: Sequence[Fact]) -> Pair | None:
    """Two figures of the whole department among ``known``, wherever they stand, that give a rate of
    it."""
    if rate.scope:
        return None
    year = report.identity.year
    wholes = [fact for fact in known if fact.term in sides.below][:MOST]
    for terms, grown in ((sides.of, False), (sides.grown, True)):
        parts = [fact for fact in known if fact.term in terms][:MOST]
        for part, whole in product(parts, wholes):
            pair = Pair(part, whole, grown)
            if (
                part is not whole
                and is_of_one(pair, rate, sides, year)
                and not moves(report, whole)
                and (found := quotient(pair)) is not None
                and agrees(rate, found, grown)
            ):
                return pair
    return None


def misprinted_beside(sides: Sides, rate: Fact, right: Pair, known: Sequence[Fact]) -> Pair | None:
    """The two figures of a rate's own sentence, where one is that of the right pair and the other,
    of a term that may stand in its place, is its other figure with a slip in it; None where they
    are not."""
    own = [fact for fact in known if fact.sentence == rate.sentence]
    ways = (right.part, right.whole, sides.of), (right.whole, right.part, sides.below)
    for slipped, kept, terms in ways:
        slips = (f for f in own if f.term in terms and is_misprint(f.value, slipped.value))
        wrong = next(slips, None)
        same = next((fact for fact in own if fact.value.amount == kept.value.amount), None)
        if wrong is not None and same is not None and not right.grown:
            return Pair(wrong, same) if slipped is right.part else Pair(same, wrong)
    return None
