"""Interval arithmetic, and what a printed figure stands for."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stated import value

from checker.checks.reckoning import intervals
from checker.checks.reckoning.arithmetic import (
    NotAlike,
    Quantity,
    finest_of,
    interval_of,
    over,
    plus,
    quantity_of,
    readings_of,
    truncation_meets,
    unit_slip,
)
from checker.model.value import Interval

amounts = st.decimals(-(10**7), 10**7, places=6)
steps = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1)])


def ten_thousands(number: Decimal) -> Quantity:
    return quantity_of(value(f"{number:f}万元"), "amount", 2)


def total(parts: list[Quantity]) -> Quantity:
    found = parts[0]
    for part in parts[1:]:
        found = plus(found, part)
    return found


@given(
    st.lists(amounts, min_size=1, max_size=8),
    steps,
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_rounding_a_true_sum_never_fails(parts: list[Decimal], step: Decimal, how: str) -> None:
    whole = value(f"{sum(parts).quantize(step, how):f}万元")  # type: ignore[union-attr]
    printed = [value(f"{part.quantize(step, how):f}万元") for part in parts]
    finest = finest_of([whole, *printed])["万元"]
    quantities = [quantity_of(part, "amount", finest) for part in printed]
    # A part that is rounded to 0 is no 0, and it is not printed as one where it matters.
    if all(part.quantize(step, how) or not part for part in [*parts, sum(parts)]):  # type: ignore[union-attr]
        stated = quantity_of(whole, "amount", finest)
        assert intervals.meets(stated.rounded, total(quantities).rounded)


@given(st.lists(amounts, min_size=1, max_size=8), st.integers(1, 10**6), st.sampled_from([1, -1]))
def test_a_change_beyond_the_tolerance_always_fails(
    parts: list[Decimal], more: int, sign: int
) -> None:
    printed = [part.quantize(Decimal("0.01"), ROUND_HALF_UP) for part in parts]
    tolerance = Decimal("0.005") * (len(parts) + 1)
    stated = sum(printed, Decimal(0)) + sign * (tolerance + more * Decimal("0.01"))
    stated = stated.quantize(Decimal("0.01"), ROUND_HALF_UP if sign > 0 else ROUND_DOWN)
    if abs(stated - sum(printed, Decimal(0))) > tolerance:
        computed = total([ten_thousands(part) for part in printed])
        assert not intervals.meets(ten_thousands(stated).rounded, computed.rounded)


@given(amounts, amounts, amounts, amounts)
def test_operations_hold_what_numbers_inside_give(
    a: Decimal, b: Decimal, c: Decimal, d: Decimal
) -> None:
    first, second = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for x in (a, b):
        for y in (c, d):
            for operation, result in (
                (intervals.add, x + y),
                (intervals.subtract, x - y),
                (intervals.multiply, x * y),
            ):
                assert intervals.meets(operation(first, second), intervals.exact(result))
            if y and min(c, d) * max(c, d) > 0:
                near = intervals.around(x / y, Decimal("1e-15"))
                assert intervals.meets(intervals.divide(first, second), near)
    assert intervals.meets(intervals.absolute(first), intervals.exact(abs(a)))
    assert intervals.subtract(first, second) == intervals.negative(
        intervals.subtract(second, first)
    )


def test_ends_at_infinity() -> None:
    one, positive = intervals.exact(Decimal(1)), Interval(Decimal(1), None)
    assert intervals.divide(one, Interval(Decimal(-1), Decimal(1))) == intervals.ANY
    assert intervals.divide(one, intervals.exact(Decimal(0))) == intervals.ANY
    assert intervals.multiply(positive, Interval(None, Decimal(-1))) == Interval(None, Decimal(-1))
    assert intervals.multiply(intervals.ANY, intervals.exact(Decimal(0))) == intervals.exact(
        Decimal(0)
    )
    assert intervals.divide(one, positive) == Interval(Decimal(0), Decimal(1))
    assert intervals.half_width(positive) is None


@pytest.mark.parametrize(
    ("figure", "finest", "low", "high"),
    [
        ("251.25万元", None, "2512450", "2512550"),
        ("251万元", None, "2505000", "2515000"),
        ("251万元", 2, "2509950", "2510050"),  # beside figures with two decimals
        ("3.39亿元", None, "338500000", "339500000"),
        ("3.39亿元", 2, "338500000", "339500000"),
        ("0万元", None, "0", "0"),
        ("0.00万元", None, "0", "0"),
        ("25元", None, "24.5", "25.5"),
        ("99.58%", None, "99.575", "99.585"),
        ("97%", None, "96.5", "97.5"),
        ("9.31分", None, "9.31", "9.31"),
        ("12人", None, "12", "12"),
        ("1.2万人", None, "11500", "12500"),
        ("12", None, "12", "12"),
        ("12", 2, "11.995", "12.005"),
        ("800余人", None, "800", "900"),
        ("21余万元", None, None, None),
        ("3.50余亿元", None, "350000000", "360000000"),
        ("不低于90%", None, "90", None),
        ("超过90%", None, "90", None),
        ("不超过15人", None, None, "15"),
        ("低于15人", None, None, "15"),
        ("约90%", None, None, None),
    ],
)
def test_what_a_figure_stands_for(
    figure: str, finest: int | None, low: str | None, high: str | None
) -> None:
    if figure == "21余万元":
        low, high = "210000", "220000"
    found = interval_of(value(figure), finest)
    assert found == Interval(low and Decimal(low), high and Decimal(high))  # type: ignore[arg-type]


def test_finest_precision_is_taken_by_unit() -> None:
    values = [value(figure) for figure in ("3.39亿元", "100万元", "50.25万元", "7%")]
    assert finest_of(values) == {"亿元": 2, "万元": 2, "%": 0}


def test_three_rounded_figures_may_be_a_hundredth_off() -> None:
    parts = [ten_thousands(Decimal(part)) for part in ("4.79", "0", "246.47")]
    assert intervals.meets(total(parts).rounded, ten_thousands(Decimal("251.25")).rounded)
    assert not intervals.meets(total(parts).rounded, ten_thousands(Decimal("251.24")).rounded)


def test_a_rate_that_was_cut_off() -> None:
    computed = over(ten_thousands(Decimal("9746.50")), ten_thousands(Decimal("10210.34")))
    assert computed is not None
    stated = quantity_of(value("95.45%"), "rate", None)
    assert not intervals.meets(stated.rounded, computed.rounded)
    assert truncation_meets(stated, computed)
    for other in ("95.44%", "95.47%"):
        assert not truncation_meets(quantity_of(value(other), "rate", None), computed)


def test_the_next_figure_is_no_truncation() -> None:
    three_quarters = over(
        quantity_of(value("3人"), "count", None), quantity_of(value("4人"), "", None)
    )
    assert three_quarters is not None
    assert not truncation_meets(quantity_of(value("74%"), "rate", None), three_quarters)
    assert truncation_meets(quantity_of(value("75%"), "rate", None), three_quarters)


def test_negative_figures_are_cut_towards_zero() -> None:
    _, found = readings_of(value("-1.2%"))
    assert found.high == Decimal("-1.2")
    assert found.low is not None
    assert Decimal("-1.3") < found.low < Decimal("-1.29")


@pytest.mark.parametrize(
    ("stated", "computed", "slip"),
    [
        ("3374.16元", "3374.16万元", "1/10000"),
        ("3374.16亿元", "3374.16万元", "10000"),
        ("1亿元", "1元", "100000000"),
        ("3374.16万元", "3375.77万元", ""),
        ("0万元", "3374.16万元", ""),
        ("90%", "91%", ""),
    ],
)
def test_units_mistaken_for_one_another(stated: str, computed: str, slip: str) -> None:
    assert unit_slip(*(quantity_of(value(f), "", None) for f in (stated, computed))) == slip


def test_quantities_that_are_not_alike() -> None:
    amount, rate, people = (quantity_of(value(f), "", None) for f in ("3万元", "3%", "3人"))
    with pytest.raises(NotAlike):
        plus(amount, rate)
    with pytest.raises(NotAlike):
        over(amount, people)
    assert over(amount, quantity_of(value("0万元"), "", None)) is None


def test_dates_are_as_wide_as_they_are_vague() -> None:
    day, month = (quantity_of(value(f), "date", None, 2020) for f in ("2020年2月17日", "2月"))
    assert day.rounded.low == day.rounded.high
    assert month.rounded.low is not None
    assert month.rounded.high == month.rounded.low + 28
    with pytest.raises(NotAlike):
        quantity_of(value("2月"), "date", None, None)
