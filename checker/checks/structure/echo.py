"""Headings that only repeat headings from elsewhere in the report: empty, or with a tail glued on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, compress, permutations

from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

FEW = 4
"""Places of one title that are compared; more of them are no copy of a list."""

Said = tuple[Outcome, Span, tuple[Operand, ...], str]


def check_echo(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on headings that stand in a report twice; ``params.asks`` says which question is put:

    - ``empty``: ``params.least`` headings or more in one part, each with a title that stands
      elsewhere with a text below, have none themselves: one verdict for a part;
    - ``glued``: a heading is one from elsewhere, with the same ordinal, and further words behind it.

    Titles shorter than ``params.length`` are not compared: they are the same by chance.
    """
    del context
    titles = _titles(report, int(rule.params["length"]))
    if len(titles) == sum(map(len, titles.values())):
        return NotApplied(rule, "no-place")
    judge = {"empty": _empty, "glued": _glued}[rule.params["asks"]]
    return [
        Verdict(rule, outcome, span, others, details=(("subject", subject),))
        for outcome, span, others, subject in judge(report, rule, titles)
    ] or NotApplied(rule, "no-place")


@lru_cache(maxsize=1)
def _titles(report: Report, length: int) -> dict[str, list[int]]:
    """The headings with a number, as indexes, by their titles without blanks."""
    titles: dict[str, list[int]] = {}
    for index, section in enumerate(report.sections):
        start, end = section.title
        if section.number is not None and end - start >= length:
            title = "".join(report.folded[start:end].split())
            titles.setdefault(title, []).append(index)
    return titles


def _is_bare(report: Report, section: Section) -> bool:
    return re.search(r"\w", report.folded[section.title.end : section.span.end]) is None


def _top(report: Report, index: int) -> int:
    """The chapter in which a section lies."""
    while report.sections[index].parent >= 0:
        index = report.sections[index].parent
    return index


def _empty(report: Report, rule: Rule, titles: dict[str, list[int]]) -> Iterator[Said]:
    sections = report.sections
    parts: dict[int, list[tuple[int, int]]] = {}
    for indexes in titles.values():
        if len(indexes) == 1:
            continue
        bare = [_is_bare(report, sections[index]) for index in indexes]
        if not all(bare):
            told = indexes[bare.index(False)]
            for index in compress(indexes, bare):
                if index < told:
                    continue  # a list of tasks, told of further on
                parts.setdefault(_top(report, index), []).append((index, told))
    for pairs in parts.values():
        pairs.sort()
        if len(pairs) < int(rule.params["least"]):
            yield "pass", sections[pairs[0][0]].heading, (), str(len(pairs))
            continue
        places = tuple(
            Operand("又见", sections[index].heading, _words(report, sections[index]))
            for index, _ in pairs[1:]
        )
        first, origin = (sections[index] for index in pairs[0])
        others = (Operand("原文", origin.heading, _words(report, origin)), *places)
        yield "fail", first.heading, others, str(len(pairs))


def _words(report: Report, section: Section) -> str:
    return "".join(report.text[slice(*section.title)].split())


def _glued(report: Report, rule: Rule, titles: dict[str, list[int]]) -> Iterator[Said]:
    """One list of headings is a copy of another if any title stands in both."""
    sections = report.sections
    length, tail = int(rule.params["length"]), int(rule.params["tail"])
    copies = {
        (sections[one].parent, sections[other].parent)
        for indexes in titles.values()
        for one, other in permutations(indexes[:FEW], 2)
    }
    heads: dict[str, list[str]] = {}
    for title in titles:
        heads.setdefault(title[:length], []).append(title)
    for alike in heads.values():
        alike = sorted(alike, key=len)[:FEW]
        for short, long in combinations(alike, 2):
            origin, section = (sections[titles[title][0]] for title in (short, long))
            if (
                long.startswith(short)
                and len(long) - len(short) >= tail
                and (origin.style, origin.number) == (section.style, section.number)
                and (origin.parent, section.parent) in copies
            ):
                place = Operand("原文", origin.heading, _words(report, origin))
                yield "fail", section.heading, (place,), long[len(short) :]
                break
    yield from (("pass", sections[at[0]].heading, (), "") for at in titles.values() if at[1:])
