"""A rate that is called by what it is made of, beside the two figures of its own sentence.

公用经费预算100.00万元，实际支出95.00万元，控制率为95.00%. Which two figures are meant is told by their
words and by there being no third. Proves that the rate is not their quotient; any two figures of
the paragraph that give the rate speak for the writer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import Quantity
from checker.checks.reckoning.expression import show_value
from checker.checks.reckoning.misprints import explains
from checker.checks.reckoning.reckoned import reckoned
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.value import Value
from checker.model.verdict import NotApplied, Operand, Outcome, Verdict
from checker.report.folding import HAN
from checker.report.prose import CLAUSE, paragraph_at, sentence_at

LINK = "[率为是达到约：: ]{1,5}$"
"""What stands between the name of a rate and its figure."""
OWN_OTHERS = r"[不未没]|平均|综合|首次|比|较|上年|增|减|下降|超|目标|应|以上|以内"
"""Those that do so even where the figure goes by the name of the rate."""
OTHERS = r"不|未|没|按期|按时|及时|限期|平均|综合|累计|合计|首次|一次|较|比|同比|上年|增|减|下降|超|余|应|以上|以内|月|季度|半年"
"""Words with which a rate or a figure is of something else than it seems."""
BEFORE = 16
"""Characters before a rate that may hold its name."""
STEM = 2
"""So many last characters of a rate's name make the name of what is counted: 调处成功率, 调处成功229起."""
PLANNED = "预算(?!执行|支出|完成|支付)"
"""Words of an amount that was planned and not spent."""
RANKS = "[国省市县区]级及?以上|新增"
SCALES = "百千万亿"
FAR = 2
"""How many times what two figures come to a rate may be: beyond that it is of something else."""
REACH = 80
"""Characters before a rate in which what is counted goes by its name."""
INSIDE = 40
"""Characters of a bracket behind a rate that may hold what it is made of."""
NEAR = 8
"""Figures before a share among which what is shared is looked for."""
VAGUE = Decimal("0.01")
"""A quotient that may be off by more, because its figures are round (2万人次), gives no rate."""
MOST = 40
"""Figures of a paragraph of which all pairs are tried; one that has more proves nothing."""


class Kind(NamedTuple):
    """A rate by its name and by what narrows it (抽检合格率), and the words of what stands above and
    below the line; ``own`` where what stands above goes by the very name of the rate."""

    name: str
    of: str
    to: str
    amounts: bool
    narrowed: str = ""
    own: bool = False


SHARE = Kind("占比", "", "", True)


def check_beside(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each rate in prose whose sentence states the two figures it is made of.

    ``params``: ``rates`` are names of rates without 率, each with the words of the figures above
    (``of``) and below the line (``to``); ``amounts`` says that they may be of money. Rates that the
    vocabulary knows have rules of their own, but for those of ``money`` that are of counts, or of
    something that has no name there.
    """
    del context
    kinds = {each["name"]: _kind(each) for each in rule.params["rates"]}
    named = {fact.value.span: fact for fact in report.facts if fact.value.kind == "rate"}
    money = rule.params.get("money", ())
    verdicts: list[Verdict] = []
    for value in report.values:
        if value.kind != "rate" or value.bound or value.number is None:
            continue
        fact = named.get(value.span)
        term = fact.term if fact is not None else ""
        known = bool(fact is not None and term and not (term in money and fact.scope))
        if report.folded.endswith("的", 0, value.span.start):
            pair = _of_whole(report, value)
            verdict = _judge(report, rule, value, SHARE, *pair) if pair is not None else None
            verdicts += [verdict] if verdict is not None else []
        for kind in _named(report, value, kinds):
            pair = _inside(report, value, kind) or _around(report, value, kind)
            if pair is None and (not term or term in money or kind.own):
                narrowed = kind.narrowed if kind.own or not term else ""
                meant = kind._replace(amounts=kind.amounts and not known, narrowed=narrowed)
                pair = _pair(report, value, meant)
            verdict = _judge(report, rule, value, kind, *pair) if pair is not None else None
            if verdict is not None:
                verdicts.append(verdict)
                break
    return verdicts or NotApplied(rule, "no-place")


def _kind(given: Mapping[str, object]) -> Kind:
    of, to = given["of"], given["to"]
    assert isinstance(of, list)
    assert isinstance(to, list)
    amounts = given.get("amounts") == "true"
    return Kind(str(given["name"]), "|".join(of), "|".join(to), amounts)


def _named(report: Report, rate: Value, kinds: Mapping[str, Kind]) -> Iterator[Kind]:
    """What kind of rate the words before it may make it; none where they make it one of something
    else."""
    words = report.folded[max(0, rate.span.start - BEFORE) : rate.span.start]
    if "率" not in words:
        return
    name = re.split(f"[{CLAUSE}]", words.rstrip("：: "))[-1]
    if re.search(LINK, name) is None or re.search(OWN_OTHERS, name):
        return
    head = re.sub(LINK, "", name)
    kind = next((kind for each, kind in kinds.items() if head.endswith(each)), None)
    if kind is not None and not re.search(OTHERS, name):
        yield kind._replace(narrowed=head.removesuffix(kind.name))
    stem = head[-STEM:]
    at = rate.span.start
    again = report.folded.count(stem, max(0, at - REACH), at) > 1
    if (again or report.folded.startswith("（", rate.span.end)) and re.fullmatch(
        f"{HAN}{{{STEM}}}", stem
    ) is not None:
        yield Kind(stem, stem, "", True, head[:-STEM], own=True)


def _pair(report: Report, rate: Value, kind: Kind) -> tuple[Value, Value] | None:
    """What stands above and below the line of a rate: the last two figures before it in its
    sentence, no others there being of their unit, if their words say so."""
    start = sentence_at(report, rate.span.start).start
    before = values_between(report, start, rate.span.start)
    last = max((value.span.end for value in before if value.kind == "rate"), default=start)
    near = [
        value
        for value in before
        if value.span.start >= last
        and _is_figure(value)
        and not _is_enclosed(report.folded[start : value.span.start])
    ]
    if near and near[-1].kind == "amount" and _holds_amounts(report, near[0], rate):
        return None  # 预算300万元（含上年结转20万元）: which of them is meant is not said
    alike = [v for v in near if v.unit.lstrip(SCALES) == near[-1].unit.lstrip(SCALES)]
    if len(alike) == 3 and near[-1] is alike[-1] and _is_rest(*alike):
        near, alike = near[:-1], alike[:-1]
    if len(alike) != 2 or near[-2:] != alike:
        return None
    first, second = ((value, _words(report, value, start)) for value in alike)
    return _sides(kind, first, second) or (None if kind.own else _sides(kind, second, first))


def _holds_amounts(report: Report, first: Value, rate: Value) -> bool:
    """Whether between a figure and its rate an amount stands in brackets."""
    between = values_between(report, first.span.end, rate.span.start)
    return any(
        value.kind == "amount"
        and _is_enclosed(report.folded[first.span.end : value.span.start])
        and not _is_enclosed(report.folded[first.span.end : rate.span.start])
        for value in between
    )


def _is_rest(first: Value, second: Value, third: Value) -> bool:
    """Whether the last of three figures is no more than what the others differ by: 比预算减少5万元."""
    amounts = first.amount, second.amount, third.amount
    return None not in amounts and amounts[2] == abs((amounts[0] or 0) - (amounts[1] or 0))


def _is_enclosed(words: str) -> bool:
    """Whether words end inside a bracket."""
    return words.count("（") > words.count("）")


def _of_whole(report: Report, rate: Value) -> tuple[Value, Value] | None:
    """A figure and the one it is said to be a share of: 支出21.50万元，占年初预算25.00万元的86.00%."""
    start = sentence_at(report, rate.span.start).start
    near = [v for v in values_between(report, start, rate.span.start)[-NEAR:] if _is_figure(v)]
    below = near[-1] if near else None
    if below is None or below.bound or report.folded[below.span.end : rate.span.start] != "的":
        return None
    clause = _words(report, below, start)
    before = [v for v in near[:-1] if not _is_enclosed(report.folded[start : v.span.start])]
    if not clause.startswith("占") or re.search(OTHERS, clause) or not before or before[-1].bound:
        return None
    above = before[-1]
    between = report.folded[above.span.end : below.span.start - len(clause)]
    alike = arithmetic.unit_of_value(above) == arithmetic.unit_of_value(below)
    if not alike or re.fullmatch(r"(?:（[^（）]*）)?[，,]", between) is None:
        return None
    return above, below


def _inside(report: Report, rate: Value, kind: Kind) -> tuple[Value, Value] | None:
    """The same of a rate with a bracket behind it that holds two figures: 控制率95%（预算…，实际…）."""
    start = rate.span.end + 1
    end = report.folded.find("）", start, start + INSIDE)
    if end < 0 or report.folded[rate.span.end] != "（":
        return None
    near = [value for value in values_between(report, start, end) if value.parent is None]
    if len(near) != 2 or not all(map(_is_figure, near)):
        return None
    if report.folded[near[0].span.end : near[1].span.start].strip() in ("/", "÷"):
        return near[0], near[1]
    if kind.own:
        return None
    first, second = ((value, _words(report, value, start)) for value in near)
    plain = kind._replace(amounts=True, narrowed="")
    return _sides(plain, first, second) or _sides(plain, second, first)


def _around(report: Report, rate: Value, kind: Kind) -> tuple[Value, Value] | None:
    """The same of a rate inside the bracket behind what was done: 招生360人（目标400人，完成率90%）."""
    start = sentence_at(report, rate.span.start).start
    opened = report.folded.rfind("（", start, rate.span.start)
    if opened < 0 or "）" in report.folded[opened : rate.span.start] or not kind.to:
        return None
    before = [value for value in values_between(report, start, opened) if _is_figure(value)]
    inside = values_between(report, opened, rate.span.start)
    if len(inside) != 1 or not _is_figure(inside[0]) or not before:
        return None
    above, below = before[-1], inside[0]
    alike = arithmetic.unit_of_value(above) == arithmetic.unit_of_value(below)
    words = _words(report, below, opened + 1)
    meant = alike and above.span.end == opened and re.search(kind.to, words)
    return (above, below) if meant and not re.search(OTHERS, words) else None


def _sides(
    kind: Kind, below: tuple[Value, str], above: tuple[Value, str]
) -> tuple[Value, Value] | None:
    """Two figures, each with the words before it, as what stands above and below the line."""
    words = re.sub(RANKS, "", below[1] + above[1])
    if (
        (below[0].kind == "amount" and not kind.amounts)
        or arithmetic.unit_of_value(below[0]) != arithmetic.unit_of_value(above[0])
        or re.search(OWN_OTHERS if kind.own else OTHERS, words)
        or kind.narrowed not in words
        or not re.search(kind.to, below[1])
        or not re.search(kind.of, above[1])
        or (above[0].kind == "amount" and re.search(PLANNED, above[1]))
    ):
        return None
    if kind.own and (
        not above[1].rstrip("了为数量共有额 ").endswith(kind.of) or kind.of in below[1]
    ):
        return None
    return above[0], below[0]


def _judge(
    report: Report, rule: Rule, rate: Value, kind: Kind, above: Value, below: Value
) -> Verdict | None:
    """The verdict on a rate of two figures; None where others of its paragraph give it."""
    stated, found = _quantity(rate), _quotient(above, below)
    if found is None or (stated.printed == 1 <= found.printed):
        return None  # more than planned, written as 100%
    if stated.printed == 1 and (kind.own or above.kind == "amount"):
        return None  # of what was due, of the work that was paid for
    far = max(stated.printed, found.printed) > FAR * min(stated.printed, found.printed)
    if kind.own and far and not explains(rate, above, below):
        return None  # of something else
    step = Decimal(1).scaleb(-rate.decimals) / 100
    cut_off = 0 <= found.printed - stated.printed < step
    holds = cut_off or intervals.meets(stated.rounded, found.rounded)
    around = paragraph_at(report, rate.span.start).span
    near = values_between(report, *around)
    others = [value for value in near if _is_figure(value) and not value.bound]
    if not holds and (len(others) > MOST or _is_of_others(stated, others, (above, below))):
        return None
    shown = show_value(above), show_value(below)
    operands = (
        Operand(kind.name, above.span, shown[0]),
        Operand(kind.to.partition("|")[0] or "总数", below.span, shown[1]),
    )
    outcome: Outcome = "pass" if holds else "fail"
    name = f"{kind.narrowed}{kind.name}率"
    equation = f"{shown[0]} ÷ {shown[1]}"
    return reckoned(rule, rate, stated, found, operands, equation, outcome, subject=name)


def values_between(report: Report, start: int, end: int) -> tuple[Value, ...]:
    """The figures of a stretch."""
    first, last = (
        bisect_left(report.values, at, key=lambda value: value.span.start) for at in (start, end)
    )
    return report.values[first:last]


def _is_figure(value: Value) -> bool:
    """Whether it is an amount or a count that stands in no other figure."""
    return value.kind in ("amount", "count") and value.parent is None and value.number is not None


def _words(report: Report, figure: Value, start: int) -> str:
    """The words of the clause before a figure."""
    return re.split(f"[{CLAUSE}]", report.folded[start : figure.span.start])[-1]


def _quantity(value: Value) -> Quantity:
    return arithmetic.quantity_of(value, "", None)


def _quotient(above: Value, below: Value) -> Quantity | None:
    try:
        return arithmetic.over(_quantity(above), _quantity(below))
    except arithmetic.NotAlike:
        return None


def _is_of_others(stated: Quantity, figures: Sequence[Value], own: Sequence[Value]) -> bool:
    """Whether two figures other than the rate's own pair give it."""
    found = (
        _quotient(above, below)
        for above, below in permutations(figures, 2)
        if not (above in own and below in own)
    )
    return any(
        one is not None
        and intervals.meets(stated.rounded, one.rounded)
        and (intervals.half_width(one.rounded) or 0) <= VAGUE
        for one in found
    )
