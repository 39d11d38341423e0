"""The indicators a report announces, and those it analyses: one set, told twice.

A remark: two lists of names are taken for one set where most names agree. What one of them lacks
is named only if nothing else in the report speaks of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from checker.checks.habit import again
from checker.checks.scores.stated import plain_name
from checker.checks.words import has_any, places_of
from checker.model.context import Context
from checker.model.report import Report, Table
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.ordinals import find_ordinal
from checker.report.outline import plain_title
from checker.report.prose import paragraph_at, sentence_at

FEW = 4
"""Names from which a set is known again; three of four of the set must agree."""
MOST = 60
"""Names of a set that are read."""
LISTS, SETS, TITLES = 200, 8, 200
"""Lists that are read; sets, and titles of a chapter, that are compared."""
REACH = 160
"""Characters before or behind the word for indicators in which their list stands."""
SHORT, LONG = 2, 16
"""Characters of a name."""
INSIDE = 3
"""Characters of a name that may stand inside a longer one (采购管理, 政府采购管理)."""
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
    found = [
        *_sentences(report, nouns, judging),
        *_tables(report),
        *_scored(report),
        *_goals(report, goals),
    ]
    if not found:
        return ()
    titles = "\n".join(_unquoted(report, section.title) for section in report.sections)
    known = (one for one in found if _agree(sum(name in titles for name in one.names), one))
    return tuple(islice(known, SETS))


def _agree(count: int, one: Named) -> bool:
    """Whether so many names of a set are enough to know it again."""
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
        before = re.fullmatch(BEFORE, folded[start:at])
        behind = re.match(BEHIND, folded[at + SHORT : end])
        for match, base, some in ((before, start, "open"), (behind, at + SHORT, "some")):
            if match is None:
                continue
            listed = match["list"].partition("等")[0]
            names = _split(folded, base + match.start("list"), listed)
            if len(names) >= FEW:
                whole = not match[some] and "等" not in match["list"]
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
            names.setdefault(_plain(folded[slice(*place)]), place)
    return names


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
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
        name = _plain("".join(row.cells[column].text.split()))
        if SHORT <= len(name) <= LONG and not re.search(r"\d|^[合总][计分]", name):
            names.setdefault(name, row.cells[column].span)
    if len(names) >= FEW:
        yield Named(names, (table.span,), True)


def _scored(report: Report) -> Iterator[Named]:
    """The names of the scores that stand in one paragraph."""
    groups: dict[tuple[str, int], dict[str, Span]] = {}
    for score in report.scores:
        if score.kind != "item" or score.group[0] != "paragraph":
            continue
        start = paragraph_at(report, score.span.start).span.start
        at = report.folded.rfind(score.name, start, score.span.start)
        name = _plain(score.name)
        if at >= 0 and SHORT <= len(name) <= LONG:
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
                names.setdefault(_plain(words), inner.title)
        if len(names) >= FEW:
            yield Named(names, (section.span,), True)


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
        name = _plain(words)
        if section.parent >= 0 and len(listed) < TITLES and name:
            start, end = section.span
            scored = bisect_left(scores, start) < bisect_left(scores, end)
            place = Span(section.title.start, section.title.start + len(words))
            listed.append(Title(name, place, section.parent, scored))
    return [
        Chapter(report.sections[top].span, tuple(found), "\n".join(title.name for title in found))
        for top, found in titles.items()
    ]
