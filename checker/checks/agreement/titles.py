"""A document, an award or an act that two chapters name in two ways, in words that are otherwise
the same.

A remark: that one thing is meant is read from the words around the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.checks.agreement.copies import chapter_at, chapters, phrase_around, plain, unsaid
from checker.checks.words import stands
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict

AROUND = 5
"""Least characters around two names that must be the same."""
NAME = 6
"""Least characters of the shorter name."""
TYPE = 2
"""Last characters of two names of one thing: 办法, 联络站."""
SAME = 4
"""Last characters of two titles of one document."""
ABOUT = "关于"
"""With what a title begins that is cited without the agency that issued it."""
NATION = "中华人民共和国"
MANY = 512
"""Names of one sort that are read."""


class Named(NamedTuple):
    """A name, the words around it, and where it stands."""

    name: str
    around: str
    span: Span


def check_called(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each thing that two chapters call by two names.

    ``params``: ``asks`` is ``document`` (titles in 《》), ``award`` (what stands behind the words of
    ``leads``) or ``act`` (one of two ``words`` for it); ``dropped`` are words that change nothing;
    ``places`` end what a short title may leave out. Of documents and awards one name must be the
    other with something left out; names with other figures are of other things.
    """
    del context
    starts = chapters(report)
    if not starts:
        return NotApplied(rule, "no-place")
    asks = rule.params["asks"]
    find = {"document": _documents, "award": _awards, "act": _acts}[asks]
    known: dict[str, Named] = {}
    verdicts: list[Verdict] = []
    for named in find(report, rule):
        first = known.setdefault(named.around, named)
        if first.name == named.name or len(verdicts) >= MANY:
            continue
        if chapter_at(starts, first.span.start) == chapter_at(starts, named.span.start):
            continue
        if asks == "act" or _is_one(first.name, named.name, rule.params["places"]):
            operands = (Operand("另见", first.span, report.text[slice(*first.span)]),)
            details = (("one", first.name), ("other", named.name))
            verdicts.append(Verdict(rule, "fail", named.span, operands, details=details))
    if known and not verdicts:
        verdicts.append(Verdict(rule, "pass", next(iter(known.values())).span))
    return verdicts or NotApplied(rule, "no-place")


def _documents(report: Report, rule: Rule) -> Iterator[Named]:
    alike: dict[str, dict[str, list[Span]]] = {}
    for value in report.values:
        if value.kind == "title" and value.parent is None:
            name = plain(report.folded[value.span.start + 1 : value.span.end - 1], ())
            alike.setdefault(name[-SAME:], {}).setdefault(name, []).append(value.span)
    spans = (
        (span, name)
        for names in alike.values()
        if len(names) > 1
        for name, places in names.items()
        for span in places
    )
    for span, name in sorted(spans)[:MANY]:
        yield from _in_words(report, rule, span, name)


def _awards(report: Report, rule: Rule) -> Iterator[Named]:
    """What stands behind 获评, 荣获 to the end of its phrase."""
    places = _places(report, rule.params["leads"])
    for place in places if len(places) > 1 else ():
        before, behind, phrase = phrase_around(report, place)
        subject = plain(before, unsaid(report, rule.params["dropped"]))
        if len(subject) >= AROUND:
            yield Named(plain(behind, ("称号", "荣誉")), subject, Span(place.end, phrase.end))


def _acts(report: Report, rule: Rule) -> Iterator[Named]:
    """Both words of a pair, where the report has both."""
    for pair in rule.params["words"]:
        words = pair.split()
        if all(stands(word, report.folded) for word in words):
            for place in _places(report, words)[:MANY]:
                yield from _in_words(report, rule, place, report.folded[slice(*place)], 2 * AROUND)


def _places(report: Report, words: Sequence[str]) -> list[Span]:
    """Where any of some words stand, in order."""
    found: list[Span] = []
    for word in words:
        at = report.folded.find(word) if stands(word, report.folded) else -1
        while at >= 0 and len(found) < MANY:
            found.append(Span(at, at + len(word)))
            at = report.folded.find(word, at + len(word))
    return sorted(found)


def _in_words(
    report: Report, rule: Rule, span: Span, name: str, least: int = AROUND
) -> Iterator[Named]:
    """A name with the words of its phrase around it, where they are enough."""
    before, behind, _ = phrase_around(report, span)
    dropped = unsaid(report, rule.params["dropped"])
    head, tail = plain(before, dropped), plain(behind, dropped)
    if len(head) + len(tail) >= least:
        yield Named(plain(name, ()), f"{head}…{tail}", span)


def _is_one(one: str, other: str, places: Sequence[str]) -> bool:
    """Whether two names are of one thing: one is the other with something left out that is no place
    at its head, nor the nation or the agency that issued it."""
    short, long = sorted((one, other), key=len)
    if len(short) < NAME or re.findall(r"\d+", short) != re.findall(r"\d+", long):
        return False
    rest = iter(long)
    if not all(character in rest for character in short) or short[-TYPE:] != long[-TYPE:]:
        return False
    left = long.removesuffix(short)
    if left != long and short.startswith(ABOUT):
        return False
    return left != NATION and not (left != long and left.endswith(tuple(places)))
