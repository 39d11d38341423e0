"""Tables without lines, or with level lines only: columns by the gaps between words.

Prose must never be cut. So several lines in a row have to keep to the same columns, and what stands
in these has to look like cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.readers.pages.grid import Stroke
from checker.readers.pages.lines import Line, lines_of, segments
from checker.readers.pages.tables import Cell, Table

LONGEST = 30
"""Characters of a line of a cell."""

NARROW = 0.5
"""The least gap between columns that other rows show, in parts of the type's size."""

FIGURE = re.compile(r"[-+−]?[\d,，]+(?:\.\d+)?\s*[%％]?(?:万元|亿元|元|分)?|[-—–/]+|无")
COUNTED = re.compile(r"\d{1,3}|[ivxIVX]+")
"""The page number of an entry on a contents page."""

ABOVE = 0.8
"""A line that goes on a cell belongs rather to the row above it than to the one below."""

SAME = 5.0
"""Points within which level lines begin and end alike."""


class Row(NamedTuple):
    """A line of a page, and what stands in it apart."""

    line: Line
    parts: tuple[Line, ...]


def ruled(lines: Sequence[Line], strokes: Sequence[Stroke]) -> Iterator[tuple[Table, list[Line]]]:
    """Tables between level lines (above, below the head, at the end), with the lines in them."""
    for group in _alike(strokes):
        if len(group) < 3:
            continue
        top, bottom = group[0].at, group[-1].at
        inside = [line for line in lines if bottom < (line.bottom + line.top) / 2 < top]
        rows = [Row(line, tuple(segments(line))) for line in inside]
        if len(rows) < 2 or sum(len(row.parts) > 1 for row in rows) * 2 < len(rows):
            continue
        places = _columns(rows, ())
        head = _head([line for line in lines if line.bottom > top - 2], places, top)
        if head is not None:
            rows, inside, top = [head, *rows], [head.line, *inside], head.line.top
        bands = [stroke.at for stroke in group] if len(group) > 4 else None
        if bands and head is not None:
            bands.insert(0, top)
        table = _table(rows, places, bands)
        if table is not None:
            yield table._replace(top=top, bottom=bottom), inside


def _head(above: Sequence[Line], columns: Sequence[tuple[float, float]], top: float) -> Row | None:
    """The row above the uppermost line, where only the lower edges of cells are drawn."""
    if not above:
        return None
    line = min(above, key=lambda line: line.bottom)
    row = Row(line, tuple(segments(line)))
    near = line.bottom - top < 1.2 * line.size
    if not near or len(row.parts) < 2 or len(row.parts) != len(columns):
        return None
    return row if all(len(_touched(columns, part)) == 1 for part in row.parts) else None


def _alike(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Level lines that begin and end alike, from top to bottom."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: -stroke.at):
        for group in groups:
            near = abs(group[0].start - stroke.start), abs(group[0].end - stroke.end)
            if max(near) <= SAME:
                group.append(stroke)
                break
        else:
            groups.append([stroke])
    return groups


def bare(
    lines: Sequence[Line], before: Sequence[tuple[float, float]]
) -> Iterator[tuple[Table, list[Line]]]:
    """Tables without any line, with the lines of text in them; ``lines`` are those of a page.

    ``before`` are the columns of such a table with which the page before ended: what stands in them at
    the top of this page belongs to it, be it a single row.
    """
    rows = [Row(line, tuple(segments(line))) for line in lines]
    at = 0
    while at < len(rows):
        goes_on = not at and len(before) > 0 and len(rows[0].parts) * 2 >= len(before)
        run = _run(rows[at:], before if goes_on else ()) if _is_row(rows[at]) else []
        columns = _columns(run, before if goes_on else ())
        table = None
        if (goes_on and len(columns) == len(before)) or _is_table(run):
            table = _table(run, columns, None)
        if table is None:
            at += 1
            continue
        yield table, [row.line for row in run]
        at += len(run)


def _is_row(row: Row) -> bool:
    return len(row.parts) > 1 and all(
        len(part.text) <= LONGEST and "。" not in part.text for part in row.parts
    )


def _run(rows: Sequence[Row], before: Sequence[tuple[float, float]]) -> list[Row]:
    """The rows from the first one on that keep to its columns, with lines that go on a cell."""
    taken: list[Row] = []
    kept = 0
    edges = list(before)
    for given in rows:
        row = _recut(given, edges)
        if taken and taken[-1].line.bottom - row.line.top > 3 * row.line.size:
            break
        if _is_row(row):
            widened = _widened(edges, row.parts)
            if widened is None:
                break
            edges = widened
            taken.append(row)
            kept = len(taken)
        elif len(taken) - kept < 2 and len(row.parts) == 1 and _fits(edges, row.line):
            taken.append(row)
        else:
            break
    last = kept
    while last < len(taken) and _goes_on(taken[last - 1].line, taken[last].line):
        last += 1
    return taken[:last]


def _recut(row: Row, edges: Sequence[tuple[float, float]]) -> Row:
    """A row cut also where columns that other rows show meet: at narrow gaps, and where text that
    fills its cell touches a figure."""
    parts: list[Line] = []
    for part in row.parts:
        pieces = segments(part, NARROW)
        touched = [_touched(edges, piece) for piece in pieces]
        alone = all(len(one) == 1 for one in touched)
        if len(pieces) > 1 and alone and all(one < other for one, other in pairwise(touched)):
            parts.extend(pieces)
            continue
        starts = [edge[0] for edge in edges if part.left + part.size < edge[0] < part.right]
        cuts = [
            at
            for at, (before, char) in enumerate(pairwise(part.chars), 1)
            if char.text.isascii()
            and (before.text == " " or not before.text.isascii())
            and any(abs(char.left - start) < 2.0 for start in starts)
        ]
        ends = [*cuts, len(part.chars)]
        for start, end in zip([0, *cuts], ends, strict=True):
            parts.extend(lines_of(part.page, part.chars[start:end]))
    return row._replace(parts=tuple(parts))


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a line stands as close below another as those of one cell do."""
    return above.bottom - below.top < 0.6 * below.size and len(below.text) < 12


def _widened(
    edges: Sequence[tuple[float, float]], parts: Sequence[Line]
) -> list[tuple[float, float]] | None:
    """The columns with those of one more row; None where they would run into one another."""
    made = sorted([*edges, *((part.left, part.right) for part in parts)])
    columns: list[tuple[float, float]] = []
    for left, right in made:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    if edges and len(columns) < len(edges):
        return None
    return columns if len(columns) > 1 else None


def _fits(edges: Sequence[tuple[float, float]], line: Line) -> bool:
    """Whether a line stands within one column, where another cell's line may go on."""
    touched = [edge for edge in edges if edge[0] < line.right and line.left < edge[1]]
    return len(touched) == 1 and line.width <= (touched[0][1] - touched[0][0]) * 1.3


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are a table: three columns or more, or two of which one holds figures; never the
    entries of a contents page."""
    full = [row for row in rows if len(row.parts) > 1]
    if len(full) < 3:
        return False
    often = Counter(len(row.parts) for row in full).most_common(1)[0][0]
    last = [row.parts[-1].text for row in full]
    figures = sum(FIGURE.fullmatch(text) is not None for text in last)
    if often == 2:
        counted = sum(COUNTED.fullmatch(text) is not None for text in last)
        return figures * 10 >= len(full) * 7 and counted * 2 < len(full)
    cells = [part.text for row in full for part in row.parts[1:]]
    short = sum(FIGURE.fullmatch(text) is not None or len(text) <= 12 for text in cells)
    return short * 10 >= len(cells) * 7


def _table(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], bands: Sequence[float] | None
) -> Table | None:
    """The table of rows; ``bands`` are the level lines between each two, where they are drawn."""
    if len(columns) < 2:
        return None
    places: dict[tuple[int, int], list[Line]] = {}
    spans: dict[tuple[int, int], int] = {}
    for row, number in zip(rows, _numbers(rows, columns, bands), strict=True):
        for part in row.parts:
            touched = _touched(columns, part)
            first, last = (touched[0], touched[-1]) if touched else (0, 0)
            places.setdefault((number, first), []).append(part)
            spans[number, first] = max(spans.get((number, first), 1), last - first + 1)
    cells = [
        Cell(*place, 1, spans[place], tuple(lines), _room(columns, place[1], spans[place]))
        for place, lines in sorted(places.items())
    ]
    return Table(
        rows[0].line.page,
        (*(left for left, _ in columns), columns[-1][1]),
        min(row.line.bottom for row in rows),
        max(row.line.top for row in rows),
        tuple(cells),
        max(row for row, _ in places) + 1,
        columns=() if bands is not None else tuple(columns),
    )


def _numbers(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], bands: Sequence[float] | None
) -> list[int]:
    """The row of the table that each line belongs to."""
    levels = [(row.line.bottom + row.line.top) / 2 for row in rows]
    if bands is not None:
        return [sum(band > level for band in bands) - 1 for level in levels]
    heads: list[list[float]] = []
    usual = median(above - below for above, below in pairwise(levels)) if rows[1:] else 0.0
    for row, level in zip(rows, levels, strict=True):
        if len(row.parts) < 2:
            continue
        gap = heads[-1][-1] - level if heads else 0.0
        within = gap < 0.95 * row.line.size  # cells that are set to the middle of their row
        within = within or (gap * 1.25 < usual and 0 not in _touched(columns, row.parts[0]))
        if heads and within:
            heads[-1].append(level)
        else:
            heads.append([level])
    middles = [(head[0] + head[-1]) / 2 for head in heads]

    def away(level: float, middle: float) -> float:
        return (middle - level) * ABOVE if middle > level else level - middle

    return [
        min(range(len(middles)), key=lambda n: (away(level, middles[n]), n)) for level in levels
    ]


def _touched(columns: Sequence[tuple[float, float]], part: Line) -> list[int]:
    return [n for n, edge in enumerate(columns) if edge[0] < part.right and part.left < edge[1]]


def _room(columns: Sequence[tuple[float, float]], column: int, count: int) -> float:
    """The width of the widest line in a column: what a full one has."""
    return columns[column + count - 1][1] - columns[column][0]


def _columns(
    rows: Sequence[Row], before: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where the columns stand: by rows that have as many parts as most, then by what others add."""
    full = [row.parts for row in rows if len(row.parts) > 1]
    if not full:
        return []
    often = max(Counter(map(len, full)).items(), key=lambda entry: (entry[1], entry[0]))[0]
    columns = list(before)
    for parts in full:
        if len(parts) == often:
            columns = _widened(columns, parts) or columns
    for row in rows:
        for part in row.parts:
            touched = _touched(columns, part)
            if not touched:
                columns.insert(
                    bisect_left(columns, (part.left, part.right)), (part.left, part.right)
                )
            elif len(touched) == 1:
                n = touched[0]
                columns[n] = (min(columns[n][0], part.left), max(columns[n][1], part.right))
    return columns
