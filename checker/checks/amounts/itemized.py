"""Totals whose parts stand in a bracket or behind a colon, without 其中: 61人（行政45人、工勤16人）.

Proves: that parts named side by side are more than their whole. Parts that come to a little less
are held to be all that were meant; parts that come to much less are some of many.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.checks.reckoning.sums import Part, Sum, add_up, verdict_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule, Severity
from checker.model.value import Value
from checker.model.verdict import NotApplied, Verdict
from checker.report.listing import Item, split
from checker.report.outline import series
from checker.report.prose import paragraph_at
from checker.report.wholes import OVERLAP, SLIP

BREAK = frozenset("，,。；;、：:（）()《》“”\n")
CROSSED = ("交叉", "重叠", "重复", "兼任")
"""Words of a list whose parts overlap."""
REACH = 14
SOME = ("其中", "包括", "含", "如", "主要", "不含", "不包括", "另", "预算", "计划")
HALVES = "（(", "）)"
ALIKE = {"名": "人", "位": "人"}
ORDINAL = r"^(?:[（(]?\d{1,2}[）)、.．]|[①-⑳]|[一二三四五六七八九十]{1,2}[是、]|[（(][一二三四五六七八九十]{1,2}[）)])"
ANNOUNCED = r"[^，,。；;、：:（）()《》“”\n]{0,14}|[，,](?:包括|其中|分别[为是]|具体[为是]|(?:具体|明细|构成)?如下)"
CLASSED = r"[，,]按[^，,。；;：:、\d]{1,10}(?:分类?|划分|来?看|构成)(?:为|如下)?"
"""What may stand before the colon besides: ，按功能分类：."""
LABEL = 24
WHOLE_KINDS = frozenset(("amount", "count"))


def check_itemized(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each figure with two or more figures of its kind in a bracket or behind a colon.

    ``params``: ``aside`` are words in the name of a figure that make it no part (上年, 减少);
    ``kept`` words that hold one of these and are none; ``cover`` is what part of the whole must be
    named for all parts to be meant.
    """
    del context
    values = [value for value in report.values if value.parent is None]
    starts = [value.span.start for value in values]
    grouped = {group.whole.value.span for group in report.groups}
    verdicts = []
    for at, start in _opened(report.folded, values):
        value = values[at]
        if value.span in grouped:
            continue
        first = bisect_left(starts, start)
        if any(_is_like(other, value) for other in values[at + 1 : first]):
            continue
        found = _parts(report, rule, value, start, values, starts)
        verdict = _judge(report, rule, value, *found) if found is not None else None
        verdicts += [verdict] if verdict is not None else []
    for verdict in _below(report, rule, values, starts):
        verdicts.append(verdict)
    return verdicts or NotApplied(rule, "no-place")


def _below(
    report: Report, rule: Rule, values: Sequence[Value], starts: Sequence[int]
) -> Iterator[Verdict]:
    """The verdicts on totals at the end of a paragraph whose parts stand one in each of the
    numbered paragraphs that follow."""
    for at, section in enumerate(report.sections):
        end = section.heading.start - 1
        if section.number != 1 or end < 1 or report.folded[end - 1] not in "：:":
            continue
        last = bisect_left(starts, end) - 1
        value = values[last] if last >= 0 else None
        if value is None or end - 1 - value.span.end > REACH:
            continue
        tail = report.folded[value.span.end : end - 1]
        if value.kind != "amount" or value.bound or not re.fullmatch(ANNOUNCED, tail):
            continue
        parts = [_first(report, rule, each, values, starts) for each in series(report, at)]
        whole = [part for part in parts if part is not None]
        if 1 < len(parts) == len(whole):
            verdict = _judge(report, rule, value, whole, ["；"] * len(whole), "其中" not in tail)
            if verdict is not None:
                yield verdict if verdict.outcome == "pass" else replace(verdict, severity="warning")


def _first(
    report: Report, rule: Rule, section: Section, values: Sequence[Value], starts: Sequence[int]
) -> Part | None:
    """The amount with which a numbered paragraph begins, behind its name; None where another word
    stands before it."""
    at = bisect_left(starts, section.title.start)
    value = values[at] if at < len(values) else None
    if value is None or value.kind != "amount" or value.span.start >= section.span.end:
        return None
    name = report.folded[section.title.start : value.span.start].strip(" ：:为是共")
    if not name or value.bound or len(name) > LABEL or re.search(r"[\d，,。；;\n]", name):
        return None
    aside = has_any(rule.params["aside"], _plain(rule, name))
    return None if aside else Part(name, value, value.span)


def _opened(folded: str, values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """The figures behind which a bracket or colon opens, by their place among all, and where what
    it opens begins."""
    ends = [value.span.end for value in values]
    for mark in "：（:(":
        opening = folded.find(mark)
        while opening >= 0:
            at = bisect_right(ends, opening) - 1
            value = values[at] if at >= 0 and opening - ends[at] <= REACH else None
            if value is not None and _is_total(folded, value, opening):
                yield at, opening + 1
            opening = folded.find(mark, opening + 1)


def _is_total(folded: str, value: Value, opening: int) -> bool:
    """Whether a figure may be the total of what opens some characters behind it."""
    if value.kind not in WHOLE_KINDS or value.bound or not value.number:
        return False
    between = folded[value.span.end : opening]
    if BREAK.isdisjoint(between):
        return True
    return between[0] in "，," and re.fullmatch(CLASSED, between) is not None


def _is_like(value: Value, whole: Value) -> bool:
    """Whether two figures may be added: money, or the same unit of what is counted."""
    if value.kind != whole.kind:
        return False
    units = [ALIKE.get(each.unit, each.unit) for each in (value, whole)]
    return value.kind == "amount" or units[0] == units[1]


def _parts(
    report: Report,
    rule: Rule,
    whole: Value,
    start: int,
    values: Sequence[Value],
    starts: Sequence[int],
) -> tuple[list[Part], list[str], bool] | None:
    """The parts, the mark behind each, and whether the list ends with them; None for no list."""
    folded = report.folded
    paragraph = paragraph_at(report, start)
    if paragraph.kind == "table" or folded.startswith(SOME, start):
        return None
    items = split(folded, start, paragraph.span.end)
    parts: list[Part] = []
    marks: list[str] = []
    for item in items or ():
        inner = values[bisect_left(starts, item.span.start) : bisect_left(starts, item.span.end)]
        like = [
            value for value in inner if _is_like(value, whole) and _is_outer(folded, item, value)
        ]
        if not like and inner and parts:
            marks[-1] = item.mark  # A 800万元，占60%；B …
            continue
        if any(word in folded[slice(*item.span)] for word in CROSSED):
            return None
        name = _name(folded, item, like[0]) if len(like) == 1 else ""
        plain = _plain(rule, name)
        if not name or has_any(SOME, plain):
            return (parts, marks, False) if parts else None
        if has_any(rule.params["aside"], plain) or like[0].bound:
            return None
        parts.append(Part(name, like[0], like[0].span))
        marks.append(item.mark)
    if len(parts) < 2 or not items:
        return None
    return parts, marks, "等" not in folded[parts[-1].span.end : items[-1].span.end]


def _plain(rule: Rule, name: str) -> str:
    """A name without words that hold a character of others: 公共 has nothing to do with 共."""
    for word in rule.params.get("kept", ()):
        name = name.replace(word, "")
    return name


def _is_outer(folded: str, item: Item, value: Value) -> bool:
    """Whether a figure of a list stands outside the brackets in it."""
    before = folded[item.span.start : value.span.start]
    return sum(map(before.count, HALVES[0])) == sum(map(before.count, HALVES[1]))


def _name(folded: str, item: Item, value: Value) -> str:
    """The words beside a figure that say of what it is; "" where they say more than that."""
    before = folded[item.span.start : value.span.start].strip()
    behind = re.split("[（(]", folded[value.span.end : item.span.end])[0].strip()
    words = re.sub(ORDINAL, "", before) or behind
    if (before and behind) or len(words) > LABEL or re.search(r"\d", words):
        return ""
    return words.rstrip("为是有共约 ")


def _judge(
    report: Report, rule: Rule, value: Value, parts: list[Part], marks: list[str], closed: bool
) -> Verdict | None:
    if len(parts) < 2:
        return None
    whole = Part(_whole_name(report, value), value, value.span)
    sums = [add_up(whole, stretch) for stretch in _stretches(parts, marks)]
    good = next((found for found in sums if found.holds), None)
    if good is not None:
        return verdict_of(rule, good, "=")
    everything = sums[0]
    if any((part.value.amount or 0) > (value.amount or 0) for part in parts):
        return None  # what is larger than the whole is no part of it
    if everything.exceeds:
        severity = _proof(everything, marks)
        failed = verdict_of(rule, everything, ">")
        return replace(failed, severity=severity) if severity is not None else None
    share = everything.computed.printed * 100 / everything.stated.printed
    if not closed or share < Decimal(rule.params["cover"].rstrip("%")):
        return verdict_of(rule, everything, "≤")
    return replace(verdict_of(rule, everything, "≠"), severity="warning")


def _proof(found: Sum, marks: list[str]) -> Severity | None:
    """What parts that are too much bear: sets of people and things overlap unless they are named
    alike or come to hardly more than the whole."""
    if found.whole.value.kind == "amount":
        return "error"
    names = [part.role for part in found.parts]
    times = found.computed.printed / found.stated.printed
    alike = len({name[-1] for name in names}) == 1 or len({name[0] for name in names}) == 1
    if alike and times <= OVERLAP:
        return "error"
    return "warning" if set(marks[:-1]) == {"、"} and times <= SLIP else None


def _stretches(parts: list[Part], marks: list[str]) -> Iterator[list[Part]]:
    """The lists that may be meant: all; up to a heavier mark; each beginning; and those that
    stand first behind a semicolon."""
    yield parts
    for size in range(len(parts) - 1, 1, -1):
        yield parts[:size]
    heads = [part for at, part in enumerate(parts) if at == 0 or marks[at - 1] in "；;"]
    if 1 < len(heads) < len(parts):
        yield heads


def _whole_name(report: Report, value: Value) -> str:
    before = report.text[max(0, value.span.start - 16) : value.span.start]
    return "".join(re.split(r"[，,。；;、：:（）()\n]", before)[-1].split()).rstrip("为是有共")
