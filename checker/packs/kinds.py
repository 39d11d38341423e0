"""What kind of quantity an assertion speaks of: like is added to and compared with like."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.model.rule import Node, Term

DIMENSIONS = {
    "amount": "amount",
    "rate": "ratio",
    "points": "ratio",
    "score": "score",
    "count": "count",
    "price": "price",
    "duration": "days",
    "date": "date",
    "number": "number",
}
"""Kind of a value or a term → what it measures. ``ratio`` is a pure number (1 for 100%)."""

_UNITS: dict[str, tuple[str, Decimal]] = {
    "": ("scalar", Decimal(1)),
    "倍": ("scalar", Decimal(1)),
    "%": ("ratio", Decimal("0.01")),
    "‰": ("ratio", Decimal("0.001")),
    "成": ("ratio", Decimal("0.1")),
    "百分点": ("ratio", Decimal("0.01")),
    "个百分点": ("ratio", Decimal("0.01")),
    "元": ("amount", Decimal(1)),
    "千元": ("amount", Decimal(1000)),
    "万元": ("amount", Decimal(10000)),
    "百万元": ("amount", Decimal(1000000)),
    "千万元": ("amount", Decimal(10000000)),
    "亿元": ("amount", Decimal(100000000)),
    "分": ("score", Decimal(1)),
    "日": ("days", Decimal(1)),
    "天": ("days", Decimal(1)),
    "工作日": ("days", Decimal(1)),
    "个工作日": ("days", Decimal(1)),
}
_NAMES = {
    "amount": ("金额", "an amount"),
    "ratio": ("比率", "a rate"),
    "score": ("得分", "a score"),
    "count": ("数量", "a count"),
    "price": ("单价", "a price"),
    "days": ("天数", "a number of days"),
    "date": ("日期", "a date"),
    "scalar": ("没有单位的数", "a number without a unit"),
}


def unit_of(unit: str) -> tuple[str, Decimal]:
    """The dimension of a unit written in a rule, and its factor; any other word is counted."""
    return _UNITS.get(unit, ("count", Decimal(1)))


def clashes(node: Node, terms: dict[str, Term]) -> Iterator[tuple[str, str]]:
    """What is added to or compared with another kind of quantity in a claim: zh and en."""
    found: list[tuple[str, str]] = []
    _dimension(node, terms, found)
    return iter(dict.fromkeys(found))


def _dimension(node: Node, terms: dict[str, Term], found: list[tuple[str, str]]) -> str:
    """The dimension of an expression, "" where it cannot be told; clashes go to ``found``."""
    tag = node[0]
    if tag == "term":
        term = terms.get(node[1])
        changed = "变动率" in node[2]
        return "ratio" if changed else DIMENSIONS.get(term.kind, "") if term else ""
    if tag == "number":
        return unit_of(node[2])[0]
    if tag == "day":
        return "date"
    parts = [_dimension(p, terms, found) for p in node[1:] if isinstance(p, tuple)]
    if tag in ("optional", "each", "date", "abs", "neg"):
        return parts[0]
    if tag in ("count", "days", "workdays"):
        return "count" if tag == "count" else "days"
    if tag == "sub" and parts == ["date", "date"]:
        return "days"
    if tag in ("add", "sub", "sum"):
        return _alike(parts, found, False)
    if tag == "compare":
        zero = any(p[0] == "number" and not Decimal(p[1]) for p in node[2:])
        _alike(parts, found, zero)
        return ""
    if tag in ("mul", "div"):
        left, right = parts
        if right in ("ratio", "scalar"):
            return left
        if tag == "mul" and left in ("ratio", "scalar"):
            return right
        return "ratio" if tag == "div" and left and left == right else ""
    return ""


def _alike(parts: list[str], found: list[tuple[str, str]], zero: bool) -> str:
    """The one dimension of ``parts``; bare numbers go with counts and scores, 0 with anything."""
    kinds = list(dict.fromkeys(part for part in parts if part))
    named = [kind for kind in kinds if kind != "scalar"]
    bare = "scalar" in kinds and not zero and any(k not in ("count", "score") for k in named)
    if len(named) > 1 or bare:
        first, second = [*named, "scalar"][:2]
        (zh, en), (zh2, en2) = _NAMES[first], _NAMES[second]
        found.append((f"{zh}与{zh2}不能相加减或比较", f"{en} and {en2} do not go together"))
        return ""
    return named[0] if named else "scalar" if kinds else ""
