"""What the styles of a Word file say of paragraphs and runs, as far as their text depends on it."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.readers.word.names import Element, W, number, switch, value

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
CONTENTS = re.compile(r"^toc(?:\s*\d|\s*heading|\s*标题)|目录\s*\d")


ON = ("1", "true", "on")


class Style(NamedTuple):
    """A style with all it is based on. ``hint`` is the heading level (0 none), ``list_id`` and ``at``
    its automatic numbering, ``numbered_by`` the style that says so, ``contents`` whether it is a line
    of a table of contents, ``hidden`` None where it says nothing of that."""

    hint: int = 0
    list_id: str = ""
    at: int | None = None
    numbered_by: str = ""
    contents: bool = False
    hidden: bool | None = None


NONE = Style()


class Styles:
    """The styles of styles.xml, each read when a paragraph has it: most files use a few of hundreds."""

    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._usual = ""
        for node in () if root is None else root.iterchildren(W + "style"):
            key = node.get(W + "styleId", "")
            self._nodes[key] = node
            if node.get(W + "default") in ON and node.get(W + "type") == "paragraph":
                self._usual = key

    def of(self, key: str | None) -> Style:
        """The style with that id; None is that of paragraphs that name none."""
        key = self._usual if key is None else key
        if key not in self._known:
            chain, at = [], key
            while at in self._nodes and at not in self._known and at not in chain:
                chain.append(at)
                at = value(self._nodes[at], "basedOn") or ""
            style = self._known.get(at, NONE)
            for name in reversed(chain):
                style = self._known[name] = _own(name, self._nodes[name], style)
            self._known[key] = style
        return self._known[key]


def _own(key: str, node: Element, base: Style) -> Style:
    """What a style says itself, upon what it is based on."""
    name = (value(node, "name") or "").lower()
    said = node.find(W + "pPr")
    level = value(said, "outlineLvl")
    heading = HEADING.fullmatch(name)
    hint = base.hint
    if level is not None:
        hint = (number(level, 9) + 1) % 10
    elif heading is not None:
        hint = int(heading[1])
    made = base._replace(hint=hint, contents=base.contents or bool(CONTENTS.search(name)))
    hidden = switch(node.find(W + "rPr"), "vanish")
    if hidden is not None:
        made = made._replace(hidden=hidden)
    numbered = None if said is None else said.find(W + "numPr")
    if numbered is not None:
        list_id, at = value(numbered, "numId"), value(numbered, "ilvl")
        made = made._replace(
            list_id=base.list_id if list_id is None else list_id,
            at=base.at if at is None else number(at, 0),
            numbered_by=key,
        )
    return made
