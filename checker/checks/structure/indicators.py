"""The indicators a report announces, and those it analyses: one set, told twice.

A remark: two lists of names are taken for one set where most names agree. What one of them lacks
is named only if nothing else in the report speaks of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from checker.checks.habit import again
from checker.checks.structure.announced import CUT, FEW, SHORT, Named, announced, plain_indicator
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict

SETS, TITLES = 8, 200
"""Sets, and titles of a chapter, that are compared."""
INSIDE = 3
"""Characters of a name that may stand inside a longer one (采购管理, 政府采购管理)."""


class Title(NamedTuple):
    """A title below the top: its name in plain form, its place, the number of the section it lies in,
    and whether a score stands below it."""

    name: str
    place: Span
    parent: int
    scored: bool


class Chapter(NamedTuple):
    """A part of the report at the top, the titles in it, and the names of all of them."""

    span: Span
    titles: tuple[Title, ...]
    said: str


def check_announced(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on the indicators that are announced in one place and analysed in another.

    ``params``: ``asks`` is ``analysed``: each one announced has a section, or is named again
    elsewhere; or ``announced``: each section that gives a score is of one that was announced.
    ``nouns`` are the words that open or end a list of indicators, ``judging`` words of the sentence
    that it must stand in, ``goals`` titles whose sections are such a list; ``general`` are titles of
    no indicator, ``ends`` what a name may be said without, and ``common`` what then is too common to
    tell.
    """
    del context
    params = rule.params
    sets = _sets(report, tuple(params["nouns"]), tuple(params["judging"]), params["goals"])
    told = {span for one in sets for span in one.places}
    found = (
        _judge(report, rule, one, chapter, told)
        for chapter in (_chapters(report) if sets else ())
        for one in sets
    )
    verdicts = [verdict for verdict in found if verdict is not None]
    failed = [verdict for verdict in verdicts if verdict.outcome == "fail"]
    return failed[:1] or verdicts[:1] or NotApplied(rule, "no-place")


@lru_cache(maxsize=1)
def _sets(
    report: Report, nouns: tuple[str, ...], judging: tuple[str, ...], goals: str
) -> tuple[Named, ...]:
    """The sets of indicators that a report announces and most of which its titles name; kept for
    the next question about the same report."""
    found = list(announced(report, nouns, judging, goals))
    if not found:
        return ()
    titles = "\n".join(_unquoted(report, section.title) for section in report.sections)
    known = (one for one in found if _agree(sum(name in titles for name in one.names), one))
    return tuple(islice(known, SETS))


def _agree(count: int, one: Named) -> bool:
    """Whether so many names of a set are enough to know it again: three of four."""
    return count >= FEW and count * 4 >= len(one.names) * 3


def _judge(
    report: Report, rule: Rule, one: Named, chapter: Chapter, told: set[Span]
) -> Verdict | None:
    """What a rule says of a set and the chapter that may analyse it; None where it does not."""
    if not _agree(sum(name in chapter.said for name in one.names), one):
        return None
    titles = [title for title in chapter.titles if not _lies_in(title.place, one.places)]
    met = {name: [title for title in titles if _is_one(name, title.name)] for name in one.names}
    if not _agree(sum(map(bool, met.values())), one):
        return None
    matched = {title for found in met.values() for title in found}
    parents = {title.parent for title in matched if title.name in one.names}
    beside = [
        title
        for title in titles
        if title.parent in parents
        and title not in matched
        and not has_any(rule.params["general"], title.name)
    ]
    absent = {name: one.names[name] for name, found in met.items() if not found}
    if rule.params["asks"] == "analysed":
        # Where as many titles are of no name in the set, they may be the same by other names.
        spans = [
            span
            for name, span in absent.items()
            if len(beside) < len(absent) and not _is_told(report, rule, name, chapter, told)
        ]
    else:
        scored = sum(title.scored for title in matched if title.parent in parents) >= FEW
        spans = [
            title.place
            for title in beside
            if scored and one.whole and not absent and _is_new(report, title, told)
        ]
    if not spans:
        return Verdict(rule, "pass", next(iter(one.names.values())))
    names = "、".join(report.folded[slice(*span)] for span in spans)
    details = (("subject", names), ("count", str(len(met))))
    return Verdict(rule, "fail", spans[0], again(report, spans[1:]), details=details)


def _is_one(name: str, title: str) -> bool:
    """Whether two names are of one indicator."""
    if len(name) <= len(title):
        return name == title or (len(name) >= INSIDE and name in title)
    return len(title) >= INSIDE and title in name


def _lies_in(span: Span, places: Iterable[Span]) -> bool:
    return any(place.start <= span.start and span.end <= place.end for place in places)


def _is_told(report: Report, rule: Rule, name: str, chapter: Chapter, told: set[Span]) -> bool:
    """Whether the report speaks of an indicator in another place than where they are announced; in
    the chapter that analyses them, also by a shorter name."""
    core = name
    for end in rule.params["ends"]:
        core = core.removesuffix(end)
    core = name if len(core) < SHORT or core in rule.params["common"] else core
    for paragraph in report.paragraphs:
        if not _lies_in(paragraph.span, told):
            words = _unquoted(report, paragraph.span)
            if name in words or (core in words and _lies_in(paragraph.span, (chapter.span,))):
                return True
    return False


def _is_new(report: Report, title: Title, told: set[Span]) -> bool:
    """Whether a section gives a score for what is named neither before it nor where indicators are
    announced."""
    before = Span(0, title.place.start)
    return title.scored and not any(
        title.name in _unquoted(report, span) for span in (before, *told)
    )


def _unquoted(report: Report, span: Span) -> str:
    return report.folded[slice(*span)].replace("“", "").replace("”", "")


@lru_cache(maxsize=1)
def _chapters(report: Report) -> list[Chapter]:
    """The parts of the report at the top, with the titles below them."""
    scores = [score.span.start for score in report.scores if score.kind == "item"]
    tops: list[int] = []
    titles: dict[int, list[Title]] = {}
    for at, section in enumerate(report.sections):
        tops.append(at if section.parent < 0 else tops[section.parent])
        listed = titles.setdefault(tops[at], [])
        words = re.split(CUT, report.folded[slice(*section.title)])[0].rstrip()
        name = plain_indicator(words)
        if section.parent >= 0 and len(listed) < TITLES and name:
            start, end = section.span
            scored = bisect_left(scores, start) < bisect_left(scores, end)
            place = Span(section.title.start, section.title.start + len(words))
            listed.append(Title(name, place, section.parent, scored))
    return [
        Chapter(report.sections[top].span, tuple(found), "\n".join(title.name for title in found))
        for top, found in titles.items()
    ]
