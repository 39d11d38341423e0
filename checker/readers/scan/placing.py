"""Where the characters of a recognised line stand: the ink in it told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.readers.scan.models import Glyph, Grey

FULL = (0x2E80, 0xA000), (0xF900, 0xFB00), (0x3000, 0x3040), (0xFF00, 0xFF61)
"""The code points of characters as wide as they are high."""

CLOSING = frozenset("，。、；：）》」』】〉〕！？％")
"""Characters whose ink stands at the left of their place."""

OPENING = frozenset("（《「『【〈〔")
"""Characters whose ink stands at the right of their place."""

LOW = frozenset("，。、,.…_-—－~·一“”‘’\"'")
"""Characters that say nothing of how high a line is."""


HALF, WIDE = 0.55, {".": 0.3, ",": 0.3, "'": 0.3, "%": 0.9}
"""How wide other characters are, in parts of the type's size; how wide certain ones."""

REACH = 0.65
"""How far from its middle, as the model has it, a character reaches, in parts of the type's size."""

ROOM = 0.65
"""The room of a bracket, in parts of the type's size, above which it is full-width."""


ALIKE = 0.1
"""By what part the sizes of lines differ that are set in one size: what is measured is ink."""


class Placed(NamedTuple):
    """One character and the box around it in pixels of the page, ``top`` above ``bottom`` (smaller);
    the height of the box is the size of the type; how sure it is, in hundredths."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: int


def is_full(char: str) -> bool:
    """Whether a character is as wide as it is high."""
    return any(start <= ord(char) < end for start, end in FULL)


def placed(glyphs: Sequence[Glyph], ink: Grey, left: int, top: int) -> list[Placed]:
    """The characters of one line with their boxes.

    ``ink`` is the line's own piece of the page (255 where there is ink), its upper left corner at
    ``left``, ``top``. Two neighbours are parted where there is least ink between their middles.
    """
    if not glyphs:
        return []
    columns = (ink > 0).sum(axis=0)
    middles = [glyph.at * ink.shape[1] for glyph in glyphs]
    cuts = _cuts(middles, columns)
    spans = [_inked(columns, cuts[n], cuts[n + 1]) for n in range(len(glyphs))]
    em, base = _type(glyphs, ink, spans)
    # What stands farther from the middle than a character reaches is no ink of its own.
    spans = [
        (max(start, middle - REACH * em), min(end, middle + REACH * em))
        for (start, end), middle in zip(spans, middles, strict=True)
    ]
    glyphs = widths_told(glyphs, ink.shape[1], em)
    made = []
    for n, (glyph, (start, end)) in enumerate(zip(glyphs, spans, strict=True)):
        before = spans[n - 1][1] if n else -em
        after = spans[n + 1][0] if n + 1 < len(spans) else ink.shape[1] + em
        start, end = _widened(glyph.text, start, end, em, before, after)
        sure = max(1, min(99, int(glyph.sure * 100)))
        made.append(
            Placed(
                glyph.text,
                left + start,
                top + base - em * 6 / 7,
                left + end,
                top + base + em / 7,
                sure,
            )
        )
    return made


def evened(lines: Sequence[Sequence[Placed]]) -> list[Placed]:
    """The characters of the lines of a page, one after the other; lines of nearly the same size have
    one size: that of most of their characters."""
    sizes = sorted((line[0].bottom - line[0].top, len(line)) for line in lines if line)
    made = []
    for line in lines:
        if not line:
            continue
        own = line[0].bottom - line[0].top
        like = [(size, often) for size, often in sizes if abs(size - own) <= ALIKE * max(size, own)]
        half = sum(often for _, often in like) / 2
        size = next(
            size for n, (size, _) in enumerate(like) if sum(o for _, o in like[: n + 1]) >= half
        )
        base = line[0].bottom - own / 7
        made += [one._replace(top=base - size * 6 / 7, bottom=base + size / 7) for one in line]
    return made


def widths_told(glyphs: Sequence[Glyph], width: float, em: float) -> list[Glyph]:
    """The same characters, each bracket as wide as the room it has says, and else as its partner is.

    The model tells ( from （ by chance; on paper a full-width one takes a character's room.
    """
    made = list(glyphs)
    open_at: list[int] = []
    for n, glyph in enumerate(glyphs):
        if glyph.text in "(（":
            open_at.append(n)
        if glyph.text not in ")）":
            continue
        pair = [open_at.pop(), n] if open_at else [n]
        _same_width(made, pair, [_room(glyphs, width, em, one) for one in pair])
    for one in open_at:
        _same_width(made, [one], [_room(glyphs, width, em, one)])
    return made


def _same_width(made: list[Glyph], pair: Sequence[int], rooms: Sequence[float | None]) -> None:
    known = [room for room in rooms if room is not None]
    if known:
        full = max(known) > ROOM
    else:
        full = any(
            is_full(made[n + step].text)
            for n in pair
            for step in (-1, 1)
            if 0 <= n + step < len(made)
        )
    for n in pair:
        shape = "（）" if full else "()"
        text = shape[made[n].text in ")）"]
        if text != made[n].text:
            # That it is a bracket is sure; how wide it is was never what the model saw.
            made[n] = made[n]._replace(text=text)


def _room(glyphs: Sequence[Glyph], width: float, em: float, n: int) -> float | None:
    """The room between the neighbours of a bracket, in parts of the type's size; None where one
    lacks, or is a mark that stands at one side of its place."""
    if not 0 < n < len(glyphs) - 1:
        return None
    before, after = glyphs[n - 1], glyphs[n + 1]
    if before.text in CLOSING | OPENING or after.text in CLOSING | OPENING:
        return None
    halves = sum(0.5 if is_full(glyph.text) else 0.27 for glyph in (before, after))
    return (after.at - before.at) * width / em - halves


def _cuts(middles: Sequence[float], columns: NDArray[np.int64]) -> list[int]:
    """Where each character of a line begins, and where the last ends, in columns of pixels: between
    two middles where there is least ink, and of such columns the nearest to half-way."""
    cuts = [0]
    for one, other in pairwise(middles):
        start, end = max(cuts[-1], int(one)), max(cuts[-1], int(other)) + 1
        between = columns[start:end]
        if not len(between):
            cuts.append(start)
            continue
        least = start + np.flatnonzero(between == between.min())
        cuts.append(int(least[np.abs(least - (one + other) / 2).argmin()]))
    cuts.append(len(columns))
    return cuts


def _inked(columns: NDArray[np.int64], start: int, end: int) -> tuple[float, float]:
    """The part of [start, end) in which there is ink."""
    found = np.flatnonzero(columns[start:end])
    if not len(found):
        return float(start), float(max(end, start + 1))
    return float(start + found[0]), float(start + found[-1] + 1)


def _type(
    glyphs: Sequence[Glyph], ink: Grey, spans: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """The size of the type of a line and its base line, in pixels from the top of its piece.

    A character as wide as high fills nearly its whole square and reaches a little below the base
    line; a figure stands on it and has seven tenths of the height.
    """
    tall: list[int] = []
    bottoms: list[int] = []
    full = False
    for glyph, (start, end) in zip(glyphs, spans, strict=True):
        if glyph.text in LOW or not glyph.text.strip():
            continue
        wide = is_full(glyph.text) and glyph.text not in CLOSING | OPENING
        rows = np.flatnonzero((ink[:, int(start) : int(end)] > 0).any(axis=1))
        if not len(rows) or (full and not wide):
            continue
        if wide and not full:
            tall, bottoms, full = [], [], True
        tall.append(int(rows[-1] + 1 - rows[0]))
        bottoms.append(int(rows[-1] + 1))
    if not tall:
        return ink.shape[0] * 0.7, ink.shape[0] * 0.75
    high, low = float(np.percentile(tall, 75)), float(np.median(bottoms))
    return (high / 0.93, low - high * 0.08) if full else (high / 0.74, low)


def _widened(
    char: str, start: float, end: float, em: float, before: float, after: float
) -> tuple[float, float]:
    """The place of a character around its ink: a full-width one has its square, a figure half of
    it, as far as its neighbours leave it."""
    lacking = em * (1.0 if is_full(char) else WIDE.get(char, HALF)) - (end - start)
    if lacking <= 0:
        return start, end
    if char in CLOSING:
        return start, min(start + em, max(end, after))
    if char in OPENING:
        return max(end - em, min(start, before)), end
    half = lacking / 2
    return max(start - half, min(start, (before + start) / 2)), min(
        end + half, max(end, (after + end) / 2)
    )
