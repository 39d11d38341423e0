"""How wide text is in a console that draws Chinese characters two columns wide."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, combining, east_asian_width

# A word with what clings to it, or one character; what may not begin a line is kept with it.
BLANKS = " \u3000"
PIECE = re.compile(
    r"[（〔［《〈【“‘「『]*(?:[!-~]+(?:[万亿]?元|[年月日分条处项])?|.)[，。、；：？！）〕］》〉】”’」』…％]*"
    r"[ \u3000]*",
    re.DOTALL,
)


class _Widths(dict[str, int]):
    """The columns of characters, each found out once: an output asks for a hundred thousand."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self.ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        if combining(character) or category(character) in ("Mn", "Me", "Cf"):
            found = 0
        else:
            kind = east_asian_width(character)
            found = 2 if kind in "WF" else self.ambiguous if kind == "A" else 1
        self[character] = found
        return found


WIDTHS = {1: _Widths(1), 2: _Widths(2)}
"""The columns that a character takes, by how wide the console draws ambiguous ones."""


def width(text: str, ambiguous: int = 1) -> int:
    """The columns a text takes, its control characters aside (see ``clean``)."""
    if text.isascii():
        return len(text)
    return sum(map(WIDTHS[ambiguous].__getitem__, text))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    kind = category(character)
    if character in "\t\n\r\v\f\x85" or kind in ("Zl", "Zp", "Zs"):
        return character if character in " \u3000" else " "
    return {"Cc": "?", "Cs": "?", "Cf": ""}.get(kind, character)


def clean(text: str) -> str:
    """The text as one line without what would steer the console: a report is not trusted."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def cut(text: str, columns: int, ambiguous: int = 1) -> int:
    """How many characters of a text fit into so many columns."""
    taken = 0
    wide = WIDTHS[ambiguous]
    for index, character in enumerate(text):
        taken += wide[character]
        if taken > columns:
            return index
    return len(text)


def wrap(text: str, columns: int, ambiguous: int = 1) -> list[str]:
    """The text in lines no wider than ``columns``: words are kept whole where they fit, and no
    line begins with a mark that belongs to what stands before it."""
    lines: list[str] = []
    line, taken = "", 0
    wide = WIDTHS[ambiguous]
    for piece in PIECE.findall(text):
        # Most pieces of a Chinese sentence are one character.
        room = wide[piece] if len(piece) == 1 else width(piece.rstrip(), ambiguous)
        if taken and taken + room > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        while room > columns:
            fit = max(1, cut(piece, columns, ambiguous))
            lines.append(piece[:fit])
            piece = piece[fit:]
            room = width(piece.rstrip(), ambiguous)
        line += piece
        taken += width(piece, ambiguous) if piece[-1:] in BLANKS else room
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def window(text: str, start: int, end: int, columns: int, ambiguous: int = 1) -> tuple[str, str]:
    """A line of text cut to ``columns`` around [start, end), and the line of carets below it.

    What is cut off is shown as “…”. At least one caret stands under the place, also where it is
    empty.
    """
    text, start, end = _stripped(text, start, end)
    reach = 4 * columns  # a report may be one line of a million characters
    pieces = text[max(0, start - reach) : start], text[start:end][:reach], text[end : end + reach]
    before, inside, after = map(clean, pieces)
    dots = width("…", ambiguous)
    if width(before + inside + after, ambiguous) > columns:
        room = columns - 2 * dots
        fit = cut(inside, room, ambiguous)
        if fit < len(inside):
            inside, after = inside[:fit], "…"
        room -= width(inside, ambiguous)
        left = max(room // 2, room - width(after, ambiguous))
        kept = before[len(before) - cut(before[::-1], left, ambiguous) :]
        fit = cut(after, room - width(kept, ambiguous), ambiguous)
        before = kept if kept == before else "…" + kept
        after = after if fit == len(after) else after[:fit] + "…"
    carets = "^" * max(1, width(inside, ambiguous))
    return before + inside + after, " " * width(before, ambiguous) + carets


def _stripped(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The text without the blanks that begin and end it, as far as they lie outside the place."""
    lead = min(len(text) - len(text.lstrip()), start)
    tail = max(len(text.rstrip()), end)
    return text[lead:tail], start - lead, end - lead
