"""What a printed figure stands for, and reckoning with such figures (design.md, Semantics 3).

- An amount, price or rate means the interval of its rounding: half a unit of its last digit to
  both sides. In one sum, figures of one unit take the finest precision that is printed there; a
  figure printed in a larger unit keeps its own (3.39亿元 ± 50万元). An amount of 0 is exact.
- Counts, scores and durations are exact, unless they carry 万 or 亿.
- 约, 近, 左右 may stand for anything here: such a figure makes no claim fail, and the claim passes
  in silence. 余 and 多 mean (N, N + one unit of the last digit of N that is not 0); 以上, 不低于,
  超过, 以下, 不超过 are bounds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning import intervals
from checker.model.value import Interval, Value
from checker.packs.kinds import DIMENSIONS, unit_of

_ROUNDED = frozenset({"amount", "rate", "points", "price"})
_PERCENT = Decimal("0.01")
_NEXT = 1 - Decimal("1e-12")  # the end of a truncated figure does not belong to it
_SLIPS = (10_000, 100_000_000)


class Quantity(NamedTuple):
    """A figure in an expression: what it may be if it was rounded or if it was cut off, what is
    printed, and what it measures (``packs.kinds``).

    Numbers are in 元, points, days and what is counted; a ratio of 1 is 100%.
    """

    rounded: Interval
    cut: Interval
    printed: Decimal
    dimension: str


class CannotJudge(Exception):
    """An expression has no value: ``reason`` (division, unit, calendar, calendar-year) and what
    would help."""

    def __init__(self, reason: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing


class NotAlike(Exception):
    """Quantities of different dimensions were put together: a unit is not stated."""


def interval_of(value: Value, finest: int | None = None) -> Interval:
    """All the numbers ``value`` may stand for, in the canonical unit of its kind.

    ``finest`` is the most decimals printed with its unit in the same sum. A value without a
    number is anything.
    """
    return readings_of(value, finest)[0]


def readings_of(value: Value, finest: int | None = None) -> tuple[Interval, Interval]:
    """The same, and all the numbers of which ``value`` may be what is left after the digits behind
    were cut."""
    if value.number is None:
        return intervals.ANY, intervals.ANY
    number = value.number * value.factor
    if value.bound:
        return (bounded := _bounded(value, number)), bounded
    step = _step(value, finest)
    if not step:
        return (exact := intervals.exact(number)), exact
    rest = step * _NEXT
    cut = Interval(number - rest, number) if number < 0 else Interval(number, number + rest)
    return intervals.around(number, step / 2), cut


_SCALES = {
    10**n: name for n, name in enumerate(["十", "百", "千", "万", "十万", "百万", "千万", "亿"], 1)
}


def unit_of_value(value: Value) -> str:
    """The unit as printed, the scale of a count with it: 万人, 亿次."""
    if value.kind not in ("count", "number"):
        return value.unit
    return _SCALES.get(int(value.factor), "") + value.unit


def finest_of(values: Iterable[Value]) -> dict[str, int]:
    """The most decimals printed with each unit."""
    finest: dict[str, int] = {}
    for value in values:
        unit = unit_of_value(value)
        finest[unit] = max(finest.get(unit, 0), value.decimals)
    return finest


def _step(value: Value, finest: int | None) -> Decimal:
    """One unit of the last digit that is meant; 0 for a figure that is exact."""
    decimals = max(value.decimals, finest or 0)
    if value.kind in ("amount", "number", "price") and not value.number:
        return Decimal(0)
    if value.kind in _ROUNDED or value.factor > 1 or (value.kind == "number" and decimals):
        return value.factor.scaleb(-decimals)
    return Decimal(0)


def _bounded(value: Value, number: Decimal) -> Interval:
    if value.bound == "about":
        return intervals.ANY
    if value.bound == "over":
        return Interval(number, number + _last_digit(value.number or Decimal(0)) * value.factor)
    if value.bound in ("least", "more"):
        return Interval(number, None)
    return Interval(None, number)


def _last_digit(number: Decimal) -> Decimal:
    """One unit of the last digit that is not 0: 100 for 800, 0.1 for 3.50."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def quantity_of(value: Value, kind: str, finest: int | None, year: int | None = None) -> Quantity:
    """The quantity of a figure that stands for a term of ``kind`` ("" where it is not known).

    A bare number counts as a score or count where the term is one, else as a number whose unit is
    not stated. A date is a day since the year 1, all days of its month where none is named;
    ``year`` stands in for one that is not named. Raises NotAlike for a date without a year, or
    of no calendar.
    """
    if value.kind in ("date", "year"):
        days = _days(value, year)
        return Quantity(days, days, days.low or Decimal(0), "date")
    dimension = DIMENSIONS.get(value.kind, value.kind)
    if dimension == "number" and kind in ("score", "count"):
        dimension = kind
    scale = _PERCENT if dimension == "ratio" else Decimal(1)
    if value.kind == "duration":
        dimension, scale = unit_of(value.unit)
    rounded, cut = readings_of(value, finest)
    if scale != 1:
        rounded, cut = intervals.scaled(rounded, scale), intervals.scaled(cut, scale)
    return Quantity(rounded, cut, (value.amount or Decimal(0)) * scale, dimension)


def number(digits: str, unit: str) -> Quantity:
    """A figure of the rule itself: exact."""
    dimension, factor = unit_of(unit)
    return constant(Decimal(digits) * factor, dimension)


def day(text: str) -> Quantity:
    """A day of the rule itself: 2022-01-01."""
    return constant(Decimal(datetime.date.fromisoformat(text).toordinal()), "date")


def constant(amount: Decimal, dimension: str) -> Quantity:
    """An exact quantity."""
    interval = intervals.exact(amount)
    return Quantity(interval, interval, amount, dimension)


def _days(value: Value, year: int | None) -> Interval:
    said, month, day = value.date or (None, None, None)
    named = said or year
    if named is None:
        raise NotAlike
    try:
        first = datetime.date(named, month or 1, day or 1)
        last = first if day is not None else datetime.date(named, month or 12, 28)
        while day is None and (last + datetime.timedelta(days=1)).month == last.month:
            last += datetime.timedelta(days=1)
    except (ValueError, OverflowError):  # 2月30日
        raise NotAlike from None
    return Interval(Decimal(first.toordinal()), Decimal(last.toordinal()))


def plus(a: Quantity, b: Quantity) -> Quantity:
    """a + b. Raises NotAlike."""
    return Quantity(
        intervals.add(a.rounded, b.rounded),
        intervals.add(a.cut, b.cut),
        a.printed + b.printed,
        alike(a, b),
    )


def minus(a: Quantity, b: Quantity) -> Quantity:
    """a − b; of two dates, how many days apart they are. Raises NotAlike."""
    if a.dimension == b.dimension == "date":
        a, b = a._replace(dimension="days"), b._replace(dimension="days")
    return plus(a, negative(b))


def negative(a: Quantity) -> Quantity:
    """−a."""
    rounded, cut = intervals.negative(a.rounded), intervals.negative(a.cut)
    return Quantity(rounded, cut, -a.printed, a.dimension)


def absolute(a: Quantity) -> Quantity:
    """a without its sign."""
    rounded, cut = intervals.absolute(a.rounded), intervals.absolute(a.cut)
    return Quantity(rounded, cut, abs(a.printed), a.dimension)


def times(a: Quantity, b: Quantity) -> Quantity:
    """a × b. Raises NotAlike."""
    pure = [q for q in (a, b) if q.dimension in ("scalar", "ratio")]
    if not pure:
        raise NotAlike
    other = b if pure[0] is a else a
    rounded, cut = intervals.multiply(a.rounded, b.rounded), intervals.multiply(a.cut, b.cut)
    return Quantity(rounded, cut, a.printed * b.printed, other.dimension)


def over(a: Quantity, b: Quantity) -> Quantity | None:
    """a ÷ b, or None where b is printed as 0. Raises NotAlike."""
    if b.dimension in ("scalar", "ratio") and a.dimension != b.dimension:
        dimension = a.dimension
    elif a.dimension == b.dimension:
        dimension = "ratio"
    else:
        raise NotAlike
    if not b.printed:
        return None
    rounded, cut = intervals.divide(a.rounded, b.rounded), intervals.divide(a.cut, b.cut)
    return Quantity(rounded, cut, a.printed / b.printed, dimension)


def alike(a: Quantity, b: Quantity) -> str:
    """The dimension of both; a bare number of the rule goes with any. Raises NotAlike."""
    if a.dimension == b.dimension or b.dimension == "scalar":
        return a.dimension
    if a.dimension == "scalar":
        return b.dimension
    raise NotAlike


def truncation_meets(stated: Quantity, computed: Quantity) -> bool:
    """Whether two figures agree if the result, its parts, or both were cut off, not rounded."""
    return (
        intervals.meets(stated.cut, computed.rounded)
        or intervals.meets(stated.rounded, computed.cut)
        or intervals.meets(stated.cut, computed.cut)
    )


def unit_slip(stated: Quantity, computed: Quantity) -> str:
    """``10000`` or ``100000000`` where the stated amount is so many times the computed one,
    ``1/10000`` … where it is so small a part of it, "" where no unit was mistaken for another."""
    if (
        stated.dimension not in ("amount", "number", "price")
        or not stated.printed * computed.printed
    ):
        return ""
    for slip in _SLIPS:
        factor = Decimal(slip)
        if intervals.meets(stated.rounded, intervals.scaled(computed.rounded, factor)):
            return str(slip)
        if intervals.meets(intervals.scaled(stated.rounded, factor), computed.rounded):
            return f"1/{slip}"
    return ""
