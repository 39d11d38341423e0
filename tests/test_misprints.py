"""Slips of the hand: which figures one digit, or two exchanged, make of each other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.checks.reckoning.misprints import explains, is_misprint
from checker.model.value import Value
from checker.report.values import find_values

AMOUNTS = st.integers(10_000, 99_999_999)


def value(text: str) -> Value:
    (only,) = find_values(text)
    return only


def printed(hundredths: int) -> str:
    return f"{Decimal(hundredths).scaleb(-2)}万元"


@given(AMOUNTS, st.integers(0, 7), st.integers(1, 9))
def test_one_digit_changed_is_a_slip(hundredths: int, place: int, by: int) -> None:
    digits = str(hundredths)
    place %= len(digits)
    other = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assume(other[0] != "0")
    assert is_misprint(value(printed(hundredths)), value(printed(int(other))))


@given(AMOUNTS, st.integers(0, 6))
def test_two_digits_exchanged_are_a_slip(hundredths: int, place: int) -> None:
    digits = str(hundredths)
    place %= len(digits) - 1
    other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assume(other[0] != "0" and other != digits)
    assert is_misprint(value(printed(hundredths)), value(printed(int(other))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("356.20万元", "356.20万元"),
        ("356.20万元", "365.02万元"),
        ("356.20万元", "3562.0万元"),
        ("356.20万元", "356.20元"),
        ("12万元", "13万元"),
    ],
)
def test_other_differences_are_none(one: str, other: str) -> None:
    assert not is_misprint(value(one), value(other))


@pytest.mark.parametrize("rate", ["98.50%", "89.50%", "98.30%"])
def test_one_slip_may_be_all_that_is_wrong_with_a_rate(rate: str) -> None:
    right = rate == "98.50%"
    assert explains(value(rate), value("2462.50万元"), value("2500.00万元")) is not right
    assert not explains(value(rate), value("2133.00万元"), value("2711.00万元"))


def test_the_slip_may_lie_in_either_amount() -> None:
    assert explains(value("98.50%"), value("2642.50万元"), value("2500.00万元"))
    assert explains(value("98.50%"), value("2462.50万元"), value("2800.00万元"))
