"""Scores: what a place's card gives points for, and what a report gives itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from checker.model.record import record
from checker.model.rule import Mark, Node
from checker.model.text import Location, Span
from checker.model.value import Value

ScoreKind = Literal["total", "item", "bonus", "loss", "final", "special"]


@record(frozen=True, slots=True, repr=False, eq=False)
class Score:
    """A score as a report states it: of what, out of how many, how many, and where.

    ``most`` is the maximum, ``got`` the score; one of them is stated at least. ``kind`` is
    ``total`` for the whole report, ``final`` for the total with what was added on top, ``bonus`` for
    that, ``loss`` for what is taken off, ``special`` for a score on a scale of its own, else ``item``. ``group`` tells which
    scores stand together: one list, one table, or the sections of one level. ``table`` is
    (table, row, column) of the score's cell.
    """

    name: str
    kind: ScoreKind
    most: Value | None
    got: Value | None
    span: Span
    group: tuple[str, int]
    table: tuple[int, int, int] | None = None


@record(frozen=True, slots=True, repr=False, eq=False)
class Step:
    """So many points where the claim holds; without a claim, otherwise."""

    points: Decimal
    claim: Node | None = None


@record(frozen=True, slots=True, repr=False, eq=False)
class Loss:
    """``points`` are lost for each ``each`` by which the quantity of the formula is above
    ``above``: number and unit of both, as ("1", "%")."""

    points: Decimal
    each: tuple[str, str]
    above: tuple[str, str]


@record(frozen=True, slots=True, repr=False, eq=False)
class Indicator:
    """What points are given for: its names, its maximum, and how the points are found.

    ``formula`` says of what the quantity is computed that the steps or the loss speak of (在职人员
    控制率 = 在职人员数 ÷ 编制数), where the report does not state it itself. Without steps or loss it is
    the score. An indicator without steps or loss is a matter of judgement.
    """

    title: str
    also: tuple[str, ...] = ()
    points: Decimal | None = None
    formula: Node | None = None
    steps: tuple[Step, ...] = ()
    loss: Loss | None = None
    contains: tuple[Indicator, ...] = ()


@record(frozen=True, slots=True, repr=False, eq=False)
class Grade:
    """A word of the scale, other forms of it, and the least score that earns it."""

    word: str
    also: tuple[str, ...]
    least: Decimal


@record(frozen=True, slots=True, repr=False, eq=False)
class Card:
    """A scorecard: full marks, what may come on top, the scale from the best grade down, the
    indicators. ``mark`` says how well its points are known; ``kinds`` are those of the terms in
    its formulas."""

    full: Decimal
    bonus: Decimal
    scale: tuple[Grade, ...]
    indicators: tuple[Indicator, ...]
    mark: Mark
    kinds: dict[str, str]


@record(frozen=True, slots=True, repr=False, eq=False)
class ScoreLine:
    """One line of the scorecard: indicator, maximum, self-score, what the formula gives, how far
    the self-score is from it, and why nothing was computed.

    ``level`` is 0 for the total and what comes on top, from 1 for indicators. Figures are shown
    (``9.5分``), "" where there is none. ``why`` is a key of the catalogue of messages, ``missing`` the
    terms that are not stated. ``span`` is the self-score's place.
    """

    name: str
    level: int
    most: str = ""
    got: str = ""
    computed: str = ""
    difference: str = ""
    working: str = ""
    why: str = ""
    missing: tuple[str, ...] = ()
    span: Span | None = None
    location: Location | None = None


@record(frozen=True, slots=True, repr=False, eq=False)
class Scorecard:
    """The scorecard of one report: its lines, and the grade it gives itself ("" none)."""

    lines: tuple[ScoreLine, ...]
    grade: str = ""
