"""What a report says was done in time, with no date by which that could be judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict

STOP = "[。！？；;]"


def check_undated(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict a report: it passes where one of the rule's ``terms`` is stated or given, and
    fails at the first sentence that says one of ``says`` was ``done`` without being about what
    is not yet done or done by ``others``. A report that says none of it is not judged.
    """
    terms: list[str] = rule.params["terms"]
    stated = [fact.value.span for fact in report.facts if fact.term in terms]
    if stated:
        return [Verdict(rule, "pass", stated[0])]
    if any(term in context.given for term in terms):
        return [Verdict(rule, "pass", None)]
    for span in _sentences(report):
        text = report.folded[span.start : span.end]
        said = min(
            filter(None, (_find(text, words) for words in rule.params["says"])), default=None
        )
        if said and _has(text, rule.params["done"]) and not _has(text, rule.params["others"]):
            if _is_dated(report, span):
                return NotApplied(rule, "no-place")
            dates = [term for term in terms if term.endswith("日期")]
            place = Span(span.start + said.start, span.start + said.end)
            return [Verdict(rule, "fail", place, details=(("subject", "、".join(dates)),))]
    return NotApplied(rule, "no-place")


def _sentences(report: Report) -> Iterator[Span]:
    """The sentences and parts of sentences of prose, headings aside."""
    stop = re.compile(STOP)
    for paragraph in report.paragraphs:
        if paragraph.kind not in ("text", "item"):
            continue
        start, last = paragraph.span
        while start < last:
            found = stop.search(report.folded, start, last)
            end = found.end() if found else last
            yield Span(start, end)
            start = end


def _find(text: str, words: str) -> Span | None:
    """Where the words first stand in a text; … is what lies between."""
    found = re.search("[^，,、；;：:]{0,20}?".join(map(re.escape, words.split("…"))), text)
    return Span(*found.span()) if found else None


def _has(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _is_dated(report: Report, span: Span) -> bool:
    """Whether a date or a number of days stands there, though it could not be told of what."""
    return any(
        span.start <= value.span.start < span.end
        and (value.kind == "duration" or (value.date is not None and value.date[1] is not None))
        for value in report.values
    )
