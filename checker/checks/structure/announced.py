"""The lists of indicators that a report announces: in a sentence, in the scores of a paragraph, in the
column of a table, under the title of its goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from checker.checks.scores.stated import plain_name
from checker.checks.words import has_any, places_of
from checker.model.report import Report, Table
from checker.model.text import Span
from checker.report.ordinals import find_ordinal
from checker.report.outline import plain_title
from checker.report.prose import paragraph_at, sentence_at

FEW = 4
"""Names that make a set."""
MOST, LISTS = 60, 200
"""Names of a set, and lists, that are read."""
REACH = 160
"""Characters before or behind the word for indicators in which their list stands."""
SHORT, LONG = 2, 16
"""Characters of a name."""
MANY = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})(?:个|项|大|类)"
KINDS = "(?:[一二三]级|评价|自评|考核|绩效|具体|大|类|主要|的)*"
BEFORE = rf"(?P<list>.+?)(?P<open>等)?(?:{MANY})?{KINDS}"
"""What stands before the word for indicators that ends their list."""
BEHIND = (
    rf"(?:体系)?(?:共|合计|总共)?(?:{MANY})?[，,]?(?P<some>主要)?(?:具体|分别)?"
    r"(?:包括|包含|涵盖|为|有|是|即|[：:（(])+(?P<list>[^，,。；;：:\n]+)"
)
"""What stands behind the word for indicators that opens their list."""
LEADS = "从|围绕|设置|设立|设|分为|包括|包含|涵盖|对照|按照|主要|对|由|以"
"""Words before the first name of a list that belong to no name."""
SCORED = r"[（(][^（()）]*[）)]"
"""A bracket behind a name: what it is worth."""
MARKS = "，,。；;：:\n"
"""What a list of names ends with."""
CUT = r"[（(：:，,。；;\n]"
"""Where the name in a title ends."""
TAIL = r"(?:完成|实现)?(?:情况|方面)(?:分析|说明|评价)?$|(?:分析|说明)$"
"""What stands behind the name in a title."""
LEVEL = r"三级指标|指标名称|具体指标|绩效指标|评价指标|考核指标|^指标$"
"""The header of the column that names the indicators."""


class Named(NamedTuple):
    """Names of indicators that stand together.

    ``names`` are the names in plain form with their places, ``places`` the paragraphs or the table
    they stand in, ``whole`` tells that no others are meant.
    """

    names: Mapping[str, Span]
    places: tuple[Span, ...]
    whole: bool


def announced(
    report: Report, nouns: tuple[str, ...], judging: tuple[str, ...], goals: str
) -> Iterator[Named]:
    """The sets of indicators that a report announces. ``nouns`` are the words that open or end a
    list, ``judging`` words of its sentence, ``goals`` the pattern of titles of goals."""
    yield from _sentences(report, nouns, judging)
    yield from _tables(report)
    yield from _scored(report)
    yield from _goals(report, goals)


def _sentences(report: Report, nouns: tuple[str, ...], judging: tuple[str, ...]) -> Iterator[Named]:
    """The lists of names before or behind the words for indicators."""
    folded = report.folded
    sentence = Span(0, 0)
    near = (
        at
        for at in places_of(nouns, folded)
        if folded.count("、", max(0, at - REACH), at + REACH) >= FEW - 2
    )
    for at in islice(near, LISTS):
        paragraph = paragraph_at(report, at)
        if paragraph.kind == "table":
            continue
        sentence = sentence if at < sentence.end else sentence_at(report, at)
        start, end = max(sentence.start, at - REACH), min(sentence.end, at + REACH)
        if not has_any(judging, folded[start:end]):
            continue
        start = max(start, *(folded.rfind(mark, start, at) + 1 for mark in MARKS))
        few = FEW - 2  # marks of a list whose last names are joined by a word
        before = behind = None
        if folded.count("、", start, at) >= few:
            before = re.fullmatch(BEFORE, folded[start:at])
        if folded.count("、", at, end) >= few:
            behind = re.match(BEHIND, folded[at + SHORT : end])
        for match, base, some in ((before, start, "open"), (behind, at + SHORT, "some")):
            if match is None:
                continue
            listed = match["list"].partition("等")[0]
            names = _split(folded, base + match.start("list"), listed)
            if len(names) >= FEW:
                more = "等" in match["list"] or "另" in folded[at : sentence.end]
                whole = not (match[some] or more or folded[at - 1] == "类")  # 过程类指标包括
                yield Named(names, (paragraph.span,), whole)


def _split(folded: str, start: int, listed: str) -> dict[str, Span]:
    """The names of a list and where they stand; none where one is no name."""
    blank = re.sub(SCORED, lambda match: "、" * len(match[0]), listed)
    blank = re.split("[)）]", blank)[0]
    names: dict[str, Span] = {}
    pieces = list(re.finditer("[^、]+", blank))
    for number, piece in enumerate(pieces):
        words, begin = piece[0], piece.start()
        if number == 0:
            cut = re.match(rf".*?(?:{LEADS})(?=.{{{SHORT},}})", words)
            begin += cut.end() if cut is not None else 0
            words = blank[begin : piece.end()]
        halves = [(begin, words)]
        joint = re.search("以及|和|与|及", words) if number == len(pieces) - 1 else None
        if joint is not None and min(joint.start(), len(words) - joint.end()) >= SHORT:
            halves = [(begin, words[: joint.start()]), (begin + joint.end(), words[joint.end() :])]
        for at, word in halves:
            if not SHORT <= len(word.strip()) <= LONG or re.search(r"\d", word):
                return {}
            left = at + len(word) - len(word.lstrip())
            place = Span(start + left, start + left + len(word.strip()))
            names.setdefault(plain_indicator(folded[slice(*place)]), place)
    return names


@lru_cache(maxsize=512)
def plain_indicator(name: str) -> str:
    """A name for comparison: without its ordinal, what it is worth, and general words."""
    ordinal = find_ordinal(name)
    words = re.split(CUT, name[ordinal.length :] if ordinal is not None else name)[0]
    return plain_name(re.sub(TAIL, "", words.strip()))


def _tables(report: Report) -> Iterator[Named]:
    """The names in the columns of indicators of tables."""
    for table in report.tables:
        heads = ["".join(cell.text.split()) for cell in table.header]
        columns = [at for at, head in enumerate(heads) if re.search(LEVEL, head)]
        if columns and not table.open:
            yield from _column(table, columns[-1])


def _column(table: Table, column: int) -> Iterator[Named]:
    names: dict[str, Span] = {}
    for row in table.rows[:MOST]:
        name = plain_indicator("".join(row.cells[column].text.split()))
        if SHORT <= len(name) <= LONG and not re.search(r"\d|^[合总][计分]", name):
            names.setdefault(name, row.cells[column].span)
    if len(names) >= FEW:
        yield Named(names, (table.span,), True)


def _scored(report: Report) -> Iterator[Named]:
    """The names of the scores that stand in one paragraph."""
    groups: dict[tuple[str, int], dict[str, Span]] = {}
    for score in report.scores:
        if score.kind != "item" or score.group[0] != "paragraph" or score.got is None:
            continue
        start = paragraph_at(report, score.span.start).span.start
        at = report.folded.rfind(score.name, start, score.span.start)
        name = plain_indicator(score.name)
        if at >= 0 and SHORT <= len(name) <= LONG and not re.search(r"\d", name):
            place = Span(at, at + len(score.name))
            groups.setdefault(score.group, {}).setdefault(name, place)
    for names in groups.values():
        if len(names) >= FEW:
            first = next(iter(names.values()))
            yield Named(names, (paragraph_at(report, first.start).span,), True)


def _goals(report: Report, goals: str) -> Iterator[Named]:
    """The names of the indicators that make the sections of goals."""
    for at, section in enumerate(report.sections):
        title = report.folded[slice(*section.title)]
        if "标" not in title or re.search(goals, plain_title(title)) is None:
            continue
        names: dict[str, Span] = {}
        for inner in report.sections[at + 1 : at + MOST]:
            words = report.folded[slice(*inner.title)]
            if inner.heading.start < section.span.end and "指标" in words:
                names.setdefault(plain_indicator(words), inner.title)
        if len(names) >= FEW:
            yield Named(names, (section.span,), True)
