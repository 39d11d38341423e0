"""HTML as text: every character and attribute that comes from a report passes through here."""

from __future__ import annotations

import re
from html import escape

STRANGE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
"""Characters that HTML cannot hold, or that would turn the text around them."""


def visible(text: str) -> str:
    """The text with a sign for each strange character, one to one."""
    return STRANGE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def words(text: str) -> str:
    """A text as HTML."""
    return escape(visible(text), quote=False)


def tag(name: str, inner: str = "", **attributes: str | int | None) -> str:
    """An element around what is HTML already; ``class_`` and ``data_f`` stand for class and data-f,
    an attribute that is None is left out."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{shown}>{inner}</{name}>"
