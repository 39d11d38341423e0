"""Tables whose cells are marked off: by pipes, by commas, by tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.report.grid import Cells, Grid, Kind, Token, column_kinds, is_figure, text_of
from checker.report.lines import Line

_DASHES = r"(?::-+:?|-{2,}:?|-:)"  # a single - alone is an empty cell
RULE = rf"\|?\s*{_DASHES}(?:(?:\s*\|\s*|\s+){_DASHES})*\s*\|?"
STOP = r"[。；？！]$"
NO_HEADER = r"[。；？！，]|\d,\d{3}(?!\d)"
COMMA = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,"][^,]*|))\s*(?:,|$)')

Row = list[Token | None]


def is_piped(line: Line) -> bool:
    """Whether a line is a row between pipes."""
    return "|" in line.text and line.text.count("|") >= 2


def find_marked(lines: Sequence[Line]) -> list[Grid]:
    """The tables whose cells are marked off, in order."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        text = lines[at].text
        grid, after = None, at + 1
        if lines[at].cell is not None:
            pass  # the file itself has marked it off
        elif "|" in text and is_piped(lines[at]):
            grid, after = _pipes(lines, at)
        elif "\t" in text and not lines[at].hint:
            grid, after = _tabs(lines, at)
        if "," in text and grid is None and after == at + 1 and lines[at].cell is None:
            grid, after = _commas(lines, at)
        if grid is not None:
            grids.append(grid)
        at = after
    return grids


def _pipes(lines: Sequence[Line], at: int) -> tuple[Grid | None, int]:
    last = at
    while last < len(lines) and is_piped(lines[last]):
        # A header with its rule below it, apart from what stands above, begins another table.
        if last > at and lines[last].gap and last + 1 < len(lines) and _is_rule(lines[last + 1]):
            break
        last += 1
    rows = [_cells(lines[n].folded, n, "|") for n in range(at, last) if not _is_rule(lines[n])]
    return _grid(lines, at, last, rows, {}), last


def _is_rule(line: Line) -> bool:
    return re.fullmatch(RULE, line.folded) is not None


def _tabs(lines: Sequence[Line], at: int) -> tuple[Grid | None, int]:
    """Cells parted by tabs: one that opens a line is only known from its indent."""
    last = at
    while last < len(lines) and "\t" in lines[last].text and not lines[last].hint:
        last += 1
    rows = [_cells(lines[n].text, n, "\t") for n in range(at, last)]
    width, times = Counter(len(row) for row in rows).most_common(1)[0]
    head = rows[0]
    if len(head) == width - 1:
        head.insert(0, None)
    if times * 2 < len(rows) or len(head) != width or any(t is not None and t.figure for t in head):
        return None, last
    indents = {n - at: int(lines[n].indent) for n in range(at, last)}
    return _grid(lines, at, last, rows, indents), last


def _commas(lines: Sequence[Line], at: int) -> tuple[Grid | None, int]:
    """Comma-separated values: as many cells in each line, and a column of figures behind the first."""
    head = _separated(lines[at].folded, at)
    if (
        re.search(NO_HEADER, lines[at].text)
        or sum(cell is not None and not cell.figure for cell in head) < 2
    ):
        return None, at + 1
    rows = [head]
    last = at + 1
    while last < len(lines) and "," in lines[last].text:
        row = _separated(lines[last].folded, last)
        ended = re.search(STOP, lines[last].text) and not any(cell and cell.figure for cell in row)
        if len(row) != len(head) or ended:
            break
        rows.append(row)
        last += 1
    filled = [row for row in rows[1:] if any(cell is not None for cell in row[1:])]
    if len(filled) < 2 or any(cell is not None and cell.figure for cell in head):
        return None, last
    figures = [n for n in range(1, len(head)) if all(_is_figures(row[n]) for row in filled)]
    some = sum(1 for row in filled if any(row[n] is not None for n in figures))
    if some * 2 < len(filled) or (len(head) == 2 and some < len(filled)):
        return None, last
    return _grid(lines, at, last, rows, {}), last


def _is_figures(cell: Token | None) -> bool:
    return cell is None or cell.figure


def _separated(folded: str, line: int) -> Row:
    """The cells of a line of comma-separated values, quotes taken off; none where it is not."""
    row: Row = []
    at = 0
    while at <= len(folded):
        match = COMMA.match(folded, at)
        if match is None:
            return []
        start, end = match.span(1) if match[1] is not None else match.span(2)
        row.append(_token(folded, line, start, end))
        if match.end() == len(folded):
            if folded.endswith(","):
                row.append(None)
            return row
        at = match.end()
    return row


def _token(text: str, line: int, start: int, end: int) -> Token | None:
    part = text[start:end]
    body = part.strip()
    if not body:
        return None
    start += len(part) - len(part.lstrip())
    return Token(line, start, start + len(body), is_figure(body))


def _cells(text: str, line: int, mark: str) -> Row:
    start = 1 if mark == "|" and text.startswith("|") else 0
    right = len(text) - (1 if mark == "|" and text.endswith("|") else 0)
    row: Row = []
    for part in text[start:right].split(mark):
        row.append(_token(text, line, start, start + len(part)))
        start += len(part) + 1
    return row


def _grid(
    lines: Sequence[Line], first: int, last: int, rows: Sequence[Row], indents: dict[int, int]
) -> Grid | None:
    """The grid of rows that should have as many cells each, the first of them the header.

    ``indents`` says for tabs which rows may have lost empty cells in front (1) and which have not.
    """
    if len(rows) < 2:
        return None
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    if width < 2:
        return None
    whole = [row for row in rows[1:] if len(row) == width]
    words = [[text_of(lines, cell) for cell in row] for row in whole]
    header = tuple((rows[0] + [None] * width)[:width])
    kinds = column_kinds([text_of(lines, cell) for cell in header], words)
    lost: set[int] = set()
    body: list[Cells] = []
    for at, row in enumerate(rows[1:]):
        placed = _place(row, kinds, indents.get(at + 1))
        if placed is None:
            lost.add(at)
            label = next((cell for cell in row if cell is not None and not cell.figure), None)
            placed = (label, *[None] * (width - 1))
        body.append(placed)
    return Grid(first, last, None, "", header, tuple(body), frozenset(lost))


def _place(row: Row, kinds: Sequence[Kind], indent: int | None) -> Cells | None:
    """A row of too few or too many cells under the columns they fit, or None where there is not
    exactly one such place."""
    width = len(kinds)
    if len(row) == width:
        return tuple(row)
    if len(row) > width:
        return tuple(row[:width]) if _fits(row[:width], kinds) else None
    room = range(width - len(row) + 1)
    places = room if indent is None else room[1:] if indent else room[:1]
    found = [at for at in places if _fits(row, kinds[at : at + len(row)])]
    if len(found) != 1:
        return None
    after = width - len(row) - found[0]
    return (*[None] * found[0], *row, *[None] * after)


def _fits(row: Row, kinds: Sequence[Kind]) -> bool:
    return all(
        cell is None or kind == "blank" or cell.figure == (kind in ("figure", "code"))
        for cell, kind in zip(row, kinds, strict=True)
    )
