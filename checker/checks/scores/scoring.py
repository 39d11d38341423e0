"""What the scores of a report are held to: their sum, their maxima, what comes on top.

The text seldom says that it names all indicators. A sum is judged where the maxima beside the
scores make full marks, or where the names are those of the place's card; where neither is so,
any set of scores that stands together and comes to the total speaks for the writer, and nothing
speaks against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from checker.checks.reckoning.sums import Part, add_up, verdict_of
from checker.checks.scores.cards import (
    check_formula,
    check_indicators,
    indicator_of,
    is_named,
    levels_of,
)
from checker.checks.scores.grades import check_grade, check_words
from checker.checks.scores.losses import check_lost, check_shown, check_unsaid
from checker.checks.scores.satisfaction import check_standard
from checker.checks.scores.stated import (
    adding_up,
    full_marks,
    in_points,
    number_of,
    plain_name,
    sets_of,
    total_of,
)
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Mark, Rule, Severity
from checker.model.score import Card, Score
from checker.model.verdict import NotApplied, Operand, Verdict

BEARS: dict[Mark, Severity] = {"confirmed": "error", "recalled": "warning", "inferred": "info"}
"""How severe it is to be above a maximum that only the card gives, by how well that is known."""
ABOVE = 60
"""Characters above a table that say of what it is."""
ON_TOP = "加分|附加|奖励|百分制|换算"


def check_score(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the scores of a report; ``params``: ``asks`` is one of ``ASKS``."""
    said = ASKS[str(rule.params["asks"])](report, rule, context, report.scores)
    return said or NotApplied(rule, "no-place")


def _sum(report: Report, rule: Rule, context: Context, scores: Sequence[Score]) -> list[Verdict]:
    """The scores of all indicators against the total."""
    card, total = context.card, total_of(scores)
    if total is None or total.got is None:
        return []
    parts = all_parts(report, scores, card)
    if parts is None:
        return []
    found = add_up(Part(total.name, total.got, total.span), _parts(parts))
    return [verdict_of(rule, found, "=" if found.holds else "≠")]


def all_parts(report: Report, scores: Sequence[Score], card: Card | None) -> list[Score] | None:
    """The scores that make up the total: a set that comes to it, else one that names all indicators,
    else the total of the one score table; None where none can be told."""
    good, total = adding_up(scores), total_of(scores)
    if good is not None:
        return good
    full = full_marks(total, card)
    for listed in sets_of(scores):
        if (
            _is_no_table(listed)
            and _is_complete(listed, full, card)
            and not _are_of_another(listed, scores)
        ):
            return listed
    rows = [
        score
        for score in scores
        if score.kind == "total" and score.table is not None and score is not total
        if score.most is not None and score.most.number == full
    ]
    return rows if len(rows) == 1 and not _is_of_project(report, rows[0]) else None


def _is_no_table(listed: Sequence[Score]) -> bool:
    """Whether scores stand in no one table, whose own totals are judged elsewhere: those of a form
    stand in several."""
    return len({score.table[0] if score.table else None for score in listed} - {None}) != 1


def _is_of_project(report: Report, row: Score) -> bool:
    """Whether the words above a score table say that it is of a project or another paper."""
    start = next((t.span.start for t in report.tables if row.table and t.index == row.table[0]), 0)
    return re.search("项目|专项|资金", report.folded[max(0, start - ABOVE) : start]) is not None


def _are_of_another(listed: Sequence[Score], scores: Sequence[Score]) -> bool:
    """Whether scores come to another score that is stated: that of a project, say."""
    come_to = sum(map(number_of, listed))
    return any(s.got is not None and number_of(s) == come_to and s not in listed for s in scores)


def _parts(scores: Sequence[Score]) -> list[Part]:
    return [Part(score.name, score.got, score.span) for score in scores if score.got is not None]


def _maxima(report: Report, rule: Rule, context: Context, scores: Sequence[Score]) -> list[Verdict]:
    """The maxima of the indicators that come to the total against full marks."""
    del report
    good = adding_up(scores)
    total = total_of(scores)
    if good is None or total is None or any(score.most is None for score in good):
        return []
    parts = [Part(score.name, score.most, score.most.span) for score in good if score.most]
    full = full_marks(total, context.card)
    come_to = sum((part.value.number or Decimal(0) for part in parts), Decimal(0))
    if come_to == full:
        return [Verdict(rule, "pass", parts[-1].span)]
    return [
        Verdict(
            rule,
            "fail",
            parts[0].span,
            tuple(Operand(p.role, p.span, p.value.text) for p in parts),
            in_points(come_to),
            in_points(full),
            in_points(abs(full - come_to)),
            working=" + ".join(f"{p.value.number:f}" for p in parts if p.value.number is not None)
            + f" = {come_to.normalize():f} ≠ {full.normalize():f} 分",
        )
    ]


def _over(report: Report, rule: Rule, context: Context, scores: Sequence[Score]) -> list[Verdict]:
    """Each score against its maximum: as stated, else as the card has it."""
    del report
    card = context.card
    verdicts = []
    for score in scores:
        if score.got is None or score.kind == "loss":
            continue
        most, severity = score.most.number if score.most else None, None
        source: tuple[tuple[str, str], ...] = ()
        if most is None and card is not None:
            most = _most_of(card, score)
            severity, source = BEARS[card.mark], (("of_card", "1"),)
        if most is None:
            continue
        apart = number_of(score) - most
        verdicts.append(
            Verdict(
                rule,
                "fail" if apart > 0 else "pass",
                score.span,
                (Operand("满分", score.most.span, score.most.text),) if score.most else (),
                score.got.text,
                in_points(most),
                in_points(abs(apart)),
                severity=severity if apart > 0 else None,
                details=(("subject", score.name), *source),
                table=score.table,
            )
        )
    return verdicts


def _most_of(card: Card, score: Score) -> Decimal | None:
    """What the card gives at most for an indicator, or on top."""
    if score.kind == "bonus":
        return card.bonus or None
    indicator = indicator_of(card, score.name) if score.kind == "item" else None
    return indicator.points if indicator is not None else None


def _final(report: Report, rule: Rule, context: Context, scores: Sequence[Score]) -> list[Verdict]:
    """The total and what comes on top of it against the final score that stands beside them."""
    del report, context
    total = total_of(scores)
    near = [s for s in scores if total is not None and s.group == total.group and s.table is None]
    bonus = [s for s in near if s.kind == "bonus" and s.got is not None]
    last = [s for s in near if s.kind == "final" and s.got is not None]
    lost = any(score.kind == "loss" for score in near)
    if total is None or total.got is None or len(bonus) != 1 or lost or not last:
        return []
    whole = Part("合计", last[0].got or total.got, last[0].span)
    found = add_up(whole, [Part("自评得分", total.got, total.span), *_parts(bonus[:1])])
    return [verdict_of(rule, found, "=" if found.holds else "≠")]


def _above(report: Report, rule: Rule, context: Context, scores: Sequence[Score]) -> list[Verdict]:
    """The total against full marks, where nothing is said of points on top."""
    total = total_of(scores)
    if total is None or total.got is None:
        return []
    full = full_marks(total, context.card)
    apart = number_of(total) - full
    if apart > 0 and re.search(ON_TOP, report.folded):
        return []
    return [
        Verdict(
            rule,
            "fail" if apart > 0 else "pass",
            total.span,
            # No figure of its own: a total that is no sum of its parts is another fault.
            details=(("score", total.got.text), ("full", in_points(full))),
            table=total.table,
        )
    ]


def _is_complete(scores: Sequence[Score], full: Decimal, card: Card | None) -> bool:
    """Whether the scores are those of all indicators: by their maxima, or by the card's names."""
    tops = [score.most.number for score in scores if score.most is not None]
    if len(tops) == len(scores):
        return sum((top for top in tops if top is not None), Decimal(0)) == full
    if card is None or not card.indicators:
        return False
    names = {plain_name(score.name) for score in scores}
    return any(
        len(level) == len(names) and all(is_named(one, names) for one in level)
        for level in levels_of(card)
    )


Asked = Callable[[Report, Rule, Context, Sequence[Score]], list[Verdict]]
ASKS: dict[str, Asked] = {
    "sum": _sum,
    "maxima": _maxima,
    "over": _over,
    "final": _final,
    "above": _above,
    "grade": check_grade,
    "words": check_words,
    "lost": check_lost,
    "shown": check_shown,
    "unsaid": check_unsaid,
    "standard": check_standard,
    "indicators": check_indicators,
    "formula": check_formula,
}
"""What may be asked of scores."""
