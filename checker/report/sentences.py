"""Sentences that can hold a fact, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from checker.model.report import Section
from checker.model.text import Span
from checker.model.value import Value
from checker.report.lexicon import HUSH, QUANTITIES, Lexicon, compact, find_phrases

STOP = re.compile("[。！？]")
MEASURED = QUANTITIES - {"count", "number"}
WHOLE = re.compile("整体|总体|部门收支")


class Sentence(NamedTuple):
    """A sentence that holds a figure: its span, its place among all, and its top-level values."""

    span: Span
    number: int
    paragraph: int
    values: tuple[Value, ...]


class Setting(NamedTuple):
    """Where a sentence stands: its section, whether the headings above name one kind of expenditure
    alone, so that 支出 below is not the department's, and the fund they name, if any."""

    section: int
    narrow: bool = False
    fund: str = ""


def find_sentences(
    folded: str, paragraphs: Sequence[tuple[int, Span]], values: Sequence[Value], lexicon: Lexicon
) -> list[Sentence]:
    """The sentences of prose that can hold a fact, in order.

    ``paragraphs`` are (index, span) of prose; a sentence ends at 。！？ or with its paragraph.
    """
    outer = [value for value in values if value.parent is None]
    starts = [value.span.start for value in outer]
    found: list[Sentence] = []
    number = 0
    for index, span in paragraphs:
        first = bisect_left(starts, span.start)
        last = bisect_left(starts, span.end)
        if first == last or not any(value.kind in QUANTITIES for value in outer[first:last]):
            number += 1
            continue
        begin = span.start
        for end in sentence_ends(folded, span):
            low, high = bisect_left(starts, begin), bisect_left(starts, end)
            inside = tuple(outer[low:high])
            if _can_hold(folded[begin:end], inside, lexicon):
                found.append(Sentence(Span(begin, end), number, index, inside))
            number += 1
            begin = end
    return found


def find_settings(
    sentences: Sequence[Sentence],
    folded: str,
    sections: Sequence[Section],
    holders: Sequence[int],
    lexicon: Lexicon,
) -> dict[int, Setting]:
    """The setting of each paragraph with a sentence; ``holders`` gives the section of a paragraph."""
    read: dict[int, Setting] = {-1: Setting(-1)}
    for section in dict.fromkeys(holders[sentence.paragraph] for sentence in sentences):
        _setting(section, folded, sections, lexicon, read)
    return {sentence.paragraph: read[holders[sentence.paragraph]] for sentence in sentences}


def _setting(
    at: int, folded: str, sections: Sequence[Section], lexicon: Lexicon, read: dict[int, Setting]
) -> Setting:
    """The setting below a heading, and below those above it but the topmost."""
    if at in read:
        return read[at]
    section = sections[at]
    above = (
        _setting(section.parent, folded, sections, lexicon, read) if section.depth > 2 else read[-1]
    )
    title = compact(folded[section.title.start : section.title.end])
    named = () if WHOLE.search(title) else lexicon.funds
    fund = next((fund for fund in named if fund in title), above.fund)
    narrow = _is_narrow(title, lexicon)
    read[at] = Setting(at, narrow or above.narrow, fund)
    return read[at]


def _is_narrow(title: str, lexicon: Lexicon) -> bool:
    for start, end in find_phrases(title, lexicon):
        word = lexicon.words.get(title[start:end])
        if word is not None and word.type == "TERM" and not word.weak:
            side = lexicon.terms[word.name].side
            if side not in ("支出", "收入", "结余", "比率", "得分", "分值", "预算"):
                return True
            if side == "支出" and side not in lexicon.terms[word.name].alone:
                return True
    return "专项" in title or "项目" in title


def sentence_ends(folded: str, span: Span) -> list[int]:
    """Where the sentences of a paragraph end, the last with it."""
    ends = [match.end() for match in STOP.finditer(folded, span.start, span.end)]
    return ends if ends and ends[-1] == span.end else [*ends, span.end]


def _can_hold(text: str, values: Sequence[Value], lexicon: Lexicon) -> bool:
    kinds = {value.kind for value in values}
    if not kinds.isdisjoint(MEASURED):
        return True
    if kinds.isdisjoint(QUANTITIES):
        return False
    spoken = HUSH.sub("", text)
    firsts = [first for first in lexicon.leads if first in spoken]
    return any(lead in spoken for first in firsts for lead in lexicon.leads[first])
