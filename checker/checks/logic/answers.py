"""Problems and measures that answer each other, and points that were lost though there is no problem.

That a measure answers a problem is judgement: what is compared are the aspects of the field that
both name, and the words that they share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from checker.checks.habit import again
from checker.checks.logic.problems import read_parts, within
from checker.checks.scores.stated import full_marks, in_points, number_of, total_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict, both, in_a_row
from checker.report.outline import sections_at
from checker.report.prose import clause_at

Aspects = Mapping[str, Sequence[str]]


class Clause(NamedTuple):
    """A clause of a measure, the aspects it names, and its characters two at a time."""

    text: str
    names: frozenset[str]
    pairs: frozenset[str]


class Trait(NamedTuple):
    """The aspects a problem names, and its characters that stand side by side, two at a time."""

    names: frozenset[str]
    pairs: frozenset[str]


class Item(NamedTuple):
    """A problem or measure, and the aspects it names in their order."""

    span: Span
    names: tuple[str, ...]


MOST = 60
"""A list of more problems or measures is none, and each is compared with each."""
MANY = 2
"""Measures beside the problems that make a habit."""
FIRST, LAST = "一", "龥"
"""Between these lie the Chinese characters in use."""
REMEDIES = ("措施", "改进", "整改", "建议", "对策")
"""Words of titles under which measures answer problems."""
CLAUSES = "[，,。；;：:！？\n]"
"""What ends a clause of a measure."""
JOINTS = "、和与及"
"""What joins several things in one clause."""
SURE = 2
"""Pairs of characters that a problem shares with a clause that is surely about it."""
BRIEF = 3
"""Clauses that are no longer name nothing that is done."""
LONG = 3
"""Fewer measures are too few to say that half of them answer nothing."""


def check_answered(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Whether each problem has a measure, and whether the measures are about the problems.

    ``params``: ``aspects`` are the aspects of the field, each with the words that name it;
    ``general`` are words that two items may share without speaking of one thing; ``all`` are words
    of a measure that is meant for every problem, ``taught`` those of one that is unless its clause
    names an aspect, ``staff`` the aspects of which it may be named; ``apart`` are words that hold a word of an aspect
    and are of none. One verdict on the problems
    without a measure, and one on the measures whose aspects no problem names, where they are at
    least half. A problem is answered by any measure that names its aspect or shares a word with it;
    where the measures are fewer, by none that is rather about another problem, and also one that
    names no aspect must be answered, unless a measure for several may be for it too.
    Else items without an aspect are not judged, and problems not where no measure names one.
    """
    del context
    parts = read_parts(report)
    if not parts.problems or not parts.measures:
        return NotApplied(rule, "no-place")
    if max(len(parts.problems), len(parts.measures)) > MOST:
        return NotApplied(rule, "no-place")
    whole = "\n".join(report.folded[slice(*span)] for span in parts.problems + parts.measures)
    aspects: Aspects = {
        name: [word for word in words if word in whole]
        for name, words in rule.params["aspects"].items()
    }
    problems, measures = (
        [Item(span, _named(_plain(report, span, rule), aspects)) for span in spans]
        for spans in (parts.problems, parts.measures)
    )
    alone = _unanswered(report, rule, problems, measures, aspects)
    named = {name for item in problems for name in item.names}
    aside = [
        item
        for item in measures
        if item.names and not named & set(item.names) and not _is_plan(report, item.span)
    ]
    if len(measures) < LONG or len(aside) < MANY or len(aside) * 2 < len(measures):
        aside = []
    found = [_verdict(report, rule, items) for items in (alone, aside) if items]
    return found or [Verdict(rule, "pass", parts.problems[0])]


def _unanswered(
    report: Report, rule: Rule, problems: list[Item], measures: list[Item], aspects: Aspects
) -> list[Item]:
    """The problems that no clause of the measures answers."""
    fewer = len(measures) < len(problems)
    answered = frozenset(name for item in measures for name in item.names)
    if not fewer:
        problems = [
            item
            for at, item in enumerate(problems)
            if item.names
            and answered.isdisjoint(item.names)
            and _is_taken(report, rule, at, problems, measures)
        ]
    split = (
        [_clauses(_plain(report, item.span, rule), aspects) for item in measures]
        if problems
        else []
    )
    clauses = [clause for measure in split for clause in measure]
    if any(_is_general(clause, rule) for clause in clauses):
        return []
    traits = [_traits(report, item, rule.params["general"]) for item in problems]
    free = fewer and any(_is_open(measure, traits) for measure in split)
    found: dict[int, Item] = {}
    for at, (item, trait) in enumerate(zip(problems, traits, strict=True)):
        others = [other.names for other in traits[:at] + traits[at + 1 :]] if fewer else []
        answers = any(_answers(clause, trait, others, answered) for clause in clauses)
        if not answers and (item.names or not free):
            found[at] = item
    # A measure that speaks of no problem is for that of its number, or for any.
    spare = {
        at
        for at, measure in enumerate(split)
        if fewer
        and not any(
            clause.names & each.names or _common(clause, each)
            for clause in measure
            for each in traits
        )
    }
    left = [item for at, item in found.items() if at not in spare]
    return left if spare & found.keys() or len(found) > len(spare) else []


def _is_taken(
    report: Report, rule: Rule, at: int, problems: Sequence[Item], measures: Sequence[Item]
) -> bool:
    """Whether the measure of the same number, where there are as many, speaks of another problem;
    else it may be meant for this one, in words of its own. Of other measures, one must name an
    aspect."""
    if len(measures) != len(problems):
        return any(item.names for item in measures)
    own = measures[at]
    text = report.folded[slice(*own.span)]
    others = (
        _traits(report, item, rule.params["general"])
        for item in problems
        if item is not problems[at]
    )
    return any(not each.names.isdisjoint(own.names) or has_any(each.pairs, text) for each in others)


def _is_open(measure: Sequence[Clause], problems: Sequence[Trait]) -> bool:
    """Whether a measure, in clauses of its own, answers several problems and says more: that may be
    the answer to another one."""
    met = [{at for at, each in enumerate(problems) if _touch(clause, each)} for clause in measure]
    return len(set[int]().union(*met)) > 1 and not all(met)


def _touch(clause: Clause, problem: Trait) -> bool:
    """Whether a clause is surely about a problem."""
    return bool(clause.names & problem.names) or _common(clause, problem) >= SURE


def _common(clause: Clause, problem: Trait) -> int:
    return len(clause.pairs & problem.pairs)


def _is_general(clause: Clause, rule: Rule) -> bool:
    """Whether a clause is meant for every problem."""
    if has_any(rule.params["all"], clause.text):
        return True
    return clause.names <= set(rule.params["staff"]) and has_any(rule.params["taught"], clause.text)


def _answers(
    clause: Clause, problem: Trait, others: Sequence[frozenset[str]], answered: frozenset[str]
) -> bool:
    """Whether a clause answers a problem, and is not rather about one of the others: one that has
    more of the clause's aspects, or has the same where most aspects of this one have no measure and
    the other's all have. Where the clause is about another alone, two words shared with this one
    tell."""
    shared = clause.names & problem.names
    words = _common(clause, problem)
    if not shared:
        several = has_any(JOINTS, clause.text)
        bound = not several and any(clause.names & other for other in others)
        return words >= (SURE if bound else 1)
    aside = len(problem.names & answered) * 2 < len(problem.names)
    for other in others:
        theirs = clause.names & other
        if shared < theirs:
            return words > 0
        if aside and shared == theirs and other <= answered:
            return False
    return True


def _is_plan(report: Report, span: Span) -> bool:
    """Whether a measure stands among next year's work, which need not answer a problem."""
    titles = [report.folded[slice(*section.title)] for section in sections_at(report, span.start)]
    return not any(word in title for title in titles for word in REMEDIES)


def _plain(report: Report, span: Span, rule: Rule) -> str:
    """The text of an item without the words that only look as if they named an aspect."""
    text = report.folded[slice(*span)]
    for word in rule.params["apart"]:
        text = text.replace(word, "")
    return text


def _named(text: str, aspects: Aspects) -> tuple[str, ...]:
    """The aspects that a text names."""
    return tuple(name for name, words in aspects.items() if has_any(words, text))


def _clauses(measure: str, aspects: Aspects) -> list[Clause]:
    """The clauses of a measure."""
    texts = re.split(CLAUSES, measure)
    return [
        Clause(text, frozenset(_named(text, aspects)), _pairs(text))
        for text in texts
        if len(text) > BRIEF
    ]


def _traits(report: Report, item: Item, general: Sequence[str]) -> Trait:
    """What a problem may share with a measure; general words are left out."""
    text = report.folded[slice(*item.span)]
    for word in general:
        text = text.replace(word, " ")
    both = (pair for pair in _pairs(text) if all(FIRST <= c <= LAST for c in pair))
    return Trait(frozenset(item.names), frozenset(both))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


def _verdict(report: Report, rule: Rule, items: Sequence[Item]) -> Verdict:
    """One finding on all items of one side: at the first, the others as further places."""
    first, *others = (within(clause_at(report, span.start), span) for span, _ in items)
    names = list(dict.fromkeys(name for _, names in items for name in names[:1]))
    subject = in_a_row(names or [report.folded[slice(*first)].strip()], en="“{}”")
    return Verdict(rule, "fail", first, again(report, others), details=both("subject", subject))


def _is_given(report: Report, score: Span) -> bool:
    """Whether a total is what the report gives itself, and not the full marks of its card (总分100分
    ，其中投入20分)."""
    clause = clause_at(report, score.start)
    before = report.folded[clause.start : score.start]
    scale = report.folded.startswith("制", score.end)
    return ("得" in before or "自评" in before) and not scale


def check_denied(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A section of problems that says that there are none, against the total; and full marks for
    the whole, against the problems that are listed."""
    parts, total = read_parts(report), total_of(report.scores)
    if total is None or total.got is None:
        return NotApplied(rule, "no-place")
    place = parts.denied if parts.denied is not None and not parts.problems else None
    if place is None and not parts.problems:
        return NotApplied(rule, "no-place")
    lost = full_marks(total, context.card) - number_of(total)
    if lost < 0 or (place is None) == (lost > 0):
        return [Verdict(rule, "pass", total.span)]
    if lost == 0 and not _is_given(report, total.got.span):
        return NotApplied(rule, "no-place")
    said = place or parts.problems[0]
    trimmed = report.folded[slice(*said)]
    start = said.start + len(trimmed) - len(trimmed.lstrip(" \n。.：:"))
    shown = within(clause_at(report, start), Span(start, said.end))
    return [
        Verdict(
            rule,
            "fail",
            total.span,
            (Operand("存在问题", shown, report.text[slice(*shown)]),),
            details=(
                ("score", total.got.text),
                ("lost", in_points(max(lost, Decimal(0)))),
                ("second", report.folded[slice(*shown)].replace("\n", "")),
            ),
            table=total.table,
        )
    ]
