"""Praise, or full marks, for what the report itself names as a problem.

That two passages speak of one subject is judgement. What is compared are the aspects of the field,
each with the words that praise it and those that name it among the problems: they are the rule's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from checker.checks.logic.problems import Parts, read_parts, within
from checker.checks.scores.stated import number_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.score import Score
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.outline import sections_at
from checker.report.prose import clause_at, paragraph_at

GAP = 10
"""Characters between a subject and the word that praises it."""
ELSEWHERE = (
    "职能",
    "职责",
    "任务",
    "计划",
    "要求",
    "依据",
    "办法",
    "标准",
    "整改",
    "下一步",
    "上年",
    "往年",
)
"""Titles of sections that say what is to be, or what was."""
DEDUCTED = r"扣\s*\d"


class Fault(NamedTuple):
    """A clause among the problems that names an aspect: its place, whether it speaks of some cases
    only, and whether points were taken off for it there."""

    span: Span
    partial: bool
    deducted: bool


def check_praised(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict for each aspect that is named among the problems.

    ``params``: ``aspects`` have for each aspect ``faulted`` (what a problem calls it), ``praised``
    (what praise calls it), ``praise`` (the words of praise) and ``scored`` (words of an indicator's
    name). ``negated`` are words of a clause that make it no praise; ``faults`` those of the
    paragraph that name the fault there and then; ``partial`` those of a problem of some cases. A
    problem of some cases contradicts full marks only.
    """
    del context
    parts = read_parts(report)
    verdicts = []
    said = "\n".join(report.folded[slice(*item)] for item in parts.problems)
    for name, aspect in rule.params["aspects"].items() if parts.problems else ():
        fault = _fault_of(
            report,
            parts,
            [word for word in aspect["faulted"] if word in said],
            rule.params["partial"],
        )
        if fault is None:
            continue
        score = None if fault.deducted else _full_score(report, aspect)
        praise = None
        if not fault.partial or score is not None:
            praise = _praise_of(report, parts, aspect, rule.params)
        verdicts.append(_verdict(report, rule, name, fault, praise, score))
    return verdicts or NotApplied(rule, "no-place")


def _fault_of(
    report: Report, parts: Parts, words: Sequence[str], partial: Sequence[str]
) -> Fault | None:
    """The first clause of a problem that names the aspect, those of all cases first."""
    found = []
    for item in parts.problems if words else ():
        text = report.folded[slice(*item)]
        at = min((place for word in words if (place := text.find(word)) >= 0), default=-1)
        if at >= 0:
            span = within(clause_at(report, item.start + at), item)
            some = has_any(partial, report.folded[slice(*span)])
            found.append(Fault(span, some, re.search(DEDUCTED, text) is not None))
    return min(found, key=lambda fault: fault.partial, default=None)


def _full_score(report: Report, aspect: dict[str, Any]) -> Score | None:
    """The first indicator of the aspect, if all that are of it have full marks."""
    scores = [
        score
        for score in report.scores
        if score.kind == "item" and score.got is not None and score.most is not None
        if has_any(aspect["scored"], score.name)
        if has_any(aspect["praised"], _home(report, score))
    ]
    lost = any(
        score.most is not None and number_of(score) < (score.most.number or 0) for score in scores
    )
    return scores[0] if scores and not lost else None


def _home(report: Report, score: Score) -> str:
    """The name of an indicator, and its section where it has one of its own."""
    sections = sections_at(report, score.span.start) if score.group[0] == "sections" else ()
    return score.name + (report.folded[slice(*sections[-1].span)] if sections else "")


def _praise_of(
    report: Report, parts: Parts, aspect: dict[str, Any], params: dict[str, Any]
) -> Span | None:
    """The first words that praise the aspect as it is: outside problems, measures, goals and
    tables, not denied, and in no paragraph that names a fault itself."""
    for start, end in _places(report.folded, aspect):
        span = clause_at(report, start)
        clause = report.folded[slice(*span)]
        paragraph = paragraph_at(report, start)
        if (
            paragraph.kind in ("table", "title")
            or span.end < end
            or report.folded.startswith(("性", "化"), end)
            or parts.hold(start)
            or has_any(params["negated"], clause)
            or has_any(params["faults"], report.folded[slice(*paragraph.span)])
        ):
            continue
        titles = [report.folded[slice(*one.title)] for one in sections_at(report, start)]
        if not any(t.endswith("目标") or has_any(ELSEWHERE, t) for t in titles):
            return Span(start, end)
    return None


def _places(folded: str, aspect: dict[str, Any]) -> Iterator[Span]:
    """Where a subject and a word of praise stand close to each other, either of them first."""
    for subject in aspect["praised"]:
        at = folded.find(subject)
        while at >= 0:
            end = at + len(subject)
            near = folded[max(0, at - GAP - 2) : end + GAP]
            for word in aspect["praise"]:
                if word in near:
                    behind = folded.find(word, end, end + GAP)
                    before = folded.rfind(word, max(0, at - GAP - len(word)), at)
                    if behind >= 0:
                        yield Span(at, behind + len(word))
                    elif before >= 0:
                        yield Span(before, end)
            at = folded.find(subject, end)


def _verdict(
    report: Report, rule: Rule, name: str, fault: Fault, praise: Span | None, score: Score | None
) -> Verdict:
    """At the words of praise, else at the full marks; with the problem as the other place."""
    if praise is None and score is None:
        return Verdict(rule, "pass", fault.span)
    places = [] if score is None else [Operand("得分", score.span, report.text[slice(*score.span)])]
    span = praise if praise is not None else score.span if score is not None else fault.span
    first = report.folded[slice(*span)]
    if praise is None and score is not None:
        first, places = f"{score.name}得{first}（满分）", []
    problem = report.text[slice(*fault.span)]
    details = (("subject", name), ("first", first), ("second", report.folded[slice(*fault.span)]))
    operands = (*places, Operand("存在问题", fault.span, problem))
    return Verdict(rule, "fail", span, operands, details=details)
