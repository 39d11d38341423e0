"""Which sections of a report are those its outline asks for: by title, or by another name for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.model.report import Report
from checker.model.rule import OutlineEntry
from checker.report.outline import plain_title

OPENING = 24
"""Characters at the head of a paragraph in which it may name the section that it stands for."""

SUBJECT = r"^(?:\d{4}年度?)?(?:(?:本|我)?(?:部门|单位|局|委|办|院|校|中心|所|镇|乡|街道))?(?:目前|当前|的)?"
"""Who and when, before the name at the head of a heading or paragraph."""

TAIL = r"(?:的?(?:基本|总体|主要)?(?:情况|分析|方面|部分|说明|内容|综述|简述))+$"
"""What a heading may say behind the name of its section."""

ANOTHER = "上年|上一年|往年|以前年度|历年|前期"
"""What makes a heading speak of another year than the report's."""

SHORT = 2
"""A name as short as this is found in too much: 困难 in 困难群众救助, 建议 in 建议办理."""

BRIEF = 12
"""The head of a numbered paragraph that is no longer than this may be a heading."""

NUMBER = r"^[\d.、一二三四五六七八九十（）()]{0,6}\s*"
"""What may stand before a name at the head of a paragraph."""

ENDED = r"[：:，,。]|结果|结论|得分|总分|情况"
"""What follows a short name at the head of a paragraph that it is the name of."""

GENERAL = r"部门|单位|工作|情况|分析|绩效|年度|主要|[的和及与、]"
"""Words that make two headings alike without meaning the same."""


ALIKE, ALIKE_IN_PLACE, SLIP = 60, 50, 75
"""How alike a heading must be to a name: anywhere, where the section would stand, and with all its
words counted."""


class Head(NamedTuple):
    """A heading as names are looked for in it: its index among the sections, and its plain words."""

    at: int
    words: str
    depth: int
    item: bool


class Found(NamedTuple):
    """An entry of the outline and the sections that bear one of its names, the likeliest first.

    ``whole`` says that the first bears nothing but the name; ``spoken`` that a paragraph without
    a heading begins with one.
    """

    entry: OutlineEntry
    sections: tuple[int, ...]
    whole: bool
    spoken: bool


def heads_of(report: Report) -> list[Head]:
    """The headings of a report, those of another year left out."""
    heads = (
        Head(index, plain_title(report.folded[slice(*s.title)]), s.depth, s.item)
        for index, s in enumerate(report.sections)
    )
    return [head for head in heads if not re.search(ANOTHER, head.words)]


def find_entries(
    report: Report, heads: Sequence[Head], entries: Sequence[OutlineEntry]
) -> list[Found]:
    """Where each entry stands in a report.

    A heading bears a name that it holds: anywhere at the top of the report, below only where it
    ends with a short one. What is wholly the name of one entry is of no other.
    """
    own = {name: entry.title for entry in reversed(entries) for name in names_of(entry)}
    openings = [
        re.sub(
            SUBJECT, "", re.sub(NUMBER, "", report.folded[p.span.start : p.span.start + OPENING])
        )
        for p in report.paragraphs
        if p.kind == "text" or (p.kind == "table" and p.table is None)  # lines of no table
    ]
    found = []
    for entry in entries:
        names = names_of(entry)
        borne = [
            head
            for head in heads
            if own.get(head.words, entry.title) == entry.title and _bears(head, names)
        ]
        borne.sort(key=lambda head: (not _is_whole(head, names), head.item, head.depth, head.at))
        spoken = any(_opens(opening, names) for opening in openings)
        whole = bool(borne) and _is_whole(borne[0], names)
        found.append(Found(entry, tuple(head.at for head in borne), whole, spoken))
    return found


def names_of(entry: OutlineEntry) -> tuple[str, ...]:
    """The title of an entry and its other names, in plain form."""
    return tuple(plain_title(name) for name in (entry.title, *entry.also))


def _bears(head: Head, names: Sequence[str]) -> bool:
    core = _core(head.words)
    if head.item and len(head.words) > BRIEF:  # a sentence: only what it begins with
        words = re.sub(SUBJECT, "", head.words)
        return any(words.startswith(name) for name in names if len(name) > SHORT)
    if head.depth == 1:
        return any(name in head.words for name in names)
    return any(name in head.words if len(name) > SHORT else core.endswith(name) for name in names)


def _core(words: str) -> str:
    """The words of a heading without what says no more than that it is about them."""
    return re.sub(TAIL, "", words) or words


def _is_whole(head: Head, names: Sequence[str]) -> bool:
    words = re.sub(SUBJECT, "", head.words)
    return any(form in names for form in (head.words, words, _core(words)))


def _opens(opening: str, names: Iterable[str]) -> bool:
    """Whether a paragraph begins with a name; with a short one only where it ends there."""
    return any(
        opening.startswith(name)
        and (len(name) > SHORT or re.match(ENDED, opening[len(name) :]) is not None)
        for name in names
    )


def nearest(heads: Sequence[Head], entry: OutlineEntry, least: int = ALIKE) -> int | None:
    """The section whose heading is most like a name of ``entry``, where it is so like it that it
    may well be meant; None where there is none.

    Headings are alike by ``least`` of a hundred in what they say beside general words, or in nearly
    all their characters (a slip of the pen).
    """
    names = names_of(entry)
    best: tuple[int, int] | None = None
    for head in heads:
        words = re.sub(SUBJECT, "", head.words)
        bare = re.sub(GENERAL, "", words)
        cores = [core for name in names if len(core := re.sub(GENERAL, "", name)) > SHORT]
        likeness = max((_likeness(bare, core) for core in cores), default=0)
        slip = max(_likeness(form, name) for name in names for form in (words, head.words))
        likeness = max(likeness, slip if slip >= SLIP else 0)
        if likeness >= least and (best is None or likeness > best[0]):
            best = likeness, head.at
    return best[1] if best is not None else None


def _likeness(one: str, other: str) -> int:
    """How many of the characters of two titles are in both, of a hundred; 0 where it is but one."""
    shared = (Counter(one) & Counter(other)).total()
    return 200 * shared // (len(one) + len(other)) if shared > 1 else 0
