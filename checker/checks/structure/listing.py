"""Lists that are counted off inside the prose: 一是…二是…三是, 第一，…第二，, （1）…（2）."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from checker.checks.structure.series import HAN_DIGITS, faults_in, in_han, is_spoken, with_number
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict, both
from checker.report.prose import paragraph_at

MOST = 20
NUMBERS = {str(n): n for n in range(1, MOST)} | {in_han(n): n for n in range(1, MOST)}
NAMED_BEFORE = frozenset("第表图式件标项条款至-—~和、及与")
NAMED_BEHIND = frozenset("项款条目类号个年级至-—~和、及与")
"""What makes a number in brackets that of an article, a table or a formula."""

WIDEST = 6
"""Characters of a number in brackets."""

PART_OF_WORD = frozenset(f"{HAN_DIGITS}第之初周期")
"""What before a numeral makes it part of another word: 十二是, 之一是."""

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
    """The numbers of one form in one section; of those in brackets, of one kind in one paragraph."""
    rows: dict[tuple[object, int], list[Place]] = {}
    for form in rule.params["words"]:
        for number, span in _places(report.folded, form):
            section = paragraph_at(report, span.start).section
            rows.setdefault((form, section), []).append((number, span))
    for number, span in _bracketed(report.folded):
        arabic = report.folded[span.end - 2] in "0123456789"
        begins = report.folded.rfind("\n", 0, span.start)
        rows.setdefault((arabic, begins), []).append((number, span))
    yield from rows.values()


def _found(folded: str, words: str) -> Iterator[int]:
    at = folded.find(words)
    while at >= 0:
        yield at
        at = folded.find(words, at + 1)


def _places(folded: str, form: str) -> Iterator[Place]:
    """Where the members of one form stand (``{}是``: 一是, 二是)."""
    head, _, tail = form.partition("{}")
    for found in _found(folded, head or tail):
        at = found + len(head) if head else found - 1
        number = HAN_DIGITS.find(folded[at : at + 1] or " ")
        start = at - len(head)
        if number <= 0 or start < 0 or not folded.startswith(tail, at + 1):
            continue
        if head or folded[start - 1 : start] not in PART_OF_WORD:
            yield number, Span(start, at + 1 + len(tail))


def _bracketed(folded: str) -> Iterator[Place]:
    """The numbers in brackets that are no articles, tables or formulas."""
    for opening, closing in ("（）", "()"):
        for at in _found(folded, opening):
            end = folded.find(closing, at + 2, at + WIDEST)
            number = NUMBERS.get(folded[at + 1 : end].strip(), 0) if end > 0 else 0
            named = folded[at - 1 : at] in NAMED_BEFORE or folded[end + 1 : end + 2] in NAMED_BEHIND
            if number and not named:
                yield number, Span(at, end + 1)


def _judge(report: Report, rule: Rule, row: list[Place]) -> Verdict | None:
    row.sort(key=itemgetter(1))
    if len(row) < 2 or row[0][0] != 1:
        return None
    for fault in faults_in([number for number, _ in row]):
        (before, last), (number, span) = row[fault.at - 1], row[fault.at]
        between = report.folded[last.end : span.start]
        skipped = fault.sort == "missing"
        wanted = fault.expected if number > before else 1
        if number - before > 2 or is_spoken(report.folded, wanted, last.end, span.start):
            continue
        if has_any(rule.params["instead"], between):
            continue
        if paragraph_at(report, span.start).kind == "table":
            continue
        shown, prior = ("".join(report.text[slice(*each)].split()) for each in (span, last))
        right = f"“{with_number(shown, fault.expected)}”"
        zh, en = (
            (f"少了{right}", f"{right} is missing")
            if skipped
            else (f"应为{right}", f"it should be {right}")
        )
        others = (Operand("前一项", last, prior),)
        return Verdict(rule, "fail", span, others, details=both("subject", Words(zh, en)))
    return Verdict(rule, "pass", row[0][1])
