"""A row 其中 of a table against the row it is part of: a part is not more than its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.reckoning.sums import Part, Sum, add_up, verdict_of
from checker.checks.tables.readings import UNSUMMED
from checker.model.context import Context
from checker.model.report import Report, Side, Table
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Verdict
from checker.report.naming import read_label


def check_inner(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each cell of a row that begins with 其中, beside the cell above it.

    It fails only where the row is a part in another column, so that the row above it is its whole,
    or where no other row is as much.
    """
    del context
    verdicts = [
        verdict
        for table in report.tables
        if not table.open
        for side in table.sides
        for row in range(1, len(table.rows))
        if side.labels[row].text.startswith("其中")
        for verdict in _judge(rule, table, side, row)
    ]
    return verdicts or NotApplied(rule, "no-place")


def _judge(rule: Rule, table: Table, side: Side, row: int) -> Iterator[Verdict]:
    if read_label(side.labels[row - 1].text).of_which:
        return
    sums = {
        column: one
        for column in side.columns
        if not re.search(UNSUMMED, table.header[column].text)
        and (one := _beside(table, side, row, row - 1, column)) is not None
    }
    held = sum(1 for one in sums.values() if not one.exceeds and one.computed.printed > 0)
    failed = sum(1 for one in sums.values() if one.exceeds)
    for column, one in sums.items():
        place = (table.index, row - 1, column)
        if not one.exceeds:
            yield verdict_of(rule, one, "≤", place)
        elif held >= failed or all(
            above is None or above.exceeds
            for n in range(len(table.rows))
            if n != row
            for above in [_beside(table, side, row, n, column)]
        ):
            yield verdict_of(rule, one, ">", place)


def _beside(table: Table, side: Side, row: int, above: int, column: int) -> Sum | None:
    """A cell as a part of one above it; None where one of them holds no figure, or another kind."""
    whole, part = (table.rows[n].cells[column] for n in (above, row))
    if whole.value is None or part.value is None or whole.value.kind != part.value.kind:
        return None
    if whole.value.number is None or part.value.number is None:
        return None
    names = ("".join(side.labels[n].text.split()) for n in (above, row))
    one, other = (
        Part(n, v, c.span)
        for n, v, c in zip(names, (whole.value, part.value), (whole, part), strict=True)
    )
    return add_up(one, [other])
