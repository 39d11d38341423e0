"""Tables among the lines, before paragraphs are joined: their rows would join."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from checker.model.text import Source
from checker.report.grid import Grid, Token, text_of, unit_of, without_blanks
from checker.report.laid import find_laid
from checker.report.lines import Line
from checker.report.marked import find_marked
from checker.report.spaced import find_spaced

SENTENCE = r"[。；？！，]|[：:].*[：:]"
MARKS = " \t\n\u3000\xa0\f\v\ufeff\u200b#>-*+•_=`\\"
FIGURES = r"\d%?\s+-?\d|\s\d[\d,]*\.\d+(?:\s+(?![万亿]?元)|$)"
NEAR = 4
"""Lines beside a table in which more of it may stand."""
AGAIN = r"[（(]?续(?:上)?(?:表|前表)"


def find_tables(lines: Sequence[Line], source: Source) -> tuple[list[Grid], set[int]]:
    """The tables of a file in order, no line in two, and the numbers of the lines that are cells
    though no table was made out: they are not to be read as sentences."""
    laid, alone = find_laid(lines, source.blocks)
    marked = find_marked(lines)
    spaced, loose = find_spaced(lines, [*laid, *marked], alone)
    grids: list[Grid] = []
    for grid in sorted([*laid, *marked, *spaced], key=lambda grid: grid.first):
        if grids and _goes_on(lines, grids[-1], grid):
            grids[-1] = _joined(grids[-1], grid)
        else:
            grids.append(_with_heading(lines, grid, grids[-1].last if grids else 0))
    near = {
        n + side
        for n, (one, other) in enumerate(pairwise(grids))
        if other.first - one.last <= NEAR and _heads(lines, one) == _heads(lines, other)
        for side in (0, 1)
    }
    return [
        grid._replace(
            open=n in near
            or (grid.open if grid.frame >= 0 else _is_open(lines, source.text, grid, loose))
        )
        for n, grid in enumerate(grids)
    ], loose | alone


def _is_open(lines: Sequence[Line], text: str, grid: Grid, loose: set[int]) -> bool:
    """Whether rows of a table may be missing: cells stand beside it, or lines within were dropped
    as contents (page numbers and the heads beside them are known by their breaks)."""
    near = (grid.first - 1, *range(grid.last, grid.last + NEAR))
    if (
        grid.open
        or not loose.isdisjoint(near)
        or any(re.search(FIGURES, x.folded) for x in lines[grid.last :][:1])
    ):
        return True
    return any(
        text[one.pieces[-1][1] : other.pieces[0][0]].strip(MARKS)
        for one, other in pairwise(lines[max(0, grid.first - 1) : grid.last + 1])
        if not other.broken
    )


def _with_heading(lines: Sequence[Line], grid: Grid, low: int) -> Grid:
    """With the caption and the unit of the lines that stand right above the header."""
    caption, unit = grid.caption, grid.unit
    for above in range(grid.first - 1, max(low, grid.first - 4) - 1, -1):
        folded = lines[above].folded
        if not unit and unit_of(folded) and len(folded) < 60:
            unit = unit_of(folded)
        elif (
            caption is None
            and len(folded) < 45
            and not re.search(SENTENCE, folded)
            and "表" in folded
        ):
            caption = Token(above, 0, len(folded), False)
        else:
            break
    return grid._replace(caption=caption, unit=unit)


def _goes_on(lines: Sequence[Line], before: Grid, grid: Grid) -> bool:
    """Whether a table is the last one on the next page, under its header once more."""
    between = [lines[n].folded for n in range(before.last, grid.first)]
    return (
        len(between) < 3
        and all(re.match(AGAIN, text) or (unit_of(text) and len(text) < 30) for text in between)
        and _heads(lines, before) == _heads(lines, grid)
    )


def _heads(lines: Sequence[Line], grid: Grid) -> list[str]:
    return [without_blanks(text_of(lines, cell)) for cell in grid.header]


def _joined(one: Grid, other: Grid) -> Grid:
    lost = one.lost | {n + len(one.rows) for n in other.lost}
    return one._replace(last=other.last, rows=one.rows + other.rows, lost=frozenset(lost))
