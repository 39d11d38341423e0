"""Arithmetic that the text writes out: 800+400=1300万元, 43/45×100%=96.56%.

Proves: that what stands on the two sides of = cannot be equal, however the printed figures were
rounded. Names beside the figures count for nothing; a side that is not all figures is not judged.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning import intervals
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Interval
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.prose import paragraph_at

REACH = 160
TOKEN = rf"(?P<number>\d[\d,]*(?:\.\d+)?)[ ]*(?P<unit>%|‰|{HAN}{{1,4}}(?=[ ]*[-+*/×÷=(（)）\]】]|$))?|(?P<word>[“”\"]|{HAN})|(?P<mark>[-+*/×÷xX()（）\[\]【】])|(?P<other>\S)"
BREAK = r"[，。；;：:\n=≈＜<>]|,(?!\d{3})"
MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
RATES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
SCALES = tuple(Decimal(10) ** power for power in (0, 2, -2))
UNITS = tuple(Decimal(10) ** power for power in (4, -4, 8, -8))
SAME = {"*": "×", "x": "×", "X": "×", "÷": "/", "（": "(", "[": "(", "【": "("}
SAME |= {"）": ")", "]": ")", "】": ")"}


class Number(NamedTuple):
    """A figure of an equation as printed: its number, its unit and decimals."""

    amount: Decimal
    unit: str
    decimals: int

    @property
    def factor(self) -> Decimal:
        """What the number is multiplied by to have it in 元 or as a share of 1."""
        return MONEY.get(self.unit, RATES.get(self.unit, Decimal(1)))


class Side(NamedTuple):
    """One side of =: its figures and marks in order, and where it stands."""

    parts: tuple[Number | str, ...]
    span: Span

    @property
    def numbers(self) -> list[Number]:
        """The figures alone."""
        return [part for part in self.parts if isinstance(part, Number)]

    @property
    def divides(self) -> bool:
        """Whether figures are multiplied or divided, so that a result is rounded."""
        return "×" in self.parts or "/" in self.parts


class Malformed(Exception):
    """Figures and marks that make no expression."""


def check_equation(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each = in prose between an expression and a figure."""
    del context
    verdicts = []
    at = report.folded.find("=")
    while at >= 0:
        if paragraph_at(report, at).kind != "table":
            verdict = _judge(report, rule, at)
            verdicts += [verdict] if verdict is not None else []
        at = report.folded.find("=", at + 1)
    return verdicts or NotApplied(rule, "no-place")


def _judge(report: Report, rule: Rule, at: int) -> Verdict | None:
    folded = report.folded
    words = folded[max(0, at - REACH) : at]
    start = at - len(words) + max((m.end() for m in re.finditer(BREAK, words)), default=0)
    stop = re.search(BREAK, folded[at + 1 : at + REACH])
    end = at + 1 + stop.start() if stop is not None else min(len(folded), at + REACH)
    left = read_side(folded, start, at, ended=True)
    right = read_side(folded, at + 1, end, ended=False)
    if left is None or right is None:
        return None
    whole, sum_ = (right, left) if len(right.numbers) == 1 else (left, right)
    if len(whole.numbers) != 1 or len(sum_.numbers) < 2:
        return None
    everything = [*whole.numbers, *sum_.numbers]
    if not any(number.unit or number.decimals for number in everything):
        return None  # numbers of columns, slogans
    try:
        computed = evaluate(sum_)
    except (Malformed, ArithmeticError):
        return None
    return _verdict(report, rule, whole, sum_, computed)


def read_side(folded: str, start: int, end: int, *, ended: bool) -> Side | None:
    """The figures and marks between two places; words beside figures are left out, words in the
    place of a figure make it None. Behind the last figure anything may follow, unless the side is
    ``ended`` by the = behind it."""
    parts: list[Number | str] = []
    first = last = 0
    words = False
    for match in re.finditer(TOKEN, folded[start:end]):
        mark = SAME.get(match["mark"], match["mark"]) if match["mark"] else ""
        if parts and isinstance(parts[-1], Number) and (not mark or mark == "("):
            if ended:
                return None
            break
        if match["number"]:
            number = match["number"].replace(",", "")
            decimals = len(number.partition(".")[2])
            last = start + match.end()
            parts.append(Number(Decimal(number), match["unit"] or "", decimals))
            words = False
        elif mark:
            if words and mark != "(":
                return None
            parts.append(mark)
        elif match["word"]:
            words = True
            continue
        else:
            return None
        first = first or start + match.start() + 1
    return Side(tuple(parts), Span(first - 1, last)) if last else None


def evaluate(side: Side) -> Interval:
    """All the numbers a side may stand for. Raises Malformed, ArithmeticError."""
    finest = max((number.decimals for number in side.numbers if number.unit != "%"), default=0)
    parts = list(side.parts)
    # A bracket around the whole of it was opened before the side began: 预算（800+400=1200）.
    while parts.count("(") > parts.count(")"):
        parts.remove("(")
    parts.reverse()
    found = _total(parts, finest)
    if parts:
        raise Malformed
    return found


def _total(parts: list[Number | str], finest: int) -> Interval:
    """The sum at the head of an expression, whose parts are taken from the end of the list."""
    found = _product(parts, finest)
    while parts and parts[-1] in ("+", "-"):
        added = parts.pop() == "+"
        other = _product(parts, finest)
        found = intervals.add(found, other if added else intervals.negative(other))
    return found


def _product(parts: list[Number | str], finest: int) -> Interval:
    found = _atom(parts, finest)
    while parts and parts[-1] in ("×", "/"):
        by = intervals.multiply if parts.pop() == "×" else intervals.divide
        found = by(found, _atom(parts, finest))
    return found


def _atom(parts: list[Number | str], finest: int) -> Interval:
    part = parts.pop() if parts else ""
    if isinstance(part, Number):
        return interval(part, finest)
    if part == "-":
        return intervals.negative(_atom(parts, finest))
    if part != "(":
        raise Malformed
    found = _total(parts, finest)
    if not parts or parts.pop() != ")":
        raise Malformed
    return found


def interval(number: Number, finest: int) -> Interval:
    """What a printed figure of an expression may stand for: integers are exact among integers."""
    decimals = number.decimals if number.unit == "%" else max(number.decimals, finest)
    half = Decimal("0.5").scaleb(-decimals) if decimals else Decimal(0)
    factor = number.factor
    return intervals.around(number.amount * factor, half * factor)


def _verdict(
    report: Report, rule: Rule, whole: Side, side: Side, computed: Interval
) -> Verdict | None:
    stated, low, high = whole.numbers[0], computed.low, computed.high
    if low is None or high is None:
        return None
    amount = stated.amount * stated.factor * (-1 if whole.parts[0] == "-" else 1)
    exact = not any(n.decimals for n in (stated, *side.numbers)) and not side.divides
    step = Decimal(0) if exact else Decimal(1).scaleb(-stated.decimals) * stated.factor
    readings = _readings(stated, side, computed, amount)
    if any(intervals.meets(each, intervals.around(amount, step / 2)) for each in readings):
        return Verdict(rule, "pass", whole.span)
    cut = any(intervals.meets(each, Interval(amount, amount + step)) for each in readings)
    decimals = max(stated.decimals, 2 if side.divides else max(n.decimals for n in side.numbers))
    bare = stated.unit != "%" and not any(number.unit for number in side.numbers)
    factor = Decimal(1) if bare else stated.factor  # 800+400=1200万元: all are 万元
    result = ((low + high) / 2 / factor).quantize(Decimal(1).scaleb(-decimals))
    shown = f"{result:f}{stated.unit}"
    printed = f"{'-' if amount < 0 else ''}{stated.amount:f}{stated.unit}"
    unit = "个百分点" if stated.unit == "%" else stated.unit
    text = "".join(report.text[slice(*side.span)].split())
    return Verdict(
        rule,
        "fail",
        whole.span,
        (),
        printed,
        shown,
        f"{abs(result - amount / stated.factor):f}{unit}",
        working=f"{text} = {shown} ≠ {printed}",
        severity="info" if cut else None,
    )


def _readings(stated: Number, side: Side, computed: Interval, amount: Decimal) -> list[Interval]:
    """What a side may be meant to come to: a share of 1 or in per cent, without its sign (下降7%
    for -7%), and in any unit of money where some figures have none."""
    bare = {bool(number.unit) for number in (stated, *side.numbers)} == {True, False}
    scales = SCALES + (UNITS if bare else ())
    found = [intervals.multiply(computed, intervals.exact(scale)) for scale in scales]
    return [*found, *map(intervals.negative, found)] if amount > 0 else found
