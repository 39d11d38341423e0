"""How one column of a table may be made of others: a rate, a difference, a share of the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, permutations
from typing import Literal, NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import show_value
from checker.checks.tables.columns import Role, role_of
from checker.model.report import Cell, Side, Table
from checker.model.value import Value

EXECUTION = r"执行率|完成率|支出率|支付率|使用率|执行进度|支出进度|支付进度|[Bb]\s?[/÷]\s?[Aa]"
LEFT = r"[结剩]余|结转|节[约支]|偏差"
TOTAL = r"[合总]计"
HUNDRED = Decimal(100)

How = Literal["over", "grown", "left", "less", "share"]
"""p ÷ w, (p − w) ÷ w, (w − p) ÷ w, p − w, p ÷ the total of p."""


class Way(NamedTuple):
    """Of which two columns, and how; ``named`` where the heads say so themselves."""

    how: How
    p: int
    w: int
    named: bool = False


class More(NamedTuple):
    """A column that is added or taken off, above or below the line."""

    column: int
    minus: bool
    below: bool


class Reckoned(NamedTuple):
    """One cell by one way: what it says and what it should say, whether that is no accident, the
    cells that took part with the heads they go by, and the left side of the working."""

    stated: Quantity
    found: Quantity
    telling: bool
    operands: tuple[tuple[str, Cell], ...]
    equation: str

    @property
    def holds(self) -> bool:
        """Whether the figures can be meant so."""
        return intervals.meets(self.stated.rounded, self.found.rounded)

    @property
    def is_of_money(self) -> bool:
        """Whether its figures are amounts, by the unit of the table or by their decimals."""
        values = [cell.value for _, cell in self.operands if cell.value is not None]
        return any(value.kind == "amount" or value.decimals > 1 for value in values)

    @property
    def capped(self) -> bool:
        """Whether more was done than planned, and 100% is written for it."""
        return self.stated.dimension == "ratio" and self.stated.printed == 1 <= self.found.printed


class Setting(NamedTuple):
    """A column that is reckoned, the columns it may be made of, and the row of the total if any."""

    table: Table
    column: int
    others: Sequence[int]
    total: int | None


def setting_of(table: Table, side: Side, column: int, roles: Mapping[int, Role]) -> Setting:
    """The setting of a column among the amounts of its side."""
    others = [n for n in side.columns if n != column and roles[n] not in ("rate", "share")]
    labels = ("".join(label.text.split()) for label in side.labels)
    total = next((n for n, label in enumerate(labels) if re.search(TOTAL, label)), None)
    return Setting(table, column, others, total)


def ways_of(setting: Setting, roles: Mapping[int, Role]) -> Iterator[Way]:
    """All ways in which the column may be made of the others."""
    head = "".join(setting.table.header[setting.column].text.split())
    role = role_of(head)
    if role == "share" and setting.total is not None:
        yield from (Way("share", n, n) for n in setting.others)
    for p, w in permutations(setting.others, 2):
        if role == "difference":
            yield Way("less", p, w)
            continue
        budgeted = roles[w] in ("first", "adjusted", "budget")
        named = re.search(EXECUTION, head) is not None and roles[p] == "done" and budgeted
        yield Way("over", p, w, named)
        if not named:
            yield Way("grown", p, w)
        if re.search(LEFT, head):
            yield Way("left", p, w)


def reckon(setting: Setting, row: int, way: Way, more: Sequence[More] = ()) -> Reckoned | None:
    """One cell by one way, with ``more`` columns counted in; None where a figure of it is not there,
    nothing can be divided by it, or the kinds of figures do not go together."""
    table, column, _, total = setting
    cells = table.rows[row].cells
    below = table.rows[total].cells[way.w] if way.how == "share" and total else cells[way.w]
    value, used = cells[column].value, [cells[way.p], below, *(cells[one.column] for one in more)]
    values = [cell.value for cell in used if cell.value is not None]
    if value is None or value.bound or len(values) < len(used):
        return None
    finest = arithmetic.finest_of(values)
    p, w, *others = (
        arithmetic.quantity_of(one, "", finest[arithmetic.unit_of_value(one)]) for one in values
    )
    telling = bool(p.printed and w.printed) and p.printed != w.printed
    try:
        for one, quantity in zip(more, others, strict=True):
            join = arithmetic.minus if one.minus else arithmetic.plus
            p, w = (p, join(w, quantity)) if one.below else (join(p, quantity), w)
        found = _come_to(way, p, w)
        stated = _stated(value, found) if found is not None else None
    except arithmetic.NotAlike:
        return None
    if found is None or stated is None or stated.dimension != found.dimension:
        return None
    heads = [table.header[n].text for n in (way.p, way.w, *(one.column for one in more))]
    heads[1] = "合计" if way.how == "share" else heads[1]
    operands = tuple(zip(("".join(head.split()) for head in heads), used, strict=True))
    return Reckoned(stated, found, telling, operands, _equation(way, values, more))


def more_of(setting: Setting, row: int, way: Way) -> tuple[More, ...]:
    """One or two other columns that, counted in, give what the cell says (年初结转 beside 收入); none
    where there are no such."""
    rest = [n for n in setting.others if n not in (way.p, way.w)]
    both = (False, True)
    single = [More(n, minus, below) for n in rest for minus in both for below in both]
    for more in (*((one,) for one in single), *combinations(single, 2)):
        one = reckon(setting, row, way, more)
        if one is not None and one.holds:
            return more
    return ()


def _come_to(way: Way, p: Quantity, w: Quantity) -> Quantity | None:
    """What two figures come to by a way; None where nothing can be divided by the second."""
    if way.how == "less":
        return arithmetic.minus(p, w)
    change = {"grown": (p, w), "left": (w, p)}.get(way.how)
    return arithmetic.over(arithmetic.minus(*change) if change else p, w)


def _stated(value: Value, found: Quantity) -> Quantity:
    """What a cell says: 0.98 without a mark of per cent may be 98% or a part of 1."""
    if found.dimension != "ratio" or "%" in value.text:
        return arithmetic.quantity_of(value, "", None)
    as_rate = arithmetic.quantity_of(replace(value, kind="rate", factor=Decimal(1)), "", None)
    as_part = arithmetic.times(arithmetic.constant(HUNDRED, "scalar"), as_rate)
    return as_part if intervals.meets(as_part.rounded, found.rounded) else as_rate


def _equation(way: Way, values: Sequence[Value], more: Sequence[More]) -> str:
    p, w, *others = (show_value(value) for value in values)
    sides = [p, w]
    for one, shown in zip(more, others, strict=True):
        sides[one.below] += f" {'−' if one.minus else '+'} {shown}"
    p, w = (f"({side})" if " " in side and way.how != "less" else side for side in sides)
    return {
        "over": f"{p} ÷ {w}",
        "share": f"{p} ÷ {w}",
        "less": f"{p} − {f'({w})' if ' ' in w else w}",
        "grown": f"({p} − {w}) ÷ {w}",
        "left": f"({w} − {p}) ÷ {w}",
    }[way.how]
