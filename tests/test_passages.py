"""Passages and cells → Source: every character keeps its place."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.model.limits import LIMITS, Limits
from checker.model.text import NOWHERE, PAGE_SHIFT
from checker.readers.passages import Box, Passage, source

TEXTS = st.text(st.sampled_from("一、部门基本情况。1,2 \n\t\x0b\x07\ud800第"), max_size=12)


def passages(texts: list[str]) -> list[Passage]:
    """Passages whose characters are numbered through, the third of each ten shown and not held."""
    made, at = [], 0
    for number, text in enumerate(texts):
        anchors = array("Q", range(at, at + len(text)))
        for place in range(2, len(text), 10):
            anchors[place] = NOWHERE
        boxes = [float(n) for n in range(4 * at, 4 * (at + len(text)))]
        made.append(Passage(text, anchors, number % 3, number, boxes))
        at += len(text)
    return made


@given(st.lists(TEXTS, min_size=1, max_size=8), st.integers(0, 8))
def test_every_character_keeps_its_anchor_and_its_box(texts: list[str], cells: int) -> None:
    whole = "".join(texts)
    made = passages(texts)
    boxes = tuple(Box(n, 0, (one,)) for n, one in enumerate(made[:cells]))
    beside = (*boxes, *(Box(n, 1, ()) for n in range(len(boxes))))
    try:
        found = source("x.docx", "word", [beside, *made[cells:]], LIMITS)
    except InputError:
        assert not "".join(c for c in whole if c.isprintable()).strip()
        return
    assert len(found.anchors) == len(found.text)
    for at, character in enumerate(found.text):
        anchor = found.anchors[at]
        if anchor != NOWHERE:
            assert character in (whole[anchor], " ")
            assert list(found.boxes[4 * at : 4 * at + 4]) == [4.0 * anchor + n for n in range(4)]
    held = [a for a in found.anchors if a != NOWHERE]
    assert held == sorted(held)
    assert len(found.blocks) == len(found.line_starts) == found.text.count("\n") + 1


def test_a_cell_is_one_line_and_its_paragraphs_are_set_apart() -> None:
    words = (Passage("年初", [0, 1]), Passage("", []), Passage("预算数", [2, 3, 4]))
    found = source("x.docx", "word", [(Box(0, 0, words), Box(0, 1, (Passage("1", [5]),)))], LIMITS)
    assert found.text == "年初 预算数\n1"
    assert list(found.anchors) == [0, 1, NOWHERE, 2, 3, 4, NOWHERE, 5]


def test_pages_are_those_of_the_characters() -> None:
    anchors = [(page << PAGE_SHIFT) + 1 for page in (1, 1, 2)]
    found = source("x.pdf", "pdf", [Passage("第一页", anchors), Passage("：", [NOWHERE])], LIMITS)
    assert [found.page(at) for at in range(5)] == [1, 1, 2, None, None]


def test_confidences_are_kept_where_there_are_any() -> None:
    read = Passage("甲乙", [0, 1], confidences=bytes([90, 70]))
    found = source("x.png", "scan", [read, Passage("丙", [2])], LIMITS)
    assert list(found.confidences) == [90, 70, 100, 100]
    assert source("x.docx", "word", [Passage("丙", [2])], LIMITS).confidences == b""


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        source("空.docx", "word", [Passage(text, range(len(text)))], LIMITS)


def test_too_much_to_read() -> None:
    with pytest.raises(InputError, match="--limit characters="):
        source("长.docx", "word", [Passage("字" * 11, range(11))], Limits(characters=10))
