"""A report as rules see it: identity, outline, values, facts, groups, tables."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field
from decimal import Decimal
from typing import Literal

from checker.model.record import record
from checker.model.score import Score
from checker.model.text import Source, Span
from checker.model.value import Value

Basis = Literal["", "年初预算", "调整预算", "决算", "计划", "实际"]
BlockKind = Literal["heading", "item", "text", "table", "title"]


@record(frozen=True, slots=True, repr=False)
class Identity:
    """Who reports, on what year, in which genre; empty or None where the text does not say.

    ``region`` is the chain of places from the largest named (("广州市", "增城区")), ``level`` one
    of 省 市 县 乡 or "". ``kind`` is ``department`` for a 部门整体支出绩效自评报告, otherwise what the
    paper seems to be (``project``, ``accounts``, ``notice``, ``unknown``). ``evidence`` says in
    the text's own words what the kind rests on.
    """

    organisation: str = ""
    region: tuple[str, ...] = ()
    level: str = ""
    year: int | None = None
    kind: str = "unknown"
    title: Span | None = None
    evidence: str = ""


@record(frozen=True, slots=True, repr=False, eq=False)
class Paragraph:
    """One logical paragraph: its span in the logical text and what it is.

    ``section`` is the index of the section that holds it (-1 before the first heading);
    ``table`` the index of the table a row stands in, else None. ``hint`` is the heading level a
    Markdown mark claims (0 none): a hint only.
    """

    span: Span
    kind: BlockKind
    section: int = -1
    table: int | None = None
    hint: int = 0


@record(frozen=True, slots=True, repr=False, eq=False)
class Section:
    """A heading, or a numbered paragraph with text of its own (``item``), and what lies below.

    Sections are stored flat, in reading order; ``parent`` (-1 at the top) and ``depth`` (from 1)
    give the tree. ``heading`` spans the heading with its ordinal, ``title`` the words alone;
    ``span`` runs to the end of the last thing inside. ``anomaly`` keeps what was odd about the
    number: "" or one of ``gap``, ``repeat``, ``restart``, ``skip``, ``deep``.
    """

    heading: Span
    title: Span
    span: Span
    style: str
    number: int | None
    depth: int
    parent: int
    item: bool
    anomaly: str = ""


@record(frozen=True, slots=True, repr=False, eq=False)
class Cell:
    """One cell of a table: its span, its words, and its figure where it holds one.

    ``lost`` says that a figure should stand here which could not be read or has no certain column.
    """

    span: Span
    text: str
    value: Value | None = None
    lost: bool = False


@record(frozen=True, slots=True, repr=False, eq=False)
class Row:
    """One row; ``cells`` has as many entries as the header."""

    cells: tuple[Cell, ...]


@record(frozen=True, slots=True, repr=False, eq=False)
class Side:
    """Columns of figures and the cells that name their rows; receipts beside expenditure are two.

    ``labels`` and ``codes`` (科目编码, "" without) have an entry for each row; ``columns`` are the
    columns of figures. Numbers of rows (序号, 行次) are neither.
    """

    labels: tuple[Cell, ...]
    codes: tuple[str, ...]
    columns: tuple[int, ...]


@record(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """A table: caption and unit from the lines above it, a header row, the rows below.

    ``factor`` leads from the table's unit to 元 (1 where no unit of money is stated). ``open`` says
    that rows may be missing. ``within`` is the index of the first of the tables that stand in one
    table of the file, mostly its own: a form is one, and its total counts the scores of all.
    """

    index: int
    span: Span
    caption: Span | None
    unit: str
    factor: Decimal
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    sides: tuple[Side, ...] = ()
    open: bool = False
    within: int = -1


@record(frozen=True, slots=True, repr=False, eq=False)
class Fact:
    """What one clause or one cell says: a quantity, its value, and of when and what basis.

    ``term`` is the canonical name of the vocabulary, or "" where it knows none for ``label``
    (the words that name the quantity), ``side`` the term's: 收入, 支出, … ``change`` is +1 or -1
    for an increase or decrease, 0 for a level. ``period`` is a year, or None where the text does not say. ``scope`` are the words
    that narrow the term (“三公”经费, 一般公共预算 …), "" for the whole. ``sentence`` and
    ``paragraph`` number the places (cells: sentence is the row's paragraph; dates of events:
    numbers below 0, which no amount has); ``period`` of such a date is the year of the budget or
    accounts that it is about; ``table`` is
    (table, row, column) for a cell, else None.
    """

    term: str
    label: Span
    value: Value
    span: Span
    change: int = 0
    period: int | None = None
    basis: Basis = ""
    scope: str = ""
    sentence: int = -1
    paragraph: int = -1
    section: int = -1
    table: tuple[int, int, int] | None = None
    side: str = ""


@record(frozen=True, slots=True, repr=False, eq=False)
class Group:
    """A whole and its parts as one sentence states them, by grammar and not by vocabulary.

    ``relation``: ``partition`` where the text says that all parts are named (分别为, 由…组成, 合计),
    ``parts`` where it names some (其中). ``listed`` says that the parts are set side by side as a
    list (by 、, or under names of one pattern), so that none lies inside another. ``whole``
    and ``parts`` are facts; ``word`` is the span of the word that says so. ``rivals`` are other
    figures of the whole's sentence that the parts may be of instead (支出…，完成预算…，其中…).
    """

    relation: Literal["partition", "parts"]
    whole: Fact
    parts: tuple[Fact, ...]
    word: Span
    listed: bool = True
    rivals: tuple[Fact, ...] = ()


@record(frozen=True, slots=True, repr=False, eq=False)
class Report:
    """One report, understood.

    ``text`` is the logical text as the file has it (paragraphs joined, furniture dropped, one
    ``\\n`` between paragraphs), ``folded`` the same text with characters folded one to one. It is
    made of pieces of ``source.text``: ``pieces`` says where in the text each begins, ``origins``
    where in the source. ``named`` leads from a term to the places of its facts in ``facts``: every
    rule asks for some terms, and only ``facts_of`` should need it.
    """

    source: Source
    text: str
    folded: str
    pieces: array[int]
    origins: array[int]
    identity: Identity
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    values: tuple[Value, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    tables: tuple[Table, ...]
    scores: tuple[Score, ...] = ()
    named: dict[str, list[int]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, list[int]] = {}
        for at, fact in enumerate(self.facts):
            named.setdefault(fact.term, []).append(at)
        object.__setattr__(self, "named", named)

    def facts_of(self, terms: Iterable[str]) -> tuple[Fact, ...]:
        """The facts of some terms, in the order of the report."""
        lists = [self.named[term] for term in terms if term in self.named]
        if not lists:
            return ()
        places = lists[0] if len(lists) == 1 else sorted(at for each in lists for at in each)
        return tuple([self.facts[at] for at in places])

    def place(self, position: int) -> int:
        """Where in ``source.text`` the character at a position of the logical text stands; for the
        end of a paragraph, what stands behind it."""
        if position >= len(self.text):
            return len(self.source.text)
        piece = bisect_right(self.pieces, position) - 1
        return min(self.origins[piece] + position - self.pieces[piece], len(self.source.text) - 1)
