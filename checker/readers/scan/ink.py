"""A picture of a page → grey without its stamps, upright, and the lines drawn in it."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from checker.readers.scan.models import Grey

Colour = NDArray[np.uint8]
"""Rows of pixels of red, green and blue."""

RED = 50
"""By how much red must exceed green and blue to be the ink of a stamp."""


class Drawn(NamedTuple):
    """A drawn line: the box around it, in pixels from the upper left."""

    left: int
    top: int
    right: int
    bottom: int


def grey_of(colour: Colour) -> Grey:
    """A picture as grey, without what is red: stamps are, over text and beside it.

    In the red channel red is nearly white and black remains black. Where the picture is red, it is
    made so much lighter that most of the red is white; thin strokes under it stay.
    """
    if colour.ndim == 2:
        return np.asarray(colour, np.uint8)
    red = np.ascontiguousarray(colour[:, :, 0])
    others = np.maximum(colour[:, :, 1], colour[:, :, 2])
    stamp = cv2.subtract(red, others) > RED
    if not stamp.any():
        return red
    lighter = cv2.convertScaleAbs(red, alpha=255 / max(100.0, float(np.median(red[stamp]))))
    return np.asarray(np.where(stamp, lighter, red), np.uint8)


def tilt_of(corners: NDArray[np.float32]) -> float:
    """By how many radians the lines of text fall to the right; of the longer half of them."""
    runs = corners[:, 1] - corners[:, 0] + corners[:, 2] - corners[:, 3]
    lengths = np.hypot(runs[:, 0], runs[:, 1])
    if not len(lengths):
        return 0.0
    long = runs[lengths >= np.median(lengths)]
    return float(np.median(np.arctan2(long[:, 1], long[:, 0])))


def turning(shape: tuple[int, ...], tilt: float) -> NDArray[np.float64]:
    """The matrix that turns a picture around its middle so that what falls by ``tilt`` is level."""
    return cv2.getRotationMatrix2D(
        (shape[1] / 2, shape[0] / 2), float(np.degrees(tilt)), 1.0
    ).astype(np.float64)


def turned(grey: Grey, matrix: NDArray[np.float64]) -> Grey:
    """The picture after a turn, of the same size, white where there was nothing."""
    made = cv2.warpAffine(
        grey,
        matrix,
        (grey.shape[1], grey.shape[0]),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(made, np.uint8)


def dark(grey: Grey, around: int) -> Grey:
    """255 where there is ink, 0 where there is none: darker than what lies ``around`` it."""
    made = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around | 1, 25
    )
    return np.asarray(made, np.uint8)


def drawn(ink: Grey, em: float) -> list[Drawn]:
    """The level and upright lines drawn in a picture: far longer than a stroke of a character, and
    thin."""
    made = []
    for level in (True, False):
        length, thick = round((3 if level else 2) * em), max(3, round(em / 6))
        wide = (length, 1) if level else (1, length)
        # A line that is not quite straight crosses several rows of pixels.
        fat = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
        kept = cv2.morphologyEx(fat, cv2.MORPH_OPEN, np.ones(wide[::-1], np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
        for left, top, width, height, _ in stats[1:].tolist():
            if (height if level else width) <= thick + 4:
                made.append(Drawn(left, top, left + width, top + height))
    return made


def without(grey: Grey, lines: list[Drawn]) -> Grey:
    """The picture with drawn lines made white."""
    made: Grey = np.array(grey, np.uint8)
    for line in lines:
        made[max(0, line.top - 1) : line.bottom + 1, max(0, line.left - 1) : line.right + 1] = 255
    return made
