"""Ranges of comments in the XML of a Word file: marks exactly between two characters, runs split there."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from checker.readers.word.names import SPACE, WORD, Element, W
from checker.readers.word.runs import BOX, SDT, THROUGH, P, R, T
from checker.readers.word.walk import Piece

OPEN = THROUGH | {SDT, W + "sdtContent"}
"""Elements in which runs stand, and marks may stand beside them."""


class Range(NamedTuple):
    """A comment's range: its id, the piece and the character in it that is the first, and the same of
    the last."""

    id: int
    first: tuple[Piece, int]
    last: tuple[Piece, int]


class _Mark(NamedTuple):
    """A mark before character ``at`` of what ``node`` holds; ends stand before starts."""

    node: Element
    at: int
    begins: bool
    id: int


def mark(ranges: Iterable[Range]) -> None:
    """Puts the marks of all ranges into the trees that hold their pieces."""
    inside: dict[Element, list[_Mark]] = {}
    before: dict[Element, list[_Mark]] = {}
    behind: dict[Element, list[_Mark]] = {}
    for one in ranges:
        for (piece, at), begins in ((one.first, True), (one.last, False)):
            holder = holding(piece.node)
            if holder.tag == R and piece.node.getparent() is holder:
                made = _Mark(piece.node, at if begins else at + 1, begins, one.id)
                inside.setdefault(holder, []).append(made)
            else:
                made = _Mark(holder, 0, begins, one.id)
                (before if begins else behind).setdefault(holder, []).append(made)
    for run, marks in inside.items():
        _split(run, marks)
    for holder, marks in before.items():
        for one_mark in marks:
            for element in _elements(one_mark):
                holder.addprevious(element)
    for holder, marks in behind.items():
        for one_mark in reversed(marks):
            for element in reversed(_elements(one_mark)):
                holder.addnext(element)


def holding(node: Element) -> Element:
    """The element beside which marks for ``node`` may stand: its run; what stands around that where
    runs are not free (a formula, a field), and where the text is in a box, the run of the drawing, since Word
    allows no comments in boxes."""
    chain = [node, *node.iterancestors()]
    box = max((at for at, one in enumerate(chain) if one.tag == BOX), default=-1)
    chain = chain[box + 1 :]
    paragraph = next(at for at, one in enumerate(chain) if one.tag == P)
    return next(one for one in reversed(chain[:paragraph]) if one.tag not in OPEN)


def _elements(one: _Mark) -> list[Element]:
    """The XML of a mark; behind the end stands the run that refers to the comment."""
    which = "commentRangeStart" if one.begins else "commentRangeEnd"
    made = [etree.Element(W + which, {W + "id": str(one.id)}, {"w": WORD})]
    if not one.begins:
        run = etree.Element(R, None, {"w": WORD})
        etree.SubElement(run, W + "commentReference", {W + "id": str(one.id)})
        made.append(run)
    return made


def _split(run: Element, marks: list[_Mark]) -> None:
    """Splits a run where marks stand; each part keeps the properties of the whole."""
    at: dict[Element, dict[int, list[_Mark]]] = {}
    for one in sorted(marks, key=lambda one: (one.begins, one.id)):
        at.setdefault(one.node, {}).setdefault(one.at, []).append(one)
    children = [child for child in run if child.tag != W + "rPr"]
    tail, run.tail = run.tail, None
    for child in children:
        run.remove(child)
    empty = deepcopy(run)
    made: list[Element] = []
    current = run

    def cut(marked: list[_Mark]) -> Element:
        """Ends the part that is being filled, sets marks behind it and begins the next."""
        if any(child.tag != W + "rPr" for child in current):
            made.append(current)
            following = deepcopy(empty)
        else:
            following = current
        for one in marked:
            made.extend(_elements(one))
        return following

    for child in children:
        places = at.get(child, {})
        if child.tag != T:
            if 0 in places:
                current = cut(places[0])
            current.append(child)
            if 1 in places:
                current = cut(places[1])
            continue
        text, start = _held(child), 0
        for end in sorted(places):
            if end > start:
                _text(current, child, text[start:end])
            current = cut(places[end])
            start = end
        if start == 0:
            current.append(child)
        elif start < len(text):
            _text(current, child, text[start:])
    if any(child.tag != W + "rPr" for child in current):
        made.append(current)
    made[-1].tail = tail
    parent = run.getparent()
    if parent is None:
        return
    spot = parent.index(run)
    parent[spot : spot + 1] = made


def _held(node: Element) -> str:
    """The characters of a ``w:t`` that ``runs.shown`` shows, one for one."""
    text = node.text or ""
    return text if node.get(SPACE) == "preserve" else text.strip(" \t\r\n")


def _text(run: Element, like: Element, text: str) -> None:
    made = deepcopy(like)
    made.set(SPACE, "preserve")
    made.text = text
    run.append(made)
