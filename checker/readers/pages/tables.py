"""Tables of pages: the characters in each cell, and what goes on over a page break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.readers.pages.grid import Grid, Stroke, grids
from checker.readers.pages.lines import Line, lines_of
from checker.readers.pages.page import Char, Page
from checker.readers.pages.wrapping import is_full, passage
from checker.readers.passages import Box, Boxes, Passage

SAME = 4.0
"""Points within which the edges of two parts of a table are the same."""

HEADS = 4
"""Rows of a table's head that may be said again on the next page."""


class Cell(NamedTuple):
    """A cell: its place as in ``Box``, its lines, and its width in points."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]
    width: float

    @property
    def text(self) -> str:
        """All that stands in it, without what parts its lines."""
        return "".join(line.text for line in self.lines)


class Table(NamedTuple):
    """A table, or as much of it as stands on a page: its edges, its cells, and whether a line
    closes it at both ends. ``pad`` is how far text stands from the edges of its cells; of a table
    that is not drawn ``columns`` is where its columns stand."""

    page: int
    xs: tuple[float, ...]
    bottom: float
    top: float
    cells: tuple[Cell, ...]
    rows: int
    pad: float = 0.0
    open_top: bool = False
    open_bottom: bool = False
    columns: tuple[tuple[float, float], ...] = ()


def drawn(page: Page, blank: float) -> tuple[list[Table], list[Char], list[Stroke]]:
    """The tables that a page's lines make, the characters outside them, and level lines that
    belong to none; ``blank`` see ``blank_gap``."""
    found, single = grids(page.rules)
    if not found:
        return [], list(page.chars), single
    found.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[0] - grid.ys[-1]))
    inside: list[dict[int, list[Char]]] = [{} for _ in found]
    outside: list[Char] = []
    for char in page.chars:
        x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
        for grid, held in zip(found, inside, strict=True):
            cell = grid.find(x, y)
            if cell is not None:
                held.setdefault(cell, []).append(char)
                break
        else:
            outside.append(char)
    tables = []
    for grid, held in zip(found, inside, strict=True):
        if any(char.text.strip() for chars in held.values() for char in chars):
            tables.append(_table(page.number, grid, held, blank))
    return tables, outside, single


def _table(page: int, grid: Grid, held: dict[int, list[Char]], blank: float) -> Table:
    cells = []
    pads: list[float] = []
    for index, slot in enumerate(grid.cells):
        lines = tuple(lines_of(page, held.get(index, ()), blank))
        left, right = grid.xs[slot.column], grid.xs[slot.column + slot.columns]
        pads.extend(line.left - left for line in lines)
        cells.append(Cell(*slot, lines, right - left))
    pads.sort()
    pad = min(8.0, max(0.0, pads[len(pads) // 10])) if pads else 0.0
    return Table(
        page,
        grid.xs,
        grid.ys[-1],
        grid.ys[0],
        tuple(sorted(cells)),
        len(grid.ys) - 1,
        pad,
        grid.open_top,
        grid.open_bottom,
    )


def joined(first: Table, second: Table) -> Table | None:
    """The table that goes on over a page break; None where the second is another one."""
    if len(first.columns) != len(second.columns):
        return None
    xs = first.xs if first.columns else _shared(first.xs, second.xs)
    if xs is None or not all(map(_meet, first.columns, second.columns)):
        return None
    above, below = list(first.cells), list(second.cells)
    if not first.columns:
        above, below = _on(first.cells, first.xs, xs), _on(second.cells, second.xs, xs)
    heads = _heads(above, below)
    below = [cell._replace(row=cell.row - heads) for cell in below if cell.row >= heads]
    if not below:
        return first
    bare = first.open_bottom and (second.open_top or heads > 0)
    broken = bare or _is_broken(above, below, first.rows - 1, first.pad)
    cells = _stacked(above, below, first.rows - broken)
    rows = first.rows - broken + second.rows - heads
    return first._replace(
        page=second.page,
        xs=xs,
        bottom=second.bottom,
        cells=tuple(sorted(cells)),
        rows=rows,
        open_bottom=second.open_bottom,
    )


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shared(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...] | None:
    """The edges of both, where those of one are among those of the other."""
    more, less = (first, second) if len(first) >= len(second) else (second, first)
    if abs(more[0] - less[0]) > SAME or abs(more[-1] - less[-1]) > SAME:
        return None
    if len(less) < 3 and len(more) > len(less):
        return None
    if any(min(abs(edge - other) for other in more) > SAME for edge in less):
        return None
    return tuple(more)


def _on(cells: Sequence[Cell], own: Sequence[float], xs: Sequence[float]) -> list[Cell]:
    """Cells with their columns counted by other edges."""
    if len(own) == len(xs):
        return list(cells)
    at = [min(range(len(xs)), key=lambda n: abs(xs[n] - edge)) for edge in own]
    return [
        cell._replace(
            column=at[cell.column], columns=at[cell.column + cell.columns] - at[cell.column]
        )
        for cell in cells
    ]


def _heads(above: Sequence[Cell], below: Sequence[Cell]) -> int:
    """How many rows of the head stand again at the beginning of the second part."""
    for count in range(HEADS, 0, -1):
        first, second = (
            [(*cell[:4], cell.text) for cell in cells if cell.row < count]
            for cells in (above, below)
        )
        whole = all(row + rows <= count for row, _, rows, _, _ in second)
        if first == second and whole and any(text for *_, text in first):
            return count
    return 0


def _is_broken(above: Sequence[Cell], below: Sequence[Cell], last: int, pad: float) -> bool:
    """Whether the row in which the first part ends goes on, though lines close both parts: each
    cell with text goes on one whose last line was full, and others that had text have none."""
    ends = {cell.column: cell for cell in above if cell.row + cell.rows - 1 == last}
    begins = [cell for cell in below if cell.row == 0]
    said = [cell for cell in begins if cell.lines]
    if not said:
        return False
    for cell in said:
        before = ends.get(cell.column)
        if before is None or not before.lines or before.columns != cell.columns:
            return False
        line = before.lines[-1]
        if not is_full(line, cell.lines[0], before.width - 2 * pad - line.width):
            return False
    return any(
        cell.column in ends and ends[cell.column].lines and ends[cell.column].rows == 1
        for cell in begins
        if not cell.lines
    )


def _stacked(above: Sequence[Cell], below: Sequence[Cell], offset: int) -> list[Cell]:
    """The cells of both parts: those of a broken row as one, and those that cover rows on both sides."""
    made = {(cell.row, cell.column): cell for cell in above}
    last = max(cell.row + cell.rows for cell in above)
    ends = {cell.column: cell for cell in above if cell.row + cell.rows == last}
    for cell in below:
        moved = cell._replace(row=cell.row + offset)
        before = ends.get(cell.column)
        if cell.row == 0 and before is not None and before.columns == cell.columns:
            same_row = offset < last
            goes_on = not cell.lines and before.lines and (before.rows > 1 or cell.rows > 1)
            if same_row or goes_on:
                made[before.row, before.column] = before._replace(
                    lines=before.lines + cell.lines,
                    rows=moved.row + moved.rows - before.row,
                )
                continue
        made[moved.row, moved.column] = moved
    return list(made.values())


def boxes(table: Table, page_of: dict[int, Page]) -> Boxes:
    """The cells of a table as every reader gives them."""
    return tuple(
        Box(
            cell.row,
            cell.column,
            tuple(_passages(cell, table.pad, page_of)),
            cell.rows,
            cell.columns,
        )
        for cell in table.cells
    )


def _passages(cell: Cell, pad: float, page_of: dict[int, Page]) -> list[Passage]:
    """The paragraphs of a cell: a line that was full goes on in the next."""
    groups: list[list[Line]] = []
    for line in cell.lines:
        if groups:
            before = groups[-1][-1]
            if is_full(before, line, cell.width - 2 * pad - before.width):
                groups[-1].append(line)
                continue
        groups.append([line])
    return [passage(page_of, group) for group in groups]
