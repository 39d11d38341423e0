"""Where a span of the logical text stands in the file, in the outline and in a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from checker.model.report import Report
from checker.model.text import Location, Source, Span, TablePlace
from checker.report.outline import sections_at

NOWHERE = Location(None, None, None, None)


def locator(report: Report) -> Callable[[Span, tuple[int, int, int] | None], Location]:
    """A function from a span (and the cell it is known to stand in) to its location."""
    cells = sorted(
        (cell.span, (table.index, row_index, column))
        for table in report.tables
        for row_index, row in enumerate(table.rows)
        for column, cell in enumerate(row.cells)
        if cell.span.start < cell.span.end
    )

    def cell_at(position: int) -> tuple[int, int, int] | None:
        index = bisect_right(cells, position, key=lambda cell: cell[0].start) - 1
        return cells[index][1] if index >= 0 and position < cells[index][0].end else None

    source = report.source
    paths: dict[Span, tuple[str, ...]] = {}
    by_index = {table.index: table for table in report.tables}

    def place(cell: tuple[int, int, int] | None) -> TablePlace | None:
        if cell is None or cell[0] not in by_index:
            return None
        header = by_index[cell[0]].header
        title = header[cell[2]].text if 0 <= cell[2] < len(header) else ""
        return TablePlace(*cell, title)

    def locate(span: Span, cell: tuple[int, int, int] | None = None) -> Location:
        start = end = report.place(span.start)
        if span.end > span.start:
            end = report.place(span.end - 1) + 1
        held = sections_at(report, span.start)
        inner = held[-1].heading if held else Span(0, 0)
        path = paths.get(inner)
        if path is None:
            path = paths[inner] = tuple(report.text[slice(*section.heading)] for section in held)
        table = place(cell or cell_at(span.start))
        return _location(source, start, end, table, path)

    return locate


def _location(
    source: Source, start: int, end: int, table: TablePlace | None, section: tuple[str, ...]
) -> Location:
    """The location of a range of ``source.text``, in what its format has."""
    member = source.member or None
    block = source.block(start)
    if block is None:
        line, column = source.line_column(start)
        last, behind = source.line_column(end - 1) if end > start else (line, column)
        ends = (last, behind + (end > start))
        return Location(
            *(line, column, *ends),
            table=table,
            member=member,
            section=section,
            start=start,
            end=end,
        )
    return Location(
        *(None, None, None, None),
        page=source.page(start),
        paragraph=block.paragraph,
        table=table,
        cell=(block.name or None) if block.cell is None else (block.cell.name or None),
        member=member,
        section=section,
        start=start,
        end=end,
    )
