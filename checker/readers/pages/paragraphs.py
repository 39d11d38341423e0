"""Lines → paragraphs: by what a typesetter would have done.

A line that had room for the next word was ended by the author. A full one may have been too; then
the indent of the next, the space above it and an ordinal at its beginning tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.readers.pages.lines import Line
from checker.readers.pages.page import Page
from checker.readers.pages.wrapping import is_full

LEADER = re.compile(r"(?:[.．·…‥。_]\s*){4,}[（(]?\d{0,3}[）)]?\s*$|\s{4,}[（(]?\d{1,3}[）)]?\s*$")
"""An entry of a contents page: what leads to its page number."""

ORDINAL = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,3}(?:[）)]|[、.．])|第[一二三四五六七八九十]+[章节部条]"
    r"|[（(]\d{1,2}[）)]|\d{1,2}(?:[、．]|\.(?!\d))|\d{1,2}\.(?=20\d\d年)|[①-⑳•●■◆※]"
)
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")

HANGING = frozenset("，。、；：！？）》”’")
"""What may stand beyond the right edge."""

INDENT = 0.7
"""In parts of the type's size: how far two left edges differ where they differ."""

DEEPEST = 5.0
"""The same: a first line that begins further in is none (a date, a signature)."""

UNLIKE = 0.12
"""In parts of the larger: how far the sizes of two lines differ that belong to two paragraphs."""

UNLIKE_READ = 0.15
"""The same where characters were read optically: their size is an estimate."""

PITCH = 1.28
"""How much further than others two lines are apart that belong to two paragraphs."""

WIDER = 1.12
"""The same where the first of them ends a sentence."""


class Measure(NamedTuple):
    """Where the text of pages of one kind stands: its left and right edge. ``indented`` says
    that its paragraphs begin further in, ``flush`` that those with an ordinal do not; ``letters`` is
    the number of characters of a line where the file was wrapped by that, else 0."""

    left: float
    right: float
    indented: bool
    flush: bool
    letters: int = 0

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether a line had no room for the first word of the next."""
        if self.letters:
            return len(line.text) + (line.blank is not None) >= self.letters - 1
        return is_full(line, following, self.right - line.right)


class Kind(NamedTuple):
    """Pages that are laid out alike: their edges in points, and on which side of a sheet they are."""

    left: int
    right: int
    height: int
    side: int


def kind_of(page: Page) -> Kind:
    """The kind of a page."""
    high = round(page.top - page.bottom)
    return Kind(round(page.left), round(page.right), high, page.number % 2)


def measures(pages: Sequence[tuple[Page, Sequence[Line]]]) -> dict[int, Measure]:
    """The measure of each page, by its number: taken over all pages alike, those of both sides of a
    sheet together unless their margins are mirrored."""
    lines: dict[Kind, list[Line]] = defaultdict(list)
    for page, own in pages:
        lines[kind_of(page)].extend(own)
    made: dict[Kind, Measure] = {}
    for kind, own in lines.items():
        other = lines.get(kind._replace(side=1 - kind.side), [])
        alone = _measure(own, kind)
        mirrored = min(len(own), len(other)) >= 12 and _is_moved(alone, _measure(other, kind))
        made[kind] = alone if mirrored or not other else _measure([*own, *other], kind)
    return {page.number: made[kind_of(page)] for page, _ in pages}


def _is_moved(one: Measure, other: Measure) -> bool:
    """Whether text of one width stands further left or right: the margins of a bound sheet."""
    left, right = one.left - other.left, one.right - other.right
    return abs(left) > 4 and abs(left - right) < 4


def _measure(lines: Sequence[Line], kind: Kind) -> Measure:
    if not lines:
        return Measure(0.0, 0.0, False, False)
    size = median(line.size for line in lines)
    long = [line for line in lines if len(line.text) > 6] or list(lines)
    within = [line for line in long if line.text[-1] not in HANGING]
    fair = within if len(within) > 3 else long
    right = _edge(sorted((line.right for line in fair), reverse=True), size)
    left = -_edge(sorted((-line.left for line in long), reverse=True), size)
    if sum(right - line.right < size for line in fair) < 4:  # too few to tell: margins are alike
        right = max(right, kind.left + kind.right - left)
    bare = Measure(left, right, False, False, _count(long, right))
    starts = [
        (below, below.left - left > INDENT * below.size)
        for above, below in pairwise(lines)
        if below.left - left < DEEPEST * size
        and not bare.is_full(above, below)
        and is_wide(below, left, right)
    ]
    inside = sum(indent for _, indent in starts)
    numbered = [indent for line, indent in starts if ORDINAL.match(line.text)]
    return bare._replace(
        indented=inside * 2 > len(starts),
        flush=len(numbered) > 0 and sum(numbered) * 5 < len(numbered) * 4,
    )


def _count(lines: Sequence[Line], right: float) -> int:
    """The number of characters at which lines were cut, where it is one number and no right edge."""
    count, often = Counter(len(line.text) for line in lines).most_common(1)[0]
    if count < 15 or often < 6 or often * 3 < len(lines):
        return 0
    if sum(len(line.text) > count + 1 for line in lines) * 20 > len(lines):
        return 0
    short = sum(line.right < right - line.size for line in lines if len(line.text) == count)
    return count if short * 5 > often else 0


def is_wide(line: Line, left: float, right: float) -> bool:
    """Whether a line may be one of a paragraph: it takes most of the measure."""
    return line.width > 0.5 * (right - left)


def _edge(values: Sequence[float], size: float) -> float:
    """The outermost place near which enough lines begin or end; ``values`` from the outside in."""
    least = max(2, len(values) // 20)
    for at, value in enumerate(values):
        if at + least <= len(values) and value - values[at + least - 1] <= 0.6 * size:
            return value
    return values[0]


def paragraphs(lines: Sequence[Line], measured: dict[int, Measure]) -> Iterator[list[Line]]:
    """The paragraphs of lines that no table parts, in order."""
    pitches = _pitches(lines)
    now: list[Line] = []
    for line in lines:
        if now and not _continues(now, line, measured, pitches):
            yield now
            now = []
        now.append(line)
    if now:
        yield now


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance from one line to the next, by the size of type."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(lines):
        if above.page == below.page and abs(above.size - below.size) < 0.5:
            found[round(below.size)][round(_pitch(above, below) * 2) / 2] += 1
    return {
        size: max(often.items(), key=lambda entry: (entry[1], -entry[0]))[0]
        for size, often in found.items()
    }


def _pitch(above: Line, below: Line) -> float:
    return _base(above) - _base(below)


def _base(line: Line) -> float:
    """The lower edge of most characters of a line."""
    return median(char.bottom for char in line.chars)


def _continues(
    now: Sequence[Line], line: Line, measured: dict[int, Measure], pitches: dict[int, float]
) -> bool:
    last, size = now[-1], line.size
    measure, own = measured[last.page], measured[line.page]
    unlike = UNLIKE if line.chars[0].confidence == 100 else UNLIKE_READ
    if abs(last.size - size) > unlike * max(last.size, size):
        return False
    if LEADER.search(last.text) or LEADER.search(line.text) or "    " in last.text:
        return False
    if last.page == line.page and _is_apart(now, line, pitches):
        return False
    left, right = last.left - measure.left, measure.right - last.right
    indent = line.left - own.left
    step = INDENT * size
    if _is_centred(line, own) and all(_is_even(one, measured[one.page]) for one in now):
        goes_on = is_full(last, line, left + right) and ENDED.search(last.text) is None
        return goes_on and not ORDINAL.match(line.text)
    if not measure.is_full(last, line):
        return False
    if _is_heading(last, line, own):
        return False
    ended, numbered = ENDED.search(last.text) is not None, ORDINAL.match(line.text) is not None
    if abs(indent - left) <= step:
        return _goes_on_level(now, indent > step, own, ended, numbered)
    if indent < left:  # a first line further in than what follows
        return (
            len(now) == 1
            and left - indent < DEEPEST * size
            and not (numbered and own.flush and ended)
        )
    hanging = ORDINAL.match(last.text) is not None or last.text[0] in "—-·"
    return len(now) == 1 and hanging and not numbered and indent - left < DEEPEST * size


def _is_heading(last: Line, line: Line, own: Measure) -> bool:
    """Whether a line behind a full sentence is a heading, wherever it begins: a chapter's, or one of
    the second level on a line of its own."""
    if not last.text.endswith("。"):
        return False
    short = own.right - line.right > 3 * line.size and ENDED.search(line.text) is None
    return CHAPTER.match(line.text) is not None or (short and SECOND.match(line.text) is not None)


def _goes_on_level(
    now: Sequence[Line], inside: bool, own: Measure, ended: bool, numbered: bool
) -> bool:
    """Whether a line goes on a full one that begins where it begins itself."""
    if len(now) > 1:
        return not (ended and numbered and (own.flush or not own.indented or inside))
    if inside and own.indented:  # two first lines, or a passage set further in
        heading = ORDINAL.match(now[0].text) is not None and not re.search("[，。；]", now[0].text)
        return not (ended or numbered or heading)
    return not (ended and numbered)


def _is_apart(now: Sequence[Line], line: Line, pitches: dict[int, float]) -> bool:
    """Whether the space above a line is wider than within a paragraph."""
    pitch = _pitch(now[-1], line)
    if len(now) > 1 and now[-2].page == now[-1].page:
        usual = _pitch(now[-2], now[-1])
    else:
        usual = pitches.get(round(line.size), pitch)
    most = WIDER if ENDED.search(now[-1].text) else PITCH
    return pitch > most * usual + 0.5 or pitch < 0


def _is_even(line: Line, measure: Measure) -> bool:
    """Whether as much is free on the left of a line as on its right."""
    left, right = line.left - measure.left, measure.right - line.right
    return abs(left - right) < 0.8 * line.size


def _is_centred(line: Line, measure: Measure) -> bool:
    """Whether that is more than an indent."""
    return _is_even(line, measure) and line.left - measure.left > 0.5 * line.size
