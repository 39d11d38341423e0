"""Makes findings of verdicts: messages filled in, places found, faults merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from checker.engine.doubt import WHOLLY, is_unclear, least, places
from checker.findings.diagnosis import Diagnosis, diagnose
from checker.findings.fingerprint import fingerprints
from checker.findings.merge import groups, lacks_dates, severity_of
from checker.findings.places import NOWHERE, locator
from checker.model.report import Report
from checker.model.rule import Ground, Words
from checker.model.text import Location, Span
from checker.model.verdict import Finding, Related, Verdict
from checker.wording import clauses, listed, say

AGAIN = "又见"
"""The role of a place where the report says the same thing once more."""

Locate = Callable[[Span, tuple[int, int, int] | None], Location]

PLACEHOLDER = r"\{(\w+)\}"

REMARKS = ("unit_slip", "truncated", "of_card")
"""Details that are said behind a rule's message unless it says them itself."""

MARKS = {
    "confirmed": Words("", ""),
    "recalled": Words("（据记忆，待核原文）", " (recalled, to be checked)"),
    "inferred": Words("（推断）", " (inferred)"),
}


def collect(report: Report, verdicts: Sequence[Verdict]) -> tuple[Finding, ...]:
    """The findings of all failed and undetermined verdicts, sorted by place and rule."""
    shown = [verdict for verdict in verdicts if verdict.outcome != "pass"]
    shown.sort(key=lambda verdict: (verdict.span or Span(0, 0), verdict.rule.id))
    marks = dict(zip(map(id, shown), fingerprints(report, shown), strict=True))
    locate = locator(report)
    diagnoses = diagnose(report, verdicts)
    findings = [
        _finding(report, locate, group, marks[id(group[0])], diagnoses.said)
        for group in groups(report, shown, diagnoses.same)
    ]
    findings.sort(key=lambda finding: (finding.span, finding.rule, finding.fingerprint))
    return tuple(findings)


def _finding(
    report: Report,
    locate: Locate,
    group: tuple[Verdict, ...],
    fingerprint: str,
    said: Mapping[int, Diagnosis],
) -> Finding:
    """The finding of verdicts that see one fault; the first stands for it."""
    verdict = group[0]
    if len(group) > 1:
        missing = dict.fromkeys(name for one in group for name in one.missing)
        verdict = replace(verdict, missing=tuple(missing))
    rule = verdict.rule
    span = verdict.span or Span(0, 0)
    excerpt = report.text[span.start : span.end]
    messages = Words(*(_message(lang, verdict, excerpt, group) for lang in ("zh", "en")))
    diagnosis = next((said[id(one)] for one in group if id(one) in said), None)
    if diagnosis is not None and not dict(verdict.details).keys() & {"unit_slip", "truncated"}:
        messages = Words(*(diagnosis.remark(messages.get(lang), lang) for lang in ("zh", "en")))
    confidence = _confidence(report, group)
    if confidence is not None and not is_unclear(verdict):
        messages = Words(
            *(say("remark.optical", lang, message=messages.get(lang)) for lang in ("zh", "en"))
        )
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=severity_of(verdict),
        outcome=verdict.outcome,
        message=messages,
        span=span,
        location=NOWHERE if verdict.span is None else locate(span, verdict.table),
        excerpt=excerpt,
        stated=verdict.stated,
        computed=verdict.computed,
        difference=verdict.difference,
        tolerance=verdict.tolerance,
        working=verdict.working,
        related=_related(report, locate, group),
        basis=tuple(dict.fromkeys(_basis(ground) for ground in rule.basis)),
        fingerprint=fingerprint,
        missing=verdict.missing,
        confidence=confidence,
    )


def _confidence(report: Report, group: Sequence[Verdict]) -> Decimal | None:
    """How sure the least sure character is that a finding rests on; None where none was read
    optically."""
    if not report.source.confidences:
        return None
    sure = least(report, (span for verdict in group for span in places(verdict)))
    return None if sure == WHOLLY else Decimal(sure) / 100


def _message(lang: str, verdict: Verdict, excerpt: str, group: Sequence[Verdict]) -> str:
    """The rule's message with its placeholders filled in; what nobody fills stays as written."""
    rule, details = verdict.rule, dict(verdict.details)
    ending = f"_{lang}"
    details |= {n.removesuffix(ending): text for n, text in verdict.details if n.endswith(ending)}
    if verdict.outcome == "undetermined":
        key = details.get("reason", "missing" if verdict.missing else "alone")
        if lacks_dates(group[0]):
            key = "missing-date"
        first = verdict.missing[0] if verdict.missing else ""
        given = {
            **details,
            "first": first,
            "missing": listed(verdict.missing, lang),
            "excerpt": excerpt,
        }
        titles = dict.fromkeys(each.rule.title.get(lang) for each in group)
        return say(f"open.{key}", lang, **{**given, "title": clauses(titles, lang)})
    known = {
        "stated": verdict.stated,
        "computed": verdict.computed,
        "difference": verdict.difference,
        "tolerance": verdict.tolerance,
        "working": verdict.working,
        "excerpt": excerpt,
        **details,
    }
    template = (rule.message if rule.message.zh else rule.title).get(lang)
    filled = list(_pieces(template))
    filled[1::2] = [known.get(name, f"{{{name}}}") for name in filled[1::2]]
    message = "".join(filled)
    for name, text in verdict.details:
        if name in REMARKS and f"{{{name}}}" not in template:
            message = say(f"remark.{name}", lang, message=message.rstrip("。."), text=text)
    return message


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[str, ...]:
    """The words of a message and, in every second place, the names of what fills it in."""
    return tuple(re.split(PLACEHOLDER, template))


def _related(report: Report, locate: Locate, group: tuple[Verdict, ...]) -> tuple[Related, ...]:
    """The operands of the group's first, then where the others stand and what else they rest on.

    Where the report repeats itself only the claim is listed, not the same figures once more.
    """
    first = group[0]
    places: dict[Span, tuple[str, tuple[int, int, int] | None]] = {}
    given: dict[str, str] = {}
    known: set[tuple[str, str]] = set()
    for verdict in group:
        if verdict.span is not None and verdict is not first:
            role = AGAIN if verdict.rule.id == first.rule.id else verdict.rule.id
            places.setdefault(verdict.span, (role, verdict.table))
        figures = [part for part in verdict.operands if (part.role, part.shown) not in known]
        known.update((part.role, part.shown) for part in figures)
        for part in figures:
            if part.span.start < part.span.end:
                places.setdefault(part.span, (part.role, None))
            else:  # a figure the user gave: it stands nowhere in the report
                given.setdefault(part.role, part.shown)
    if first.span is not None:
        places.pop(first.span, None)
    found = [
        Related(role, locate(span, cell), report.text[span.start : span.end], span)
        for span, (role, cell) in places.items()
    ]
    found += [Related(role, NOWHERE, shown, Span(0, 0)) for role, shown in given.items()]
    return tuple(found)


def _basis(ground: Ground) -> Words:
    """A basis in one line: the document, the article, and how well it is known."""
    apart = "：" if ground.article and not ground.article.startswith("第") else ""
    named, mark = f"{ground.document}{apart}{ground.article}", MARKS[ground.mark]
    return Words(named + mark.zh, named + mark.en)
