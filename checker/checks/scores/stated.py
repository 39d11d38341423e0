"""Which of a report's scores are the total, the indicators, the sets that may come to the total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from checker.model.score import Card, Score
from checker.report.outline import plain_title

FULL = Decimal(100)
"""Full marks where nothing else is said."""
MANY = 2
"""Scores beside each other that make a list."""


def number_of(score: Score) -> Decimal:
    """The points that are given."""
    return Decimal(0) if score.got is None or score.got.number is None else score.got.number


@lru_cache(maxsize=512)
def plain_name(name: str) -> str:
    """A name of an indicator for comparison: without blanks, punctuation and general words."""
    return re.sub(r"指标|类$|情况$|完成情况$|得分$", "", plain_title(name))


def total_of(scores: Sequence[Score]) -> Score | None:
    """The score of the whole report: in prose if it stands there."""
    totals = [score for score in scores if score.kind == "total" and score.got is not None]
    return next((score for score in totals if score.table is None), totals[0] if totals else None)


def full_marks(total: Score | None, card: Card | None) -> Decimal:
    """What the whole report could get: as stated, else as the card says."""
    if total is not None and total.most is not None and total.most.number is not None:
        return total.most.number
    return card.full if card is not None else FULL


def items_of(scores: Sequence[Score]) -> list[Score]:
    """The indicators, each once: what is said again with the same score is not counted again."""
    seen: dict[tuple[str, Decimal], Score] = {}
    for score in scores:
        if score.kind == "item" and score.got is not None:
            seen.setdefault((plain_name(score.name), number_of(score)), score)
    return list(seen.values())


def sets_of(scores: Sequence[Score]) -> list[list[Score]]:
    """The scores that may be all parts of the total: those of each list, table and level, and all
    of the prose together."""
    grouped: dict[tuple[str, int], list[Score]] = {}
    for score in items_of(scores):
        grouped.setdefault(score.group, []).append(score)
    prose = [score for group, listed in grouped.items() if group[0] != "table" for score in listed]
    sets = [*grouped.values(), prose]
    return [listed for listed in sets if len(listed) >= MANY]


def adding_up(scores: Sequence[Score]) -> list[Score] | None:
    """The set of scores that comes to the total; None where there is no such set, or no total."""
    total = total_of(scores)
    if total is None:
        return None
    return next((s for s in sets_of(scores) if sum(map(number_of, s)) == number_of(total)), None)


def in_points(*ends: Decimal) -> str:
    """Points as they are shown; a range where the ends differ."""
    return "—".join(dict.fromkeys(f"{end.normalize():f}" for end in ends)) + "分"
