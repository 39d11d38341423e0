"""Pages made by hand: PDF files without an embedded font, and paragraphs set as a typesetter would."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

import pytest

from checker.model.text import PAGE_SHIFT
from checker.readers.pages import Char, Page

A4 = (595.0, 842.0)
LEFT, TOP, BOTTOM = 80.0, 750.0, 90.0
CLOSING = "，。、；：！？）》”"
OPENING = "（《“"


class Said(NamedTuple):
    """Text on a page: where its base line begins, its size, its matrix's angle in quarters."""

    x: float
    y: float
    text: str
    size: float = 16.0
    quarter: int = 0
    mode: int = 0


class Sheet(NamedTuple):
    """A page of a PDF: what is said on it, lines (x0, y0, x1, y1), and how it is turned or cut."""

    said: Sequence[Said] = ()
    lines: Sequence[tuple[float, float, float, float]] = ()
    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    raw: bytes = b""
    extra: bytes = b""


TURNS = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0")


def content(sheet: Sheet) -> bytes:
    """The content stream of a page."""
    parts = [sheet.raw]
    for x, y, text, size, quarter, mode in sheet.said:
        code = text.encode("utf-16-be").hex()
        shown = f"BT /F1 {size} Tf {mode} Tr {TURNS[quarter]} {x} {y} Tm <{code}> Tj ET\n"
        parts.append(shown.encode())
    for x0, y0, x1, y1 in sheet.lines:
        parts.append(f"0.5 w {x0} {y0} m {x1} {y1} l S\n".encode())
    return b"".join(parts)


def stream(data: bytes, packed: bool = False, head: bytes = b"") -> bytes:
    if packed:
        data, head = zlib.compress(data), head + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def pdf(sheets: Sequence[Sheet], packed: bool = False) -> bytes:
    """A PDF of pages; the font is one that every reader of Chinese has to know without it."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids = []
    for sheet in sheets:
        kids.append(len(objects) + 1)
        crop = b""
        if sheet.crop is not None:
            crop = b"/CropBox[%s]" % " ".join(map(str, sheet.crop)).encode()
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]%s/Rotate %d"
            b"/Resources<</Font<</F1 3 0 R>>%s>>/Contents %d 0 R>>"
            % (*sheet.size, crop, sheet.rotate, sheet.extra, len(objects) + 2)
        )
        objects.append(stream(content(sheet), packed))
    listed = " ".join(f"{number} 0 R" for number in kids).encode()
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of objects, the first of which is the catalogue."""
    made, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % start for start in starts)
    return made + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        at,
    )


class Setting(NamedTuple):
    """How paragraphs are set: characters a line, indent of the first in characters, size, distance
    of base lines, space between paragraphs, lines a page."""

    count: int = 28
    indent: int = 2
    size: float = 16.0
    pitch: float = 28.0
    between: float = 0.0
    lines: int = 22


def wrapped(text: str, setting: Setting) -> list[tuple[float, str]]:
    """The lines of a paragraph, each with how far in it begins: no mark that closes stands first."""
    rows: list[tuple[float, str]] = []
    start, room = setting.indent, float(setting.count - setting.indent)
    row, used = "", 0.0
    for at, char in enumerate(text):
        width = 0.5 if char.isascii() else 1.0
        following = text[at + 1 : at + 2]
        need = width + (1.0 if following and following in CLOSING else 0.0)
        if char in CLOSING:
            need = width if used + width <= room else 0.0
        if row and used + need > room:
            rows.append((start, row))
            start, room, row, used = 0, float(setting.count), "", 0.0
        row, used = row + char, used + width
    rows.append((start, row))
    return rows


def placed(paragraphs: Iterable[str], setting: Setting) -> Iterator[tuple[int, Said]]:
    """The lines of paragraphs on pages from 1."""
    page, y, left = 1, TOP, setting.lines
    for text in paragraphs:
        for start, row in wrapped(text, setting):
            if not left:
                page, y, left = page + 1, TOP, setting.lines
            yield page, Said(LEFT + start * setting.size, y, row, setting.size)
            y, left = y - setting.pitch, left - 1
        y -= setting.between


def sheets(paragraphs: Iterable[str], setting: Setting = Setting()) -> list[Sheet]:  # noqa: B008
    """Pages of a PDF with these paragraphs."""
    pages: dict[int, list[Said]] = {}
    for page, said in placed(paragraphs, setting):
        pages.setdefault(page, []).append(said)
    return [Sheet(pages[number]) for number in sorted(pages)]


def pages(paragraphs: Iterable[str], setting: Setting = Setting()) -> list[Page]:  # noqa: B008
    """The same as pages of characters, as a reader hands them to the geometry."""
    found: dict[int, list[Char]] = {}
    for page, said in placed(paragraphs, setting):
        chars = found.setdefault(page, [])
        x, bottom = said.x, said.y - said.size / 7
        for text in said.text:
            right = x + said.size * (0.5 if text.isascii() else 1.0)
            anchor = page << PAGE_SHIFT | len(chars)
            chars.append(Char(text, x, bottom, right, bottom + said.size, anchor))
            x = right
    return [Page(number, 0.0, 0.0, *A4, chars) for number, chars in sorted(found.items())]


def turned_sheet(sheet: Sheet, rotate: int) -> Sheet:
    """The same page with its text set sideways and turned back by its own entry."""
    wide, high = sheet.size
    quarter = rotate // 90
    moved = []
    for said in sheet.said:
        x, y = said.x, said.y
        x, y = {0: (x, y), 1: (high - y, x), 2: (wide - x, high - y), 3: (y, wide - x)}[quarter]
        moved.append(said._replace(x=x, y=y, quarter=quarter))
    size = (high, wide) if quarter % 2 else (wide, high)
    return sheet._replace(said=moved, size=size, rotate=rotate)


def encrypted(data: bytes) -> bytes:
    """The same PDF, which asks for a password."""
    pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")
    writer = pypdf.PdfWriter(BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
