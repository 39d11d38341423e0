"""A stated rate against the two figures it is the quotient of.

The text seldom says which budget a rate is measured on. Therefore any two figures near by that
give the rate speak for the writer; it fails only where the sentence names what was spent and what
was budgeted, and nothing there gives the rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, permutations, product

from checker.checks.amounts.bases import by_tables
from checker.checks.amounts.borne import borne_out, misprinted_beside
from checker.checks.amounts.quotients import (
    ADDED,
    BUDGETED,
    Pair,
    Sides,
    adjusted,
    agrees,
    are_of_two_things,
    beside,
    counted_in,
    is_conditional,
    is_of_another,
    is_of_one,
    is_of_task,
    is_rest,
    moves,
    quantity,
    quotient,
    sides_of,
    words_of,
)
from checker.checks.reckoning import intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import show_value
from checker.checks.reckoning.misprints import explains, is_slip_of
from checker.checks.reckoning.reckoned import reckoned
from checker.model.context import Context
from checker.model.report import Fact, Report
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict

SETTLED = "调整后|调整预算|年末预算|全年预算|最终"
"""The name of a budget that what moved it is in already."""
OF_SEVERAL = "合计|平均|综合|加权"
IN_TIME = "按期|按时|及时|限期|限时"
"""The name of a rate of what was done in time, which is measured on what was done."""
ABSURD = Decimal("1.5")
"""A rate of execution above which the amounts, of several, are of two things."""
FEW = 6
"""Changes of a paragraph that are added up."""
STATED = 60
"""Rates of one name beyond which figures of other paragraphs are not tried for each."""
MOST = 24
"""Figures of a paragraph that are tried in pairs; one that has more is a list, and proves nothing."""


def check_ratio(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each place in prose where the rate is stated.

    ``params``: ``rate`` is the term of the rate, the others are those of ``quotients.Sides``.
    """
    del context
    rates = [
        fact
        for fact in report.facts_of([rule.params["rate"]])
        if fact.table is None
        and not fact.change
        and not fact.value.bound
        and not report.folded.startswith("的", fact.value.span.end)  # 执行率100%的项目6个
        and not is_conditional(report, fact)
    ]
    if not rates:
        return NotApplied(rule, "no-place", (rule.params["rate"],))
    sides = sides_of(rule.params)
    figures: dict[int, list[Fact]] = {}
    changes: dict[int, list[Fact]] = {}
    for fact in report.facts:
        if (
            fact.table is None
            and fact.value.kind == sides.kind
            and fact.term != rule.params["rate"]
        ):
            (changes if fact.change else figures).setdefault(fact.paragraph, []).append(fact)
    judged = []
    known = [fact for near in figures.values() for fact in near if fact.term and not fact.scope]
    for count, rate in enumerate(rates):
        at = rate.paragraph
        verdict = _judge(report, rule, sides, rate, figures.get(at, []), changes.get(at, []))
        doubted = verdict is not None and verdict.outcome == "fail" and sides.also
        open_ = verdict is None or verdict.outcome == "undetermined" or doubted
        if open_ and count < STATED:
            verdict = _elsewhere(report, rule, sides, rate, known) or verdict
        if verdict is None and sides.tabled and not rate.scope:
            verdict = by_tables(report, rule, rate, quantity(rate), sides.tabled == "left")
        if verdict is not None:
            judged.append(verdict)
    names = ((sides.of or sides.grown or sides.to)[0], sides.to[0]) if sides.to else ()
    return judged or NotApplied(rule, "missing" if names else "no-place", names)


def _elsewhere(
    report: Report, rule: Rule, sides: Sides, rate: Fact, known: Sequence[Fact]
) -> Verdict | None:
    """The verdict that a rate of the whole department is right by figures of it that stand in other
    paragraphs; None where it is not, for then it may be measured on something else. It fails where
    its own sentence has one of these figures with a slip in it."""
    borne = borne_out(report, sides, rate, known)
    if borne is None:
        return None
    said = misprinted_beside(sides, rate, borne, known)
    computed = quotient(said) if said is not None else None
    if said is not None and computed is not None:
        return _verdict(rule, rate, said, computed, "fail")
    found = quotient(borne)
    return _verdict(rule, rate, borne, found, "pass") if found is not None else None


def _judge(
    report: Report,
    rule: Rule,
    sides: Sides,
    rate: Fact,
    near: Sequence[Fact],
    changes: Sequence[Fact],
) -> Verdict | None:
    """The verdict on one rate beside the figures of its paragraph and their ``changes``; None where
    what was spent or what was budgeted is not stated there."""
    if len(near) > MOST:
        return None
    pairs = list(_named(report, rate, near, sides)) or beside(report, rate, near, sides)
    tried = [(pair, found) for pair in pairs if (found := quotient(pair)) is not None]
    if not tried:
        return None
    for pair, found in _any_two(near, changes, sides):
        if agrees(rate, found, bool(sides.grown)):
            return _verdict(rule, rate, pair, found, "pass")
    settled = any(re.search(SETTLED, words_of(report, pair.whole)) for pair in pairs)
    own = {id(fact) for pair in pairs for fact in pair[:2]}
    moved = [
        fact
        for fact in (*near, *changes)
        if not settled
        and id(fact) not in own
        and moves(report, fact)
        and not any(is_rest(fact, pair) for pair in pairs)
    ]
    for pair, _ in tried:
        more = counted_in(pair, near) if sides.kind == "count" else ()
        for found in (*adjusted(report, pair, moved), *more):
            if agrees(rate, found):
                return _verdict(rule, rate, pair, found, "pass")
    if not _is_of_one_thing(report, rate, sides, pairs):
        return None
    stated_whole = next((one for one in tried if _is_stated(one[0], rate, changes)), None)
    if stated_whole is not None:
        return _verdict(rule, rate, *stated_whole, "fail")
    return _doubted(report, rule, sides, rate, near, tried, moved, changes)


def _doubted(
    report: Report,
    rule: Rule,
    sides: Sides,
    rate: Fact,
    near: Sequence[Fact],
    tried: Sequence[tuple[Pair, Quantity]],
    moved: Sequence[Fact],
    changes: Sequence[Fact],
) -> Verdict | None:
    """The verdict on a rate that none of the pairs ``tried`` gives: a fault, or undetermined where it
    may be measured on something else; ``moved`` are amounts by which budgets were raised or cut."""
    stated = quantity(rate)
    nearest = [
        one
        for one in tried
        if (
            rate.sentence in (one[0].part.sentence, one[0].whole.sentence)
            or (sides.kind == "count" and len(tried) == 1)  # no other count goes by these names
        )
        and not (one[0].grown and sides.of)
        and (one[0].whole.term not in sides.also or one[0].whole.basis in BUDGETED)
    ]
    pair, found = min(nearest or tried, key=lambda one: abs(one[1].printed - stated.printed))
    if sides.done and stated.printed == 1 <= found.printed:
        return None  # more than planned, written as 100%
    if not nearest and sides.grown:
        return _of_levels(rule, sides, rate, tried, changes)
    slip = stated.printed != 1 and explains(rate.value, pair.part.value, pair.whole.value)
    if (
        not nearest
        or (not slip and found.printed > ABSURD and are_of_two_things(near, rate, stated, found))
        or (
            not slip
            and sides.kind == "amount"
            and _is_of_adjusted(report, rate, pair, stated, found)
        )
        or any(fact.sentence == rate.sentence for fact in moved)
        or is_of_another(report, rate, pair.whole, [f for one, _ in tried for f in one[:2]], near)
    ):
        return Verdict(rule, "undetermined", rate.value.span, missing=("口径",))
    return _verdict(rule, rate, pair, found, "fail")


def _of_levels(
    rule: Rule,
    sides: Sides,
    rate: Fact,
    tried: Sequence[tuple[Pair, Quantity]],
    changes: Sequence[Fact],
) -> Verdict | None:
    """The verdict on a rate of adjustment of which the sentence states only the budgets before and
    after, and that they do not give: what was adjusted may leave something out. A slip is certain
    all the same; None where the sentence does not state both, or more than these."""
    both = (
        one
        for one in tried
        if one[0].grown and one[0].part.sentence == one[0].whole.sentence == rate.sentence
    )
    pair, found = next(both, (None, None))
    if pair is None or found is None or not sides.of:
        return None
    if is_slip_of(rate.value, intervals.absolute(found.rounded)):
        return _verdict(rule, rate, pair, found, "fail")
    if changes:
        return None
    return Verdict(rule, "undetermined", rate.value.span, missing=sides.of[:1])


def _is_stated(pair: Pair, rate: Fact, changes: Sequence[Fact]) -> bool:
    """Whether the sentence of a rate of change states both levels and by how much they differ."""
    apart = abs((pair.part.value.amount or Decimal(0)) - (pair.whole.value.amount or Decimal(0)))
    return (
        pair.grown
        and pair.part.sentence == pair.whole.sentence == rate.sentence
        and any(c.sentence == rate.sentence and c.value.amount == apart for c in changes)
    )


def _named(report: Report, rate: Fact, near: Sequence[Fact], sides: Sides) -> Iterator[Pair]:
    """The pairs that go by the names of what the rate is made of."""
    year = report.identity.year
    for part, whole in permutations(near, 2):
        for grown in (False, True) if sides.grown else (False,):
            pair = Pair(part, whole, grown)
            if is_of_one(pair, rate, sides, year) and (grown or not moves(report, whole)):
                yield pair


def _any_two(
    near: Sequence[Fact], changes: Sequence[Fact], sides: Sides
) -> Iterator[tuple[Pair, Quantity]]:
    """What any two figures come to, whatever they are called; for a change also what any change
    comes to of a figure."""
    pairs = [Pair(part, whole) for part, whole in permutations(near, 2)]
    if sides.grown:
        pairs += [Pair(part, whole, True) for part, whole in permutations(near, 2)]
        pairs += [Pair(part, whole) for part, whole in product(changes[:MOST], near)]
        pairs += [Pair(_sum(some), whole) for some in _some_of(changes) for whole in near]
    for pair in pairs:
        found = quotient(pair)
        if found is not None:
            yield pair, found


def _some_of(changes: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Two or three of the changes of a paragraph: additions and cuts are counted together."""
    few = changes[:FEW]
    return chain(combinations(few, 2), combinations(few, 3))


def _sum(facts: Sequence[Fact]) -> Fact:
    """One fact of what several come to, without their signs."""
    decimals = max(fact.value.decimals for fact in facts)
    factor = min(fact.value.factor for fact in facts)
    amount = sum(((fact.value.amount or Decimal(0)) for fact in facts), Decimal(0))
    value = replace(facts[0].value, number=amount / factor, factor=factor, decimals=decimals)
    return replace(facts[0], value=value)


def _is_of_adjusted(
    report: Report, rate: Fact, pair: Pair, stated: Quantity, found: Quantity
) -> bool:
    """Whether more was spent than the budget beside it, and the rate is of one that was raised: the
    sentence speaks of that, it is the first budget, or the rate is just 100%."""
    if not stated.printed <= 1 < found.printed:
        return False
    if pair.whole.basis == "年初预算" and stated.printed < 1:
        return True
    low, high = report.paragraphs[rate.paragraph].span
    low = max(low, report.folded.rfind("。", low, rate.span.start) + 1)
    stop = report.folded.find("。", rate.span.end, high)
    words = report.folded[low : high if stop < 0 else stop].replace("调整率", "")
    return stated.printed == 1 or re.search(f"{ADDED}|{SETTLED}|调整", words) is not None


def _is_of_one_thing(report: Report, rate: Fact, sides: Sides, pairs: Sequence[Pair]) -> bool:
    """Whether the rate's own name leaves it one of what the rule counts, and of one thing."""
    of_task = sides.kind == "amount" and is_of_task(report, rate, pairs)
    words = words_of(report, rate)
    in_time = re.search(IN_TIME, words) is not None and re.search(IN_TIME, sides.done) is None
    return not (of_task or in_time) and re.search(OF_SEVERAL, words) is None


def _verdict(rule: Rule, rate: Fact, pair: Pair, found: Quantity, outcome: Outcome) -> Verdict:
    above, below = show_value(pair.part.value), show_value(pair.whole.value)
    operands = (
        Operand(pair.part.term or "支出", pair.part.value.span, above),
        Operand(pair.whole.term or "预算", pair.whole.value.span, below),
    )
    above = f"({above} − {below})" if pair.grown else above
    return reckoned(
        rule, rate.value, quantity(rate), found, operands, f"{above} ÷ {below}", outcome
    )
