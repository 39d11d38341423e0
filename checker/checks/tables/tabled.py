"""What the tables of a report say of a quantity, on which basis and of which year."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.model.report import Fact, Report
from checker.model.text import Span
from checker.model.value import Value

TOTAL, CLASSES = "总支出", ("基本支出", "项目支出")
TOTAL_LABEL = r"(?:本年)?(?:支出)?[合总]计"
DONE = frozenset({"决算", "实际"})


class Tabled(NamedTuple):
    """One cell: what it is of, and where it stands."""

    term: str
    basis: str
    period: int | None
    value: Value
    span: Span
    place: tuple[int, int, int]


def cells_of(report: Report, term: str) -> list[Tabled]:
    """The cells of the report's year that state ``term``; for 总支出 also the total of a table of its
    classes, which says 合计 only."""
    year = report.identity.year
    found = [_tabled(fact) for fact in report.facts_of([term]) if fact.table is not None]
    if term == TOTAL:
        found += _totals(report)
    return [cell for cell in found if cell.period in (None, year) and cell.value.kind == "amount"]


def _tabled(fact: Fact) -> Tabled:
    assert fact.table is not None
    return Tabled(fact.term, fact.basis, fact.period, fact.value, fact.span, fact.table)


def _totals(report: Report) -> list[Tabled]:
    """The totals below both classes of expenditure, in the columns where both are stated."""
    columns: dict[tuple[int, int], dict[str, Fact]] = {}
    for fact in report.facts_of(CLASSES):
        if fact.table is not None:
            key = (fact.table[0], fact.table[2])
            columns.setdefault(key, {}).setdefault(fact.term, fact)
    found = []
    for (index, column), classes in columns.items():
        if len(classes) < len(CLASSES):
            continue
        one = classes[CLASSES[0]]
        table = report.tables[index]
        side = next(side for side in table.sides if column in side.columns)
        for row, label in enumerate(side.labels):
            value = table.rows[row].cells[column].value
            if value is not None and re.fullmatch(TOTAL_LABEL, "".join(label.text.split())):
                place = (index, row, column)
                span = table.rows[row].cells[column].span
                found.append(Tabled(TOTAL, one.basis, one.period, value, span, place))
                break
    return found
