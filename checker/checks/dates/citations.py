"""Laws and documents a report cites, against ``rules/regulations.yaml`` and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Document, Rule, Severity, Words
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict, both
from checker.packs.regulations import beyond, by_name, find_document, load_regulations
from checker.report.prose import sentence_at

HEAD = "中华人民共和国"
BETWEEN = r"\s*[（(]?\s*"
"""What may stand between a title and its number."""

ISSUED = r"(?:印发|公布|发布|修订|修改)(?:了)?〈(.+?)〉"
"""The document in the title of the notice that issues it."""

ENDS = 4
"""Characters at either end of a title of which one misspelt character leaves one end whole."""

KEPT = 1024
"""Titles of which the document is kept: what the reports of a folder have in common."""

PLAIN = r"[〔﹝](?:19|20)\d\d[〕﹞]\s*[1-9]\d*\s*号?"
"""A number as GB/T 9704 writes it: 〔2016〕143号."""

Said = Iterator[tuple[Outcome, Span, tuple[Operand, ...], Words, Severity | None]]
"""Outcome, place, other places, subject and a milder severity of each verdict."""


class Pair(NamedTuple):
    """A title and the number set beside it."""

    title: Value
    number: Value


def check_citation(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on what is cited; ``params.asks`` says which question is put:

    - ``number``: the number beside a known title is that of the title, and the title beside a known
      number (of a central organ, ``params.central``: others issue documents of the same title);
    - ``twice``: one title has one number, and one number one title, all over the report; notices
      with a word of ``params.again`` come out several times a year under one title;
    - ``form``: numbers are written 〔2016〕143号, one verdict for a report;
    - ``article``: an article lies within the texts in force in the report's year;
    - ``repealed``: a document was in force in the report's year or later, unless its sentence has
      one of ``params.past``;
    - ``title``: a title is not that of a known document but for one character.

    Documents that the list does not know, and what it does not know of them, are not judged.
    """
    del context
    values = _cited(report)
    if not values:
        return NotApplied(rule, "no-place")
    judge = {
        "number": _numbers,
        "twice": _twice,
        "form": _forms,
        "article": _articles,
        "repealed": _repealed,
        "title": _titles,
    }[rule.params["asks"]]
    return [
        Verdict(rule, outcome, span, others, severity=severity, details=both("subject", subject))
        for outcome, span, others, subject, severity in judge(report, rule, values)
    ] or NotApplied(rule, "no-place")


@lru_cache(maxsize=1)
def _cited(report: Report) -> list[Value]:
    return [value for value in report.values if value.kind in ("title", "document")]


@cache
def _named() -> dict[str, Document]:
    return by_name(load_regulations().values())


def _core(title: str) -> str:
    """A title without 《》; of a notice that issues a document, the document's."""
    issued = re.search(ISSUED, title) if "〈" in title else None
    return issued[1] if issued is not None else title.strip("《》")


def _plain(number: str) -> str:
    """A number without what makes one form of it another."""
    return re.sub(r"(?<=〕)第?0*|(?<=令)第", "", number)


@lru_cache(KEPT)
def _known(title: str) -> Document | None:
    """The document of a title as it is cited."""
    return find_document(_core(title), _named())


@cache
def _numbered() -> dict[str, Document]:
    return {_plain(each.number): each for each in load_regulations().values() if each.number}


def _pairs(report: Report, values: Sequence[Value]) -> Iterator[Pair]:
    """《…》（…号） and …号《…》; not where one pair of brackets holds several numbers."""
    tops = [value for value in values if value.parent is None]
    for one, other in pairwise(tops):
        between = report.folded[one.span.end : other.span.start]
        if one.kind == other.kind or len(between) > 4:
            continue
        if one.kind == "document":
            if not between.strip():
                yield Pair(other, one)
        elif re.fullmatch(BETWEEN, between):
            behind = report.folded[other.span.end : other.span.end + 3].lstrip()
            if not between.strip() or behind[:1] in ("）", ")"):
                yield Pair(one, other)


def _numbers(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    for title, number in _pairs(report, values):
        core, plain = _core(title.text), _plain(number.text)
        meant = _known(title.text)
        owner = _numbered().get(plain)
        place = (Operand("标题", title.span, title.text),)
        if meant is not None and meant.number:
            right = _plain(meant.number) == plain
            local = not number.text.startswith(tuple(rule.params["central"]))
            later = meant.editions[-1].since > f"{report.identity.year or 9999}-12-31"
            if not right and (local or later):
                continue
            mark = meant.editions[0].mark
            severity: Severity | None = None if mark == "confirmed" else "warning"
            yield "pass" if right else "fail", number.span, place, Words(meant.shown), severity
        elif owner is not None:
            right = _is_short_for(core, owner.title)
            yield "pass" if right else "fail", number.span, place, Words(owner.shown), "warning"


def _is_short_for(one: str, other: str) -> bool:
    """Whether two titles are one, a word more or less or abbreviated."""
    short, long = sorted((one, other), key=len)
    return sum(character in long for character in short) >= 0.8 * len(short)


def _twice(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    titles: dict[str, Pair] = {}
    numbers: dict[str, Pair] = {}
    for pair in _pairs(report, values):
        core, plain = _core(pair.title.text), _plain(pair.number.text)
        first = numbers.setdefault(plain, pair)
        if first is not pair and not _is_short_for(core, _core(first.title.text)):
            places = (Operand("又见", first.title.span, first.title.text),)
            yield "fail", pair.title.span, places, Words(pair.number.text), None
        first = titles.setdefault(core, pair)
        same_year = first.number.date == pair.number.date
        again = any(word in core for word in rule.params["again"])
        if first is not pair and _plain(first.number.text) != plain and same_year and not again:
            places = (Operand("又见", first.number.span, first.number.text),)
            yield "fail", pair.number.span, places, Words(pair.title.text), None
        elif first is not pair:
            yield "pass", pair.number.span, (), Words(pair.title.text), None


def _forms(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    numbers = [value for value in values if value.kind == "document" and value.date]
    odd = [
        value
        for value in numbers
        if re.search(PLAIN, "".join(report.text[slice(*value.span)].split())) is None
    ]
    if odd:
        places = tuple(
            Operand("又见", value.span, "".join(report.text[slice(*value.span)].split()))
            for value in odd[1:]
        )
        yield "fail", odd[0].span, places, Words(_plain(odd[0].text)), None
    elif numbers:
        yield "pass", numbers[0].span, (), Words(numbers[0].text), None


def _in_year(one: Document, year: int | None) -> Document:
    """A document with the texts alone that were in force when a report on a year was written."""
    held = tuple(
        each
        for each in one.editions
        if year is None
        or (each.since <= f"{year + 1}-12-31" and (each.until or "9999") >= f"{year}-01-01")
    )
    return replace(one, editions=held or one.editions)


def _articles(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    for value in values:
        one = _known(value.text) if value.articles else None
        if one is None or not all(edition.articles for edition in one.editions):
            continue
        held = _in_year(one, report.identity.year)
        faults = (beyond(each, held) for each in value.articles)
        fault = next((words for words in faults if words[0]), ("", ""))
        behind = report.folded[value.span.end : value.span.end + 12]
        cited = re.match(r"(?:[（(][^（()）]*[）)])?\s*", behind)
        end = value.span.end + (cited.end() if cited is not None else 0)
        place = Span(value.span.start, report.folded.find("条", end) + 1)
        yield "fail" if fault[0] else "pass", place, (), Words(*fault), None


def _repealed(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    year, seen = report.identity.year, set[str]()
    for value in values if year is not None else ():
        titled = value.kind == "title"
        one = _known(value.text) if titled else _numbered().get(_plain(value.text))
        if one is None or one.key in seen:
            continue
        seen.add(one.key)
        until = max(edition.until or "9999" for edition in one.editions)
        old = until < f"{year}-01-01"
        if old:
            sentence = report.folded[slice(*sentence_at(report, value.span.start))]
            if has_any(rule.params["past"], sentence):
                continue
        shown = Words(f"{one.shown}（{until}前有效）", f"{one.shown} (in force until {until})")
        yield "fail" if old else "pass", value.span, (), shown, None


@cache
def _by_ends() -> dict[str, list[str]]:
    """The full titles of all documents by their first and by their last characters."""
    found: dict[str, list[str]] = {}
    for one in load_regulations().values():
        for end in (f"^{one.title[:ENDS]}", f"{one.title[-ENDS:]}$"):
            found.setdefault(end, []).append(one.title)
    return found


def _titles(report: Report, rule: Rule, values: Sequence[Value]) -> Said:
    for value in values:
        if value.kind != "title":
            continue
        if _known(value.text) is not None:
            yield "pass", value.span, (), Words(value.text), None
        elif right := _misspelt(_core(value.text), rule):
            yield "fail", value.span, (), Words(f"《{right}》"), None


def _misspelt(title: str, rule: Rule) -> str:
    """The title that is meant by one which no document has; "" where none is sure to be."""
    endings: dict[str, str] = rule.params["endings"]
    if title.endswith(tuple(endings)):
        wrong = next(end for end in endings if title.endswith(end))
        meant = title.removesuffix(wrong) + endings[wrong]
        if len(wrong) > 1 or find_document(meant, _named()):
            return meant
    ends, least = _by_ends(), int(rule.params["length"])
    near: list[str] = [*ends.get(f"^{title[:ENDS]}", ()), *ends.get(f"{title[-ENDS:]}$", ())]
    for known in near:
        # The one word of a law's name that differs may make it another law (审计法, 统计法).
        whole = len(known.removeprefix(HEAD)) >= least
        place = _slip(title, known)
        if place is not None and (whole or (known.startswith(HEAD) and place < len(HEAD))):
            return known
    return ""


def _slip(one: str, other: str) -> int | None:
    """Where two titles differ by one character wrong, lacking or too many inside them, or None."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return None
    short = min(len(one), len(other))
    start = next((at for at in range(short) if one[at] != other[at]), short)
    end = next((at for at in range(short - start) if one[-1 - at] != other[-1 - at]), short - start)
    if len(one) == len(other):
        return start if start + end == short - 1 else None
    return start if start + end >= short and 0 < start < short else None
