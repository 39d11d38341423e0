"""One report in many forms: Word, PDF, web page and OFD give the findings of the text.

What speaks of how a text is set is excepted: punctuation and blanks (TYP), and the form of ordinals
(NUM), which Word makes itself where it numbers paragraphs and a layout loses where it wraps lines.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from shared import REPORTS, SHARED, needs_shared

from checker.cli.pipeline import Settings, examine
from checker.model.report import Report
from checker.model.verdict import Checked
from checker.readers import read
from checker.report.folding import fold

FORM = ("TYP", "NUM")
SCANS = (".scan150.", ".scan200.")
DOCUMENTS = SHARED / "documents"


def forms() -> Iterator[Path]:
    if DOCUMENTS.is_dir():
        for path in sorted(DOCUMENTS.iterdir()):
            if path.name.partition(".")[0] in REPORTS and path.suffix != ".json":
                yield path


BORN = [path for path in forms() if not any(mark in path.name for mark in SCANS)]
SCANNED = [path for path in forms() if path not in BORN]


TABLELESS = "foshan-2020.fontless.pdf"
"""This file does not have the report's table."""


@cache
def checked(path: Path) -> tuple[Checked, Report]:
    return examine(read(path.name, path.read_bytes()), Settings())


@cache
def text_of(name: str) -> tuple[Checked, Report]:
    """The report as text, without its table where the file of that name has none."""
    path = SHARED / "reports" / f"{name.partition('.')[0]}.txt"
    found, report = checked(path)
    if name != TABLELESS:
        return found, report
    lines = report.source.text.split("\n")
    for table in report.tables:
        first, last = (
            report.source.line_column(report.place(at))[0]
            for at in (table.span.start, table.span.end - 1)
        )
        lines[first - 1 : last] = [""] * (last - first + 1)
    return examine(read(path.name, "\n".join(lines).encode()), Settings())


def bare(text: str) -> str:
    return "".join(fold(text).split())


def said(found: Checked) -> Counter[tuple[str, ...]]:
    """What is found, by rule, outcome, severity and the words it is about."""
    return Counter(
        (f.rule, f.outcome, f.severity, bare(f.excerpt))
        for f in found.findings
        if not set(f.rule.split("-")) & set(FORM)
    )


@needs_shared
@pytest.mark.parametrize("path", BORN, ids=lambda path: path.name)
def test_a_form_has_the_findings_of_the_text(path: Path) -> None:
    if path.suffix == ".doc" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice, which reads .doc, is not installed")
    text, form = said(text_of(path.name)[0]), said(checked(path)[0])
    assert (text - form, form - text) == (Counter(), Counter())


@needs_shared
@pytest.mark.parametrize("path", SCANNED, ids=lambda path: path.name)
def test_a_scan_loses_no_error_and_adds_none(path: Path) -> None:
    """Of the paragraphs that were scanned: one of the files is the first pages only."""
    pytest.importorskip("rapidocr", reason="the extra that reads scans is not installed")
    (text, report), (scan, optical) = text_of(path.name), checked(path)
    read_of = bare(optical.text)

    def errors(found: Checked) -> set[tuple[str, str, str]]:
        return {
            (f.rule, f.outcome, bare(f.excerpt)) for f in found.findings if f.severity == "error"
        }

    wanted = {
        (rule, outcome, words)
        for rule, outcome, words in errors(text)
        if any(
            words in bare(report.text[slice(*p.span)])
            and bare(report.text[slice(*p.span)]) in read_of
            for p in report.paragraphs
        )
    }
    assert wanted - errors(scan) == set()
    assert {one for one in errors(scan) if one[1] == "fail"} - errors(text) == set()


@needs_shared
@pytest.mark.parametrize("name", ["guangdong-2020", "zengcheng-2023"])
def test_the_errors_of_a_page_are_found_in_its_scan(name: str) -> None:
    """The page that has the error, as a picture, slightly turned."""
    pytest.importorskip("rapidocr", reason="the extra that reads scans is not installed")
    import pypdfium2
    from PIL import Image

    path = DOCUMENTS / f"{name}.pdf"
    found, _ = checked(path)
    error = next(f for f in found.findings if f.severity == "error" and f.outcome == "fail")
    assert error.location.page is not None
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        picture = document[error.location.page - 1].render(scale=150 / 72).to_pil().convert("L")
    turned = picture.rotate(0.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    data = BytesIO()
    turned.save(data, "PNG")
    scan = examine(read("扫描.png", data.getvalue()), Settings(pack=found.pack.id))[0]
    same = [
        f for f in scan.findings if (f.rule, bare(f.excerpt)) == (error.rule, bare(error.excerpt))
    ]
    assert [(f.severity, f.outcome, f.computed) for f in same] == [
        ("error", "fail", error.computed)
    ]
    assert same[0].confidence is not None
