"""Shares of one whole beside their amounts: 基本支出800万元，占80%；项目支出200万元，占20%.

Proves: that of several amounts of a sentence, each with its share, one does not fit a whole that the
others fit. What the whole is must be in sight: it is stated in the sentence, or the amounts make it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.expression import show_value
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.value import Interval, Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

SHARE = r"(?:[（(][^（()）\d]{0,8}[）)])?[，,（(]?占([^，,。；;：:、（）()\d]{0,12}?)(?:的?比[重例]?|的)?(?:为|约|达)?"
HUNDRED = intervals.exact(Decimal(100))
FEW = 12


class Pair(NamedTuple):
    """An amount, its share, and the words that name the whole (占总支出)."""

    amount: Value
    share: Value
    whole: str


def check_shares(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each sentence with two or more amounts and their shares of one whole."""
    del context
    folded = report.folded
    if "占" not in folded:
        return NotApplied(rule, "no-place")
    values = [value for value in report.values if value.parent is None]
    runs: list[tuple[int, list[Pair]]] = []
    end = -1
    for at in range(1, len(values)):
        amount, share = values[at - 1], values[at]
        if share.kind != "rate" or amount.kind not in ("amount", "count"):
            continue
        match = re.fullmatch(SHARE, folded[amount.span.end : share.span.start])
        if match is None or amount.bound or share.bound:
            continue
        if (
            end < 0
            or "。" in folded[end : share.span.start]
            or "\n" in folded[end : share.span.start]
        ):
            runs.append((at - 1, []))
        runs[-1][1].append(Pair(amount, share, match[1]))
        end = share.span.end
    verdicts = [_judge(report, rule, values, at, pairs) for at, pairs in runs if len(pairs) > 1]
    return [verdict for verdict in verdicts if verdict is not None] or NotApplied(rule, "no-place")


def _judge(
    report: Report, rule: Rule, values: Sequence[Value], at: int, pairs: Sequence[Pair]
) -> Verdict | None:
    """The verdict on the shares of a sentence; None where no whole is in sight that most fit."""
    like = [pair for pair in pairs if _is_like(pair.amount, pairs[0].amount)]
    if (
        not len(like) == len(pairs) <= FEW
        or paragraph_at(report, pairs[0].amount.span.start).kind == "table"
    ):
        return None
    if len({pair.whole for pair in pairs if pair.whole}) > 1:
        return None
    first, last = pairs[0].amount, pairs[-1].share.span
    start = paragraph_at(report, first.span.start).span.start
    start = max(start, report.folded.rfind("。", start, first.span.start))
    near = values[max(0, at - FEW) : at + FEW * len(pairs)]
    inside = [v for v in near if start <= v.span.start < last.start and _is_like(v, first)]
    wholes = [_interval(value) for value in inside]
    total = _interval(first)
    for pair in pairs[1:]:
        total = intervals.add(total, _interval(pair.amount))
    misfits = [[pair for pair in pairs if not _fits(pair, whole)] for whole in (*wholes, total)]
    fewest = min(misfits, key=len)
    if not fewest:
        return Verdict(rule, "pass", pairs[0].share.span)
    if len(fewest) > 1 or (len(pairs) == 2 and not _is_fine(pairs, fewest)):
        return None
    (odd,) = fewest
    own = [pair.amount for pair in pairs]
    if any(value not in own and value.span.start > first.span.start for value in inside):
        return None  # what stands between may be the whole of those behind it
    whole = next(w for w, found in zip((*wholes, total), misfits, strict=True) if found is fewest)
    share = _share(odd, whole)
    if share.low is None or share.high is None:
        return None
    shown = f"{(share.low + share.high) / 2:.{max(odd.share.decimals, 2)}f}%"
    role = "金额" if odd.amount.kind == "amount" else "数量"
    return Verdict(
        rule,
        "fail",
        odd.share.span,
        (Operand(role, odd.amount.span, show_value(odd.amount)),),
        show_value(odd.share),
        shown,
        working=f"{shown} ≠ {show_value(odd.share)}",
    )


def _is_fine(pairs: Sequence[Pair], misfits: Sequence[Pair]) -> bool:
    """Whether the share that fits is printed so finely that it does so by no chance."""
    return all(pair.share.decimals for pair in pairs if pair not in misfits)


def _is_like(value: Value, other: Value) -> bool:
    return value.kind == other.kind and (value.kind == "amount" or value.unit == other.unit)


def _interval(value: Value) -> Interval:
    return arithmetic.interval_of(value)


def _share(pair: Pair, whole: Interval) -> Interval:
    return intervals.multiply(intervals.divide(_interval(pair.amount), whole), HUNDRED)


def _fits(pair: Pair, whole: Interval) -> bool:
    """Whether an amount is its share of a whole, rounded or cut off."""
    step = Decimal(1).scaleb(-pair.share.decimals)
    stated = intervals.around(pair.share.number or Decimal(0), step)
    return intervals.meets(_share(pair, whole), stated)
