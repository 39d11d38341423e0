"""Automatic numbers: what Word shows in front of a paragraph and does not keep in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from checker.readers.word.names import VAL, Element, W, number, switch, value
from checker.readers.word.numerals import numeral

LEVELS = 9


class Level(NamedTuple):
    """How paragraphs of one level are numbered. ``text`` holds %1 … %9 for the numbers of levels,
    ``restart`` the level (from 1) behind which it begins again, 0 never, None the one above."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""


class List(NamedTuple):
    """What ``w:num`` is: the levels with what it overrides, whose counters it shares, and where it
    starts its levels anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


def lists_of(root: Element | None) -> dict[str, List]:
    """The lists of numbering.xml by their ids."""
    if root is None:
        return {}
    abstract: dict[str, Element] = {}
    styled: dict[str, str] = {}
    for node in root.iterchildren(W + "abstractNum"):
        abstract[node.get(W + "abstractNumId", "")] = node
        name = value(node, "styleLink")
        if name:
            styled[name] = node.get(W + "abstractNumId", "")
    levels = {key: _levels(node.iterchildren(W + "lvl")) for key, node in abstract.items()}
    lists = {}
    for node in root.iterchildren(W + "num"):
        key = value(node, "abstractNumId") or ""
        link = value(abstract.get(key), "numStyleLink")
        own = levels.get(styled.get(link or "", key), {})
        starts = {}
        for over in node.iterchildren(W + "lvlOverride"):
            at = number(over.get(W + "ilvl"), 0)
            own = {**own, **_levels(over.iterchildren(W + "lvl"), at)}
            start = value(over, "startOverride")
            if start is not None:
                starts[at] = number(start, 1)
        lists[node.get(W + "numId", "")] = List(key, own, starts)
    return lists


def _levels(nodes: Iterable[Element], at: int | None = None) -> dict[int, Level]:
    found = {}
    for node in nodes:
        restart = value(node, "lvlRestart")
        # A format of later versions stands in a choice, beside the one for all others.
        formats = [one.get(VAL) for one in node.iter(W + "numFmt")]
        found[number(node.get(W + "ilvl"), 0) if at is None else at] = Level(
            formats[-1] or "decimal" if formats else "decimal",
            value(node, "lvlText") or "",
            number(value(node, "start"), 0),
            None if restart is None else number(restart, 0),
            bool(switch(node, "isLgl")),
            value(node, "pStyle") or "",
        )
    return found


class Counting:
    """The numbers as a walk through the document meets them: paragraphs must come in order."""

    def __init__(self, lists: dict[str, List]) -> None:
        self.lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of(self, list_id: str, style: str) -> int | None:
        """The level of a list that belongs to a paragraph style, or None."""
        one = self.lists.get(list_id)
        if one is None:
            return None
        return next((at for at, level in one.levels.items() if level.style == style), None)

    def next(self, list_id: str, at: int) -> str:
        """What is shown in front of the next paragraph of a list's level; empty for bullets."""
        one = self.lists.get(list_id)
        if one is None or at not in one.levels:
            return ""
        counts = self._counts.setdefault(one.counters, [None] * LEVELS)
        known = counts[at]
        if at in one.starts and (list_id, at) not in self._begun:
            counts[at] = one.starts[at]
        else:
            counts[at] = _start(one, at) if known is None else known + 1
        self._begun.add((list_id, at))
        for below in range(at + 1, LEVELS):
            restart = one.levels.get(below, Level()).restart
            if restart is None or at < restart:
                counts[below] = None
        level = one.levels[at]
        if level.format == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = one.levels.get(place, Level())
            count = counts[place]
            count = _start(one, place) if count is None else count
            return numeral(count, "decimal" if level.legal else other.format)

        return re.sub("%([1-9])", shown, level.text).strip()


def _start(one: List, at: int) -> int:
    return one.starts.get(at, one.levels.get(at, Level()).start)
