"""The paragraphs and tables of an HTML document, as a browser would show them.

The anchor of a character is its number in the text of the document: all text of the tree in its
order (``"".join(root.itertext())``), scripts and styles too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from checker.errors import InputError
from checker.model.limits import Limits
from checker.model.text import NOWHERE
from checker.readers.found import Found, Grid, is_layout, is_own, whole
from checker.readers.passages import Passage, too_many_cells
from checker.readers.styles import HIDDEN, NEVER, UNNUMBERED, selectors
from checker.readers.word.numerals import numeral

Element = Any
"""An element of an lxml tree."""


def set_of(names: str) -> frozenset[str]:
    """The names in a line of them."""
    return frozenset(names.split())


NUMBERED = {
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
    **dict.fromkeys(("i", "lower-roman"), "lowerRoman"),
    **dict.fromkeys(("I", "upper-roman"), "upperRoman"),
    **dict.fromkeys(("1", "decimal"), "decimal"),
}
"""How lists are numbered: the names of pages, and those of Word."""
UNSEEN = set_of(
    "head script style template noscript iframe object embed applet audio video canvas svg math map"
    " select button textarea datalist input del rp rt xml noframes dialog colgroup"
)
BLOCKS = set_of(
    "html body p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd pre blockquote center address article aside"
    " section header footer main nav figure figcaption form fieldset legend hr caption details"
    " summary hgroup menu dir listing xmp tr td th"
)
PARTS = frozenset(("thead", "tbody", "tfoot"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
APART = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|foot|bottom|breadcrumbs?|crumbs?|copyright|share|sidebar"
    r"|toolbar|pagination|pager|position|location|dqwz|weizhi|friendlink|links)(?:$|[\s_\d-])",
    re.I,
)
"""How pages name what stands around an article."""
SET_APART = frozenset(("nav", "footer", "aside"))
PIECE = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")


def walk(path: str, root: Element, limits: Limits) -> list[Found]:
    """What a document shows, in its order. Raises InputError: too deep, too many cells."""
    page = _Page(path, limits, selectors(root, NEVER), selectors(root, UNNUMBERED))
    page.visit(root, 0)
    page.end()
    return page.found


class _Page:
    """The walk over a document: the paragraph that is being gathered, and what is finished."""

    def __init__(
        self, path: str, limits: Limits, hidden: frozenset[str], bare: frozenset[str]
    ) -> None:
        self.path, self.limits, self.hidden, self.bare = path, limits, hidden, bare
        self.found: list[Found] = []
        self.at = 0  # the number of the next character of the document
        self.cells = 0
        self.text: list[str] = []
        self.anchors: list[int] = []
        self.blank: tuple[int, bool] | None = None  # where white space began, and if a line ended
        self.marker = ""  # the number of a list item whose text has not begun
        self.linked = 0
        self.hint = self.links = self.aparts = self.kept = self.numbers = 0

    def end(self) -> None:
        """Ends the paragraph."""
        said = "".join(self.text)
        if said.strip():
            size = len(said) - said.count(" ")
            passage = Passage(said, tuple(self.anchors), self.hint)
            self.found.append(Found(passage, size, self.linked, self.aparts > 0))
        self.text, self.anchors, self.blank, self.linked = [], [], None, 0

    def visit(self, element: Element, depth: int) -> None:
        """Reads an element, without what stands behind it."""
        if depth > self.limits.depth:
            raise too_deep(self.path, self.limits)
        tag = element.tag
        if tag in UNSEEN or self._unseen(element):
            self.at += sum(map(len, element.itertext()))
            return
        before = len(self.found)
        apart = _is_apart(element)
        self.aparts += apart
        if tag == "br":
            self.end()
        if tag == "table":
            self._table(element, depth)
        elif tag in BLOCKS:
            self._block(element, tag, depth)
        else:
            self._inline(element, tag, depth)
        self.aparts -= apart
        if apart and any(map(is_own, self.found[before:])):  # the name said too much
            self.found[before:] = [one._replace(apart=False) for one in self.found[before:]]

    def _unseen(self, element: Element) -> bool:
        if element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
            return True
        return bool(self.hidden) and not self.hidden.isdisjoint(_selected(element))

    def _block(self, element: Element, tag: str, depth: int) -> None:
        self.end()
        outer, self.hint = self.hint, HEADINGS.get(tag, self.hint)
        kept = tag in ("pre", "listing", "xmp")
        self.kept += kept
        if tag == "ol":
            self._numbered(element, depth)
        else:
            self._children(element, depth)
        self.end()
        self.kept -= kept
        self.hint = outer

    def _inline(self, element: Element, tag: str, depth: int) -> None:
        link = tag == "a" and element.get("href") is not None
        number = "mso-list:ignore" in (element.get("style") or "").replace(" ", "").lower()
        self.links += link
        self.numbers += number
        self._children(element, depth)
        self.links -= link
        self.numbers -= number

    def _children(self, element: Element, depth: int) -> None:
        self.add(element.text)
        for child in element:
            self.visit(child, depth + 1)
            self.add(child.tail)

    def _numbered(self, element: Element, depth: int) -> None:
        """An ordered list: its numbers are shown, and no character of the document."""
        self.add(element.text)
        number = whole(element.get("start"), 1)
        bare = self._is_bare(element)
        for child in element:
            if child.tag == "li":
                number = whole(child.get("value"), number)
                self.end()
                self.marker = "" if bare or self._is_bare(child) else marker(number, child)
                number += 1
            self.visit(child, depth + 1)
            self.marker = ""
            self.add(child.tail)

    def _is_bare(self, element: Element) -> bool:
        """Whether a list or an item of one is shown without its number."""
        if UNNUMBERED.search(element.get("style") or ""):
            return True
        return bool(self.bare) and not self.bare.isdisjoint({element.tag, *_selected(element)})

    def add(self, text: str | None) -> None:
        """Adds the characters of a text node, white space as a browser shows it."""
        if not text:
            return
        start, self.at = self.at, self.at + len(text)
        if self.numbers:  # Word fills the room behind a number with blanks
            shown = [at for at, one in enumerate(text) if one not in "\xa0 \t\r\n"]
            self._put("".join(text[at] for at in shown), [start + at for at in shown])
        elif self.kept:
            for piece in re.finditer(r"\r?\n|[^\r\n]+|\r", text):
                if piece[0].isspace() and "\n" in piece[0]:
                    self.end()
                else:
                    self._put(piece[0], range(start + piece.start(), start + piece.end()))
        else:
            for piece in PIECE.finditer(text):
                if piece[0][0] in " \t\r\n\f":
                    ended = "\n" in piece[0] or "\r" in piece[0]
                    before = self.blank or (start + piece.start(), False)
                    self.blank = (before[0], before[1] or ended)
                else:
                    self._put(piece[0], range(start + piece.start(), start + piece.end()))

    def _put(self, text: str, anchors: Sequence[int]) -> None:
        if not text:
            return
        if self.marker:
            spaced = self.marker + (" " if text[0].isascii() and text[0].isalnum() else "")
            self.text.append(spaced)
            self.anchors.extend((NOWHERE,) * len(spaced))
            self.marker = ""
        elif self.blank and self.text and not self._is_editors(text):
            self.text.append(" ")
            self.anchors.append(self.blank[0])
        self.blank = None
        self.text.append(text)
        self.anchors.extend(anchors)
        self.linked += len(text) if self.links else 0

    def _is_editors(self, text: str) -> bool:
        """Whether white space is a line end between Chinese characters: the editor's, and no
        blank of the author's."""
        ended = self.blank is not None and self.blank[1]
        return ended and is_wide(self.text[-1][-1]) and is_wide(text[0])

    def _table(self, table: Element, depth: int) -> None:
        """A table: its cells if it holds data; else the cells are parts of the page, one by one."""
        self.end()
        outer, self.found = self.found, []
        grid = Grid()
        self._rows(table, depth, grid)
        self.end()
        around, self.found = self.found, outer
        self.found += around
        cells = [found for cell in grid.cells for found in cell.found]
        if is_layout(grid.cells):
            self.found += cells
        elif cells:
            size, linked = sum(one.size for one in cells), sum(one.linked for one in cells)
            boxes = tuple(cell.box(grid.row + 1) for cell in grid.cells)
            self.found.append(Found(boxes, size, linked, self.aparts > 0))

    def _rows(self, element: Element, depth: int, grid: Grid) -> None:
        """The rows in a table or a part of it; what else stands there is read as it comes."""
        self.add(element.text)
        for child in element:
            tag = child.tag
            if tag == "tr":
                grid.row, grid.column = grid.row + 1, 0
            if (tag in PARTS or tag == "tr") and not self._unseen(child):
                self._rows(child, depth + 1, grid)
            elif tag in ("td", "th"):
                outside, self.found = self.found, []
                self.visit(child, depth + 1)
                self.cells += grid.add(child, self.found)
                self.found = outside
                if self.cells > self.limits.cells:
                    raise too_many_cells(self.path, self.limits)
            else:
                self.visit(child, depth + 1)
            self.add(child.tail)


def is_wide(character: str) -> bool:
    """Whether a character is as wide as high, as Chinese ones and their marks."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—"


def _selected(element: Element) -> set[str]:
    """The classes and the id of an element, as style sheets name them."""
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return names | {f"#{element.get('id')}"}


def marker(number: int, item: Element) -> str:
    """The number of a list item as it is shown, as the item or the list says."""
    for element in (item, item.getparent()):
        style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", element.get("style") or "")
        kind = style[1].lower() if style else element.get("type") or ""
        if "chinese" in kind or kind == "cjk-ideographic":
            return numeral(number, "chineseCountingThousand") + "、"
        if kind in NUMBERED:
            return numeral(number, NUMBERED[kind]) + "."
    return f"{number}."


def _is_apart(element: Element) -> bool:
    """Whether an element calls itself navigation, footer or the like; LibreOffice calls what it
    saves of a page's head and foot by a title."""
    if element.tag in SET_APART or element.get("title") in ("header", "footer"):
        return True
    said = " ".join(element.get(name) or "" for name in ("class", "id", "role"))
    return APART.search(said) is not None


def too_deep(path: str, limits: Limits) -> InputError:
    """The error for elements that lie in one another deeper than any report's."""
    return InputError(
        f"{path}：网页元素嵌套超过 {limits.depth} 层，不像一份自评报告（上限可用 --limit depth=… 调整）",
        f"{path}: elements lie more than {limits.depth} deep in one another"
        " (--limit depth=… raises the limit)",
    )
