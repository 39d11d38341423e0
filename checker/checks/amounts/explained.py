"""A figure beyond its limit, or short of its target, that the report ought to give a reason for.

Proves only that no word of a reason stands near the figure, wherever the report states it; whether
a reason is a good one is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from checker.checks.amounts.quotients import BUDGETED, SPENT, is_of_task
from checker.checks.claims.binding import SECTION, tier_of
from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import show_value
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Fact, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict

OWN = "目标"
"""The limit that the report sets itself: the same term as planned."""
ASKED = "目标|标准|满分|应[达不]|要求|不得|不超过|不高于|力争|确保|控制在|若|如果"
"""In the clause of a figure: it is what is asked for."""
FALL = ("下降", "减少", "降低", "压减", "下浮")
NO_REASON = "因公|因此|因素法|因地制宜|[原成]因分析"
"""Where 因 gives no reason, or stands in the name of a chapter."""


class _Limit(NamedTuple):
    """What a figure is held to: the quantity, how it is shown, and where the report states it."""

    quantity: Quantity
    shown: str
    fact: Fact | None = None


def check_explained(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each different value of a term that is stated in prose and is held to a limit.

    ``params``: ``term``; ``over`` or ``under`` is the limit, a figure or 目标 (the report's own);
    ``reasons`` are the words that give a reason, sought in what ``near`` names (sentence,
    paragraph, section); where one stands, the place passes, or is a remark with ``explained:
    info``. In a sentence with one of the words of ``unless`` nothing is asked.
    """
    del context
    params = rule.params
    over = "over" in params
    stated = [f for f in report.facts_of([params["term"]]) if _is_level(report, f)]
    held = params["over" if over else "under"]
    plans = _plans(report, params["term"]) if held == OWN and stated else []
    values: dict[Decimal | None, list[tuple[Fact, _Limit]]] = {}
    for fact in stated:
        limit = _limit(report, fact, held, plans)
        if limit is not None:
            values.setdefault(fact.value.amount, []).append((fact, limit))
    verdicts = [_judge(report, rule, places, over) for places in values.values()]
    return verdicts or NotApplied(rule, "no-place" if not stated else "missing", (params["term"],))


def is_explained(
    report: Report, at: Span, reasons: Sequence[str], near: str, section: int, name: str = ""
) -> bool:
    """Whether one of ``reasons`` stands in the sentence, paragraph or section around ``at``;
    ``section`` is the index of that section, -1 before the first. ``name`` is what the figure is
    called: 预算调整率 is no 调整 to explain it."""
    text = report.folded[slice(*_around(report, at, near, section))]
    own = re.escape(name) or NO_REASON
    return has_any(reasons, re.sub(f"{NO_REASON}|{own}", "", text))


def _around(report: Report, at: Span, near: str, section: int) -> Span:
    """The sentence, paragraph or section that a place stands in; an item goes with those beside
    it."""
    if near == "section" and section >= 0:
        here = report.sections[section]
        return report.sections[here.parent if here.item and here.parent >= 0 else section].span
    start = report.folded.rfind("\n", 0, at.start) + 1
    end = report.folded.find("\n", at.end)
    end = len(report.folded) if end < 0 else end
    if near == "sentence":
        start = max(start, report.folded.rfind("。", start, at.start) + 1)
        stop = report.folded.find("。", at.end, end)
        end = end if stop < 0 else stop
    return Span(start, end)


def _is_level(report: Report, fact: Fact) -> bool:
    """Whether a figure says what was reached in the report's year, and not what was asked for."""
    year = report.identity.year
    start = max(report.folded.rfind(mark, 0, fact.value.span.start) for mark in "，,。；;\n")
    return (
        (fact.table is None or fact.basis in SPENT)
        and not fact.change
        and not fact.value.bound
        and fact.basis not in BUDGETED
        and (fact.period in (None, year) or fact.term.endswith("变动率"))  # 上年20万元，变动率…
        and not report.folded.startswith("的", fact.value.span.end)
        and not is_of_task(report, fact)
        and re.search(ASKED, report.folded[start : fact.value.span.start]) is None
        and not (fact.term.endswith("变动率") and _is_fall(report, fact))
    )


def _is_fall(report: Report, fact: Fact) -> bool:
    """Whether the sentence of a rate of change says that there was less: its sign may be left out."""
    return has_any(FALL, report.folded[slice(*_around(report, fact.value.span, "sentence", -1))])


def _plans(report: Report, term: str) -> list[Fact]:
    """What the report set itself for a term, in prose: planned figures of it, and those called its
    target."""
    return [
        plan
        for plan in report.facts_of([term, ""])
        if plan.table is None
        and not plan.change
        and (plan.basis == "计划" if plan.term else _is_called(report, plan, term))
    ]


def _is_called(report: Report, plan: Fact, term: str) -> bool:
    name = report.folded[slice(*plan.label)]
    return term in name and OWN in name


def _limit(report: Report, fact: Fact, limit: str, plans: Sequence[Fact]) -> _Limit | None:
    """What the figure is held to; None where the report sets no target of that term near by, or
    one of another kind."""
    if limit == OWN:
        plan = next((plan for plan in plans if _is_target(report, plan, fact)), None)
        if plan is None or plan.value.number is None:
            return None
        said = _quantity(plan)
        shown = f"{plan.value.number:f}{plan.value.unit}"
        return _Limit(arithmetic.constant(said.printed, said.dimension), shown, plan)
    found = re.fullmatch(r"(-?[\d.]+)(.*)", limit)
    quantity = arithmetic.number(found[1], found[2]) if found else None
    if quantity is None or quantity.dimension != _quantity(fact).dimension:
        return None
    return _Limit(quantity, limit)


def _is_target(report: Report, plan: Fact, fact: Fact) -> bool:
    """Whether ``plan`` is what the report set itself for ``fact``."""
    return (
        fact.table is None
        and plan.value.kind == fact.value.kind
        and (not plan.term or plan.scope == fact.scope)
        and tier_of(report, plan, fact) <= SECTION
    )


def _quantity(fact: Fact) -> Quantity:
    return arithmetic.quantity_of(fact.value, fact.value.kind, None)


def _judge(
    report: Report, rule: Rule, places: Sequence[tuple[Fact, _Limit]], over: bool
) -> Verdict:
    """The verdict on one value: at its first place, explained where any of its places is."""
    params = rule.params
    fact, limit = places[0]
    beyond = not intervals.CAN_HOLD["≤" if over else "≥"](
        _quantity(fact).rounded, limit.quantity.rounded
    )
    excused = beyond and any(
        is_explained(report, f.value.span, params["unless"], "sentence", f.section)
        for f, _ in places
        if "unless" in params
    )
    reasoned = beyond and any(
        is_explained(
            report,
            f.value.span,
            params["reasons"],
            params["near"],
            f.section,
            report.folded[slice(*f.label)],
        )
        for f, _ in places
    )
    fails = beyond and not excused
    if reasoned and params.get("explained", "pass") == "pass":
        fails = False
    operands = [Operand(fact.term, f.value.span, show_value(f.value)) for f, _ in places[1:]]
    if limit.fact is not None:
        operands.append(Operand(OWN, limit.fact.value.span, limit.shown))
    gap = abs(_quantity(fact).printed - limit.quantity.printed)
    return Verdict(
        rule,
        "fail" if fails else "pass",
        fact.value.span,
        tuple(operands),
        show_value(fact.value),
        limit.shown,
        f"{(gap * 100).normalize():f}个百分点" if limit.quantity.dimension == "ratio" else "",
        severity="info" if fails and reasoned and rule.severity != "info" else None,
    )
