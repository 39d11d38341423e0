"""Footnotes: the marks in the text and the notes at the foot of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.readers.pages.lines import Line

MARK = re.compile(
    r"\d{1,2}(?![\d.,、．%])|[①-⑳*＊†‡※]|[\[［【〔(（]\d{1,2}[\]］】〕)）]|注\s*\d*[:：]"
)
"""How a note begins."""

SMALL = 0.88
"""In parts of the size of the text: notes are set smaller than this."""


def set_apart(lines: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """The lines of a page's text, and those of the notes below them; ``size`` is that of the text."""
    first = len(lines)
    while first and lines[first - 1].size < SMALL * size:
        first -= 1
    while first < len(lines) and MARK.match(lines[first].text) is None:
        first += 1
    return list(lines[:first]), list(lines[first:])
