"""One report in many forms: Word, PDF, web page and OFD give the findings of the text.

What speaks of how a text is set is excepted: punctuation and blanks (TYP), and the form of ordinals
(NUM), which Word makes itself where it numbers paragraphs and a layout loses where it wraps lines.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from shared import REPORTS, SHARED, needs_shared

from checker.cli.pipeline import Settings, check_source
from checker.model.verdict import Finding
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


@cache
def findings(path: Path) -> tuple[Finding, ...]:
    source = read(path.name, path.read_bytes())
    return check_source(source, Settings()).findings


def said(path: Path) -> Counter[tuple[str, ...]]:
    """What is found, by rule, outcome, severity and the words it is about."""
    return Counter(
        (f.rule, f.outcome, f.severity, "".join(fold(f.excerpt).split()))
        for f in findings(path)
        if not set(f.rule.split("-")) & set(FORM)
    )


def text_of(path: Path) -> Path:
    return SHARED / "reports" / f"{path.name.partition('.')[0]}.txt"


@needs_shared
@pytest.mark.parametrize("path", BORN, ids=lambda path: path.name)
def test_a_form_has_the_findings_of_the_text(path: Path) -> None:
    if path.suffix == ".doc" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice, which reads .doc, is not installed")
    text, form = said(text_of(path)), said(path)
    assert (text - form, form - text) == (Counter(), Counter())


@needs_shared
@pytest.mark.parametrize("path", SCANNED, ids=lambda path: path.name)
def test_a_scan_loses_no_error(path: Path) -> None:
    """Of the pages that were scanned: errors behind the last section read are not asked."""
    pytest.importorskip("rapidocr", reason="the extra that reads scans is not installed")
    read_of = {f.location.section[:1] for f in findings(path)}
    errors = [f for f in findings(text_of(path)) if f.severity == "error" and f.outcome == "fail"]
    wanted = {(f.rule, f.excerpt) for f in errors if f.location.section[:1] in read_of}
    found = {(f.rule, f.excerpt) for f in findings(path) if f.outcome == "fail"}
    squeeze = lambda pairs: {(rule, "".join(fold(words).split())) for rule, words in pairs}  # noqa: E731
    assert squeeze(wanted) - squeeze(found) == set()
