"""PDF → Source: every character at its place, pages turned and cut, what is no text left out."""

from __future__ import annotations

import json
import zlib

import pytest
from paged import Said, Setting, Sheet, assembled, encrypted, pdf, sheets, turned_sheet
from shared import SHARED

from checker.errors import InputError
from checker.model.limits import LIMITS
from checker.model.text import NOWHERE, PAGE_SHIFT, Source
from checker.readers import read

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
import pypdfium2

PARAGRAPHS = [
    "一、部门基本情况",
    "云岭县应急管理局内设股室六个，行政编制18名，年末实有17人，离退休9人。全年组织检查126次，整改隐患312处，整改率为98.5%。",
    "（一）预算执行情况",
    "全年收入820.50万元，支出815.25万元，其中：基本支出600.25万元，项目支出215.00万元。结余5.25万元，按规定交回。",
    "2.采购管理。当年采购预算60.00万元，实际采购58.20万元，执行率97.00%，未发现违规情形，合同均按期备案。",
]


def assert_places(data: bytes, source: Source) -> None:
    """Every character of the source that the file holds stands in its box, and no other beside it."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage() for page in document]
    for at, char in enumerate(source.text):
        anchor = source.anchors[at]
        if char.isspace() or anchor == NOWHERE:
            continue
        left, bottom, right, top = source.boxes[4 * at : 4 * at + 4]
        x, y = (right - left) / 20, (top - bottom) / 20
        inner = (left + x, bottom + y, right - x, top - y)
        assert char in texts[(anchor >> PAGE_SHIFT) - 1].get_text_bounded(*inner), (at, char)
        number = anchor & ((1 << PAGE_SHIFT) - 1)
        assert texts[(anchor >> PAGE_SHIFT) - 1].get_text_range(number, 1) == char
    document.close()


@pytest.mark.parametrize("packed", [False, True])
def test_paragraphs_and_places(packed: bool) -> None:
    data = pdf(sheets(PARAGRAPHS, Setting(lines=5)), packed)
    source = read("报告.pdf", data)
    assert source.text.split("\n") == PARAGRAPHS
    assert source.format == "pdf"
    assert [source.page(start) for start in source.line_starts] == [1, 1, 1, 2, 2]
    assert_places(data, source)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_that_are_turned(rotate: int) -> None:
    data = pdf([turned_sheet(sheet, rotate) for sheet in sheets(PARAGRAPHS)])
    source = read("报告.pdf", data)
    assert source.text.split("\n") == PARAGRAPHS
    assert_places(data, source)


def test_text_set_sideways_on_a_page_that_is_not_turned() -> None:
    data = pdf([turned_sheet(sheet, 90)._replace(rotate=0) for sheet in sheets(PARAGRAPHS)])
    source = read("报告.pdf", data)
    assert source.text.split("\n") == PARAGRAPHS
    assert_places(data, source)


def test_what_is_cut_off_the_page_is_not_read() -> None:
    said = [*sheets(PARAGRAPHS[:2])[0].said, Said(20, 820, "印刷厂裁切线", 8.0)]
    source = read("报告.pdf", pdf([Sheet(said, crop=(50, 50, 560, 800))]))
    assert source.text.split("\n") == PARAGRAPHS[:2]


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    source = read("报告.pdf", pdf([Sheet([Said(80, 700, "⼀是⼤⼒加强⽇常⻔户管理。")])]))
    assert source.text == "一是大力加强日常门户管理。"


def test_a_watermark_and_what_is_not_drawn_are_no_text() -> None:
    sheet = sheets(PARAGRAPHS)[0]
    code = "内部资料".encode("utf-16-be").hex()
    raw = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{code}> Tj ET\n".encode()
    hidden = Said(112, 300, "看不见的文字", mode=3)
    data = pdf([sheet._replace(said=[*sheet.said, hidden], raw=raw)])
    assert read("报告.pdf", data).text.split("\n") == PARAGRAPHS


def test_a_drawn_table_is_cells() -> None:
    rows = [["支出类别", "决算数"], ["基本支出", "600.25"], ["项目支出", "215.00"]]
    said = [
        Said(x, 690 - 30 * n, text, 12)
        for n, row in enumerate(rows)
        for x, text in zip((90, 210), row, strict=True)
    ]
    lines = [(80.0, 710.0 - 30 * n, 300.0, 710.0 - 30 * n) for n in range(4)]
    lines += [(x, 620.0, x, 710.0) for x in (80.0, 200.0, 300.0)]
    source = read("表.pdf", pdf([Sheet(said, lines)]))
    found = [[""] * 2 for _ in rows]
    for block, text in zip(source.blocks, source.text.split("\n"), strict=True):
        assert block.cell is not None
        found[block.cell.row][block.cell.column] = text
    assert found == rows


def pictured() -> Sheet:
    """A page that is a picture."""
    raw = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    return Sheet(raw=raw)


def test_pages_that_are_pictures_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.readers.pdf._scanner", lambda: None)
    source = read("报告.pdf", pdf([*sheets(PARAGRAPHS), pictured(), pictured()]))
    assert source.text.split("\n") == PARAGRAPHS
    (note,) = source.notes
    assert "第 2、3 页" in note.zh
    assert "jixiao-checker[scan]" in note.en
    with pytest.raises(InputError, match=r"scanned.*jixiao-checker\[scan\]"):
        read("报告.pdf", pdf([pictured()]))


def test_what_the_software_of_a_scanner_left_is_read_with_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("checker.readers.pdf._scanner", lambda: None)
    (sheet,) = sheets(PARAGRAPHS[:2])
    layer = [said._replace(mode=3) for said in sheet.said]
    source = read("报告.pdf", pdf([pictured()._replace(said=layer)]))
    assert source.text.split("\n") == PARAGRAPHS[:2]
    assert set(source.confidences) == {75, 100}
    assert source.confidences[0] == 75
    assert "扫描软件" in source.notes[0].zh


def swollen() -> bytes:
    """A stream packed twice, of which a thousandth of a thousandth is here."""
    zeros = zlib.compress(zlib.compress(b" " * (64 << 20), 9), 9)
    body = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (
        len(zeros),
        zeros,
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, body]
    )


def looped() -> bytes:
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 900000/Kids[2 0 R 2 0 R]>>"]
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"%PDF-1.7\n", "损坏", id="empty"),
        pytest.param(pdf(sheets(PARAGRAPHS))[:300], "损坏", id="truncated"),
        pytest.param(looped(), "页", id="looped"),
        pytest.param(pdf([Sheet()]), "没有文字", id="no text"),
        pytest.param(pdf([Sheet()] * 30), "上限", id="pages"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, said: str) -> None:
    limits = LIMITS if said != "上限" else LIMITS.__class__(pages=20)
    with pytest.raises(InputError) as fault:
        read("报告.pdf", data, limits)
    assert said in fault.value.get("zh")
    assert "报告.pdf" in fault.value.get("en")


def test_an_encrypted_file_says_so() -> None:
    with pytest.raises(InputError, match="password"):
        read("报告.pdf", encrypted(pdf(sheets(PARAGRAPHS))))


def test_a_stream_that_swells_is_refused() -> None:
    limits = LIMITS.__class__(unpacked=16 << 20)
    with pytest.raises(InputError, match="unpacked"):
        read("报告.pdf", swollen(), limits)


needs_documents = pytest.mark.skipif(
    not (SHARED / "documents").is_dir(), reason="the real documents are not beside this checkout"
)


@needs_documents
@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("foshan-2020", "foshan-2020"),
        ("foshan-2020.browser", "foshan-2020"),
        ("foshan-2020.fontless", "foshan-2020"),
        ("guangdong-2020", "guangdong-2020"),
        ("zengcheng-2023", "zengcheng-2023"),
    ],
)
def test_the_documents_have_their_paragraphs_and_cells(name: str, truth: str) -> None:
    folder = SHARED / "documents"
    data = (folder / f"{name}.pdf").read_bytes()
    source = read(f"{name}.pdf", data)
    known = json.loads((folder / f"{truth}.truth.json").read_text("utf-8"))
    lines = source.text.split("\n")
    read_lines = [
        line for line, block in zip(lines, source.blocks, strict=True) if block.cell is None
    ]
    true_lines = [entry["p"] for entry in known if "p" in entry]
    assert [line.replace(" ", "") for line in read_lines] == [
        line.replace(" ", "") for line in true_lines
    ]
    wrong = sum(
        abs(one.count(" ") - other.count(" "))
        for one, other in zip(read_lines, true_lines, strict=True)
    )
    assert wrong <= 0.005 * sum(map(len, true_lines))
    cells: dict[tuple[int, int], str] = {
        (block.cell.row, block.cell.column): line
        for line, block in zip(lines, source.blocks, strict=True)
        if block.cell is not None
    }
    for table in [entry["table"] for entry in known if "table" in entry and cells]:
        assert cells == {
            (row, column): text
            for row, texts in enumerate(table)
            for column, text in enumerate(texts)
            if text
        }


@needs_documents
@pytest.mark.parametrize("name", ["score-table", "borderless-table"])
def test_tables_over_pages_and_without_lines(name: str) -> None:
    folder = SHARED / "documents"
    source = read(f"{name}.pdf", (folder / f"{name}.pdf").read_bytes())
    truth = "score-table" if name == "score-table" else "foshan-2020"
    known = json.loads((folder / f"{truth}.truth.json").read_text("utf-8"))
    table = known if name == "score-table" else next(e["table"] for e in known if "table" in e)
    found: dict[tuple[int, int], str] = {}
    for line, block in zip(source.text.split("\n"), source.blocks, strict=True):
        if block.cell is None:
            continue
        for row in range(block.cell.row, block.cell.row + block.cell.rows):
            for column in range(block.cell.column, block.cell.column + block.cell.columns):
                found[row, column] = line
    for row, texts in enumerate(table):
        assert [found.get((row, column), "") for column in range(len(texts))] == texts


def test_a_column_over_the_edge_of_the_page_keeps_its_figures_whole() -> None:
    """Its ruling ends at the edge, the text goes on behind it."""
    rows = [("类别", "执行率"), ("基本支出", "99.64%"), ("项目支出", "98.84%")]
    top, high, edge = 700.0, 30.0, 595.0
    said = [
        Said(x, top - high * at - 22, text)
        for at, row in enumerate(rows)
        for x, text in zip((405.0, 584.0), row, strict=True)
    ]
    lines = [(400.0, top - high * at, edge, top - high * at) for at in range(4)]
    lines += [(x, top, x, top - 3 * high) for x in (400.0, 580.0, edge)]
    source = read("报告.pdf", pdf([Sheet(said, lines)]))
    cells = [(b.cell.row, b.cell.column) for b in source.blocks if b.cell is not None]
    assert cells == [(row, column) for row in range(3) for column in range(2)]
    assert source.text.split("\n") == [text for row in rows for text in row]
