"""Whether a line was full: had the next word no room on it, a typesetter broke it there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.model.text import NOWHERE
from checker.readers.pages.lines import Line
from checker.readers.pages.page import Char, Page, boxes_of
from checker.readers.passages import Passage

_ATOM = r"(?:[A-Za-z0-9]+(?:[.,:%％+\-]*[A-Za-z0-9]+)*[%％‰℃]?|—+|…+|.)"
_UNIT = rf"{_ATOM}(?:/{_ATOM})*[，。、；：！？）》】〕〉」,.;:!?)…]*"
WORD = re.compile(
    rf"[（《“‘(〔【「]*{_UNIT}(?:[“”‘’]+(?:{_UNIT})?)*(?:(?<=[，。、；：）])[A-Za-z0-9]+)?"
)
"""What is not parted at the end of a line. It differs from program to program: some do not part
quotation marks from either neighbour, nor a figure from the mark before it."""

LETTERS = re.compile(r"[A-Za-z]")

SLACK = 0.35
"""In parts of the type's size: how far short of full a line may be."""


def is_full(line: Line, following: Line, room: float) -> bool:
    """Whether the first word of ``following`` had no place in ``room`` points behind ``line``."""
    word = WORD.match(following.text)
    count = len(word[0]) if word is not None else 1
    chars = following.chars[:count]
    return chars[-1].right - chars[0].left + SLACK * line.size > room


def passage(page_of: dict[int, Page], lines: Sequence[Line]) -> Passage:
    """Lines as one paragraph. Words of letters are set apart by a blank where a line ends."""
    chars: list[Char] = []
    boxes: list[float] = []
    for at, line in enumerate(lines):
        row: list[Char] = list(line.chars)
        if at + 1 < len(lines):
            row.extend(_between(line, lines[at + 1]))
        chars.extend(row)
        boxes.extend(boxes_of(page_of[line.page], row))
    sure = all(char.confidence == 100 for char in chars)
    return Passage(
        "".join(char.text for char in chars),
        [char.anchor for char in chars],
        boxes=boxes,
        confidences=b"" if sure else bytes(char.confidence for char in chars),
    )


def _between(line: Line, following: Line) -> Iterable[Char]:
    """What stands between two lines of a paragraph."""
    if line.blank is not None:
        return (line.blank,)
    last, first = line.text[-1], following.text[0]
    if LETTERS.match(last) and LETTERS.match(first):
        edge = line.chars[-1]
        return (Char(" ", edge.right, edge.bottom, edge.right, edge.top, NOWHERE),)
    return ()
