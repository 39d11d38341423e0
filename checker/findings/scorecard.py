"""The scorecard of one report: what it gives itself beside what the card and its formulas give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.checks.scores.cards import is_named, shown_points
from checker.checks.scores.formulas import points_of
from checker.checks.scores.grades import read_grades
from checker.checks.scores.scoring import all_parts
from checker.checks.scores.stated import (
    full_marks,
    in_points,
    items_of,
    number_of,
    plain_name,
    total_of,
)
from checker.findings.places import locator
from checker.model.context import Context
from checker.model.report import Report
from checker.model.score import Card, Indicator, Score, Scorecard, ScoreLine

JUDGED = "score.judged"
LACKING = "score.lacking"
UNPARTED = "score.unparted"


def scorecard(report: Report, context: Context) -> Scorecard | None:
    """The scorecard, the card's indicators first and in its order, then what else the report
    scores, then the total; None where neither the report nor its pack has scores."""
    scores = report.scores
    card = context.card
    items = items_of(scores)
    lines = list(_of_card(report, context, card.indicators, items, 1)) if card is not None else []
    if not any(line.got or line.computed or line.missing for line in lines):
        lines = []  # the report scores no indicator of the card, and it has no formula
    named = {line.span for line in lines if line.span is not None}
    lines += [_line(score.name, 1, score) for score in items if score.span not in named]
    total = total_of(scores)
    if not lines and total is None:
        return None
    lines += _ends(report, total, card)
    locate = locator(report)
    placed = tuple(
        replace(line, location=locate(line.span, None)) if line.span is not None else line
        for line in lines
    )
    grades = [graded.word for graded in read_grades(report) if graded.own]
    return Scorecard(placed, grades[0] if grades else "")


def _of_card(
    report: Report,
    context: Context,
    indicators: Sequence[Indicator],
    items: Sequence[Score],
    level: int,
) -> Iterator[ScoreLine]:
    """The indicators of the card with all that is below them."""
    card = context.card
    for indicator in indicators:
        score = next((s for s in items if is_named(indicator, {plain_name(s.name)})), None)
        points = points_of(report, indicator, card, context.given) if card is not None else None
        line = _line(indicator.title, level, score, indicator.points)
        if points is None:
            why = JUDGED if not indicator.contains else ""
            yield replace(line, why=why)
        elif points.least is None or points.most is None:
            yield replace(line, why=LACKING, missing=points.missing)
        else:
            apart = ""
            if score is not None:
                apart = in_points(points.apart(number_of(score)))
            computed = shown_points(points)
            yield replace(line, computed=computed, difference=apart, working=points.working)
        yield from _of_card(report, context, indicator.contains, items, level + 1)


def _ends(report: Report, total: Score | None, card: Card | None) -> Iterator[ScoreLine]:
    """The total beside what its parts come to, what comes on top, the final score."""
    scores = report.scores
    if total is not None:
        parts = all_parts(report, scores, card)
        line = _line("自评总分", 0, total, full_marks(total, card))
        if parts is not None:
            come_to = sum(map(number_of, parts), Decimal(0))
            apart = in_points(number_of(total) - come_to)
            line = replace(line, computed=in_points(come_to), difference=apart)
        else:
            line = replace(line, why=UNPARTED)
        yield line
    for kind, name in (("bonus", "加分"), ("final", "合计")):
        score = next((s for s in scores if s.kind == kind), None)
        if score is not None:
            yield _line(name, 0, score)


def _line(name: str, level: int, score: Score | None, most: Decimal | None = None) -> ScoreLine:
    """A line with what the report states; its maximum goes before that of the card."""
    if score is not None and score.most is not None and score.most.number is not None:
        most = score.most.number
    return ScoreLine(
        name,
        level,
        in_points(most) if most is not None else "",
        in_points(number_of(score)) if score is not None and score.got is not None else "",
        span=score.span if score is not None else None,
    )
