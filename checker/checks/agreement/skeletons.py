"""One statement with two figures: phrases of two chapters that are the same but for their figure.

Proves that the report says two things of what it words as one; which is right is for the reader.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from checker.checks.agreement.copies import (
    MARKS,
    PEOPLE,
    chapter_at,
    chapters,
    phrase_around,
    plain,
    shared_around,
    unsaid,
)
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Date, Value
from checker.model.verdict import NotApplied, Operand, Verdict, both, in_a_row
from checker.report.folding import HAN
from checker.report.outline import sections_at
from checker.report.prose import CLAUSE, paragraph_at, sentence_at

FIGURES = frozenset(("count", "amount", "rate", "price", "duration", "date"))
BESIDE = 4
"""Characters beside a figure by which those that may be of one thing are found."""
SHORT, LONG, WHOLE = 4, 10, 14
"""Least characters of a skeleton: in a copied passage; by itself; and to name its own subject."""
COPIED = 8
"""Characters of the phrases beside two figures that show one passage to be a copy of the other."""
TOLD = 2
"""So many words of results make a section one of results."""
MANY = 32
"""What stands more often in the same words is a form, and no statement."""
FAR = 1000
"""How far back in its paragraph a year or a word of plans still speaks of a figure."""
ORDINAL = r"^[（(]?[\d一二三四五六七八九十]{1,3}[）).．]"
OPENS = "（(0123456789"
"""What a numbered paragraph begins with, and its first character."""
MONTH = r"\d+\s*月"
LEADS = r"(?:[^，。；]{0,12}\d|[：:])"
HEAD = 16
"""Characters at the head of a paragraph that may name what it is of."""
OWN = "我本"
"""How names of the unit itself begin."""
YEARS = r"(20\d\d)\s*年|(上年|去年|明年|下一?年)"


class Stated(NamedTuple):
    """A figure and the chapter it stands in; its phrase without it, and what stands behind it there."""

    value: Value
    chapter: int
    skeleton: str = ""
    phrase: Span = Span(0, 0)
    behind: str = ""


def check_repeated(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each statement that stands in several chapters with two figures; one that
    passes where there is none.

    ``params``: ``dropped`` are words that change nothing; ``light`` verbs may lead either the
    figure or its noun; ``names`` end what names another subject; the other lists are of words that
    tell statements of different sorts apart.

    It fails where the passages around are copies, or the skeleton is long and nothing else tells
    the two apart; and in no chapter two figures of one skeleton stand: those are of two things.
    """
    del context
    starts = chapters(report)
    if not starts:
        return NotApplied(rule, "no-place")
    dropped = unsaid(report, rule.params["dropped"])
    plans: dict[Section, bool] = {}
    verdicts = []
    for bucket in _buckets(report, starts):
        read = [_read(report, each, rule.params, dropped) for each in bucket]
        for alike in _apart(_grouped((each.skeleton, each) for each in read)):
            if len(alike[0].skeleton) < SHORT or len(alike) > MANY:
                continue
            sorts = ((_sort(report, each, rule.params, plans), each) for each in alike)
            for group in _apart(_grouped(item for item in sorts if item[0] is not None)):
                differing = _differing(report, group, rule.params)
                if differing:
                    verdicts.append(_verdict(report, rule, differing, bucket))
    return verdicts or [Verdict(rule, "pass", None)]


def _grouped(items: Iterable[tuple[object, Stated]]) -> dict[object, list[Stated]]:
    groups: dict[object, list[Stated]] = {}
    for key, each in items:
        groups.setdefault(key, []).append(each)
    return groups


def _apart(groups: dict[object, list[Stated]]) -> Iterator[list[Stated]]:
    """The groups that stand in several chapters and have several figures."""
    for group in groups.values():
        if len(group) < 2 or len({each.chapter for each in group}) < 2:
            continue
        if len({_figure(each.value) for each in group}) > 1:
            yield group


def _buckets(report: Report, starts: Sequence[int]) -> Iterator[list[Stated]]:
    """The exact figures of prose, those together that may be of one thing: by their unit and the
    characters behind them, or before them where their phrase ends with them. Where each figure
    comes back in another chapter, nothing differs."""
    folded = report.folded + "\n"
    found: dict[tuple[str, str], list[Value]] = {}
    for value in report.values:
        if value.kind not in FIGURES or value.bound or value.parent is not None:
            continue
        start, end = value.span
        end += folded[end] == " "
        if folded[end] in MARKS:
            start -= folded[start - 1] == " "
            beside = folded[max(0, start - BESIDE) : start]
        else:
            beside = folded[end : end + BESIDE]
        unit = value.unit if value.date is None else _granularity(value.date)
        found.setdefault((PEOPLE.get(unit, unit), beside), []).append(value)
    for alike in found.values():
        if len(alike) > 1 and any(value.text != alike[0].text for value in alike):
            ours = [
                Stated(value, chapter_at(starts, value.span.start))
                for value in alike
                if folded[value.span.start].isdigit()
            ]
            met: dict[object, set[int]] = {}
            for each in ours:
                met.setdefault(_figure(each.value), set()).add(each.chapter)
            if any(len(chapters_of) == 1 for chapters_of in met.values()):
                yield from _apart({None: ours})


def _granularity(date: Date) -> str:
    """Which parts of a date are stated."""
    return "".join("0" if part is None else "1" for part in date)


def _figure(value: Value) -> object:
    """What is compared: the amount in the canonical unit, or the date."""
    return value.amount if value.date is None else value.date


def _read(report: Report, stated: Stated, params: dict[str, Any], dropped: Sequence[str]) -> Stated:
    """A figure with the skeleton of its phrase: 专题询问5次 and 开展5次专题询问 have the same."""
    before, behind, phrase = phrase_around(report, stated.value.span)
    head = plain(re.sub(ORDINAL, "", before) if before[:1] in OPENS else before, dropped)
    tail = plain(behind, dropped)
    light = tuple(params["light"])
    while head.startswith(light):
        head = head[max(len(word) for word in light if head.startswith(word)) :]
    skeleton = f"{head}…{tail}" if head and tail else head or tail
    return stated._replace(skeleton=skeleton, phrase=phrase, behind=tail)


def _sort(
    report: Report, stated: Stated, params: dict[str, Any], plans: dict[Section, bool]
) -> tuple[str, ...] | None:
    """What a result is of: part or whole, which time. None for a plan, for one of many by its words
    (每年, 各), for a row of a table, and for what is held against a target there. ``plans`` keeps
    which sections are of plans."""
    value, folded = stated.value, report.folded
    paragraph = paragraph_at(report, value.span.start)
    whole = sentence_at(report, value.span.start)
    told = folded[slice(*whole)]
    said = folded[whole.start : value.span.start] + folded[value.span.end : stated.phrase.end]
    own = folded[slice(*stated.phrase)]
    if paragraph.kind == "table" or has_any(params["never"], told) or has_any(params["each"], own):
        return None
    if has_any(params["plans"], told):
        return None
    for section in sections_at(report, value.span.start):
        if section not in plans:
            plans[section] = _is_of_plans(folded, section, params)
        if plans[section]:
            return None
    if _is_planned(_passage(report, paragraph.span.start, whole.end), params["planned"]):
        return None
    first = max(paragraph.span.start, value.span.start - FAR)
    years = re.findall(YEARS, folded[first : value.span.start])
    year = "".join(years[-1]) if years and value.kind != "date" else ""
    return (
        "part" if has_any(params["parts"], said) else "",
        "" if year == str(report.identity.year) else year,
        *(word for word in params["periods"] if word in said),
        *(re.findall(MONTH, said) if "月" in said else ()),
    )


def _passage(report: Report, start: int, end: int) -> str:
    """A paragraph to the end of a sentence, with the one above it where that announces it (：)."""
    above = report.folded[max(0, start - BESIDE) : start]
    if above.rstrip().endswith(("：", ":")):
        start = paragraph_at(report, start - 1).span.start
    return report.folded[max(start, end - FAR) : end]


def _is_of_plans(folded: str, section: Section, params: dict[str, Any]) -> bool:
    """Whether a section is one of plans: by its title, and its text does not tell of results."""
    title = folded[slice(*section.title)]
    if not has_any(params["goals"], title) or has_any(params["met"], title):
        return False
    text = folded[slice(*section.span)]
    return sum(word in text for word in params["done"]) < TOLD


def _is_planned(passage: str, words: Sequence[str]) -> bool:
    """Whether a word of plans leads to a figure in its clause, or announces a list."""
    found = [word for word in words if word in passage]
    return bool(found) and re.search(f"(?:{'|'.join(found)}){LEADS}", passage) is not None


def _differing(report: Report, group: Sequence[Stated], params: dict[str, Any]) -> Sequence[Stated]:
    """Those statements of one skeleton and sort that are of one thing and have several figures;
    none where that is not certain.

    Where a chapter has two figures, its statements are of several things: then only two count whose
    figures stand in one chapter each, in passages that are copies.
    """
    dropped = unsaid(report, params["dropped"])
    chapters_of: dict[object, set[int]] = {}
    for each in group:
        chapters_of.setdefault(_figure(each.value), set()).add(each.chapter)
    single = len({each.chapter for each in group}) == sum(map(len, chapters_of.values()))
    alone = [each for each in group if single or len(chapters_of[_figure(each.value)]) == 1]
    for one, other in itertools.combinations(alone, 2):
        if one.chapter == other.chapter or _figure(one.value) == _figure(other.value):
            continue
        if shared_around(report, one.phrase, other.phrase, dropped) >= COPIED:
            return group if single else (one, other)
        if not single or len(one.skeleton) < LONG:
            continue
        if _subjects(report, one, params) == _subjects(report, other, params):
            return group
    return ()


def _subjects(report: Report, stated: Stated, params: dict[str, Any]) -> set[str]:
    """The scopes in a sentence before its phrase, and the names with which its clauses, its
    paragraph and the heading above it begin."""
    if len(stated.skeleton) >= WHOLE:
        return set()
    at, folded = stated.value.span.start, report.folded
    leading = folded[sentence_at(report, at).start : stated.phrase.start]
    found = {word for word in params["scopes"] if word in leading}
    first = paragraph_at(report, at).span.start
    heads = [folded[slice(*section.title)] for section in sections_at(report, at)[-1:]]
    heads.append(folded[first : min(first + HEAD, stated.phrase.start)])
    named = rf"(?:^|[{CLAUSE}、])[\s（(\d.．）)]*({HAN}{{1,6}}?(?:{'|'.join(params['names'])}))"
    names = re.findall(named, "\n".join((leading, *heads)))
    return found.union(name for name in names if name[0] not in OWN)


def _verdict(
    report: Report, rule: Rule, group: Sequence[Stated], bucket: Sequence[Stated]
) -> Verdict:
    """The failure, at the figure that stands least often; of two that stand as often, the later.

    What another phrase counts with the same noun speaks for one of the figures too.
    """
    figures = Counter(_figure(each.value) for each in group)
    mine = {id(each.value) for each in group}
    noun = group[0].behind[:BESIDE]
    for each in bucket:
        end, figure = each.value.span.end, _figure(each.value)
        behind = report.folded[end : end + 2 * BESIDE].replace(" ", "")
        alike = len(noun) == BESIDE and behind.startswith(noun)
        if alike and figure in figures and id(each.value) not in mine:
            figures[figure] += 1
    least = min(figures.values())
    odd = [each for each in group if figures[_figure(each.value)] == least][-1]
    written = {_figure(each.value): each.value.text for each in group}
    counts = in_a_row(f"{text}×{figures[figure]}" for figure, text in written.items())
    others = in_a_row(text for figure, text in written.items() if figure != _figure(odd.value))
    operands = tuple(
        Operand("另见", each.value.span, each.value.text) for each in group if each is not odd
    )
    (start, end), inner = odd.phrase, odd.value.span
    subject = report.folded[start : inner.start] + "…" + report.folded[inner.end : end]
    words = "".join(subject.split())
    details = (("subject", words), *both("counts", counts), *both("others", others))
    return Verdict(rule, "fail", odd.value.span, operands, stated=odd.value.text, details=details)
