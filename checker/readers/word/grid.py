"""The grid of a table: its rows and cells, what is merged, which edges there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from checker.readers.word.content import Cell
from checker.readers.word.names import Element, W, value
from checker.readers.word.runs import SDT, THROUGH, control

COLUMN = f"{W}tblGrid/{W}gridCol"
THIN = 120
"""Twentieths of a point (2 mm): a column that is narrower holds no text, but two edges that should be
one."""


def inner(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            waiting.extend(reversed(child))
        elif child.tag == SDT:
            held = control(child)
            waiting.extend(() if held is None else reversed(held))


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table but for those that were deleted."""
    for row in inner(table, W + "tr"):
        said = row.find(W + "trPr")
        if said is None or said.find(W + "del") is None:
            yield row


def merged(props: Element | None, name: str) -> str:
    """``restart`` for the first of merged cells, ``continue`` for the others, else empty."""
    if props is None or props.find(W + name) is None:
        return ""
    return value(props, name) or "continue"


def snapped(cells: list[Cell], widths: list[int]) -> list[Cell]:
    """The cells with edges that hardly differ made one: tables are drawn by hand, row by row."""
    edges = [0]
    for at, width in enumerate(widths, 1):
        edges.append(edges[-1] if width < THIN else at)

    def edge(column: int) -> int:
        return edges[column] if column < len(edges) else column

    made = []
    for cell in cells:
        start, end = edge(cell.column), edge(cell.column + cell.columns)
        if start >= end:
            return cells
        made.append(cell._replace(column=start, columns=end - start))
    return made


def compact(cells: list[Cell]) -> list[Cell]:
    """The cells in columns that some cell of the table begins in."""
    begins = sorted({cell.column for cell in cells})
    where = {column: at for at, column in enumerate(begins)}
    made = []
    for cell in cells:
        after = bisect_left(begins, cell.column + cell.columns)
        at = where[cell.column]
        made.append(cell._replace(column=at, columns=max(1, after - at)))
    return made
