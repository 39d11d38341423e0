"""Word files (.docx and kin): paragraphs and tables by a walk through their XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import NOWHERE, Source
from checker.readers import passages
from checker.readers.passages import Box, Boxes, Passage
from checker.readers.word.content import Content, Paragraph, Table
from checker.readers.word.package import open_package
from checker.readers.word.walk import Walked, walk


def read(
    path: str, data: bytes, limits: Limits, tell: Callable[[int, int], None] | None = None
) -> Source:
    """The text of a Word file: body, text boxes, notes and tables in reading order, automatic numbers in
    front of their paragraphs, tracked changes as if accepted. An anchor is the number of a
    character in ``walk``.

    Raises InputError where the file is damaged, encrypted, over a limit or without text.
    """
    walked = walk(open_package(path, data, limits))
    if not walked.pieces and walked.pictures:
        raise InputError(
            f"{path}：Word 文件里只有图片，没有文字；请另存为 PDF 后再检查，以便识别图片中的文字",
            f"{path}: only pictures and no text: save it as PDF, so that these can be read optically",
        )
    return passages.source(path, "word", parts(walked.content), limits, notes(walked))


def parts(content: Content) -> Iterator[Passage | Boxes]:
    """What ``passages.source`` makes a Source of."""
    for one in content:
        if isinstance(one, Table):
            yield from _tables(one)
        elif (made := passage(one)).text.strip():
            yield made


def passage(paragraph: Paragraph) -> Passage:
    """A paragraph with the number of each of its characters; breaks around it are no lines of it."""
    prefix, pieces = paragraph.prefix, paragraph.pieces
    held = "".join([piece.text for piece in pieces])
    text = held.strip("\n")
    first = pieces[0].start + len(held) - len(held.lstrip("\n")) if text else 0
    numbers = range(first, first + len(text))
    anchors = [NOWHERE] * len(prefix) + list(numbers) if prefix else numbers
    return Passage(prefix + text, anchors, paragraph.hint, paragraph.number)


def _tables(table: Table) -> Iterator[Passage | Boxes]:
    """A table and those inside it: behind it, or in their place where a cell across all columns is a
    frame around them."""
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    made: list[Box] = []
    inner: list[Table] = []
    for cell in table.cells:
        nested = [one for one in cell.content if isinstance(one, Table)]
        if nested and cell.columns == width:
            yield from _flushed(made, inner)
            made, inner = [], []
            yield from parts(cell.content)
            continue
        said = tuple(passage(one) for one in cell.content if isinstance(one, Paragraph))
        made.append(Box(cell.row, cell.column, said, cell.rows, cell.columns))
        inner += nested
    yield from _flushed(made, inner)


def _flushed(made: list[Box], inner: list[Table]) -> Iterator[Passage | Boxes]:
    if made:
        yield tuple(made)
    for one in inner:
        yield from _tables(one)


def notes(walked: Walked) -> list[Words]:
    """What the user must know of how the file was read."""
    said = []
    if walked.revisions:
        said.append(
            Words(
                f"文件中有{walked.revisions}处修订尚未接受，检查时按全部接受处理",
                f"the file has {walked.revisions} tracked changes, read as if all were accepted",
            )
        )
    if walked.objects:
        said.append(
            Words(
                f"文件中嵌有{walked.objects}个对象（如 Excel 表格），其中的文字没有读取",
                f"the file embeds {walked.objects} objects (Excel sheets, for one), which were not read",
            )
        )
    if walked.chunks:
        said.append(
            Words(
                f"文件中插入了{walked.chunks}个外部文档（altChunk），没有读取；请用 Word 打开后另存",
                f"the file has {walked.chunks} documents pasted in (altChunk), which were not read:"
                " open it in Word and save it",
            )
        )
    return said
