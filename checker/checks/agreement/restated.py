"""One quantity of the vocabulary, stated in two chapters with two figures.

Proves that two figures stand for one term, year and basis; which is right is for the reader. Sums
and shares of the year's money have rules of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from checker.checks.agreement.copies import PEOPLE, chapter_at, chapters
from checker.checks.reckoning import intervals
from checker.checks.reckoning.arithmetic import interval_of
from checker.checks.tables.tabled import DONE
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Fact, Report
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Operand, Verdict, both, in_a_row
from checker.report.outline import sections_at
from checker.report.prose import sentence_at

SLIP = 2
"""How many times larger one figure is than the other where they are hardly of one thing."""
MANY = 64
"""A quantity that is stated more often is one of many things."""
OF_YEAR = r"^(?:20\d\d年度?|全年|本年度?|当年)"
OPENS = (*"有共末底年度为局厅委办院校馆所站", "单位", "部门", "中心")
"""How words end that may stand before the name of a quantity and leave it what it is."""


def check_restated(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each term that the prose of two chapters states.

    ``params``: ``terms`` are those compared; ``never`` are words that before a figure make it
    another one (a scope, a plan, a day of its own). A term with two figures in one chapter is one
    of several things and is not judged.
    """
    del context
    starts = chapters(report)
    verdicts: list[Verdict] = []
    for term in rule.params["terms"] if starts else ():
        facts = [fact for fact in report.facts_of([term]) if fact.table is None]
        if not 1 < len(facts) < MANY or (
            verdicts and len({fact.value.text for fact in facts}) == 1
        ):
            continue
        groups: dict[tuple[object, ...], list[Fact]] = {}
        for fact in facts:
            if _is_level(report, fact, rule.params["never"]):
                groups.setdefault(_sort(report, fact), []).append(fact)
        for group in groups.values():
            verdict = _judge(
                report, rule, group, [chapter_at(starts, f.value.span.start) for f in group]
            )
            if verdict is not None:
                verdicts.append(verdict)
    return verdicts or NotApplied(rule, "no-place")


def _sort(report: Report, fact: Fact) -> tuple[object, ...]:
    """What a fact must share with another to be of one thing: year, basis, scope and unit."""
    year = None if fact.period == report.identity.year else fact.period
    basis = "决算" if fact.basis in DONE else fact.basis
    unit = fact.value.unit if fact.value.kind == "count" else ""
    return year, basis, fact.scope, PEOPLE.get(unit, unit)


def _is_named_alike(report: Report, one: Fact, other: Fact) -> bool:
    """Whether two facts have one name: 我局在职人员 and 在职人员, not 慰问退休人员 and 退休人员."""
    names = (report.folded[slice(*fact.label)].replace(" ", "") for fact in (one, other))
    first, second = (re.sub(OF_YEAR, "", name) for name in names)
    same = 0
    while same < min(len(first), len(second)) and first[-same - 1] == second[-same - 1]:
        same += 1
    leads = (name[: len(name) - same] for name in (first, second))
    return all(lead == "" or lead.endswith(OPENS) for lead in leads)


def _is_level(report: Report, fact: Fact, never: list[str]) -> bool:
    """Whether a fact states its term whole and exactly, in prose."""
    value = fact.value
    if fact.change or value.bound or value.parent is not None:
        return False
    if value.kind == "date" and (value.date is None or None in value.date):
        return False
    whole = sentence_at(report, value.span.start)
    told = report.folded[whole.start : max(fact.span.end, value.span.end)]
    for section in sections_at(report, value.span.start)[-1:]:
        told += report.folded[slice(*section.title)].replace("预算执行", "")
    return not has_any(never, told)


def _judge(report: Report, rule: Rule, group: list[Fact], chapter: list[int]) -> Verdict | None:
    """The verdict on the facts of one term, year and basis."""
    by_chapter: dict[int, Fact] = {}
    for fact, at in zip(group, chapter, strict=True):
        if not _agree(by_chapter.setdefault(at, fact), fact):
            return None
    if len(by_chapter) < 2:
        return None
    first = group[0]
    apart = [fact for fact in group if not _agree(first, fact)]
    if not apart:
        return Verdict(rule, "pass", first.value.span)
    if any(not _is_near(first, f) or not _is_named_alike(report, first, f) for f in apart):
        return None
    texts = Counter(fact.value.text for fact in group)
    odd = min(reversed(group), key=lambda fact: texts[fact.value.text])
    details = (
        ("subject", first.term),
        *both("counts", in_a_row(f"{text}×{times}" for text, times in texts.items())),
        *both("others", in_a_row(text for text in texts if text != odd.value.text)),
    )
    operands = tuple(
        Operand("另见", fact.value.span, fact.value.text) for fact in group if fact is not odd
    )
    return Verdict(rule, "fail", odd.value.span, operands, stated=odd.value.text, details=details)


def _agree(one: Fact, other: Fact) -> bool:
    if one.value.kind != other.value.kind:
        return False
    if one.value.kind == "date":
        return one.value.date == other.value.date
    return intervals.meets(interval_of(one.value), interval_of(other.value))


def _is_near(one: Fact, other: Fact) -> bool:
    """Whether two figures may be of one thing: none is twice the other."""
    if one.value.kind != other.value.kind:
        return False
    if one.value.kind == "date":
        return True
    low, high = sorted((one.value.amount or Decimal(0), other.value.amount or Decimal(0)))
    return low * SLIP > high
