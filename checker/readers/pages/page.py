"""What stands on a page: characters and drawn lines, each at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, sin
from typing import NamedTuple


class Char(NamedTuple):
    """One character and its box in points, ``top`` above ``bottom``; the height of the box is the
    size of the type, its lower edge a seventh of that below the base line.

    ``anchor`` is as in ``Source``; ``confidence`` is that of optical reading, in hundredths.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    anchor: int
    confidence: int = 100


class Rule(NamedTuple):
    """A straight line that is drawn, level or upright: the box around it, in points."""

    left: float
    bottom: float
    right: float
    top: float


class Page(NamedTuple):
    """A page as it is read: upright.

    ``number`` counts from 1. Places are in points, y upwards. ``turn`` is by how many quarters the
    page was turned clockwise to stand upright: a point (x, y) of the file became (y, -x) with each.
    ``tilt`` is by how many radians it was then turned anticlockwise around its middle: a scan.
    ``left`` to ``top`` is what is seen of it. ``chars`` stand in any order.
    """

    number: int
    left: float
    bottom: float
    right: float
    top: float
    chars: Sequence[Char]
    rules: Sequence[Rule] = ()
    turn: int = 0
    tilt: float = 0.0


Corners = tuple[float, float, float, float]
"""left, bottom, right, top"""


def turned(box: Corners, turn: int) -> Corners:
    """A box after ``turn`` quarters clockwise around the origin; negative: back."""
    left, bottom, right, top = box
    for _ in range(turn % 4):
        left, bottom, right, top = bottom, -right, top, -left
    return left, bottom, right, top


def boxes_of(page: Page, chars: Sequence[Char]) -> Iterator[float]:
    """Four numbers a character, as ``Source.boxes`` has them: on the page as the file has it."""
    if not page.turn and not page.tilt:
        for char in chars:
            yield from char[1:5]
        return
    for char in chars:
        box = char.left, char.bottom, char.right, char.top
        yield from turned(_tilted(page, box), -page.turn)


def _tilted(page: Page, box: Corners) -> Corners:
    """A box of a level page where it stands on the tilted one: of the same size, its middle moved."""
    if not page.tilt:
        return box
    x, y = (page.left + page.right) / 2, (page.bottom + page.top) / 2
    across, up = (box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y
    sine, cosine = sin(page.tilt), cos(page.tilt)
    right = across * cosine + up * sine - across
    higher = up * cosine - across * sine - up
    return box[0] + right, box[1] + higher, box[2] + right, box[3] + higher
