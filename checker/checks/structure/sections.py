"""Which sections of a report are those its outline asks for: by title, or by another name for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from checker.checks.words import has_any
from checker.model.report import Report
from checker.model.rule import OutlineEntry
from checker.report.outline import plain_title

OPENING = 24
"""Characters at the head of a paragraph in which it may name the section that it stands for."""

SUBJECT = r"^(?:\d{4}年度?)?(?:(?:本|我)?(?:部门|单位|局|委|办|院|校|中心|所|镇|乡|街道))?(?:目前|当前|的)?"
"""Who and when, before the name at the head of a heading or paragraph."""

SUBJECTS = frozenset("0123456789本我部单局委办院校中所镇乡街目当的")
"""The characters that such words begin with."""

ENDS = ("情况", "分析", "方面", "部分", "说明", "内容", "综述", "简述")
TAIL = rf"(?:的?(?:基本|总体|主要)?(?:{'|'.join(ENDS)}))+$"
"""What a heading may say behind the name of its section."""

ANOTHER = ("上年", "上一年", "往年", "以前年度", "历年", "前期")
"""What makes a heading speak of another year than the report's."""

MENDS = ("补", "弥补")
"""How a heading begins that says what was or will be done of a shortcoming: 补齐短板."""
SHORT = 2
"""A name as short as this is found in too much: 困难 in 困难群众救助, 建议 in 建议办理."""

BRIEF = 12
"""The head of a numbered paragraph that is no longer than this may be a heading."""

NUMBER = r"^[\d.、一二三四五六七八九十（）()]{0,6}\s*"
"""What may stand before a name at the head of a paragraph."""

NUMBERED = frozenset("0123456789.、一二三四五六七八九十（）() ")
"""The characters that such a number begins with."""

ENDED = r"[：:，,。]|结果|结论|得分|总分|情况"
"""What follows a short name at the head of a paragraph that it is the name of."""

LABEL = r"[。；]\s*([^。；，：:\n]{2,12})$"
"""What a sentence inside a paragraph is called: 存在问题：…"""

LONGEST = 16
"""Characters, with what stands before it, in which a label lies."""

GENERAL = r"部门|单位|工作|完成|情况|分析|绩效|年度|主要|[的和及与、]"
"""Words that make two headings alike without meaning the same."""


ALIKE, ALIKE_IN_PLACE, SLIP = 60, 50, 75
"""How alike a heading must be to a name: anywhere, where the section would stand, and with all its
words counted."""


class Head(NamedTuple):
    """A heading as names are looked for in it: its index among the sections, its plain words, those
    without who and when in front, and those without what says little behind."""

    at: int
    words: str
    bare: str
    core: str
    depth: int
    item: bool


class Words(NamedTuple):
    """Where the names of sections may stand: headings, and the heads of paragraphs without one.

    ``text`` is all of it, one a line; ``starts`` says where each line begins; ``titles`` are those of
    all sections in plain form.
    """

    heads: list[Head]
    text: str
    starts: list[int]
    titles: list[str]


class Found(NamedTuple):
    """An entry of the outline and the sections that bear one of its names, the likeliest first.

    ``whole`` says that the first bears nothing but the name; ``spoken`` that a paragraph without
    a heading begins with one.
    """

    entry: OutlineEntry
    sections: tuple[int, ...]
    whole: bool
    spoken: bool


class Standing(NamedTuple):
    """Where the parts of an outline stand in a report, and what each part contains."""

    words: Words
    parts: list[Found]
    contents: list[list[Found]]


@lru_cache(maxsize=1)
def read_standing(report: Report, outline: tuple[OutlineEntry, ...]) -> Standing:
    """Where all sections of the outline stand; kept for the next question about the same report."""
    words = read_words(report, _firsts(outline))
    contents = [find_entries(words, entry.contains) for entry in outline]
    return Standing(words, find_entries(words, outline), contents)


@lru_cache(maxsize=4)
def _firsts(outline: tuple[OutlineEntry, ...]) -> frozenset[str]:
    """The first characters of all names in an outline."""
    entries = [*outline, *(part for entry in outline for part in entry.contains)]
    return frozenset(name[:1] for entry in entries for name in names_of(entry))


def read_words(report: Report, firsts: frozenset[str]) -> Words:
    """The words of a report's headings, those of another year left out, and of its paragraphs, as
    far as they begin as a name may: with one of ``firsts``."""
    heads = []
    titles = [plain_title(report.folded[slice(*section.title)]) for section in report.sections]
    for index, (section, words) in enumerate(zip(report.sections, titles, strict=True)):
        if not has_any(ANOTHER, words):
            bare = _bare(words)
            core = (re.sub(TAIL, "", bare) or bare) if bare.endswith(ENDS) else bare
            heads.append(Head(index, words, bare, core, section.depth, section.item))
    openings = [
        _opening(report.folded[p.span.start : p.span.start + OPENING])
        for p in report.paragraphs
        if p.kind == "text" or (p.kind == "table" and p.table is None)  # lines of no table
    ]
    openings += [_bare(label) for label in _labels(report.folded)]
    lines = [head.words for head in heads] + [line for line in openings if line[:1] in firsts]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    return Words(heads, "\n".join(lines), starts, titles)


def _opening(words: str) -> str:
    """The head of a paragraph without a number, who and when."""
    return _bare(_without(NUMBER, words) if words[:1] in NUMBERED else words)


def _bare(words: str) -> str:
    """Words without who and when at their head."""
    return _without(SUBJECT, words) if words[:1] in SUBJECTS else words


def _labels(folded: str) -> Iterator[str]:
    """What sentences inside paragraphs are called, with the colon."""
    for colon in "：:":
        at = folded.find(colon)
        while at >= 0:
            found = re.search(LABEL, folded[max(at - LONGEST, 0) : at])
            if found is not None:
                yield found[1] + colon
            at = folded.find(colon, at + 1)


def _without(front: str, words: str) -> str:
    """Words without what a pattern takes at their head."""
    match = re.match(front, words)
    return words[match.end() :] if match is not None else words


def find_entries(words: Words, entries: Sequence[OutlineEntry]) -> list[Found]:
    """Where each entry stands in a report.

    A heading bears a name that it holds: anywhere at the top of the report, below only where it
    ends with a short one. What is wholly the name of one entry is of no other.
    """
    own = {name: entry.title for entry in reversed(entries) for name in names_of(entry)}
    return [_find(words, entry, own) for entry in entries]


def _find(words: Words, entry: OutlineEntry, own: Mapping[str, str]) -> Found:
    """Where one entry stands; ``own`` are the titles of the entries by name."""
    names = [name for name in names_of(entry) if name in words.text]
    borne: set[Head] = set()
    spoken = False
    for name in names:
        for at in _places(name, words.text):
            line = bisect_right(words.starts, at) - 1
            if line >= len(words.heads):
                spoken = spoken or (
                    at == words.starts[line] and _opens(name, words.text, at + len(name))
                )
            elif _bears(head := words.heads[line], name):
                borne.add(head)
    found = sorted(
        (head for head in borne if own.get(head.words, entry.title) == entry.title),
        key=lambda head: (not _is_whole(head, names), head.item, head.depth, head.at),
    )
    whole = bool(found) and _is_whole(found[0], names)
    return Found(entry, tuple(head.at for head in found), whole, spoken)


def _places(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


@lru_cache(maxsize=256)
def names_of(entry: OutlineEntry) -> tuple[str, ...]:
    """The title of an entry and its other names, in plain form."""
    return tuple(plain_title(name) for name in (entry.title, *entry.also))


def _bears(head: Head, name: str) -> bool:
    """Whether a heading in which a name stands is that section's."""
    if head.item and len(head.words) > BRIEF:  # a sentence: only what it begins with
        return len(name) > SHORT and head.bare.startswith(name)
    if head.depth == 1 or len(name) > SHORT:
        return True
    return head.core.endswith(name) and not head.words.startswith(MENDS)


def _is_whole(head: Head, names: Sequence[str]) -> bool:
    return any(form in names for form in (head.words, head.bare, head.core))


def _opens(name: str, text: str, end: int) -> bool:
    """Whether a paragraph that begins with a name is that section; a short one must end there."""
    return len(name) > SHORT or re.match(ENDED, text[end : end + SHORT]) is not None


def nearest(heads: Sequence[Head], entry: OutlineEntry, least: int = ALIKE) -> int | None:
    """The section whose heading is most like a name of ``entry``, where it is so like it that it
    may well be meant; None where there is none.

    Headings are alike by ``least`` of a hundred in what they say beside general words, or in nearly
    all their characters (a slip of the pen).
    """
    names = names_of(entry)
    cores = [core for name in names if len(core := re.sub(GENERAL, "", name)) > SHORT]
    best: tuple[int, int] | None = None
    for head in heads:
        said = re.sub(GENERAL, "", head.bare)
        likeness = max((_likeness(said, core) for core in cores), default=0)
        slip = max(_likeness(form, name) for name in names for form in (head.bare, head.words))
        likeness = max(likeness, slip if slip >= SLIP else 0)
        if likeness >= least and (best is None or likeness > best[0]):
            best = likeness, head.at
    return best[1] if best is not None else None


def _likeness(one: str, other: str) -> int:
    """How many of the characters of two titles are in both, of a hundred; 0 where it is but one."""
    shared = sum(min(many, one.count(letter)) for letter, many in _letters(other))
    return 200 * shared // (len(one) + len(other)) if shared > 1 else 0


@lru_cache(maxsize=1024)
def _letters(name: str) -> tuple[tuple[str, int], ...]:
    """The characters of a name of the outline, and how often each stands in it."""
    return tuple(Counter(name).items())
