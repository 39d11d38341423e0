"""Drawn lines → grids of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from checker.readers.pages.page import Rule

NEAR = 2.5
"""Points within which lines are one line, or meet."""

GAP = 3.5
"""Points that a line may be interrupted (dots, dashes, the corners of cells)."""

SHORT = 7.0
"""Points: what is shorter is no edge of a cell."""

MOST = 3000
"""Lines of a page: more of them are a drawing."""


class Stroke(NamedTuple):
    """A level or upright line: its place across, and where it begins and ends."""

    at: float
    start: float
    end: float


class Slot(NamedTuple):
    """A cell of a grid: its first row and column, how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


class Grid(NamedTuple):
    """A table's edges from left to right and from top to bottom, and its cells; ``slots`` are all
    its places, row by row, as indices of ``cells``. It is ``open`` where no line closes it: the
    page ended within a row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Slot, ...]
    slots: tuple[int, ...]
    open_top: bool = False
    open_bottom: bool = False

    def find(self, x: float, y: float) -> int | None:
        """The cell in which a point lies."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] <= y < self.ys[0]):
            return None
        column = bisect_right(self.xs, x) - 1
        row = sum(edge > y for edge in self.ys) - 1
        return self.slots[row * (len(self.xs) - 1) + column]


def grids(rules: Sequence[Rule]) -> tuple[list[Grid], list[Stroke]]:
    """The tables that lines make, and the level lines that belong to none."""
    level = [
        Stroke((r.bottom + r.top) / 2, r.left, r.right)
        for r in rules
        if r.right - r.left >= r.top - r.bottom
    ]
    upright = [
        Stroke((r.left + r.right) / 2, r.bottom, r.top)
        for r in rules
        if r.right - r.left < r.top - r.bottom
    ]
    level, upright = merged(level), merged(upright)
    if len(level) + len(upright) > MOST:
        return [], []
    found, single = [], []
    for across, down in _groups(level, upright):
        grid = _grid(across, down) if down else None
        if grid is not None:
            found.append(grid)
        elif not down:
            single.extend(across)
    return found, single


def merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Lines drawn in pieces, or twice, as one; short ones left out."""
    made: list[Stroke] = []
    for cluster in _clusters(sorted(strokes)):
        at = sum(one.at for one in cluster) / len(cluster)
        start, end = None, 0.0
        for one in sorted(cluster, key=lambda one: one.start):
            if start is None:
                start, end = one.start, one.end
            elif one.start <= end + GAP:
                end = max(end, one.end)
            else:
                made.append(Stroke(at, start, end))
                start, end = one.start, one.end
        if start is not None:
            made.append(Stroke(at, start, end))
    return [one for one in made if one.end - one.start >= SHORT]


def _clusters(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    made: list[list[Stroke]] = []
    for one in strokes:
        if made and one.at - made[-1][0].at <= NEAR:
            made[-1].append(one)
        else:
            made.append([one])
    return made


def _groups(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet each other, directly or through others; level and upright ones."""
    parent = list(range(len(level) + len(upright)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if (
                across.start - NEAR <= down.at <= across.end + NEAR
                and down.start - NEAR <= across.at <= down.end + NEAR
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, across in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(across)
    for j, down in enumerate(upright, len(level)):
        groups.setdefault(root(j), ([], []))[1].append(down)
    return list(groups.values())


def _edges(values: Sequence[float]) -> list[float]:
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > NEAR:
            made.append(value)
    return made


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    """The grid of lines that meet. Outer sides that are not drawn are where the lines end."""
    xs = _edges([one.at for one in upright])
    ys = _edges([one.at for one in level])
    if not ys:
        return None
    left, right = min(one.start for one in level), max(one.end for one in level)
    bottom, top = min(one.start for one in upright), max(one.end for one in upright)
    bare_left, bare_right = left < xs[0] - SHORT, right > xs[-1] + SHORT
    open_bottom, open_top = bottom < ys[0] - SHORT, top > ys[-1] + SHORT
    xs = [left] * bare_left + xs + [right] * bare_right
    ys = [bottom] * open_bottom + ys + [top] * open_top
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > 20_000:
        return None
    ys.reverse()
    cells, slots = _cells(xs, ys, level, upright)
    if len(cells) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(slots), open_top, open_bottom)


def _cells(
    xs: list[float], ys: list[float], level: list[Stroke], upright: list[Stroke]
) -> tuple[list[Slot], list[int]]:
    """The cells between edges, and the cell of each place: places with no line between are one."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(rows * columns))

    def root(one: int) -> int:
        while owner[one] != one:
            owner[one] = owner[owner[one]]
            one = owner[one]
        return one

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        walls = sorted(one.at for one in upright if one.start <= middle <= one.end)
        for column in range(columns - 1):
            if not _stands(walls, xs[column + 1]):
                one = row * columns + column
                owner[root(one + 1)] = root(one)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        floors = sorted(one.at for one in level if one.start <= middle <= one.end)
        for row in range(rows - 1):
            if not _stands(floors, ys[row + 1]):
                one = row * columns + column
                owner[root(one + columns)] = root(one)
    areas: dict[int, list[int]] = {}
    for one in range(rows * columns):
        areas.setdefault(root(one), []).append(one)
    cells, slots = [], [0] * (rows * columns)
    for index, area in enumerate(areas.values()):
        first, last = min(one // columns for one in area), max(one // columns for one in area)
        start, end = min(one % columns for one in area), max(one % columns for one in area)
        cells.append(Slot(first, start, last - first + 1, end - start + 1))
        for one in area:
            slots[one] = index
    return cells, slots


def _stands(places: Sequence[float], at: float) -> bool:
    return any(abs(place - at) <= NEAR + 0.5 for place in places)
