"""Amounts out of any range, and amounts that differ by 万 or 亿 alone: a unit is likely wrong.

What one thing costs is judged by ranges of the rule, and a figure that comes twice with the same
digits and another unit may be two figures: remarks. A whole that its parts make up as soon as one
of them has the unit of the others is more than chance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from checker.checks.reckoning.expression import show_value
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

BETWEEN = r"[，,、]?[ ]*(?:近|约|共计?|合计|总|价值|金额|原值|净值|资产|账面|[为计达])*[ ]*"
EACH = 6
"""Characters before an amount in which it is said to be for each."""
NEAR = 12
SLIPS = (Decimal(10_000), Decimal(100_000_000))
PARTS = 4
"""A whole and its parts, fewer of which may add up by chance."""
DIGITS = 4
"""Digits that two amounts must share, the noughts at the end not counted."""


def check_magnitude(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each amount beside a number of things that a range of the rule is about.

    ``params``: ``ranges`` have ``names`` one of which stands beside the two, the ``units`` of what is
    counted, and from what to what (元) one of them may cost.
    """
    del context
    ranges: dict[str, list[Mapping[str, Any]]] = {}
    for allowed in rule.params["ranges"]:
        for unit in allowed["units"]:
            ranges.setdefault(unit, []).append(allowed)
    values = report.values
    verdicts = []
    for at, value in enumerate(values):
        if value.kind not in ("amount", "price"):
            continue
        for other in _beside(report, values, at):
            judged = (
                _judge(report, rule, other, value, allowed)
                for allowed in ranges.get(other.unit.rpartition("/")[2], ())
            )
            verdict = next(filter(None, judged), None)
            verdicts += [verdict] if verdict is not None else []
    return verdicts or NotApplied(rule, "no-place")


def _beside(report: Report, values: Sequence[Value], at: int) -> list[Value]:
    """The counts that stand right before or behind an amount; a price is its own."""
    amount = values[at]
    if amount.kind == "price":
        return [amount]
    found = []
    for other in (*values[max(0, at - 1) : at], *values[at + 1 : at + 2]):
        if other.kind != "count":
            continue
        first, last = sorted((other.span, amount.span))
        gap = report.folded[first.end : last.start]
        if len(gap) <= NEAR and re.fullmatch(BETWEEN, gap):
            found.append(other)
    return found


def _judge(
    report: Report, rule: Rule, count: Value, amount: Value, allowed: Mapping[str, Any]
) -> Verdict | None:
    """The verdict on what one thing costs, where the range is about it."""
    start = min(count.span.start, amount.span.start)
    end = max(count.span.end, amount.span.end)
    around = report.folded[max(0, start - NEAR) : end + NEAR]
    if not has_any(allowed["names"], around):
        return None
    if count is not amount and "每" in report.folded[max(0, amount.span.start - EACH) : end]:
        return None  # a price already: 按每生680元
    if paragraph_at(report, start).kind == "table" or not amount.amount or not count.amount:
        return None
    unit = count.unit.rpartition("/")[2]
    one = amount.amount if count is amount else amount.amount / count.amount
    low, high = Decimal(allowed["from"]), Decimal(allowed["to"])
    span = Span(start, end)
    if low <= one <= high:
        return Verdict(rule, "pass", span)
    operands = tuple(
        Operand(role, value.span, show_value(value))
        for role, value in (("数量", count), ("金额", amount))
        if count is not amount
    )
    shown = f"{one:.2f}元/{unit}"
    stated = "、".join(dict.fromkeys((show_value(count), show_value(amount))))
    limits = f"{low:f}—{high:f}元/{unit}"
    return Verdict(rule, "fail", span, operands, stated, shown, details=(("subject", limits),))


def check_slip(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each amount that comes again, digit for digit, in a unit 万 or 亿 times as large:
    the rarer of the two is named, the first place of the other stands beside it."""
    del context
    seen: dict[tuple[int, ...], dict[Decimal, list[Value]]] = {}
    for value in report.values:
        if value.kind != "amount" or value.number is None or len(value.text) <= DIGITS:
            continue
        digits = value.number.normalize().as_tuple().digits
        if len(digits) >= DIGITS:
            amounts = seen.setdefault(digits, {})
            amounts.setdefault(value.amount or Decimal(0), []).append(value)
    verdicts = []
    for amounts in seen.values():
        if len(amounts) == 1 and len(*amounts.values()) > 1:
            verdicts += [Verdict(rule, "pass", next(iter(amounts.values()))[0].span)]
        usual = max(
            amounts, key=lambda amount: (len(amounts[amount]), -amounts[amount][0].span.start)
        )
        for amount, places in amounts.items():
            if amount != usual and max(amount, usual) / min(amount, usual) in SLIPS:
                other = amounts[usual][0]
                verdicts.append(
                    Verdict(
                        rule,
                        "fail",
                        places[0].span,
                        (Operand("另见", other.span, show_value(other)),),
                        show_value(places[0]),
                        show_value(other),
                    )
                )
    return verdicts or NotApplied(rule, "no-place")


def check_unit(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each whole and its parts: it fails where one alone has another unit, and they
    add up only with the unit of the others."""
    del context
    verdicts = []
    for group in report.groups:
        facts = (group.whole, *group.parts)
        values = [fact.value for fact in facts]
        if len(values) < PARTS or values[0].kind != "amount":
            continue
        mended = _mended(values)
        if mended is None or _adds_up(values) or not _adds_up(mended):
            verdicts.append(Verdict(rule, "pass", values[0].span))
            continue
        odd = next(at for at, value in enumerate(values) if value is not mended[at])
        operands = tuple(
            Operand(fact.term or "分项", fact.value.span, show_value(fact.value))
            for fact in (*facts[:odd], *facts[odd + 1 :])
        )
        shown = show_value(values[odd]), show_value(mended[odd])
        verdicts.append(Verdict(rule, "fail", values[odd].span, operands, *shown))
    return verdicts or NotApplied(rule, "no-place")


def _mended(values: Sequence[Value]) -> list[Value] | None:
    """Some amounts with the one of another unit in that of the others; None where it is not one."""
    units = [value.unit for value in values]
    odd = [unit for unit in units if units.count(unit) == 1]
    if len(odd) != 1 or len(set(units)) != 2:
        return None
    usual = next(value for value in values if value.unit != odd[0])
    return [
        replace(value, unit=usual.unit, factor=usual.factor) if value.unit == odd[0] else value
        for value in values
    ]


def _adds_up(values: Sequence[Value]) -> bool:
    """Whether the first of some amounts is the sum of the others, as printed."""
    whole, *parts = (value.amount or Decimal(0) for value in values)
    return whole == sum(parts)
