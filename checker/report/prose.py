"""The prose of a report: its paragraphs without tables, its sentences and clauses, by place.

Checks that read words ask here for the bounds of what they read, so that a sentence is one thing
to all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from checker.model.report import Paragraph, Report
from checker.model.text import Span

STOPS = "。；！？;!?"
SENTENCE = re.compile(f"[{STOPS}]|$")
HALF = rf"[{STOPS}]|(?<=[^\s\d.A-Za-z])\.(?!\d)|$"
"""The same where a paragraph has no full stop but the half-width one."""

CLAUSE = "，,。；;：:！？\n"
"""What a clause ends with; a comma between digits ends none."""


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """All paragraphs that are no rows of tables, in order: the title, headings, items and text."""
    return (paragraph for paragraph in report.paragraphs if paragraph.kind != "table")


def paragraph_at(report: Report, position: int) -> Paragraph:
    """The paragraph that holds a position of the logical text."""
    return report.paragraphs[max(bisect_right(_starts(report), position) - 1, 0)]


@lru_cache(maxsize=1)
def _starts(report: Report) -> list[int]:
    """Where each paragraph begins; every check asks what lies around a place."""
    return [paragraph.span.start for paragraph in report.paragraphs]


def sentences(report: Report, span: Span) -> Iterator[Span]:
    """The sentences of a span of one paragraph, each with the mark (。！？；) it ends with."""
    start = span.start
    stop = re.compile(HALF) if _is_half(report, span) else SENTENCE
    for match in stop.finditer(report.folded, span.start, span.end):
        if match.end() > start:
            yield Span(start, match.end())
            start = match.end()


def sentence_at(report: Report, position: int) -> Span:
    """The sentence that holds a position, with its mark."""
    folded, around = report.folded, paragraph_at(report, position).span
    position = min(position, around.end)
    if _is_half(report, around):
        return next(s for s in sentences(report, around) if s.end > position or s.end == around.end)
    start = max(folded.rfind(mark, around.start, position) for mark in STOPS) + 1
    end = SENTENCE.search(folded, position, around.end)
    return Span(max(start, around.start), end.end() if end is not None else around.end)


def _is_half(report: Report, span: Span) -> bool:
    return report.folded.find("。", *span) < 0 and report.folded.find(".", *span) >= 0


def clause_at(report: Report, position: int) -> Span:
    """The words between the two nearest marks around a position, without the marks."""
    folded = report.folded
    around = paragraph_at(report, position).span
    start, end = position, position
    while start > around.start and not _ends(folded, start - 1):
        start -= 1
    while end < around.end and not _ends(folded, end):
        end += 1
    return Span(start, end)


def _ends(folded: str, at: int) -> bool:
    if folded[at] not in CLAUSE:
        return False
    return not (
        folded[at] in ",:" and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit()
    )
