"""Expressions of an assertion over the figures their terms are bound to: values and workings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import NamedTuple

from checker.checks.reckoning import arithmetic, workdays
from checker.checks.reckoning.arithmetic import CannotJudge, Quantity
from checker.model.report import Fact
from checker.model.rule import Node
from checker.model.value import Interval, Value

_SIGN = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}
_LEVEL = {"add": 1, "sub": 1, "mul": 2, "div": 2, "neg": 3}
_BETWEEN = {"days": "{}至{}", "workdays": "{}至{}的工作日"}
_PERCENT = Decimal("0.01")
_LONG = Context(prec=10_000)  # damaged text may hold any number of digits
_MOST = 8  # decimals shown, where 元 are shown in 亿元
_BOUNDS = {"about": "约", "least": "不低于", "more": "超过", "most": "不超过", "less": "低于"}


class Figure(NamedTuple):
    """A figure an expression reckons with; ``fact`` is None where the user gave it."""

    role: str
    value: Value
    quantity: Quantity
    fact: Fact | None


class Unit(NamedTuple):
    """How quantities of a claim are shown: in ``name``, worth ``factor`` of the canonical unit.

    ``decimals`` are the fewest shown, ``difference`` is the unit of a difference.
    """

    name: str
    factor: Decimal
    decimals: int
    difference: str


def prune(node: Node, absent: frozenset[Node]) -> Node | None:
    """The expression without its optional terms in ``absent``; None where nothing is left."""
    tag = node[0]
    if tag == "optional":
        return None if node[1] in absent else node[1]
    if tag in ("term", "number", "day", "count", "each", "date"):
        return node
    parts = [prune(part, absent) for part in node[1:]]
    kept = [part for part in parts if part is not None]
    if tag == "sum":
        return ("sum", *kept) if kept else None
    if len(kept) == len(parts):
        return (tag, *kept)
    if tag == "add" and kept:
        return kept[0]
    if tag == "sub" and kept:
        return kept[0] if parts[0] is not None else ("neg", kept[0])
    return None


def evaluate(node: Node, figures: Mapping[Node, Sequence[Figure]]) -> Quantity:
    """The value of a pruned expression. ``figures`` gives those of each term: one, and all its
    places for ``("each", term)``. Raises CannotJudge."""
    try:
        return _evaluate(node, figures)
    except arithmetic.NotAlike:
        raise CannotJudge("unit") from None


def _evaluate(node: Node, figures: Mapping[Node, Sequence[Figure]]) -> Quantity:
    tag = node[0]
    if tag == "term":
        return figures[node][0].quantity
    if tag == "number":
        return arithmetic.number(node[1], node[2])
    if tag == "day":
        return arithmetic.day(node[1])
    if tag == "date":
        return _evaluate(node[1], figures)
    if tag == "count":
        return arithmetic.constant(Decimal(len(figures[("each", node[1])])), "count")
    if tag in ("sum", "each"):
        listed = figures[node] if tag == "each" else ()
        parts = [figure.quantity for figure in listed]
        parts += [_evaluate(part, figures) for part in node[1:] if tag == "sum"]
        total = parts[0]
        for part in parts[1:]:
            total = arithmetic.plus(total, part)
        return total
    parts = [_evaluate(part, figures) for part in node[1:]]
    if tag == "days":
        return _days(parts[0], parts[1])
    if tag == "workdays":
        return _workdays(parts[0], parts[1])
    if tag == "neg":
        return arithmetic.negative(parts[0])
    if tag == "abs":
        return arithmetic.absolute(parts[0])
    if tag == "div":
        quotient = arithmetic.over(parts[0], parts[1])
        if quotient is None:
            raise CannotJudge("division")
        return quotient
    join = {"add": arithmetic.plus, "sub": arithmetic.minus, "mul": arithmetic.times}[tag]
    return join(parts[0], parts[1])


def _days(start: Quantity, end: Quantity) -> Quantity:
    if start.dimension != "date" or end.dimension != "date":
        raise arithmetic.NotAlike
    passed = arithmetic.minus(end, start)
    return Quantity(passed.rounded, passed.cut, passed.printed, "days")


def _workdays(start: Quantity, end: Quantity) -> Quantity:
    """The working days after ``start`` up to ``end``; of dates that name no day, the fewest and the
    most that they may be."""
    if start.dimension != "date" or end.dimension != "date":
        raise arithmetic.NotAlike
    fewest, most = (
        workdays.between(int(first), int(last))
        for first, last in (
            (start.rounded.high or start.printed, end.rounded.low or end.printed),
            (start.rounded.low or start.printed, end.rounded.high or end.printed),
        )
    )
    passed = Interval(fewest, most)
    return Quantity(passed, passed, workdays.between(int(start.printed), int(end.printed)), "days")


def unit_for(stated: Figure | None, quantity: Quantity, figures: Sequence[Figure]) -> Unit:
    """The unit of a claim: the stated figure's, else that of the first figure of its dimension."""
    alike = [f for f in (stated, *figures) if f and f.quantity.dimension == quantity.dimension]
    if quantity.dimension == "ratio":
        printed = alike[0].value.decimals if alike else 0
        return Unit("%", _PERCENT, max(printed, 2), "个百分点")
    if not alike:
        name = {"days": "天", "score": "分", "amount": "元"}.get(quantity.dimension, "")
        return Unit(name, Decimal(1), 0, name)
    value = alike[0].value
    name = arithmetic.unit_of_value(value)
    same = [f.value for f in alike if arithmetic.unit_of_value(f.value) == name]
    return Unit(name, value.factor, max(v.decimals for v in same), name)


def show_number(amount: Decimal, unit: Unit) -> str:
    """A number of the canonical unit, in ``unit`` and without its name.

    Sums show all their digits, and at least as many decimals as the figures print; rates are
    rounded to the decimals of the unit.
    """
    number = amount / unit.factor
    digits = 0 if unit.name == "%" else min(_decimals(number), _MOST)
    step = Decimal(1).scaleb(-max(digits, unit.decimals))
    return f"{number.quantize(step, ROUND_HALF_UP, _LONG):f}"


def _decimals(number: Decimal) -> int:
    return -int(number.normalize().as_tuple().exponent)


def show_tolerance(width: Decimal | None, unit: Unit) -> str:
    """Half a width with its unit, two digits of it where it is no round figure; "" for none."""
    if width is None:
        return ""
    number = (width / unit.factor).normalize()
    digits = number.as_tuple()
    if len(digits.digits) > 4:
        exponent = int(digits.exponent) + len(digits.digits) - 2
        number = number.quantize(Decimal(1).scaleb(exponent), ROUND_UP).normalize()
    return f"{number:f}{unit.difference}"


def show_value(value: Value, change: int = 0) -> str:
    """A figure as its report prints it, without separators: 3374.16万元, 约30人, 5.1万元."""
    if value.number is None:
        return value.text
    sign = "-" if change < 0 else ""
    over = "余" if value.bound == "over" else ""
    return f"{_BOUNDS.get(value.bound, '')}{sign}{value.number:f}{over}{arithmetic.unit_of_value(value)}"


def work(node: Node, figures: Mapping[Node, Sequence[Figure]], unit: Unit | None) -> str:
    """The expression with its figures: all in ``unit`` and bare, or as printed where it is None."""
    return _work(node, figures, unit, 0)


def _work(
    node: Node, figures: Mapping[Node, Sequence[Figure]], unit: Unit | None, least: int
) -> str:
    tag = node[0]
    if tag in ("term", "date"):
        return _work_figure(figures[node if tag == "term" else node[1]][0], unit)
    if tag == "day":
        return str(node[1])
    if tag == "number":
        quantity = arithmetic.number(node[1], node[2])
        bare = unit is not None and quantity.dimension != "scalar"
        return show_number(quantity.printed, unit) if bare and unit else node[1] + node[2]
    if tag == "each":
        return " + ".join(_work_figure(figure, unit) for figure in figures[node])
    if tag == "count":
        return str(len(figures[("each", node[1])]))
    if tag == "sum":
        text, level = " + ".join(_work(part, figures, unit, 1) for part in node[1:]), 1
    elif tag == "neg":
        text, level = f"−{_work(node[1], figures, unit, 3)}", 3
    elif tag in _SIGN:
        level = _LEVEL[tag]
        left, right = (_work(part, figures, unit, level + i) for i, part in enumerate(node[1:]))
        text = f"{left} {_SIGN[tag]} {right}"
    else:
        parts = ", ".join(_work(part, figures, unit, 0) for part in node[1:])
        if tag in _BETWEEN:
            return _BETWEEN[tag].format(*(_work(part, figures, unit, 0) for part in node[1:]))
        return f"|{parts}|" if tag == "abs" else f"{tag}({parts})"
    return f"({text})" if level < least else text


def _work_figure(figure: Figure, unit: Unit | None) -> str:
    change = figure.fact.change if figure.fact else 0
    if unit is None or figure.value.number is None:
        return show_value(figure.value, change)
    if arithmetic.unit_of_value(figure.value) == unit.name:
        return show_value(figure.value, change).removesuffix(unit.name)
    return show_number(figure.quantity.printed, unit)
