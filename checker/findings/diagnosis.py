"""Which single figure is likely wrong where a sum or a rate fails.

All identities of the report are known, those that hold and those that do not. A figure is a
candidate if some other value of it would restore an identity that fails and break none that holds;
of those the ones that restore the most. One alone is named; of several the one that a common slip
explains (another unit, a point moved, two digits exchanged, one digit wrong) or whose right value
the report states elsewhere; else those that are left are listed, if the others could be ruled out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from checker.checks import arithmetic, intervals
from checker.checks.expression import show_value
from checker.findings.identities import PERCENT, Figure, Identity, identities, solve
from checker.model.report import Report
from checker.model.text import Span
from checker.model.value import Interval, Value
from checker.model.verdict import Verdict
from checker.wording import say

MOST = 40
"""Identities that fail beyond which nothing is said: the text was read badly."""
LISTED = 3
"""Candidates that are listed at most."""
TELLING = 3
"""Digits of a figure from which a slip of a digit tells anything."""
CERTAIN = 4
"""Digits of a figure that hardly stands twice by chance."""
UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
FINER = 7
"""Decimals that a right value may have more than the wrong one: 万元 written as 亿元."""
_LONG = Context(prec=200)


class Candidate(NamedTuple):
    """A figure, what it must be, the failed identities (by their place) this would restore, and
    where the figures of the one at hand stand."""

    figure: Figure
    needed: Interval
    value: Value
    restores: frozenset[int]
    beside: frozenset[Span]


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
            say("suspect.option", lang, name=_named(c.figure), needed=show_value(c.value))
            for c in self.candidates
        )
        return say(
            f"suspect.{self.key}",
            lang,
            message=message.rstrip("。."),
            name=_named(self.candidates[0].figure),
            needed=show_value(self.value),
            cleared=_named(self.cleared) if self.cleared is not None else "",
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
    if not any(v.outcome == "fail" and v.stated and v.operands for v in verdicts):
        return NOTHING
    known = list(identities(report, verdicts))
    failed = [at for at, one in enumerate(known) if not one.holds]
    if not 0 < len(failed) <= MOST:
        return NOTHING
    places: dict[Span, list[tuple[int, Figure]]] = {}
    for at, one in enumerate(known):
        for figure in one.figures:
            places.setdefault(figure.span, []).append((at, figure))
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
        shared = frozenset.intersection(*(one.restores for one in best))
        same += [(id(verdict), id(known[other].verdict)) for other in shared - {at}]
        found = _choose(report, known[at], best)
        if found is not None:
            said[id(verdict)] = found
    return Diagnoses(said, tuple(same))


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
    value = _printed(figure, needed)
    if value is None:
        return None
    beside = frozenset(each.span for each in known[at].figures)
    return Candidate(figure, needed, value, frozenset(restores), beside)


def _choose(report: Report, failed: Identity, best: Sequence[Candidate]) -> Diagnosis | None:
    """What is said of a failed identity whose wrong figure is one of ``best``."""
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
    cleared = [figure for figure in failed.figures if figure.span not in spans]
    if not cleared or len(best) > LISTED:
        return None
    return Diagnosis("some", tuple(best), cleared[0], best[0].value)


def _elsewhere(report: Report, one: Candidate) -> Value | None:
    """The right value where the report states it in another place than the sum itself."""
    own = one.figure.value
    for value in report.values:
        if (
            value.kind == own.kind
            and value.span not in one.beside
            and len(_digits(value)) >= CERTAIN
            and _fits(value, one.needed)
        ):
            return value
    return None


def _unit(report: Report, one: Candidate) -> Value | None:
    del report
    own = one.figure.value
    if own.kind != "amount":
        return None
    others = (
        replace(own, unit=unit, factor=factor)
        for unit, factor in UNITS.items()
        if factor != own.factor
    )
    return next((value for value in others if _fits(value, one.needed)), None)


def _shifted(report: Report, one: Candidate) -> Value | None:
    """The figure with its point elsewhere."""
    del report
    number, decimals = _number(one), one.figure.value.decimals
    moved = (_with(one, number.scaleb(by), max(0, decimals - by)) for by in (-1, 1, -2, 2, -3, 3))
    return next((value for value in moved if _fits(value, one.needed)), None)


def _exchanged(report: Report, one: Candidate) -> Value | None:
    """The figure with two digits that stand side by side exchanged."""
    del report
    return _only(one, lambda d: (d[:i] + d[i + 1] + d[i] + d[i + 2 :] for i in range(len(d) - 1)))


def _misprinted(report: Report, one: Candidate) -> Value | None:
    """The figure with one digit replaced by another."""
    del report
    return _only(
        one, lambda d: (d[:i] + c + d[i + 1 :] for i in range(len(d)) for c in "0123456789")
    )


SLIPS: dict[str, Callable[[Report, Candidate], Value | None]] = {
    "unit": _unit,
    "shifted": _shifted,
    "elsewhere": _elsewhere,
    "exchanged": _exchanged,
    "misprinted": _misprinted,
}
"""The slips that are looked for, the most telling first: key of the remark → the right value."""


def _only(one: Candidate, ways: Callable[[str], Iterator[str]]) -> Value | None:
    """The right value among other digits in the place of those printed, if there is just one."""
    digits, decimals = _digits(one.figure.value), one.figure.value.decimals
    if len(digits) < TELLING:
        return None
    numbers = dict.fromkeys(Decimal(each).scaleb(-decimals) for each in ways(digits))
    found = [value for n in numbers if _fits(value := _with(one, n, decimals), one.needed)]
    return found[0] if len(found) == 1 else None


def _digits(value: Value) -> str:
    """The digits as printed, without the point."""
    number = abs(value.number or Decimal(0))
    return f"{number:f}".replace(".", "")


def _number(one: Candidate) -> Decimal:
    return one.figure.value.number or Decimal(0)


def _with(one: Candidate, number: Decimal, decimals: int) -> Value:
    return replace(one.figure.value, number=number, decimals=decimals)


def _fits(value: Value, needed: Interval) -> bool:
    """Whether a figure printed like this is what is needed; a rate may be rounded to it."""
    if value.kind in ("rate", "points"):
        return intervals.meets(arithmetic.quantity_of(value, "", None).rounded, needed)
    number = (value.number or Decimal(0)) * value.factor
    return intervals.meets(intervals.exact(number), needed)


def _printed(figure: Figure, needed: Interval) -> Value | None:
    """A value that a figure may have, printed as it is; None where there is none above 0."""
    if needed.low is None or needed.high is None or needed.high <= 0:
        return None
    scale = PERCENT if figure.quantity.dimension == "ratio" else figure.value.factor
    middle = (needed.low + needed.high) / 2 / scale
    whole = figure.quantity.dimension == "count" and figure.value.factor == 1
    for decimals in range(figure.value.decimals, figure.value.decimals + (1 if whole else FINER)):
        number = middle.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LONG)
        value = replace(figure.value, number=number, decimals=decimals)
        if number > 0 and _fits(value, needed):
            return value
    return None


def _both(a: Interval, b: Interval) -> Interval | None:
    """What lies in both; None where nothing does."""
    if not intervals.meets(a, b):
        return None
    lows = [end for end in (a.low, b.low) if end is not None]
    highs = [end for end in (a.high, b.high) if end is not None]
    return Interval(max(lows) if lows else None, min(highs) if highs else None)


def _named(figure: Figure) -> str:
    return f"{figure.role}{show_value(figure.value)}"
