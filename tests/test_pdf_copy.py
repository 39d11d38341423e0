"""The marked PDF: the submitted bytes first, a highlight over exactly the words of each finding."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from paged import Setting, encrypted, pdf, sheets, turned_sheet

from checker.cli.pipeline import Settings, examine
from checker.copies import make
from checker.errors import InputError
from checker.findings.places import NOWHERE
from checker.model.verdict import Checked
from checker.readers import read

pypdf = pytest.importorskip("pypdf", reason="the extra pdf is not installed")
pypdfium2 = pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")

REPORT = [
    "云岭县应急管理局2023年度部门整体支出绩效自评报告",
    "一、部门基本情况",
    "云岭县应急管理局为县政府工作部门，内设股室六个，行政编制18名，年末实有17人，在册离退休人员9人，"
    "临时聘用人员3人，主要承担安全生产综合监管和应急救援的组织工作。",
    "二、部门整体支出情况",
    "全年支出合计820.50万元，其中基本支出600.25万元、项目支出222.25万元。其它经费没有支出，各项资金"
    "均按照规定使用，没有发现挪用、截留的情形。",
    "三、存在问题",
    "一是预算编制还不够细化。二是部分项目实施较慢。",
    "四、改进措施",
    "一是细化预算编制。二是加快项目实施。",
]


def checked(data: bytes) -> tuple[Checked, bytes]:
    found, report = examine(read("报告.pdf", data), Settings())
    return found, make("pdf", report, found, data, "zh")


def notes(made: bytes) -> list[tuple[int, Any]]:
    """The annotations of a PDF with the page of each, from 0."""
    reader = pypdf.PdfReader(BytesIO(made))
    return [
        (number, entry.get_object())
        for number, page in enumerate(reader.pages)
        for entry in page.get("/Annots") or []
    ]


def words_under(made: bytes, page: int, points: list[float]) -> str:
    """What pdfium finds in each box of a highlight."""
    document = pypdfium2.PdfDocument(made)
    text = document[page].get_textpage()
    found = ""
    for at in range(0, len(points), 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        x, y = 0.6, 0.6
        found += text.get_text_bounded(min(xs) + x, min(ys) + y, max(xs) - x, max(ys) - y)
    document.close()
    return found.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_highlights_cover_exactly_the_words(rotate: int) -> None:
    made_of = sheets(REPORT, Setting(count=24, lines=9))
    data = pdf([turned_sheet(sheet, rotate) for sheet in made_of])
    found, made = checked(data)
    assert made.startswith(data)
    assert len(pypdf.PdfReader(BytesIO(made)).pages) == len(made_of)
    placed = [one for one in found.findings if one.location.page or one.location.line]
    assert {"SUM-01", "WRD-01"} <= {one.rule for one in placed}
    highlights = [(page, note) for page, note in notes(made) if note["/Subtype"] == "/Highlight"]
    for finding in placed:
        under = ""
        for page, note in highlights:
            message = finding.message.get("zh")
            if finding.rule in note["/Contents"] and message in note["/Contents"]:
                under += words_under(made, page, [float(x) for x in note["/QuadPoints"]])
        assert under.replace(" ", "") == finding.excerpt.replace(" ", ""), finding.rule


def test_notes_say_severity_rule_message_and_working() -> None:
    data = pdf(sheets(REPORT))
    found, made = checked(data)
    finding = next(one for one in found.findings if one.rule == "SUM-01")
    (note,) = [note for _, note in notes(made) if "SUM-01" in note["/Contents"]]
    assert note["/T"] == "jixiao 绩效"
    assert note["/Contents"].startswith("【错误】SUM-01")
    assert finding.message.get("zh") in note["/Contents"]
    assert "822.5" in note["/Contents"]
    assert [round(float(part), 2) for part in note["/C"]] == [1.0, 0.62, 0.58]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_findings_without_a_place_are_a_note_on_the_first_page(rotate: int) -> None:
    data = pdf([turned_sheet(sheet, rotate) for sheet in sheets(REPORT)])
    found, report = examine(read("报告.pdf", data), Settings())
    lost = [replace(one, location=NOWHERE) for one in found.findings]
    made = make("pdf", report, replace(found, findings=tuple(lost)), data, "zh")
    ((page, note),) = notes(made)
    assert (page, note["/Subtype"]) == (0, "/Text")
    assert all(one.rule in note["/Contents"] for one in lost)
    left, bottom, right, top = (float(part) for part in note["/Rect"])
    wide, high = (595.0, 842.0) if rotate in (0, 180) else (842.0, 595.0)
    # Seen upright, the upper left: which corner that is on the page as the file has it.
    corner = {0: (0.0, high), 90: (0.0, 0.0), 180: (wide, 0.0), 270: (wide, high)}[rotate]
    assert abs((left + right) / 2 - corner[0]) < 40
    assert abs((bottom + top) / 2 - corner[1]) < 40


def test_the_same_report_gives_the_same_bytes() -> None:
    data = pdf(sheets(REPORT), packed=True)
    assert checked(data)[1] == checked(data)[1]


def test_what_cannot_be_marked_says_why() -> None:
    data = pdf(sheets(REPORT))
    found, report = examine(read("报告.pdf", data), Settings())
    with pytest.raises(InputError, match="protected"):
        make("pdf", report, found, encrypted(data), "zh")
    with pytest.raises(InputError, match="--output html"):
        make("pdf", report, found, b"%PDF-1.7 no more than that", "zh")
    text, typed = examine(read("报告.txt", "\n".join(REPORT).encode()), Settings())
    with pytest.raises(InputError, match="no PDF"):
        make("pdf", typed, text, data, "zh")
