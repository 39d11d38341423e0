"""Where findings stand in the text: marks may overlap, so the text is cut where one begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.copies.page.tags import tag, words
from checker.model.text import Span
from checker.model.verdict import Checked, Finding
from checker.output.look import level
from checker.wording import role, say

NAMED = 5
"""Findings that are named where the pointer rests on a piece of text."""
LEVELS = ("error", "warning", "info", "undetermined")


class Numbered(NamedTuple):
    """A finding with its number on the page, from 1."""

    number: int
    finding: Finding


class Mark(NamedTuple):
    """A place that a finding speaks of: ``place`` is the number of a related one, None for the
    finding's own words. ``name`` is the id of the place in the page."""

    span: Span
    number: int
    place: int | None
    name: str
    title: str
    level: str


class Segment(NamedTuple):
    """A piece of the text that the same marks lie over."""

    start: int
    end: int
    marks: tuple[Mark, ...]


class Marked(NamedTuple):
    """All segments in order; the places to be found in the page (position and id), in order; and
    where the findings' own words begin and end."""

    segments: list[Segment]
    places: list[tuple[int, str]]
    begins: list[int]
    ends: list[int]


def numbered(checked: Checked) -> list[Numbered]:
    """The findings in the order of the page: those that failed, then those undetermined."""
    findings = sorted(checked.findings, key=lambda finding: finding.outcome == "undetermined")
    return [Numbered(at + 1, finding) for at, finding in enumerate(findings)]


def marked(findings: Sequence[Numbered], others: Iterable[tuple[int, str]], lang: str) -> Marked:
    """The segments of a text with these findings; ``others`` are further places to be found."""
    marks = [mark for one in findings for mark in _marks(one, lang)]
    own = [mark.span for mark in marks if mark.place is None]
    places = sorted([*((mark.span.start, mark.name) for mark in marks), *others])
    return Marked(
        list(_segments(marks)),
        places,
        sorted(span.start for span in own),
        sorted(span.end for span in own),
    )


def _marks(one: Numbered, lang: str) -> Iterator[Mark]:
    number, finding = one
    kind = level(finding)
    if finding.span.start < finding.span.end:
        title = f"{number} {say(kind, lang)} {finding.rule} {finding.title.get(lang)}"
        yield Mark(finding.span, number, None, f"m{number}", title, kind)
    for at, near in enumerate(finding.related):
        if near.span.start < near.span.end:
            title = f"{number} {finding.rule} {role(near.role, lang)}".rstrip()
            yield Mark(near.span, number, at, f"m{number}-{at}", title, kind)


def _segments(marks: Sequence[Mark]) -> Iterator[Segment]:
    edges: dict[int, tuple[list[Mark], list[Mark]]] = {}
    for mark in marks:
        edges.setdefault(mark.span.start, ([], []))[0].append(mark)
        edges.setdefault(mark.span.end, ([], []))[1].append(mark)
    lying: dict[str, Mark] = {}
    before = 0
    for at in sorted(edges):
        if lying:
            yield Segment(before, at, tuple(lying.values()))
        begun, ended = edges[at]
        for mark in ended:
            del lying[mark.name]
        lying.update((mark.name, mark) for mark in begun)
        before = at


def hides(known: Marked, start: int, end: int) -> bool:
    """Whether no finding's own words begin or end in this range: it may be left unseen."""
    begun = bisect_left(known.begins, end) - bisect_left(known.begins, start)
    ended = bisect_right(known.ends, end) - bisect_right(known.ends, start)
    return begun == ended == 0


def html(text: str, known: Marked, start: int, end: int) -> str:
    """The characters of a range, with the marks that lie over them."""
    parts: list[str] = []
    at = start
    # A line end stands in no paragraph: what begins there is found at the next.
    reached = start - 1 if text[start - 1 : start] == "\n" else start
    first = bisect_right(known.segments, start, key=lambda segment: segment.end)
    last = bisect_left(known.segments, end, key=lambda segment: segment.start)
    for segment in (*known.segments[first:last], Segment(end, end, ())):
        left, right = max(start, min(segment.start, end)), min(end, segment.end)
        for low, high, marks in ((at, left, ()), (left, right, segment.marks)):
            if low < high:
                parts += [_places(known, reached, high), _piece(words(text[low:high]), marks, high)]
                reached = high
        at = right
    return "".join(parts)


def _places(known: Marked, start: int, end: int) -> str:
    """What links lead to, of all that begins in a range."""
    first = bisect_left(known.places, (start, ""))
    last = bisect_left(known.places, (end, ""))
    return "".join(tag("i", id=name) for _, name in known.places[first:last])


def _piece(inner: str, marks: Sequence[Mark], end: int) -> str:
    """A piece of text as a link to the finding that marks it, the severest if there are several;
    the number of a finding stands at its last piece."""
    if not marks:
        return inner
    own = sorted((m for m in marks if m.place is None), key=lambda m: LEVELS.index(m.level))
    near = [mark for mark in marks if mark.place is not None]
    ended = [str(mark.number) for mark in own if mark.span.end == end]
    return tag(
        "a",
        inner,
        class_=f"m {own[0].level}" if own else "r",
        href=f"#f{(own or near)[0].number}",
        title="\n".join(mark.title for mark in (own or near)[:NAMED]),
        data_f=" ".join(str(mark.number) for mark in own) or None,
        data_r=" ".join(mark.name[1:] for mark in near) or None,
        data_n=",".join(ended) or None,
    )
