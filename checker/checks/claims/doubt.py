"""What speaks against a fault: readings of the text under which a failed sum is right after all.

A term rule adds what its terms name. The text may have named more: a class that the rule does not
know, income that already holds what was carried over, parts of another whole than the total.
"""

from __future__ import annotations

from decimal import Decimal

from checker.checks.claims.binding import chapter_of
from checker.checks.reckoning import intervals
from checker.checks.reckoning.arithmetic import interval_of
from checker.checks.reckoning.sums import Part, add_up
from checker.model.report import Fact, Group, Report
from checker.model.value import Interval, Value


def is_made_up(report: Report, subject: Fact, operands: tuple[Fact, ...]) -> bool:
    """Whether the text itself lists parts of the subject that make it up, whatever they are called,
    and an operand stands in that sentence: then it may be a part of a part. What other sentences
    state is not proved by the list."""
    if all(fact.sentence != subject.sentence for fact in operands):
        return False
    whole = Part("", subject.value, subject.value.span)
    for group in report.groups:
        if group.whole.value.span != subject.value.span:
            continue
        parts = [Part("", fact.value, fact.value.span) for fact in group.parts]
        if any(add_up(whole, parts[:size]).holds for size in range(2, len(parts) + 1)):
            return True
    return False


def belong_elsewhere(report: Report, subject: Fact, operands: tuple[Fact, ...]) -> bool:
    """Whether operands are parts of another figure than the subject: of one of the other operands,
    or of another whole of the subject's nature (基本支出 under 财政拨款支出, not under 总支出)."""
    spans = {fact.value.span for fact in operands}
    return any(
        any(part.value.span in spans for part in group.parts)
        and (group.whole.value.span in spans or _is_another(group, subject))
        for group in report.groups
    )


def _is_another(group: Group, subject: Fact) -> bool:
    whole = group.whole
    if whole.value.span == subject.value.span or whole.value.amount == subject.value.amount:
        return False
    return not whole.term or whole.side == subject.side


def is_nested(report: Report, names: tuple[str, ...]) -> bool:
    """Whether the report states a term within itself: 总收入100万元，其中本年收入90万元."""
    return any(
        group.whole.term in names and any(part.term == group.whole.term for part in group.parts)
        for group in report.groups
    )


def is_explained(
    report: Report, subject: Fact, operands: tuple[Fact, ...], difference: Interval | None
) -> bool:
    """Whether what is missing or too much is itself an amount that the same chapter states beside
    the operands: one class more than the rule adds."""
    if difference is None or subject.value.kind != "amount":
        return False
    used = {fact.value.span for fact in operands}
    chapter = chapter_of(report, subject.section)
    return any(
        fact.value.kind == "amount"
        and not fact.value.bound
        and fact.value.number
        and _is_about(fact.value, difference)
        and fact.value.span not in used
        and (fact.paragraph == subject.paragraph or chapter_of(report, fact.section) == chapter)
        and intervals.meets(interval_of(fact.value), difference)
        for fact in report.facts
    )


def _is_about(value: Value, difference: Interval) -> bool:
    """Whether an amount is no more than its unit off: what is further cannot meet, and need not be
    looked at again."""
    amount = value.amount or Decimal(0)
    low, high = difference.low, difference.high
    return (low is None or amount + value.factor >= low) and (
        high is None or amount - value.factor <= high
    )
