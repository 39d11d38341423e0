"""Optical reading: what stands on a picture, where, and that harm ends in a clear message."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from math import cos, radians, sin
from pathlib import Path

import pytest
from shared import SHARED, needs_shared

from checker.errors import InputError
from checker.model.limits import LIMITS, Limits
from checker.model.text import PAGE_SHIFT, Source
from checker.readers import read
from checker.readers.passages import Passage

pytest.importorskip("rapidocr", reason='needs pip install "jixiao-checker[scan]"')
pytest.importorskip("onnxruntime", reason='needs pip install "jixiao-checker[scan]"')
pypdfium2 = pytest.importorskip("pypdfium2", reason='needs pip install "jixiao-checker[scan]"')

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from checker.readers.scan.mending import mended  # noqa: E402
from checker.readers.scan.models import Glyph  # noqa: E402

PICTURE = Path(__file__).parent / "scans" / "library.png"
"""A page with a title, two lines, a ruled table and a stamp; it is tilted by 0.6 degrees."""

TILT = radians(0.6)


@pytest.fixture(scope="module")
def scanned() -> Source:
    return read("library.png", PICTURE.read_bytes())


def test_the_text_of_a_picture(scanned: Source) -> None:
    lines = "".join(
        line
        for line, block in zip(scanned.text.split("\n"), scanned.blocks, strict=True)
        if block.cell is None
    )
    assert lines == (
        "图书馆借阅说明本馆全年开放312天，外借图书48,605册次（含少儿读物"
        "9,120册次），比上年增加7.25%。押金可随时退还。"
        "以上数据由借阅部统计，截至2021年12月31日。"
    )


def test_the_table_of_a_picture(scanned: Source) -> None:
    cells = {
        (block.cell.row, block.cell.column): line
        for line, block in zip(scanned.text.split("\n"), scanned.blocks, strict=True)
        if block.cell is not None
    }
    rows = [[cells[row, column] for column in range(3)] for row in range(4)]
    assert rows == [
        ["书库", "藏书（册）", "占比"],
        ["一楼", "20,480", "64.00%"],
        ["二楼", "11,520", "36.00%"],
        ["合计", "32,000", "100%"],
    ]


def test_every_character_lies_on_its_ink(scanned: Source) -> None:
    """The box of a character on the picture as it is, tilted: dark within, and lighter around it
    than a box in the wrong line would be."""
    ink = np.asarray(Image.open(PICTURE).convert("RGB"))[:, :, 0] < 140
    scale = max(ink.shape) / 842.0
    for at, char in enumerate(scanned.text):
        left, bottom, right, top = scanned.boxes[4 * at : 4 * at + 4]
        if not char.strip():
            continue
        rows = slice(round(ink.shape[0] - top * scale), round(ink.shape[0] - bottom * scale) + 1)
        within = ink[rows, round(left * scale) : round(right * scale) + 1]
        assert within.any(), (at, char)
        if "0" <= char <= "9":
            inked = np.flatnonzero(within.any(axis=1))
            middle = (inked[0] + inked[-1]) / 2 / within.shape[0]
            assert 0.35 < middle < 0.65, (at, char, middle)


def test_a_line_of_a_tilted_page_falls_as_the_page_does(scanned: Source) -> None:
    start = scanned.text.index("本馆")
    end = scanned.text.index("读物")
    across = scanned.boxes[4 * end] - scanned.boxes[4 * start]
    falls = scanned.boxes[4 * start + 1] - scanned.boxes[4 * end + 1]
    assert falls == pytest.approx(across * sin(TILT) / cos(TILT), abs=1.0)


def test_anchors_and_confidences(scanned: Source) -> None:
    assert scanned.page(0) == 1
    assert all(
        anchor >> PAGE_SHIFT == 1
        for anchor, char in zip(scanned.anchors, scanned.text, strict=True)
        if char.strip()
    )
    assert len(scanned.confidences) == len(scanned.text)
    figure = scanned.text.index("48,605")
    assert min(scanned.confidences[figure : figure + 6]) >= 95
    assert max(scanned.confidences[:6]) < 100
    assert "光学识别" in scanned.notes[0].zh


def test_a_page_on_its_side_is_stood_up() -> None:
    page = Image.open(PICTURE).convert("RGB").transpose(Image.Transpose.ROTATE_90)
    out = BytesIO()
    page.save(out, "PNG")
    said = read("turned.png", out.getvalue()).text
    assert "外借图书48,605册次（含少儿读物" in said
    assert "截至2021年12月31日。" in said


def test_the_pages_of_a_tiff_are_told_and_read() -> None:
    page = Image.open(PICTURE).convert("L")
    out = BytesIO()
    half = page.crop((0, 560, page.width, page.height))
    page.save(out, "TIFF", save_all=True, append_images=[half], compression="tiff_lzw")
    told: list[tuple[int, int]] = []
    source = read("two.tif", out.getvalue(), LIMITS, lambda page, pages: told.append((page, pages)))
    assert told == [(1, 2), (2, 2)]
    assert source.text.count("以上数据由借阅部统计") == 2
    assert source.page(len(source.text) - 1) == 2


def test_a_page_of_a_pdf_that_is_a_picture() -> None:
    out = BytesIO()
    Image.open(PICTURE).convert("RGB").save(out, "PDF", resolution=120)
    source = read("scan.pdf", out.getvalue())
    assert "外借图书48,605册次" in source.text
    assert source.format == "pdf"
    at = source.text.index("48,605")
    # 992 points of the picture are 595 of the page: the figure stands beyond its middle.
    assert 300 < source.boxes[4 * at] < 320


# --- harm -------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """A PNG that says it is this large, and holds a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, body in chunks:
        made += struct.pack(">I", len(body)) + name + body
        made += struct.pack(">I", zlib.crc32(name + body))
    return made


def test_a_picture_over_the_limit_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(InputError) as fault:
        read("bomb.png", png(60000, 60000))
    assert "60000×60000" in fault.value.zh
    assert "300 dpi" in fault.value.en


@pytest.mark.parametrize("kept", [40, 2000, 12000])
def test_a_truncated_picture_is_damaged(kept: int) -> None:
    with pytest.raises(InputError) as fault:
        read("cut.png", PICTURE.read_bytes()[:kept])
    assert "损坏" in fault.value.zh


@pytest.mark.parametrize("size", [(600, 800), (20000, 1), (1, 20000), (3, 3)])
def test_a_picture_without_text_is_empty(size: tuple[int, int]) -> None:
    out = BytesIO()
    Image.new("L", size, 255).save(out, "PNG")
    with pytest.raises(InputError) as fault:
        read("white.png", out.getvalue())
    assert "没有文字" in fault.value.zh


def test_pages_over_the_limit_are_refused() -> None:
    out = BytesIO()
    page = Image.new("1", (60, 80), 1)
    page.save(out, "TIFF", save_all=True, append_images=[page] * 4)
    with pytest.raises(InputError) as fault:
        read("many.tif", out.getvalue(), Limits(scanned=3))
    assert "--limit scanned=" in fault.value.zh


# --- what the text itself proves ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("read_as", "is_"),
    [
        ("支出1O5.2万元", "支出105.2万元"),
        ("支出3.l5万元", "支出3.15万元"),
        ("支出3，105。20万元", "支出3,105.20万元"),
        ("二〇二〇年", "二〇二〇年"),
        ("2018，2019年", "2018，2019年"),
        ("共 8 个", "共8个"),
        ("OA系统", "OA系统"),
        ("word 2016", "word 2016"),
    ],
)
def test_slips_inside_figures_are_mended(read_as: str, is_: str) -> None:
    glyphs = [Glyph(char, n / len(read_as), 0.99) for n, char in enumerate(read_as)]
    made = mended(glyphs)
    assert "".join(glyph.text for glyph in made) == is_
    for glyph in made:
        if glyph.text not in read_as:
            assert glyph.sure < 0.9


# --- a real scan -------------------------------------------------------------------------------


@needs_shared
def test_no_figure_of_a_scanned_table_is_lost() -> None:
    """The page of the expenditure table, with the columns of its figures."""
    from checker.readers.pages import parts
    from checker.readers.scan import read_page

    truth = json.loads((SHARED / "documents" / "foshan-2020.truth.json").read_text("utf-8"))
    (rows,) = [part["table"] for part in truth if "table" in part]
    document = pypdfium2.PdfDocument(SHARED / "documents" / "foshan-2020.scan150.pdf")
    (cells,) = [
        part
        for part in parts([read_page(document[6], 7)])
        if isinstance(part, tuple) and not isinstance(part, Passage)
    ]
    read_as = {
        (cell.row, cell.column): "".join(passage.text for passage in cell.passages)
        for cell in cells
    }
    figures = {
        (row, column): text
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if column
    }
    assert {place: read_as.get(place) for place in figures} == figures
