"""Stated changes against the two levels that stand beside them: 由100万元增加到90万元.

Proves: that the direction a sentence names is not that of its two figures, or that the difference
or rate it states is not theirs, however they were rounded. Only figures that follow each other
with nothing but words of comparison between are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from dataclasses import replace
from typing import NamedTuple

from checker.checks import arithmetic, intervals
from checker.checks.expression import show_value
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Severity
from checker.model.value import Interval, Value
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import paragraph_at

LEVELS = frozenset(("amount", "count", "rate", "score", "price"))
MEASURED = LEVELS | {"points"}
RATES = frozenset(("rate", "points"))
FROM = r"(?:由|从)[^，。；：、\n]{0,16}$"
THAN = r"(?:比|较)[^，。；：、（）\n]{0,14}$"
BASE = r"[^，。；\d]{0,6}[，,]?(?:相?比|相?较|同比)[^，。；：\n]{0,14}$"
RANKED = "排名|名次|位次|位居|第"
FAR = 40
ANY = intervals.ANY


class Claim(NamedTuple):
    """What a sentence says of two levels: which was first (None where only the change is stated),
    whether it names a rise (1), a fall (-1) or neither (0), and the change where it states it."""

    before: Value | None
    after: Value
    sign: int
    change: Value | None
    word: str


class Words(NamedTuple):
    """The words of rise and fall as a pattern, those of comparison, and the characters that one of
    them begins with."""

    pattern: str
    up: frozenset[str]
    above: tuple[str, ...]
    below: tuple[str, ...]
    firsts: frozenset[str]

    def sign(self, word: str) -> int:
        """1 for a word of rise, -1 for one of fall."""
        return 1 if word in self.up else -1


def check_change(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each change stated beside its levels.

    ``params``: ``up`` and ``down`` are the words of rise and fall, ``above`` and ``below`` those that
    compare two levels.
    """
    del context
    up, down = rule.params["up"], rule.params["down"]
    pattern = "|".join(sorted([*up, *down], key=lambda word: (-len(word), word)))
    above, below = tuple(rule.params["above"]), tuple(rule.params["below"])
    firsts = frozenset(word[0] for word in (*up, *down, *above, *below, "与", "和", "同"))
    words = Words(f"({pattern})", frozenset(up), above, below, firsts)
    values = [value for value in report.values if value.kind in MEASURED and value.parent is None]
    verdicts = []
    for at in range(1, len(values)):
        value, last = values[at], values[at - 1]
        if value.kind == last.kind:
            if value.kind == "count" and value.unit != last.unit:
                continue
        elif value.kind not in RATES:
            continue
        gap = report.folded[last.span.end : value.span.start]
        if not 0 < len(gap) <= FAR or words.firsts.isdisjoint(gap) or "\n" in gap or "。" in gap:
            continue
        claim = next((c for read in READERS if (c := read(report, values, at, gap, words))), None)
        if claim is None or paragraph_at(report, value.span.start).kind == "table":
            continue
        verdict = _judge(report, rule, claim, values, at)
        verdicts += [verdict] if verdict is not None else []
    return verdicts or NotApplied(rule, "no-place")


def _like(value: Value, other: Value) -> bool:
    if value.kind != other.kind:
        return False
    return value.kind in ("amount", "rate") or value.unit == other.unit


def _gap(report: Report, values: Sequence[Value], at: int) -> str:
    """The words between a figure and the one before it; more than a sentence where there is none."""
    if not 0 < at < len(values):
        return "。" * FAR
    return report.folded[values[at - 1].span.end : values[at].span.start]


def _follows(report: Report, values: Sequence[Value], at: int, words: Words) -> Value | None:
    """The change that stands behind two levels: …，增长5%."""
    gap = _gap(report, values, at)
    pattern = rf"[，,]?(?:同比|实际|增幅|降幅)?(?:{words.pattern})?(?:了|率|幅度?|约|为|达|额|金额)*"
    return values[at] if gap and re.fullmatch(pattern, gap) else None


def _from_to(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """由A增加到B，增长C."""
    before, after = values[at - 1], values[at]
    if gap[-1] not in "到至为":
        return None
    match = re.fullmatch(rf"[^，。；]{{0,8}}?{words.pattern}了?(?:到|至|为)", gap)
    if match is None or not _like(before, after) or before.kind not in LEVELS:
        return None
    ahead = report.folded[max(0, before.span.start - 18) : before.span.start]
    if not re.search(FROM, ahead) or re.search(RANKED, ahead + gap):
        return None
    change = _follows(report, values, at + 1, words)
    return Claim(before, after, words.sign(match[1]), change, match[1])


def _than(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """较上年A增加C，为B; B，较上年A增加C."""
    before, change = values[at - 1], values[at]
    ahead = report.folded[max(0, before.span.start - 18) : before.span.start]
    if "比" not in ahead and "较" not in ahead:
        return None
    match = re.fullmatch(rf"(?:相比)?[，,]?(?:同比)?{words.pattern}(?:了|率|幅度?|约|为|达)*", gap)
    if match is None or before.kind not in LEVELS:
        return None
    if not _like(before, change) and change.kind not in ("rate", "points"):
        return None
    than = re.search(THAN, ahead)
    if than is None or re.search(words.pattern, than[0]):
        return None  # 较上年增加A，增长C: what stands there is no level
    if at + 1 < len(values) and _like(before, values[at + 1]):
        if re.fullmatch(r"[，,]?(?:后|总额)?(?:为|达到?|至|[增升降减]至|[增升降减]为)", _gap(report, values, at + 1)):
            return Claim(before, values[at + 1], words.sign(match[1]), change, match[1])
    if at < 2 or not _like(values[at - 2], before):
        return None
    if not re.fullmatch(BASE, _gap(report, values, at - 1)):
        return None
    return Claim(before, values[at - 2], words.sign(match[1]), change, match[1])


def _by(report: Report, values: Sequence[Value], at: int, gap: str, words: Words) -> Claim | None:
    """B，较上年增加C，增长R: the level before is what B and C leave."""
    after, change = values[at - 1], values[at]
    if "，" not in gap and "," not in gap and "）" not in gap:
        return None
    if after.kind == "rate" and at > 1 and re.match(r"[，,（(](?:占|完成)", _gap(report, values, at - 1)):
        after = values[at - 2]
    if after.kind not in ("amount", "count") or not _like(after, change):
        return None
    match = re.fullmatch(
        rf"[^，。；\d]{{0,6}}[，,）)](?:同比|(?:相?比|相?较)[^，。；：\n]{{2,12}}?){words.pattern}了?", gap
    )
    if match is None or "平均" in gap or "年均" in gap:
        return None
    rate = _follows(report, values, at + 1, words)
    if rate is None or rate.kind != "rate":
        return None
    return Claim(None, after, words.sign(match[1]), change, match[1])


def _years(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """2019年A，2020年B，增长C."""
    if at < 2 or gap[0] not in "，," or not _like(values[at - 2], values[at - 1]):
        return None
    if "年" not in _gap(report, values, at - 1) or values[at - 1].kind not in LEVELS:
        return None
    match = re.fullmatch(rf"[，,](?:同比|比上年|较上年|实际)?{words.pattern}(?:了|率|幅度?|约|为|达)*", gap)
    middle = re.fullmatch(r"[，,；、](20\d\d)年度?([^，。；：\d]{0,10})", _gap(report, values, at - 1))
    if match is None or middle is None:
        return None
    start = values[at - 2].span.start
    first = re.search(r"(20\d\d)年度?([^，。；：\d]{0,10})$", report.folded[max(0, start - 17) : start])
    if first is None or int(middle[1]) != int(first[1]) + 1:
        return None
    if first[2].rstrip("为是") != middle[2].rstrip("为是") and middle[2].strip("为是"):
        return None
    change = values[at]
    if not _like(change, values[at - 1]) and change.kind not in ("rate", "points"):
        return None
    return Claim(values[at - 2], values[at - 1], words.sign(match[1]), change, match[1])


def _compared(
    report: Report, values: Sequence[Value], at: int, gap: str, words: Words
) -> Claim | None:
    """B，高于目标A; B，与上年A持平. B，低于上年A may also say by how much, unless no share of a
    whole can be so far above."""
    after, before = values[at - 1], replace(values[at], bound="")
    if not _like(before, after) or after.kind not in LEVELS:
        return None
    behind = report.folded[before.span.end : before.span.end + 3]
    if behind.startswith("持平") and re.fullmatch(r"[，,]?[与和同][^，。；：\d]{1,12}", gap):
        return Claim(before, after, 0, None, "持平")
    if gap[0] not in "，,":
        return None
    pattern = "|".join((*words.above, *words.below))
    match = re.fullmatch(rf"[，,][均都也已还略明显大幅远]*({pattern})[^，。；：\d]{{2,14}}", gap)
    if match is None or behind[:1] == "的":
        return None
    if match[1] in words.above:
        return Claim(before, after, 1, None, match[1])
    one, other = after.number or Decimal(0), before.number or Decimal(0)
    if after.kind == "rate" and one + other > 100 and other * 2 > one:
        return Claim(before, after, -1, None, match[1])
    return None


READERS: tuple[
    Callable[[Report, Sequence[Value], int, str, Words], Claim | None], ...
] = (_from_to, _than, _by, _years, _compared)


def _judge(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], at: int
) -> Verdict | None:
    if claim.before is None:
        return _judge_rate(report, rule, claim, values, at)
    if claim.change is not None and claim.change.kind == "rate" and claim.after.kind == "rate":
        claim = claim._replace(change=None) if _is_relative(claim) else claim
    candidates = [claim.after]
    stop = max(report.folded.rfind("。", 0, claim.before.span.start), paragraph_at(report, claim.before.span.start).span.start - 1)
    earlier = [
        value
        for value in values[max(0, at - 12) : at]
        if stop < value.span.start < claim.before.span.start and _like(value, claim.after)
    ]
    if claim.after.span.start < claim.before.span.start:
        candidates += [value for value in earlier if value is not claim.after]
    faults = [fault for value in candidates if (fault := _fault(claim._replace(after=value)))]
    operands = tuple(
        Operand(role, value.span, show_value(value))
        for role, value in (("变动前", claim.before), ("变动", claim.change))
        if value is not None
    )
    if len(faults) < len(candidates):
        return Verdict(rule, "pass", claim.after.span, operands)
    stated, computed, working = faults[0]
    severity: Severity | None = "warning" if len(candidates) > 1 else None
    return Verdict(
        rule, "fail", claim.after.span, operands, stated, computed, "", "", working, severity
    )


def _is_relative(claim: Claim) -> bool:
    """Whether a rate of change of rates is the quotient of the two: 由80%提高到88%，提高10%."""
    assert claim.before is not None
    assert claim.change is not None
    grown = _relative(claim.before, claim.after)
    return intervals.meets(grown, _interval(claim.change))


def _interval(value: Value, *others: Value) -> Interval:
    finest = arithmetic.finest_of([value, *others])
    return arithmetic.interval_of(value, finest.get(arithmetic.unit_of_value(value)))


def _relative(before: Value, after: Value) -> Interval:
    """By how many per cent the second level is more or less than the first."""
    first, last = _interval(before, after), _interval(after, before)
    quotient = intervals.divide(intervals.subtract(last, first), first)
    return intervals.absolute(intervals.multiply(quotient, intervals.exact(Decimal(100))))


def _fault(claim: Claim) -> tuple[str, str, str] | None:
    """What is stated, what it should be and the working, where a claim cannot hold."""
    before, after, change = claim.before, claim.after, claim.change
    assert before is not None
    first, last = _interval(before, after), _interval(after, before)
    lower, upper = (last, first) if claim.sign > 0 else (first, last)
    if lower.high is not None and upper.low is not None and lower.high < upper.low:
        return _wrong_way(claim, "<" if claim.sign > 0 else ">")
    if not claim.sign and not intervals.meets(first, last):
        return _wrong_way(claim, "≠")
    if change is None:
        return None
    stated = _interval(change, before, after)
    if change.kind == "rate" and before.kind != "rate":
        computed = _relative(before, after)
        unit = Decimal(1)
    else:
        computed = intervals.absolute(intervals.subtract(last, first))
        unit = before.factor
    # Half a unit more: some cut figures off instead of rounding them.
    step = Decimal(1).scaleb(-change.decimals) * change.factor
    wide = intervals.add(stated, intervals.around(Decimal(0), step / 2 if change.decimals else Decimal(0)))
    if intervals.meets(wide, computed) or computed.low is None or computed.high is None:
        return None
    middle = (computed.low + computed.high) / 2 / unit
    decimals = max(change.decimals, 0 if unit != 1 or change.kind != "rate" else 2, before.decimals if unit != 1 else 0)
    result = f"{middle:.{decimals}f}{change.unit if change.kind in ('rate', 'points') else before.unit}"
    return show_value(change), result, f"{show_value(before)} → {show_value(after)}，变动{result}，不是{show_value(change)}"


def _wrong_way(claim: Claim, sign: str) -> tuple[str, str, str]:
    assert claim.before is not None
    after, before = show_value(claim.after), show_value(claim.before)
    return after, before, f"{after} {sign} {before}，不是{claim.word}"


def _judge_rate(
    report: Report, rule: Rule, claim: Claim, values: Sequence[Value], at: int
) -> Verdict | None:
    """The verdict on a rate beside the level that was reached and by how much it rose."""
    rate, change = values[at + 1], claim.change
    assert change is not None
    paragraph = paragraph_at(report, change.span.start)
    near = [
        value
        for value in values[max(0, at - 20) : at]
        if value.span.start >= paragraph.span.start and _like(value, change)
    ]
    good = [value for value in near if _grew(value, change, rate, claim.sign)]
    if good:
        return Verdict(rule, "pass", rate.span)
    reached = _computed(claim.after, change, claim.sign)
    if reached is None or any(v.bound for v in (claim.after, change, rate)):
        return None
    shown = f"{reached:.{max(rate.decimals, 2)}f}%"
    base = "−" if claim.sign > 0 else "+"
    working = (
        f"{show_value(change)} ÷ ({show_value(claim.after)} {base} {show_value(change)})"
        f" = {shown} ≠ {show_value(rate)}"
    )
    operands = tuple(
        Operand(role, value.span, show_value(value))
        for role, value in (("变动后", claim.after), ("变动", change))
    )
    stop = report.folded.rfind("。", paragraph.span.start, claim.after.span.start)
    alone = not any(stop < value.span.start < claim.after.span.start for value in near)
    return Verdict(
        rule,
        "fail",
        rate.span,
        operands,
        show_value(rate),
        shown,
        working=working,
        severity=None if alone else "warning",
    )


def _computed(after: Value, change: Value, sign: int) -> Decimal | None:
    base = (after.amount or Decimal(0)) - sign * (change.amount or Decimal(0))
    return (change.amount or Decimal(0)) * 100 / base if base > 0 else None


def _grew(after: Value, change: Value, rate: Value, sign: int) -> bool:
    """Whether a level that changed so much changed by that rate."""
    reached, moved = _interval(after, change), _interval(change, after)
    before = intervals.subtract(reached, moved if sign > 0 else intervals.negative(moved))
    quotient = intervals.multiply(intervals.divide(moved, before), intervals.exact(Decimal(100)))
    step = Decimal(1).scaleb(-rate.decimals)
    return intervals.meets(quotient, intervals.around(rate.number or Decimal(0), step))
