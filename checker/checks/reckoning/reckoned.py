"""A stated figure beside what it was reckoned to be, as a verdict shows it."""

from __future__ import annotations

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import (
    Figure,
    show_number,
    show_tolerance,
    show_value,
    unit_for,
)
from checker.model.rule import Rule
from checker.model.value import Value
from checker.model.verdict import Operand, Outcome, Verdict


def reckoned(
    rule: Rule,
    value: Value,
    stated: Quantity,
    found: Quantity,
    operands: tuple[Operand, ...],
    equation: str,
    outcome: Outcome,
    table: tuple[int, int, int] | None = None,
    subject: str = "",
) -> Verdict:
    """The verdict on ``value``, which stands for ``stated`` and should be ``found``.

    ``equation`` is the left side of the working. What only figures cut off instead of rounded
    explain is info.
    """
    figure = Figure("", value, stated, None)
    unit = unit_for(figure, stated, [figure])
    doubt = intervals.half_width(intervals.subtract(stated.rounded, found.rounded))
    computed = f"{show_number(found.printed, unit)}{unit.name}"
    failed = outcome == "fail"
    cut = failed and arithmetic.truncation_meets(stated, found)
    return Verdict(
        rule,
        outcome,
        value.span,
        operands,
        show_value(value),
        computed,
        f"{show_number(abs(found.printed - stated.printed), unit)}{unit.difference}",
        show_tolerance(doubt, unit),
        f"{equation} = {computed} {'≠' if failed else '='} {show_value(value)}",
        severity="info" if cut else None,
        details=(("subject", subject),) if subject else (),
        table=table,
    )
