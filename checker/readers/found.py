"""What stands on a web page: its paragraphs and tables, and which of these only part the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from checker.readers.passages import PROSE, Box, Boxes, Passage

SPAN = re.compile(r"\s*(\d{1,5})")
FAR = 1_000
"""The most columns a cell covers, as in the standard, and the most that a table has."""


class Found(NamedTuple):
    """A paragraph or table of a page. ``size`` characters, ``linked`` of them in links; ``apart``:
    an element around it calls itself navigation, footer or the like."""

    part: Passage | Boxes
    size: int
    linked: int
    apart: bool


class Cell(NamedTuple):
    """A cell of a table: its place, how much it covers, and what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    found: list[Found]

    def box(self, height: int) -> Box:
        """The cell of a table of that many rows; a table inside it is text."""
        passages = tuple(
            passage
            for one in self.found
            for passage in ((one.part,) if isinstance(one.part, Passage) else texts(one.part))
        )
        rows = min(self.rows, height - self.row)
        return Box(self.row, self.column, passages, max(rows, 1), self.columns)


class Grid:
    """The cells of a table, each put where the ones before it leave room."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.row, self.column = -1, 0
        self.until: dict[int, int] = {}  # column → the row at which the cell that covers it ends

    def add(self, element: Any, found: list[Found]) -> int:
        """Adds the next cell of the row, and says how many columns it covers."""
        self.row = max(self.row, 0)
        while self.column < FAR and self.until.get(self.column, 0) > self.row:
            self.column += 1
        rows = whole(element.get("rowspan"), 1) or 65_534  # 0: to the end of the table
        columns = max(min(whole(element.get("colspan"), 1), FAR - self.column), 1)
        for covered in range(self.column, self.column + columns):
            self.until[covered] = self.row + rows
        self.cells.append(Cell(self.row, self.column, rows, columns, found))
        self.column = min(self.column + columns, FAR)
        return columns


def texts(boxes: Boxes) -> Iterator[Passage]:
    """The passages of a table, in its order."""
    return chain.from_iterable(box.passages for box in boxes)


def is_layout(cells: Sequence[Cell]) -> bool:
    """Whether a table parts a page: tables in it have most of its text, or one cell has nearly all
    of it, several paragraphs of prose, and beside it links or nothing above and below."""
    sizes = [sum(one.size for one in cell.found) for cell in cells]
    nested = sum(
        one.size for cell in cells for one in cell.found if not isinstance(one.part, Passage)
    )
    if nested * 2 >= sum(sizes) > 0:
        return True
    if not cells or max(sizes) * 5 < sum(sizes) * 4:
        return False
    most = cells[sizes.index(max(sizes))]
    others = [one for cell in cells if cell is not most for one in cell.found]
    linked = sum(one.linked for one in others) * 2 >= sum(one.size for one in others)
    alone = all(cell.row == most.row for cell in cells)
    return sum(map(is_prose, most.found)) >= 3 and (linked or alone)


def is_prose(one: Found) -> bool:
    """Whether something on a page is a paragraph with a sentence of some length."""
    return isinstance(one.part, Passage) and one.size > PROSE and "。" in one.part.text


def is_own(one: Found) -> bool:
    """Whether something can only be part of an article: prose, or a table that is no set of links."""
    if one.linked * 2 > one.size:
        return False
    return is_prose(one) or (not isinstance(one.part, Passage) and len(one.part) >= 6)


def whole(given: str | None, otherwise: int) -> int:
    """The number that an attribute gives."""
    match = SPAN.match(given or "")
    return int(match[1]) if match else otherwise
