"""Sentences with a date: the events and the objects that words of ``rules/terms.yaml`` name there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.model.rule import Term, Vocabulary
from checker.model.text import Span
from checker.model.value import Value
from checker.report.sentences import sentence_ends

NOTHING = "其他"
"""The event and the object whose words are none, though other words stand in them (公开招标)."""

LIGHT, HEAVY = "，,；;", "；;"
"""Marks between clauses, and between groups of clauses."""

_REACH = 20  # characters that … stands for
_OWN_YEAR = r"((?:19|20)\d\d)[ ]{0,2}(?:年度?)?(?![ ]{0,2}\d{1,2}[ ]{0,2}月|\d)"
MANY = 60
"""Dates of a sentence beyond which it is a list, and tells no event."""


class Mark(NamedTuple):
    """A word of a sentence: where it stands and the event or object it names. ``year`` is that of
    an object: of which year the budget is."""

    start: int
    end: int
    name: str
    year: int | None = None


class Scene(NamedTuple):
    """One sentence with a date: its span and paragraph, the dates and times in it, its events and
    objects, and the spans of the titles in it."""

    folded: str
    span: Span
    paragraph: int
    values: tuple[Value, ...]
    events: tuple[Mark, ...]
    objects: tuple[Mark, ...]
    titles: tuple[Span, ...]


class Known(NamedTuple):
    """What is known beside the sentence: the terms of dates by name, the (name, word) pairs that
    events, objects and years are told by, the words that stand aside, and the report's year."""

    terms: dict[str, Term]
    events: tuple[tuple[str, str], ...]
    objects: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, str], ...]
    aside: tuple[str, ...]
    year: int | None


def find_scenes(
    folded: str,
    paragraphs: Sequence[tuple[int, Span]],
    values: Sequence[Value],
    vocabulary: Vocabulary,
    year: int | None,
) -> Iterator[tuple[Scene, Known]]:
    """The sentences that hold a date, or a number of days, and something that events happen to.

    ``paragraphs`` are (index, span) of prose, ``year`` is the report's.
    """
    outer = [value for value in values if value.parent is None]
    starts = [value.span.start for value in outer]
    known: Known | None = None
    for index, span in paragraphs:
        inside = outer[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if not any(map(_is_time, inside)):
            continue
        known = known or _known(vocabulary)._replace(year=year)
        begin = span.start
        for end in sentence_ends(folded, span):
            here = [value for value in inside if begin <= value.span.start < end]
            if 0 < sum(map(_is_time, here)) <= MANY:
                scene = _scene(folded, Span(begin, end), index, here, known)
                if scene.events and scene.objects:
                    yield scene, known
            begin = end


def _is_time(value: Value) -> bool:
    if value.kind == "date":
        return value.date is not None and value.date[1] is not None
    return value.kind == "duration" and value.unit == "日"


@lru_cache(maxsize=16)
def _known(vocabulary: Vocabulary) -> Known:
    """What a vocabulary knows of events; read once a process."""

    def under(family: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key.removeprefix(family), word)
            for key, listed in vocabulary.words.items()
            if key.startswith(family)
            for word in listed
        )

    terms = {
        name: term for name, term in vocabulary.terms.items() if term.kind in ("date", "duration")
    }
    aside = vocabulary.words.get("aside", ())
    return Known(terms, under("event/"), under("object/"), under("period/"), aside, None)


def _scene(folded: str, span: Span, paragraph: int, values: Sequence[Value], known: Known) -> Scene:
    titles = tuple(value.span for value in values if value.kind == "title")
    times = tuple(filter(_is_time, values))
    events = _marks(folded, span, known.events, times)
    objects = _with_years(folded, span, _marks(folded, span, known.objects, ()), known)
    outside = (
        event
        for event in events
        if event.name != NOTHING and not any(t.start <= event.start < t.end for t in titles)
    )
    return Scene(folded, span, paragraph, times, tuple(outside), tuple(objects), titles)


def clause_at(scene: Scene, at: int, marks: str) -> Span:
    """The stretch between two of the marks around a place, those inside titles not counted."""
    cuts = [
        scene.span.start + match.start()
        for match in re.finditer(f"[{marks}]", scene.folded[scene.span.start : scene.span.end])
    ]
    cuts = [cut for cut in cuts if not any(t.start < cut < t.end for t in scene.titles)]
    start = max((cut for cut in cuts if cut < at), default=scene.span.start)
    return Span(start, min((cut for cut in cuts if cut >= at), default=scene.span.end))


def _marks(
    folded: str, span: Span, words: Sequence[tuple[str, str]], times: Sequence[Value]
) -> list[Mark]:
    """The words that stand in the sentence, the longest first, none in another."""
    found: list[Mark] = []
    for name, word in words:
        opener, _, closer = word.partition("…")
        at = folded.find(opener, span.start, span.end)
        while at >= 0:
            end = at + len(opener)
            if closer:
                last = min(span.end, end + _REACH + len(closer))
                behind = folded.find(closer, end, last)
                if re.search("[，,；;]", folded[end : max(behind, end)]):
                    behind = -1
                end = behind + len(closer) if behind >= 0 else -1
            crossed = name == NOTHING and any(at < time.span.start < end for time in times)
            if end >= 0 and not crossed:
                found.append(Mark(at, end, name))
            at = folded.find(opener, at + 1, span.end)
    found.sort(key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    reached = 0
    for mark in found:
        if mark.start >= reached:
            kept.append(mark)
            reached = mark.end
    return kept


def _with_years(folded: str, span: Span, objects: list[Mark], known: Known) -> list[Mark]:
    """The objects with the year that stands before them, or before the same object elsewhere in
    the sentence."""
    dated: list[Mark] = []
    begin = span.start
    for mark in objects:
        text = re.split("[，；,;]", folded[begin : mark.start])[-1]
        years = re.findall(_OWN_YEAR, text)
        year = int(years[-1]) if years else None
        if year is None and known.year is not None:
            for step, word in known.periods:
                if word in text[-8:]:
                    year = known.year + int(step)
        dated.append(mark._replace(year=year))
        begin = mark.end
    stated: dict[str, set[int]] = {}
    for mark in dated:
        if mark.year is not None:
            stated.setdefault(mark.name, set()).add(mark.year)
    return [
        mark._replace(year=next(iter(stated[mark.name])))
        if mark.year is None and len(stated.get(mark.name, ())) == 1
        else mark
        for mark in dated
    ]
