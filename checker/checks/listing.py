"""Lists that are counted off inside the prose: 一是…二是…三是, 第一，…第二，, （1）…（2）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.series import HAN_DIGITS, faults_in, in_han, is_spoken, with_number
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.numerals import read_numeral
from checker.report.prose import paragraph_at

MOST = 20
BRACKETED = r"[（(]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]"
NAMED_BEFORE = "第表图式件标项条款至-—~和、及与"
NAMED_BEHIND = r"\s*(?:[项款条目类号个年级]|[-—~至和、及与][（(第])"
"""What makes a number in brackets that of an article, a table or a formula."""

Place = tuple[int, Span]
"""A number and where it stands."""


def check_listing(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each list whose members are counted off; it fails where a number is left out or
    stands twice.

    ``params``: ``words`` are the forms, with {} for the numeral (``{}是``); numbers in brackets are
    read within one paragraph, the others within one section. A list that is seen from its second
    member on only prove nothing, nor do those whose missing number stands between in another form or
    is told by one of the words in ``instead``.
    """
    del context
    verdicts = []
    for row in _rows(report, rule):
        verdict = _judge(report, rule, row)
        if verdict is not None:
            verdicts.append(verdict)
    return verdicts or NotApplied(rule, "no-place")


def _rows(report: Report, rule: Rule) -> Iterator[list[Place]]:
    folded = report.folded
    for form in rule.params["words"]:
        sections: dict[int, list[Place]] = {}
        for number, span in _places(folded, form):
            paragraph = paragraph_at(report, span.start)
            if paragraph.kind != "table":
                sections.setdefault(paragraph.section, []).append((number, span))
        yield from sections.values()
    if not any(mark in folded for mark in ("（2）", "(2)", "（二）", "(二)")):
        return
    for paragraph in report.paragraphs:
        start, end = paragraph.span
        if paragraph.kind == "table" or not ("）" in folded[start:end] or ")" in folded[start:end]):
            continue
        rows: tuple[list[Place], list[Place]] = ([], [])
        for found in re.compile(BRACKETED).finditer(folded, start, end):
            named = found.start() > start and folded[found.start() - 1] in NAMED_BEFORE
            if not named and re.compile(NAMED_BEHIND).match(folded, found.end()) is None:
                number = int(read_numeral(found[1]) or 0)
                rows[found[1].isdigit()].append((number, Span(*found.span())))
        yield from rows


def _places(folded: str, form: str) -> list[Place]:
    """Where the members of one form stand, in order; the search ends where two numbers lack."""
    places: list[Place] = []
    lacking = 0
    for number in range(1, MOST):
        word = form.replace("{}", in_han(number))
        at = folded.find(word)
        lacking = 0 if at >= 0 else lacking + 1
        if lacking > 1:
            break
        while at >= 0:
            if at == 0 or folded[at - 1] not in HAN_DIGITS + "第之初周期":
                places.append((number, Span(at, at + len(word))))
            at = folded.find(word, at + 1)
    places.sort(key=lambda place: place[1])
    return places


def _judge(report: Report, rule: Rule, row: list[Place]) -> Verdict | None:
    if len(row) < 2 or row[0][0] != 1:
        return None
    for fault in faults_in([number for number, _ in row]):
        (before, last), (number, span) = row[fault.at - 1], row[fault.at]
        between = report.folded[last.end : span.start]
        skipped = fault.sort == "missing"
        wanted = fault.expected if number > before else 1
        if number - before > 2 or is_spoken(report.folded, wanted, last.end, span.start):
            continue
        if any(word in between for word in rule.params["instead"]):
            continue
        shown, prior = ("".join(report.text[slice(*each)].split()) for each in (span, last))
        words = ("少了" if skipped else "应为") + f"“{with_number(shown, fault.expected)}”"
        others = (Operand("前一项", last, prior),)
        return Verdict(rule, "fail", span, others, details=(("subject", words),))
    return Verdict(rule, "pass", row[0][1])
