"""Slips of the hand in printed figures: one digit another, or two side by side exchanged.

A figure that such a slip makes of another is seldom right by chance: it is taken as evidence where
words leave open which figures belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.checks.reckoning import arithmetic, intervals
from checker.model.value import Interval, Value

TELLING = 3
"""Digits of a figure from which a slip of a digit tells anything."""


def digits_of(value: Value) -> str:
    """The digits as printed, without the point."""
    number = abs(value.number or Decimal(0))
    return f"{number:f}".replace(".", "")


def exchanged(digits: str) -> Iterator[str]:
    """The digits with two that stand side by side exchanged."""
    return (
        digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)
    )


def misprinted(digits: str) -> Iterator[str]:
    """The digits with one of them replaced by another."""
    return (digits[:i] + c + digits[i + 1 :] for i in range(len(digits)) for c in "0123456789")


def is_misprint(one: Value, other: Value) -> bool:
    """Whether two figures of one unit are printed alike but for one slip."""
    if (one.unit, one.factor, one.decimals) != (other.unit, other.factor, other.decimals):
        return False
    digits, others = digits_of(one), digits_of(other)
    if len(digits) != len(others) or len(digits) < TELLING or digits == others:
        return False
    apart = [at for at, pair in enumerate(zip(digits, others, strict=True)) if len(set(pair)) > 1]
    return len(apart) == 1 or (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and digits[apart[0] : apart[1] + 1] == others[apart[0] : apart[1] + 1][::-1]
    )


def explains(rate: Value, above: Value, below: Value) -> bool:
    """Whether one slip in a rate, or in one of the figures it is to be the quotient of, is all that
    is wrong."""
    stated, part, whole = (arithmetic.quantity_of(v, "", None) for v in (rate, above, below))
    found = arithmetic.over(part, whole)
    if found is None or not stated.printed or intervals.meets(stated.rounded, found.rounded):
        return False
    return (
        is_slip_of(rate, found.rounded)
        or is_slip_of(above, intervals.multiply(stated.rounded, whole.rounded))
        or is_slip_of(below, intervals.divide(part.rounded, stated.rounded))
    )


def is_slip_of(value: Value, wanted: Interval) -> bool:
    """Whether one slip leads from a printed figure to another that may be what is wanted (in the
    canonical unit of its kind)."""
    quantity = arithmetic.quantity_of(value, "", None)
    digits = digits_of(value)
    half = intervals.half_width(quantity.rounded)
    if len(digits) < TELLING or half is None or not value.number:
        return False
    step = abs(quantity.printed / value.number).scaleb(-value.decimals)
    return any(
        intervals.meets(intervals.around(int(each) * step, half), wanted)
        for ways in (exchanged, misprinted)
        for each in ways(digits)
        if each != digits
    )
