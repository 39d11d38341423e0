"""Tables of a report as tables of a page.

Every character of a table's lines stands in one of its cells, in order; what only sets cells apart
in the file (pipes, commas, blanks) is there and not shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from checker.copies.page.marks import Marked, hides, html
from checker.copies.page.tags import tag
from checker.model.report import Paragraph, Report, Row, Table
from checker.model.text import CellPlace, Span
from checker.report.grid import is_figure

APART = re.compile(r'[\s|,，"“”\-:+=]*')
"""What stands between cells in a file and says nothing."""
LINE = re.compile(r"[^\s|](?:[^\n]*[^\s|])?")
PIPED = re.compile(r"[^\s|](?:[^\n|]*[^\s|])?")
EMPTY = tag("td")
WIDEST = 256
"""Columns of a table that is still shown as one."""


class Placed(NamedTuple):
    """A cell: its words, where it stands, how many rows and columns it covers, and whether it is
    of the header."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


def cells_of(report: Report, paragraphs: Sequence[Paragraph]) -> list[Placed]:
    """The cells of a run of paragraphs that are a table's, in the order of the text; none where the
    order of the cells is not that of the text."""
    known = [_given(report, paragraph) for paragraph in paragraphs]
    if any(place is not None for place in known):
        return _laid(paragraphs, known)
    number = paragraphs[0].table
    table = next((one for one in report.tables if one.index == number), None)
    if table is None:
        return []
    return _spaced(report.text, table, Span(paragraphs[0].span.start, paragraphs[-1].span.end))


def table_of(report: Report, paragraph: Paragraph) -> tuple[str, int] | None:
    """What tells the table that a paragraph belongs to from others; None for prose."""
    place = _given(report, paragraph)
    if place is not None:
        return "file", place.table
    return None if paragraph.table is None else ("text", paragraph.table)


def _given(report: Report, paragraph: Paragraph) -> CellPlace | None:
    """The cell that a paragraph is in a file that has cells."""
    source = report.source
    block = source.block(report.place(paragraph.span.start)) if source.blocks else None
    return None if block is None else block.cell


def _laid(paragraphs: Sequence[Paragraph], places: Sequence[CellPlace | None]) -> list[Placed]:
    """Cells as the file has them, without rows and columns that are empty; the first row is the
    header."""
    known = [(p.span, place) for p, place in zip(paragraphs, places, strict=True) if place]
    rows = sorted({place.row for _, place in known})
    columns = sorted({place.column for _, place in known})
    placed = []
    for span, place in known:
        row, column = bisect_left(rows, place.row), bisect_left(columns, place.column)
        down = bisect_left(rows, place.row + place.rows) - row
        along = bisect_left(columns, place.column + place.columns) - column
        placed.append(Placed(span, row, column, max(1, down), max(1, along), row == 0))
    order = [(cell.row, cell.column) for cell in placed]
    return placed if order == sorted(set(order)) and len(columns) <= WIDEST else []


def _spaced(text: str, table: Table, whole: Span) -> list[Placed]:
    """Cells that were read out of lines of text; lines that are none of them go across the table."""
    placed: list[Placed] = []
    at, row, width = whole.start, 0, len(table.header)
    for number, cells in enumerate((Row(table.header), *table.rows)):
        spans = [(c.span, n) for n, c in enumerate(cells.cells) if c.span.start < c.span.end]
        if not spans or (number == 0 and not _alone(text, [span for span, _ in spans])):
            continue
        edges = [at, *(edge for span, _ in spans for edge in span)]
        if edges != sorted(edges) or edges[-1] > whole.end:
            return []
        between = _between(text, Span(at, spans[0][0].start), placed, row, width)
        placed += between
        row = between[-1].row + 1 if between else row + bool(placed)
        placed += [Placed(span, row, column, head=number == 0) for span, column in spans]
        at = spans[-1][0].end
    placed += _between(text, Span(at, whole.end), placed, row, width)
    return placed


def _alone(text: str, spans: Sequence[Span]) -> bool:
    """Whether nothing but what sets cells apart stands between those of a header: where two rows of
    headers are read as one, they are shown as the two that they are."""
    return all(
        left.end <= right.start and APART.fullmatch(text, left.end, right.start)
        for left, right in pairwise(spans)
    )


def _between(text: str, gap: Span, before: Sequence[Placed], row: int, width: int) -> list[Placed]:
    """Lines among the rows that are no cells of them: cut at their pipes, else across the table.
    Figures that no column could be told for stand behind the name of their row."""
    lines = [Span(*match.span()) for match in LINE.finditer(text, *gap)]
    lines = [line for line in lines if not APART.fullmatch(text, *line)]
    if not lines:
        return []
    last = before[-1].column + 1 if before else width
    first_end = text.find("\n", *gap)
    figures = all(
        line.end <= first_end or first_end < 0 or is_figure(text[slice(*line)]) for line in lines
    )
    if len(lines) <= width - last and figures:
        whole = Span(lines[0].start, lines[-1].end)
        return [Placed(whole, row, last, columns=width - last)]
    found: list[Placed] = []
    for line in lines:
        row += bool(before or found)
        head = all(one.head for one in before)
        cut = _piped(text, line)
        if cut and max(cut) < width:
            found += [Placed(span, row, column, head=head) for column, span in cut.items()]
        else:
            found.append(Placed(line, row, 0, columns=width))
    return found


def _piped(text: str, line: Span) -> dict[int, Span]:
    """The words between the pipes of a line by their column; none where there are no pipes."""
    begin = text.rfind("\n", 0, line.start) + 1
    led = text[begin : line.start].lstrip().startswith("|")
    if "|" not in text[begin : line.end]:
        return {}
    return {
        text.count("|", begin, match.start()) - led: Span(*match.span())
        for match in PIPED.finditer(text, *line)
    }


def table_html(report: Report, known: Marked, placed: Sequence[Placed], whole: Span) -> str:
    """The table of these cells; each cell brings what stands before it, the last what is left."""
    width = max(cell.column + cell.columns for cell in placed)
    covered = [0] * width  # the row up to which each column is taken by cells above
    rows: list[str] = []
    at = whole.start
    for row, group in groupby(placed, lambda cell: cell.row):
        line: list[str] = []
        reached = 0
        for cell in group:
            line += [EMPTY for n in range(reached, cell.column) if covered[n] <= row]
            end = whole.end if cell is placed[-1] else cell.span.end
            line.append(_cell(report, known, cell, Span(at, end)))
            at, reached = end, cell.column + cell.columns
            covered[cell.column : reached] = [row + cell.rows] * cell.columns
        line += [EMPTY for n in range(reached, width) if covered[n] <= row]
        rows.append(tag("tr", "".join(line)))
    return tag("div", tag("table", "".join(rows)), class_="grid")


def _cell(report: Report, known: Marked, cell: Placed, covered: Span) -> str:
    text = report.text
    inner = (
        _apart(text, known, covered.start, cell.span.start)
        + html(text, known, *cell.span)
        + _apart(text, known, cell.span.end, covered.end)
    )
    return tag(
        "th" if cell.head else "td",
        inner,
        rowspan=cell.rows if cell.rows > 1 else None,
        colspan=cell.columns if cell.columns > 1 else None,
        class_="v" if is_figure(report.folded[cell.span.start : cell.span.end]) else None,
    )


def _apart(text: str, known: Marked, start: int, end: int) -> str:
    """What sets a cell apart, out of sight unless a finding is about it."""
    if start == end:
        return ""
    inner = html(text, known, start, end)
    unseen = APART.fullmatch(text, start, end) and hides(known, start, end)
    return tag("s", inner) if unseen else inner
