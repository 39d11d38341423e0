"""The submitted PDF with each finding as a highlight over its words and a note on it.

What is added stands behind the submitted bytes (an incremental update): these remain as they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.constants import AnnotationFlag
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from checker.copies import said
from checker.copies.places import offsets
from checker.errors import InputError
from checker.model.report import Report
from checker.model.text import NOWHERE, PAGE_SHIFT, Source
from checker.model.verdict import Checked, Finding
from checker.output.look import level

COLORS = {"error": "ff9d94", "warning": "ffd966", "info": "a9d6ff", "undetermined": "d9c2ff"}
"""Of the highlights, by what a finding counts as."""

Corners = tuple[float, float, float, float]
"""left, bottom, right, top"""

Placed = tuple[int, Corners]
"""A character's page, from 1, and its box."""

INSET = 0.05
"""By how much of its height a highlight is less high than its characters, so that it touches no
line above or below."""

CORNER = 18.0
"""Points: how large the note of findings without a place is, and how far it is from the edge."""


def make(report: Report, checked: Checked, data: bytes, lang: str) -> bytes:
    """The PDF ``data`` with the findings of its report in it.

    Raises InputError where it is no PDF, is encrypted, or nothing can be added to it.
    """
    path, source = checked.source.path, checked.source
    if source.format != "pdf":
        raise InputError(
            f"{path}：不是 PDF，不能加批注另存为 PDF；可改用 --output html=…",
            f"{path}: no PDF, so there is no marked PDF of it; --output html=… works for every file",
        )
    try:
        made = _written(report, checked.findings, source, data, lang)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _closed(path) from None
    if not made.startswith(data):
        raise _closed(path)
    return made


def _written(
    report: Report, findings: Sequence[Finding], source: Source, data: bytes, lang: str
) -> bytes:
    if PdfReader(BytesIO(data)).is_encrypted:
        raise InputError(
            f"{source.path}：PDF 有加密或权限保护，不能加批注；请另存一份不加密的，或改用 --output html=…",
            f"{source.path}: the PDF is protected, so nothing can be added to it: save it without"
            " protection, or use --output html=…",
        )
    writer = PdfWriter(BytesIO(data), incremental=True)
    upright = _directions(source)
    homeless: list[Finding] = []
    for finding in findings:
        found = list(_placed(report, source, finding))
        if not found:
            homeless.append(finding)
            continue
        quads: dict[int, list[Corners]] = defaultdict(list)
        for page, quad in _quads(found, upright):
            quads[page].append(quad)
        for page, boxes in quads.items():
            note = _highlight(boxes, COLORS[level(finding)], _said(finding, lang))
            writer.add_annotation(page - 1, note)
    if homeless:
        writer.add_annotation(0, _corner(writer, [_said(finding, lang) for finding in homeless]))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _said(finding: Finding, lang: str) -> str:
    return "\n".join((said.head(finding, lang), *said.lines(finding, lang)))


def _placed(report: Report, source: Source, finding: Finding) -> Iterator[Placed]:
    """Where the characters of a finding stand, in order, those that the file holds."""
    if finding.location.line is None and finding.location.page is None:
        return
    for at in offsets(report, finding.span):
        anchor, box = source.anchors[at], source.boxes[4 * at : 4 * at + 4]
        if anchor != NOWHERE and box[2] > box[0] and box[3] > box[1]:
            yield anchor >> PAGE_SHIFT, (box[0], box[1], box[2], box[3])


def _directions(source: Source) -> dict[int, bool]:
    """Of each page whether its lines run level on the page as the file has it."""
    votes: Counter[tuple[int, bool]] = Counter()
    boxes = source.boxes
    for at in range(len(source.anchors) - 1):
        page = source.anchors[at] >> PAGE_SHIFT
        if (
            page == source.anchors[at + 1] >> PAGE_SHIFT
            and NOWHERE not in source.anchors[at : at + 2]
        ):
            x = abs(boxes[4 * at] - boxes[4 * at + 4])
            y = abs(boxes[4 * at + 1] - boxes[4 * at + 5])
            votes[page, x >= y] += 1
    pages = {page for page, _ in votes}
    return {page: votes[page, True] >= votes[page, False] for page in pages}


def _quads(found: Sequence[Placed], level_pages: dict[int, bool]) -> Iterator[Placed]:
    """A box for each line of characters that follow one another."""
    row: list[Corners] = []
    last = 0
    for page, box in found:
        across = level_pages.get(page, True)
        if row and (page != last or not _is_beside(row[-1], box, across)):
            yield last, _around(row, level_pages.get(last, True))
            row = []
        row.append(box)
        last = page
    if row:
        yield last, _around(row, level_pages.get(last, True))


def _is_beside(one: Corners, other: Corners, across: bool) -> bool:
    """Whether two characters stand in one line, near each other."""
    low, high = (1, 3) if across else (0, 2)
    start, end = (0, 2) if across else (1, 3)
    shared = min(one[high], other[high]) - max(one[low], other[low])
    least = min(one[high] - one[low], other[high] - other[low])
    gap = max(other[start] - one[end], one[start] - other[end])
    return shared > 0.5 * least and gap < 4 * (one[high] - one[low])


def _around(row: Sequence[Corners], across: bool) -> Corners:
    left, bottom = min(box[0] for box in row), min(box[1] for box in row)
    right, top = max(box[2] for box in row), max(box[3] for box in row)
    if across:
        inset = INSET * (top - bottom)
        return left, bottom + inset, right, top - inset
    inset = INSET * (right - left)
    return left + inset, bottom, right - inset, top


def _highlight(boxes: Sequence[Corners], color: str, text: str) -> Highlight:
    corners = [
        FloatObject(round(value, 2))
        for left, bottom, right, top in boxes
        for value in (left, top, right, top, left, bottom, right, bottom)
    ]
    rect = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    note = Highlight(
        rect=rect, quad_points=ArrayObject(corners), highlight_color=color, title_bar=said.AUTHOR
    )
    _note(note, text)
    return note


def _corner(writer: PdfWriter, texts: Sequence[str]) -> Text:
    """A note at the upper left of the first page as it is looked at."""
    page = writer.pages[0]
    box, turn = page.cropbox, page.rotation % 360
    left, bottom, right, top = map(FloatObject, (box.left, box.bottom, box.right, box.top))
    x = left if turn in (0, 90) else right - 2 * CORNER
    y = top - 2 * CORNER if turn in (0, 270) else bottom
    rect = (x + CORNER / 2, y + CORNER / 2, x + 1.5 * CORNER, y + 1.5 * CORNER)
    note = Text(rect=rect, text="", title_bar=said.AUTHOR)
    _note(note, "\n\n".join(texts))
    return note


def _note(note: Highlight | Text, text: str) -> None:
    """Puts the words into a note, which is to be printed with the page."""
    note[NameObject("/Contents")] = TextStringObject(text)
    note.flags = AnnotationFlag.PRINT


def _closed(path: str) -> InputError:
    return InputError(
        f"{path}：这份 PDF 的结构不合规范，加不上批注；请重新导出 PDF，或改用 --output html=…",
        f"{path}: the structure of the PDF lets nothing be added: export it again,"
        " or use --output html=…",
    )
