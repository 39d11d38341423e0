"""Columns that follow from other columns of their row: a rate, a difference, a share of the total.

What a column is made of is told by the other rows (the witness): of all ways to reckon it from two
columns, the one that most rows bear out. Where no row tells, 执行率 beside one column of what was
budgeted and one of what was done speaks for itself. A row that any other way gives is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import Literal, NamedTuple

from checker.checks import arithmetic, intervals
from checker.checks.arithmetic import Quantity
from checker.checks.columns import Role, role_of
from checker.checks.expression import show_value
from checker.checks.reckoned import reckoned
from checker.model.context import Context
from checker.model.report import Cell, Report, Side, Table
from checker.model.rule import Rule
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Verdict

WIDE = 8
"""Columns of which all pairs are tried."""
EXECUTION = r"执行率|完成率|支出率|支付率|使用率|执行进度|支出进度|支付进度|[Bb]\s?[/÷]\s?[Aa]"
LEFT = r"[结剩]余|结转|节[约支]|偏差"
TOTAL = r"[合总]计"
WITNESSES = 2
HUNDRED = Decimal(100)


class _Way(NamedTuple):
    """How a column may be made of two others: p ÷ w, (p − w) ÷ w, (w − p) ÷ w, p − w, or p ÷ the total
    of p."""

    how: Literal["over", "grown", "left", "less", "share"]
    p: int
    w: int
    named: bool = False


class _Reckoned(NamedTuple):
    """One cell by one way: what it says, what it should say, whether that is no accident."""

    stated: Quantity
    found: Quantity
    telling: bool
    operands: tuple[tuple[str, Cell], ...]

    @property
    def holds(self) -> bool:
        return intervals.meets(self.stated.rounded, self.found.rounded)


def check_rows(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each cell of a column that can be reckoned from others of its row.

    ``params``: ``column`` is ``rate`` (rates and shares) or ``difference``.
    """
    del context
    wanted = ("rate", "share") if rule.params["column"] == "rate" else ("difference",)
    verdicts: list[Verdict] = []
    for table in report.tables:
        for side in table.sides:
            roles = {column: role_of(table.header[column].text) for column in side.columns}
            for column in side.columns:
                if roles[column] in wanted:
                    verdicts += _judge(rule, table, side, column, roles)
    return verdicts or NotApplied(rule, "no-place")


def _judge(
    rule: Rule, table: Table, side: Side, column: int, roles: dict[int, Role]
) -> Iterator[Verdict]:
    """The verdicts on the cells of one column, by the way that its rows bear out."""
    others = [n for n in side.columns if n != column and roles[n] not in ("rate", "share")]
    if len(others) > WIDE:
        return
    total = next(
        (n for n, label in enumerate(side.labels) if re.search(TOTAL, "".join(label.text.split()))),
        None,
    )
    ways = list(_ways(table.header[column].text, others, roles, total is not None))
    lines = [
        {way: one for way in ways if (one := _reckon(table, row, column, way, total)) is not None}
        for row in range(len(table.rows))
    ]
    way, sure = _borne_out(ways, lines)
    if way is None:
        return
    for row, line in enumerate(lines):
        one = line.get(way)
        if one is None or _is_capped(one):
            continue
        good = next((each for each in (one, *line.values()) if each.holds), None)
        verdict = _verdict(rule, table, side, (row, column), way, good or one)
        if good is None and not sure and verdict.severity is None and rule.severity == "error":
            verdict = replace(verdict, severity="warning")
        yield verdict


def _borne_out(
    ways: Sequence[_Way], lines: Sequence[dict[_Way, _Reckoned]]
) -> tuple[_Way | None, bool]:
    """The way that most rows bear out, and whether they are enough to be sure of it; else one that
    the heads name."""
    best: tuple[int, _Way] | None = None
    for way in ways:
        judged = [line[way] for line in lines if way in line]
        held = sum(1 for one in judged if one.telling and one.holds)
        wrong = sum(1 for one in judged if not one.holds and not _is_capped(one))
        if (
            held > wrong
            and held >= (1 if way.named else WITNESSES)
            and (best is None or held > best[0])
        ):
            best = held, way
    if best is not None:
        return best[1], True
    named = [way for way in ways if way.named]
    return (named[-1], False) if named and len(lines) <= WITNESSES else (None, False)


def _ways(
    head: str, others: Sequence[int], roles: dict[int, Role], has_total: bool
) -> Iterator[_Way]:
    """All ways in which a column of that head may be made of the others."""
    role = role_of(head)
    words = "".join(head.split())
    if role == "share" and has_total:
        yield from (_Way("share", n, n) for n in others)
    for p, w in permutations(others, 2):
        if role == "difference":
            yield _Way("less", p, w)
            continue
        named = (
            re.search(EXECUTION, words) is not None
            and roles[p] == "done"
            and roles[w] in ("first", "adjusted", "budget")
        )
        yield _Way("over", p, w, named)
        if not named:
            yield _Way("grown", p, w)
        if re.search(LEFT, words):
            yield _Way("left", p, w)


def _reckon(table: Table, row: int, column: int, way: _Way, total: int | None) -> _Reckoned | None:
    """One cell by one way; None where a figure of it is not there, or nothing can be divided by it."""
    cells = table.rows[row].cells
    below = cells[way.w]
    if way.how == "share":
        if total is None:
            return None
        below = table.rows[total].cells[way.w]
    stated, above = cells[column].value, cells[way.p].value
    if stated is None or stated.bound or above is None or below.value is None:
        return None
    finest = arithmetic.finest_of([above, below.value])
    p, w = (
        arithmetic.quantity_of(value, "", finest[arithmetic.unit_of_value(value)])
        for value in (above, below.value)
    )
    try:
        found = arithmetic.minus(p, w) if way.how in ("less", "grown") else p
        found = arithmetic.minus(w, p) if way.how == "left" else found
        if way.how != "less":
            quotient = arithmetic.over(found, w)
            if quotient is None:
                return None
            found = quotient
        said = _stated(stated, found)
    except arithmetic.NotAlike:
        return None
    if said.dimension != found.dimension:
        return None
    telling = bool(p.printed and w.printed) and p.printed != w.printed
    role = table.rows[total].cells[0].text if way.how == "share" and total is not None else ""
    heads = table.header[way.p].text, role or table.header[way.w].text
    return _Reckoned(said, found, telling, ((heads[0], cells[way.p]), (heads[1], below)))


def _stated(value: Value, found: Quantity) -> Quantity:
    """What a cell says: 0.98 without a mark of per cent may be 98% or a part of 1."""
    if found.dimension != "ratio" or "%" in value.text:
        return arithmetic.quantity_of(value, "", None)
    as_rate = arithmetic.quantity_of(replace(value, kind="rate", factor=Decimal(1)), "", None)
    scale = arithmetic.constant(HUNDRED, "scalar")
    as_part = arithmetic.times(scale, as_rate)
    return as_part if intervals.meets(as_part.rounded, found.rounded) else as_rate


def _is_capped(one: _Reckoned) -> bool:
    """Whether more was done than planned, and 100% is written for it."""
    return one.stated.dimension == "ratio" and one.stated.printed == 1 <= one.found.printed


def _verdict(
    rule: Rule, table: Table, side: Side, place: tuple[int, int], way: _Way, one: _Reckoned
) -> Verdict:
    row, column = place
    value = table.rows[row].cells[column].value
    assert value is not None
    operands = tuple(
        Operand("".join(head.split()), cell.span, show_value(cell.value))
        for head, cell in one.operands
        if cell.value is not None
    )
    p, w = (operand.shown for operand in operands)
    equation = {
        "over": f"{p} ÷ {w}",
        "share": f"{p} ÷ {w}",
        "less": f"{p} − {w}",
        "grown": f"({p} − {w}) ÷ {w}",
        "left": f"({w} − {p}) ÷ {w}",
    }[way.how]
    name = "".join(side.labels[row].text.split())
    head = "".join(table.header[column].text.split())
    return reckoned(
        rule,
        value,
        one.stated,
        one.found,
        operands,
        equation,
        "pass" if one.holds else "fail",
        (table.index, row, column),
        f"{name}・{head}" if name else head,
    )
