"""Words that are written wrong, by the list of ``rules/confusions.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from checker.checks.habit import again
from checker.languages import long_pattern
from checker.model.confusion import Confusion, Confusions
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.packs.confusions import by_key, confusion, load_confusions
from checker.report.prose import paragraph_at

LONG = 200
"""Patterns longer than this take as long to compile as a small report to check."""


def check_confusions(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict a wrong form, at its first place; one that passes where there is none.

    What stands in a title 《…》 is cited as it is and not judged. ``also`` of the rule's parameters
    has more forms, ``without`` some of the shipped ones that are right for the pack.
    """
    del context
    found: dict[Confusion, list[Span]] = {}
    without = frozenset(rule.params.get("without", ()))
    for held in (load_confusions(), _own(rule.params)):
        for one, span in _places(report, held):
            if one.wrong not in without:
                found.setdefault(one, []).append(span)
    verdicts = [_verdict(report, rule, one, spans) for one, spans in found.items()]
    return verdicts or [Verdict(rule, "pass", None)]


@lru_cache(maxsize=1)
def places_of_forms(report: Report) -> list[Span]:
    """Where a wrong form of the shipped list stands."""
    return [span for _, span in _places(report, load_confusions())]


def _own(params: Mapping[str, Any]) -> Confusions:
    also = params.get("also", {})
    return by_key(tuple(confusion(wrong, entry) for wrong, entry in also.items()))


def _places(report: Report, held: Confusions) -> Iterator[tuple[Confusion, Span]]:
    folded = report.folded
    keys = sorted(_present(folded, held))
    for one in dict.fromkeys(one for key in keys for one in held.of(key)):
        start = folded.find(one.wrong)
        while start >= 0:
            span = Span(start, start + len(one.wrong))
            if not _right(folded, one, span) and not is_cited(report, span):
                yield one, span
            start = folded.find(one.wrong, span.end)


def _present(folded: str, held: Confusions) -> set[str]:
    """The keys that stand in the text. To look for each of some hundred forms would take ten times
    as long as to look for all their characters at once."""
    found = {key for key in held.single if key in folded}
    if held.ahead:
        found |= held.keyed.keys() & {
            one + two for one, two in _pattern(held.ahead).findall(folded)
        }
    if held.behind:
        found |= held.keyed.keys() & {
            two + one for one, two in _pattern(held.behind).findall(folded)
        }
    return found


@lru_cache(maxsize=16)
def _pattern(text: str) -> re.Pattern[str]:
    return long_pattern(text, re.RegexFlag(0)) if len(text) > LONG else re.compile(text)


def _right(folded: str, one: Confusion, span: Span) -> bool:
    """Whether the words around make the form a right one."""
    if one.then and not folded.startswith(one.then, span.end):
        return True
    for context in one.unless:
        start = span.start - context.index(one.wrong)
        if start >= 0 and folded.startswith(context, start):
            return True
    return False


def is_cited(report: Report, span: Span) -> bool:
    """Whether a place lies in a title 《…》."""
    start = paragraph_at(report, span.start).span.start
    opened = report.folded.rfind("《", start, span.start)
    return opened > report.folded.rfind("》", start, span.start)


def _verdict(report: Report, rule: Rule, one: Confusion, spans: list[Span]) -> Verdict:
    others = again(report, spans[1:])
    details = (("right", one.right), ("why", one.reason.zh), ("why_en", one.reason.get("en")))
    return Verdict(rule, "fail", spans[0], others, severity=one.severity, details=details)
