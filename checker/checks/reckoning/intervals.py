"""Arithmetic on intervals of Decimals; an end that is None lies at infinity.

Intervals are closed. Every operation returns an interval that holds each result which numbers of
its operands can have, so that a claim fails only where no reading of the figures can save it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from checker.model.value import Interval

ANY = Interval(None, None)
_INFINITY = Decimal("Infinity")


def exact(number: Decimal) -> Interval:
    """The one number."""
    return Interval(number, number)


def around(number: Decimal, half: Decimal) -> Interval:
    """``number`` and what lies up to ``half`` away from it."""
    return Interval(number - half, number + half)


def add(a: Interval, b: Interval) -> Interval:
    """a + b."""
    return Interval(
        None if a.low is None or b.low is None else a.low + b.low,
        None if a.high is None or b.high is None else a.high + b.high,
    )


def negative(a: Interval) -> Interval:
    """−a."""
    return Interval(
        None if a.high is None else -a.high,
        None if a.low is None else -a.low,
    )


def subtract(a: Interval, b: Interval) -> Interval:
    """a − b."""
    return add(a, negative(b))


def multiply(a: Interval, b: Interval) -> Interval:
    """a × b."""
    if (  # as nearly all figures are
        (a.low is not None and a.low >= 0 and a.high is not None)
        and (b.low is not None and b.low >= 0 and b.high is not None)
    ):
        return Interval(a.low * b.low, a.high * b.high)
    products = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    return _interval(min(products), max(products))


def scaled(a: Interval, factor: Decimal) -> Interval:
    """a × a number above 0."""
    return Interval(
        None if a.low is None else a.low * factor,
        None if a.high is None else a.high * factor,
    )


def divide(a: Interval, b: Interval) -> Interval:
    """a ÷ b; anything where b may be 0."""
    low, high = _ends(b)
    if low <= 0 <= high:
        return ANY
    quotients = [_over(x, y) for x in _ends(a) for y in (low, high)]
    return _interval(min(quotients), max(quotients))


def absolute(a: Interval) -> Interval:
    """a without its sign."""
    low, high = _ends(a)
    if low >= 0:
        return a
    if high <= 0:
        return negative(a)
    return _interval(Decimal(0), max(-low, high))


def meets(a: Interval, b: Interval) -> bool:
    """Whether one number lies in both."""
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    return a_low <= b_high and b_low <= a_high


def half_width(a: Interval) -> Decimal | None:
    """Half the distance of the ends; None where there is no end."""
    return None if a.low is None or a.high is None else (a.high - a.low) / 2


def _lower(a: Interval, b: Interval) -> bool:
    """Whether some number of a is at most some number of b."""
    return _ends(a)[0] <= _ends(b)[1]


def _below(a: Interval, b: Interval) -> bool:
    return _ends(a)[0] < _ends(b)[1]


CAN_HOLD: dict[str, Callable[[Interval, Interval], bool]] = {
    "=": meets,
    "≤": _lower,
    "≥": lambda a, b: _lower(b, a),
    "<": _below,
    ">": lambda a, b: _below(b, a),
}
"""Comparison → whether some reading of both sides makes it true. ≠ is judged on the figures as
printed and has no entry."""


def _ends(a: Interval) -> tuple[Decimal, Decimal]:
    return (
        -_INFINITY if a.low is None else a.low,
        _INFINITY if a.high is None else a.high,
    )


def _interval(low: Decimal, high: Decimal) -> Interval:
    return Interval(low if low.is_finite() else None, high if high.is_finite() else None)


def _times(x: Decimal, y: Decimal) -> Decimal:
    return x * y if x and y else Decimal(0)


def _over(x: Decimal, y: Decimal) -> Decimal:
    # Not x times 1/y, which would be cut off twice: 217 ÷ 224 is 0.96875 and no less.
    return x / y if x and y.is_finite() else Decimal(0)
