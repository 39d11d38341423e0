"""Records are made quickly, and are what ``dataclass`` makes of them."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, field, replace

import pytest

from checker.model import report, text, value, verdict
from checker.model.record import record


@record(frozen=True, slots=True)
class Made:
    first: int
    second: str = "二"
    third: tuple[int, ...] = ()
    fourth: list[int] = field(default_factory=list, compare=False)


def test_fields_are_given_by_place_by_name_or_by_default() -> None:
    one = Made(1, third=(3,))
    assert (one.first, one.second, one.third) == (1, "二", (3,))
    assert one == Made(1, "二", (3,))
    assert replace(one, second="两") == Made(1, "两", (3,))
    assert hash(one) == hash(Made(1, "二", (3,))) != hash(Made(2, "二", (3,)))
    assert one.fourth == []
    assert one.fourth is not Made(1).fourth
    with pytest.raises(TypeError):
        Made()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (Made(1), "first"),
        (value.Value("count", text.Span(0, 2), "3个"), "text"),
        (report.Cell(text.Span(0, 1), "一"), "text"),
        (verdict.Operand("支出", text.Span(0, 1), "1元"), "role"),
    ],
)
def test_records_stay_as_they_were_made(made: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, "另一")
    with pytest.raises(FrozenInstanceError):
        delattr(made, name)


def test_records_go_to_another_process_and_come_back() -> None:
    one = Made(1, third=(3,))
    assert pickle.loads(pickle.dumps(one)) == one
