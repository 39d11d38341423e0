"""The indicators scored twice, in a list and in sections of their own: both say the same.

Proves that a report gives one indicator two scores. Two sets of scores are of one thing where all
names of the smaller stand in the other with the same maxima and most scores agree: projects that
are scored by one card have their names and maxima in common, but hardly their scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from checker.checks.scores.stated import in_points, number_of, plain_name, total_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.score import Score
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

FEW = 3
"""Indicators from which a set is known again."""
MOST = 8
"""Sets that are compared with each other."""
AGREEING = 2
"""How many times as many scores agree as differ, at least."""

Set = Mapping[str, Score]


def check_rescored(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each indicator that two sets of scores have in common. The claim is the score
    of the set that does not come to the total, else the later one."""
    del context
    sets = [one for one in _sets(report) if len(one) >= FEW][:MOST]
    kinds = Counter((_kind(one), frozenset(one)) for one in sets)
    alone = [one for one in sets if kinds[_kind(one), frozenset(one)] == 1]
    verdicts = [
        verdict
        for first, second in combinations(alone, 2)
        if _kind(first) != _kind(second) and _are_of_one(first, second)
        for verdict in _judge(report, rule, first, second)
    ]
    return verdicts or NotApplied(rule, "no-place")


def _sets(report: Report) -> list[Set]:
    """The scores that stand together, by name; a set that has a name twice is left out."""
    groups: dict[tuple[str, int], list[Score]] = {}
    for score in report.scores:
        if score.kind == "item" and score.got is not None and score.most is not None:
            groups.setdefault(score.group, []).append(score)
    sets = [{plain_name(score.name): score for score in group} for group in groups.values()]
    return [one for one, group in zip(sets, groups.values(), strict=True) if len(one) == len(group)]


def _kind(one: Set) -> str:
    """List, table or sections: a report that scores its projects one by one does it in one way."""
    return next(iter(one.values())).group[0]


def _are_of_one(first: Set, second: Set) -> bool:
    shared = first.keys() & second.keys()
    if len(shared) < max(FEW, min(len(first), len(second))):
        return False
    if any(_most(first[name]) != _most(second[name]) for name in shared):
        return False
    differing = sum(number_of(first[name]) != number_of(second[name]) for name in shared)
    return AGREEING * differing <= len(shared) - differing


def _most(score: Score) -> object:
    return score.most.number if score.most is not None else None


def _judge(report: Report, rule: Rule, first: Set, second: Set) -> Iterator[Verdict]:
    total = total_of(report.scores)
    odd = total is not None and (
        sum(map(number_of, first.values()))
        != number_of(total)
        == sum(map(number_of, second.values()))
    )
    for name in first:
        if name not in second:
            continue
        other, own = (second[name], first[name]) if odd else (first[name], second[name])
        if own.got is None or other.got is None:
            continue
        shown, meant = in_points(number_of(own)), in_points(number_of(other))
        outcome: Outcome = "pass" if shown == meant else "fail"
        yield Verdict(
            rule,
            outcome,
            own.got.span,
            (Operand(own.name, other.got.span, meant),),
            shown,
            meant,
            in_points(abs(number_of(own) - number_of(other))),
            working=f"{meant} {'=' if outcome == 'pass' else '≠'} {shown}",
            details=(("subject", own.name),),
        )
