"""What optical reading confuses and the text around it proves: one character for one, less sure.

Only figures and blanks: a word that looks wrong may be the author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.readers.scan.models import Glyph

LESS = 0.8
"""By how much a character that was mended is less sure."""

MENDS = (
    (re.compile(r"(?<=[0-9])[OoＯ〇](?=[0-9.%％])|(?<=[0-9]\.)[OoＯ〇]"), "0"),
    (re.compile(r"(?<=[0-9.])[Il|丨](?=[0-9.%])|(?<=[0-9]\.[0-9])[Il|](?![A-Za-z])"), "1"),
    (re.compile(r"(?<=[0-9])[。．·](?=[0-9])"), "."),
    (re.compile(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))"), ","),
)
"""Inside a figure: what stands there, and what it must be."""


def mended(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The characters of a line without blanks beside Chinese, the slips inside figures mended."""
    kept = [
        glyph
        for n, glyph in enumerate(glyphs)
        if glyph.text != " " or (0 < n < len(glyphs) - 1 and _latin(glyphs[n - 1], glyphs[n + 1]))
    ]
    text = "".join(glyph.text for glyph in kept)
    if len(text) != len(kept):  # a class that stands for several characters
        return tuple(kept)
    for wrong, right in MENDS:
        for found in wrong.finditer(text):
            at = found.start()
            kept[at] = Glyph(right, kept[at].at, kept[at].sure * LESS)
    return tuple(kept)


def _latin(one: Glyph, other: Glyph) -> bool:
    return all(glyph.text.isascii() and glyph.text.isalnum() for glyph in (one, other))
