"""The cells of a sheet, whatever file they came from, as lines and tables of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, groupby, product
from typing import NamedTuple

from checker.readers.passages import Box, Boxes, Passage

PLAIN = re.compile(r"[^\W\d]\w*")
LIKE_CELL = re.compile(r"[A-Z]{1,3}\d+|R\d*C?\d*|C\d*", re.I)
NOTE = re.compile(r"\s*(?:注|备注|说明|填表|填报|制表|审核|联系|单位负责|负责人|资料来源)")
LABELLED = re.compile(r"[^：:]{1,16}[：:]")
MERGED = 1_000_000
"""Places under merged cells that are looked at; beyond them a file means harm."""
LONG = 20
"""A text alone in the last row of a table that is longer than this is a remark below it."""


class Cell(NamedTuple):
    """A cell with something in it: row and column from 0, and the text it shows."""

    row: int
    column: int
    text: str


class Area(NamedTuple):
    """Merged cells: first and last row and column, from 0."""

    top: int
    bottom: int
    left: int
    right: int


class Sheet(NamedTuple):
    """A sheet as its file has it: ``cells`` by row and column; rows and columns that it hides."""

    name: str
    cells: tuple[Cell, ...]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class _Shown(NamedTuple):
    """A cell that is shown: its place and size among the rows and columns that are shown."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def parts(sheet: Sheet, first: int) -> Iterator[Passage | Boxes]:
    """The lines and tables of a sheet, in its order; what it hides is left out.

    ``first`` is the anchor of the first character: those of a sheet are counted through its cells.
    A row without text ends a table. A text alone in its row above a table, and remarks below one,
    are lines.
    """
    anchors = {}
    for cell in sheet.cells:
        anchors[cell.row, cell.column] = first
        first += len(cell.text)

    def passage(one: _Shown) -> Passage:
        cell = one.cell
        start = anchors[cell.row, cell.column]
        name = cell_name(sheet.name, cell.row, cell.column)
        return Passage(cell.text, range(start, start + len(cell.text)), name=name)

    everything = _visible(sheet)
    blanks = [one for one in everything if not one.cell.text]
    for rows in _tables([one for one in everything if one.cell.text]):
        left = min(row[0].column for row in rows)
        width = max(one.column + one.columns for row in rows for one in row) - left
        start, end = 0, len(rows)
        while start < end and _is_line(rows[start], width):
            start += 1
        while start < end and _is_remark(rows[end - 1], width):
            end -= 1
        table = rows[start:end]
        for row in rows[:start]:
            yield from map(passage, row)
        if table:
            top = table[0][0].row
            boxes = [
                Box(one.row - top, one.column - left, (said,), one.rows, one.columns, said.name)
                for row in table
                for one in row
                for said in (passage(one),)
            ]
            yield tuple(sorted([*boxes, *_empty(boxes, blanks, top, left)]))
        for row in rows[end:]:
            yield from map(passage, row)


def _empty(boxes: list[Box], blanks: list[_Shown], top: int, left: int) -> Iterator[Box]:
    """The cells of a table that hold nothing: they too say where columns begin."""
    height = max(box.row + box.rows for box in boxes)
    width = max(box.column + box.columns for box in boxes)
    if height * width > MERGED:
        return
    merged = [
        Box(one.row - top, one.column - left, (), one.rows, one.columns)
        for one in blanks
        if top <= one.row < top + height and left <= one.column < left + width
    ]
    single = (Box(row, column, ()) for row, column in product(range(height), range(width)))
    taken: set[tuple[int, int]] = set()
    for count, box in enumerate(chain(boxes, merged, single)):
        places = set(product(range(box.row, box.row + box.rows), _across(box)))
        if count >= len(boxes) and taken.isdisjoint(places):
            yield box
        taken |= places


def _across(box: Box) -> range:
    return range(box.column, box.column + box.columns)


def _visible(sheet: Sheet) -> list[_Shown]:
    """The cells that a sheet shows, in order, those that are merged without a text among them;
    those that other cells were merged over are not."""
    rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
    last = max((cell.row for cell in sheet.cells), default=0)
    edge = max((cell.column for cell in sheet.cells), default=0)
    merged = [
        Area(area.top, min(area.bottom, last), area.left, min(area.right, edge))
        for area in sheet.merged
    ]
    areas = {(area.top, area.left): area for area in merged}
    beneath = _beneath(sheet, merged)
    found = []
    filled = {(cell.row, cell.column) for cell in sheet.cells if cell.text.strip()}
    blank = [Cell(*place, "") for place in areas if place not in filled]
    for cell in (*sheet.cells, *blank):
        place = (cell.row, cell.column)
        if place in beneath or (cell.text and not cell.text.strip()):
            continue
        area = areas.get(place, Area(cell.row, cell.row, cell.column, cell.column))
        row = area.top - bisect_left(rows, area.top)
        column = area.left - bisect_left(columns, area.left)
        height = area.bottom + 1 - bisect_left(rows, area.bottom + 1) - row
        width = area.right + 1 - bisect_left(columns, area.right + 1) - column
        if height > 0 and width > 0:
            found.append(_Shown(cell, row, column, height, width))
    return sorted(found, key=lambda one: (one.row, one.column))


def _beneath(sheet: Sheet, merged: list[Area]) -> set[tuple[int, int]]:
    """The places of cells that lie under a merged one."""
    filled = {(cell.row, cell.column) for cell in sheet.cells}
    found: set[tuple[int, int]] = set()
    room = MERGED
    for area in merged:
        room -= (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if room < 0:
            break
        places = product(range(area.top, area.bottom + 1), range(area.left, area.right + 1))
        found |= filled.intersection(places) - {(area.top, area.left)}
    return found


def _tables(cells: list[_Shown]) -> Iterator[list[list[_Shown]]]:
    """The rows of each part of a sheet between rows without text."""
    rows: list[list[_Shown]] = []
    reached = -1
    for at, group in groupby(cells, key=lambda one: one.row):
        if rows and at > reached + 1:
            yield rows
            rows = []
        rows.append(list(group))
        reached = max(reached, *(one.row + one.rows - 1 for one in rows[-1]))
    if rows:
        yield rows


def _is_line(row: list[_Shown], width: int) -> bool:
    """Whether a row above a table is no part of it: one text (title, unit), or labels with what
    they name (填报单位：…  单位：万元)."""
    if any(one.rows > 1 for one in row):
        return len(row) == 1 and row[0].columns == width
    if len(row) == 1:
        return True
    texts = [one.cell.text.strip() for one in row]
    before = ["", *texts]
    labelled = (
        LABELLED.match(text) is not None or known.endswith(("：", ":"))
        for text, known in zip(texts, before, strict=False)
    )
    return len(row) * 2 <= width and all(labelled)


def _is_remark(row: list[_Shown], width: int) -> bool:
    """Whether a row below a table is no part of it: a note, who filled it in."""
    first = row[0]
    if any(one.rows > 1 for one in row):
        return False
    if len(row) > 1:
        return _is_line(row, width)
    if NOTE.match(first.cell.text) or first.columns == width:
        return True
    return len(first.cell.text) > LONG and first.columns == 1


def cell_name(sheet: str, row: int, column: int) -> str:
    """The name of a cell as a formula has it: ``收支表!B7``, ``'2023 年'!B7``."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    plain = PLAIN.fullmatch(sheet) and not LIKE_CELL.fullmatch(sheet)
    quoted = sheet if plain else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{letters}{row + 1}"
