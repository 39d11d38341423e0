"""What a report says was done in time, with no date by which that could be judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.amounts.beside import values_between
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict, both, in_a_row
from checker.report.prose import paragraph_at

STOPS = "。！？；;\n"
BETWEEN = r"[^，,、；;：:。！？\n]{0,20}?"


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
    seen = 0
    for said in sorted(_places(report, rule.params["says"])):
        if said.start < seen:
            continue  # the same sentence
        span = _sentence(report, said)
        seen = span.end
        text = report.folded[span.start : span.end]
        if has_any(rule.params["done"], text) and not has_any(rule.params["others"], text):
            if _is_dated(report, span):
                return NotApplied(rule, "no-place")
            dates = [term for term in terms if term.endswith("日期")]
            return [
                Verdict(rule, "fail", said, details=both("subject", in_a_row(dates, en="“{}”")))
            ]
    return NotApplied(rule, "no-place")


def _places(report: Report, says: Sequence[str]) -> Iterator[Span]:
    """Where prose says one of some things; … stands for what lies between two words."""
    seconds: dict[str, list[str]] = {}
    for words in says:
        first, *others = map(re.escape, words.split("…"))
        seconds.setdefault(first, []).append(BETWEEN.join(others))
    for first, behind in seconds.items():
        for found in re.finditer(f"{first}{BETWEEN}(?:{'|'.join(behind)})", report.folded):
            if paragraph_at(report, found.start()).kind in ("text", "item"):
                yield Span(*found.span())


def _sentence(report: Report, said: Span) -> Span:
    """The sentence, or the part of one up to a semicolon, that something is said in."""
    low = max(report.folded.rfind(mark, 0, said.start) for mark in STOPS)
    ends = [at for mark in STOPS if (at := report.folded.find(mark, said.end)) >= 0]
    return Span(low + 1, min(ends, default=len(report.folded)))


def _is_dated(report: Report, span: Span) -> bool:
    """Whether a date or a number of days stands there, though it could not be told of what."""
    return any(
        value.kind == "duration" or (value.date is not None and value.date[1] is not None)
        for value in values_between(report, *span)
    )
