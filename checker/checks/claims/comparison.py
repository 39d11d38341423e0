"""One comparison of a claim at one place: operands bound, both sides reckoned, and shown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from checker.checks.claims.binding import DONE, EVENT, REPORT, bind, candidates, fits_kind, tier_of
from checker.checks.reckoning import arithmetic, intervals
from checker.checks.reckoning.arithmetic import CannotJudge, Quantity
from checker.checks.reckoning.expression import Figure, evaluate, prune, work
from checker.checks.reckoning.showing import NEGATED, Showing, Shown
from checker.checks.words import has_any
from checker.model.report import Fact, Report
from checker.model.rule import Node
from checker.model.value import Interval, Value
from checker.packs.assertion import BASES, render_assertion

_TRIED = 64  # ways to read far optional operands that are tried


class Judged(NamedTuple):
    """Whether a claim holds; None where it cannot be told, with the reason and what is missing.

    ``gap`` is how far the sides of a failed comparison are apart, in parts of its largest figure,
    ``difference`` the same in the canonical unit; ``facts`` are the figures of the text it was judged by, beside the subject.
    """

    holds: bool | None
    reason: str = ""
    missing: tuple[str, ...] = ()
    shown: Shown | None = None
    gap: Decimal | None = None
    difference: Interval | None = None
    facts: tuple[Fact, ...] = ()


def negated(node: Node) -> Node | None:
    """The claim that is true where ``node`` is false, without ``not``; None where there is none.

    A comparison is turned and not its result, so that rounding stays on the side of the text.
    """
    if node[0] == "compare":
        return ("compare", NEGATED[node[1]], node[2], node[3])
    if node[0] in ("and", "or"):
        return ("or" if node[0] == "and" else "and", *(("not", part) for part in node[1:]))
    return node[1] if node[0] == "not" else None


class _Found(NamedTuple):
    """A figure before it is read: the value, and the fact that states it (None: given)."""

    value: Value
    fact: Fact | None


class Reckoned(NamedTuple):
    """What an expression comes to over a report: None where figures are ``missing``; its working
    and the facts it was reckoned with."""

    quantity: Quantity | None
    working: str = ""
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()


class Comparing(NamedTuple):
    """Judges comparisons over one report. ``subject`` is bound to the fact at hand;
    ``as_printed`` compares figures as they stand, without their rounding."""

    report: Report
    given: Mapping[str, Value]
    kinds: Mapping[str, str]
    within: str
    subject: Node | None
    as_printed: bool

    def judge(self, node: Node, near: Fact | None) -> Judged:
        """Whether the comparison ``node`` holds beside the subject ``near``."""
        terms = _operands(node)
        bound: dict[Node, _Found] = {}
        missing: list[str] = []
        ambiguous: list[str] = []
        reached = 0
        for term, part in terms.items():
            if part != "required":
                continue
            found, tier, rivals = self._bind(term, near)
            reached = max(reached, tier)
            if found is not None:
                bound[term] = found
            else:
                (ambiguous if rivals else missing).append(render_assertion(term))
        listed = {term: self._all(term, near) for term, part in terms.items() if part == "each"}
        missing += [render_assertion(term) for term, found in listed.items() if not found]
        if missing:
            return Judged(None, "missing", tuple(missing))
        if ambiguous:
            return Judged(None, "ambiguous", tuple(ambiguous))
        optional = [term for term, part in terms.items() if part == "optional"]
        return self._with_optional(node, near, bound, listed, optional, reached)

    def reckon(self, expression: Node) -> Reckoned:
        """The expression alone, by what the report says first of each of its terms."""
        bound: dict[Node, _Found] = {}
        missing: list[str] = []
        terms = _operands(expression)
        for term, part in terms.items():
            found, _, _ = self._bind(term, None)
            if found is not None:
                bound[term] = found
            elif part == "required":
                missing.append(render_assertion(term))
        node = prune(expression, frozenset(term for term in terms if term not in bound))
        if missing or node is None:
            return Reckoned(None, missing=tuple(missing))
        figures = self._figures(bound, {})
        try:
            quantity = evaluate(node, figures)
        except CannotJudge as why:
            return Reckoned(None, missing=why.missing or tuple(map(render_assertion, bound)))
        facts = tuple(found.fact for found in bound.values() if found.fact is not None)
        return Reckoned(quantity, work(node, figures, None), facts)

    def _with_optional(
        self,
        node: Node,
        near: Fact | None,
        bound: dict[Node, _Found],
        listed: dict[Node, list[_Found]],
        optional: list[Node],
        reached: int,
    ) -> Judged:
        """The verdict with the optional operands that stand as near as the required ones.

        One that stands farther, or that has several values, is not counted, but fails the claim
        only if no way of counting it makes it hold.
        """
        choices: dict[Node, list[_Found]] = {}
        for term in optional:
            found, tier, rivals = self._bind(term, near)
            if found is not None and tier <= reached:
                bound[term] = found
            elif found is not None or rivals:
                choices[term] = rivals or [found] if found is not None else rivals
        absent = frozenset(term for term in optional if term not in bound)
        first = self._each(node, near, bound, listed, absent)
        if first.holds is not False:
            return first
        ways = product(*([None, *found] for found in choices.values()))
        for way in islice(ways, 1, _TRIED):
            more = {t: f for t, f in zip(choices, way, strict=True) if f is not None}
            tried = self._each(node, near, bound | more, listed, absent - set(more))
            if tried.holds:
                return tried
        return first

    def _each(
        self,
        node: Node,
        near: Fact | None,
        bound: Mapping[Node, _Found],
        listed: Mapping[Node, list[_Found]],
        absent: frozenset[Node],
    ) -> Judged:
        """The claim with every place of the terms it says ``each`` of (outside a sum)."""
        single = [term for term in listed if _alone(node, term)]
        last = Judged(None)
        for way in product(*(listed[term] for term in single)):
            now = {term: [found] for term, found in zip(single, way, strict=True)}
            last = self._reckon(node, near, bound, {**listed, **now}, absent)
            if not last.holds:
                break
        return last

    def _bind(self, term: Node, near: Fact | None) -> tuple[_Found | None, int, list[_Found]]:
        """What a term stands for, how far off, and its rivals where it is not clear."""
        kind = self.kinds.get(term[1], "")
        if near is not None and self._is_subject(term, near, kind):
            return _Found(near.value, near), 0, []
        found = bind(self.report, term[1], near, term[2], self.within, kind)
        if found.fact is not None:
            return _Found(found.fact.value, found.fact), found.tier or 0, []
        given = self.given.get(render_assertion(term))
        if given is not None:
            return _Found(given, None), 0, []
        return None, found.tier or 0, [_Found(rival.value, rival) for rival in found.rivals]

    def _is_subject(self, term: Node, near: Fact, kind: str) -> bool:
        """Whether a term is the subject and the fact at hand states it; where the subject is not
        stated, that is a fact of another term, or a level of it where its change is asked for."""
        return term == self.subject and near.term == term[1] and fits_kind(near, kind, term[2])

    def _all(self, term: Node, near: Fact | None) -> list[_Found]:
        """All places of a term; at the subject itself only that."""
        kind = self.kinds.get(term[1], "")
        if near is not None and self._is_subject(term, near, kind):
            return [_Found(near.value, near)]
        found = candidates(self.report, term[1], near, term[2], self.within, kind)
        return [_Found(fact.value, fact) for fact in found]

    def _reckon(
        self,
        node: Node,
        near: Fact | None,
        bound: Mapping[Node, _Found],
        listed: Mapping[Node, list[_Found]],
        absent: frozenset[Node],
    ) -> Judged:
        bound = {term: bound[term] for term in _operands(node) if term in bound}
        op, left, right = node[1], prune(node[2], absent), prune(node[3], absent)
        if left is None or right is None:
            return Judged(None, "missing", tuple(render_assertion(t) for t in sorted(absent)))
        try:
            figures = self._figures(bound, listed)
            sides = evaluate(left, figures), evaluate(right, figures)
            arithmetic.alike(*sides)
        except CannotJudge as why:
            return Judged(None, why.reason, why.missing)
        except arithmetic.NotAlike:
            return Judged(None, "unit", tuple(render_assertion(term) for term in bound))
        holds = self._holds(op, *sides)
        showing = Showing(op, (left, right), sides, figures, holds)
        shown = showing.shown()
        facts = tuple(f.fact for f in showing.all if f.fact is not None and f.fact != near)
        if holds:
            return Judged(True, shown=shown, facts=facts)
        apart = self._apart(bound, near)
        if apart:
            return Judged(None, "apart", apart, shown, facts=facts)
        apart_by = intervals.absolute(intervals.subtract(sides[0].rounded, sides[1].rounded))
        return Judged(False, shown=shown, gap=showing.gap(), difference=apart_by, facts=facts)

    def _holds(self, op: str, left: Quantity, right: Quantity) -> bool:
        if op == "≠":
            return left.printed != right.printed
        if self.as_printed:
            exact = [intervals.exact(side.printed) for side in (left, right)]
            return intervals.CAN_HOLD[op](exact[0], exact[1])
        return intervals.CAN_HOLD[op](left.rounded, right.rounded)

    def _apart(self, bound: Mapping[Node, _Found], near: Fact | None) -> tuple[str, ...]:
        """The operands that may be measured on another basis than the subject: from another
        section and not said to be on the same, or from another sentence and one of both planned."""
        if near is None:
            return ()
        apart = []
        for term, found in bound.items():
            fact = found.fact
            if fact is None or fact.side == EVENT:
                continue
            if fact.basis in term[2] or has_any(BASES, term[1]):
                continue
            tier = tier_of(self.report, fact, near)
            agreed = fact.basis == near.basis
            done = fact.basis in DONE and near.basis in DONE
            if (tier == REPORT and not (agreed and fact.basis)) or (
                tier and not agreed and not done
            ):
                apart.append(render_assertion(term))
        return tuple(apart)

    def _figures(
        self, bound: Mapping[Node, _Found], listed: Mapping[Node, list[_Found]]
    ) -> dict[Node, list[Figure]]:
        """All figures, each read with the finest precision of its unit in this comparison."""
        everything = [*bound.values(), *(found for many in listed.values() for found in many)]
        finest = arithmetic.finest_of(found.value for found in everything)
        year = self.report.identity.year

        def read(term: Node, found: _Found) -> Figure:
            kind = self.kinds.get(term[1], "")
            value = found.value
            quantity = arithmetic.quantity_of(
                value, kind, finest[arithmetic.unit_of_value(value)], year
            )
            if found.fact is not None and found.fact.change < 0:
                quantity = arithmetic.negative(quantity)
            return Figure(render_assertion(term), value, quantity, found.fact)

        return {
            **{term: [read(term, found)] for term, found in bound.items()},
            **{("each", term): [read(term, f) for f in many] for term, many in listed.items()},
        }


@lru_cache(maxsize=1024)
def _operands(node: Node) -> Mapping[Node, str]:
    """The terms of a comparison: required, optional, or all their places (``each``)."""
    if node[0] == "term":
        return {node: "required"}
    found: dict[Node, str] = {}
    for child in node[1:]:
        if isinstance(child, tuple) and child and isinstance(child[0], str):
            found |= _operands(child)
    if node[0] in ("optional", "each", "count"):
        return dict.fromkeys(found, "optional" if node[0] == "optional" else "each")
    return found


def _alone(node: Node, term: Node, inside: bool = False) -> bool:
    """Whether ``each`` of a term stands somewhere outside a sum."""
    if node == ("each", term):
        return not inside
    inside = inside or node[0] == "sum"
    return any(
        _alone(child, term, inside) for child in node[1:] if isinstance(child, tuple) and child
    )
