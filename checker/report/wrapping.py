"""Physical lines → paragraphs: which line ends are the file's and which the author's.

A report comes with a paragraph on each line, or wrapped at some width, with empty lines between
all lines, between paragraphs, or nowhere. Which of these it is, is measured from the lines
themselves; then each pair of lines is joined or parted by what a typesetter would have done: a
line that had room for the next word was ended by the author.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import islice, pairwise
from typing import NamedTuple

from checker.report.genre import FRONT, is_title
from checker.report.lines import Line

WORD = re.compile(r"[（《“‘(〔]*(?:[A-Za-z0-9,.%％+\-/]+|.)")
OPENING = "（《“‘(〔"
BEGINS = frozenset(OPENING + "％")
CLOSING = "，。、；：！？）》”’】〕〉,.;:!?)%％…"


ENCLOSED = re.compile(r"[（(]?附[件表]\s*[\d:：）)]")
BELOW = r"[（(][^（）()]{2,20}[）)]"
TAIL = r"(?:情况)?的?(?:报告|说明|总结)(?:[（(].{1,12}[）)])?"
PART = r"(?![（(]?附件|附[:：]|目\s*录)(?:.{4,}|.{1,2}[省市州县区])(?<![号：:])(?<!文件)$"
"""A line of a cover that may belong to a title: no number of a document, no head of its issuer."""


DOUBT = {False: 8, True: 4}
"""How much short of full a line in mid-sentence may be, in half columns: a typesetter squeezes and
keeps words whole; one who counts characters may have put a blank at either end, gone since."""


class Layout(NamedTuple):
    """How a file is wrapped, widths in half columns (a Chinese character has two).

    ``width`` is that of a full line, 0 where each line is a paragraph; ``first`` that of a
    paragraph's first line; ``by_count`` where the wrapping counted characters instead of columns;
    ``spaced`` where empty lines stand between all lines and so say nothing.
    """

    width: int
    first: int
    by_count: bool
    spaced: bool


class Open(NamedTuple):
    """The paragraph being joined, as far as a decision needs it: whether it began with an ordinal,
    has more than one line, and already holds a pause or a sentence's end; ``front`` where it may
    be the title."""

    last: Line
    ordinal: bool
    longer: bool = False
    prose: bool = False
    sentence: bool = False
    front: bool = False


def join_lines(lines: Sequence[Line], rows: Set[int] = frozenset()) -> list[list[int]]:
    """Paragraphs as lists of the numbers of their lines, in order; every line is in exactly one.

    ``rows`` are lines of tables: each stands alone.
    """
    layout = measure([line for at, line in enumerate(lines) if at not in rows])
    paragraphs: list[list[int]] = []
    now: Open | None = None
    for at, line in enumerate(lines):
        if now is None or at in rows or not (layout.width or line.broken):
            joins = False  # where nothing is wrapped only furniture can have parted lines
        else:
            after = lines[at + 1] if at + 1 < len(lines) and at + 1 not in rows else None
            joins = _continues(now, line, after, layout)
        if now is not None and joins:
            paragraphs[-1].append(at)
            now = _with(now, line)
        else:
            paragraphs.append([at])
            front = len(paragraphs) <= FRONT
            now = None if at in rows else _opened(line, front)
    return _join_titles(lines, paragraphs)


def _opened(line: Line, front: bool) -> Open:
    text = line.text
    sentence = "。" in text or "；" in text
    return Open(line, line.numbered, False, sentence or "，" in text, sentence, front)


def _with(now: Open, line: Line) -> Open:
    sentence = now.sentence or "。" in line.text or "；" in line.text
    prose = sentence or now.prose or "，" in line.text
    return Open(line, now.ordinal, True, prose, sentence, now.front)


def columns(line: Line, by_count: bool) -> int:
    """The width of a line in half columns; each character has two where ``by_count``."""
    return 2 * len(line.text) if by_count else line.columns


def measure(lines: Sequence[Line]) -> Layout:
    """The layout of a file, from the widths of its lines and where its sentences end."""
    prose = [line for line in lines if len(line.text) > 6 and not line.hint]
    best = (0, 0, 0, False)
    columns_of = {
        True: [2 * len(line.text) for line in prose],
        False: [line.columns for line in prose],
    }
    for by_count in (True, False):
        widths = Counter(columns_of[by_count])
        wider, longer = iter(sorted(widths, reverse=True)), 0
        widest = next(wider, 0)
        for width in sorted(widths, reverse=True):
            while widest > width + 4:
                longer += widths[widest]
                widest = next(wider, 0)
            near = widths[width]
            if not by_count:
                for wide in (width - 2, width - 1, width + 1, width + 2):
                    near += widths.get(wide, 0)
            best = max(best, (near + widths[width] - 2 * longer, near, width, by_count))
    _, share, width, by_count = best
    gaps = sum(line.gap > 0 for line in lines[1:])
    spaced = gaps * 10 >= (len(lines) - 1) * 8
    if share * 5 < len(prose):
        return Layout(0, 0, False, spaced)
    measured = list(zip(prose, columns_of[by_count], strict=True))
    full = [one for one in measured if one[1] >= width - 2]
    broken = sum(not line.stopped for line, _ in full)
    if len(full) < 2 or broken * 5 < len(full) * 2 or not _is_wrapped(full, width):
        return Layout(0, 0, False, spaced)
    width = _full_width(measured, width, by_count)
    return Layout(width, _first_width(lines, width, by_count), by_count, spaced)


Measured = tuple[Line, int]
"""A line and its width."""


def _is_wrapped(full: Sequence[Measured], width: int) -> bool:
    """Whether lines of one width are proof enough: titles and headings may share a width too, and
    where a paragraph stands on each line some are much longer than the most common ones."""
    long = sum(wide > width * 3 // 2 for _, wide in full)
    if long * 8 > len(full):
        return False
    cut = (
        line
        for line, _ in full
        if not (line.stopped or (line.numbered and len(line.text) < 24) or is_title(line.text))
    )
    proof = 2 if width >= 40 else 4
    return sum(1 for _ in islice(cut, proof)) == proof


def _full_width(measured: Sequence[Measured], width: int, by_count: bool) -> int:
    """The width of full lines, where ``width`` is the most common one: if every first line has
    that very width, those inside a paragraph, which spread, are wider by an indent of two
    characters."""
    inside = Counter(
        wide
        for (above, before), (line, wide) in pairwise(measured)
        if width - 2 <= wide <= width + 4
        and before >= width - 2
        and not (above.stopped or line.stopped or line.numbered)
    )
    if by_count:
        wider = inside[width + 4]
        return width + 4 if wider > 1 and wider > inside[width] else width
    best = max(range(width, width + 5), key=lambda w: (inside[w] + inside[w - 1], w))
    return best if best > width + 1 and inside[best] + inside[best - 1] > 1 else width


def _first_width(lines: Sequence[Line], width: int, by_count: bool) -> int:
    """The width of first lines: two characters short of a full line unless the file shows otherwise."""
    starts = Counter(
        columns(line, by_count) >= width - 2
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if before.stopped
        and columns(before, by_count) < width // 2
        and columns(line, by_count) >= width - 7
        and columns(after, by_count) >= width // 2
    )
    return width if starts[True] > starts[False] else width - 4


def _continues(now: Open, line: Line, after: Line | None, layout: Layout) -> bool:
    last, ordinal = now.last, line.numbered
    if line.hint or last.hint or (line.indent and not last.indent):
        return False
    titled = (line.numbered or now.front) and not now.prose and not now.ordinal
    if titled and is_title(last.text) and not _is_more(now, line):
        return False
    if ordinal and not now.longer and ENCLOSED.match(last.text):
        return False
    cut = line.broken or line.gap > 1
    if not layout.width:
        return line.broken and not ordinal and not last.stopped and now.prose
    if line.gap and not layout.spaced and not cut:
        return False
    if line.gap and not layout.spaced and (last.ended or ordinal):
        return False
    heading = now.ordinal and not now.sentence and not _is_open(last.text)
    room = layout.width if now.longer else layout.first
    sure = ordinal or heading or last.stopped
    doubt = DOUBT[layout.by_count]
    if sure:  # behind a figure a blank may have been cut off
        doubt = 2 if layout.by_count and last.text[-1].isalnum() and last.text[-1].isascii() else 0
    if not _is_full(last, line, room - doubt, layout.by_count):
        return False
    if ordinal and (heading or last.stopped):
        return False
    if after is None or layout.first >= layout.width:
        return True
    # A line wider than the measure was squeezed, as a typesetter does where the text goes on.
    if heading or (last.ended and columns(last, layout.by_count) <= layout.width):
        return not _starts_paragraph(line, after, layout)
    return True


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation goes on over the end of a line."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _is_more(now: Open, line: Line) -> bool:
    """Whether a line may go on a title: its last words, or, deep in the text, anything."""
    if line.numbered:
        return False
    return not now.front or is_title(now.last.text + line.text)


def _is_full(line: Line, following: Line, room: int, by_count: bool) -> bool:
    """Whether the first word of the next line had no room on this one."""
    if by_count:
        return columns(line, by_count) >= room
    width = line.columns
    if width >= room:
        return True
    text = following.text
    if not text[0].isascii() and text[0] not in BEGINS and text[1:2] not in CLOSING:
        return width + 2 > room
    match = WORD.match(text)
    word = match[0] if match is not None else ""
    rest = text[len(word) :]
    closing = len(rest) - len(rest.lstrip(CLOSING))
    need = 2 * (len(word) + closing) - len(word.encode("ascii", "ignore"))
    if line.ended:
        need = min(need, 4 if word[0] in OPENING else 2)
    return width + need > room


def _starts_paragraph(line: Line, after: Line, layout: Layout) -> bool:
    """Whether a line is as wide as first lines are and yet the next one goes on."""
    width = columns(line, layout.by_count)
    if not layout.first - 3 <= width < layout.width - 2 or line.ended:
        return False
    if after.gap and not layout.spaced and not after.broken:
        return False
    return not after.numbered and not _is_full(line, after, layout.width, layout.by_count)


def _join_titles(lines: Sequence[Line], paragraphs: list[list[int]]) -> list[list[int]]:
    """A title set over several centred lines is one paragraph, with the line in brackets below it."""
    joined: list[list[int]] = []
    read, parts, length, titled = 0, 0, 0, False
    for paragraph in paragraphs[:FRONT]:
        text = "".join(lines[n].text for n in paragraph)
        if lines[paragraph[0]].numbered or lines[paragraph[-1]].ended:
            break
        joined.append(paragraph)
        read += 1
        length += len(text)
        if is_title(text) and length <= 90:
            joined[-parts - 1 :] = [[n for part in joined[-parts - 1 :] for n in part]]
        elif titled and (re.fullmatch(BELOW, text) or re.fullmatch(TAIL, text)):
            joined[-2:] = [joined[-2] + joined[-1]]
        elif re.match(PART, text):
            parts, titled = parts + 1, False
            continue
        titled = is_title(text)
        parts = length = 0
    return joined + paragraphs[read:]
