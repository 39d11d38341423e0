"""What was read optically is doubted: a character that was misread is not the author's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import Verdict

WHOLLY = 100
"""The confidence of a character that was not read optically: what was has less."""

SURE = 90
"""Hundredths below which a character may be another. Of the figures of clean scans none has less than
98; of characters misread in bad ones two thirds have less than 90, of those read right one in fifty."""

UNCLEAR = "unclear"
"""The reason of a verdict that was doubted."""

FIGURE = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两.．,，%％‰]+")
"""A figure and what makes it ten thousand times as much."""

FORMS = frozenset({"form", "third", "mark", "stop", "blank"})
"""What rules on ordinals ask that is a matter of marks and blanks."""

CHARACTERS = frozenset({"misnamed", "named", "called", "spelt", "citation"})
"""The checks, beside those of words, that a single wrong character makes fail."""

LONG = 40
"""Characters: what a single character is wrong in is shorter; of a longer span only figures count."""


def least(report: Report, spans: Iterable[Span]) -> int:
    """How sure the least sure character of spans is, in hundredths; ``WHOLLY`` where all were
    written, none read optically."""
    known = report.source.confidences
    if not known:
        return WHOLLY
    return min((known[report.place(at)] for span in spans for at in range(*span)), default=WHOLLY)


def doubted(report: Report, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts of one rule on a report with pages that were read optically.

    - Marks and blanks (family TYP, the form of ordinals) prove nothing on such a page: left out.
    - A rule on words (family WRD) fails at most as a remark.
    - What rests on a figure, a name or a word with a character less sure than ``SURE`` is
      undetermined; the message names it.
    """
    made = []
    for verdict in verdicts:
        spans = places(verdict)
        if verdict.outcome != "fail" or least(report, spans) == WHOLLY:
            made.append(verdict)
            continue
        family = _family(verdict.rule)
        if family == "TYP" or _is_form(verdict.rule):
            continue
        single = family in ("WRD", "NUM") or verdict.rule.check in CHARACTERS
        unclear = _unclear(report, spans, single)
        if unclear:
            details = (*verdict.details, ("reason", UNCLEAR), ("unclear", "、".join(unclear)))
            made.append(replace(verdict, outcome="undetermined", details=details))
        else:
            made.append(replace(verdict, severity="info") if family == "WRD" else verdict)
    return made


def places(verdict: Verdict) -> list[Span]:
    """Where the claim of a verdict and its operands stand."""
    spans = [part.span for part in verdict.operands]
    return spans if verdict.span is None else [verdict.span, *spans]


def is_unclear(verdict: Verdict) -> bool:
    """Whether a verdict is undetermined only because it rests on what was not read clearly."""
    return verdict.outcome == "undetermined" and ("reason", UNCLEAR) in verdict.details


def _unclear(report: Report, spans: Iterable[Span], single: bool) -> list[str]:
    """The figures that are not sure, of ``single`` the words too; each once."""
    found: dict[str, None] = {}
    for span in dict.fromkeys(spans):
        text = report.text[span.start : span.end]
        parts = [Span(*m.span()) for m in FIGURE.finditer(text)]
        for part in [Span(0, len(text))] if single and len(text) <= LONG else parts:
            if least(report, [Span(span.start + part.start, span.start + part.end)]) < SURE:
                found[text[part.start : part.end]] = None
    return list(found)


def _family(rule: Rule) -> str:
    return rule.id.split("-")[-2]


def _is_form(rule: Rule) -> bool:
    return rule.check == "numbering" and rule.params.get("asks") in FORMS
