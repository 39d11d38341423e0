"""What is drawn on a page beside its text: straight lines, and whether a picture fills it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from checker.readers.pages.page import Corners, Rule, turned

THIN = 3.0
"""Points: what is drawn no thicker than this is a line."""

MOST = 60_000
"""Objects of a page that are looked at: drawings of more are no tables."""

FAR = 20_000.0
"""Points: what is drawn further away, or at no number at all, is on no page."""

DEPTH = 6
"""How deep forms may lie in forms."""

Matrix = tuple[float, float, float, float, float, float]
STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    """Lines in the page's own space, boxes of pictures, and whether there is text that is not seen."""

    rules: list[Corners]
    pictures: list[Corners]
    hidden: bool


def drawn_on(page: pypdfium2.PdfPage) -> Drawn:
    """What is drawn on a page."""
    rules: list[Corners] = []
    pictures: list[Corners] = []
    hidden = False
    for item, kind, matrix in _objects(page, pdfium.FPDFPage_GetObject, page_count(page), STILL, 0):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
            hidden = hidden or mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(item, matrix)
            if box is not None:
                (rules if _is_thin(box) else pictures).append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_lines_of(item, matrix))
    return Drawn(rules, pictures, hidden)


def page_count(page: pypdfium2.PdfPage) -> int:
    """How many objects of a page are looked at."""
    count: int = pdfium.FPDFPage_CountObjects(page)
    return min(MOST, max(0, count))


def upright_rules(rules: list[Corners], turn: int) -> list[Rule]:
    """The lines of a page that is turned."""
    return [Rule(*turned(box, turn)) for box in rules if all(abs(side) < FAR for side in box)]


def _objects(
    holder: Any, get: Any, count: int, matrix: Matrix, depth: int
) -> Iterator[tuple[Any, int, Matrix]]:
    """The objects of a page and of the forms on it, each with what carries its places to the page."""
    for index in range(count):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < DEPTH:
            inside = min(MOST, max(0, pdfium.FPDFFormObj_CountObjects(item)))
            moved = _times(_matrix(item), matrix)
            yield from _objects(item, pdfium.FPDFFormObj_GetObject, inside, moved, depth + 1)


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, m):
        return STILL
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _bounds(item: Any, matrix: Matrix) -> Corners | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return _around([_moved(x.value, y.value, matrix) for x in (left, right) for y in (bottom, top)])


def _around(points: list[tuple[float, float]]) -> Corners:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(box: Corners) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _lines_of(item: Any, matrix: Matrix) -> Iterator[Corners]:
    """The straight lines of a path: thin shapes, and the edges of those whose outline is drawn."""
    count = pdfium.FPDFPath_CountSegments(item)
    if count > 4000:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not (fill.value or stroke.value):
        return
    placed = _times(_matrix(item), matrix)
    for shape in _shapes(item, count, placed):
        box = _around(shape)
        if _is_thin(box):
            yield box
        elif stroke.value:
            for here, there in pairwise(shape):
                edge = _around([here, there])
                if min(edge[2] - edge[0], edge[3] - edge[1]) <= 0.5:
                    yield edge


def _shapes(item: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(shape) > 1:
                yield shape
            shape = []
        shape.append(_moved(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    if len(shape) > 1:
        yield shape
