"""What stands in one paragraph: the characters of its runs, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.readers.packed import over
from checker.readers.word.fields import MARK, Fields, is_contents
from checker.readers.word.names import CHOICES, MARKUP, MATH, OFF, SPACE, VAL, Element, W, switch
from checker.readers.word.package import Package
from checker.readers.word.styles import Styles
from checker.readers.word.symbols import character

P, R, T, SDT = (W + name for name in ("p", "r", "t", "sdt"))
PROPERTIES, STYLE, VANISH, INSTRUCTION = (
    W + name for name in ("rPr", "rStyle", "vanish", "instrText")
)
BOX = W + "txbxContent"
GONE = frozenset((W + "del", W + "moveFrom"))
NEW = frozenset((W + "ins", W + "moveTo"))
THROUGH = NEW | {W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo")}
"""Elements that only stand around others."""
FORMULAS = frozenset((f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara"))
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
BLANKS = str.maketrans("\t\n\r", "   ")


class Held(NamedTuple):
    """What a paragraph holds: its characters with the elements that hold them, the text boxes, the
    elements that refer to notes, and whether a table of contents was left out."""

    text: list[tuple[str, Element]]
    boxes: list[Element]
    notes: list[tuple[str, Element]]
    contents: bool


class Runs:
    """Reads the runs of one story after the other. ``objects`` counts embedded files."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.fields = Fields(frozenset())
        self.objects = 0
        self._package = package
        self._styles = styles
        self._held = Held([], [], [], False)
        self._hidden = False

    def read(self, node: Element, hidden: bool, depth: int) -> Held:
        """What a ``w:p`` holds; ``hidden`` is what its style says of its text."""
        self._held = Held([], [], [], False)
        self._hidden = hidden
        self._inline(node, depth)
        return self._held

    def _inline(self, node: Element, depth: int) -> None:
        check(self._package, depth)
        for child in node:
            tag = child.tag
            if tag == R:
                self._run(child, depth)
            elif tag in THROUGH:
                self._inline(child, depth + 1)
            elif tag == SDT:
                inner = control(child)
                if inner is not None:
                    self._inline(inner, depth + 1)
            elif tag == W + "fldSimple":
                if is_contents(child.get(W + "instr") or ""):
                    self._held = self._held._replace(contents=True)
                else:
                    self._inline(child, depth + 1)
            elif tag in FORMULAS:
                for one in child.iter(f"{{{MATH}}}t", T):
                    self._add(one)
            elif tag == CHOICES:
                for branch in chosen(child):
                    self._inline(branch, depth + 1)

    def _run(self, run: Element, depth: int) -> None:
        hidden = self._hidden
        first = next(iter(run), None)
        if first is not None and first.tag == PROPERTIES:
            for one in first:
                if one.tag == STYLE:
                    own = self._styles.of(one.get(VAL)).hidden
                    hidden = hidden if own is None else own
                elif one.tag == VANISH:
                    hidden = one.get(VAL) not in OFF
                    break
        self._inside(run, hidden, depth)

    def _inside(self, run: Element, hidden: bool, depth: int) -> None:
        for child in run:
            tag = child.tag
            if tag == PROPERTIES:
                continue
            if tag == T:
                if not hidden:
                    self._add(child)
            elif tag == MARK:
                self.fields.mark(child)
            elif tag == INSTRUCTION:
                self.fields.instruct(child.text or "")
            elif tag == CHOICES:
                check(self._package, depth)
                for branch in chosen(child):
                    self._inside(branch, hidden, depth + 1)
            elif hidden:
                continue
            elif tag in SIGNS:
                self._put(SIGNS[tag], child)
            elif tag == W + "sym":
                font, code = child.get(W + "font") or "", child.get(W + "char") or ""
                self._put(character(font, code), child)
            elif tag in NOTES:
                self._held.notes.append((NOTES[tag], child))
            elif tag in PICTURES:
                self._hanging(child)
            elif tag == W + "ruby":
                base = child.find(W + "rubyBase")
                if base is not None:
                    self._inline(base, depth + 1)

    def _add(self, node: Element) -> None:
        text = shown(node)
        if text:
            self._put(text, node)

    def _put(self, text: str, node: Element) -> None:
        if not self.fields.muted:
            self._held.text.append((text, node))
        elif self.fields.contents and not self._held.contents:
            self._held = self._held._replace(contents=True)

    def _hanging(self, node: Element) -> None:
        """A drawing: its text boxes stand behind the paragraph."""
        if next(node.iter(BOX), None) is not None and not self.fields.muted:
            self._held.boxes.extend(boxes(node))
        for one in node.iter(OBJECT):
            # Formulas of older versions are such objects too, and pictures of themselves.
            self.objects += not (one.get("ProgID") or "").startswith("Equation")


def shown(node: Element) -> str:
    """The characters of a ``w:t`` as Word shows them: blanks around them only where they are kept."""
    text = node.text or ""
    if node.get(SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text if text.isprintable() else text.translate(BLANKS)


def control(node: Element) -> Element | None:
    """What a content control holds; None where that is only a prompt."""
    if switch(node.find(W + "sdtPr"), "showingPlcHdr"):
        return None
    return node.find(W + "sdtContent")


def is_contents_control(node: Element) -> bool:
    """Whether a content control holds a table of contents."""
    said = node.find(W + "sdtPr")
    return said is not None and any(
        (one.get(VAL) or "").lower() == "table of contents"
        for one in said.iter(W + "docPartGallery")
    )


def chosen(node: Element) -> Iterator[Element]:
    """What is to be read of a choice that a file gives to newer and older programs: the first."""
    for branch in node:
        if branch.tag in (f"{{{MARKUP}}}Choice", f"{{{MARKUP}}}Fallback"):
            yield branch
            return


def boxes(node: Element) -> Iterator[Element]:
    """The text boxes of a drawing in order, those in other text boxes apart."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.tag == BOX:
            yield one
        else:
            inner = chosen(one) if one.tag == CHOICES else one
            waiting.extend(reversed(list(inner)))


def check(package: Package, depth: int) -> None:
    """Raises InputError where elements lie deeper in one another than the limit."""
    if depth > package.limits.depth:
        raise over(package.path, "depth", package.limits.depth)
