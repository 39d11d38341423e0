"""Figures as written, and the intervals they stand for."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from checker.model.record import record
from checker.model.text import Span

Kind = Literal[
    "amount",  # money: factor leads to 元
    "rate",  # %, 百分之, 千分之, 成: number in per cent
    "points",  # 个百分点, a kind of its own
    "score",  # 分
    "count",  # a number with the unit of what is counted
    "price",  # money for one of something: 元/平方米; factor leads to 元
    "duration",  # 3 年, 20 日, 7 个工作日
    "date",  # whole or partial: 2020年2月17日, 5月, 2020年8月
    "year",  # 2020年, 2020年度
    "period",  # from … to …, of years or dates
    "document",  # 财预〔2013〕53号
    "title",  # 《…》 with the articles named after it
    "number",  # a bare number: a table's cell, or prose without a unit
]

Bound = Literal["", "about", "over", "least", "more", "most", "less"]
"""How exact a figure is meant: exactly; 约 近 左右; 余 多; 以上 不低于; 超过; 以下 不超过; 低于."""

Date = tuple[int | None, int | None, int | None]
"""Year, month and day; None for what is not said."""


@record(frozen=True, slots=True, repr=False)
class Value:
    """One figure as written.

    ``number`` is the Decimal printed (in ``unit``), ``factor`` leads from ``unit`` to the
    canonical unit of the kind (万元 → 10000 of 元), ``decimals`` counts the digits printed behind
    the point. ``text`` is the normal form: no spaces, half-width digits, one form of brackets.
    ``parent`` is the index, among the values of the report, of the value inside which this one
    lies (a year in a title), or None.
    """

    kind: Kind
    span: Span
    text: str
    number: Decimal | None = None
    unit: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    bound: Bound = ""
    date: Date | None = None
    end: Date | None = None
    articles: tuple[str, ...] = ()
    parent: int | None = None

    @property
    def amount(self) -> Decimal | None:
        """The number in the canonical unit of its kind (元, per cent, 分, the unit counted)."""
        return None if self.number is None else self.number * self.factor


class Interval(NamedTuple):
    """All the numbers a figure may stand for: [low, high], None where it has no end."""

    low: Decimal | None
    high: Decimal | None
