"""Which single figure is likely wrong where a sum or a rate fails.

All identities of the report are known, those that hold and those that do not. A figure is a
candidate if some other value of it would restore an identity that fails and break none that holds;
of those the ones that restore the most. One alone is named; of several the one that a common slip
explains (another unit, a point moved, two digits exchanged, one digit wrong) or whose right value
the report states elsewhere; else those that are left are listed, if the others could be ruled out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from checker.checks.reckoning import intervals
from checker.checks.reckoning.expression import show_value
from checker.findings.identities import PERCENT, Figure, Identity, identities, solve, values_of
from checker.findings.merge import severity_of
from checker.findings.slips import SLIPS, Candidate
from checker.model.report import Report
from checker.model.text import Span
from checker.model.value import Interval, Value
from checker.model.verdict import Verdict
from checker.wording import say

MOST = 40
"""Identities that fail beyond which nothing is said: the text was read badly."""
LISTED = 3
"""Candidates that are listed at most."""
FINER = 7
"""Decimals that a right value may have more than the wrong one: 万元 written as 亿元."""
_LONG = Context(prec=200)


class Diagnosis(NamedTuple):
    """What is said of a failed verdict: the key of its remark, the figure that is named, the
    candidates left, and the figure that was ruled out."""

    key: str
    candidates: tuple[Candidate, ...]
    cleared: Figure | None
    value: Value

    def remark(self, message: str, lang: str) -> str:
        """The rule's message with the diagnosis behind it."""
        either = "，或" if lang == "zh" else ", or "
        options = either.join(
            say("suspect.option", lang, name=_named(c.figure, lang), needed=show_value(c.value))
            for c in self.candidates
        )
        return say(
            f"suspect.{self.key}",
            lang,
            message=message.rstrip("。."),
            name=_named(self.candidates[0].figure, lang),
            needed=show_value(self.value),
            cleared=_named(self.cleared, lang) if self.cleared is not None else "",
            options=options,
        )


class Diagnoses(NamedTuple):
    """``said`` by the identity of a verdict; ``same`` are verdicts that one figure would restore, by
    their identity too."""

    said: Mapping[int, Diagnosis]
    same: tuple[tuple[int, int], ...]


NOTHING = Diagnoses({}, ())


def diagnose(report: Report, verdicts: Sequence[Verdict]) -> Diagnoses:
    """What can be said of the figures of all verdicts that fail."""
    wrong = [v for v in verdicts if v.outcome == "fail" and v.stated and v.span and v.operands]
    if not wrong:
        return NOTHING
    values = values_of(report)
    known = list(identities(values, wrong))
    failed = range(len(known))
    if not 0 < len(known) <= MOST:
        return NOTHING
    spans = {figure.span for one in known for figure in one.figures}
    held = (v for v in verdicts if v.outcome == "pass" and _is_of(v, spans))
    known += identities(values, held)
    places: dict[Span, list[tuple[int, Figure]]] = {}
    for at, one in enumerate(known):
        for figure in one.figures:
            places.setdefault(figure.span, []).append((at, figure))
    judged = {id(one.verdict) for one in known}
    alone = {v.span: v for v in wrong if id(v) not in judged and severity_of(v) != "info"}
    borne = {figure.span for one in known if one.holds for figure in one.figures}
    said: dict[int, Diagnosis] = {}
    same: list[tuple[int, int]] = []
    for at in failed:
        tried = (_candidate(known, places, at, figure) for figure in known[at].figures)
        candidates = [one for one in tried if one is not None]
        most = max((len(one.restores) for one in candidates), default=0)
        best = [one for one in candidates if len(one.restores) == most]
        if not best:
            continue
        verdict = known[at].verdict
        proved = [one for one in best if _is_apart(alone.get(one.figure.span), one)]
        if len(proved) == 1:  # a figure that is wrong by itself, as a score above its maximum
            best = proved
            same.append((id(verdict), id(alone[proved[0].figure.span])))
        shared = frozenset.intersection(*(one.restores for one in best))
        same += [(id(verdict), id(known[other].verdict)) for other in shared - {at}]
        found = _choose(report, known[at], best, borne)
        if found is not None:
            said[id(verdict)] = found
    return Diagnoses(said, tuple(same))


def _is_of(verdict: Verdict, spans: set[Span]) -> bool:
    """Whether one of these figures takes part in what a verdict says."""
    return verdict.span in spans or any(part.span in spans for part in verdict.operands)


def _is_apart(proof: Verdict | None, one: Candidate) -> bool:
    """Whether a figure is proved wrong by others than those of its sum."""
    return proof is not None and one.beside.isdisjoint(part.span for part in proof.operands)


def _candidate(
    known: Sequence[Identity],
    places: Mapping[Span, Sequence[tuple[int, Figure]]],
    at: int,
    figure: Figure,
) -> Candidate | None:
    """A figure of a failed identity, if another value of it breaks no identity that holds."""
    needed = solve(known[at], figure)
    for other, own in places[figure.span]:
        if known[other].holds:
            both = _both(needed, solve(known[other], own))
            if both is None:
                return None
            needed = both
    restores = {at}
    for other, own in places[figure.span]:
        if other != at and not known[other].holds:
            both = _both(needed, solve(known[other], own))
            if both is not None:
                needed = both
                restores.add(other)
    if needed.low is None or needed.high is None or needed.high <= 0:
        return None
    bounds = _bounds(figure, needed.low, needed.high)
    value = _printed(figure, *bounds)
    if value is None:
        return None
    beside = frozenset(each.span for each in known[at].figures)
    return Candidate(figure, *bounds, value, frozenset(restores), beside)


def _choose(
    report: Report, failed: Identity, best: Sequence[Candidate], borne: Set[Span]
) -> Diagnosis | None:
    """What is said of a failed identity whose wrong figure is one of ``best``; figures at ``borne``
    take part in identities that hold."""
    for key, slip in SLIPS.items():
        slips = [(one, value) for one in best if (value := slip(report, one)) is not None]
        if len(slips) == 1:
            one, value = slips[0]
            return Diagnosis(key, (one,), None, value)
        if slips:
            break
    if len(best) == 1:
        return Diagnosis("one", tuple(best), None, best[0].value)
    spans = {one.figure.span for one in best}
    cleared = [each for each in failed.figures if each.span in borne and each.span not in spans]
    if not cleared or len(best) > LISTED:
        return None
    return Diagnosis("some", tuple(best), cleared[0], best[0].value)


def _bounds(figure: Figure, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most that may be printed for what lies between two ends: a rate is rounded
    to the decimals of the one that stands there."""
    if figure.quantity.dimension != "ratio":
        return low / figure.value.factor, high / figure.value.factor
    half = Decimal(1).scaleb(-figure.value.decimals) / 2
    return low / PERCENT - half, high / PERCENT + half


def _printed(figure: Figure, least: Decimal, most: Decimal) -> Value | None:
    """A value that a figure may have, printed as it is; None where there is none above 0."""
    own = figure.value
    whole = figure.quantity.dimension == "count" and own.factor == 1
    for decimals in range(own.decimals, own.decimals + (1 if whole else FINER)):
        step = Decimal(1).scaleb(-decimals)
        number = ((least + most) / 2).quantize(step, ROUND_HALF_UP, _LONG)
        if number > 0 and least <= number <= most:
            return replace(own, number=number, decimals=decimals)
    return None


def _both(a: Interval, b: Interval) -> Interval | None:
    """What lies in both; None where nothing does."""
    if not intervals.meets(a, b):
        return None
    lows = [end for end in (a.low, b.low) if end is not None]
    highs = [end for end in (a.high, b.high) if end is not None]
    return Interval(max(lows) if lows else None, min(highs) if highs else None)


def _named(figure: Figure, lang: str) -> str:
    name, shown = figure.role, show_value(figure.value)
    if lang == "zh":
        return f"{name}{shown}"
    inner = name.replace("“", "‘").replace("”", "’")
    return f"{shown} (“{inner}”)"
