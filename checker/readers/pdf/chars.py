"""The characters of a page as pdfium finds them, upright, each once."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from checker.model.text import PAGE_SHIFT
from checker.readers.pages.page import Char, Corners, turned
from checker.readers.pdf.folding import ordinary

BELOW = 0.14
"""How far below the base line the box of a character reaches, in parts of its size."""

SQUEEZED = 0.01
"""How wide what lies beyond the right edge of a page is taken to be, of what it is."""

ASKEW = 8.0
"""Degrees off level or upright from which text is no text of the page (a watermark)."""

SMALLEST, LARGEST = 0.5, 2000.0
"""Sizes of type, in points, between which there are characters to be read."""


class Found(NamedTuple):
    """A character in the page's own space: its box, size, quarter turns clockwise that make it
    stand upright (None: askew), and the point it is set at."""

    text: str
    number: int
    box: Corners
    size: float
    quarter: int | None
    x: float
    y: float


@contextmanager
def text_of(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int]]:
    """pdfium's text of a page, and how many characters it has."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        yield text, max(0, pdfium.FPDFText_CountChars(text)) if text else 0
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)


def find(text: Any, count: int, hidden: bool) -> tuple[list[Found], list[Found]]:
    """The characters that are seen, and those that are not (``hidden`` where there may be any):
    software of scanners puts what it read behind the picture."""
    seen: list[Found] = []
    unseen: list[Found] = []
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    # Six calls for each of ten thousand characters: what they are called by is looked up once.
    code_of, size_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetFontSize
    place_in, origin_in = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    matrix_in = pdfium.FPDFText_GetMatrix
    to_loose, to_matrix, to_x, to_y = map(ctypes.byref, (loose, matrix, x, y))
    quarters: dict[tuple[float, float, float, float], tuple[int | None, float]] = {}
    for number in range(count):
        char = ordinary(code_of(text, number))
        if not char or (char == " " and pdfium.FPDFText_IsGenerated(text, number) == 1):
            continue
        if not place_in(text, number, to_loose):
            continue
        origin_in(text, number, to_x, to_y)
        matrix_in(text, number, to_matrix)
        key = (matrix.a, matrix.b, matrix.c, matrix.d)
        turn = quarters.get(key)
        if turn is None:
            turn = quarters[key] = _turn_of(*key)
        size = size_of(text, number) * turn[1]
        box = (loose.left, loose.bottom, loose.right, loose.top)
        found = Found(char, number, box, size, turn[0], x.value, y.value)
        if hidden and _is_hidden(text, number):
            unseen.append(found)
        else:
            seen.append(found)
    return seen, unseen


def _turn_of(a: float, b: float, c: float, d: float) -> tuple[int | None, float]:
    """How text of a matrix is turned, in quarters, None where it is askew; and its size in units."""
    angle = degrees(atan2(b, a)) % 360.0
    quarter = round(angle / 90.0)
    off = abs(angle - 90.0 * quarter)
    return (None if off > ASKEW else quarter % 4), hypot(c, d)


def _is_hidden(text: Any, number: int) -> bool:
    drawn = pdfium.FPDFText_GetTextObject(text, number)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else -1
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def upright_turn(found: list[Found], otherwise: int) -> int:
    """By how many quarters a page is turned so that most of its text stands upright."""
    turns = Counter(one.quarter for one in found if one.quarter is not None)
    if not turns:
        return otherwise
    return min(turns, key=lambda turn: (-turns[turn], turn != otherwise, turn))


def upright(found: list[Found], page: int, turn: int, seen: Corners) -> list[Char]:
    """The characters of a page turned upright that stand within ``seen``, without such as are askew.

    Lines that are too wide for the page, mostly rows of a table, run over its right edge, where their
    ruling ends. What is beyond is put at the edge: a figure must not break off there.
    """
    chars: list[Char] = []
    first = page << PAGE_SHIFT
    limit_left, limit_bottom, limit_right, limit_top = seen
    for text, number, box, size, quarter, x, y in found:
        if quarter is None or not SMALLEST < size < LARGEST:
            continue
        left, bottom, right, top = box
        if turn:
            left, bottom, right, top = turned(box, turn)
            x, y, _, _ = turned((x, y, x, y), turn)
        if quarter == turn and bottom - size <= y <= top + size:
            bottom = y - BELOW * size
            top = bottom + size
            if x < left <= x + size:
                left = x
        if limit_right < (left + right) / 2 < 2 * limit_right - limit_left:
            left, right = (limit_right - 1 + SQUEEZED * (at - limit_right) for at in (left, right))
        middle, level = (left + right) / 2, (bottom + top) / 2
        if limit_left <= middle <= limit_right and limit_bottom <= level <= limit_top:
            chars.append(Char(text, left, bottom, right, top, first | number))
    return chars
