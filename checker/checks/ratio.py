"""A stated rate against the two amounts it is the quotient of.

The text seldom says which budget a rate is measured on. Therefore any two amounts near by that
give the rate speak for the writer; it fails only where the sentence names what was spent and what
was budgeted, and nothing there gives the rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, permutations, product

from checker.checks import arithmetic, intervals
from checker.checks.arithmetic import Quantity
from checker.checks.expression import Figure, show_number, show_tolerance, show_value, unit_for
from checker.model.context import Context
from checker.model.report import Fact, Report
from checker.model.rule import Rule
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.clauses import UNNAMED

SPENT = frozenset({"实际", "决算"})
BUDGETED = frozenset({"年初预算", "调整预算", "计划"})
CONDITION = "目标[值：:为是]|标准[：:为是]|满分|应[达不]|剔除|扣除|扣减|不考虑|除去|若按|如按"
DONE = "(?:支出|支付|执行|使用|完成|决算|采购|拨付)(?:数|额|金额|资金|了)?[ 为是]*$"
ADDED = "追加|[调核]增|结转|结余|增加|新增|下达"
REDUCED = "[调核追]减|压减|减少|收回|盘活"
BUDGET = "预算|指标|计划"
SETTLED = "调整后|调整预算|年末预算|全年预算|最终"
"""The name of a budget that what moved it is in already."""
OF_MONEY = "预算|支出|支付|执行|资金|采购"
"""What the name of a rate has that is of money; 完成率 alone is of the task."""
OF_SEVERAL = "合计|平均|综合|加权"
ABSURD = Decimal("1.5")
"""A rate of execution above which the amounts, of several, are of two things."""
MOST = 24
"""Amounts of a paragraph that are tried in pairs; one that has more is a list, and proves nothing."""


def check_ratio(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each place in prose where the rate is stated.

    ``params``: ``rate`` is the term of the rate, ``of`` the terms that may stand above the line,
    ``to`` those below it.
    """
    del context
    rates = [
        fact
        for fact in report.facts
        if fact.term == rule.params["rate"]
        and not _is_conditional(report, fact)
        and not report.folded.startswith("的", fact.value.span.end)  # 执行率100%的项目6个
        and fact.table is None
        and not fact.change
        and not fact.value.bound
    ]
    if not rates:
        return NotApplied(rule, "no-place", (rule.params["rate"],))
    amounts: dict[int, list[Fact]] = {}
    changes: dict[int, list[Fact]] = {}
    for fact in report.facts:
        if fact.table is None and fact.value.kind == "amount":
            (changes if fact.change else amounts).setdefault(fact.paragraph, []).append(fact)
    judged = []
    for rate in rates:
        at = rate.paragraph
        verdict = _judge(report, rule, rate, amounts.get(at, []), changes.get(at, []))
        if verdict is None or verdict.outcome == "undetermined":
            verdict = _borne_out(report, rule, rate, amounts) or verdict
        if verdict is not None:
            judged.append(verdict)
    names = (rule.params["of"][0], rule.params["to"][0])
    return judged or NotApplied(rule, "missing", names)


def _borne_out(
    report: Report, rule: Rule, rate: Fact, amounts: Mapping[int, Sequence[Fact]]
) -> Verdict | None:
    """The verdict that a rate of the whole department is right by amounts of it that stand in other
    paragraphs; None where it is not, for then it may be measured on something else."""
    if rate.scope:
        return None
    year = report.identity.year
    known = [fact for near in amounts.values() for fact in near if fact.term and not fact.scope]
    parts = [fact for fact in known if fact.term in rule.params["of"]][:MOST]
    wholes = [fact for fact in known if fact.term in rule.params["to"]][:MOST]
    for part, whole in product(parts, wholes):
        found = _quotient(part, whole)
        if (
            part is not whole
            and found is not None
            and _spent(part, rule)
            and _budgeted(whole, rule)
            and not _moves(report, whole)
            and _of_one(part, whole, rate, rule, year)
            and intervals.meets(_quantity(rate).rounded, found.rounded)
        ):
            return _verdict(rule, rate, part, whole, found, "pass")
    return None


def _is_conditional(report: Report, rate: Fact) -> bool:
    """Whether the clause sets a target or a standard, or says that it leaves something out."""
    at = rate.value.span.start
    low = report.folded.rfind("\n", 0, at) + 1
    start = max(low, *(report.folded.rfind(mark, low, at) + 1 for mark in "。；;"))
    end = re.compile("[。；;，,\n]").search(report.folded, rate.value.span.end)
    clause = report.folded[start : end.start() if end is not None else None]
    return re.search(CONDITION, clause) is not None


def _judge(
    report: Report, rule: Rule, rate: Fact, near: Sequence[Fact], changes: Sequence[Fact]
) -> Verdict | None:
    """The verdict on one rate beside the amounts of its paragraph and their ``changes``; None where
    what was spent or what was budgeted is not stated there."""
    if len(near) > MOST:
        return None
    year = report.identity.year
    pairs = [
        (part, whole)
        for part, whole in permutations(near, 2)
        if _spent(part, rule)
        and _budgeted(whole, rule)
        and not _moves(report, whole)
        and _of_one(part, whole, rate, rule, year)
    ]
    pairs = pairs or _beside(report, rate, near)
    tried = [(p, w, quotient) for p, w in pairs if (quotient := _quotient(p, w)) is not None]
    if not tried:
        return None
    for part, whole in permutations(near, 2):
        found = _quotient(part, whole)
        if found is not None and intervals.meets(_quantity(rate).rounded, found.rounded):
            return _verdict(rule, rate, part, whole, found, "pass")
    settled = any(re.search(SETTLED, _words(report, whole)) for _, whole in pairs)
    moved = [fact for fact in (*near, *changes) if not settled and _moves(report, fact)]
    for part, whole, _ in tried:
        for found in _adjusted(report, part, whole, moved):
            if intervals.meets(_quantity(rate).rounded, found.rounded):
                return _verdict(rule, rate, part, whole, found, "pass")
    if not _is_of_money(report, rate):
        return None
    nearest = [found for found in tried if rate.sentence in (found[0].sentence, found[1].sentence)]
    stated = _quantity(rate).printed
    part, whole, quotient = min(nearest or tried, key=lambda found: abs(found[2].printed - stated))
    if (
        not nearest
        or (quotient.printed > ABSURD and _are_of_two_things(near, rate, quotient.printed))
        or any(fact.sentence == rate.sentence for fact in moved)
        or _is_of_another(report, rate, whole, [w for _, w in pairs], near)
    ):
        return Verdict(rule, "undetermined", rate.value.span, missing=("口径",))
    return _verdict(rule, rate, part, whole, quotient, "fail")


def _are_of_two_things(near: Sequence[Fact], rate: Fact, printed: Decimal) -> bool:
    """Whether the rate's sentence has more amounts than a rate is made of, and the rate computed is
    not the stated one with its point elsewhere."""
    stated = _quantity(rate).printed
    shifted = any(abs(stated * 10**n - printed) * 100 <= printed for n in (1, 2))
    return not shifted and sum(fact.sentence == rate.sentence for fact in near) > 2


def _moves(report: Report, fact: Fact) -> bool:
    """Whether an amount is what a budget was raised or cut by in the year, or was carried into it."""
    return re.search(f"{ADDED}|{REDUCED}", _words(report, fact)) is not None


def _words(report: Report, fact: Fact) -> str:
    """A figure's name with the words of a change behind it: 年中追加."""
    return report.folded[fact.label.start : fact.value.span.start]


def _adjusted(report: Report, part: Fact, whole: Fact, moved: Sequence[Fact]) -> Iterator[Quantity]:
    """``part`` divided by ``whole`` with some of what moved it, whichever the writer counts in."""
    others = [fact for fact in moved if fact is not whole and fact is not part][:4]
    above, below, *steps = _quantities([part, whole, *others])
    for size in range(1, len(others) + 1):
        for chosen in combinations(range(len(others)), size):
            total = below
            for n in chosen:
                cut = re.search(REDUCED, _words(report, others[n])) is not None
                total = (arithmetic.minus if cut else arithmetic.plus)(total, steps[n])
            quotient = arithmetic.over(above, total)
            if quotient is not None:
                yield quotient


def _is_of_money(report: Report, rate: Fact) -> bool:
    """Whether the rate's own name leaves it one of money, and of one thing."""
    name = _words(report, rate)
    of_task = "完成率" in name and re.search(OF_MONEY, name) is None
    return not of_task and re.search(OF_SEVERAL, name) is None


def _is_of_another(
    report: Report, rate: Fact, whole: Fact, wholes: Sequence[Fact], near: Sequence[Fact]
) -> bool:
    """Whether a budget of something else stands nearer to the rate: 预算…，支出…，其中项目预算…，执行率."""
    return any(
        whole.span.end <= fact.span.start
        and fact.span.end <= rate.span.start
        and fact not in wholes
        and re.search(BUDGET, _words(report, fact))
        for fact in near
    )


def _beside(report: Report, rate: Fact, near: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """What was spent and what was budgeted where these are the two amounts right before the rate,
    whatever they are of: 普查项目预算180万元，支出162万元，执行率90%."""
    before = [f for f in near if f.sentence == rate.sentence and f.span.end <= rate.span.start]
    if len(before) < 2 or rate.scope != UNNAMED:
        return []
    first, last = before[-2:]
    between = report.folded[last.value.span.end : rate.value.span.start]
    if any(char.isdigit() for char in between):
        return []  # another figure: the rate is of that
    planned = [fact for fact in (first, last) if fact.basis in BUDGETED]
    done = [fact for fact in (first, last) if fact.basis in SPENT or _is_done(report, fact)]
    return [(done[0], planned[0])] if len(planned) == len(done) == 1 else []


def _is_done(report: Report, fact: Fact) -> bool:
    return fact.basis not in BUDGETED and re.search(DONE, _words(report, fact)) is not None


def _quantity(fact: Fact) -> Quantity:
    return arithmetic.quantity_of(fact.value, fact.value.kind, None)


def _quotient(part: Fact, whole: Fact) -> Quantity | None:
    return arithmetic.over(*_quantities([part, whole]))


def _quantities(facts: Sequence[Fact]) -> list[Quantity]:
    finest = arithmetic.finest_of([fact.value for fact in facts])
    return [
        arithmetic.quantity_of(
            fact.value, "amount", finest.get(arithmetic.unit_of_value(fact.value))
        )
        for fact in facts
    ]


def _spent(fact: Fact, rule: Rule) -> bool:
    return fact.basis in SPENT or (fact.term in rule.params["of"] and fact.basis not in BUDGETED)


def _budgeted(fact: Fact, rule: Rule) -> bool:
    return fact.basis in BUDGETED or (fact.term in rule.params["to"] and fact.basis not in SPENT)


def _of_one(part: Fact, whole: Fact, rate: Fact, rule: Rule, year: int | None) -> bool:
    """Whether both amounts are of one thing and one year, and that the one the rate is of."""
    if len({fact.period or year for fact in (part, whole, rate)}) > 1:
        return False
    if rate.basis in BUDGETED and whole.basis != rate.basis:
        return False
    if part.scope != whole.scope or rate.scope not in ("", part.scope, part.term, whole.term):
        return False
    if part.term in rule.params["of"] and whole.term in rule.params["to"]:
        return True
    return part.term == whole.term != "" and rate.scope == part.term


def _verdict(
    rule: Rule, rate: Fact, part: Fact, whole: Fact, quotient: Quantity, outcome: str
) -> Verdict:
    stated = _quantity(rate)
    figure = Figure(rate.term, rate.value, stated, rate)
    unit = unit_for(figure, stated, [figure])
    doubt = intervals.half_width(intervals.subtract(stated.rounded, quotient.rounded))
    computed = show_number(quotient.printed, unit)
    failed = outcome == "fail"
    cut = failed and arithmetic.truncation_meets(stated, quotient)
    sign = "≠" if failed else "="
    return Verdict(
        rule,
        "fail" if failed else "pass",
        rate.value.span,
        (
            Operand(part.term or "支出", part.value.span, show_value(part.value)),
            Operand(whole.term or "预算", whole.value.span, show_value(whole.value)),
        ),
        show_value(rate.value),
        f"{computed}%",
        f"{show_number(abs(quotient.printed - stated.printed), unit)}{unit.difference}",
        show_tolerance(doubt, unit),
        f"{show_value(part.value)} ÷ {show_value(whole.value)} = {computed}% {sign} {show_value(rate.value)}",
        severity="info" if cut else None,
    )
