"""Records are made quickly, and are what ``dataclass`` makes of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from checker.model import report, text, value, verdict
from checker.model.record import by_slots


@by_slots
@dataclass(frozen=True, slots=True)
class Made:
    first: int
    second: str = "二"
    third: tuple[int, ...] = ()


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    one = Made(1, third=(3,))
    assert (one.first, one.second, one.third) == (1, "二", (3,))
    assert one == Made(1, "二", (3,))
    assert replace(one, second="两") == Made(1, "两", (3,))
    with pytest.raises(TypeError):
        Made()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Made(1), "first"),
        (value.Value("count", text.Span(0, 2), "3个"), "text"),
        (report.Cell(text.Span(0, 1), "一"), "text"),
        (verdict.Operand("支出", text.Span(0, 1), "1元"), "role"),
    ],
)
def test_records_stay_as_they_were_made(record: object, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(record, field, "另一")
