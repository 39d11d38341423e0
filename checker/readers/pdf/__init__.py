"""PDF: characters by position, drawn lines, pages that are pictures.

Here is what only pdfium knows; what becomes of characters and lines is ``readers.pages``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.text import Source
from checker.readers.pages import Page, parts
from checker.readers.pages.page import Corners, turned
from checker.readers.passages import source, too_much
from checker.readers.pdf.bombs import swells
from checker.readers.pdf.chars import Found, find, text_of, upright, upright_turn
from checker.readers.pdf.drawn import drawn_on, upright_rules
from checker.readers.pdf.pictured import Pictures, remarks

FEW = 12
"""Characters: a page with fewer is a picture, where there is one."""

FILLED = 0.35
"""The part of a page that pictures cover at least where the page is one."""

DENSE = 20_000
"""Characters of one page: what has more is no page of a report."""

CROWDED = 60_000
"""The same of what is drawn on it, text in pieces among it."""


LAYER = 75
"""How sure, in hundredths, what a scanner's software put behind a picture is taken for."""


class Read(NamedTuple):
    """A page as pdfium gives it; ``pictured`` where it is a picture, whose text, if there is any,
    is what the scanner's software put behind it."""

    page: Page
    pictured: bool


def read(path: str, data: bytes, limits: Limits, tell: Callable[[int, int], None]) -> Source:
    """The Source of a PDF. Pages that are pictures are read optically where that is installed.

    Raises InputError: damaged, encrypted, over a limit, without text, or all pictures and nothing
    installed that reads these.
    """
    if swells(data, limits.unpacked):
        raise _swollen(path, limits)
    pages: list[Page] = []
    pictures = Pictures([], [], [])
    with opened(path, data, limits) as document:
        characters = 0
        for number in range(1, len(document) + 1):
            sheet = _sheet(path, document, number)
            page, pictured = _read(path, sheet, number)
            scan = _scanner() if pictured and len(pictures.optical) < limits.scanned else None
            if scan is not None:
                tell(number, len(document))
                page = scan.read_page(sheet, number)
                pictures.optical.append(number)
            elif pictured and page.chars:
                page = page._replace(chars=[char._replace(confidence=LAYER) for char in page.chars])
                pictures.layered.append(number)
            elif pictured:
                pictures.blind.append(number)
            sheet.close()
            characters += len(page.chars)
            if characters > limits.characters:
                raise too_much(path, limits)
            pages.append(page)
    wholly = not any(page.chars for page in pages)
    installed = len(pictures.blind) > 0 and _scanner() is not None
    notes = remarks(path, pictures, wholly, installed, limits)
    return source(path, "pdf", parts(pages), limits, notes)


@contextmanager
def opened(path: str, data: bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF as pdfium opens it, closed in the end. Raises InputError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise InputError(
                f"{path}：PDF 加了密码，打不开；请另存一份不加密码的再检查",
                f"{path}: the PDF asks for a password; save it without one",
            ) from None
        raise _damaged(path) from None
    try:
        if not 0 < len(document) <= limits.pages:
            raise _damaged(path) if not len(document) else _too_long(path, len(document), limits)
        yield document
    finally:
        document.close()


def _sheet(path: str, document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError:
        raise InputError(
            f"{path}：PDF 第 {number} 页已损坏，读不出来；请重新导出后再检查",
            f"{path}: page {number} of the PDF is damaged; export the file again",
        ) from None


def _read(path: str, sheet: pypdfium2.PdfPage, number: int) -> Read:
    """The characters and lines of one page."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(sheet, rect)
    area = (rect.left, rect.bottom, rect.right, rect.top)
    if (count := pdfium.FPDFPage_CountObjects(sheet)) > CROWDED:
        raise _too_dense(path, number, count)
    drawn = drawn_on(sheet)
    with text_of(sheet) as (text, count):
        if count > DENSE:
            raise _too_dense(path, number, count)
        seen, unseen = find(text, count, drawn.hidden)
    pictured = len(seen) < FEW and _covered(drawn.pictures, area) > FILLED
    found: list[Found] = seen + unseen if pictured else seen
    turn = upright_turn(found, pdfium.FPDFPage_GetRotation(sheet))
    visible = turned(area, turn)
    chars = upright(found, number, turn, visible)
    return Read(Page(number, *visible, chars, upright_rules(drawn.rules, turn), turn), pictured)


def _covered(pictures: list[Corners], area: Corners) -> float:
    """The part of a page that pictures cover."""
    whole = max(1.0, (area[2] - area[0]) * (area[3] - area[1]))
    covered = 0.0
    for left, bottom, right, top in pictures:
        wide = min(right, area[2]) - max(left, area[0])
        high = min(top, area[3]) - max(bottom, area[1])
        covered += max(0.0, wide) * max(0.0, high)
    return covered / whole


@cache
def _scanner() -> ModuleType | None:
    """The reader of scanned pages, where what it needs is installed. It is heavy, so only a page that
    is a picture asks for it."""
    try:
        return import_module("checker.readers.scan")
    except ModuleNotFoundError:
        return None


def _too_dense(path: str, number: int, count: int) -> InputError:
    return InputError(
        f"{path}：PDF 第 {number} 页有 {count} 个字符或图形，不像报告的一页；请确认是否选错了文件",
        f"{path}: page {number} of the PDF has {count} characters or objects: is it the right file?",
    )


def _damaged(path: str) -> InputError:
    return InputError(
        f"{path}：PDF 已损坏或不完整，打不开；请重新导出或重新下载后再检查",
        f"{path}: the PDF is damaged or incomplete: export it or fetch it again",
    )


def _too_long(path: str, count: int, limits: Limits) -> InputError:
    return InputError(
        f"{path}：PDF 有 {count} 页，超过上限 {limits.pages} 页；请确认是否选错了文件"
        "（上限可用 --limit pages=… 调整）",
        f"{path}: the PDF has {count} pages, over the limit of {limits.pages}"
        " (--limit pages=… raises the limit)",
    )


def _swollen(path: str, limits: Limits) -> InputError:
    most = limits.unpacked // 1048576
    return InputError(
        f"{path}：PDF 里有解压后过大的数据（上限 {most} MB，图片以外的为其四分之一），不像一份报告"
        "（上限可用 --limit unpacked=… 调整）",
        f"{path}: a stream of the PDF unpacks to more than {most} MB, or a fourth of that if it is no"
        " picture (--limit unpacked=… raises the limit)",
    )
