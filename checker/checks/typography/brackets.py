"""Brackets, titles and quotations: whether both ends are there and of one kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from checker.checks.habit import SHOWN, judge_habit, near
from checker.model.context import Context
from checker.model.report import Paragraph, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.prose import clause_at, paragraph_at

MIXED = (r"\([^()（）\n]*）", r"（[^()（）\n]*\)")
ORDINAL = (
    r"(?:(?:^|[，。；：、,;:\s])\s*(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,2}|[①-⑳])"
    r"|[^（(\d.A-Za-z一二三四五六七八九十][1aA一])\s*[）)]"
)
"""A number or letter with a closing bracket only: 1）, a)."""

INTERVAL = r"[\s\d.,，、%∞+\-~～<>=≤≥a-zA-Z]*"
"""What may stand between the ends of an interval: [80,90)."""

NESTED = r"《[^《》<>\n]*(《[^《》\n]*》|<[^<>《》\n]*>)[^《》\n]*》"
LEVELS = 3
DEEP = 8
"""Pairs inside pairs go no deeper."""

LONG = 24


class Mark(NamedTuple):
    """One end of a pair: its place, the number of its pair, the paragraph that holds it."""

    at: int
    kind: int
    opens: bool
    paragraph: int


def check_mixed(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on pairs of brackets with one end half-width and the other full-width: (1）."""
    del context
    if "（" not in report.folded and "(" not in report.folded:
        return NotApplied(rule, "no-place")
    places = []
    if "(" in report.folded or ")" in report.folded:
        for match in (found for form in MIXED for found in re.finditer(form, report.folded)):
            start, end = match.span()
            if paragraph_at(report, start).kind != "table":
                places.append(Span(start, end if end - start <= LONG else start + 8))
    return judge_habit(report, rule, sorted(places))


def check_nested(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on titles inside a title that are not in 〈〉; each place is the inner title."""
    del context
    if "《" not in report.folded:
        return NotApplied(rule, "no-place")
    places = [Span(*match.span(1)) for match in re.finditer(NESTED, report.folded)]
    return judge_habit(report, rule, places)


def check_paired(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each paragraph and kind of pair where one end is missing, stands at the wrong
    side, or crosses another pair.

    ``pairs`` are both ends of each kind; half-width and full-width round brackets are one kind.
    Ends in different paragraphs meet if no more than ``across`` paragraphs lie between: quotations
    run on, and lines of a table may be taken for prose. Not judged: tables and what stands beside
    one, ordinals (1）), intervals ([80,90)). Where a kind fails in ``habit`` paragraphs it is one
    finding.
    """
    del context
    pairs = rule.params["pairs"]
    kinds = {mark: kind for kind, pair in enumerate(pairs) for mark in pair}
    opening = {mark for pair in pairs for mark in pair[: len(pair) // 2]}
    only = _marks_only(report.folded, pairs)
    if not only.strip():
        return NotApplied(rule, "no-place")
    if _all_meet(only, pairs):
        return [Verdict(rule, "pass", None)]
    marks = list(_marks(report, "".join(pairs), kinds, opening))
    single = _unmatched(report, marks, int(rule.params["across"]))
    if not single:
        return [Verdict(rule, "pass", None)]
    groups: dict[tuple[int, int], list[Mark]] = {}
    for mark in single:
        groups.setdefault((mark.kind, mark.paragraph), []).append(mark)
    often = Counter(kind for kind, _ in groups)
    habits = {kind for kind, count in often.items() if count >= int(rule.params["habit"])}
    faults = [group for (kind, _), group in groups.items() if kind not in habits]
    faults += [[mark for mark in single if mark.kind == kind] for kind in sorted(habits)]
    return [_verdict(report, rule, fault, pairs) for fault in faults]


def _marks_only(folded: str, pairs: Sequence[str]) -> str:
    """A text without all that is neither an end of a pair nor a line end."""
    return re.sub(f"[^{re.escape(''.join(pairs))}\n]+", "", folded)


def _all_meet(only: str, pairs: Sequence[str]) -> bool:
    """Whether all ends meet within their lines, a few levels deep; most reports need no closer look."""
    halves = [(pair[: len(pair) // 2], pair[len(pair) // 2 :]) for pair in pairs]
    both = [first + last for firsts, lasts in halves for first in firsts for last in lasts]
    for _ in range(LEVELS):
        for pair in both:
            only = only.replace(pair, "")
        if not only.strip():
            return True
    return False


def _marks(
    report: Report, characters: str, kinds: dict[str, int], opening: set[str]
) -> Iterator[Mark]:
    """The ends of pairs in the prose, in order."""
    pattern = f"[{re.escape(characters)}]"
    number = 0
    paragraph = report.paragraphs[0]
    numbered = False
    entered = -1
    for match in re.finditer(pattern, report.folded):
        at = match.start()
        while at >= report.paragraphs[number].span.end:
            number += 1
        if number != entered:
            entered, paragraph = number, report.paragraphs[number]
            numbered = _has_ordinals(report, paragraph)
        character = match[0]
        if paragraph.kind == "table" or (numbered and character in "（）()"):
            continue
        yield Mark(at, kinds[character], character in opening, number)


def _has_ordinals(report: Report, paragraph: Paragraph) -> bool:
    """Whether a paragraph has ordinals with a closing bracket only."""
    start, end = paragraph.span
    closing = report.folded.count("）", start, end) + report.folded.count(")", start, end)
    if not closing:
        return False
    opening = report.folded.count("（", start, end) + report.folded.count("(", start, end)
    return closing != opening and re.search(ORDINAL, report.folded[start:end]) is not None


def _unmatched(report: Report, marks: Sequence[Mark], across: int) -> list[Mark]:
    """The ends that have no other end, in order."""
    single: list[Mark] = []
    stack: list[Mark] = []  # the open ones of this paragraph
    crossed: list[Mark] = []  # those that another kind closed over
    pending: dict[int, list[Mark]] = {}  # those of the paragraphs before, by kind
    now = -1
    for mark in marks:
        if mark.paragraph != now:
            now = mark.paragraph
            for other in (*crossed, *stack):
                pending.setdefault(other.kind, []).append(other)
            stack, crossed = [], []
            for kind, others in pending.items():
                single += [other for other in others if now - other.paragraph > across]
                pending[kind] = [other for other in others if now - other.paragraph <= across]
        if mark.opens:
            stack.append(mark)
        elif stack and (stack[-1].kind == mark.kind or _is_interval(report, stack[-1], mark)):
            stack.pop()
        elif any(other.kind == mark.kind for other in stack[-DEEP:]):
            while stack[-1].kind != mark.kind:
                crossed.append(stack.pop())
            stack.pop()
        else:
            # What an end closes that nothing opens in its paragraph, a paragraph before it opened.
            single += [] if pending.pop(mark.kind, []) else [mark]
    single += [*chain.from_iterable(pending.values()), *crossed, *stack]
    tables = {n for n, paragraph in enumerate(report.paragraphs) if paragraph.kind == "table"}
    return sorted(
        mark
        for mark in single
        if not {mark.paragraph - 1, mark.paragraph + 1} & tables
        and not (mark.opens and _opens_again(report, mark))
    )


def _opens_again(report: Report, mark: Mark) -> bool:
    """Whether the next paragraph begins with the same end: a quotation that runs on."""
    if report.folded[mark.at] in "（(":
        return False  # （二） of a heading
    behind = report.paragraphs[mark.paragraph + 1 : mark.paragraph + 2]
    return any(report.folded[each.span.start] == report.folded[mark.at] for each in behind)


def _is_interval(report: Report, first: Mark, last: Mark) -> bool:
    between = report.folded[first.at + 1 : min(last.at, first.at + LONG)]
    return last.at - first.at < LONG and re.fullmatch(INTERVAL, between) is not None


def _verdict(report: Report, rule: Rule, fault: Sequence[Mark], pairs: Sequence[str]) -> Verdict:
    """The first single end with the words it belongs to, and the others."""
    first, *others = fault
    mark = report.folded[first.at]
    pair = pairs[first.kind]
    half = len(pair) // 2
    where = pair.index(mark)
    other = pair[where + half] if first.opens else pair[where - half]
    again = tuple(
        Operand("又见", span, report.text[slice(*span)])
        for span in (_around(report, mark) for mark in others[:SHOWN])
    )
    details = (("mark", mark), ("other", other))
    return Verdict(rule, "fail", _around(report, first), again, details=details)


def _around(report: Report, mark: Mark) -> Span:
    """A single end with a few characters of what it should enclose."""
    clause = clause_at(report, mark.at)
    reach = (2, 8) if mark.opens else (8, 2)
    return near(report, mark.at, mark.at + 1, clause, reach)
