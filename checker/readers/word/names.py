"""Names of WordprocessingML, and how its switches are written."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"

W = f"{{{WORD}}}"
VAL = f"{W}val"
CHOICES = f"{{{MARKUP}}}AlternateContent"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

OFF = frozenset(("0", "false", "off"))


def value(node: Element | None, name: str) -> str | None:
    """The ``w:val`` of a child, or None where there is no such child or value."""
    child = None if node is None else node.find(W + name)
    return None if child is None else child.get(VAL)


def number(text: str | None, default: int) -> int:
    """A whole number as an attribute has it."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def switch(node: Element | None, name: str) -> bool | None:
    """Whether a property (bold, hidden) is on; None where nothing is said of it."""
    child = None if node is None else node.find(W + name)
    return None if child is None else child.get(VAL) not in OFF
