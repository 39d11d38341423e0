"""A stated count against the numbered things that follow it: 一是…二是…, （一）…（二）….

Proves: that a series which begins right behind the count ends at another number. A series that a
second one interrupts, or whose numbers are odd, proves nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from checker.checks.counts.listed import miscounted
from checker.checks.words import places_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Severity
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Verdict
from checker.report.outline import series
from checker.report.prose import paragraph_at

DIGITS = "一二三四五六七八九十"
REACH = 30
STOPS = frozenset("，,。；;：:、（）()\n0123456789")

BOUNDS = frozenset("。；;，,：:、\n！”）)")
"""What stands before the ordinals of a series, blanks aside."""

ANNOUNCED = "以下|如下|下列"
GENERAL = frozenset(("项", "点", "条", "方面"))
MOST = 20
LONGEST = 8_000
"""Characters of the longest series that is looked for."""


def _han(number: int) -> str:
    return DIGITS[number - 1] if number <= 10 else "十" + DIGITS[number - 11]


STYLES: dict[str, Callable[[int], tuple[str, ...]]] = {
    "一是": lambda n: (f"{_han(n)}是",),
    "第一": lambda n: tuple(f"第{_han(n)}{mark}" for mark in "，,、是："),
    "其一": lambda n: (f"其{_han(n)}",),
    "（一）": lambda n: (f"（{_han(n)}）", f"({_han(n)})"),
    "(一)": lambda n: (f"({_han(n)})", f"（{_han(n)}）"),
    "①": lambda n: (chr(ord("①") + n - 1),),
}
"""How the things of a series are numbered: the first of them, and any."""


def check_enumerated(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each count with a series right behind it: in its sentence, or in the headings
    and paragraphs that follow its own."""
    del context
    counts = [value for value in report.values if value.kind == "count" and value.parent is None]
    ends = [value.span.end for value in counts]
    verdicts: dict[Span, Verdict | None] = {}
    for nth, start in _starts(report.folded):
        value = _before(counts, ends, start)
        if value is not None:
            verdicts[value.span] = _inside(report, rule, value, nth, start)
    for at, section in enumerate(report.sections):
        value = _before(counts, ends, section.heading.start) if section.number == 1 else None
        if value is not None and verdicts.get(value.span) is None:
            verdicts[value.span] = _below(report, rule, value, at)
    found = [verdict for verdict in verdicts.values() if verdict is not None]
    return found or NotApplied(rule, "no-place")


def _starts(folded: str) -> Iterator[tuple[Callable[[int], tuple[str, ...]], int]]:
    """Where a series begins in running text, and how it is numbered."""
    for first, nth in STYLES.items():
        for at in places_of((first,), folded):
            if folded[at - 1] != "\n":
                yield nth, at


def _find(folded: str, ordinals: tuple[str, ...], start: int, end: int) -> int:
    """Where the first of some ordinals stands behind a mark; -1 where none does."""
    found = []
    for ordinal in ordinals:
        at = folded.find(ordinal, start, end)
        while at >= 0 and folded[max(0, at - 3) : at].rstrip(" ")[-1:] not in BOUNDS:
            at = folded.find(ordinal, at + 1, end)
        found += [at] if at >= 0 else []
    return min(found, default=-1)


def _before(counts: Sequence[Value], ends: Sequence[int], start: int) -> Value | None:
    """The count that stands some characters before a place; None for one that is not exact."""
    at = bisect_right(ends, start) - 1
    if at < 0 or start - ends[at] > REACH:
        return None
    value = counts[at]
    number = value.number
    if number is None or value.bound or value.decimals or value.factor != 1:
        return None
    return value if 2 <= number < MOST else None


def _inside(
    report: Report, rule: Rule, value: Value, nth: Callable[[int], tuple[str, ...]], start: int
) -> Verdict | None:
    """The verdict on a series in running text that begins at ``start``."""
    folded = report.folded
    if not folded.startswith(nth(1), start) or not _is_lead(folded[value.span.end : start]):
        return None
    paragraph = paragraph_at(report, value.span.start)
    if paragraph.kind == "table":
        return None
    section = report.sections[paragraph.section] if paragraph.section >= 0 else None
    end = min(section.span.end if section else len(folded), start + LONGEST)
    again = _find(folded, nth(1), start + 2, end)
    end = again if again >= 0 else end
    places = [Span(start, start + 2)]
    while len(places) < MOST:
        at = _find(folded, nth(len(places) + 1), places[-1].end, end)
        if at < 0:
            break
        places.append(Span(at, at + 2))
    stated = int(value.number or 0)
    if stated == len(places):
        return Verdict(rule, "pass", value.span)
    skipped = any(folded.find(word, places[-1].end, end) >= 0 for word in nth(stated))
    if stated > len(places) and (again >= 0 or skipped):
        return None
    near = places[-1].end <= paragraph.span.end and folded[value.span.end : start].endswith("：")
    severity: Severity = "error" if near else "warning"
    return miscounted(report, rule, value, places, len(places), severity)


OTHERS = "[，,](?:其|该|本|主要)"
"""Behind this, what follows is of another noun: 挂2个牌子的单位，其主要职责是：."""


def _is_lead(words: str) -> bool:
    """Whether what stands between a count and the first ordinal is a short name and one mark."""
    words = words.rstrip()
    return len(words) < 20 and STOPS.isdisjoint(words[:-1])


def _below(report: Report, rule: Rule, value: Value, at: int) -> Verdict | None:
    """The verdict on the headings that follow the paragraph of a count, from the first of them."""
    folded = report.folded
    near = report.sections[at].heading.start - 1
    between = folded[value.span.end : near]
    if not re.fullmatch(r"[^。；：\n]*[。：:]?[ ]*", between) or re.search(OTHERS, between):
        return None
    found = series(report, at)
    if not found:
        return None
    stated = int(value.number or 0)
    if stated == len(found):
        return Verdict(rule, "pass", value.span)
    tail = folded[value.span.end : near].rstrip()
    ahead = folded[max(0, value.span.start - 12) : value.span.start].rstrip()
    if re.search("[各每均前后约近其]", ahead[-2:]) or "、" in tail:
        return None
    severity: Severity = "warning"
    if not tail.endswith(("：", ":")) and not re.search(ANNOUNCED, ahead):
        # 共5项加分。 and four headings may be, but need not be, of one thing.
        near_miss = len(found) > 2 and 5 * min(stated, len(found)) >= 3 * max(stated, len(found))
        if not (near_miss and ahead.endswith("共") and value.unit in GENERAL):
            return None
        severity = "info"
    return miscounted(report, rule, value, [each.heading for each in found], len(found), severity)
