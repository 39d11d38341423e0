"""Grids → tables of the report, and the facts their cells state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, cast

from checker.model.report import Basis, Cell, Fact, Row, Table
from checker.model.text import Span
from checker.model.value import Value
from checker.report.lexicon import Lexicon, compact
from checker.report.ordinals import find_ordinal
from checker.report.tables import Grid, Token

FACTORS = {
    "": Decimal(1),
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}
RATE = re.compile(r"率|比例|占比|比重|%|％")
SCORE = re.compile(r"分值|得分|权重|评分|分数|满分|扣分|自评分")
COUNT = re.compile(r"人数|数量|个数|台|辆|件数|次数|编制")
TOTAL = re.compile(r"\s*[合总]\s*计\s*")
PREFIX = re.compile(r"^(?:其中|减|加|附)[：:、]?|^[-—－·*]+")


class Column(NamedTuple):
    """What a header says of its column: term, basis, year, and the kind of its figures."""

    term: str
    basis: str
    period: int | None
    kind: str


def build_table(
    grid: Grid, index: int, starts: Mapping[int, int], folded: str, values: Mapping[int, Value]
) -> Table:
    """The table of a grid; ``starts`` leads from a line's number to its place in the logical text,
    ``values`` from a place to the value that begins there."""

    def cell(token: Token | None, column: Column | None) -> Cell:
        if token is None:
            return Cell(Span(0, 0), "")
        begin = starts[token.line] + token.start
        span = Span(begin, starts[token.line] + token.end)
        text = folded[span.start : span.end]
        value = values.get(begin) if token.figure else None
        if value is not None and value.span.end != span.end and value.kind == "number":
            value = None
        return Cell(
            span, text, _converted(value, column, unit) if value is not None and column else None
        )

    unit = grid.unit
    header = tuple(cell(token, None) for token in grid.header)
    body = grid.rows
    if (
        len(body) > 1
        and sum(t is not None for t in body[0]) > 1
        and not any(t.figure for t in body[0] if t)
    ):
        # A second row of headers: each column goes by both.
        under = [cell(token, None) for token in body[0]]
        header = tuple(
            Cell(low.span if low.text else top.span, top.text + low.text)
            for top, low in zip(header, under, strict=True)
        )
        body = body[1:]
    caption = cell(grid.caption, None).span if grid.caption is not None else None
    title = folded[caption.start : caption.end] if caption is not None else ""
    if not unit:
        match = re.search(
            r"(亿元|百万元|万元|千元|元)",
            title + "".join(h.text for h in header if "(" in h.text or "（" in h.text),
        )
        unit = match[1] if match is not None else ""
    kinds = [Column("", "", None, _kind(title, head.text, unit)) for head in header]
    rows = tuple(Row(tuple(cell(token, kinds[at]) for at, token in enumerate(row))) for row in body)
    spans = [c.span for row in (Row(header), *rows) for c in row.cells if c.text]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else Span(0, 0)
    return Table(index, span, caption, unit, FACTORS[unit], header, rows)


def _kind(caption: str, head: str, unit: str) -> str:
    if RATE.search(head):
        return "rate"
    if SCORE.search(head):
        return "score"
    if COUNT.search(head):
        return "number"
    return "amount" if unit else "number"


def _converted(value: Value, column: Column, unit: str) -> Value:
    """A bare number in a column of money, rates or scores is one of these."""
    if value.kind != "number" or column.kind == "number":
        return value
    units = {"amount": unit, "rate": "%", "score": "分"}
    factor = FACTORS[unit] if column.kind == "amount" else Decimal(1)
    return replace(value, kind=cast("Value", column).kind, unit=units[column.kind], factor=factor)


def table_facts(
    table: Table, lexicon: Lexicon, year: int | None, paragraphs: Sequence[int], section: int
) -> list[Fact]:
    """The facts of a table: each figure under a header, beside a label of the vocabulary.

    ``paragraphs`` are the indices of the rows' paragraphs.
    """
    columns = [_column(head.text, lexicon, year) for head in table.header]
    facts = []
    for at, row in enumerate(table.rows):
        named = _term(row.cells[0].text, lexicon)
        for number, cell in enumerate(row.cells[1:], 1):
            column = columns[number]
            name = named or (column.term if TOTAL.fullmatch(row.cells[0].text) else "")
            if cell.value is None or not name or lexicon.terms[name].kind != cell.value.kind:
                continue
            label = row.cells[0].span if named else table.header[number].span
            facts.append(
                Fact(
                    name,
                    label,
                    cell.value,
                    cell.span,
                    0,
                    column.period,
                    cast(Basis, column.basis),
                    "",
                    paragraphs[at],
                    paragraphs[at],
                    section,
                    (table.index, at, number),
                )
            )
    return facts


def _column(text: str, lexicon: Lexicon, year: int | None) -> Column:
    basis, period = "", None
    for match in lexicon.pattern.finditer(compact(text)):
        word = lexicon.words.get(match[0])
        if word is None:
            continue
        if word.type == "BASIS" or word.basis:
            basis = word.basis or word.name
        elif word.type == "YEAR":
            period = (year or 0) + int(word.name)
    written = re.search(r"((?:19|20)\d\d)年?", text)
    if written is not None:
        period = int(written[1])
    found = lexicon.words.get(compact(text))
    if found is None or found.type != "TERM":
        return Column("", basis, period, "")
    spent = lexicon.terms[found.name].side == "支出"
    return Column("" if found.basis else found.name, basis or ("实际" if spent else ""), period, "")


def _term(label: str, lexicon: Lexicon) -> str:
    ordinal = find_ordinal(label)
    words = compact(PREFIX.sub("", label[ordinal.length :] if ordinal is not None else label))
    found = lexicon.words.get(words)
    return found.name if found is not None and found.type == "TERM" else ""
