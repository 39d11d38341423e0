"""The one walk through a Word file: its text in reading order, as Word shows it with all tracked
changes accepted, each piece of it with the element that holds it.

The reader makes paragraphs and tables of it, the marked copy finds the elements again: both count
its characters, so that the n-th is the same for both.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.readers.packed import damaged, over
from checker.readers.word.content import Cell, Content, Paragraph, Piece, Table
from checker.readers.word.fields import Fields, closed
from checker.readers.word.grid import COLUMN, THIN, compact, inner, merged, rows_of, snapped
from checker.readers.word.names import CHOICES, VAL, Element, W, number, switch, value
from checker.readers.word.numbering import Counting, lists_of
from checker.readers.word.package import Package, Related, main_part, part, relations
from checker.readers.word.runs import (
    GONE,
    NEW,
    PICTURES,
    SDT,
    THROUGH,
    P,
    Runs,
    check,
    chosen,
    control,
    is_contents_control,
)
from checker.readers.word.styles import Style, Styles

WIDEST = 1000
"""Columns that one cell may cover; Word has 63."""


class Walked(NamedTuple):
    """What the walk found. ``pieces`` are in the order of their numbers; ``roots`` are the parts they
    stand in, by name; ``main`` is the document, ``related`` what it refers to; ``references`` lead
    from each footnote and endnote to the element that refers to it. ``revisions`` are
    tracked changes; ``objects`` (embedded files) and ``chunks`` (documents to be pasted in) were not
    read; ``pictures`` says that there are some."""

    content: Content
    pieces: list[Piece]
    roots: dict[str, Element]
    main: str
    related: list[Related]
    references: dict[Element, Element]
    revisions: int
    objects: int
    chunks: int
    pictures: bool


def walk(package: Package) -> Walked:
    """The walk through a package. Raises InputError where it is damaged or over a limit."""
    main = main_part(package)
    root = part(package, main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise damaged(package.path, f"{main}: w:body")
    related = relations(package, main)
    walker = _Walker(package, main, root, {one.kind: one.target for one in reversed(related)})
    content = walker.document(body)
    roots = walker.roots
    return Walked(
        content,
        walker.pieces,
        roots,
        main,
        related,
        walker.references,
        sum(1 for one in roots.values() for _ in one.iter(*GONE, *NEW)),
        walker.runs.objects,
        walker.chunks,
        next(body.iter(*PICTURES), None) is not None,
    )


class _Open(NamedTuple):
    """A paragraph as it is read: its text with the elements that hold it, and its text boxes."""

    text: list[tuple[str, Element]]
    boxes: list[Element]
    prefix: str
    hint: int
    number: int | None


class _Walker:
    """The state of the walk: where it is, and what it has counted."""

    def __init__(self, package: Package, main: str, root: Element, targets: dict[str, str]) -> None:
        self.package, self.main, self.part = package, main, main
        self.roots = {main: root}
        self.pieces: list[Piece] = []
        self.references: dict[Element, Element] = {}
        self.chunks = 0
        self._targets = targets
        self.styles = Styles(self._other("styles"))
        self.runs = Runs(package, self.styles)
        self._counting = Counting(lists_of(self._other("numbering")))
        self._begins: dict[str, frozenset[Element]] = {}
        self._notes: dict[str, dict[str, Element]] = {}
        self._waiting: list[tuple[str, Element]] = []
        self._held: _Open | None = None
        self._characters = self._paragraphs = self._cells = self._tables = 0

    def _other(self, kind: str) -> Element | None:
        return part(self.package, self._targets[kind]) if kind in self._targets else None

    def document(self, body: Element) -> Content:
        """The body with its footnotes, and the endnotes behind it."""
        content: Content = []
        self._story(body, content, 0)
        self._give_notes(content, "endnote")
        return content

    def _story(self, node: Element, into: Content, depth: int) -> None:
        """The body, a text box or a note: its fields and its last paragraph end with it."""
        fields, held = self.runs.fields, self._held
        if self.part not in self._begins:
            self._begins[self.part] = closed(self.roots[self.part])
        self.runs.fields, self._held = Fields(self._begins[self.part]), None
        self._blocks(node, into, depth)
        self._release(into, depth)
        self.runs.fields, self._held = fields, held

    def _blocks(self, node: Element, into: Content, depth: int) -> None:
        check(self.package, depth)
        for child in node:
            tag = child.tag
            if tag == P:
                self._paragraph(child, into, depth)
            elif tag == W + "tbl":
                self._release(into, depth)
                self._table(child, into, depth)
            elif tag == SDT:
                held = control(child)
                if is_contents_control(child):
                    _drop_title(into)
                elif held is not None:
                    self._blocks(held, into, depth + 1)
            elif tag in THROUGH:
                self._blocks(child, into, depth + 1)
            elif tag == CHOICES:
                for branch in chosen(child):
                    self._blocks(branch, into, depth + 1)
            elif tag == W + "altChunk":
                self.chunks += 1

    # Paragraphs.

    def _paragraph(self, node: Element, into: Content, depth: int) -> None:
        counted = None
        if self.part == self.main:
            counted = self._paragraphs = self._paragraphs + 1
        first = next(iter(node), None)
        said = {} if first is None or first.tag != W + "pPr" else {one.tag: one for one in first}
        mark = said.get(W + "rPr")
        style = self.styles.of(_given(said, "pStyle"))
        found = self.runs.read(node, bool(style.hidden), depth + 1)
        if style.contents or found.contents:
            _drop_title(into)
        if style.contents:
            return
        self._waiting += found.notes
        held, self._held = self._held, None
        if held is not None and held.text:
            held.text.extend(found.text)
            held.boxes.extend(found.boxes)
            own = held
        else:
            level = _given(said, "outlineLvl")
            hint = style.hint if level is None else (number(level, 9) + 1) % 10
            silent = not found.text and (found.contents or self.runs.fields.muted or _unseen(mark))
            prefix = "" if silent else self._number(said.get(W + "numPr"), style)
            boxes = [] if held is None else held.boxes
            boxes.extend(found.boxes)
            own = _Open(found.text, boxes, prefix, hint, counted)
        if _joins(mark):
            self._held = own
        else:
            self._close(own, into, depth)

    def _number(self, direct: Element | None, style: Style) -> str:
        """The automatic number of a paragraph; ``direct`` is what it says itself of that."""
        list_id, at = value(direct, "numId"), value(direct, "ilvl")
        if list_id is None:
            list_id = style.list_id
            if at is None:
                own = self._counting.level_of(list_id, style.numbered_by)
                return self._counting.next(list_id, own if own is not None else style.at or 0)
        return self._counting.next(list_id, number(at, style.at or 0))

    def _release(self, into: Content, depth: int) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._close(held, into, depth)

    def _close(self, own: _Open, into: Content, depth: int) -> None:
        """Ends a paragraph and counts its characters; then comes what hangs on it."""
        pieces = []
        for text, node in own.text:
            pieces.append(Piece(self._characters, text, node, self.part))
            self._characters += len(text)
        self.pieces += pieces
        if pieces or own.prefix:
            into.append(Paragraph(own.prefix, pieces, own.hint, own.number))
        for box in own.boxes:
            self._story(box, into, depth + 1)
        if not self._tables and self.part == self.main:
            self._give_notes(into, "footnote")

    def _give_notes(self, into: Content, kind: str) -> None:
        """The notes of a kind that were referred to so far, each once."""
        given = [reference for which, reference in self._waiting if which == kind]
        self._waiting = [one for one in self._waiting if one[0] != kind]
        name = self._targets.get(f"{kind}s")
        if not given or name is None:
            return
        if name not in self.roots:
            root = part(self.package, name)
            if root is None:
                return
            self.roots[name] = root
            self._notes[kind] = {one.get(W + "id") or "": one for one in root}
        self.part = name
        for reference in given:
            note = self._notes[kind].pop(reference.get(W + "id") or "", None)
            if note is not None:
                self.references[note] = reference
                self._story(note, into, 0)
        self.part = self.main

    # Tables.

    def _table(self, node: Element, into: Content, depth: int) -> None:
        self._tables += 1
        cells: list[Cell] = []
        above: dict[int, int] = {}
        for row, line in enumerate(rows_of(node)):
            said = line.find(W + "trPr")
            column = min(number(value(said, "gridBefore"), 0), WIDEST)
            last = -1
            for one in inner(line, W + "tc"):
                props = one.find(W + "tcPr")
                if props is not None and props.find(W + "cellDel") is not None:
                    continue
                wide = max(1, min(number(value(props, "gridSpan"), 1), WIDEST))
                down = merged(props, "vMerge")
                if merged(props, "hMerge") == "continue" and last >= 0:
                    cells[last] = cells[last]._replace(columns=cells[last].columns + wide)
                elif down == "continue" and column in above:
                    last = above[column]
                    cells[last] = cells[last]._replace(rows=row - cells[last].row + 1)
                else:
                    last = len(cells)
                    cells.append(Cell(row, column, 1, wide, self._cell(one, depth)))
                    above.pop(column, None)
                    if down == "restart":
                        above[column] = last
                column += wide
        self._tables -= 1
        widths = [number(one.get(W + "w"), THIN) for one in node.iterfind(COLUMN)]
        into.append(Table(compact(snapped(cells, widths))))
        if not self._tables and self.part == self.main:
            self._give_notes(into, "footnote")

    def _cell(self, node: Element, depth: int) -> Content:
        self._cells += 1
        if self._cells > self.package.limits.cells:
            raise over(self.package.path, "cells", self.package.limits.cells)
        content: Content = []
        self._blocks(node, content, depth + 1)
        self._release(content, depth + 1)
        return content


def _given(said: dict[str, Element], name: str) -> str | None:
    """The value of a property, None where it is not given."""
    one = said.get(W + name)
    return None if one is None else one.get(VAL)


def _joins(mark: Element | None) -> bool:
    """Whether the end of a paragraph is none: deleted, or hidden so that the next goes on behind it."""
    if mark is None:
        return False
    if any(mark.find(name) is not None for name in GONE):
        return True
    return bool(switch(mark, "vanish") and switch(mark, "specVanish"))


def _unseen(mark: Element | None) -> bool:
    """Whether a paragraph without text shows no number either."""
    return _joins(mark) or bool(switch(mark, "vanish"))


def _drop_title(into: Content) -> None:
    """Takes away the heading of a table of contents."""
    last = into[-1] if into else None
    if isinstance(last, Paragraph):
        text = "".join(piece.text for piece in last.pieces)
        if "".join(text.split()) == "目录":
            into.pop()
