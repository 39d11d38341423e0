"""What stands on pages and not in the text: page numbers, running heads and feet, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from checker.readers.pages.lines import Line
from checker.readers.pages.page import Char, Page

DASH = r"[-—–―－·•~〜\s]*"
NUMBER = re.compile(
    rf"(?:[Pp](?:age)?\.?\s*)?{DASH}(?:第\s*)?(\d{{1,4}}|[ivxlIVXL]{{1,6}})\s*页?"
    rf"(?:\s*(?:[,，/／|]|of|共)+\s*(?:共\s*)?(\d{{1,4}})\s*页?)?{DASH}"
)
"""A page's number, however it is dressed."""

EDGE = 3
"""Lines at the top and the bottom of a page that may be furniture."""

MARGIN = 0.13
"""The part of a page's height at its top and bottom in which a bare figure may be its number."""

PROSE = frozenset("，。；：、！？")
"""What ends a line of the text and no running head."""

LARGE = 1.25
"""Type larger than the text by this is a title, though it stands at the top of several pages."""

WATERMARK = 1.6
"""The same from which characters at one place on most pages are a watermark."""


def without_watermarks(pages: Sequence[Page]) -> list[Page]:
    """The pages without large characters that stand at the same place on most of them."""
    sizes = [char.top - char.bottom for page in pages for char in page.chars]
    if len(pages) < 3 or not sizes:
        return list(pages)
    large = WATERMARK * median(sizes)
    places = Counter(
        place
        for page in pages
        for place in {_place(char) for char in page.chars if char.top - char.bottom > large}
    )
    often = {place for place, count in places.items() if count >= max(3, 0.6 * len(pages))}
    if not often:
        return list(pages)
    return [
        page._replace(
            chars=[
                char
                for char in page.chars
                if char.top - char.bottom <= large or _place(char) not in often
            ]
        )
        for page in pages
    ]


def _place(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.left), round(char.bottom)


def without_furniture(pages: Sequence[tuple[Page, list[Line]]]) -> list[list[Line]]:
    """The lines of each page that belong to the text."""
    sizes = [line.size for _, lines in pages for line in lines for _ in line.text]
    text = median(sizes) if sizes else 0.0
    marks: Counter[tuple[str, int, bool]] = Counter()
    numbers: Counter[tuple[int, bool]] = Counter()
    for page, lines in pages:
        said = {_mark(page, line, top) for line, top in _edges(lines) if line.size < LARGE * text}
        marks.update(said)
        numbers.update(
            {
                (number - page.number, top)
                for line, top in _edges(lines)
                if (number := _number(line.text)) is not None and _in_margin(page, line)
            }
        )
    least = 2 if len(pages) < 5 else max(3, len(pages) * 3 // 10)
    often = {mark for mark, count in marks.items() if count >= least}
    return [_kept(page, lines, often, numbers, len(pages), LARGE * text) for page, lines in pages]


def _edges(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The lines at the top (True) and the bottom of a page; of few lines each is one of them."""
    half = (len(lines) + 1) // 2
    top, bottom = min(EDGE, half), min(EDGE, len(lines) - half)
    return [(line, True) for line in lines[:top]] + [
        (line, False) for line in lines[len(lines) - bottom :]
    ]


def _mark(page: Page, line: Line, top: bool) -> tuple[str, int, bool]:
    """What a line says but for its figures, and how far it is from the edge of the page."""
    away = page.top - line.top if top else line.bottom - page.bottom
    return re.sub(r"\d+", "#", line.text.replace(" ", "")), round(away / 3), top


def _number(text: str) -> int | None:
    """The number of a page, where a line is no more than that."""
    match = NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else len(match[1])


def _in_margin(page: Page, line: Line) -> bool:
    margin = MARGIN * (page.top - page.bottom)
    return line.bottom > page.top - margin or line.top < page.bottom + margin


def _kept(
    page: Page,
    lines: list[Line],
    often: set[tuple[str, int, bool]],
    numbers: Counter[tuple[int, bool]],
    pages: int,
    large: float,
) -> list[Line]:
    """The lines of one page without those that are furniture, from its edges inwards."""
    dropped = set()
    edges = _edges(lines)
    for outward in ([e for e in edges if e[1]], [e for e in reversed(edges) if not e[1]]):
        for line, top in outward:
            number = _number(line.text)
            near = any(
                (*mark[:1], mark[1] + d, mark[2]) in often
                for mark in [_mark(page, line, top)]
                for d in (-1, 0, 1)
            )
            if number is not None and _in_margin(page, line):
                dressed = not line.text.strip().isalnum()
                counted = numbers[number - page.number, top] > 1 or pages == 1
                if not (dressed or counted or near):
                    break
            elif not near or line.size >= large or line.text[-1] in PROSE:
                break
            dropped.add(id(line))
    return [line for line in lines if id(line) not in dropped]
