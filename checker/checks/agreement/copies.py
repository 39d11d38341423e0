"""Passages a report writes twice: phrases, the chapters they stand in, how far two places agree.

Reports say a thing in the part on the year's work and again in the part on results. Where the
words of two chapters are the same and one thing differs, it is a slip; two passages of one chapter
with the same words speak of two things.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.model.report import Report
from checker.model.text import Span
from checker.report.prose import CLAUSE, paragraph_at

PHRASE = rf"[{CLAUSE}、](?:(?<!\d[,:])|(?!\d))"
"""What a phrase ends with: a clause, or one of several set side by side."""

MARKS = frozenset(CLAUSE + ".、")
BLANKS = frozenset(" \n“”‘’\"'（）()【】")
NO_BLANKS = dict.fromkeys(map(ord, BLANKS))


PEOPLE = {"名": "人", "位": "人"}
"""Measure words of one thing."""
BESIDE = 300
"""How far on either side two passages are compared."""
REACH = 80
"""No phrase reaches further."""


class Phrase(NamedTuple):
    """The words between two marks around something: before it, behind it, and where they stand."""

    before: str
    behind: str
    span: Span


def phrase_around(report: Report, inner: Span) -> Phrase:
    """The phrase that holds ``inner``, without its marks; ``inner`` itself is left out."""
    folded = report.folded
    start, end = inner
    first = max(0, inner.start - REACH)
    while start > first and (folded[start - 1] not in MARKS or _is_inner(folded, start - 1)):
        start -= 1
    last = min(len(folded), inner.end + REACH)
    while end < last and (folded[end] not in MARKS or _is_inner(folded, end)):
        end += 1
    return Phrase(folded[start : inner.start], folded[inner.end : end], Span(start, end))


def _is_inner(folded: str, at: int) -> bool:
    """Whether a mark stands between digits and ends no phrase: 1,200; 9:30."""
    return (
        folded[at] in ".,:" and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit()
    )


def plain(words: str, dropped: Iterable[str]) -> str:
    """Words without blanks, quotes, brackets and what is ``dropped``, the longer words first."""
    if not BLANKS.isdisjoint(words):
        words = words.translate(NO_BLANKS)
    for word in dropped:
        if word in words:
            words = words.replace(word, "")
    return words


def unsaid(report: Report, *words: Iterable[str]) -> tuple[str, ...]:
    """What changes nothing in a phrase: some words, and the report's own year."""
    year = report.identity.year
    own = () if year is None else (f"{year}年度", f"{year}年")
    return (*own, *itertools.chain(*words))


def chapters(report: Report) -> list[int]:
    """Where the chapters begin: the sections of the least depth that has several."""
    starts: list[int] = []
    for depth in (1, 2):
        starts = [each.span.start for each in report.sections if each.depth == depth]
        if len(starts) > 1:
            break
    return starts if len(starts) > 1 else []


def chapter_at(starts: Sequence[int], position: int) -> int:
    """The number of the chapter that holds a position, 0 before the first."""
    return bisect_right(starts, position)


def shared_around(report: Report, one: Span, other: Span, dropped: Sequence[str]) -> int:
    """How many characters the phrases next to two phrases have in common, as far as they are the
    same without a gap, figures included."""
    return sum(
        _run(*(_beside(report, each, dropped, side) for each in (one, other))) for side in (-1, 1)
    )


def _beside(report: Report, phrase: Span, dropped: Sequence[str], side: int) -> list[str]:
    """The phrases of the paragraph before (from the nearest) or behind a phrase."""
    around = paragraph_at(report, phrase.start).span
    if side < 0:
        words = report.folded[max(around.start, phrase.start - BESIDE) : phrase.start]
        return [plain(each, dropped) for each in reversed(re.split(PHRASE, words)[:-1])]
    words = report.folded[phrase.end : min(around.end, phrase.end + BESIDE)]
    return [plain(each, dropped) for each in re.split(PHRASE, words)[1:]]


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += len(a)
    return shared
