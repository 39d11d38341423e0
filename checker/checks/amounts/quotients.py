"""Which two figures a rate may be the quotient of: what stands above the line and what below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.model.report import Fact, Report
from checker.report.clauses import UNNAMED

SPENT = frozenset({"实际", "决算"})
BUDGETED = frozenset({"年初预算", "调整预算", "计划"})
DONE = "(?:支出|支付|执行|使用|完成|决算|采购|拨付)(?:数|额|金额|资金|了)?[ 为是]*$"
ADDED = "追加|[调核]增|结转|结余|增加|新增|下达"
REDUCED = "[调核追]减|压减|减少|收回|盘活"
BUDGET = "预算|指标|计划"
CONDITION = "目标[值：:为是]|标准[：:为是]|满分|应[达不]|剔除|扣除|扣减|不考虑|除去|若按|如按"
SHIFTED = 100  # a rate with its point elsewhere is off by a tenth or a hundredth
OF_MONEY = "预算|支出|支付|执行|资金|采购"
"""What the name of a rate has that is of money; 完成率 alone is of the task."""
CLAUSE = 300
"""Characters before a rate beyond which nothing is said of it."""


class Sides(NamedTuple):
    """The parameters of a rate: what may stand above and below the line (``of``, ``to``), what may
    stand below it in the writer's favour only (``also``), levels whose change from what is below
    may stand above (``grown``), the kind of figure, the words that name what was done where the
    vocabulary has no term for it (``done``), and whether the totals of a table give the rate, as
    what was spent or what was left of a budget (``tabled``)."""

    of: tuple[str, ...]
    to: tuple[str, ...]
    also: tuple[str, ...]
    grown: tuple[str, ...]
    kind: str
    done: str
    tabled: str

    @property
    def below(self) -> tuple[str, ...]:
        """All that may stand below the line."""
        return self.to + self.also


class Pair(NamedTuple):
    """Two figures a rate may be made of; ``grown`` where it is the change between them."""

    part: Fact
    whole: Fact
    grown: bool = False


def sides_of(params: dict[str, Any]) -> Sides:
    """The sides that a rule's parameters name."""
    of, to, also, grown = (tuple(params.get(key, ())) for key in ("of", "to", "also", "grown"))
    kind, tabled = params.get("kind", "amount"), params.get("tabled", "")
    return Sides(of, to, also, grown, kind, "|".join(params.get("done", ())), tabled)


def quotient(pair: Pair) -> Quantity | None:
    """What a pair comes to; None where nothing can be divided by it, or the figures are not alike."""
    above, below = quantities([pair.part, pair.whole])
    try:
        return arithmetic.over(arithmetic.minus(above, below) if pair.grown else above, below)
    except arithmetic.NotAlike:
        return None


def quantity(fact: Fact) -> Quantity:
    """What one figure stands for, whatever stands beside it."""
    return arithmetic.quantity_of(fact.value, fact.value.kind, None)


def agrees(rate: Fact, found: Quantity, grown: bool = False) -> bool:
    """Whether the stated rate may be the computed one; that of a change may leave out its sign."""
    stated = quantity(rate).rounded
    ways = (found.rounded, intervals.negative(found.rounded)) if grown else (found.rounded,)
    return any(intervals.meets(stated, way) for way in ways)


def quantities(facts: Sequence[Fact]) -> list[Quantity]:
    """The facts as quantities, each with the finest precision that its unit has among them."""
    finest = arithmetic.finest_of([fact.value for fact in facts])
    return [
        arithmetic.quantity_of(
            fact.value, fact.value.kind, finest.get(arithmetic.unit_of_value(fact.value))
        )
        for fact in facts
    ]


def is_of_one(pair: Pair, rate: Fact, sides: Sides, year: int | None) -> bool:
    """Whether the figures are what the rate is made of, of one thing and of the years they must be."""
    part, whole, grown = pair
    if part.scope != whole.scope or rate.scope not in ("", part.scope, part.term, whole.term):
        return False
    if grown:
        return _is_change(part, whole, sides, year)
    if len({fact.period or year for fact in (part, whole, rate)}) > 1:
        return False
    if rate.basis in BUDGETED and whole.basis != rate.basis:
        return False
    if not (_is_spent(part, sides) and _is_budgeted(whole, sides)):
        return False
    if part.term in sides.of and whole.term in sides.below:
        return True
    return part.term == whole.term != "" and rate.scope == part.term


def _is_change(part: Fact, whole: Fact, sides: Sides, year: int | None) -> bool:
    """Whether one level follows the other: in another year where both are of one term."""
    if part.term not in sides.grown or whole.term not in sides.below:
        return False
    if part.term != whole.term:
        return (part.period or year) == (whole.period or year)
    planned = part.basis in BUDGETED, whole.basis in BUDGETED
    own = year or 0  # without a year of the report, years are counted from it
    return part.period in (None, own) and whole.period == own - 1 and planned[0] == planned[1]


def _is_spent(fact: Fact, sides: Sides) -> bool:
    return fact.basis in SPENT or (fact.term in sides.of and fact.basis not in BUDGETED)


def _is_budgeted(fact: Fact, sides: Sides) -> bool:
    return fact.basis in BUDGETED or (fact.term in sides.below and fact.basis not in SPENT)


def moves(report: Report, fact: Fact) -> bool:
    """Whether an amount is what a budget was raised or cut by in the year, or was carried into it."""
    return re.search(f"{ADDED}|{REDUCED}", words_of(report, fact)) is not None


def words_of(report: Report, fact: Fact) -> str:
    """A figure's name with the words of a change behind it: 年中追加."""
    return report.folded[fact.label.start : fact.value.span.start]


def adjusted(report: Report, pair: Pair, moved: Sequence[Fact]) -> Iterator[Quantity]:
    """The quotient with some of what moved the budget, whichever the writer counts in."""
    part, whole = pair.part, pair.whole
    others = [fact for fact in moved if fact is not whole and fact is not part][:4]
    above, below, *steps = quantities([part, whole, *others])
    for size in range(1, len(others) + 1):
        for chosen in combinations(range(len(others)), size):
            total = below
            for n in chosen:
                cut = re.search(REDUCED, words_of(report, others[n])) is not None
                total = (arithmetic.minus if cut else arithmetic.plus)(total, steps[n])
            found = arithmetic.over(above, total)
            if found is not None:
                yield found


def counted_in(pair: Pair, near: Sequence[Fact]) -> Iterator[Quantity]:
    """The quotient of counts with another count of the sentence taken off or added: 实有93人（含借调3人）."""
    part, whole = pair.part, pair.whole
    for other in near:
        if other is part or other is whole or other.sentence != part.sentence:
            continue
        above, below, step = quantities([part, whole, other])
        for join in (arithmetic.minus, arithmetic.plus):
            for p, w in ((join(above, step), below), (above, join(below, step))):
                found = arithmetic.over(p, w)
                if found is not None:
                    yield found


def beside(report: Report, rate: Fact, near: Sequence[Fact], sides: Sides) -> list[Pair]:
    """What was done and what was planned where these are the two figures right before the rate,
    whatever they are of: 普查项目预算180万元，支出162万元，执行率90%."""
    before = [f for f in near if f.sentence == rate.sentence and f.span.end <= rate.span.start]
    if len(before) < 2:
        return []
    first, last = before[-2:]
    if not sides.done and rate.scope != UNNAMED and first.term and last.term:
        return []  # of quantities that have names of their own
    between = report.folded[last.value.span.end : rate.value.span.start]
    if any(char.isdigit() for char in between) or between.count("）") > between.count("（"):
        return []  # another figure: the rate is of that; or they are in a bracket of their own
    if sides.done:
        return _counted(report, first, last, sides)
    planned = [fact for fact in (first, last) if fact.basis in BUDGETED]
    done = [fact for fact in (first, last) if fact.basis in SPENT or _is_done(report, fact)]
    return [Pair(done[0], planned[0])] if len(planned) == len(done) == 1 else []


def _counted(report: Report, first: Fact, last: Fact, sides: Sides) -> list[Pair]:
    """The same of counts of one unit: 计划举办培训12期，实际举办11期."""
    alike = first.value.unit == last.value.unit and not (first.value.bound or last.value.bound)
    named = [re.search(sides.done, words_of(report, fact)) is not None for fact in (first, last)]
    return [Pair(last, first)] if alike and named == [False, True] else []


def _is_done(report: Report, fact: Fact) -> bool:
    return fact.basis not in BUDGETED and re.search(DONE, words_of(report, fact)) is not None


def is_of_another(
    report: Report, rate: Fact, whole: Fact, tried: Sequence[Fact], near: Sequence[Fact]
) -> bool:
    """Whether a budget of something else stands nearer to the rate: 预算…，支出…，其中项目预算…，执行率."""
    return any(
        whole.span.end <= fact.span.start
        and fact.span.end <= rate.span.start
        and fact not in tried
        and re.search(BUDGET, words_of(report, fact))
        for fact in near
    )


def are_of_two_things(near: Sequence[Fact], rate: Fact, stated: Quantity, found: Quantity) -> bool:
    """Whether the rate's sentence has more figures than a rate is made of, and the rate computed is
    not the stated one with its point elsewhere."""
    shifted = any(
        abs(stated.printed * 10**n - found.printed) * SHIFTED <= found.printed for n in (1, 2)
    )
    return not shifted and sum(fact.sentence == rate.sentence for fact in near) > 2


def is_of_task(report: Report, rate: Fact, pairs: Sequence[Pair] = ()) -> bool:
    """Whether a rate is that of a task: its name is 完成率 and has nothing of money, and no budget
    stands beside it, or all was done."""
    name = words_of(report, rate)
    part = rate.value.number != 100
    planned = (pair.whole for pair in pairs if part and pair.whole.sentence == rate.sentence)
    return (
        "完成率" in name
        and re.search(OF_MONEY, name) is None
        and not any(re.search(BUDGET, words_of(report, whole)) for whole in planned)
    )


def is_rest(fact: Fact, pair: Pair) -> bool:
    """Whether a figure behind two others is what they differ by: 预算40万元，支出28万元，结转12万元."""
    above, below = pair.part.value.amount, pair.whole.value.amount
    if above is None or below is None or fact.span.start < max(pair.part.span, pair.whole.span).end:
        return False
    return fact.value.amount == abs(above - below)


def is_conditional(report: Report, rate: Fact) -> bool:
    """Whether the clause sets a target or a standard, or says that it leaves something out."""
    at = rate.value.span.start
    low = max(report.folded.rfind("\n", 0, at) + 1, at - CLAUSE)
    start = max(low, *(report.folded.rfind(mark, low, at) + 1 for mark in "。；;"))
    end = re.compile("[。；;，,\n]").search(report.folded, rate.value.span.end)
    clause = report.folded[start : end.start() if end is not None else None]
    return re.search(CONDITION, clause) is not None
