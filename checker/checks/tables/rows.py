"""Columns that follow from other columns of their row: a rate, a difference, a share of the total.

What a column is made of is told by the other rows (the witness): of all ways to reckon it from two
columns, the one that most rows bear out. Where no row tells, 执行率 beside a column of what was
budgeted and one of what was done speaks for itself. A row that any other way gives is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.checks.reckoning.expression import show_value
from checker.checks.reckoning.reckoned import reckoned
from checker.checks.tables.columns import role_of
from checker.checks.tables.ways import (
    More,
    Reckoned,
    Setting,
    Way,
    more_of,
    reckon,
    setting_of,
    ways_of,
)
from checker.model.context import Context
from checker.model.report import Report, Side
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

WIDE = 8
"""Columns of which all pairs are tried."""
SAMPLE = 24
"""Rows by which a way is chosen, and wrong rows for which more columns are tried: time stays linear."""
WITNESSES = 2
"""Rows that bear a way out which the heads do not name."""


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
                if roles[column] not in wanted:
                    continue
                setting = setting_of(table, side, column, roles)
                if len(setting.others) <= WIDE:
                    verdicts += _judge(rule, setting, side, list(ways_of(setting, roles)))
    return verdicts or NotApplied(rule, "no-place")


def _judge(rule: Rule, setting: Setting, side: Side, ways: Sequence[Way]) -> Iterator[Verdict]:
    """The verdicts on the cells of one column, by the way that its rows bear out."""
    rows = range(len(setting.table.rows))
    lines = [
        {way: one for way in ways if (one := reckon(setting, row, way)) is not None}
        for row in rows[:SAMPLE]
    ]
    way, sure = _borne_out(ways, lines)
    if way is None:
        return
    more: tuple[More, ...] = ()
    failed: list[tuple[int, Reckoned]] = []
    for row in rows:
        one = reckon(setting, row, way)
        if one is None or one.capped:
            continue
        good = one if one.holds else _by_another(setting, row, ways)
        if good is not None:
            yield _verdict(rule, setting, side, row, good)
            continue
        found = more_of(setting, row, way) if len(failed) < SAMPLE else ()
        more = more or found
        if not found:
            failed.append((row, one))
    for row, one in failed:
        one = reckon(setting, row, way, more) or one
        money = one.is_of_money
        if not money and one.stated.printed == 1:
            continue  # of a task where less is better: 事故起数 10, 8, 100%
        verdict = _verdict(rule, setting, side, row, one)
        if not (sure and money) and verdict.severity is None and rule.severity == "error":
            verdict = replace(verdict, severity="warning")
        yield verdict


def _by_another(setting: Setting, row: int, ways: Sequence[Way]) -> Reckoned | None:
    """A cell by the first way that gives what it says."""
    found = (reckon(setting, row, way) for way in ways)
    return next((one for one in found if one is not None and one.holds), None)


def _borne_out(
    ways: Sequence[Way], lines: Sequence[dict[Way, Reckoned]]
) -> tuple[Way | None, bool]:
    """The way that most rows bear out, which makes sure of it; else, in a table of a row or two, one
    that the heads name."""
    best: tuple[int, Way | None] = 0, None
    for way in ways:
        judged = [line[way] for line in lines if way in line]
        held = sum(one.telling and one.holds for one in judged)
        wrong = sum(not one.holds and not one.capped for one in judged)
        if held > wrong and held >= (1 if way.named else WITNESSES) and held > best[0]:
            best = held, way
    if best[1] is not None:
        return best[1], True
    named = [way for way in ways if way.named]
    return (named[-1] if named and len(lines) <= WITNESSES else None), False


def _verdict(rule: Rule, setting: Setting, side: Side, row: int, one: Reckoned) -> Verdict:
    table, column, *_ = setting
    value = table.rows[row].cells[column].value
    assert value is not None
    operands = tuple(
        Operand(head, cell.span, show_value(cell.value))
        for head, cell in one.operands
        if cell.value is not None
    )
    name, head = ("".join(c.text.split()) for c in (side.labels[row], table.header[column]))
    outcome: Outcome = "pass" if one.holds else "fail"
    place = (table.index, row, column)
    subject = f"{name}・{head}" if name else head
    return reckoned(
        rule, value, one.stated, one.found, operands, one.equation, outcome, place, subject
    )
