"""What was planned by number, and what is reported of it: fewer, and no reason near.

A remark: that plan and result speak of one thing is read from their words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from checker.checks.agreement.copies import REACH, chapters, phrase_around, plain, unsaid
from checker.checks.words import has_any, places_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Verdict, both
from checker.report.outline import sections_at
from checker.report.prose import paragraph_at, sentence_at

NOUN = 4
"""Least characters of the noun that plan and result must have in common."""
YEAR = r"(20\d\d)\s*年"
MANY = 64
"""Sentences of plans, and numbers in them, that are read."""


def check_planned(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on all numbers of the plan that come back smaller in a later chapter.

    ``params``: ``tasks`` are words in the titles of sections of plans and ``met`` in those of
    results, ``plans`` and ``done`` in their sentences; ``parts`` are of other times or of shares;
    ``units`` count the same in several ways (项, 次); ``reasons`` say why; ``later`` are titles of
    what is yet to come. A number that is reached anywhere in the report is no remark.
    """
    del context
    starts = chapters(report)
    counts = [v for v in report.values if v.kind == "count" and v.parent is None and v.number]
    aims = _aims(report, counts, rule.params) if starts else {}
    if not aims:
        return NotApplied(rule, "no-place")
    pairs: list[tuple[Value, Value]] = []
    for noun, aim in aims.items():
        told = _told(report, counts, noun, aim, starts, rule.params)
        if told and all(_less(value, aim) for value in told):
            pairs.append((aim, told[-1]))
    if not pairs:
        return [Verdict(rule, "pass", next(iter(aims.values())).span)]
    phrases = (phrase_around(report, aim.span).span for aim, _ in pairs)
    said = ("".join(report.folded[slice(*span)].split()) for span in phrases)
    shown = [f"“{plan}”→{done.text}" for plan, (_, done) in zip(said, pairs, strict=True)]
    words = Words("；".join(shown), "; ".join(shown))
    operands = [Operand("计划", aim.span, aim.text) for aim, _ in pairs[1:]]
    operands += [Operand("结果", done.span, done.text) for _, done in pairs]
    return [Verdict(rule, "fail", pairs[0][0].span, tuple(operands), details=both("pairs", words))]


def _aims(
    report: Report, counts: Sequence[Value], params: dict[str, Any]
) -> dict[tuple[str, str], Value]:
    """The numbers of the plan by what they count, the first of each."""
    aims: dict[tuple[str, str], Value] = {}
    folded, seen, sentences = report.folded, -1, 0
    for section in report.sections:
        title = folded[slice(*section.title)]
        if section.item or section.span.start < seen or not has_any(params["tasks"], title):
            continue
        if has_any(params["met"], title):
            continue
        for at in places_of(params["plans"], folded, *section.span):
            if at < seen:
                continue
            if len(aims) >= MANY or sentences >= MANY:
                return aims
            sentences += 1
            sentence = sentence_at(report, at)
            seen = sentence.end
            told = folded[slice(*sentence)]
            if has_any(params["done"], told) or has_any(params["parts"], told):
                continue
            if any(year != str(report.identity.year) for year in re.findall(YEAR, told)):
                continue
            first = bisect_left(counts, sentence.start, key=lambda value: value.span.start)
            for value in counts[first : first + MANY]:
                if value.span.start >= sentence.end:
                    break
                noun = _noun(report, value, params)
                if value.bound in ("", "least") and len(noun[0]) >= NOUN:
                    aims.setdefault(noun, value)
    return aims


def _noun(report: Report, value: Value, params: dict[str, Any]) -> tuple[str, str]:
    """What a number counts: the noun behind it or the one before, and its unit. With words on both
    sides it is some subject's number, and has no noun."""
    before, behind, _ = phrase_around(report, value.span)
    dropped = unsaid(report, params["dropped"], params["light"])
    head, tail = plain(before, dropped), plain(behind, dropped)
    return "" if head and tail else head or tail, _unit(value, params)


def _unit(value: Value, params: dict[str, Any]) -> str:
    return "项" if value.unit in params["units"] else value.unit


def _told(
    report: Report,
    counts: Sequence[Value],
    noun: tuple[str, str],
    aim: Value,
    starts: Sequence[int],
    params: dict[str, Any],
) -> list[Value]:
    """What later chapters report of a noun; nothing where one of them gives a reason."""
    found: list[Value] = []
    later = bisect_right(starts, aim.span.start)
    if later == len(starts):
        return found
    for at in places_of(noun[:1], report.folded, starts[later])[:MANY]:
        near = bisect_left(counts, at, key=lambda value: value.span.start)
        for value in counts[max(near - 1, 0) : near + 1]:
            if value.bound or abs(value.span.start - at) > REACH or _unit(value, params) != noun[1]:
                continue
            if value in found or _noun(report, value, params) != noun:
                continue
            titles = [report.folded[slice(*s.title)] for s in sections_at(report, at)]
            around = report.folded[slice(*paragraph_at(report, at).span)]
            told = report.folded[slice(*sentence_at(report, at))]
            if has_any(params["reasons"], around) or has_any(params["parts"], told):
                return []
            if not has_any(params["later"], "".join(titles)):
                found.append(value)
    return found


def _less(value: Value, aim: Value) -> bool:
    return (value.amount or Decimal(0)) < (aim.amount or Decimal(0))
