"""Holds a report to the rules of a pack, one after the other, and keeps the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from checker.engine.doubt import doubted
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, RulePack
from checker.model.score import Card
from checker.model.value import Value
from checker.model.verdict import LedgerLine, NotApplied, Verdict

Check = Callable[[Report, Rule, Context], list[Verdict] | NotApplied]


def judge(
    report: Report, pack: RulePack, context: Context, selected: Callable[[Rule], bool]
) -> tuple[tuple[Verdict, ...], tuple[LedgerLine, ...]]:
    """The verdicts of all rules in the order of the pack, and one line of the ledger for each rule.

    A rule that is not selected, and one whose check finds no place to judge, stands in the ledger
    as not applied, with the reason.
    """
    verdicts: list[Verdict] = []
    ledger: list[LedgerLine] = []
    for rule in pack.rules:
        said = apply(report, rule, context) if selected(rule) else NotApplied(rule, "not-selected")
        if report.source.confidences and not isinstance(said, NotApplied):
            said = doubted(report, said) or NotApplied(rule, "read-optically")
        if isinstance(said, NotApplied):
            ledger.append(LedgerLine(rule, 0, 0, 0, False, said.reason, said.missing))
            continue
        verdicts += said
        ledger.append(_line(rule, said))
    return tuple(verdicts), tuple(ledger)


def idle_facts(
    given: Mapping[str, Value], verdicts: Sequence[Verdict], card: Card | None
) -> tuple[str, ...]:
    """The figures the user gave that took part in no verdict: the report states them itself, or no
    rule asks for them. Those of the card's formulas are left out: the scorecard shows them."""
    if not given:
        return ()
    used = {part.role for v in verdicts for part in v.operands if part.span.start == part.span.end}
    used |= {text for verdict in verdicts for name, text in verdict.details if name == "subject"}
    scored = card.kinds if card is not None else {}
    return tuple(
        name for name in given if name not in used and name.partition("[")[0] not in scored
    )


def apply(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """What one rule says of a report: its assertion judged, or its named check run."""
    kinds, check_claim = _checks()
    if rule.claim is not None:
        said = check_claim(report, rule, context.given)
    else:
        said = kinds[rule.check](report, rule, context)
    return said or NotApplied(rule, "no-place")


@cache
def _checks() -> tuple[Mapping[str, Check], Callable[..., list[Verdict] | NotApplied]]:
    """The named checks and that of assertions: imported only where a report is checked."""
    from checker.checks import KINDS
    from checker.checks.claims.claim import check_claim

    return KINDS, check_claim


def _line(rule: Rule, verdicts: list[Verdict]) -> LedgerLine:
    counts = {"pass": 0, "fail": 0, "undetermined": 0}
    missing: dict[str, None] = {}
    for verdict in verdicts:
        counts[verdict.outcome] += 1
        if verdict.missing:
            missing |= dict.fromkeys(verdict.missing)
    return LedgerLine(
        rule,
        counts["pass"],
        counts["fail"],
        counts["undetermined"],
        applies=True,
        missing=tuple(missing),
    )
