"""What a file is: by its first bytes, and only where these say nothing by the end of its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Kind = Literal[
    "text", "markdown", "word", "pdf", "image", "html", "sheet", "ofd", "old-word", "archive", ""
]
"""The readers' names for what they read; "" for a file that none reads."""

FORMATS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "word",
    ".docm": "word",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".htm": "html",
    ".html": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".xls": "sheet",
    ".et": "sheet",
    ".ofd": "ofd",
    ".doc": "old-word",
    ".wps": "old-word",
    ".rtf": "old-word",
    ".zip": "archive",
}
"""What is read, by the end of the name."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
PAGE_FILE = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.I)
"""How a page saved as one file begins (MHTML), also by Word."""
WORD_XML = b"<w:wordDocument"
OTHERS = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"GIF8", "GIF"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3", "SQLite"),
)
"""What is known and not read."""


def kind_of(path: str, data: bytes) -> Kind:
    """What a file holds. Text has no mark of its own: there the name decides (.md, .html)."""
    named = FORMATS.get(PurePath(path).suffix.lower(), "")
    if data.startswith(ZIP):
        return _zipped(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE):
        return _compound(data, named)
    if data.startswith(b"{\\rtf") or WORD_XML in data[:8192]:
        return "old-word"
    if data.startswith(IMAGES[:4]) or (data.startswith(IMAGES[4]) and b"\x00" in data[:14]):
        return "image"
    if any(data.startswith(magic) for magic, _ in OTHERS):
        return ""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if HTML.match(head) or PAGE_FILE.match(head):
        return "html"
    return named if named in ("markdown", "html") else "text"


def _zipped(data: bytes) -> Kind:
    """What a zip file is, by the names in it: they stand in the file as they are."""
    for name, kind in ((b"word/document", "word"), (b"xl/workbook", "sheet"), (b"OFD.xml", "ofd")):
        if name in data:
            return kind  # type: ignore[return-value]
    return "archive"


def _compound(data: bytes, named: Kind) -> Kind:
    """What a compound file is (Word and Excel before 2007, WPS), by the streams in it; where one
    of these lies in the other, by its name."""
    sheet = any(_has_stream(data, name) for name in ("Workbook", "Book"))
    if sheet and (named == "sheet" or not _has_stream(data, "WordDocument")):
        return "sheet"
    return "old-word"


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\x00\x00" in data
