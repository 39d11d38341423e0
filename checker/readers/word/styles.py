"""What the styles of a Word file say of paragraphs and runs, as far as their text depends on it."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.readers.word.names import Element, W, number, switch, value

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
CONTENTS = re.compile(r"^toc(?:\s*\d|\s*heading|\s*标题)|目录\s*\d")


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


class Styles(NamedTuple):
    """All styles by their ids, and the id of the one that paragraphs have that name none."""

    known: dict[str, Style]
    usual: str


NONE = Style()


def styles_of(root: Element | None) -> Styles:
    """The styles of styles.xml."""
    if root is None:
        return Styles({}, "")
    nodes = {node.get(W + "styleId", ""): node for node in root.iterchildren(W + "style")}
    known: dict[str, Style] = {}
    usual = ""
    for key, node in nodes.items():
        if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true", "on"):
            usual = key
        chain, at = [], key
        while at in nodes and at not in known and at not in chain:
            chain.append(at)
            at = value(nodes[at], "basedOn") or ""
        style = known.get(at, NONE)
        for name in reversed(chain):
            style = known[name] = _own(name, nodes[name], style)
    return Styles(known, usual)


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
