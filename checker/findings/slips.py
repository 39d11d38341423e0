"""The slips by which a right figure becomes a wrong one: a unit, a point, two digits, one digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from checker.checks.reckoning.misprints import TELLING, digits_of, exchanged, misprinted
from checker.findings.identities import Figure
from checker.model.report import Report
from checker.model.text import Span
from checker.model.value import Value

CERTAIN = 4
"""Digits of a figure that hardly stands twice by chance."""
UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Candidate(NamedTuple):
    """A figure, the least and the most it may be (in its own unit) and one value in between, the
    failed identities (by their place) this would restore, and where the figures of the one at hand
    stand."""

    figure: Figure
    least: Decimal
    most: Decimal
    value: Value
    restores: frozenset[int]
    beside: frozenset[Span]


def _elsewhere(report: Report, one: Candidate) -> Value | None:
    """The right value where the report states it in another place than the sum itself."""
    own = one.figure.value
    for value in report.values:
        if (
            value.kind == own.kind
            and not value.bound
            and value.span not in one.beside
            and len(digits_of(value)) >= CERTAIN
            and _fits(value, one)
        ):
            return value
    return None


def _unit(report: Report, one: Candidate) -> Value | None:
    del report
    own = one.figure.value
    if own.kind != "amount":
        return None
    others = (
        replace(own, unit=unit, factor=factor)
        for unit, factor in UNITS.items()
        if factor != own.factor
    )
    return next((value for value in others if _fits(value, one)), None)


def _shifted(report: Report, one: Candidate) -> Value | None:
    """The figure with its point elsewhere."""
    del report
    number, decimals = _number(one), one.figure.value.decimals
    moved = (_with(one, number.scaleb(by), max(0, decimals - by)) for by in (-1, 1, -2, 2, -3, 3))
    return next((value for value in moved if _fits(value, one)), None)


def _exchanged(report: Report, one: Candidate) -> Value | None:
    """The figure with two digits that stand side by side exchanged."""
    del report
    return _only(one, exchanged)


def _misprinted(report: Report, one: Candidate) -> Value | None:
    """The figure with one digit replaced by another."""
    del report
    return _only(one, misprinted)


SLIPS: dict[str, Callable[[Report, Candidate], Value | None]] = {
    "unit": _unit,
    "shifted": _shifted,
    "elsewhere": _elsewhere,
    "exchanged": _exchanged,
    "misprinted": _misprinted,
}
"""The slips that are looked for, the most telling first: key of the remark → the right value."""


def _only(one: Candidate, ways: Callable[[str], Iterator[str]]) -> Value | None:
    """The right value among other digits in the place of those printed, if there is just one."""
    digits, decimals = digits_of(one.figure.value), one.figure.value.decimals
    if len(digits) < TELLING:
        return None
    numbers = {Decimal(each).scaleb(-decimals) for each in ways(digits)}
    found = [number for number in numbers if one.least <= number <= one.most]
    return _with(one, found[0], decimals) if len(found) == 1 else None


def _number(one: Candidate) -> Decimal:
    return one.figure.value.number or Decimal(0)


def _with(one: Candidate, number: Decimal, decimals: int) -> Value:
    return replace(one.figure.value, number=number, decimals=decimals)


def _fits(value: Value, one: Candidate) -> bool:
    """Whether a figure, in whatever unit, is what is needed."""
    own = one.figure.value.factor
    number = value.number or Decimal(0)
    return one.least <= (number if value.factor == own else number * value.factor / own) <= one.most
