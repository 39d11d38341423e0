"""What every reader of a format with paragraphs finds, and how a Source is made of it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import NOWHERE, Block, CellPlace, Source

ENDS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
"""Line ends that an author set inside a paragraph: what stands behind one is a line of its own."""

STRANGE = re.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that no text has; one to one with a blank, so that anchors keep their places."""

PROSE = 40
"""A cell that fills its row and holds a sentence longer than this is no cell: a form has it around
the text of the report."""


class Passage(NamedTuple):
    """One paragraph as a reader found it.

    ``anchors`` has an entry for each character of ``text`` (see ``Source``), ``boxes`` four or none,
    ``confidences`` one or none. ``hint`` is the heading level its style claims (0 none), ``number``
    its number in the file where the format counts paragraphs, ``name`` that of the cell of a sheet
    which it is.
    """

    text: str
    anchors: Sequence[int]
    hint: int = 0
    number: int | None = None
    boxes: Sequence[float] = ()
    confidences: bytes = b""
    name: str = ""


class Box(NamedTuple):
    """One cell of a table: its row and column from 0, the passages in it, how many rows and columns
    it covers, and its name in a sheet."""

    row: int
    column: int
    passages: tuple[Passage, ...]
    rows: int = 1
    columns: int = 1
    name: str = ""


Boxes = tuple[Box, ...]
"""A table: each cell once, at its upper left place."""


def source(
    path: str,
    format: str,
    parts: Iterable[Passage | Boxes],
    limits: Limits,
    notes: Sequence[Words] = (),
) -> Source:
    """The Source of the paragraphs and tables of a file, in reading order.

    A cell is one line, its passages set apart by a blank. Tables that only hold text in its place
    are frames around paragraphs (``frames``).

    Raises InputError where there is no text, or too much of it.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    anchors: array[int] = array("Q")
    boxes: array[float] = array("f")
    confidences = bytearray()
    count = 0
    placed = False
    for passage, cell in _lines(parts):
        placed = placed or bool(passage.boxes)
        texts.append(passage.text)
        blocks.append(Block(passage.hint, passage.number, cell, passage.name))
        anchors.extend(passage.anchors)
        anchors.append(NOWHERE)
        if passage.boxes:
            boxes.extend(passage.boxes)
        else:
            boxes.frombytes(bytes(16 * len(passage.text)))
        boxes.frombytes(bytes(16))
        confidences.extend(passage.confidences or b"\x64" * len(passage.text))
        confidences.append(100)
        count += len(passage.text) + 1
        if count > limits.characters:
            raise too_much(path, limits)
    text = "\n".join(texts)
    if not text.strip():
        raise InputError(
            f"{path}：文件是空的，没有文字", f"{path}: the file is empty: it has no text"
        )
    starts = array("Q", [0])
    for said in texts[:-1]:
        starts.append(starts[-1] + len(said) + 1)
    anchors.pop()
    return Source(
        *(path, text, format, "", starts, tuple(notes), tuple(blocks), anchors),
        boxes[:-4] if placed else array("f"),
        bytes(confidences[:-1]) if any(c < 100 for c in confidences) else b"",
    )


def _lines(parts: Iterable[Passage | Boxes]) -> Iterator[tuple[Passage, CellPlace | None]]:
    """The lines of a Source, each with its place where it is a cell."""
    tables = 0
    for part in parts:
        if isinstance(part, Passage):
            yield from ((line, None) for line in lines_of(part))
            continue
        around = frames(part)
        for at, cell in enumerate(part):
            if at in around:
                for line in chain.from_iterable(map(lines_of, cell.passages)):
                    yield line, None
                continue
            place = CellPlace(tables, cell.row, cell.column, cell.rows, cell.columns, cell.name)
            yield joined(cell.passages), place  # those without words too: they part the columns
        tables += 1


def too_much(path: str, limits: Limits) -> InputError:
    """The error for a file with more text than any report has."""
    return InputError(
        f"{path}：文字超过 {limits.characters} 字，不像一份自评报告；请确认是否选错了文件"
        "（上限可用 --limit characters=… 调整）",
        f"{path}: more than {limits.characters} characters: is it the right file?"
        " (--limit characters=… raises the limit)",
    )


def too_many_cells(path: str, limits: Limits) -> InputError:
    """The error for more cells than the tables of any report have."""
    return InputError(
        f"{path}：表格单元格超过 {limits.cells} 个，不像一份自评报告（上限可用 --limit cells=… 调整）",
        f"{path}: more than {limits.cells} cells in its tables (--limit cells=… raises the limit)",
    )


def lines_of(passage: Passage) -> Iterable[Passage]:
    """The lines that an author's line ends make of a passage, characters that no text has as blanks."""
    text = STRANGE.sub(" ", passage.text)
    if ENDS.search(text) is None:
        yield passage._replace(text=text)
        return
    start = 0
    for end in chain((m.span() for m in ENDS.finditer(text)), [(len(text), len(text))]):
        yield _part(passage._replace(text=text), start, end[0])
        start = end[1]


def _part(passage: Passage, start: int, end: int) -> Passage:
    return passage._replace(
        text=passage.text[start:end],
        anchors=passage.anchors[start:end],
        boxes=passage.boxes[4 * start : 4 * end],
        confidences=passage.confidences[start:end],
    )


def joined(passages: Sequence[Passage]) -> Passage:
    """The passages of a cell as one, a blank between each two that have text."""
    lines = [line for line in chain.from_iterable(map(lines_of, passages)) if line.text.strip()]
    if len(lines) == 1:
        return lines[0]
    text = ""
    anchors: list[int] = []
    boxes: list[float] = []
    confidences = bytearray()
    for line in lines:
        if text:
            text += " "
            anchors.append(NOWHERE)
            boxes.extend((0.0,) * 4)
            confidences.append(100)
        text += line.text
        anchors.extend(line.anchors)
        boxes.extend(line.boxes or (0.0,) * (4 * len(line.text)))
        confidences.extend(line.confidences or b"\x64" * len(line.text))
    number = lines[0].number if lines else None
    placed = boxes if any(boxes) else ()
    return Passage(text, anchors, 0, number, placed, bytes(confidences))


def frames(table: Boxes) -> Set[int]:
    """The numbers of the cells that are frames around text: those of a table of one column, those
    across a whole table that hold prose, and all of a table that is mostly prose beside its headings."""
    width = max((cell.column + cell.columns for cell in table), default=0)
    across = {at for at, cell in enumerate(table) if cell.columns >= width and not cell.column}
    if width == 1:
        return across
    prose = {at for at, cell in enumerate(table) if _is_prose(cell)}
    if width == 2 and sum(map(_length, table)) < 2 * sum(
        _length(table[at]) for at in prose - across
    ):
        return frozenset(range(len(table)))
    return across & prose


def _length(cell: Box) -> int:
    return sum(len(passage.text) for passage in cell.passages)


def _is_prose(cell: Box) -> bool:
    lines = [line.text for line in chain.from_iterable(map(lines_of, cell.passages))]
    return any(len(line) > PROSE and "。" in line for line in lines)
