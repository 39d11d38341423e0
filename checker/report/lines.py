"""The physical lines that carry text: marks of Markdown, page furniture and contents pages dropped."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from checker.model.text import CellPlace, Source
from checker.report.folding import fold
from checker.report.ordinals import FIRST, find_ordinal


class Line(NamedTuple):
    """One physical line without the white space and the marks around its text.

    ``pieces`` are the ranges of ``Source.text`` that make up ``text`` (more than one where marks
    inside were dropped); ``folded`` is ``text`` folded one to one. ``gap`` counts the empty lines
    before it, ``broken`` says that page furniture stood there; ``indent`` that the line was
    indented as a first line is; ``hint`` is the heading level a Markdown mark claims; ``columns``
    is the width, two for each character that is not ASCII. ``stopped`` says that it ends where a sentence
    does or with what introduces one (：), ``ended`` that a sentence does, ``numbered`` that an
    ordinal begins it, ``plain`` that there is nothing in it that parts cells: no blank, comma or pipe.
    ``cell`` is its place where the file itself has it in a table.
    """

    text: str
    folded: str
    pieces: tuple[tuple[int, int], ...]
    gap: int = 0
    broken: bool = False
    indent: bool = False
    hint: int = 0
    columns: int = 0
    stopped: bool = False
    ended: bool = False
    numbered: bool = False
    plain: bool = False
    cell: CellPlace | None = None


BLANK = " \t\u3000\xa0\f\v\ufeff\u200b"
MARKS = re.compile(r"(?:>\s+)*(?:(#{1,6})\s+|[-*+•]\s+(?=\S))?")
BOLD = re.compile(r"\*\*|(?<!_)__(?!_)|\\(?=[.\-*_#])")
RULE = re.compile(r"`{3}.*|[-*_= ]{3,}")
SIDE = r"[-—–―·~\s]*"
PAGE = re.compile(
    rf"(?:[Pp]age\s*)?({SIDE})第?\s*(\d{{1,3}})\s*(页?)"
    rf"(?:\s*(?:[,，/]?\s*共|/|of)\s*(\d{{1,3}})\s*页?)?({SIDE})"
)
PAGE_FIRST = frozenset("0123456789-—–―·~第Pp")
LEADER = re.compile(r"(?:[.．·…‥]\s*){3,}\d{1,3}\s*$|[\t ]{3,}\d{1,3}\s*$")
ENDED = ("。", "；", "：", "！", "？", ";", ":", "!", "?")
STOP = re.compile(r"[。！？；：…][”’）)》」』]*$|(?:[!?;:]|(?<!\d)\.)[\"')”’）]*$")
"""How a line ends that the author ended."""
LAST = re.compile(r"[。！？；][”’）)》」』]*$|(?:[!?;]|(?<!\d)\.)[\"')”’）]*$")
"""How one ends where a sentence does."""

PAGED = r"[\t ]+\d{1,3}$|\s*[（(]\s*\d{1,3}\s*[）)]$"
"""The page number of an entry on a contents page, where nothing leads to it."""

NAMING = r"整体\s*(?:支出|绩效).*(?:绩效|自评|评价|报告)|绩效\s*(?:自评|评价)\s*(?:情况)?\s*报告"
"""The words of a running head that names the paper."""

HEAD = r"[（(]?附件|.*报告$"
CONTENTS = re.compile(r"目\s*录")
FIELD = r"\d[\d.,]*%?[\t ]{2,}"
"""A figure before the last one: the line is a row of a table."""

ENTRY = r"(?:第?[一二三四五六七八九十]+[、.部章]|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.、．])"


ENDS = frozenset("。！？；：…”’）)》」』.!?;:\"'")
PLAIN_ENDS = frozenset("。！？；：…")
"""Those that end a line whatever stands before them."""


def is_stopped(text: str) -> bool:
    """Whether a text ends where a sentence does, or what introduces one (：)."""
    # From the end, because a search begins at each character.
    last = text[-1:]
    return last in ENDS and (last in PLAIN_ENDS or STOP.search(text[-6:]) is not None)


def find_lines(source: Source) -> list[Line]:
    """The lines of a source that carry the report's text, in order."""
    if not source.blocks:
        return _drop_contents(_drop_furniture(_clean(source)))
    lines = _whole(source)
    prose = _drop_contents(_drop_furniture([line for line in lines if line.cell is None]))
    cells = [line for line in lines if line.cell is not None]
    return sorted([*prose, *cells], key=lambda line: line.pieces[0])


def _whole(source: Source) -> list[Line]:
    """The paragraphs and cells of a source whose format has them: nothing in them is a mark."""
    text, folded = source.text, fold(source.text)
    lines: list[Line] = []
    gap = 0
    for start, block in zip(source.line_starts, source.blocks, strict=True):
        end = text.find("\n", start)
        raw = text[start : end if end >= 0 else len(text)]
        body = raw.strip(BLANK)
        if not body:
            gap += block.cell is None
            continue
        left = start + raw.index(body[0])
        right = left + len(body)
        lines.append(
            _measured(
                folded[left:right], body, ((left, right),), gap, hint=block.hint, cell=block.cell
            )
        )
        gap = 0
    return lines


def _clean(source: Source) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    text, folded = source.text, fold(source.text)
    start = 0
    broken = False
    for raw in text.split("\n"):
        if not raw:
            gap += 1
            start += 1
            continue
        body = raw.strip(BLANK)
        if not body or (body[0] in "`-*_=" and RULE.fullmatch(body)):
            gap += 1
            broken = broken or "\f" in raw
        else:
            at, indent = 0, False
            if raw[0] != body[0]:
                at = raw.index(body[0])
                before = raw[:at]
                broken = broken or "\f" in before
                indent = before.count("\u3000") > 1 or before.count(" ") > 1 or "\t" in before
            left = start + at
            lines.append(_line(text, folded, left, left + len(body), indent, gap, broken))
            gap, broken = 0, "\f" in raw and "\f" in raw[at + len(body) :]
        start += len(raw) + 1
    return lines


def _line(
    text: str, folded: str, left: int, right: int, indent: bool, gap: int, broken: bool
) -> Line:
    hint = 0
    first = text[left]
    if first in "#>-*+•" and not (
        text[right - 1] == first and right - left < 40 and PAGE.fullmatch(text, left, right)
    ):
        mark = MARKS.match(text, left, right)
        if mark is not None and mark.end() > left and mark.end() < right:
            hint = len(mark[1] or "")
            left = mark.end()
    pieces: tuple[tuple[int, int], ...] = ((left, right),)
    body, flat = text[left:right], folded[left:right]
    if "**" in body or "__" in body or "\\" in body:
        bold = body.startswith("**") and body.endswith("**") and len(body) > 4
        kept = _without_marks(text, left, right)
        if kept:
            pieces = kept
            body = "".join(text[a:b] for a, b in pieces)
            flat = fold(body)
            hint = hint or (7 if bold else 0)
    return _measured(flat, body, pieces, gap, broken, indent, hint)


def _measured(
    flat: str,
    body: str,
    pieces: tuple[tuple[int, int], ...],
    gap: int,
    broken: bool = False,
    indent: bool = False,
    hint: int = 0,
    cell: CellPlace | None = None,
) -> Line:
    """A line with what its text shows."""
    stopped = body[-1] in ENDS and is_stopped(body)
    ended = stopped and (body[-1] in "。；" or LAST.search(body[-6:]) is not None)
    return Line(
        body,
        flat,
        pieces,
        gap,
        broken,
        indent,
        hint,
        2 * len(body) - len(body.encode("ascii", "ignore")),
        stopped,
        ended,
        flat[0] in FIRST and find_ordinal(flat) is not None,
        not (" " in flat or "," in flat or "|" in flat),
        cell,
    )


def _without_marks(text: str, left: int, right: int) -> tuple[tuple[int, int], ...]:
    pieces = []
    start = left
    for mark in BOLD.finditer(text, left, right):
        if mark.start() > start:
            pieces.append((start, mark.start()))
        start = mark.end()
    if start < right:
        pieces.append((start, right))
    return tuple(pieces)


def _drop_furniture(lines: list[Line]) -> list[Line]:
    """Without page numbers and running heads."""
    pages = _page_numbers(lines)
    drop = pages | _running_heads(lines, pages)
    if not drop:
        return lines
    kept: list[Line] = []
    broken, gap = False, 0
    for at, line in enumerate(lines):
        if at in drop:
            broken, gap = True, gap + line.gap
            continue
        kept.append(line._replace(broken=True, gap=gap + line.gap) if broken else line)
        broken, gap = False, 0
    return kept


def _running_heads(lines: list[Line], pages: set[int]) -> set[int]:
    """Indices of lines that stand again and again beside page numbers or form feeds, and of those
    that name the paper again and again; the first of these, near the top, may be the title."""
    times = Counter([line.text for line in lines])
    again = {text for text, many in times.items() if many > 1 and 3 < len(text) < 40}
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines if again else ()):
        if line.text in again and at not in pages:
            places.setdefault(line.text, []).append(at)
    heads: set[int] = set()
    for text, where in places.items():
        if len(where) < 2:
            continue
        beside = {at for at in where if at - 1 in pages or at + 1 in pages}
        if len(beside) >= (2 if len(pages) < 4 and not is_stopped(text) else 3):
            heads |= beside
        if len(where) < 3 or is_stopped(text) or re.match(ENTRY, text):
            continue
        fed = {at for at in where if lines[at].broken or _breaks_after(lines, at)}
        if len(fed) >= 3 and len(fed) >= len(where) - 1:
            heads |= fed
        elif re.search(NAMING, text) and all(b - a > 7 for a, b in pairwise(where)):
            heads.update(
                where[1:] if where[0] < 12 and text.endswith(("报告", "）", ")")) else where
            )
    return heads


def _breaks_after(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].broken


def _page_numbers(lines: list[Line]) -> set[int]:
    """Indices of lines that are page numbers: marked as such, bare and rising by one a page, or the
    only bare one, where the page ends."""
    marked: set[int] = set()
    totals: dict[int, list[int]] = {}  # 3/9: of a paper with nine pages
    bare: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        folded = line.folded
        if len(folded) > 20 or not (folded[0] in PAGE_FIRST or folded[0].isspace()):
            continue
        match = PAGE.fullmatch(folded)
        if match is None:
            continue
        if match[3] or (match[1] and match[5]) or line.folded[0] in "Pp":
            marked.add(at)
        elif match[4]:
            totals.setdefault(int(match[4]), []).append(at)
        elif line.folded.isdigit():
            bare.append((at, int(line.folded)))
    if len(totals) == 1:
        marked.update(*totals.values())
    rising = _rising(lines, bare)
    if len(rising) >= 2:
        marked.update(rising)
    elif len(bare) == 1 and bare[0][1] < 3 and _ends_page(lines, bare[0][0]):
        marked.add(bare[0][0])
    return marked


def _rising(lines: list[Line], bare: list[tuple[int, int]]) -> list[int]:
    """The longest run of bare numbers that rise by one, each with more than a row of a table
    between it and the next."""
    if not bare:
        return []
    before = [0]
    for line in lines:
        before.append(before[-1] + len(line.text))
    best: list[int] = []
    runs: dict[int, list[int]] = {}  # the run that a number ends
    for at, number in bare:
        run = runs.get(number - 1, [])
        if run and (at - run[-1] <= 5 or before[at] - before[run[-1]] < 120):
            run = []
        runs[number] = run = [*run, at]
        best = max(best, run, key=len)
    return best


def _ends_page(lines: list[Line], at: int) -> bool:
    """Whether a page ends here: a form feed, or empty lines on both sides, more than elsewhere."""
    last = at + 1 == len(lines)
    if at and (lines[at].broken or (not last and lines[at + 1].broken)):
        return True
    return at > 5 and lines[at].gap > 1 and (last or lines[at + 1].gap > 1)


def _drop_contents(lines: list[Line]) -> list[Line]:
    """Without contents pages: what follows 目录 up to the first heading that comes again, and
    runs of lines that end in leaders and a page number."""
    drop: set[int] = set()
    for at, line in enumerate(lines):
        if at < 60 and CONTENTS.fullmatch(line.text):
            drop.update(range(at, _contents_end(lines, at)))
    leaders = [
        at
        for at, line in enumerate(lines)
        if line.folded[-1].isdigit() and len(line.text) < 80 and _leads(line.folded)
    ]
    if len(leaders) >= 3 and _are_entries([lines[at].folded for at in leaders], lines):
        drop.update(leaders)
    if not drop:
        return lines
    return [line for at, line in enumerate(lines) if at not in drop]


def _are_entries(leaders: list[str], lines: list[Line]) -> bool:
    """Whether lines that lead to a number are a page of contents: by dots, or because headings of
    the same words follow. Rows of a table (1.预算编制  10) come once."""
    entries = [(text, LEADER.search(text)) for text in leaders]
    dotted = sum(found is not None and not found[0][0].isspace() for _, found in entries)
    if dotted * 2 > len(leaders):
        return True
    words = {"".join(text[: found.start()].split()) for text, found in entries if found}
    again = {w for line in lines for w in ("".join(line.folded.split()),) if w in words}
    return len(again) * 2 >= len(words)


def _leads(folded: str) -> bool:
    """Whether a line leads to a page: by dots, or by blanks from a numbered entry."""
    leader = LEADER.search(folded)
    if leader is None or not leader[0][0].isspace():
        return leader is not None
    return re.match(ENTRY, folded) is not None and re.search(FIELD, folded) is None


def _contents_end(lines: list[Line], at: int) -> int:
    """Behind the last entry below 目录: where a heading comes again, sentences begin, or, between
    entries without a page number, an attachment or a title stands."""
    seen: set[str] = set()
    end = at + 1
    paged = False
    for index in range(at + 1, min(at + 120, len(lines))):
        text = lines[index].text
        if len(text) > 200:  # no entry; and a search begins anew at each dot of a long line
            break
        words = LEADER.sub("", lines[index].folded).strip()
        listed = LEADER.search(text) is not None
        if not listed and re.match(ENTRY, words) and re.search(PAGED, text):
            listed, words = True, re.sub(PAGED, "", lines[index].folded).strip()
        if words in seen:
            return end
        paged = paged or listed
        if not listed and not re.match(ENTRY, words):
            if text.endswith(ENDED) or len(words) > 40 or re.match(HEAD, words):
                break
        elif listed or not (paged or words.endswith(ENDED)):
            end = index + 1
        if paged and index - end > 2:
            break
        seen.add(words)
    return end if paged else at + 1
