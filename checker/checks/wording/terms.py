"""Terms of art that are a slip of the hand away from how they are written elsewhere in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from checker.checks.habit import again
from checker.checks.wording.confusions import is_cited, places_of_forms
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict, both
from checker.report.prose import paragraph_at

HALF = 3
"""Characters at least at either end of a term, one of which most slips leave whole."""

LACKING = Words("缺字", "a character is missing")
TWICE = Words("多写了一个字", "a character is written twice")
TURNED = Words("字序颠倒", "characters are in the wrong order")
WRONG = Words("是错别字", "a wrong character")


class Slip(NamedTuple):
    """What is wrong with a form, and whether it is so only where a word ends behind it."""

    why: Words
    ends: bool


def check_terms(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict a wrong form of a term, at its first place.

    A form has one character of the term missing or twice, two exchanged, or one replaced by one of
    ``params.alike``. What makes it a slip is the term itself elsewhere in the report: without that,
    nothing is judged. Only slips that leave one end of the term whole are found. The first character is never missing (部整体支出 may belong to 宣传部), the
    last two only where a word ends behind the form: before no Chinese character but one of
    ``params.then``. Characters of ``params.small`` may be left out (商品服务支出), at the end those
    of ``params.last`` (公务接待); forms of ``params.usual`` (公务车运行维护费) are right. What stands in 《》 or a table, or is on the list of wrong words,
    is not judged.
    """
    del context
    params, folded = rule.params, report.folded
    right = {term: many for term in params["terms"] if (many := folded.count(term))}
    if not right:
        return NotApplied(rule, "no-place")
    settled = (params["small"], params["last"], tuple(params["alike"]))
    then, usual = frozenset(params["then"]), params["usual"]
    found: dict[tuple[str, str], list[Span]] = {}
    seen: set[int] = set()
    for term, many in right.items():
        if _stands_whole(folded, term, many):
            continue
        forms = near_forms(term, *settled)
        for span in sorted(set(_places(folded, term, forms))):
            form = folded[slice(*span)]
            closed = not forms[form].ends or _is_closed(folded[span.end : span.end + 1], then)
            if (
                closed
                and form not in usual
                and seen.isdisjoint(range(*span))
                and _is_judged(report, span)
            ):
                seen.update(range(*span))
                found.setdefault((form, term), []).append(span)
    verdicts = [
        Verdict(
            rule,
            "fail",
            spans[0],
            again(report, spans[1:]),
            details=(("right", term), *both("why", near_forms(term, *settled)[form].why)),
        )
        for (form, term), spans in found.items()
    ]
    return verdicts or [Verdict(rule, "pass", None)]


def _is_closed(behind: str, then: frozenset[str]) -> bool:
    """Whether a word ends before a character; before 、 it may be half of a pair (拨款收、支)."""
    return behind in then or not (behind == "、" or "一" <= behind <= "鿿")


def _is_judged(report: Report, span: Span) -> bool:
    if paragraph_at(report, span.start).kind == "table" or is_cited(report, span):
        return False
    return all(span.end <= one.start or one.end <= span.start for one in places_of_forms(report))


def _stands_whole(folded: str, term: str, many: int) -> bool:
    """Whether neither end of a term that stands ``many`` times stands without the rest: to look for
    each form would take as long as a whole check."""
    half = max(len(term) // 2, HALF)
    return folded.count(term[:half]) == many == folded.count(term[-half:])


def _places(folded: str, term: str, forms: Mapping[str, Slip]) -> Iterator[Span]:
    """Where a form of a term stands."""
    size, half = len(term), max(len(term) // 2, HALF)
    head, tail = term[:half], term[-half:]
    for at in _finds(folded, head):
        if folded.startswith(term, at):
            continue
        for end in range(at + size - 1, at + size + 2):
            if folded[at:end] in forms:
                yield Span(at, end)
    for at in _finds(folded, tail):
        end = at + half
        if folded.endswith(term, 0, end):
            continue
        for start in range(max(end - size - 1, 0), end - size + 2):
            if folded[start:end] in forms:
                yield Span(start, end)


def _finds(folded: str, words: str) -> Iterator[int]:
    at = folded.find(words)
    while at >= 0:
        yield at
        at = folded.find(words, at + 1)


@cache
def near_forms(term: str, small: str, last: str, alike: tuple[str, ...]) -> Mapping[str, Slip]:
    """The wrong forms of a term."""
    forms: dict[str, Slip] = {}
    size = len(term)
    for at, character in enumerate(term):
        before, behind = term[:at], term[at + 1 :]
        ends = at >= size - 2
        may_go = character in small or (at == size - 1 and character in last)
        if at > 1 and not may_go:
            # 率 begins no word that could stand behind the rest of a term.
            forms.setdefault(before + behind, Slip(LACKING, ends and not behind.endswith("率")))
        if 0 < at < size - 1:
            forms.setdefault(before + character + character + behind, Slip(TWICE, False))
        for group in alike:
            if character in group:
                for other in group.replace(character, ""):
                    forms.setdefault(before + other + behind, Slip(WRONG, False))
    for at, (one, other) in enumerate(pairwise(term)):
        if one != other:
            forms.setdefault(term[:at] + other + one + term[at + 2 :], Slip(TURNED, False))
    return {form: slip for form, slip in forms.items() if form != term}
