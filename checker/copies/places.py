"""Where the words of a finding stand in the submitted file."""

from __future__ import annotations

from checker.model.report import Report
from checker.model.text import NOWHERE, Span


def offsets(report: Report, span: Span) -> list[int]:
    """Where in ``report.source.text`` each character of a span stands, in order."""
    return [report.place(at) for at in range(span.start, span.end)]


def anchors(report: Report, span: Span) -> list[int]:
    """The anchors of a span's characters, in order, those that the file holds, ends of paragraphs
    apart; where it holds none (an automatic number) that of the next character that it does."""
    known = report.source.anchors
    held = [at for at in range(span.start, span.end) if report.text[at] != "\n"]
    found = [known[place] for place in map(report.place, held) if known[place] != NOWHERE]
    if not found:
        behind = known[report.place(span.start) :]
        found = [anchor for anchor in behind[:200] if anchor != NOWHERE][:1]
    return found
