"""Stated changes against the two levels that stand beside them: 由100万元增加到90万元.

Proves: that the direction a sentence names is not that of its two figures, or that the difference
or rate it states is not theirs, however they were rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.checks.amounts.claimed import (
    FAR,
    MEASURED,
    RATES,
    Claim,
    Words,
    is_like,
    read_claim,
    read_turned,
)
from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.expression import show_value
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.value import Interval, Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

FEW = 12
"""Figures before a claim that are looked at."""

TELLING = 2
STEPS = 100
"""Digits, noughts at the ends apart, of a change that is no chance, and steps of its last one."""

HUNDRED = intervals.exact(Decimal(100))


def check_change(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each change stated beside its levels.

    ``params``: ``up`` and ``down`` are the words of rise and fall, ``above`` and ``below`` those that
    compare two levels.
    """
    del context
    up, down = rule.params["up"], rule.params["down"]
    above, below = tuple(rule.params["above"]), tuple(rule.params["below"])
    moves = tuple(sorted([*up, *down], key=len, reverse=True))
    firsts = frozenset(word[0] for word in (*moves, *above, *below, "与", "和", "同"))
    words = Words(frozenset(up), moves, above, below, firsts)
    values = [value for value in report.values if value.kind in MEASURED and value.parent is None]
    verdicts = []
    for at in range(1, len(values)):
        value, last = values[at], values[at - 1]
        if value.kind == last.kind:
            if value.kind == "count" and value.unit != last.unit:
                continue
        elif value.kind not in RATES and last.kind != "rate":
            continue
        if not 0 < value.span.start - last.span.end <= FAR:
            continue
        gap = report.folded[last.span.end : value.span.start]
        if words.firsts.isdisjoint(gap) or "\n" in gap or "。" in gap:
            continue
        claim = read_claim(report, values, at, gap, words)
        judge = _judge
        if claim is None:
            claim, judge = read_turned(report, values, at, gap, words), _judge_turned
        if claim is None or paragraph_at(report, value.span.start).kind == "table":
            continue
        verdict = judge(report, rule, claim, values, at)
        verdicts += [verdict] if verdict is not None else []
    return verdicts or NotApplied(rule, "no-place")


def _judge(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], at: int
) -> Verdict | None:
    """The verdict on a claim whose first level is stated, or on the rate of one where it is not."""
    if claim.before is None:
        return _judge_rate(report, rule, claim, values, at)
    candidates = [claim.after]
    if claim.after.span.start < claim.before.span.start:
        earlier = _earlier(report, values[max(0, at - FEW) : at], claim.before, claim.after)
        candidates += [*earlier, *_sums([*earlier, claim.after])]
    faults = [_fault(claim.before, value, claim) for value in candidates]
    operands = _operands(("变动前", claim.before), ("变动", claim.change))
    if faults[0] is None or None in faults:
        return Verdict(rule, "pass", claim.after.span, operands)
    turned = [_is_moved(claim, value, -claim.sign) for value in candidates]
    sure = turned.index(True) if True in turned else 0
    stated, computed, working = faults[sure] or ("", "", "")
    return Verdict(
        rule,
        "fail",
        candidates[sure].span,
        operands,
        stated,
        computed,
        working=working,
        severity="warning" if len(candidates) > 1 and True not in turned else None,
        details=(("subject", claim.word),),
    )


def _judge_turned(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], at: int
) -> Verdict | None:
    """The verdict on a change from a stated level to one that is not named: it speaks only where a
    figure of the sentence lies just as far from that level, and fails where on the other side."""
    before, change = claim.before, claim.change
    assert before is not None
    assert change is not None
    earlier = _earlier(report, values[max(0, at - FEW) : at], before, before)
    if any(_is_moved(claim, value, claim.sign) for value in earlier):
        return Verdict(rule, "pass", change.span)
    turned = [value for value in earlier if _is_moved(claim, value, -claim.sign)]
    if not turned:
        return None
    fault = _fault(before, turned[-1], claim)
    if fault is None:
        return None
    stated, computed, working = fault
    return Verdict(
        rule,
        "fail",
        turned[-1].span,
        _operands(("变动前", before), ("变动", change)),
        stated,
        computed,
        working=working,
        details=(("subject", claim.word),),
    )


def _is_moved(claim: Claim, after: Value, sign: int) -> bool:
    """Whether a level lies as far above (1) or below (-1) the one before as the change says, with
    figures enough for that to be no chance."""
    before, change = claim.before, claim.change
    if before is None or change is None or not sign or before.amount is None:
        return False
    number = change.number or Decimal(0)
    digits = str(number).replace(".", "").strip("0")
    if len(digits) < TELLING or abs(number).scaleb(change.decimals) < STEPS:
        return False
    moved = intervals.subtract(_interval(after, before), _interval(before, after))
    if sign < 0:
        moved = intervals.negative(moved)
    if change.kind == "rate" and before.kind != "rate":
        base = _interval(before, after)
        moved = intervals.multiply(intervals.divide(moved, base), HUNDRED)
    return intervals.meets(_interval(change, before, after), moved)


def _earlier(report: Report, values: Sequence[Value], before: Value, like: Value) -> list[Value]:
    """The figures of one kind that stand before another in its sentence, all but one."""
    start = paragraph_at(report, before.span.start).span.start
    start = max(start, report.folded.rfind("。", start, before.span.start))
    return [
        value
        for value in values
        if start <= value.span.start < before.span.start
        and value is not like
        and is_like(value, like)
    ]


def _sums(values: Sequence[Value]) -> Iterator[Value]:
    """What the last figures of a list come to: a change may be that of several things together."""
    total = values[-1].number or Decimal(0)
    for value in reversed(values[-FEW:-1]):
        if value.unit != values[-1].unit:
            return
        total += value.number or Decimal(0)
        yield replace(values[-1], number=total)


def _operands(*named: tuple[str, Value | None]) -> tuple[Operand, ...]:
    return tuple(Operand(role, v.span, show_value(v)) for role, v in named if v is not None)


def _interval(value: Value, *others: Value) -> Interval:
    finest = arithmetic.finest_of([value, *others])
    return arithmetic.interval_of(value, finest.get(arithmetic.unit_of_value(value)))


def _fault(before: Value, after: Value, claim: Claim) -> tuple[str, str, str] | None:
    """What is stated, what it should be and the working, where a claim cannot hold."""
    first, last = _interval(before, after), _interval(after, before)
    lower, upper = (last, first) if claim.sign > 0 else (first, last)
    shown = show_value(after), show_value(before)
    if lower.high is not None and upper.low is not None and lower.high < upper.low:
        return *shown, (" < " if claim.sign > 0 else " > ").join(shown)
    if not claim.sign and not intervals.meets(first, last):
        return *shown, " ≠ ".join(shown)
    change = claim.change
    if change is None:
        return None
    moved = intervals.subtract(last, first)
    share = intervals.multiply(intervals.divide(moved, first), HUNDRED)
    of_rates = change.kind == "rate" and before.kind == "rate"
    in_percent = change.kind == "rate" and not of_rates
    computed = intervals.absolute(share if in_percent else moved)
    # A figure cut off instead of rounded proves nothing.
    step = Decimal(1 if change.decimals else 0).scaleb(-change.decimals) * change.factor
    stated = intervals.add(_interval(change, before, after), intervals.around(Decimal(0), step / 2))
    if intervals.meets(stated, computed):
        return None
    if of_rates and intervals.meets(stated, intervals.absolute(share)):
        return None  # 由80%提高到88%，提高10%
    if computed.low is None or computed.high is None:
        return None
    middle = (computed.low + computed.high) / 2 / (Decimal(1) if in_percent else before.factor)
    unit = change.unit if change.kind in RATES else before.unit
    decimals = max(change.decimals, 2 if in_percent else before.decimals)
    result = f"{middle:.{decimals}f}{unit}"
    working = f"{show_value(before)} → {show_value(after)}: {result} ≠ {show_value(change)}"
    return show_value(change), result, working


def _judge_rate(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], at: int
) -> Verdict | None:
    """The verdict on a rate beside the level that was reached and by how much it rose."""
    rate, after, change = values[at + 1], claim.after, claim.change
    assert change is not None
    start = paragraph_at(report, change.span.start).span.start
    near = [
        v for v in values[max(0, at - FEW) : at] if v.span.start >= start and is_like(v, change)
    ]
    earlier = _earlier(report, near, change, after)
    if any(_grew(value, change, rate, claim.sign) for value in (*near, *_sums([*earlier, after]))):
        return Verdict(rule, "pass", rate.span)
    moved = change.amount or Decimal(0)
    base = (after.amount or Decimal(0)) - claim.sign * moved
    if base <= 0 or any(value.bound for value in (after, change, rate)):
        return None
    shown = f"{moved * 100 / base:.{max(rate.decimals, 2)}f}%"
    sign = "−" if claim.sign > 0 else "+"
    return Verdict(
        rule,
        "fail",
        rate.span,
        _operands(("变动后", after), ("变动", change)),
        show_value(rate),
        shown,
        working=f"{show_value(change)} ÷ ({show_value(after)} {sign} {show_value(change)})"
        f" = {shown} ≠ {show_value(rate)}",
        severity="warning" if earlier else None,
        details=(("subject", claim.word),),
    )


def _grew(after: Value, change: Value, rate: Value, sign: int) -> bool:
    """Whether a level that changed so much changed by that rate."""
    reached, moved = _interval(after, change), _interval(change, after)
    before = intervals.subtract(reached, moved if sign > 0 else intervals.negative(moved))
    share = intervals.multiply(intervals.divide(moved, before), HUNDRED)
    step = Decimal(1).scaleb(-rate.decimals)
    return intervals.meets(share, intervals.around(rate.number or Decimal(0), step))
