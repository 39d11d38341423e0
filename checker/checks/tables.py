"""Sums inside tables: a total row against its rows, a parent row against the rows below it, a total
column against its columns.

A table seldom says which rows make up its total: 一、二、 stand beside their own parts, 其中 beside
what it is part of. Several readings are tried. One that holds is the writer's; one that holds in
another column is the writer's too (the witness), and where it then fails, it fails. Without a
witness only a table fails that leaves no other reading: no choice of its rows adds up to the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from checker.checks import intervals
from checker.checks.sums import Part, Sum, add_up, verdict_of
from checker.model.context import Context
from checker.model.report import Cell, Report, Table
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Verdict
from checker.report.ordinals import find_ordinal

TOTAL = re.compile(r"[合总]\s*计(?:数|额)?|.{2,8}[合总]计|.*总计")
SUBTOTAL = re.compile(r".*小\s*计")
OF_WHICH = re.compile(r"\s*(?:其中|#|－|—|-)")
TOTAL_HEAD = re.compile(r"[合总]\s*计.{0,6}|小\s*计")
RATE_HEAD = re.compile(r"率|比|%|％|增减|差|序号|编号|备注")
CHOICES = 12
"""Rows of which all choices are tried; a longer table without a witness is not judged."""

Reading = tuple[int, ...]
"""Indices of the rows (or columns) that are said to make up a total."""


class Line(NamedTuple):
    """A row or column that is a total: which it is, the readings of what makes it up, the surest
    first, and whether it says that it is one (合计) or only may be (一、 above its parts)."""

    at: int
    readings: tuple[Reading, ...]
    named: bool = True


def check_table(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Verdicts on the totals of every table.

    ``params``: ``along`` is ``rows`` (a total row, column by column) or ``columns`` (a total
    column, row by row). A total no reading fits and no witness speaks for is undetermined.
    """
    del context
    verdicts = [
        verdict
        for table in report.tables
        for verdict in (
            _rows(rule, table) if rule.params["along"] == "rows" else _columns(rule, table)
        )
    ]
    return verdicts or NotApplied(rule, "no-place")


def _rows(rule: Rule, table: Table) -> Iterator[Verdict]:
    labels = [row.cells[0].text.replace(" ", "") for row in table.rows]
    across = [n for n in range(1, len(table.header)) if not RATE_HEAD.search(table.header[n].text)]
    for line in (*_totals(labels), *_parents(labels)):
        yield from _judge(
            rule, table, line, [[(n, column) for n in range(len(labels))] for column in across]
        )


def _columns(rule: Rule, table: Table) -> Iterator[Verdict]:
    heads = [cell.text.replace(" ", "") for cell in table.header]
    for at, head in enumerate(heads):
        if at == 0 or not TOTAL_HEAD.fullmatch(head):
            continue
        stop = next(
            (n for n in range(at + 1, len(heads)) if TOTAL_HEAD.fullmatch(heads[n])), len(heads)
        )
        parts = tuple(n for n in range(at + 1, stop) if not RATE_HEAD.search(heads[n]))
        if len(parts) > 1:
            down = [[(row, n) for n in range(len(heads))] for row in range(len(table.rows))]
            yield from _judge(rule, table, Line(at, (parts,), False), down)


def _totals(labels: Sequence[str]) -> Iterator[Line]:
    """Total and subtotal rows, each with the readings of what it sums."""
    last = -1
    partial = _of_which(labels)
    for at, label in enumerate(labels):
        if find_ordinal(label) is not None:
            continue
        if SUBTOTAL.fullmatch(label):
            rows, last = range(last + 1, at), at
        elif TOTAL.fullmatch(label):
            rows = range(at + 1, len(labels)) if at < len(labels) / 2 else range(at)
        else:
            continue
        others = [n for n in rows if n not in partial and not TOTAL.fullmatch(labels[n])]
        readings = _readings(labels, others)
        if readings:
            yield Line(at, readings)


def _of_which(labels: Sequence[str]) -> frozenset[int]:
    """The rows that are said to be some of the parts of another: 其中 and, where ordinals tell the
    other rows apart, those that follow it without one."""
    ordered = any(find_ordinal(label) is not None for label in labels)
    found: set[int] = set()
    inside = False
    for at, label in enumerate(labels):
        if OF_WHICH.match(label):
            inside = True
        elif (
            not ordered
            or find_ordinal(label) is not None
            or TOTAL.fullmatch(label)
            or SUBTOTAL.fullmatch(label)
        ):
            inside = False
        if inside:
            found.add(at)
    return frozenset(found)


def _readings(labels: Sequence[str], others: Sequence[int]) -> tuple[Reading, ...]:
    ordinals = {n: found for n in others if (found := find_ordinal(labels[n])) is not None}
    styles = dict.fromkeys(found.style for found in ordinals.values())
    subtotals = tuple(n for n in others if SUBTOTAL.fullmatch(labels[n]) and n not in ordinals)
    readings = [
        *(tuple(n for n, found in ordinals.items() if found.style == style) for style in styles),
        subtotals,
        tuple(n for n in others if n not in subtotals),
    ]
    return tuple(dict.fromkeys(reading for reading in readings if len(reading) > 1))


def _parents(labels: Sequence[str]) -> Iterator[Line]:
    """Rows with an ordinal that have rows without one below them: their parts, if they add up."""
    partial = _of_which(labels)
    for at, label in enumerate(labels):
        if find_ordinal(label) is None:
            continue
        below: list[int] = []
        for n in range(at + 1, len(labels)):
            if n in partial or find_ordinal(labels[n]) is not None or TOTAL.fullmatch(labels[n]):
                break
            if not SUBTOTAL.fullmatch(labels[n]):
                below.append(n)
        if len(below) > 1:
            yield Line(at, (tuple(below),), False)


def _judge(
    rule: Rule, table: Table, line: Line, lanes: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[Verdict]:
    """The verdicts on one total, lane by lane: the columns of a total row, the rows of a total column."""
    sums = [
        {reading: one for reading in line.readings if (one := _sum(table, lane, line.at, reading))}
        for lane in lanes
    ]
    for lane, found in zip(lanes, sums, strict=True):
        place = (table.index, *lane[line.at])
        good = next((one for one in found.values() if one.holds), None)
        if good is not None:
            yield verdict_of(rule, good, "=", place)
            continue
        spoken = [reading for reading in found if _is_witnessed(reading, sums)]
        if spoken:
            yield verdict_of(rule, found[spoken[0]], "≠", place)
        elif found and line.named:
            first = next(iter(found.values()))
            if _has_other_reading(table, lane, line.at):
                yield Verdict(
                    rule,
                    "undetermined",
                    first.whole.span,
                    missing=("表内各行的从属关系",),
                    table=place,
                )
            else:
                yield verdict_of(rule, first, "≠", place)


def _is_witnessed(reading: Reading, sums: Sequence[dict[Reading, Sum]]) -> bool:
    """Whether a reading holds in other lanes, with figures that are not 0, as often as it fails."""
    judged = [found[reading] for found in sums if reading in found]
    held = sum(1 for one in judged if one.holds and one.stated.printed)
    return held >= max(1, sum(1 for one in judged if not one.holds))


def _sum(table: Table, lane: Sequence[tuple[int, int]], at: int, reading: Reading) -> Sum | None:
    """The total of a lane beside the cells a reading names; None where a figure has no place or
    the total none. An empty cell counts as nothing."""
    whole = _part(table, lane[at])
    if whole is None or any(_is_lost(table, lane[n]) for n in reading):
        return None
    parts = [part for n in reading if (part := _part(table, lane[n])) is not None]
    if (
        whole.value.kind == "rate"
        or len(parts) < 2
        or any(part.value.kind != whole.value.kind for part in parts)
    ):
        return None
    return add_up(whole, parts)


def _cell(table: Table, place: tuple[int, int]) -> Cell:
    return table.rows[place[0]].cells[place[1]]


def _is_lost(table: Table, place: tuple[int, int]) -> bool:
    """Whether the figures of a row could not be told apart by their columns."""
    row = table.rows[place[0]]
    return all(cell.value is None and not cell.text for cell in row.cells[1:])


def _part(table: Table, place: tuple[int, int]) -> Part | None:
    cell = _cell(table, place)
    if cell.value is None or cell.value.number is None:
        return None
    return Part(table.rows[place[0]].cells[0].text, cell.value, cell.span)


def _has_other_reading(table: Table, lane: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether some choice of the lane's figures adds up to the total, or there are too many to try."""
    whole = _part(table, lane[at])
    parts = [
        part
        for n, place in enumerate(lane)
        if n != at and (part := _part(table, place)) is not None
    ]
    if whole is None or len(parts) > CHOICES:
        return True
    everything = add_up(whole, parts)
    doubt = intervals.half_width(
        intervals.subtract(everything.stated.rounded, everything.computed.rounded)
    )
    if doubt is None:
        return True
    numbers = [part.value.amount or Decimal(0) for part in parts]
    total = everything.stated.printed
    return any(
        abs(sum(chosen, Decimal(0)) - total) <= doubt
        for size in range(2, len(numbers) + 1)
        for chosen in combinations(numbers, size)
    )
