"""A rate of the whole department that the text states without amounts, against the totals of a table.

A table gives the rate on more than one basis (年初预算, 调整后预算). One that agrees speaks for the
writer; none that does proves only that the basis must be named.
"""

from __future__ import annotations

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import Unit, show_number, show_value
from checker.checks.reckoning.reckoned import reckoned
from checker.checks.tables.columns import role_of
from checker.checks.tables.tabled import TOTAL, Tabled, cells_of
from checker.model.report import Fact, Report
from checker.model.rule import Rule, Words
from checker.model.verdict import Operand, Verdict, both

PERCENT = Unit("%", arithmetic.number("1", "%").printed, 2, "个百分点")


def by_tables(
    report: Report, rule: Rule, rate: Fact, stated: Quantity, left: bool
) -> Verdict | None:
    """The verdict on ``rate`` by the totals of spending in a table: what was spent of a budget, or
    with ``left`` what was not; None where no table states both."""
    cells = [(cell, _head(report, cell)) for cell in cells_of(report, TOTAL)]
    tried: dict[str, str] = {}
    for done, head in cells:
        for budget, name in cells:
            if (
                role_of(head) != "done"
                or role_of(name) not in ("first", "adjusted", "budget")
                or done.place[0] != budget.place[0]
            ):
                continue
            found = _rate(done, budget, left)
            if found is None or found.printed < 0:
                continue
            if intervals.meets(stated.rounded, found.rounded):
                operands = tuple(
                    Operand(words, cell.span, show_value(cell.value))
                    for words, cell in ((head, done), (name, budget))
                )
                return reckoned(
                    rule, rate.value, stated, found, operands, f"{head} ÷ {name}", "pass"
                )
            tried[name] = f"{show_number(found.printed, PERCENT)}%"
    if not tried:
        return None
    listed = Words(
        "、".join(f"{name} {shown}" for name, shown in tried.items()),
        ", ".join(f"“{name}” {shown}" for name, shown in tried.items()),
    )
    details = (("reason", "basis"), *both("tables", listed))
    return Verdict(rule, "undetermined", rate.value.span, missing=("口径",), details=details)


def _head(report: Report, cell: Tabled) -> str:
    table, _, column = cell.place
    return "".join(report.tables[table].header[column].text.split())


def _rate(done: Tabled, budget: Tabled, left: bool) -> Quantity | None:
    above, below = (arithmetic.quantity_of(cell.value, "", None) for cell in (done, budget))
    return arithmetic.over(arithmetic.minus(below, above) if left else above, below)
