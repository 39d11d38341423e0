"""Paragraphs → nested sections and items.

How deep a heading stands is decided before the grammar sees it, in this order: headings that the
pack's outline knows, at the top; the innermost open series whose next number this is; 1 after 1
stays flat; else the nearest open level of that style, and what was odd is kept as an anomaly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, cast

from lark import Tree

from checker.languages import Given, Unplaced, grammar
from checker.model.report import BlockKind, Report, Section
from checker.model.rule import OutlineEntry
from checker.model.text import Span
from checker.report.folding import HAN
from checker.report.ordinals import Ordinal, find_ordinal

SERIES = 300
"""Sections looked at for the members of one series."""

DEPTH = 8
"""Deeper than this a series lies flat: no report goes so deep, only damaged files do."""

GLUED = re.compile(
    rf"([^。：:；！？\n]{{1,40}}?)([。：:](?=\s*\S)|(?:(?<={HAN})|(?<=[）”])|(?<=\)))\.(?=\s*{HAN}))"
)
PLAIN = re.compile(r"[\s、，。．.：:；;（）()“”\"《》·\-—]+")
CLAUSE = re.compile(r"(?:\s*(?:[^，。；：:,;\s]|,(?=\d{3}(?!\d)))){1,30}")
LONGEST = 60
BARE = rf"(\d{{1,2}}[ ]{{1,4}})(?={HAN})(?:[^\d。；，、：]){{2,30}}$"
"""A chapter's heading in an outline in decimals: 3 存在的问题."""


class Heading(NamedTuple):
    """A paragraph that opens a section: its style and number, where its title stands, and whether
    it carries text of its own (``item``). ``known`` says that the outline has it at the top."""

    style: str
    number: int | None
    title: Span
    item: bool
    known: bool


class _Leaf(NamedTuple):
    type: str
    at: int = -1


class Leaf(_Leaf, Unplaced):
    """A token of the outline: HEADING, ITEM, TEXT or TABLE with the index of its paragraph, or the
    _CLOSE behind the last of a section."""

    __slots__ = ()


CLOSE = Leaf("_CLOSE")


class Opened(NamedTuple):
    """One open level: its style and its last number."""

    style: str
    number: int | None


@lru_cache(maxsize=4096)  # several stages ask for the same titles, and reports share theirs
def plain_title(title: str) -> str:
    """A title without blanks and punctuation, for comparison."""
    return PLAIN.sub("", title)


def top_titles(outline: Sequence[OutlineEntry]) -> frozenset[str]:
    """The names, in plain form, that an outline has for its sections at the top."""
    return frozenset(plain_title(name) for entry in outline for name in (entry.title, *entry.also))


def decimal_tops(paragraphs: Iterable[str]) -> frozenset[int]:
    """The chapters of an outline in decimals: those that 1.1, 1.2, 2.1 … stand in."""
    ordinals = ((text, find_ordinal(text)) for text in paragraphs if text[:1].isdigit())
    return frozenset(
        int(text.partition(".")[0])
        for text, ordinal in ordinals
        if ordinal is not None and ordinal.style.startswith("1.")
    )


def find_heading(
    folded: str, start: int, hint: int, known: frozenset[str], tops: frozenset[int] = frozenset()
) -> Heading | None:
    """The heading with which a paragraph of folded text begins, or None; spans start at ``start``.

    ``tops`` are the chapters of an outline in decimals, whose own headings have a bare number.
    """
    ordinal = find_ordinal(folded)
    if ordinal is None and tops:
        bare = re.match(BARE, folded)
        if bare is not None and int(bare[1]) in tops:
            ordinal = Ordinal("1", int(bare[1]), bare.end(1))
    if ordinal is None:
        words = folded.strip()
        if len(words) > LONGEST or not words or words[-1] in "。；，、：:;,":
            return None
        named = plain_title(words) in known
        if not hint and not named:
            return None
        style = f"#{hint}" if hint else "#"
        return Heading(style, None, Span(start, start + len(folded)), False, named)
    rest = folded[ordinal.length :]
    glued = GLUED.match(rest)
    if glued is not None and (glued[2] in "。." or glued.end(1) <= 20):
        title, item = glued.end(1), True
    else:
        ended = rest.rstrip().endswith(("。", "；", "！", "？"))
        item = "。" in rest[:-1] or len(rest) > LONGEST or (ended and len(rest) > 34)
        title = len(rest.rstrip("。 "))
        if item:
            clause = CLAUSE.match(rest)
            title = clause.end() if clause is not None else min(title, 30)
    begin = start + ordinal.length
    named = not item and plain_title(rest) in known
    return Heading(ordinal.style, ordinal.number, Span(begin, begin + title), item, named)


def find_sections(
    spans: Sequence[Span], kinds: Sequence[BlockKind], headings: Sequence[Heading | None]
) -> tuple[tuple[Section, ...], list[int]]:
    """The sections in reading order, and for each paragraph the index of the one that holds it.

    ``spans``, ``kinds`` and ``headings`` are those of the paragraphs.
    """
    anomalies: dict[int, str] = {}
    parser = grammar("outline", start="report", lexer=Given)
    tree = cast(Tree[Leaf], parser.parse(_nest(kinds, headings, anomalies)))
    sections: list[Section] = []
    holders = [-1] * len(spans)
    _walk(tree, spans, headings, anomalies, sections, holders)
    return tuple(sections), holders


def _nest(
    kinds: Sequence[BlockKind], headings: Sequence[Heading | None], anomalies: dict[int, str]
) -> Iterator[Leaf]:
    """The paragraphs as tokens, with _CLOSE where a level ends."""
    levels: list[Opened] = []
    for at, (kind, heading) in enumerate(zip(kinds, headings, strict=True)):
        if heading is None:
            yield Leaf("TABLE" if kind == "table" else "TEXT", at)
            continue
        depth, anomaly = _place(levels, heading)
        if anomaly:
            anomalies[at] = anomaly
        for _ in range(len(levels) - depth + 1):
            yield CLOSE
        del levels[depth - 1 :]
        levels.append(Opened(heading.style, heading.number))
        yield Leaf("ITEM" if heading.item else "HEADING", at)
    for _ in levels:
        yield CLOSE


def _place(levels: list[Opened], heading: Heading) -> tuple[int, str]:
    """The depth (from 1) at which a heading stands, and what is odd about its number."""
    style, number = heading.style, heading.number
    if number is None:
        return _place_unnumbered(levels, heading)
    top = levels[0] if levels else None
    if heading.known and (top is None or (top.style == style and number == (top.number or 0) + 1)):
        return 1, ""
    same = [depth for depth in range(len(levels), 0, -1) if levels[depth - 1].style == style]
    for depth in same:
        if number == (levels[depth - 1].number or 0) + 1:
            return depth, ""
    if heading.known and top is not None and top.style == style:
        return 1, "repeat" if number == top.number else "gap"
    if number == 1 and levels and levels[-1] == (style, 1):
        return len(levels), "repeat"
    if number == 1 or not same:
        if len(levels) >= DEPTH:
            return DEPTH, "deep"
        return len(levels) + 1, "" if number == 1 else "skip"
    last = levels[same[0] - 1].number or 0
    return same[0], "repeat" if number == last else "gap" if number > last else "restart"


def _place_unnumbered(levels: list[Opened], heading: Heading) -> tuple[int, str]:
    """Headings without a number: beside the nearest of their style, else inside what is open."""
    if heading.known:
        return 1, ""
    for depth in range(len(levels), 0, -1):
        if levels[depth - 1].style == heading.style:
            return depth, ""
    return min(len(levels) + 1, DEPTH), ""


def _walk(
    tree: Tree[Leaf],
    spans: Sequence[Span],
    headings: Sequence[Heading | None],
    anomalies: dict[int, str],
    sections: list[Section],
    holders: list[int],
    parent: int = -1,
    depth: int = 1,
) -> None:
    """Adds the sections below ``tree``, which stand at ``depth``."""
    for child in tree.children:
        if isinstance(child, Leaf):
            if child.type in ("TEXT", "TABLE"):
                holders[_first(child)] = parent
            continue
        at, last = _first(child), _last(child)
        heading = headings[at]
        assert heading is not None
        index = len(sections)
        holders[at] = index
        # A short sentence with nothing below is an item, not an empty heading.
        sentence = at == last and spans[at].end - heading.title.end == 1
        sections.append(
            Section(
                Span(spans[at].start, heading.title.end),
                heading.title,
                Span(spans[at].start, spans[last].end),
                heading.style,
                heading.number,
                depth,
                parent,
                heading.item or sentence,
                anomalies.get(at, ""),
            )
        )
        _walk(child, spans, headings, anomalies, sections, holders, index, depth + 1)


def _first(part: Tree[Leaf] | Leaf) -> int:
    """The index of the paragraph with which a part begins."""
    while isinstance(part, Tree):
        part = part.children[0]
    return part.at


def _last(part: Tree[Leaf] | Leaf) -> int:
    """The index of the paragraph with which a part ends."""
    while isinstance(part, Tree):
        part = part.children[-1]
    return part.at


def sections_at(report: Report, position: int) -> tuple[Section, ...]:
    """The sections that hold a position, the outermost first; numbered paragraphs do not count."""
    index = bisect_right(_starts(report), position) - 1
    held: list[Section] = []
    while index >= 0:
        section = report.sections[index]
        if position < section.span.end and not section.item:
            held.append(section)
        index = section.parent
    return tuple(reversed(held))


@lru_cache(maxsize=1)
def _starts(report: Report) -> list[int]:
    """Where each section begins; every check asks what lies around a place."""
    return [section.span.start for section in report.sections]


def series(report: Report, at: int) -> list[Section]:
    """The sections that a series consists of, from its first; none where a number in it is odd."""
    first = report.sections[at]
    found: list[Section] = []
    for section in islice(report.sections, at, at + SERIES):
        if section.depth < first.depth:
            break
        if section.depth > first.depth or section.style != first.style:
            continue
        if section.anomaly or section.number != len(found) + 1:
            return []
        found.append(section)
    return found
