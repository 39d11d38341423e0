"""The physical lines that carry text: marks of Markdown, page furniture and contents pages dropped."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from checker.model.text import Source
from checker.report.folding import fold


class Line(NamedTuple):
    """One physical line without the white space and the marks around its text.

    ``pieces`` are the ranges of ``Source.text`` that make up ``text`` (more than one where marks
    inside were dropped); ``folded`` is ``text`` folded one to one. ``gap`` counts the empty lines
    before it, ``broken`` says that page furniture stood there; ``indent`` that the line was
    indented as a first line is; ``hint`` is the heading level a Markdown mark claims.
    """

    text: str
    folded: str
    pieces: tuple[tuple[int, int], ...]
    gap: int = 0
    broken: bool = False
    indent: bool = False
    hint: int = 0


BLANK = " \t\u3000\xa0\f\v\ufeff\u200b"
MARKS = re.compile(r"(?:>\s+)*(?:(#{1,6})\s+|[-*+•]\s+(?=\S))?")
BOLD = re.compile(r"\*\*|__|\\(?=[.\-*_#])")
RULE = re.compile(r"`{3}.*|[-*_= ]{3,}")
PAGE = re.compile(
    r"[-—–―·\s]*第?\s*(\d{1,3})\s*(页?)(?:\s*[,，/]?\s*共?\s*\d{1,3}\s*页?)?[-—–―·\s]*"
)
LEADER = re.compile(r"(?:[.．·…‥]\s*){3,}\d{1,3}\s*$|[\t ]{3,}\d{1,3}\s*$")
ENDED = ("。", "；", "：", "！", "？", ";", ":", "!", "?")
STOP = re.compile(r"[。！？；：…][”’）)》」』]*$|(?:[!?;:]|(?<!\d)\.)[\"')”’）]*$")
"""How a line ends that the author ended."""

CONTENTS = re.compile(r"目\s*录")
ENTRY = re.compile(
    r"(?:第?[一二三四五六七八九十]+[、.部章]|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.、．])"
)


def find_lines(source: Source) -> list[Line]:
    """The lines of a source that carry the report's text, in order."""
    return _drop_contents(_drop_furniture(_clean(source)))


def _clean(source: Source) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    text, folded = source.text, fold(source.text)
    start = 0
    broken = False
    for raw in text.split("\n"):
        broken = broken or "\f" in raw
        body = raw.strip(BLANK)
        if not body or (body[0] in "`-*_=" and RULE.fullmatch(body)):
            gap += 1
        else:
            left = start + (0 if raw[0] == body[0] else raw.index(body[0]))
            before = text[start:left]
            indent = bool(before) and (
                before.count("\u3000") > 1 or before.count(" ") > 1 or "\t" in before
            )
            lines.append(_line(text, folded, left, left + len(body), indent, gap, broken))
            gap, broken = 0, False
        start += len(raw) + 1
    return lines


def _line(
    text: str, folded: str, left: int, right: int, indent: bool, gap: int, broken: bool
) -> Line:
    hint = 0
    first = text[left]
    if first in "#>-*+•":
        mark = MARKS.match(text, left, right)
        if mark is not None and mark.end() > left and mark.end() < right:
            hint = len(mark[1] or "")
            left = mark.end()
    pieces: tuple[tuple[int, int], ...] = ((left, right),)
    body = text[left:right]
    if "**" in body or "__" in body or "\\" in body:
        bold = body.startswith("**") and body.endswith("**") and len(body) > 4
        kept = _without_marks(text, left, right)
        if kept:
            pieces = kept
            body = "".join(text[a:b] for a, b in pieces)
            hint = hint or (7 if bold else 0)
            return Line(body, fold(body), pieces, gap, broken, indent, hint)
    return Line(body, folded[left:right], pieces, gap, broken, indent, hint)


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
    """Without page numbers and the running heads beside them."""
    pages = _page_numbers(lines)
    if not pages:
        return lines
    beside: dict[str, int] = {}
    for at in pages:
        for near in (at - 1, at + 1):
            if 0 <= near < len(lines) and near not in pages and len(lines[near].text) < 40:
                beside[lines[near].text] = beside.get(lines[near].text, 0) + 1
    heads = {text for text, times in beside.items() if times >= 3}
    kept: list[Line] = []
    broken, gap = False, 0
    for at, line in enumerate(lines):
        gap += line.gap
        if at in pages or (line.text in heads and (at - 1 in pages or at + 1 in pages)):
            broken = True
            continue
        kept.append(line._replace(broken=line.broken or broken, gap=gap))
        broken, gap = False, 0
    return kept


def _page_numbers(lines: list[Line]) -> set[int]:
    """Indices of lines that are page numbers: marked as such, or bare and rising by one each."""
    marked: set[int] = set()
    bare: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if len(line.folded) > 20 or not any(c.isdigit() for c in line.folded):
            continue
        match = PAGE.fullmatch(line.folded)
        if match is None:
            continue
        if match[2] or not line.folded[0].isdigit() or "/" in line.folded:
            marked.add(at)
        elif line.folded.isdigit():
            bare.append((at, int(line.folded)))
    rising: list[int] = []
    last = None
    for at, number in bare:
        if last is None or number == last + 1:
            rising.append(at)
            last = number
    if len(rising) >= 2 and all(b - a > 5 for a, b in pairwise(rising)):
        marked.update(rising)
    return marked


def _drop_contents(lines: list[Line]) -> list[Line]:
    """Without contents pages: what follows 目录 up to the first heading that comes again, and
    runs of lines that end in leaders and a page number."""
    drop: set[int] = set()
    for at, line in enumerate(lines):
        if at < 60 and CONTENTS.fullmatch(line.text):
            drop.update(range(at, _contents_end(lines, at)))
    leaders = [
        at for at, line in enumerate(lines) if LEADER.search(line.folded) and len(line.text) < 80
    ]
    if len(leaders) >= 3:
        drop.update(leaders)
    if not drop:
        return lines
    return [line for at, line in enumerate(lines) if at not in drop]


def _contents_end(lines: list[Line], at: int) -> int:
    seen: set[str] = set()
    end = at + 1
    for index in range(at + 1, min(at + 120, len(lines))):
        words = LEADER.sub("", lines[index].folded).strip()
        listed = LEADER.search(lines[index].folded) is not None
        if words in seen:
            return index
        if not listed and not ENTRY.match(words):
            if lines[index].text.endswith(ENDED) or len(words) > 40:
                break
        elif listed or not words.endswith(ENDED):
            end = index + 1
        seen.add(words)
    return end if any(LEADER.search(line.folded) for line in lines[at + 1 : end]) else at + 1
