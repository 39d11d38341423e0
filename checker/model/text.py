"""Where characters stand: spans of the logical text, and the file they came from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import field
from typing import NamedTuple

from checker.model.record import record
from checker.model.rule import Words


class Span(NamedTuple):
    """A range [start, end) of code points in a report's logical text."""

    start: int
    end: int


class CellPlace(NamedTuple):
    """A cell of a table as the file has it: which table (from 0), its row and column (from 0), how
    many of each it covers, and its name where the file gives it one (``收支表!B7``)."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    name: str = ""


class Block(NamedTuple):
    """What a reader knows of one line of ``Source.text`` where the file itself has paragraphs: the
    line is one of them, or one cell of a table.

    ``hint`` is the heading level that a style claims (0 none); ``paragraph`` its number in the file
    (from 1), where the format counts paragraphs; ``name`` that of a cell of a sheet which stands by
    itself, a title above a table.
    """

    hint: int = 0
    paragraph: int | None = None
    cell: CellPlace | None = None
    name: str = ""


NOWHERE = 2**64 - 1
"""The anchor of a character that the file shows but does not hold: an automatic number."""

PAGE_SHIFT = 32
"""An anchor of a format with pages is ``page << PAGE_SHIFT | number of the character on it``."""


@record(frozen=True, slots=True, repr=False, eq=False)
class Source:
    """What a reader returns: the characters of one file, decoded, line ends as ``\n``.

    ``line_starts`` holds the offset in ``text`` at which each line begins. ``format`` is ``text``,
    ``markdown``, ``word``, ``pdf``, ``html``, ``sheet`` or ``ofd``; ``notes`` are remarks of the
    reader for the user. Text and Markdown are physical lines, and nothing else is known of them.

    Of every other format ``blocks`` has an entry for each line, and ``anchors`` says for each
    character of ``text`` where it stands in the file: what the number means is the format's own (its
    marked copy counts the characters in the same way), a page apart (``PAGE_SHIFT``). ``boxes`` holds
    four numbers a character where its place on the page is known: left, bottom, right, top in points
    from the page's lower left corner. ``confidences`` holds, where characters were read optically, how sure
    that was, in hundredths, a byte a character. ``member`` is the name inside an archive.
    """

    path: str
    text: str
    format: str
    encoding: str
    line_starts: array[int]
    notes: tuple[Words, ...] = ()
    blocks: tuple[Block, ...] = ()
    anchors: array[int] = field(default_factory=lambda: array("Q"))
    boxes: array[float] = field(default_factory=lambda: array("f"))
    confidences: bytes = b""
    member: str = ""

    def line_column(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1 and in code points, of an offset of ``text``."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def block(self, offset: int) -> Block | None:
        """What the reader knows of the line that an offset of ``text`` stands in."""
        return self.blocks[bisect_right(self.line_starts, offset) - 1] if self.blocks else None

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which the character at an offset of ``text`` stands; of one that the
        file does not hold, that of the next."""
        for anchor in self.anchors[offset : offset + 200]:
            if anchor != NOWHERE:
                return (anchor >> PAGE_SHIFT) or None
        return None


@record(frozen=True, slots=True, repr=False)
class Location:
    """A place as SARIF counts it: lines and columns from 1, the end exclusive.

    What a format cannot fill is None: text has lines, Word paragraphs, PDF pages, sheets cells.
    ``start`` and ``end`` are offsets of ``Source.text``, whatever the format.
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
    start: int = -1
    end: int = -1


@record(frozen=True, slots=True, repr=False)
class TablePlace:
    """A cell of a table of the report: its index, row and column from 0, its column's header."""

    index: int
    row: int
    column: int
    header: str
