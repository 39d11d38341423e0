"""Scans: pages that are pictures, read optically; offline, with the models of rapidocr."""

from __future__ import annotations

import numpy as np
import pypdfium2

from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import Source
from checker.readers import Tell
from checker.readers.pages import Page, parts
from checker.readers.pages.page import turned
from checker.readers.passages import source
from checker.readers.scan.ink import Colour
from checker.readers.scan.picture import pictures
from checker.readers.scan.reading import page_of

INCH = 72.0
"""Points."""

FINEST, COARSEST = 300.0, 150.0
"""Pixels an inch between which a page of a PDF is read: its picture's own where it is one."""

MOST = 9_000_000
"""Pixels of a page of a PDF: A4 at 300 to the inch has 8.7 million."""

NOTE = Words(
    "本文件是图片，文字由光学识别得来，可能有误；请以原件为准",
    "this file is a picture: its text was read optically and may be wrong in places",
)


def read(path: str, data: bytes, limits: Limits, tell: Tell) -> Source:
    """The Source of a picture file; one in several parts (TIFF) has several pages.

    Raises InputError where it is damaged, over a limit, or shows no text.
    """
    count, found = pictures(path, data, limits)
    pages = []
    for number in range(1, count + 1):
        tell(number, count)
        picture = next(found)
        pages.append(page_of(picture.colour, number, (0.0, 0.0, picture.width, picture.height)))
    return source(path, "image", parts(pages), limits, (NOTE,))


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """What stands on a page of a PDF, read as a picture; ``number`` counts from 1."""
    width, height = page.get_size()
    scale = _scale(page, width)
    scale = min(scale, (MOST / max(1.0, width * height)) ** 0.5)
    turn = page.get_rotation() // 90
    return page_of(_drawn(page, scale), number, turned(page.get_bbox(), turn), turn)


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Colour:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    colour = np.array(bitmap.to_numpy()[:, :, :3])
    bitmap.close()
    return colour


def _scale(page: pypdfium2.PdfPage, width: float) -> float:
    """Pixels a point in which a page is drawn: as many as its widest picture has."""
    finest = 0.0
    for image in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2):
        left, _, right, _ = image.get_bounds()
        if right - left > width / 3:
            finest = max(finest, image.get_px_size()[0] / (right - left))
    return min(FINEST, max(COARSEST, finest * INCH)) / INCH


__all__ = ["read", "read_page"]
