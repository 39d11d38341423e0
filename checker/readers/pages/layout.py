"""Pages → paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from checker.readers.pages import columns
from checker.readers.pages.furniture import without_furniture, without_watermarks
from checker.readers.pages.grid import Stroke
from checker.readers.pages.lines import Line, blank_gap, lines_of
from checker.readers.pages.notes import set_apart
from checker.readers.pages.page import Page
from checker.readers.pages.paragraphs import Measure, measures, paragraphs
from checker.readers.pages.tables import Table, boxes, drawn, joined
from checker.readers.pages.wrapping import passage
from checker.readers.passages import Boxes, Passage

Item = Line | Table
AGAIN = frozenset({"续表", "（续表）", "(续表)", "续上表", "（续）", "(续)"})
"""What stands above a table that goes on."""


def parts(pages: Sequence[Page]) -> Iterator[Passage | Boxes]:
    """The paragraphs and tables of the pages of one document, in reading order."""
    pages = without_watermarks(pages)
    page_of = {page.number: page for page in pages}
    blank = blank_gap(pages)
    found = [_read(page, blank) for page in pages]
    lines = without_furniture([(page, own) for page, (_, own, _) in zip(pages, found, strict=True)])
    size = median([line.size for own in lines for line in own for _ in line.text] or [0.0])
    texts, notes = [], {}
    for page, own in zip(pages, lines, strict=True):
        text, notes[page.number] = set_apart(own, size)
        texts.append(text)
    measured = measures(list(zip(pages, texts, strict=True)))
    items: list[Item] = []
    for (tables, _, single), own in zip(found, texts, strict=True):
        last = items[-1] if items else None
        before = last.columns if isinstance(last, Table) else ()
        _append(items, _ordered(tables, own, single, before))
    yield from _flow(items, notes, measured, page_of)


def _read(page: Page, blank: float) -> tuple[list[Table], list[Line], list[Stroke]]:
    """The drawn tables of a page, its other lines, and level lines of no table."""
    tables, outside, single = drawn(page, blank)
    return tables, lines_of(page.number, outside, blank), single


def _ordered(
    tables: list[Table],
    lines: list[Line],
    single: Sequence[Stroke],
    before: Sequence[tuple[float, float]],
) -> list[Item]:
    """What stands on a page from top to bottom; lines that are tables are made such. ``before`` see
    ``columns.bare``."""
    made = [(table, own) for table, own in columns.ruled(lines, single)]
    left = _without(lines, made)
    bare = [(table, own) for table, own in columns.bare(left, before)]
    left = _without(left, bare)
    items: list[Item] = [*tables, *(table for table, _ in made + bare), *left]
    return sorted(items, key=lambda item: -item.top)


def _without(lines: Sequence[Line], tables: Sequence[tuple[Table, list[Line]]]) -> list[Line]:
    taken = {id(line) for _, own in tables for line in own}
    return [line for line in lines if id(line) not in taken]


def _append(items: list[Item], page: list[Item]) -> None:
    """Adds what stands on the next page to the items of a document: a table may go on there."""
    if items and page and isinstance(items[-1], Table):
        start = 1 if isinstance(page[0], Line) and page[0].text in AGAIN else 0
        following = page[start] if len(page) > start else None
        one = joined(items[-1], following) if isinstance(following, Table) else None
        if one is not None:
            items[-1] = one
            page = page[start + 1 :]
    items.extend(page)


def _flow(
    items: Sequence[Item],
    notes: dict[int, list[Line]],
    measured: dict[int, Measure],
    page_of: dict[int, Page],
) -> Iterator[Passage | Boxes]:
    """The items as paragraphs and tables; the notes of a page behind the paragraph that ends it."""
    waiting = iter(sorted(number for number, own in notes.items() if own))
    noted = next(waiting, None)

    def notes_before(page: int | None) -> Iterator[Passage]:
        nonlocal noted
        while noted is not None and (page is None or noted < page):
            for paragraph in paragraphs(notes[noted], measured):
                yield passage(page_of, paragraph)
            noted = next(waiting, None)

    lines: list[Line] = []
    for item in [*items, None]:
        if isinstance(item, Line):
            lines.append(item)
            continue
        for paragraph in paragraphs(lines, measured):
            yield from notes_before(paragraph[0].page)
            yield passage(page_of, paragraph)
        lines = []
        if item is not None:
            yield from notes_before(
                item.cells[0].lines[0].page if item.cells[0].lines else item.page
            )
            yield boxes(item, page_of)
    yield from notes_before(None)
