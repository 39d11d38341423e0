"""Headings that only repeat headings from elsewhere in the report: empty, or with a tail glued on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict
from checker.report.outline import plain_title

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
    length = int(rule.params["length"])
    titles: dict[str, list[int]] = {}
    for index, section in enumerate(report.sections):
        title = plain_title(report.folded[slice(*section.title)])
        if section.number is not None and len(title) >= length:
            titles.setdefault(title, []).append(index)
    if len(titles) == sum(map(len, titles.values())):
        return NotApplied(rule, "no-place")
    judge = {"empty": _empty, "glued": _glued}[rule.params["asks"]]
    return [
        Verdict(rule, outcome, span, others, details=(("subject", subject),))
        for outcome, span, others, subject in judge(report, rule, titles)
    ] or NotApplied(rule, "no-place")


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
        told = [index for index in indexes if not _is_bare(report, sections[index])]
        for index in indexes:
            if told and index not in told:
                parts.setdefault(_top(report, index), []).append((index, told[0]))
    for pairs in parts.values():
        pairs.sort()
        if len(pairs) < int(rule.params["least"]):
            yield "pass", sections[pairs[0][0]].heading, (), str(len(pairs))
            continue
        places = tuple(
            Operand("又见", sections[index].heading, _words(report, sections[index]))
            for index, _ in pairs[1:]
        )
        first, told = (sections[index] for index in pairs[0])
        others = (Operand("原文", told.heading, _words(report, told)), *places)
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
    for title, indexes in titles.items():
        section = sections[indexes[0]]
        if len(indexes) > 1:
            yield "pass", section.heading, (), title
        for cut in range(length, len(title) - tail + 1):
            origins = (sections[index] for index in titles.get(title[:cut], ())[:FEW])
            origin = next(
                (
                    each
                    for each in origins
                    if (each.style, each.number) == (section.style, section.number)
                    and (each.parent, section.parent) in copies
                ),
                None,
            )
            if origin is not None:
                place = Operand("原文", origin.heading, _words(report, origin))
                yield "fail", section.heading, (place,), title[cut:]
                break
