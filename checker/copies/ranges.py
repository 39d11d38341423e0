"""Ranges of comments in the XML of a Word file: marks exactly between two characters, runs split there."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from checker.readers.word.content import Piece
from checker.readers.word.fields import GONE, KIND, MARK
from checker.readers.word.names import SPACE, WORD, Element, W
from checker.readers.word.runs import BOX, INSTRUCTION, SDT, THROUGH, P, R, T

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


def mark(root: Element, ranges: Iterable[Range]) -> None:
    """Puts the marks of all ranges into a tree that holds their pieces."""
    inside: dict[Element, list[_Mark]] = {}
    before: dict[Element, list[_Mark]] = {}
    behind: dict[Element, list[_Mark]] = {}
    fields = _fields(root)
    for one in ranges:
        for (piece, at), begins in ((one.first, True), (one.last, False)):
            node = fields[piece.node][not begins] if piece.node in fields else piece.node
            holder = holding(node)
            whole = holder is not piece.node
            place = (0 if whole else at) if begins else (1 if whole else at + 1)
            made = _Mark(holder, place, begins, one.id)
            run = holder.getparent()
            if run is not None and run.tag == R:
                inside.setdefault(run, []).append(made)
            else:
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
    """What marks for ``node`` may stand beside: itself in its run; what stands around it where runs are not
    free (a formula, a field); the drawing where the text is in a box, since Word allows no
    comments in boxes."""
    chain = [node, *node.iterancestors()]
    box = max((at for at, one in enumerate(chain) if one.tag == BOX), default=-1)
    chain = chain[box + 1 :]
    at = next(at for at, one in enumerate(chain) if one.tag == P) - 1
    while chain[at].tag in OPEN:
        at -= 1
    return chain[at - 1] if chain[at].tag == R and at else chain[at]


def _fields(root: Element) -> dict[Element, tuple[Element, Element]]:
    """Of each text in the result of a field the marks that begin and end the field, if these are in
    one paragraph: LibreOffice loses comments inside. Links apart, where it keeps them."""
    found: dict[Element, tuple[Element, Element]] = {}
    open_: list[Element] = []
    texts: list[Element] = []
    for node in root.iter(MARK, INSTRUCTION, T):
        if node.tag == T:
            texts += [node] if open_ else []
        elif node.tag == MARK and next(node.iterancestors(*GONE), None) is None:
            kind = node.get(KIND)
            if kind == "begin":
                open_.append(node)
            elif kind == "end" and open_:
                begin = open_.pop()
                if not open_:
                    if next(begin.iterancestors(P)) is next(node.iterancestors(P)):
                        found |= dict.fromkeys(texts, (begin, node))
                    texts = []
        elif open_ and (node.text or "").strip().upper().startswith("HYPERLINK"):
            texts = []
            open_.clear()
    return found


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
