"""Tables whose cells the file itself knows: what heads them, and where one ends and another begins.

A form has several tables in one grid (the budget with its columns, below it the goals, below these
the indicators with others), and rows that belong to none (部门名称 beside its name). Where the cells
of a row begin tells them apart: those of one table begin where the cells of its header do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from checker.model.text import Block, CellPlace
from checker.report.grid import YEAR, Cells, Grid, Token, is_figure
from checker.report.lines import Line

DEEPEST = 3
"""Rows of a header, at most."""
SENTENCE = r"[。；]|.{40}"
HEADS = (
    r"(?:分值|权重|标准分|.{0,4}得分|.{0,3}自评分|.{0,4}(?:目标|指标|完成)值|[一二三]级指标"
    r"|.{0,4}执行率|(?:年初|全年|调整)?预算数?|.{0,2}执行数)(?:[（(].*)?$"
)
PAIR = r"^(?!其中).*[：:]"

Bounds = tuple[int, ...]
"""The columns of the file in which the cells of a row begin."""


class _Row(NamedTuple):
    """A row: the cells with words that begin in it, each with its place, where all cells that cross it
    begin, and whether its words may be names of columns: two at least, no sentences, and no figures
    but years; ``pairs`` that one of them introduces the next (年度目标：), ``heads`` that
    they are names that columns of forms have, wherever its cells begin: a sheet may merge none."""

    cells: tuple[tuple[CellPlace, Token], ...]
    bounds: Bounds
    names: bool
    pairs: bool
    heads: bool


def find_laid(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[list[Grid], set[int]]:
    """The tables among the lines that are cells, and the numbers of those that belong to none;
    ``blocks`` also has the cells without words.

    A table below another in one of the file is open: its totals may count what stands above.
    """
    if not any(block.cell for block in blocks):
        return [], set()
    grids: list[Grid] = []
    worded: dict[int, list[tuple[int, Line]]] = {}
    for at, line in enumerate(lines):
        if line.cell is not None:
            worded.setdefault(line.cell.table, []).append((at, line))
    places: dict[int, list[CellPlace]] = {}
    for block in blocks:
        if block.cell is not None:
            places.setdefault(block.cell.table, []).append(block.cell)
    for table, cells in worded.items():
        for grid in _bands(_rows(cells, places[table])):
            above = bool(grids) and grids[-1].frame == table
            grids.append(grid._replace(frame=table, open=above))
    loose = {at for cells in worded.values() for at, _ in cells}
    return grids, loose.difference(n for grid in grids for n in range(grid.first, grid.last))


def _rows(cells: Sequence[tuple[int, Line]], places: Sequence[CellPlace]) -> list[_Row]:
    """The rows of one table of the file, in order; a row without any words is none."""
    begun: dict[int, list[tuple[CellPlace, Token]]] = {}
    for at, line in cells:
        if line.cell is not None:
            token = Token(at, 0, len(line.text), is_figure(line.folded))
            begun.setdefault(line.cell.row, []).append((line.cell, token))
    crossing: dict[int, set[int]] = {row: set() for row in begun}
    for place in places:
        for row in range(place.row, place.row + place.rows):
            if row in crossing:
                crossing[row].add(place.column)
    texts = {at: line.folded for at, line in cells}
    return [_row(begun[row], crossing[row], texts) for row in sorted(begun)]


def _row(
    cells: Sequence[tuple[CellPlace, Token]], crossing: Set[int], texts: Mapping[int, str]
) -> _Row:
    figures = [t.figure and YEAR.fullmatch(texts[t.line]) is None for _, t in cells]
    words = [texts[t.line] for _, t in cells]
    names = len(cells) > 1 and not any(figures) and not any(re.search(SENTENCE, w) for w in words)
    return _Row(
        tuple(cells),
        tuple(sorted(crossing)),
        names,
        any(re.search(PAIR, word) for word in words),
        names and sum(re.match(HEADS, word) is not None for word in words) > 1,
    )


def _bands(rows: Sequence[_Row]) -> Iterator[Grid]:
    """The tables in one table of the file, each from its header to the last row that fits it."""
    at = 0
    while at < len(rows):
        depth = _depth(rows, at)
        if not depth:
            at += 1
            continue
        columns = rows[at + depth - 1].bounds
        end = at + depth
        while end < len(rows) and _fits(rows, end, columns):
            end += 1
        if end > at + depth:
            yield _grid(rows[at:end], columns, depth)
        at = max(end, at + 1)


def _depth(rows: Sequence[_Row], at: int) -> int:
    """Of how many rows the header that begins at a row is made; 0 where none does."""
    if not rows[at].names or at + 1 == len(rows):
        return 0
    depth = 1
    while (
        depth < DEEPEST
        and at + depth + 1 < len(rows)
        and _names_again(rows[at + depth - 1], rows[at + depth])
    ):
        depth += 1
    return depth


def _names_again(row: _Row, below: _Row) -> bool:
    """Whether a second row of names stands below the wide cells of a first, and only there."""
    wide = [place for place, _ in row.cells if place.columns > 1]
    under = {place.column for place, _ in below.cells}
    parts = [c for c in below.bounds if any(w.column <= c < w.column + w.columns for w in wide)]
    return (
        below.names
        and not row.pairs
        and len(parts) > len(wide)
        and under == set(parts)
        and set(row.bounds) < set(below.bounds)
    )


def _fits(rows: Sequence[_Row], at: int, columns: Bounds) -> bool:
    """Whether a row goes on a table of these columns: its cells begin in some of them, and it is not
    the header of another, whose cells begin elsewhere than those of the row above."""
    row = rows[at]
    if row.heads and not rows[at - 1].heads:
        return False
    if row.cells[0][1].line != rows[at - 1].cells[-1][1].line + 1:  # text stands between them
        return False
    if not set(row.bounds) <= set(columns):
        return False
    if row.bounds == columns or not _depth(rows, at):
        return True
    return rows[at - 1].bounds == row.bounds


def _grid(rows: Sequence[_Row], columns: Bounds, depth: int) -> Grid:
    """The grid of a header of so many rows and all rows below it; a name above others stands over
    each column that its cell covers, what is merged below them over the first."""
    made: list[Cells] = []
    for at, row in enumerate(rows):
        cells: list[Token | None] = [None] * len(columns)
        for place, token in row.cells:
            last = place.column + (place.columns if at < max(1, depth - 1) else 1)
            for n, column in enumerate(columns):
                if place.column <= column < last:
                    cells[n] = token
        made.append(tuple(cells))
    tokens = [token for row in rows for _, token in row.cells]
    first, last = min(t.line for t in tokens), max(t.line for t in tokens) + 1
    return Grid(first, last, None, "", made[0], tuple(made[1:]), heads=depth)
