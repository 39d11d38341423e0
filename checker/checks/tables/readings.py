"""Which rows or columns a total of a table may be made of.

A table seldom says so: 一、二、 stand beside their own parts, 其中 beside what it is part of, a subtotal
above or below what it sums. Each function gives readings, the surest first; the figures decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from checker.report.naming import Name, read_label

Reading = tuple[int, ...]
"""Indices of the rows (or columns) that are said to make up a total."""

Holds = Callable[[int, Reading], bool]
"""Whether rows add up to another one wherever that can be told, and somewhere it can."""

NUMBERS = r"[行栏]次"
TOTAL_HEAD = r".{0,12}(?:[合总共]计|小计).{0,6}"
UNSUMMED = (
    r"率|比[例重值较]|[同环对占]比|%|％|增减|增长|变动|差(?!旅)|均|单价|标准|进度|满意度|[行栏]次|序号|编号|编码|代码"
    r"|备注|排名|名次|年[限龄度份]|天数|[期时]限|时间|日期|[标际成划]值"
)
LONG = 400
"""Rows beyond which a total is only looked for beside the rows next to it: time stays linear."""
WIDE = 60
"""Columns beyond which no total column is looked for."""
RUN = 4
"""Rows behind 其中 that may still belong to it where nothing tells."""


class Total(NamedTuple):
    """A row or column that is a total: which it is, what may make it up, whether it says that it is
    one (合计) or only may be (一、 above its parts), how many parts there are at least, and whether
    its first reading rests on codes of subjects."""

    at: int
    readings: tuple[Reading, ...]
    named: bool = True
    least: int = 2
    coded: bool = False


def row_totals(labels: Sequence[str], codes: Sequence[str], holds: Holds) -> Iterator[Total]:
    """The total rows, subtotal rows, and rows above their parts."""
    rows = [read_label(label) for label in labels]
    inner = _inner(rows, holds)
    yield from _named(rows, codes, inner)
    yield from _above(rows, inner[0])
    yield from _coded(codes)


def _inner(rows: Sequence[Name], holds: Holds) -> list[frozenset[int]]:
    """The rows that are some of the parts of another, in each way that may be meant.

    They stand behind 其中, up to the next ordinal where rows have some, as far as they add up to
    the row above, or else one to four of them.
    """
    ordered = any(row.numbered for row in rows)
    sure: set[int] = set()
    unclear: list[range] = []
    at = 0
    while at < len(rows):
        if not rows[at].of_which:
            at += 1
            continue
        end = at + 1
        while end < len(rows) and end - at < LONG and not _is_new(rows[end]):
            end += 1
        runs = range(min(2 * RUN, end - at), 1, -1)
        fits = next((k for k in runs if at and holds(at - 1, tuple(range(at, at + k)))), 0)
        if fits or ordered:
            sure.update(range(at, at + fits if fits else end))
        else:
            unclear.append(range(at, end))
        at = end
    if not unclear:
        return [frozenset(sure)]
    lengths = range(1, min(RUN, max(map(len, unclear))) + 1)
    found = [frozenset(sure.union(*(run[:length] for run in unclear))) for length in lengths]
    return list(dict.fromkeys([*found, frozenset(sure.union(*unclear))]))


def _is_new(row: Name) -> bool:
    return row.ordinal is not None or row.total or row.subtotal or row.of_which


def _named(
    rows: Sequence[Name], codes: Sequence[str], inner: Sequence[frozenset[int]]
) -> Iterator[Total]:
    """Total and subtotal rows, each with the readings of what it sums."""
    marks = [n for n, row in enumerate(rows) if row.total or row.subtotal]
    sums = [n for n in marks if rows[n].total]
    own = [n for n, row in enumerate(rows) if not row.total]
    heads, feet = (bool(own) and rows[own[n]].subtotal for n in (0, -1))
    short = len(rows) <= LONG
    for place, at in enumerate(marks):
        before = marks[place - 1] if place else -1
        after = marks[place + 1] if place + 1 < len(marks) else len(rows)
        if rows[at].subtotal:
            # They stand above their parts where the first row is one, below them where the last is.
            ranges = [range(before + 1, at)] if feet or not heads else []
            ranges += [range(at + 1, after)] if heads or not feet else []
        else:
            above = [n for n in sums if n < at]
            below = next((n for n in sums if n > at), len(rows))
            low = above[-1] if above else -1
            wide = [range(at), range(low + 1, at)]
            down = [range(at + 1, len(rows)), range(at + 1, below)]
            if not short:
                wide, down = [range(before + 1, at)], [range(at + 1, after)]
            ranges = down + wide if at < len(rows) / 2 else wide + down
        found = [
            reading
            for span in ranges
            if span and not (span.start > at and rows[span.start].of_which)
            for partial in inner
            for reading in _readings(
                rows, codes, [n for n in span if n not in partial and not rows[n].total], at
            )
        ]
        if rows[at].total and short:
            found += _on_top(inner, at, above)
        least = 1 if rows[at].subtotal and heads and not feet else 2
        readings = tuple(dict.fromkeys(reading for reading in found if len(reading) >= least))
        if readings:
            yield Total(at, readings, least=least, coded=any(codes))


def _on_top(inner: Sequence[frozenset[int]], at: int, above: Sequence[int]) -> Iterator[Reading]:
    """总计 as the totals before it, or as the last of these and the rows behind it."""
    yield tuple(above)
    if above:
        for partial in inner:
            rest = [n for n in range(above[-1] + 1, at) if n not in partial]
            yield (above[-1], *rest)


def _readings(
    rows: Sequence[Name], codes: Sequence[str], others: Sequence[int], at: int
) -> Iterator[Reading]:
    coded = [n for n in others if codes[n]]
    if coded:
        shortest = min(len(codes[n]) for n in coded)
        yield tuple(n for n in coded if len(codes[n]) == shortest)
    ordinals = {n: found for n in others if (found := rows[n].ordinal) is not None}
    for style in dict.fromkeys(found.style for found in ordinals.values()):
        yield tuple(n for n, found in ordinals.items() if found.style == style)
    if not rows[at].subtotal:
        yield tuple(n for n in others if rows[n].subtotal)
    yield tuple(n for n in others if not rows[n].subtotal)


def _above(rows: Sequence[Name], partial: frozenset[int]) -> Iterator[Total]:
    """Rows with an ordinal above their parts: rows without one, or those of the next level."""
    for at, row in enumerate(rows):
        if row.ordinal is None:
            continue
        below: list[int] = []
        level: str | None = None
        for n in range(at + 1, min(len(rows), at + LONG)):
            ordinal = rows[n].ordinal
            style = ordinal.style if ordinal is not None else ""
            if n in partial and not below:
                break
            if n in partial or rows[n].subtotal:
                continue
            level = style if level is None else level
            if rows[n].total or style == row.ordinal.style or (level == "" and style):
                break
            if style == level:
                below.append(n)
        first = rows[below[0]].ordinal if below else None
        if len(below) > 1 and (first is None or first.number == 1):
            yield Total(at, (tuple(below),), named=False)


def _coded(codes: Sequence[str]) -> Iterator[Total]:
    """Rows of subjects above those whose codes begin with theirs (205 above 20501, 20502)."""
    children: dict[str, list[int]] = {}
    known = {code for code in codes if code}
    for at, code in enumerate(codes):
        parent = next((code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in known), "")
        if parent:
            children.setdefault(parent, []).append(at)
    for at, code in enumerate(codes):
        if code in children and codes.index(code, max(0, at - LONG)) == at:
            yield Total(at, (tuple(children[code]),), named=False, least=1, coded=True)


def column_totals(heads: Sequence[str], holds: Holds) -> Iterator[Total]:
    """The total columns of a side, each with the readings of what it sums."""
    if len(heads) > WIDE:
        return
    words = ["".join(head.split()) for head in heads]
    summed = [n for n, head in enumerate(words) if not re.search(UNSUMMED, head)]
    totals = [n for n in summed if re.fullmatch(TOTAL_HEAD, words[n])]
    subs = [n for n in totals if "小计" in words[n]]
    whole = [n for n in totals if n not in subs]
    for at in totals:
        low = max((n for n in whole if n < at), default=-1)
        high = min((n for n in whole if n > at), default=len(heads))
        after = [n for n in summed if at < n < high]
        before = [n for n in summed if low < n < at]
        found: list[Reading] = []
        if at in subs:
            stop = min((n for n in subs if n > at), default=high)
            run = [n for n in after if n < stop]
            found += [tuple(run[:k]) for k in range(len(run), 1, -1)]
            found += [tuple(before[k:]) for k in range(len(before))]
        else:
            for parts in (after, before):
                found += _columns_of(parts, subs, holds)
        readings = tuple(dict.fromkeys(reading for reading in found if len(reading) > 1))
        if readings:
            yield Total(at, readings, named=False)


def _columns_of(parts: Sequence[int], subs: Sequence[int], holds: Holds) -> Iterator[Reading]:
    """Columns a total may be made of: all, all but those that lie inside a subtotal or another
    column, all but the subtotals."""
    inside: set[int] = set()
    for place, column in enumerate(parts):
        if column in inside:
            continue
        rest = parts[place + 1 :]
        runs = range(min(2 * RUN, len(rest)), 1, -1)
        fits = next((k for k in runs if holds(column, tuple(rest[:k]))), 0)
        inside.update(rest[:fits])
    yield tuple(n for n in parts if n not in inside)
    yield tuple(n for n in parts if n not in subs)
    for length in range(2, 2 * RUN):
        covered = {n for sub in subs for n in [m for m in parts if m > sub][:length]}
        yield tuple(n for n in parts if n not in covered)
    yield tuple(parts)
