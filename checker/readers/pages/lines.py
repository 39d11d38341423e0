"""Characters by their place → lines, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import NamedTuple

from checker.model.text import NOWHERE
from checker.readers.pages.page import Char, Page

BLANKS = frozenset(" \u3000")

APART = 0.8
"""The gap, in parts of the type's size, behind which a blank stands where none is set."""

WORDS_APART = 0.2
"""The same between letters and figures."""

IDEOGRAPH = ("\u3400", "\u9fff")

RAISED = 0.75
"""In parts of the size of its line: a character smaller than this may be the mark of a note."""

MARKS = frozenset("0123456789①②③④⑤⑥⑦⑧⑨⑩*＊†‡[]［］")

SEGMENT = 1.5
"""The gap that parts what stands in columns."""


class Line(NamedTuple):
    """A line from its first to its last character that is no blank, with the place of these.

    ``blank`` is the one blank behind it, which is kept where the text goes on in the next line.
    """

    page: int
    text: str
    chars: tuple[Char, ...]
    left: float
    bottom: float
    right: float
    top: float
    size: float
    blank: Char | None = None

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.right - self.left


def blank_gap(pages: Sequence[Page]) -> float:
    """The gap, in parts of the type's size, that stands for a blank between an ideograph and a figure
    or letter. Many programs set some space there of their own; a file in which others touch has
    none but what was typed, and in any other a typed blank is as wide as those that are set."""
    gaps: list[float] = []
    blanks: list[float] = []
    for page in pages:
        before: Char | None = None
        for char in page.chars:
            size = char.top - char.bottom
            if char.text == " ":
                blanks.append((char.right - char.left) / size)
            elif before is not None and before.text != " " and _is_border(before, char):
                gaps.append((char.left - before.right) / size)
            before = char
    gaps = sorted(gap for gap in gaps if gap < APART)
    if not gaps:
        return APART
    least = gaps[min(len(gaps) - 1, max(1, len(gaps) // 50))]
    if least < 0.06:
        return 0.12
    blank = median_low(blanks) if blanks else 0.0
    return (blank + least) / 2 if blank > least + 0.045 else APART


def _is_border(before: Char, char: Char) -> bool:
    """Whether two characters are neighbours of which one is an ideograph, one a figure or letter."""
    one, other = before.text, char.text
    if one.isascii() == other.isascii() or abs(before.bottom - char.bottom) > 1.0:
        return False
    if char.left < before.left:
        return False
    ascii_one, wide = (one, other) if one.isascii() else (other, one)
    return ascii_one.isalnum() and IDEOGRAPH[0] <= wide <= IDEOGRAPH[1]


def lines_of(page: int, chars: Sequence[Char], blank: float = APART) -> list[Line]:
    """The lines of characters that stand anywhere, from top to bottom; ``blank`` see ``blank_gap``."""
    made = (_line(page, row, blank) for row in _rows(chars))
    return [line for line in made if line is not None]


def _rows(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that stand at one level; raised and lowered ones (notes) stand with their line."""
    ordered = sorted(chars, key=lambda char: (-(char.bottom + char.top), char.left))
    row: list[Char] = []
    level = height = 0.0
    for char in ordered:
        middle, size = (char.bottom + char.top) / 2, char.top - char.bottom
        if row and level - middle > 0.5 * max(height, min(size, 2 * height)):
            yield row
            row = []
        if not row or (size > height * 1.05 and char.text not in BLANKS):
            level, height = middle, size
        row.append(char)
    if row:
        yield row


def _line(page: int, row: list[Char], blank: float) -> Line | None:
    row.sort(key=lambda char: char.left)
    inked = [at for at, char in enumerate(row) if char.text not in BLANKS]
    if not inked:
        return None
    first, last = inked[0], inked[-1]
    behind = row[last + 1 :]
    chars = _spaced(row[first : last + 1], blank)
    heights = [char.top - char.bottom for char in chars]
    size = median_low(heights)
    if min(heights) < RAISED * size:
        chars = _without_marks(chars, size)
    return Line(
        page,
        "".join(char.text for char in chars),
        tuple(chars),
        chars[0].left,
        min(char.bottom for char in chars),
        max(char.right for char in chars),
        max(char.top for char in chars),
        size,
        behind[0] if len(behind) == 1 and behind[0].text == " " else None,
    )


def _spaced(row: list[Char], blank: float) -> list[Char]:
    """The characters of a line, each once, with blanks where a gap stands for some."""
    chars = [row[0]]
    before = row[0]
    for char in row[1:]:
        if _is_again(before, char):
            continue
        gap = char.left - before.right
        if gap > 1.0 and char.text not in BLANKS and before.text not in BLANKS:
            size = min(char.top - char.bottom, before.top - before.bottom)
            if gap > size * _apart(before.text, char.text, blank):
                often = min(4, max(1, int(2 * gap / size) - 1))
                step = gap / often
                for n in range(often):
                    left = before.right + n * step
                    place = (left, before.bottom, left + step, before.top)
                    chars.append(Char(" ", *place, NOWHERE, 100))
        chars.append(char)
        before = char
    return chars


def _without_marks(chars: list[Char], size: float) -> list[Char]:
    """The characters of a line without the small raised figures that refer to notes. Behind a figure
    or letter such a one is an exponent."""
    base = median_low([char.bottom for char in chars if char.top - char.bottom >= RAISED * size])
    kept: list[Char] = []
    for char in chars:
        small = char.top - char.bottom < RAISED * size
        raised = small and char.bottom > base + 0.15 * size and char.text in MARKS
        if not (raised and kept and not (kept[-1].text.isascii() and kept[-1].text.isalnum())):
            kept.append(char)
    return kept


def _apart(one: str, other: str, blank: float) -> float:
    if one.isascii():
        return WORDS_APART if other.isascii() else blank
    return blank if other.isascii() else APART


def _is_again(before: Char, char: Char) -> bool:
    """Whether a character is the one before it, drawn again so that it looks bold."""
    if char.text != before.text:
        return False
    near = 0.3 * max(before.right - before.left, 0.1)
    return char.left - before.left < near and abs(char.bottom - before.bottom) < 0.3 * (
        before.top - before.bottom
    )


def segments(line: Line, gap: float = SEGMENT) -> list[Line]:
    """A line cut where its gaps are so wide (in parts of its size) that what stands there may be
    columns."""
    parts: list[list[Char]] = [[]]
    right = line.chars[0].left
    for char in line.chars:
        if char.text in BLANKS:
            continue
        if char.left - right > gap * line.size:
            parts.append([])
        parts[-1].append(char)
        right = char.right
    if len(parts) == 1:
        return [line]
    made = []
    for part in parts:
        within = [c for c in line.chars if part[0].left <= c.left <= part[-1].left]
        one = _line(line.page, list(within), APART)
        if one is not None:
            made.append(one)
    return made
