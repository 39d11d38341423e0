"""Sheets: what their cells show, and which of them are a table."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("lxml", reason="the extra excel is not installed")
pytest.importorskip("xlrd", reason="the extra excel is not installed")
pytest.importorskip("xlsxwriter", reason="the extra excel is not installed")

import xlsxwriter
from shared import SHARED, needs_shared

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.text import Source
from checker.readers import read
from checker.readers.cells import cell_name
from checker.readers.shown import shown


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("0.30000000000000004", "General", "0.3"),
        ("4336.4799999999996", "", "4336.48"),
        ("4336.480", "General", "4336.48"),
        ("100", "General", "100"),
        ("1E-05", "General", "0.00001"),
        ("12345678901234567890", "General", "12345678901234600000"),
        ("0.33333333333333331", "G/通用格式", "0.333333333"),
        ("5", 'General"人"', "5人"),
        ("0.952", "0.00%", "95.20%"),
        ("0.955", "0%", "96%"),
        ("1.005", "0.00", "1.01"),
        ("4336.48", "#,##0.00", "4,336.48"),
        ("1234567.8", '#,##0.00,"千元"', "1,234.57千元"),
        ("123456", "0!.0,", "12.3"),
        ("12", "000", "012"),
        ("1.5", "0.###", "1.5"),
        ("1", "0.##", "1"),
        ("0.5", "#.00", "0.50"),
        ("-12.345", "0.00", "-12.35"),
        ("-0.001", "0.00", "0.00"),
        ("-12.345", "0.00_);[Red](0.00)", "(12.35)"),
        ("-12.3", "0.00;[Red]0.00", "-12.30"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("1234.5", "[$¥-804]#,##0.0", "¥1,234.5"),
        ("55", '[>=90]0"优";[<60]0"差";0', "55差"),
        ("0", ";;;", ""),
        ("5", "@", "5"),
        ("0.5", "# ?/?", "0.5"),
        ("1e300", "0.00", "1e300"),
        ("45000", "yyyy/m/d", "2023/3/15"),
        ("45000", '[$-804]yyyy"年"m"月"d"日";@', "2023年3月15日"),
        ("45000.5", "yyyy-mm-dd hh:mm:ss", "2023-03-15 12:00:00"),
        ("45000.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("45000", "aaaa", "星期三"),
    ],
)
def test_a_number_is_shown_in_its_format(number: str, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown("43538", "yyyy-mm-dd", True) == "2023-03-15"


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("收支表", "收支表!B7"),
        ("Sheet1", "Sheet1!B7"),
        ("2023", "'2023'!B7"),
        ("收 支", "'收 支'!B7"),
        ("it's", "'it''s'!B7"),
        ("AB12", "'AB12'!B7"),
    ],
)
def test_cells_are_named_as_in_a_formula(sheet: str, name: str) -> None:
    assert cell_name(sheet, 6, 1) == name
    assert cell_name("表", 0, 702) == "表!AAA1"


def book(fill: Any, name: str = "收支表") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        fill(made, made.add_worksheet(name))
    return held.getvalue()


def lines(source: Source) -> list[str]:
    return source.text.split("\n")


def cells(source: Source, number: int) -> dict[str, tuple[int, int, int, int, str]]:
    """The cells of a table that have a text, by their names."""
    return {
        b.cell.name.partition("!")[2]: (*b.cell[1:5], line)
        for line, b in zip(lines(source), source.blocks, strict=True)
        if b.cell and b.cell.table == number and line
    }


def loose(source: Source) -> list[tuple[str, str]]:
    return [
        (b.name, line) for line, b in zip(lines(source), source.blocks, strict=True) if not b.cell
    ]


def statement(made: Any, sheet: Any) -> None:
    """A table as offices fill it in: title, unit, two rows of headers, figures, notes."""
    rate = made.add_format({"num_format": "0.00%"})
    money = made.add_format({"num_format": "#,##0.00"})
    sheet.write("A1", "附件2")
    sheet.merge_range("A2:D2", "某市水务局支出明细表")
    sheet.write("A3", "填报单位：某市水务局")
    sheet.write("D3", "单位：万元")
    sheet.merge_range("A4:A5", "项目")
    sheet.merge_range("B4:D4", "决算")
    sheet.write_row("B5", ["金额", "其中：本级", "支出率"])
    sheet.write_row("A6", ["一、基本支出", 0.1 + 0.2, 4336.48])
    sheet.write("D6", 0.952, rate)
    sheet.write_row("A7", ["二、项目支出", 220.25, 0])
    sheet.write_formula("D7", "=B7/C7", rate, 0.98765)
    sheet.write("A8", "合计")
    sheet.write_formula("B8", "=B6+B7", money, 1220.5)
    sheet.merge_range("A9:D9", "注：本表数据来自部门决算报表。")
    sheet.write("A10", "填表人：甲")
    sheet.write("A13", "指标")
    sheet.write_row("B13", ["权重", "得分"])
    sheet.write_row("A14", ["预算编制", 8, 7.5])


STATEMENT = {
    "A4": (0, 0, 2, 1, "项目"),
    "B4": (0, 1, 1, 3, "决算"),
    "B5": (1, 1, 1, 1, "金额"),
    "C5": (1, 2, 1, 1, "其中：本级"),
    "D5": (1, 3, 1, 1, "支出率"),
    "A6": (2, 0, 1, 1, "一、基本支出"),
    "B6": (2, 1, 1, 1, "0.3"),
    "C6": (2, 2, 1, 1, "4336.48"),
    "D6": (2, 3, 1, 1, "95.20%"),
    "A7": (3, 0, 1, 1, "二、项目支出"),
    "B7": (3, 1, 1, 1, "220.25"),
    "C7": (3, 2, 1, 1, "0"),
    "D7": (3, 3, 1, 1, "98.77%"),
    "A8": (4, 0, 1, 1, "合计"),
    "B8": (4, 1, 1, 1, "1,220.50"),
}


def is_statement(source: Source) -> None:
    assert cells(source, 0) == STATEMENT
    assert cells(source, 1) == {
        "A13": (0, 0, 1, 1, "指标"),
        "B13": (0, 1, 1, 1, "权重"),
        "C13": (0, 2, 1, 1, "得分"),
        "A14": (1, 0, 1, 1, "预算编制"),
        "B14": (1, 1, 1, 1, "8"),
        "C14": (1, 2, 1, 1, "7.5"),
    }
    assert loose(source) == [
        ("收支表!A1", "附件2"),
        ("收支表!A2", "某市水务局支出明细表"),
        ("收支表!A3", "填报单位：某市水务局"),
        ("收支表!D3", "单位：万元"),
        ("收支表!A9", "注：本表数据来自部门决算报表。"),
        ("收支表!A10", "填表人：甲"),
    ]


def test_a_sheet_is_its_tables_and_the_lines_around_them() -> None:
    is_statement(read("表.xlsx", book(statement)))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_older_workbook_reads_the_same(tmp_path: Path) -> None:
    given = tmp_path / "a.xlsx"
    given.write_bytes(book(statement))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(given)], check=True, capture_output=True)
    is_statement(read("表.xls", (tmp_path / "a.xls").read_bytes()))


def test_a_report_written_in_merged_rows_is_paragraphs_around_its_table() -> None:
    def fill(made: Any, sheet: Any) -> None:
        for row, text in (
            (1, "一、基本情况"),
            (2, "本部门职能未变。"),
            (5, "二、存在问题"),
            (6, "无。"),
        ):
            sheet.merge_range(f"A{row}:B{row}", text)
        sheet.write_row("A3", ["项目", "金额"])
        sheet.write_row("A4", ["基本支出", 12.5])

    source = read("表.xlsx", book(fill))
    assert [text for _, text in loose(source)] == [
        *("一、基本情况", "本部门职能未变。", "二、存在问题", "无。")
    ]
    assert cells(source, 0)["B4"] == (1, 1, 1, 1, "12.5")


def test_cells_without_text_have_their_places_too() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["指标", "分值", "得分", "备注"])
        sheet.write("A2", "产出")
        sheet.merge_range("B2:C3", "")
        sheet.write("A3", "效果")

    source = read("表.xlsx", book(fill))
    assert [
        (*b.cell[1:5], line) for line, b in zip(lines(source), source.blocks, strict=True) if b.cell
    ][4:] == [
        (1, 0, 1, 1, "产出"),
        (1, 1, 2, 2, ""),
        (1, 3, 1, 1, ""),
        (2, 0, 1, 1, "效果"),
        (2, 3, 1, 1, ""),
    ]


def test_anchors_count_the_characters_of_the_cells() -> None:
    source = read("表.xlsx", book(lambda made, sheet: sheet.write_row("A1", ["甲乙", 12.5])))
    assert list(source.anchors[:2]) == [0, 1]
    assert list(source.anchors[3:]) == [2, 3, 4, 5]
    assert source.page(0) is None


def test_what_a_book_hides_is_not_read_and_said() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["指标", "藏列", "得分"])
        sheet.write_row("A2", ["藏行", 1, 2])
        sheet.write_row("A3", ["产出", 3, 4])
        sheet.merge_range("A4:C4", "合并到底的一行说明文字")
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
        hidden = made.add_worksheet("藏")
        hidden.write("A1", "藏页")
        hidden.hide()

    source = read("表.xlsx", book(fill))
    assert cells(source, 0) == {
        "A1": (0, 0, 1, 1, "指标"),
        "C1": (0, 1, 1, 1, "得分"),
        "A3": (1, 0, 1, 1, "产出"),
        "C3": (1, 1, 1, 1, "4"),
    }
    assert loose(source) == [("收支表!A4", "合并到底的一行说明文字")]
    assert source.notes[0].zh == "隐藏的内容未读：1 张工作表、1 行、1 列"


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook in which one part reads otherwise."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(held, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            made.writestr(name, content)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_without_its_result_is_said() -> None:
    made = book(
        lambda made, sheet: (sheet.write("A1", "合计"), sheet.write_formula("B1", "=1+1", None, 7))
    )
    source = read("表.xlsx", changed(made, SHEET, "<v>7</v>", ""))
    assert lines(source) == ["合计"]
    assert "1 个公式单元格" in source.notes[0].zh


def test_a_false_size_takes_no_room_and_loses_no_cell() -> None:
    made = book(lambda made, sheet: (sheet.write("A1", "甲"), sheet.write("XFD1048576", "乙")))
    source = read("表.xlsx", changed(made, SHEET, 'ref="A1:XFD1048576"', 'ref="A1:A1"'))
    assert loose(source) == [("收支表!A1", "甲"), ("收支表!XFD1048576", "乙")]


def test_texts_with_formatting_and_escapes() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_rich_string("A1", "预算", made.add_format({"bold": True}), "编制", "情况")
        sheet.write_row("A2", ["甲\n乙", True])

    source = read("表.xlsx", book(fill))
    assert lines(source) == ["预算编制情况", "甲 乙", "TRUE"]


@pytest.mark.parametrize(
    ("old", "new", "limits", "word"),
    [
        ("<sheetData>", "<sheetData><row>", LIMITS, "损坏"),
        ("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', LIMITS, "DTD"),
        ("<sheetData>", "<sheetData>" + " " * 9000, LIMITS._replace(unpacked=9000), "unpacked"),
        ("<sheetData>", "<sheetData>" + "<row/>" * 99, LIMITS._replace(elements=90), "elements"),
        ("<sheetData>", "<sheetData>", LIMITS._replace(cells=10), "cells"),
        ("<sheetData>", "<sheetData>", LIMITS._replace(entries=3), "entries"),
    ],
)
def test_what_cannot_be_read_is_said(old: str, new: str, limits: Any, word: str) -> None:
    data = book(statement)
    data = changed(data, SHEET, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', "")
    with pytest.raises(InputError, match=r"表\.xlsx") as told:
        read("表.xlsx", changed(data, SHEET, old, new), limits)
    assert word in told.value.zh


def test_a_file_that_breaks_off_is_said() -> None:
    for data in (
        book(statement)[:-100],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0b\0o\0o\0k\0\0\0",
    ):
        with pytest.raises(InputError) as told:
            read("表.xls", data)
        assert "损坏" in told.value.zh


@needs_shared
@pytest.mark.parametrize("end", ["xlsx", "xls"])
def test_a_score_table_is_read_cell_for_cell(end: str) -> None:
    data = (SHARED / "documents" / f"score-table.{end}").read_bytes()
    truth = json.loads((SHARED / "documents" / "score-table.truth.json").read_text("utf-8"))
    source = read(f"score-table.{end}", data)
    grid = [[""] * 7 for _ in range(26)]
    for row, column, rows, columns, text in cells(source, 0).values():
        for down in range(row, row + rows):
            grid[down][column : column + columns] = [text] * columns
    assert grid[:25] == truth
    assert grid[25][0] == "合计"  # a row that the truth leaves out: its sums are of texts
    assert loose(source) == []
