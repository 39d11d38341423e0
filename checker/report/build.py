"""Source → Report: the stages one after the other, each a function of what came before."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from checker.model.report import BlockKind, Fact, Identity, Paragraph, Report, Table
from checker.model.rule import OutlineEntry, Vocabulary
from checker.model.text import Source, Span
from checker.report.cells import build_table, has_total, is_scored, table_facts
from checker.report.events import find_events
from checker.report.genre import FRONT, find_title
from checker.report.grid import Grid
from checker.report.identity import find_identity
from checker.report.lexicon import Lexicon, compile_lexicon
from checker.report.lines import Line, find_lines
from checker.report.outline import (
    Heading,
    decimal_tops,
    find_heading,
    find_sections,
    top_titles,
)
from checker.report.scores import find_scores
from checker.report.sentences import find_sentences, find_settings
from checker.report.statements import find_statements
from checker.report.tables import find_tables
from checker.report.values import find_values
from checker.report.wrapping import join_lines


class Logical(NamedTuple):
    """The logical text: its characters, the same folded, where its pieces begin in it and in the
    file, the span of each paragraph, the lines each is made of, and where each line begins."""

    text: str
    folded: str
    pieces: array[int]
    origins: array[int]
    spans: list[Span]
    lines: list[list[int]]
    starts: dict[int, int]


class Held(NamedTuple):
    """What a report is read with: whose it is, the vocabulary, and the outline it is held to."""

    identity: Identity
    vocabulary: Vocabulary
    outline: Sequence[OutlineEntry]


def read_report(source: Source, choose: Callable[[Identity], Held]) -> Report:
    """The report in a source.

    ``choose`` says with what a report of the identity that was read is read on: the titles of the
    outline decide which headings stand at the top.
    """
    lines = find_lines(source)
    grids, loose = find_tables(lines, source)
    rows = loose.union(n for grid in grids for n in range(grid.first, grid.last))
    logical = assemble(lines, join_lines(lines, rows))
    folded = logical.folded
    title = find_title([folded[s.start : s.end] for s in logical.spans[:FRONT]])
    identity, vocabulary, outline = choose(find_identity(folded, logical.spans, title))
    lexicon = compile_lexicon(vocabulary)

    firsts = [numbers[0] for numbers in logical.lines]
    bare = {at for at, first in enumerate(firsts) if first in rows or at == title}
    headings = _headings(logical, lines, bare, top_titles(outline))
    kinds = [
        _kind(first in rows, at == title, heading)
        for at, (first, heading) in enumerate(zip(firsts, headings, strict=True))
    ]
    sections, holders = find_sections(logical.spans, kinds, headings)

    values = find_values(folded)
    prose = [
        (at, Span(heading.title.start if heading is not None else span.start, span.end))
        for at, (span, kind, heading) in enumerate(zip(logical.spans, kinds, headings, strict=True))
        if kind != "table"
    ]
    sentences = find_sentences(folded, prose, values, lexicon)
    settings = find_settings(sentences, folded, sections, holders, lexicon)
    said = find_statements(sentences, folded, lexicon, identity.year, settings)
    events = find_events(folded, prose, holders, values, vocabulary, identity.year)
    tables, cells = _tables(grids, logical, folded, lexicon, identity.year, holders)
    table = {
        line: index for index, grid in enumerate(grids) for line in range(grid.first, grid.last)
    }
    paragraphs = tuple(
        Paragraph(span, kinds[at], holders[at], table.get(first), lines[first].hint)
        for at, (span, first) in enumerate(zip(logical.spans, firsts, strict=True))
    )
    return Report(
        source,
        logical.text,
        folded,
        logical.pieces,
        logical.origins,
        identity,
        paragraphs,
        sections,
        values,
        (*said.facts, *events, *cells),
        tuple(said.groups),
        tables,
        find_scores(folded, paragraphs, sections, values, tables, identity.year),
    )


def _headings(
    logical: Logical, lines: Sequence[Line], bare: Set[int], known: frozenset[str]
) -> list[Heading | None]:
    """The heading with which each paragraph begins; none for the ``bare``, rows and the title."""
    texts = [logical.folded[span.start : span.end] for span in logical.spans]
    tops = decimal_tops(texts)
    return [
        None if at in bare else find_heading(text, span.start, lines[numbers[0]].hint, known, tops)
        for at, (text, span, numbers) in enumerate(
            zip(texts, logical.spans, logical.lines, strict=True)
        )
    ]


def _kind(row: bool, title: bool, heading: Heading | None) -> BlockKind:
    if row or title:
        return "table" if row else "title"
    return "text" if heading is None else "item" if heading.item else "heading"


def assemble(lines: Sequence[Line], paragraphs: list[list[int]]) -> Logical:
    """The logical text of paragraphs given as numbers of lines: joined without the line ends, one
    ``\\n`` between paragraphs, every piece with its place in the file."""
    parts: list[str] = []
    folded: list[str] = []
    pieces: array[int] = array("Q")
    origins: array[int] = array("Q")
    spans: list[Span] = []
    starts: dict[int, int] = {}
    at = 0
    for numbers in paragraphs:
        begin = at
        for number in numbers:
            text, flat, ranges = lines[number][:3]
            starts[number] = at
            parts.append(text)
            folded.append(flat)
            for left, right in ranges:
                pieces.append(at)
                origins.append(left)
                at += right - left
        spans.append(Span(begin, at))
        parts.append("\n")
        folded.append("\n")
        at += 1
    return Logical(
        "".join(parts), "".join(folded), pieces, origins, spans, list(paragraphs), starts
    )


def _tables(
    grids: Sequence[Grid],
    logical: Logical,
    folded: str,
    lexicon: Lexicon,
    year: int | None,
    holders: Sequence[int],
) -> tuple[tuple[Table, ...], list[Fact]]:
    holder = (
        {line: at for at, numbers in enumerate(logical.lines) for line in numbers} if grids else {}
    )
    tables: list[Table] = []
    facts: list[Fact] = []
    frames: dict[int, int] = {}
    untold: int | None = None  # the table that the scores not yet added up stand in
    for index, grid in enumerate(grids):
        first = frames.setdefault(grid.frame, index) if grid.frame >= 0 else index
        table = build_table(grid, index, logical.starts, folded, first)
        if is_scored(table):
            # The scores of a form are added up in its last table, whatever parts them.
            if untold is not None and table.within == index:
                table = replace(table, within=untold, open=True)
            untold = None if has_total(table) else table.within
        body = grid.rows[len(grid.rows) - len(table.rows) :]
        rows = [holder[next((t.line for t in row if t is not None), grid.first)] for row in body]
        tables.append(table)
        facts += table_facts(table, lexicon, year, rows, holders[holder[grid.first]])
    return tuple(tables), facts
