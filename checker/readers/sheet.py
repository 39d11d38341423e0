"""Sheets of Excel and WPS: each visible sheet as its lines and tables, figures as they are shown.

The XML of .xlsx is read as it is: what a cell shows (95.20%) is its number in its format, and
libraries that give the formats trust what a file says of its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.rule import Words
from checker.model.text import Source
from checker.readers import Tell
from checker.readers.cells import Area, Cell, Sheet, parts
from checker.readers.kinds import ZIP
from checker.readers.packed import Part, beside, damaged, elements, encrypted, opened
from checker.readers.passages import source, too_many_cells
from checker.readers.shown import BUILT_IN, shown

WORKBOOK = "xl/workbook.xml"
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
BLANK = re.compile(rb'<c (?=[^<>]{0,80}r=")[^<>]{1,200}/>')
"""A cell with a format and nothing in it: some files have a million of them."""
TRUE = ("1", "true", "on")
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Book(NamedTuple):
    """A workbook: its visible sheets, how many are hidden, and how many formulas have no value."""

    sheets: tuple[Sheet, ...]
    hidden: int
    empty: int


def read(path: str, data: bytes, limits: Limits, tell: Tell) -> Source:
    """The Source of a workbook. Raises InputError: damaged, encrypted, over a limit, no text."""
    book = _xlsx(path, data, limits) if data.startswith(ZIP) else _xls(path, data, limits)
    found: list[Any] = []
    first = 0
    for sheet in book.sheets:
        found += parts(sheet, first)
        first += sum(len(cell.text) for cell in sheet.cells)
    return source(path, "sheet", found, limits, notes(book))


def notes(book: Book) -> list[Words]:
    """What of a workbook was not read."""
    said = []
    rows = sum(len(sheet.hidden_rows) for sheet in book.sheets)
    columns = sum(len(sheet.hidden_columns) for sheet in book.sheets)
    if book.hidden or rows or columns:
        said.append(
            Words(
                f"隐藏的内容未读：{book.hidden} 张工作表、{rows} 行、{columns} 列",
                f"hidden and not read: {book.hidden} sheets, {rows} rows, {columns} columns",
            )
        )
    if book.empty:
        said.append(
            Words(
                f"{book.empty} 个公式单元格没有保存计算结果，按空白读取；请用 Excel 或 WPS 打开后重新保存",
                f"{book.empty} formulas have no stored result and were read as empty:"
                " open the file in Excel or WPS and save it again",
            )
        )
    return said


def _xlsx(path: str, data: bytes, limits: Limits) -> Book:
    part = opened(path, data, limits).part
    workbook = part(WORKBOOK)
    if workbook is None:
        raise InputError(
            f"{path}：不是 .xlsx 工作簿（可能是 .xlsb 或已损坏）；请用 Excel 或 WPS 另存为 .xlsx",
            f"{path}: no .xlsx workbook (perhaps .xlsb, or damaged): save it as .xlsx",
        )
    targets = {
        one.get("Id"): beside(WORKBOOK, one.get("Target") or "")
        for one in _of(path, part, "xl/_rels/workbook.xml.rels", "Relationship", limits)
    }
    since_1904 = False
    listed = []
    hidden = 0
    for one in elements(path, workbook, "workbookPr sheet", limits):
        if one.tag.endswith("workbookPr"):
            since_1904 = one.get("date1904", "") in TRUE
        elif one.get("state", "visible") != "visible":
            hidden += 1
        else:
            listed.append((one.get("name") or "", one.get(REFERENCE) or one.get(STRICT) or ""))
    reader = _Reader(
        path,
        limits,
        _texts(path, part, limits),
        _formats(path, part, limits),
        since_1904,
    )
    sheets = []
    for name, reference in listed:
        content = part(targets.get(reference, ""))
        if content is not None:
            sheets.append(reader.sheet(name, content))
    return Book(tuple(sheets), hidden, reader.empty)


def _of(path: str, part: Part, name: str, names: str, limits: Limits) -> Iterator[Any]:
    content = part(name)
    if content is not None:
        yield from elements(path, content, names, limits)


def _texts(path: str, part: Part, limits: Limits) -> list[str]:
    """The texts that cells share, by number."""
    return [_text(one) for one in _of(path, part, "xl/sharedStrings.xml", "si", limits)]


def _text(element: Any) -> str:
    """The text of a cell with formatting, without what tells its pronunciation."""
    pieces = [
        piece.text or ""
        for piece in element.iter("{*}t")
        if not piece.getparent().tag.endswith("}rPh")
    ]
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


def _formats(path: str, part: Part, limits: Limits) -> list[str]:
    """The format code of each style that cells name by number."""
    own: dict[str, str] = {}
    codes = []
    for one in _of(path, part, "xl/styles.xml", "numFmt cellXfs", limits):
        if one.tag.endswith("}numFmt"):
            own[one.get("numFmtId") or ""] = one.get("formatCode") or ""
        else:
            for style in one.iterchildren("{*}xf"):
                number = style.get("numFmtId") or "0"
                code = own.get(number)
                codes.append(BUILT_IN.get(_whole(number), "") if code is None else code)
    return codes


class _Reader:
    """What the sheets of a workbook share, and how many cells and formulas without values it had."""

    def __init__(
        self, path: str, limits: Limits, texts: list[str], formats: list[str], since_1904: bool
    ) -> None:
        self.path, self.limits, self.texts, self.formats = path, limits, texts, formats
        self.since_1904 = since_1904
        self.cells = self.empty = 0

    def sheet(self, name: str, content: bytes) -> Sheet:
        """A sheet of the workbook from its XML."""
        cells: list[Cell] = []
        merged: list[Area] = []
        rows: set[int] = set()
        columns: set[int] = set()
        row, column = 0, 0  # of the next cell, where it does not say
        written = BLANK.sub(b"", content)
        for one in elements(self.path, written, "c row mergeCell col", self.limits):
            kind = one.tag.rpartition("}")[2]
            if kind == "c":
                place = CELL.fullmatch(one.get("r") or "")
                row = _whole(one.getparent().get("r"), row + 1) - 1
                if place:
                    row, column = int(place[2]) - 1, column_of(place[1])
                text = self._shown(one)
                if text:
                    cells.append(Cell(row, column, text))
                    self.cells += 1
                    if self.cells > self.limits.cells:
                        raise too_many_cells(self.path, self.limits)
                column += 1
            elif kind == "row":
                row = _whole(one.get("r"), row + 1) - 1
                if one.get("hidden") in TRUE:
                    rows.add(row)
                row, column = row + 1, 0
            elif kind == "col" and one.get("hidden") in TRUE:
                last = min(_whole(one.get("max")), 16_384)
                columns.update(range(max(_whole(one.get("min")) - 1, 0), last))
            elif kind == "mergeCell" and len(merged) < self.limits.cells:
                corners = [CELL.fullmatch(c) for c in (one.get("ref") or "").split(":")]
                if len(corners) == 2 and corners[0] and corners[1]:
                    merged.append(_area(corners[0], corners[1]))
        used = {cell.column for cell in cells}
        columns &= set(range(min(used, default=0), max(used, default=-1) + 1))
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        return Sheet(name, tuple(ordered), tuple(merged), frozenset(rows), frozenset(columns))

    def _shown(self, cell: Any) -> str:
        """The text that a cell shows."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _text(cell)
        value = cell.find("{*}v")
        said = "" if value is None else value.text or ""
        if not said:
            self.empty += kind != "str" and cell.find("{*}f") is not None
            return ""
        if kind == "s":
            number = _whole(said, -1)
            return self.texts[number] if 0 <= number < len(self.texts) else ""
        if kind == "b":
            return "TRUE" if said in TRUE else "FALSE"
        if kind != "n":
            return ESCAPED.sub(lambda match: chr(int(match[1], 16)), said)
        style = _whole(cell.get("s"))
        code = self.formats[style] if style < len(self.formats) else ""
        return shown(said, code, self.since_1904)


def _xls(path: str, data: bytes, limits: Limits) -> Book:
    """A workbook of Excel before 2007, or of WPS."""
    import xlrd

    nowhere = _Silence()
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere
        )
    except xlrd.XLRDError as fault:
        raise (encrypted if "encrypt" in str(fault) else damaged)(path) from None
    except Exception:  # the library checks little of what it reads
        raise damaged(path) from None
    sheets = []
    count = 0
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        cells = []
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                text = _old(book, cell)
                if text:
                    cells.append(Cell(row, column, text))
                    count += 1
                    if count > limits.cells:
                        raise too_many_cells(path, limits)
        hidden = (
            frozenset(at for at, info in sheet.rowinfo_map.items() if info.hidden),
            frozenset(at for at, info in sheet.colinfo_map.items() if info.hidden),
        )
        merged = (
            Area(top, bottom - 1, left, right - 1)
            for top, bottom, left, right in sheet.merged_cells[: limits.cells]
        )
        sheets.append(Sheet(sheet.name, tuple(cells), tuple(merged), *hidden))
    return Book(tuple(sheets), sum(1 for sheet in book.sheets() if sheet.visibility), 0)


def _old(book: Any, cell: Any) -> str:
    """The text that a cell of an older workbook shows."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    code = BUILT_IN.get(key) or book.format_map[key].format_str
    return shown(repr(cell.value), code, bool(book.datemode))


class _Silence:
    """A file that keeps nothing: the library remarks on what it reads."""

    def write(self, text: str) -> int:
        """Says that all was written."""
        return len(text)


def column_of(letters: str) -> int:
    """The number of a column from 0: ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(first: re.Match[str], last: re.Match[str]) -> Area:
    rows = sorted((int(first[2]) - 1, int(last[2]) - 1))
    columns = sorted((column_of(first[1]), column_of(last[1])))
    return Area(rows[0], rows[1], columns[0], columns[1])


def _whole(given: str | None, otherwise: int = 0) -> int:
    whole = given is not None and len(given) < 10 and given.isascii() and given.isdigit()
    return int(given or 0) if whole else otherwise
