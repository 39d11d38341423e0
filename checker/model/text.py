"""Where characters stand: spans of the logical text, and the file they came from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple

from checker.model.record import record


class Span(NamedTuple):
    """A range [start, end) of code points in a report's logical text."""

    start: int
    end: int


@record(frozen=True, slots=True, repr=False, eq=False)
class Source:
    """What a reader returns: the characters of one file, decoded, line ends as ``\\n``.

    ``line_starts`` holds the offset in ``text`` at which each physical line begins.
    ``format`` is ``text`` or ``markdown``; ``notes`` are remarks of the reader for the user.
    """

    path: str
    text: str
    format: str
    encoding: str
    line_starts: array[int]
    notes: tuple[str, ...] = ()

    def line_column(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1 and in code points, of an offset of ``text``."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


@record(frozen=True, slots=True, repr=False)
class Location:
    """A place as SARIF counts it: lines and columns from 1, the end exclusive.

    What a format cannot fill is None (``design``: Word has paragraphs, sheets have cells).
    """

    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    page: int | None = None
    paragraph: int | None = None
    table: TablePlace | None = None
    cell: str | None = None
    member: str | None = None
    section: tuple[str, ...] = ()


@record(frozen=True, slots=True, repr=False)
class TablePlace:
    """A cell of a table of the report: its index, row and column from 0, its column's header."""

    index: int
    row: int
    column: int
    header: str
