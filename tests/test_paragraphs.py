"""Joined paragraphs and positions, against the true text of the real reports and our own."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import ROOT, report_of
from shared import REPORTS, SHARED, needs_shared

OWN = sorted(
    path
    for folder in ("examples", "tests/reports")
    for path in (ROOT / folder).iterdir()
    if path.suffix in (".txt", ".md") and path.name != "README.md"
)


@needs_shared
def test_paragraphs_of_the_real_reports_equal_their_true_text() -> None:
    true, found = 0, 0
    for name in REPORTS:
        report = report_of((SHARED / "reports" / f"{name}.txt").read_bytes())
        ours = {report.text[p.span.start : p.span.end] for p in report.paragraphs}
        blocks = json.loads((SHARED / "documents" / f"{name}.truth.json").read_text("utf-8"))
        paragraphs = [block["p"] for block in blocks if "p" in block]
        true += len(paragraphs)
        found += sum(paragraph in ours for paragraph in paragraphs)
    assert found / true >= 0.98, f"{found} of {true}"


@needs_shared
@pytest.mark.parametrize("name", REPORTS)
def test_tables_of_the_real_reports_equal_their_true_cells(name: str) -> None:
    report = report_of((SHARED / "reports" / f"{name}.txt").read_bytes())
    blocks = json.loads((SHARED / "documents" / f"{name}.truth.json").read_text("utf-8"))
    ours = [
        [[cell.text for cell in row] for row in (table.header, *(row.cells for row in table.rows))]
        for table in report.tables
    ]
    assert ours == [block["table"] for block in blocks if "table" in block]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_every_character_stands_where_it_is_said_to_stand(path) -> None:  # type: ignore[no-untyped-def]
    report = report_of(path.read_bytes(), path.name)
    source = report.source
    for index, character in enumerate(report.text):
        if character != "\n":
            assert source.text[report.place(index)] == character
            line, column = source.line_column(report.place(index))
            assert source.text.split("\n")[line - 1][column - 1] == character


LINE = st.text(
    st.sampled_from("一二（）、，。：；其中合计支出收入预算 0123456789.,万元%\t　#*|-《》abc"),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_any_lines_keep_their_characters_and_order(lines: list[str], end: str) -> None:
    text = "标题\n" + end.join(lines)
    report = report_of(text)
    places = [report.place(n) for n, c in enumerate(report.text) if c != "\n"]
    assert places == sorted(set(places))
    assert all(
        report.source.text[place] == c
        for place, c in zip(places, report.text.replace("\n", ""), strict=True)
    )
    spans = [p.span for p in report.paragraphs]
    assert all(a.end < b.start + 1 for a, b in pairwise(spans))
    assert len(report.folded) == len(report.text)
    assert report.place(len(report.text)) == len(report.source.text)
