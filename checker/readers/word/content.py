"""What the walk finds: paragraphs and tables, and the elements that hold their characters."""

from __future__ import annotations

from typing import NamedTuple

from checker.readers.word.names import Element


class Piece(NamedTuple):
    """Characters that one element holds: the number of the first in the walk, and the part."""

    start: int
    text: str
    node: Element
    part: str


class Paragraph(NamedTuple):
    """A paragraph with text: its automatic number, what it holds, the heading level its style claims,
    and which ``w:p`` of the body it is (None in notes)."""

    prefix: str
    pieces: list[Piece]
    hint: int
    number: int | None


class Cell(NamedTuple):
    """A cell: where it is in the grid, what it covers, and what is in it."""

    row: int
    column: int
    rows: int
    columns: int
    content: list[Paragraph | Table]


class Table(NamedTuple):
    """A table: its cells, each once."""

    cells: list[Cell]


Content = list[Paragraph | Table]
