"""A picture of a page → its characters and drawn lines, each at its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from checker.model.text import PAGE_SHIFT
from checker.readers.pages import Char, Page, Rule
from checker.readers.pages.page import Corners
from checker.readers.pages.page import turned as around
from checker.readers.scan import models
from checker.readers.scan.ink import (
    Colour,
    Drawn,
    dark,
    drawn,
    grey_of,
    tilt_of,
    turned,
    turning,
    without,
)
from checker.readers.scan.mending import mended
from checker.readers.scan.models import Glyph, Grey
from checker.readers.scan.placing import Placed, evened, placed

LOOKED = 110
"""Pixels an inch in which lines of text are looked for: more find no more and cost their square."""

LONGEST = 1700
"""Pixels of a page's longer side in which they are: its cost in memory."""

STRAIGHT = 0.0005
"""Radians: a page that is less tilted is left as it is."""

DOUBTED = 0.9
"""A line with a character less sure than this is read once more, in another way."""

LEAST = 0.5
"""Lines less sure than this on the whole are none: what shows of a stamp, specks, a picture."""


class Line(NamedTuple):
    """A piece of the page that holds one line of text: its corners in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def page_of(colour: Colour, number: int, corners: Corners, turn: int = 0) -> Page:
    """What stands on a page that is a picture. ``corners`` are those of the picture in points, of
    the page already turned by ``turn`` quarters."""
    grey = grey_of(colour)
    del colour  # as large as what the models need
    point = (corners[2] - corners[0]) / grey.shape[1]
    boxes = _found(grey, point)
    if _is_sideways(boxes):
        grey, corners, turn = _stood_up(grey, corners, turn)
        boxes = _found(grey, point)
    tilt = tilt_of(boxes)
    if abs(tilt) > STRAIGHT:
        matrix = turning(grey.shape, tilt)
        grey = turned(grey, matrix)
        boxes = np.asarray(cv2.transform(boxes, matrix), np.float32)
    else:
        tilt = 0.0
    em = _em(boxes)
    lines = drawn(dark(grey, round(em * 3)), em)
    grey = without(grey, lines)
    pieces = [piece for box in boxes for piece in _pieces(box, lines, em, grey.shape)]
    chars = _read(grey, dark(grey, round(em * 3)), pieces)

    def place(left: float, top: float, right: float, bottom: float) -> Corners:
        x, y = corners[0], corners[3]
        return x + left * point, y - bottom * point, x + right * point, y - top * point

    return Page(
        number,
        *corners,
        [
            Char(c.text, *place(c.left, c.top, c.right, c.bottom), number << PAGE_SHIFT | n, c.sure)
            for n, c in enumerate(chars)
        ],
        [Rule(*place(*line)) for line in lines],
        turn,
        tilt,
    )


def _is_sideways(boxes: NDArray[np.float32]) -> bool:
    """Whether most lines of text run up or down the page."""
    if len(boxes) < 4:
        return False
    width, height = (np.ptp(boxes[:, :, side], axis=1) for side in (0, 1))
    return bool(np.median(height / np.maximum(width, 1)) > 1.5)


def _stood_up(grey: Grey, corners: Corners, turn: int) -> tuple[Grey, Corners, int]:
    """A page that lies on its side, turned to where its longest lines can be read best."""
    best: tuple[float, Grey, int] = (-1.0, grey, 0)
    for quarters in (1, 3):
        stood = np.ascontiguousarray(np.rot90(grey, -quarters))
        boxes = _found(stood, (corners[2] - corners[0]) / grey.shape[1])
        longest = sorted(boxes, key=lambda box: -float(np.ptp(box[:, 0])))[:4]
        em = _em(boxes)
        pieces = [piece for box in longest for piece in _pieces(box, (), em, stood.shape)]
        sure = sum(_mean(models.recognised(_cut(stood, piece))) for piece in pieces)
        best = max(best, (sure, stood, quarters), key=lambda one: one[0])
    return best[1], around(corners, best[2]), turn + best[2]


def _found(grey: Grey, point: float) -> NDArray[np.float32]:
    """The corners of the lines of text in a picture, looked for in a smaller one."""
    share = min(1.0, LOOKED * point / 72, LONGEST / max(grey.shape))
    size = max(1, round(grey.shape[1] * share)), max(1, round(grey.shape[0] * share))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(models.lines(small) / share, np.float32)


def _em(corners: NDArray[np.float32]) -> float:
    """About how high a character is: a found line is half as high again."""
    if not len(corners):
        return 24.0
    heights = np.hypot(*(corners[:, 3] - corners[:, 0]).T)
    return max(8.0, float(np.median(heights)) / 1.45)


def _pieces(
    box: NDArray[np.float32], lines: Sequence[Drawn], em: float, shape: tuple[int, ...]
) -> list[Line]:
    """The pieces of a level page that a found line stands in: parted where a drawn line crosses it."""
    left, top = np.floor(box.min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(box.max(axis=0)).astype(int).tolist()
    left, top = max(0, left - 2), max(0, top)
    right, bottom = min(shape[1], right + 2), min(shape[0], bottom)
    middle = (top + bottom) / 2
    cuts = sorted(
        (line.left + line.right) // 2
        for line in lines
        if line.bottom - line.top > line.right - line.left
        and line.top <= middle <= line.bottom
        and left + em / 3 < line.left < right - em / 3
    )
    ends = [left, *cuts, right]
    return [
        Line(start, top, end, bottom)
        for start, end in pairwise(ends)
        if end - start > em / 4 and bottom - top > em / 3
    ]


def _read(grey: Grey, ink: Grey, pieces: Sequence[Line]) -> list[Placed]:
    """The characters of the pieces of a page, in the order of the pieces."""
    lines = []
    for piece in pieces:
        crop = _cut(grey, piece)
        glyphs = models.recognised(crop)
        if glyphs and _least(glyphs) < DOUBTED:
            again = models.recognised(_otherwise(crop))
            glyphs = max(glyphs, again, key=_mean)
        if _mean(glyphs) >= LEAST:
            lines.append(placed(mended(glyphs), _cut(ink, piece), piece.left, piece.top))
    return evened(lines)


def _cut(grey: Grey, piece: Line) -> Grey:
    return grey[piece.top : piece.bottom, piece.left : piece.right]


def _otherwise(crop: Grey) -> Grey:
    """The same line with more white around it, and sharper."""
    soft = cv2.GaussianBlur(crop, (0, 0), 1.0)
    sharp = cv2.addWeighted(crop, 1.5, soft, -0.5, 0)
    edge = max(2, crop.shape[0] // 10)
    made = cv2.copyMakeBorder(sharp, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    return np.asarray(made, np.uint8)


def _least(glyphs: Sequence[Glyph]) -> float:
    """How sure the least sure character is, brackets apart: their width is told by the room they have."""
    return min((glyph.sure for glyph in glyphs if glyph.text not in "()（）"), default=1.0)


def _mean(glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.sure for glyph in glyphs) / len(glyphs) if glyphs else 0.0
