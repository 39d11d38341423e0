"""Tables among the lines: pipes, cells parted by blanks or commas, one cell a line, all in one line.

All but pipes are one thing read in order: a run of words (the label) and then a run of figures,
again and again, with as many figures each time. What stands before the first label is the header,
and before that the unit and the caption.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from checker.report.lines import Line


class Token(NamedTuple):
    """One cell: the line it stands in, its place in that line's text, whether it is a figure."""

    line: int
    start: int
    end: int
    figure: bool


class Grid(NamedTuple):
    """A table found: its lines [first, last), header and rows of tokens (None: an empty cell).

    A row whose figures are fewer or more than the columns keeps its label alone, because nothing
    says under which header they stand. ``unit`` is the unit of money stated above (万元 …) or "".
    """

    first: int
    last: int
    caption: Token | None
    unit: str
    header: tuple[Token | None, ...]
    rows: tuple[tuple[Token | None, ...], ...]


FIGURE = re.compile(
    r"[-−+]?(?:[¥￥]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s?(?:%|‰|万元|亿元|元|万|分|个|项|人|次)?|[-—–/]{1,2}|无"
)
SENTENCE = re.compile(r"[。；？！，]|[：:].*[：:]")
UNIT = re.compile(r"单\s*位\s*[:：]?\s*(?:人民币)?\s*(亿元|百万元|万元|千元|元)")
RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|?)+")


def find_tables(lines: list[Line]) -> list[Grid]:
    """The tables of a file, in order; no line belongs to two."""
    grids: list[Grid] = []
    at = 0
    tried = {_commas: 0, _stream: 0}  # a region without a table is read once, not from each line
    while at < len(lines):
        grid = _pipes(lines, at)
        for finder in tried:
            if grid is None and at >= tried[finder]:
                grid, tried[finder] = finder(lines, at)
        if grid is None:
            at += 1
            continue
        grids.append(_with_heading(lines, grid, grids[-1].last if grids else 0))
        at = grid.last
        tried = dict.fromkeys(tried, at)
    return grids


def unit_of(folded: str) -> str:
    """The unit of money a line or caption states for its table (万元 …), or ""."""
    match = UNIT.search(folded)
    return match[1] if match is not None else ""


def _with_heading(lines: list[Line], grid: Grid, low: int) -> Grid:
    """With the caption and the unit of the lines that stand right above the header."""
    caption, unit = grid.caption, grid.unit
    for above in range(grid.first - 1, max(low, grid.first - 4) - 1, -1):
        folded = lines[above].folded
        if not unit and unit_of(folded) and len(folded) < 60:
            unit = unit_of(folded)
        elif (
            caption is None and len(folded) < 45 and not SENTENCE.search(folded) and "表" in folded
        ):
            caption = Token(above, 0, len(folded), False)
        else:
            break
    return grid._replace(caption=caption, unit=unit)


def _pipes(lines: list[Line], at: int) -> Grid | None:
    last = at
    while last < len(lines) and lines[last].text.count("|") >= 2:
        last += 1
    if last - at < 2:
        return None
    rows = [
        _cells(lines[n].folded, n, "|")
        for n in range(at, last)
        if not RULE.fullmatch(lines[n].folded)
    ]
    return _grid(at, last, rows)


def _commas(lines: list[Line], at: int) -> tuple[Grid | None, int]:
    """Comma-separated values: lines with as many commas each, figures in most cells behind the first."""
    count = lines[at].folded.count(",")
    if count < 2 or SENTENCE.search(lines[at].folded):
        return None, at + 1
    last = at
    while (
        last < len(lines)
        and lines[last].folded.count(",") == count
        and not SENTENCE.search(lines[last].folded)
    ):
        last += 1
    rows = [_cells(lines[n].folded, n, ",") for n in range(at, last)]
    figures = sum(1 for row in rows[1:] for cell in row[1:] if cell is not None and cell.figure)
    if len(rows) < 3 or figures * 2 < (len(rows) - 1) * count:
        return None, last
    return _grid(at, last, rows), last


def _cells(folded: str, line: int, mark: str) -> list[Token | None]:
    left = 1 if mark == "|" and folded.startswith("|") else 0
    right = len(folded) - (1 if mark == "|" and folded.endswith("|") else 0)
    cells: list[Token | None] = []
    start = left
    for part in folded[left:right].split(mark):
        body = part.strip()
        inner = start + len(part) - len(part.lstrip())
        cells.append(
            Token(line, inner, inner + len(body), FIGURE.fullmatch(body) is not None)
            if body
            else None
        )
        start += len(part) + 1
    return cells


def _grid(first: int, last: int, rows: list[list[Token | None]]) -> Grid | None:
    if len(rows) < 2:
        return None
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    if width < 2:
        return None
    padded = [tuple((row + [None] * width)[:width]) for row in rows]
    return Grid(first, last, None, "", padded[0], tuple(padded[1:]))


def _stream(lines: list[Line], at: int) -> tuple[Grid | None, int]:
    """The first table of the region of label-and-figures lines that starts at ``at``, or None."""
    if not _is_cells(lines[at]):
        return None, at + 1
    last = at
    tokens: list[Token] = []
    while last < len(lines) and _is_cells(lines[last]):
        tokens += _tokens(lines[last].folded, last)
        last += 1
    return _periodic(lines, tokens), last


def _is_cells(line: Line) -> bool:
    folded = line.folded
    if SENTENCE.search(folded) or line.hint:
        return False
    figures = [FIGURE.fullmatch(word) is not None for word in folded.split()]
    if sum(figures) >= 4:
        return True
    # Behind a figure only figures: “63 人次” and “11 次” are prose.
    return len(folded) < 60 and (True not in figures or all(figures[figures.index(True) :]))


def _tokens(folded: str, line: int) -> list[Token]:
    return [
        Token(line, match.start(), match.end(), FIGURE.fullmatch(match[0]) is not None)
        for match in re.finditer(r"\S+", folded)
    ]


def _periodic(lines: list[Line], tokens: list[Token]) -> Grid | None:
    """The first stretch label, figures, label, figures … with as many figures each time."""
    runs: list[tuple[list[Token], list[Token]]] = []
    for token in tokens:
        if not runs or (runs[-1][1] and not token.figure):
            runs.append(([], []))
        runs[-1][1 if token.figure else 0].append(token)
    widths = [len(figures) if words else 0 for words, figures in runs]
    first = next((n for n in range(len(widths)) if _begins(widths, n)), None)
    if first is None:
        return None
    width = widths[first]
    head, label = _split_label(runs[first][0], runs[first][1][0])
    before = [token for words, figures in runs[:first] for token in words + figures]
    header = _header(before + head, width)
    if header is None:
        return None
    last = first
    for n in range(first, len(runs)):
        if widths[n] == width:
            last = n
        elif n - last > 3 or _begins(widths, n):
            break
    rows = [_row(label, runs[first][1], width)]
    rows += [_row(words, figures, width) for words, figures in runs[first + 1 : last + 1]]
    start = next(token.line for token in header if token is not None)
    caption, unit = _inside(lines, before + head, header)
    return Grid(start, runs[last][1][-1].line + 1, caption, unit, header, tuple(rows))


def _begins(widths: list[int], at: int) -> bool:
    """Whether rows of one width begin here: two in four of several figures, or three in a row of one."""
    width = widths[at]
    near = widths[at : at + 4].count(width)
    return near >= 2 if width > 1 else width == 1 and widths[at : at + 3] == [1, 1, 1]


def _split_label(words: list[Token], figure: Token) -> tuple[list[Token], list[Token]]:
    """The words before the first figures: header and the first row's label."""
    same = [word for word in words if word.line == figure.line]
    if same and len(same) < len(words):
        return words[: len(words) - len(same)], same
    return words[:-1], words[-1:]


def _header(words: list[Token], width: int) -> tuple[Token | None, ...] | None:
    """The last ``width + 1`` words; one fewer where the first column has no name."""
    if not words:
        return None
    line = [word for word in words if word.line == words[-1].line]
    if len(line) in (width, width + 1):
        found: list[Token | None] = list(line)
    elif len(line) == 1 and len(words) >= width + 1:
        found = list(words[-width - 1 :])
    elif len(line) > width + 1:
        found = list(line[-width - 1 :])
    else:
        return None
    return tuple([None] * (width + 1 - len(found)) + found)


def _row(words: list[Token], figures: list[Token], width: int) -> tuple[Token | None, ...]:
    label = (
        words[0]._replace(end=words[-1].end) if words and words[0].line == words[-1].line else None
    )
    if label is None and words:
        label = words[-1]
    cells: list[Token | None] = [*figures] if len(figures) == width else [None] * width
    return (label, *cells)


def _inside(
    lines: list[Line], words: list[Token], header: tuple[Token | None, ...]
) -> tuple[Token | None, str]:
    """Caption and unit where they are cells of the region itself, before the header."""
    top = next(token for token in header if token is not None)
    above = [word for word in words if (word.line, word.start) < (top.line, top.start)]
    texts = [lines[word.line].folded[word.start : word.end] for word in above]
    unit = next((unit_of(text) for text in texts if unit_of(text)), "")
    names = [word for word, text in zip(above, texts, strict=True) if not unit_of(text)]
    return (names[-1] if names else None), unit
