"""A total of the text against the cell that states it: the same term, year and basis.

Proves that text and table differ; which of them is right is for the reader. Where the text does
not say its basis, any column that agrees speaks for it, and none that does is no proof: tables of
one fund only are too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import interval_of
from checker.checks.reckoning.expression import show_value
from checker.checks.reckoning.reckoned import reckoned
from checker.checks.tables.tabled import DONE, Tabled, cells_of
from checker.model.context import Context
from checker.model.report import Fact, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

DIGITS = 4
"""Digits that a figure must have so that no accident makes it another one in another unit."""
SCOPES = "机关|财政拨款|一般公共预算|政府性基金|国有资本|专户|本级|下属|所属|二级单位|汇总|合并"
"""Words that make a figure of the text and one of a table two, where only one of them has the word."""
ABOVE = 80
"""Characters above a table that may say what it is of."""
SLIP = 2
"""How many times larger one figure is than the other where they are hardly of one thing."""


def check_twice(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each figure of the text that a table states too, on a basis that both name.

    ``params``: ``terms`` are those compared.
    """
    del context
    verdicts = []
    for term in rule.params["terms"]:
        cells = cells_of(report, term)
        facts = report.facts_of([term]) if cells else ()
        stated = [fact for fact in facts if _is_total(report, fact)]
        for fact in stated:
            verdict = _judge(report, rule, fact, cells, stated)
            if verdict is not None:
                verdicts.append(verdict)
    return verdicts or NotApplied(rule, "no-place")


def _is_total(report: Report, fact: Fact) -> bool:
    return (
        fact.table is None
        and not fact.scope
        and not fact.change
        and not fact.value.bound
        and fact.value.kind == "amount"
        and fact.period in (None, report.identity.year)
    )


def _judge(
    report: Report, rule: Rule, fact: Fact, cells: Sequence[Tabled], stated: Sequence[Fact]
) -> Verdict | None:
    """The verdict on one figure; None where no cell is on its basis, or the text has several figures
    on it."""
    agreeing = [cell for cell in cells if _meet(fact.value, cell.value)]
    same = [cell for cell in cells if _is_on(cell.basis, fact.basis)]
    good = next((cell for cell in agreeing if not fact.basis or cell in same), None)
    if good is not None:
        return _verdict(rule, fact, good, True)
    slip = None if agreeing else _unit_slip(rule, fact, cells)
    if slip is not None:
        return slip
    distinct = {cell.value.amount for cell in same}
    if not fact.basis or len(distinct) != 1:
        return None
    cell = same[0]
    if any(_is_on(f.basis, fact.basis) and not _meet(f.value, fact.value) for f in stated):
        return None  # the text has two: of two units, or one is the table's
    if agreeing:
        return Verdict(rule, "undetermined", fact.value.span, missing=("口径",))
    if _scope_of_text(report, fact) != _scope_of_table(report, cell):
        return None
    if _is_printed(report, fact, cell):
        return Verdict(rule, "undetermined", fact.value.span, missing=("口径",))
    low, high = sorted((fact.value.amount or 0, cell.value.amount or 0))
    return _verdict(rule, fact, cell, False) if low * SLIP > high else None


def _is_printed(report: Report, fact: Fact, cell: Tabled) -> bool:
    """Whether the difference is itself an amount of the paragraph: 年初预算…（含上年结转200万元）."""
    apart = abs((fact.value.amount or Decimal(0)) - (cell.value.amount or Decimal(0)))
    return any(
        value.kind == "amount" and value.amount == apart
        for value in report.values
        if report.paragraphs[fact.paragraph].span.start <= value.span.start
        and value.span.end <= report.paragraphs[fact.paragraph].span.end
    )


def _scope_of_text(report: Report, fact: Fact) -> set[str]:
    """The funds and units that the paragraph of a figure speaks of, and the heading above it."""
    span = report.paragraphs[fact.paragraph].span
    title = report.sections[fact.section].title if fact.section >= 0 else Span(0, 0)
    return set(re.findall(SCOPES, report.folded[slice(*span)] + report.folded[slice(*title)]))


def _scope_of_table(report: Report, cell: Tabled) -> set[str]:
    """Those that a table's caption, head and what stands right above it speak of."""
    table = report.tables[cell.place[0]]
    start = max(0, table.span.start - ABOVE)
    heads = "".join(head.text for head in table.header)
    return set(re.findall(SCOPES, report.folded[start : table.span.start] + heads))


def _unit_slip(rule: Rule, fact: Fact, cells: Sequence[Tabled]) -> Verdict | None:
    """The verdict where a cell has the figure of the text in another unit: the unit above a table is
    not that of its figures."""
    if len((fact.value.number or Decimal(0)).normalize().as_tuple().digits) < DIGITS:
        return None
    for cell in cells:
        stated, found = (
            arithmetic.quantity_of(value, "", None) for value in (fact.value, cell.value)
        )
        slip = arithmetic.unit_slip(stated, found)
        if slip:
            verdict = _verdict(rule, fact, cell, False)
            return replace(verdict, details=(*verdict.details, ("unit_slip", slip)))
    return None


def _is_on(basis: str, wanted: str) -> bool:
    return basis != "" and (basis == wanted or {basis, wanted} <= DONE)


def _meet(a: Value, b: Value) -> bool:
    return intervals.meets(interval_of(a), interval_of(b))


def _verdict(rule: Rule, fact: Fact, cell: Tabled, holds: bool) -> Verdict:
    stated, found = (arithmetic.quantity_of(value, "", None) for value in (fact.value, cell.value))
    operands = (Operand("表格", cell.span, show_value(cell.value)),)
    outcome: Outcome = "pass" if holds else "fail"
    shown = show_value(cell.value)
    return reckoned(rule, fact.value, stated, found, operands, shown, outcome, None, fact.term)
