"""The sections a report must have, by the pack's outline: under their title or another name for it."""

from __future__ import annotations

import re

from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import OutlineEntry, Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.outline import plain_title

OPENING = 16
"""Characters at the head of a paragraph in which it may name the section that it stands for."""

SUBJECT = re.compile(
    r"^(?:\d{4}年度?)?(?:(?:本|我)?(?:部门|单位|局|委|办|院|校|中心|所|镇))?(?:目前|当前|的)?"
)
"""Who and when, before the name at the head of a paragraph."""


def check_outline(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each section the outline asks for at its top.

    A section is there where any heading, on whatever level, holds its title or another name of it,
    or where a paragraph without a heading begins with one. What is not there fails at the heading
    that comes after the gap. A report without headings is not judged.
    """
    headings = [
        (plain_title(report.folded[s.title.start : s.title.end]), s.heading)
        for s in report.sections
    ]
    if len(headings) < 2 or not context.outline:
        return NotApplied(rule, "no-headings")
    openings = [
        SUBJECT.sub("", plain_title(report.folded[p.span.start : p.span.start + OPENING]))
        for p in report.paragraphs
        if p.kind == "text"
    ]
    found = [_find(entry, headings, openings) for entry in context.outline]
    verdicts = []
    for at, entry in enumerate(context.outline):
        if entry.optional:
            continue
        place = found[at]
        if place is not None:
            verdicts.append(Verdict(rule, "pass", place, details=(("subject", entry.title),)))
            continue
        after = next((span for span in found[at + 1 :] if span is not None and span.end), None)
        span = after or report.identity.title or headings[-1][1]
        verdicts.append(Verdict(rule, "fail", span, details=(("subject", entry.title),)))
    return verdicts


def _find(
    entry: OutlineEntry, headings: list[tuple[str, Span]], openings: list[str]
) -> Span | None:
    """Where a section stands; an empty span where it is only named at the head of a paragraph."""
    names = re.compile(
        "|".join(re.escape(plain_title(name)) for name in (entry.title, *entry.also))
    )
    for title, span in headings:
        if names.search(title):
            return span
    return Span(0, 0) if any(names.match(opening) for opening in openings) else None
