"""Judges the assertion of a rule at each place where its subject is stated.

The subject is the term that stands alone on one side of the (first) comparison: the stated total,
the stated rate; of days between two events the later one; where none does, the first term. A figure that is nowhere stated may be given by
the user; what the text says goes before what is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from checker.checks.claims.binding import EVENT, SECTION, candidates, one_name, subjects, tier_of
from checker.checks.claims.comparison import Comparing, Judged, negated
from checker.checks.claims.doubt import belong_elsewhere, is_explained, is_made_up, is_nested
from checker.model.report import Fact, Report
from checker.model.rule import Node, Rule
from checker.model.value import Value
from checker.model.verdict import NotApplied, Outcome, Verdict
from checker.packs.assertion import ALWAYS, render_assertion, terms_of

MISSING = "missing"
"""The reason of a claim that is open because an operand is stated nowhere."""
_SLIP = Decimal("0.5")  # of the stated figure


def check_claim(
    report: Report, rule: Rule, given: Mapping[str, Value]
) -> list[Verdict] | NotApplied:
    """A verdict for each place where the subject of ``rule.claim`` is stated.

    ``given`` are figures by their term as ``render_assertion`` writes it. Without
    ``when`` a place that lacks an operand is not judged; with it such a place is undetermined, and
    where no term is stated at all there is one undetermined verdict without a place. Undetermined
    verdicts carry a detail ``reason``: missing, ambiguous, apart, explained, unit, division or
    calendar. A
    rule does not apply for the reason ``missing`` where its subject is stated, else ``no-place``.
    """
    assert rule.claim is not None
    kinds: dict[str, str] = rule.params.get("kinds", {})
    names = _names(rule.claim, rule.when)
    if names and names.isdisjoint(report.named) and not given and rule.when is None:
        return NotApplied(rule, "no-place")
    if rule.when is not None and rule.when != ALWAYS:
        applies = _Claims(report, given, kinds, rule.within, None, as_printed=True).judge(
            rule.when, None
        )
        if not applies.holds:
            reason = MISSING if applies.holds is None else "no-place"
            return NotApplied(rule, reason, applies.missing)
    subject = _subject(rule.claim)
    places = list(_places(report, rule.claim, subject, kinds))
    claims = _Claims(report, given, kinds, rule.within, subject)
    found = [(near, claims.judge(rule.claim, near)) for near in places or (None,)]
    users: dict[int, list[tuple[Fact | None, Judged]]] = {}  # by the identity of a fact
    for one in found:
        for fact in one[1].facts:
            users.setdefault(id(fact), []).append(one)
    verdicts: list[Verdict] = []
    missing: dict[str, None] = {}
    for near, judged in found:
        if (judged.reason == MISSING and rule.when is None) or (
            judged.reason == "ambiguous" and is_nested(report, judged.missing)
        ):
            missing |= dict.fromkeys(judged.missing)
        elif not _of_another(report, near, judged, users) and not _is_right(report, near, judged):
            judged = _careful(report, near, judged, places, subject)
            verdicts.append(_verdict(rule, judged, near))
    if verdicts:
        return verdicts
    stated = subject is not None and any(near.term == subject[1] for near in places)
    return NotApplied(rule, MISSING if stated else "no-place", tuple(missing))


@lru_cache(maxsize=512)
def _names(*nodes: Node | None) -> frozenset[str]:
    """The names of all terms of a rule."""
    return frozenset(term[1] for node in nodes if node for term in terms_of(node))


def judge_alone(
    report: Report, claim: Node, given: Mapping[str, Value], kinds: Mapping[str, str]
) -> Judged:
    """Whether a claim holds of the report as a whole, not at a place of its subject."""
    return _Claims(report, given, kinds, "", None).judge(claim, None)


def _tier(report: Report, near: Fact, judged: Judged) -> int:
    """How far the farthest figure stands that a claim was judged by, as an index of TIERS."""
    return max((tier_of(report, fact, near) for fact in judged.facts), default=0)


def _distance(report: Report, near: Fact, judged: Judged) -> tuple[int, int]:
    """The same, and how many characters off the nearest of them is."""
    return _tier(report, near, judged), min(
        abs(f.span.start - near.span.start) for f in judged.facts
    )


def _of_another(
    report: Report,
    near: Fact | None,
    judged: Judged,
    users: Mapping[int, list[tuple[Fact | None, Judged]]],
) -> bool:
    """Whether a claim that does not hold was judged by figures that belong to another statement
    of the subject: one that they agree with, or one that stands nearer to them. ``users`` are the
    statements that were judged by a figure."""
    if near is None or judged.holds or not judged.facts:
        return False
    own = set(map(id, judged.facts))
    return any(
        other is not None
        and other is not near
        and own <= set(map(id, said.facts))
        and (
            said.holds
            or (
                said.holds is False
                and _distance(report, other, said) < _distance(report, near, judged)
            )
        )
        for other, said in users[id(judged.facts[0])]
    )


def _is_right(report: Report, near: Fact | None, judged: Judged) -> bool:
    """Whether the text adds up by its own lists, though not by the terms of the rule."""
    if near is None or judged.holds is not False:
        return False
    return is_made_up(report, near, judged.facts) or belong_elsewhere(report, near, judged.facts)


def _careful(
    report: Report, near: Fact | None, judged: Judged, places: list[Fact], subject: Node | None
) -> Judged:
    """A failed claim, open instead where its figures may not belong together: the sentence gives
    the subject under two names, or another paragraph's figures are farther off than any slip."""
    if judged.holds is not False or near is None or subject is None:
        return judged
    name = (render_assertion(subject),)
    if _two_subjects(report, near, places):
        return judged._replace(holds=None, reason="ambiguous", missing=name)
    far = near.side != EVENT and _tier(report, near, judged) >= SECTION
    if far and (judged.gap is None or judged.gap > _SLIP):
        return judged._replace(holds=None, reason="apart", missing=name)
    if is_explained(report, near, judged.facts, judged.difference):
        return judged._replace(holds=None, reason="explained", missing=name)
    return judged


class _Claims(NamedTuple):
    """Claims over one report, three-valued: ``holds`` is None where it cannot be told."""

    report: Report
    given: Mapping[str, Value]
    kinds: Mapping[str, str]
    within: str
    subject: Node | None
    as_printed: bool = False

    def judge(self, node: Node, near: Fact | None) -> Judged:
        """Whether the claim holds beside the subject ``near``."""
        tag = node[0]
        if tag == "compare":
            comparing = Comparing(
                self.report, self.given, self.kinds, self.within, self.subject, self.as_printed
            )
            return comparing.judge(node, near)
        if tag == "not":
            inner = negated(node[1])
            if inner is not None:
                return self.judge(inner, near)
            said = self.judge(node[1], near)
            return said._replace(holds=None if said.holds is None else not said.holds)
        if tag in ("and", "or", "any"):
            parts = [self.judge(part, near) for part in node[1:]]
            if tag == "any":
                parts = [part for part in parts if part.reason != MISSING] or parts
            return _both(parts) if tag == "and" else _either(parts, tag == "or")
        if tag == "stated":
            return Judged(self._is_stated(node[1]))
        return Judged(_has_section(self.report, node[1]))

    def _is_stated(self, term: Node) -> bool:
        kind = self.kinds.get(term[1], "")
        found = candidates(self.report, term[1], None, term[2], "", kind)
        return bool(found) or render_assertion(term) in self.given


def _both(parts: list[Judged]) -> Judged:
    """False where one part is, else open where one is, else true."""
    for state in (False, None):
        for part in parts:
            if part.holds is state:
                return part
    return parts[0]


def _either(parts: list[Judged], in_order: bool) -> Judged:
    """True where one part is, else open where one is, else the part that comes nearest, or the
    first where the rule gives them in order."""
    for state in (True, None):
        for part in parts:
            if part.holds is state:
                return part
    if in_order:
        return parts[0]
    return min(parts, key=lambda part: (part.gap is None, part.gap or 0))


def _has_section(report: Report, title: str) -> bool:
    wanted = "".join(title.split())
    titles = ("".join(report.folded[slice(*s.title)].split()) for s in report.sections)
    return any(wanted in found for found in titles)


def _subject(claim: Node) -> Node | None:
    """The term a claim is about, or None for a claim without terms."""
    first = next(_comparisons(claim), None)
    terms = terms_of(first if first is not None else claim)
    if first is not None:
        sides = [side for side in first[2:] if side[0] == "term"]
        # Days are those that the later of two events took.
        sides += [side[2] for side in first[2:] if side[0] in ("days", "workdays")]
        if sides and sides[0][0] == "term":
            return tuple(sides[0])
    return terms[0] if terms else None


def _comparisons(claim: Node) -> Iterator[Node]:
    if claim[0] == "compare":
        yield claim
    elif claim[0] in ("and", "or", "any", "not"):
        for part in claim[1:]:
            yield from _comparisons(part)


def _places(
    report: Report, claim: Node, subject: Node | None, kinds: Mapping[str, str]
) -> Iterator[Fact]:
    """Where the claim is judged: at the facts of its subject, else (the subject may be given by
    the user, or be what is missing) at the first fact of another of its terms."""
    if subject is None:
        return
    found = subjects(report, subject[1], subject[2], kinds.get(subject[1], ""))
    yield from found
    if not found:
        for term in terms_of(claim):
            other = subjects(report, term[1], term[2], kinds.get(term[1], ""))
            if other:
                yield other[0]
                return


def _two_subjects(report: Report, near: Fact, places: list[Fact]) -> bool:
    """Whether the sentence states the subject under two names with two values."""
    if near.table is not None:
        return False
    rivals = [
        fact
        for fact in places
        if fact.sentence == near.sentence
        and fact.table is None
        and fact.scope == near.scope
        and fact.value.amount != near.value.amount
    ]
    return any(not one_name(report, [near, rival]) for rival in rivals)


def _verdict(rule: Rule, judged: Judged, near: Fact | None) -> Verdict:
    outcome: Outcome = "pass" if judged.holds else "fail"
    details: tuple[tuple[str, str], ...] = judged.shown.details if judged.shown else ()
    if judged.holds is None:
        outcome, details = "undetermined", (("reason", judged.reason),)
    span = near.value.span if near is not None else None
    table = near.table if near is not None else None
    shown = judged.shown
    if shown is None:
        return Verdict(rule, outcome, span, missing=judged.missing, details=details, table=table)
    return Verdict(
        rule,
        outcome,
        shown.span or span,
        shown.operands,
        shown.stated,
        shown.computed,
        shown.difference,
        shown.tolerance,
        shown.working,
        shown.severity if judged.holds is False else None,
        judged.missing,
        details,
        table,
    )
