"""The indicators of a place's card found in a report, and what its formulas give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from checker.checks.reckoning.expression import show_value
from checker.checks.scores.formulas import Points, points_of
from checker.checks.scores.stated import MANY, in_points, items_of, number_of, plain_name
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.score import Card, Indicator, Score
from checker.model.verdict import Operand, Verdict, both, in_a_row


def levels_of(card: Card) -> list[list[Indicator]]:
    """The indicators of each level; those that have nothing below stand on the lower levels too."""
    levels = []
    now = list(card.indicators)
    while now:
        levels.append(now)
        below = [part for one in now for part in one.contains or (one,)]
        now = below if any(one.contains for one in now) else []
    return levels


def is_named(indicator: Indicator, names: set[str]) -> bool:
    return any(plain_name(name) in names for name in (indicator.title, *indicator.also))


def indicator_of(card: Card, name: str) -> Indicator | None:
    """The indicator of the card that a score's name means."""
    return _by_name(card).get(plain_name(name))


@lru_cache(maxsize=4)
def _by_name(card: Card) -> dict[str, Indicator]:
    """The indicators of a card by all their names; one of a higher level goes first."""
    found: dict[str, Indicator] = {}
    for indicator in chain(*levels_of(card)):
        for name in (indicator.title, *indicator.also):
            found.setdefault(plain_name(name), indicator)
    return found


def check_indicators(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """The indicators of the card's level that the report scores, against all of that level."""
    del report
    card, items = context.card, items_of(scores)
    if card is None or not card.indicators or len(items) < MANY:
        return []
    names = {plain_name(score.name) for score in items}
    levels = [(sum(is_named(one, names) for one in level), level) for level in levels_of(card)]
    hits, level = max(levels, key=lambda pair: (pair[0], -len(pair[1])))
    if hits * 2 <= len(level):
        return []  # another card than the place's
    missing = [one.title for one in level if not is_named(one, names)]
    span = items[-1].span
    if not missing:
        return [Verdict(rule, "pass", span)]
    return [Verdict(rule, "fail", span, details=both("missing", in_a_row(missing, en="“{}”")))]


def shown_points(points: Points) -> str:
    """The points of a formula as they are shown: a range where they are one, two digits of a
    product."""
    ends = [end for end in (points.least, points.most) if end is not None]
    if points.rounded:
        ends = [end.quantize(Decimal("0.01")) for end in ends]
    return in_points(*ends)


def check_formula(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """Each score that the card has a formula for, against what the formula gives."""
    card = context.card
    verdicts = []
    for score in items_of(scores) if card is not None else ():
        indicator = indicator_of(card, score.name) if card is not None else None
        if card is None or indicator is None or score.got is None:
            continue
        points = points_of(report, indicator, card, context.given)
        if points is None:
            continue
        named = ("subject", indicator.title)
        if points.least is None or points.most is None:
            missing = points.missing or (indicator.title,)
            verdicts.append(
                Verdict(rule, "undetermined", score.span, missing=missing, details=(named,))
            )
            continue
        # A product is rounded to the digits that the report prints.
        slack = Decimal(5).scaleb(-score.got.decimals - 1) if points.rounded else Decimal(0)
        holds = points.least - slack <= number_of(score) <= points.most + slack
        computed = shown_points(points)
        verdicts.append(
            Verdict(
                rule,
                "pass" if holds else "fail",
                score.span,
                tuple(Operand(f.term, f.value.span, show_value(f.value)) for f in points.facts),
                score.got.text,
                computed,
                in_points(abs(points.apart(number_of(score)))),
                working=points.working,
                details=(named,),
                table=score.table,
            )
        )
    return verdicts
