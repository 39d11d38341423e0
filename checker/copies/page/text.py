"""The report as it is read: its paragraphs and tables, character for character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.copies.page.marks import Marked, html
from checker.copies.page.tables import cells_of, table_html, table_of
from checker.copies.page.tags import tag
from checker.model.report import Paragraph, Report
from checker.model.text import Span

HIGHEST, LOWEST = 3, 6
"""The levels of HTML that headings of a report are given; above them are those of the page."""


def article(report: Report, known: Marked) -> str:
    """The report's logical text with its marks; the text of this element is that of the report."""
    depths = {section.heading.start: section.depth for section in report.sections}
    numbered = enumerate(report.paragraphs)
    parts: list[str] = []
    for key, group in groupby(numbered, lambda one: table_of(report, one[1]) or one[0]):
        paragraphs = [paragraph for _, paragraph in group]
        parts += (
            _table(report, known, paragraphs)
            if isinstance(key, tuple)
            else [_paragraph(report, known, paragraphs[0], depths)]
        )
    return tag("article", "\n".join(parts), lang="zh-CN")


def _paragraph(report: Report, known: Marked, paragraph: Paragraph, depths: dict[int, int]) -> str:
    inner = html(report.text, known, *paragraph.span)
    if paragraph.kind == "title":
        return tag("h2", inner)
    if paragraph.kind == "heading":
        depth = depths.get(paragraph.span.start, LOWEST)
        return tag(f"h{min(LOWEST, HIGHEST - 1 + depth)}", inner)
    return tag("p", inner, class_={"item": "item", "table": "row"}.get(paragraph.kind))


def _table(report: Report, known: Marked, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    placed = cells_of(report, paragraphs)
    if placed:
        whole = Span(paragraphs[0].span.start, paragraphs[-1].span.end)
        yield table_html(report, known, placed, whole)
    else:
        yield from (_paragraph(report, known, one, {}) for one in paragraphs)
