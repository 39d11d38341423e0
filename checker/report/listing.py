"""Lists as prose writes them: what is set apart by 、 and its neighbours, and how many it can be.

How many things a list names is often open: 和 stands between two things or inside one, and so does
、 (法制与信访、应急科). So a list is read as a range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.model.text import Span

OPENING, CLOSING = "（(《“〔【[", "）)》”〕】]"
MARKS = r"[、，,；;。！？\n（(《“〔【\[）)》”〕】\]]"
BRACKETS = frozenset(OPENING + CLOSING)
AND = frozenset("和及与暨")
REST = ("共", "合计", "总计", "其中", "均", "全部", "另", "以上", "上述")
LONGEST = 400
"""Characters of the longest list that is read."""


class Item(NamedTuple):
    """One thing of a list and the mark behind it: 、 ， ； 。 or "" where there is none."""

    span: Span
    mark: str


class Listing(NamedTuple):
    """Things set side by side: how many they are at least and at most.

    ``alike`` says that all are names of one pattern, so that none runs on into other words;
    ``open`` that others are not named (等).
    """

    items: tuple[Span, ...]
    low: int
    high: int
    alike: bool
    open: bool


def split(folded: str, start: int, end: int) -> list[Item] | None:
    """The stretches between the marks of a sentence, from ``start`` to its end or to the bracket
    that closes around it; None where brackets do not pair. What stands in brackets is not split."""
    items: list[Item] = []
    depth, begin = 0, start
    end = min(end, start + LONGEST)
    for match in re.finditer(MARKS, folded[start:end]):
        mark, at = match[0], start + match.start()
        if mark in OPENING:
            if not depth and mark in "《“" and folded[at - 1] in "》”" and begin < at:
                items.append(Item(Span(begin, at), "、"))
                begin = at
            depth += 1
        elif mark in CLOSING:
            if not depth:
                end = at
                break
            depth -= 1
        elif depth:
            continue
        elif mark in "。！？\n":
            end = at
            break
        elif mark not in ",，" or not folded[at - 1].isdigit() or not folded[at + 1].isdigit():
            items.append(Item(_bare(folded, begin, at), mark))
            begin = at + 1
    if depth:
        return None
    last = _bare(folded, begin, end)
    return [*items, Item(last, "")] if last.end > last.start else items


def _bare(folded: str, start: int, end: int) -> Span:
    """A span without the blanks at its ends."""
    words = folded[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, begin + len(words.strip()))


def listing(folded: str, items: list[Span], ends: frozenset[str]) -> Listing:
    """The list that these things make; ``ends`` are the characters that names of such things end
    with (科, 室)."""
    words = [outside(folded[slice(*item)]) for item in items]
    is_open = "等" in words[-1] or "…" in words[-1]
    words[-1] = words[-1].rstrip("等…")
    tails = [word[-1:] for word in words]
    finished = [tail == tails[-1] or tail in ends for tail in tails]
    alike = len(items) > 1 and all(finished) and (len(set(tails)) == 1 or tails[-1] in ends)
    more = sum(
        _joints(word, frozenset(tails) | ends, loose=not alike or at == len(words) - 1)
        for at, word in enumerate(words)
    )
    return Listing(tuple(items), max(1, sum(finished)), len(items) + more, alike, is_open)


def _joints(word: str, ends: frozenset[str], loose: bool) -> int:
    """At how many words like 和 one stretch of a list may be two things: what stands before is a
    whole name, or the stretch is the last and holds no figures."""
    if AND.isdisjoint(word):
        return 0
    loose = loose and not any(map(str.isdigit, word))
    places = (at for at in range(1, len(word) - 1) if word[at] in AND)
    return sum(loose or word[at - 1] in ends for at in places)


def outside(words: str) -> str:
    """Words without their brackets; a title or quotation is left as its last mark."""
    while not BRACKETS.isdisjoint(words):
        shorter = re.sub(r"[（(〔【\[][^（()）〔〕【】\[\]]*[）)〕】\]]", "", words)
        shorter = re.sub("《[^《》]*》", "》", re.sub("“[^“”]*”", "”", shorter))
        shorter = shorter.strip()
        if shorter == words:
            break
        words = shorter
    return words.strip()


def readings(folded: str, items: list[Item], ends: frozenset[str]) -> Iterator[Listing]:
    """The lists that may be meant, the likeliest first: up to the first comma, up to the first
    heavier mark by commas or by all marks, and the parts between semicolons."""
    items = _without_rest(folded, items)
    first = _until(items, "，,；;")
    yield listing(folded, first, ends)
    second = _until(items, "；;")
    if len(second) > len(first):
        yield from _if_alike(listing(folded, second, ends))
        commas = [item.span for item in items[: len(second)] if item.mark != "、"]
        yield from _if_alike(listing(folded, commas, ends))
    heavy = [item.span for item in items if item.mark in ("；", ";", "")]
    if len(heavy) > 1:
        yield listing(folded, heavy, ends)._replace(alike=False)
        yield from _if_alike(listing(folded, [item.span for item in items], ends))


def _without_rest(folded: str, items: list[Item]) -> list[Item]:
    """The stretches up to one that speaks of the whole again: 共60万元, 其中…, 均为正处级."""
    for at, item in enumerate(items):
        if at and items[at - 1].mark in "，,；;" and folded.startswith(REST, item.span.start):
            return [*items[: at - 1], items[at - 1]._replace(mark="")]
    return items


def _until(items: list[Item], marks: str) -> list[Span]:
    found: list[Span] = []
    for item in items:
        found.append(item.span)
        if item.mark and item.mark in marks:
            break
    return found


def _if_alike(found: Listing) -> Iterator[Listing]:
    if found.alike:
        yield found
