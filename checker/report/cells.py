"""Grids → tables of the report, and the facts their cells state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, cast

from checker.model.report import Basis, Cell, Fact, Row, Side, Table
from checker.model.text import Span
from checker.model.value import Kind, Value
from checker.report.grid import LED, NOTHING, Grid, Token, column_kinds, is_figure, sides_of
from checker.report.lexicon import Lexicon, compact, find_phrases
from checker.report.ordinals import find_ordinal
from checker.report.values import find_values

FACTORS = {
    "": Decimal(1),
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}
RATE = r"率|比例|占比|比重|%"
ASIDE = r"\(.*?\)|（.*?）"
SCORE = r"分值|得分|权重|评分|分数|满分|扣分|自评分"
COUNT = r"人数|数量|个数|台|辆|件数|次数|编制"
TOTAL = r"\s*[合总]\s*计\s*"
SAYS_NOTHING = (
    r"\(.*?\)|(?:19|20)\d\d年?度?|[本当全]年度?|年度|年[初末]|期[初末]|预算|决算|执行|实际|完成|批复|安排"
    r"|调整后?|支出|收入|金额|数额|[合总小]计|[数额总、/]|经费|费用|资金|[万亿]?元"
)
MONEY = re.compile(r"(亿元|百万元|万元|千元|元)")
ROW_NUMBER = r"序号|编号|行次|栏次"
PLAIN = r"([-+])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(%)?"
TOTAL_ROW = r"[合总共]计.{0,4}|总.{0,2}分.{0,4}|.{0,4}得分合计"
PREFIX = r"^(?:其中[：:、]?|(?:减|加|附)[：:、])|^[-—－·*]+"


class Column(NamedTuple):
    """What a header says of its column: term, basis, year, the kind of its figures, whether it says
    more than that, so that its amounts are not what the rows are called, and its unit of money."""

    term: str
    basis: str
    period: int | None
    kind: str
    narrow: bool = False
    unit: str = ""


def build_table(
    grid: Grid, index: int, starts: Mapping[int, int], folded: str, within: int
) -> Table:
    """The table of a grid; ``starts`` leads from a line's number to its place in the logical text,
    ``within`` see ``Table``."""
    read: dict[str, Value | None] = {}  # a table repeats its figures

    def words(token: Token | None) -> Cell:
        if token is None:
            return Cell(Span(0, 0), "")
        begin = starts[token.line]
        span = Span(begin + token.start, begin + token.end)
        return Cell(span, folded[span.start : span.end])

    def figure(cell: Cell, column: Column) -> Cell:
        if not cell.text or not is_figure(cell.text):
            return cell
        if cell.text not in read:
            read[cell.text] = read_figure(cell.text)
        value = read[cell.text]
        if value is None:
            return cell
        own = column.unit or unit
        return replace(cell, value=_converted(replace(value, span=cell.span), column, own))

    header, body = tuple(map(words, grid.header)), [tuple(map(words, row)) for row in grid.rows]
    if grid.heads:
        for _ in range(grid.heads - 1):
            header, body = _under(header, body[0]), body[1:]
    else:
        header, body = _headed(header, body)
    lost = {n - len(grid.rows) + len(body) for n in grid.lost}
    caption = words(grid.caption).span if grid.caption is not None else None
    title = folded[caption.start : caption.end] if caption is not None else ""
    unit = grid.unit
    if not unit:
        named = (_unit_in(text) for text in (title, *(head.text for head in header)))
        unit = next(filter(None, named), "")
    heads = [head.text for head in header]
    kinds = column_kinds(heads, [[cell.text for cell in row] for row in body])
    columns = [Column("", "", None, _kind(head, unit), unit=_unit_in(head)) for head in heads]
    rows = []
    for at, cells in enumerate(body):
        found = []
        for kind, column, cell in zip(kinds, columns, cells, strict=True):
            one = cell if kind == "code" else figure(cell, column)
            if kind == "figure" and (at in lost or _is_lost(one)):
                one = replace(one, lost=True)
            found.append(one)
        rows.append(Row(tuple(found)))
    spans = [c.span for row in (Row(header), *rows) for c in row.cells if c.text]
    span = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else Span(0, 0)
    sides = tuple(
        _side(rows, names, numbers, kinds, heads) for names, numbers in sides_of(kinds, heads)
    )
    return Table(
        *(index, span, caption, unit, FACTORS[unit], header, tuple(rows), sides, grid.open, within)
    )


def is_scored(table: Table) -> bool:
    """Whether a table has a column of scores beside names."""
    heads = (table.header[c].text for side in table.sides for c in side.columns)
    return any(re.search(SCORE, re.sub(ASIDE, "", head)) for head in heads)


def has_total(table: Table) -> bool:
    """Whether a row of a table says that it is the total."""
    return any(
        re.fullmatch(TOTAL_ROW, "".join(label.text.split()))
        for side in table.sides
        for label in side.labels
    )


def _unit_in(words: str) -> str:
    """The unit of money that a caption or header gives in brackets, or ""."""
    match = MONEY.search(words) if "(" in words or "（" in words else None
    return match[1] if match is not None else ""


def read_figure(text: str) -> Value | None:
    """The figure that a cell's text is, whatever stands around it; None where it is none."""
    match = re.fullmatch(PLAIN, text) if len(text) <= 40 else None
    if match is None:
        found = find_values(text)
        return found[0] if found and found[0].span == Span(0, len(text)) else None
    sign, whole, part, rate = match.groups()
    number = Decimal(f"{sign or ''}{whole.replace(',', '')}{part or ''}")
    decimals = len(part) - 1 if part else 0
    kind: Kind = "rate" if rate else "number"
    return Value(
        kind,
        Span(0, len(text)),
        text.replace(" ", ""),
        number,
        "%" if rate else "",
        decimals=decimals,
    )


def _headed(
    header: tuple[Cell, ...], body: list[tuple[Cell, ...]]
) -> tuple[tuple[Cell, ...], list[tuple[Cell, ...]]]:
    """Header and rows: where a second row of headers follows, each column goes by both."""
    if len(body) < 2 or sum(bool(cell.text) for cell in body[0]) < 2:
        return header, body
    if any(is_figure(cell.text) or re.match(LED, cell.text) for cell in body[0]):
        return header, body
    return _under(header, body[0]), body[1:]


def _under(header: tuple[Cell, ...], names: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The names of columns that go by two rows of headers."""
    return tuple(
        Cell(
            low.span if low.text else top.span,
            top.text if low.text == top.text else top.text + low.text,
        )
        for top, low in zip(header, names, strict=True)
    )


def _is_lost(cell: Cell) -> bool:
    return cell.value is None and bool(cell.text) and re.fullmatch(NOTHING, cell.text) is None


def _side(
    rows: Sequence[Row],
    names: range,
    numbers: Sequence[int],
    kinds: Sequence[str],
    heads: Sequence[str],
) -> Side:
    coded = [
        n for n in names if kinds[n] == "code" and not re.fullmatch(ROW_NUMBER, compact(heads[n]))
    ]
    words = [n for n in names if kinds[n] == "label"] or list(names)
    return Side(
        tuple(_name([row.cells[n] for n in names], [row.cells[n] for n in words]) for row in rows),
        tuple("".join(_digits(row.cells[n].text) for n in coded) for row in rows),
        tuple(numbers),
    )


def _digits(text: str) -> str:
    return text if text.isdigit() else ""


def _name(cells: Sequence[Cell], words: Sequence[Cell]) -> Cell:
    """The cell that names a row: a total's word wherever it stands, else the last before the figures."""
    total = next((cell for cell in cells if re.fullmatch(TOTAL, cell.text)), None)
    if total is not None:
        return total
    named = [cell for cell in words if cell.text]
    plain = [cell for cell in named if not re.match(LED, cell.text)] or named
    return plain[-1] if plain else Cell(Span(0, 0), "")


def _kind(head: str, unit: str) -> str:
    name = re.sub(ASIDE, "", head)  # 得分（10分×执行率） is a score
    if re.search(RATE, name) or ("%" in head and not re.search(SCORE, name)):
        return "rate"
    if re.search(SCORE, name):
        return "score"
    if re.search(COUNT, head):
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
    for side in table.sides:
        # A column that lost a figure, or rows, states no sums: its other figures stand alone.
        whole = [] if table.open else [n for n in side.columns if not _has_lost(table, n)]
        for at, (row, label) in enumerate(zip(table.rows, side.labels, strict=True)):
            named = _term(label.text, lexicon)
            for number in whole:
                value, column = row.cells[number].value, columns[number]
                name = named or (column.term if re.fullmatch(TOTAL, label.text) else "")
                if value is None or not name or lexicon.terms[name].kind != value.kind:
                    continue
                if value.kind == "amount" and (column.narrow or column.term not in ("", name)):
                    continue  # 项目支出 of 财政拨款 is neither
                facts.append(
                    Fact(
                        name,
                        label.span if named else table.header[number].span,
                        value,
                        row.cells[number].span,
                        0,
                        column.period,
                        cast(Basis, column.basis),
                        "",
                        paragraphs[at],
                        paragraphs[at],
                        section,
                        (table.index, at, number),
                        lexicon.terms[name].side,
                    )
                )
    return sorted(facts, key=lambda fact: fact.table or (0, 0, 0))


def _has_lost(table: Table, column: int) -> bool:
    return any(row.cells[column].lost for row in table.rows)


def _column(text: str, lexicon: Lexicon, year: int | None) -> Column:
    basis, period = "", None
    words = compact(text)
    rest = words
    for start, end in find_phrases(words, lexicon):
        word = lexicon.words.get(words[start:end])
        if word is None:
            continue
        if word.type == "BASIS" or word.basis:
            basis = word.basis or word.name
            rest = rest.replace(words[start:end], "")
        elif word.type == "YEAR":
            period = (year or 0) + int(word.name)
            rest = rest.replace(words[start:end], "")
    written = re.search(r"((?:19|20)\d\d)年?", text)
    if written is not None:
        period = int(written[1])
    found = lexicon.words.get(words)
    if found is None or found.type != "TERM":
        return Column("", basis, period, "", re.sub(SAYS_NOTHING, "", rest) != "")
    spent = lexicon.terms[found.name].side == "支出"
    return Column("" if found.basis else found.name, basis or ("实际" if spent else ""), period, "")


def _term(label: str, lexicon: Lexicon) -> str:
    ordinal = find_ordinal(label)
    words = compact(re.sub(PREFIX, "", label[ordinal.length :] if ordinal is not None else label))
    found = lexicon.words.get(words)
    return found.name if found is not None and found.type == "TERM" else ""
