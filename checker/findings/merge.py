"""One fault is one finding, however many rules see it and however often the report repeats it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from checker.engine.doubt import is_unclear
from checker.findings.fingerprint import claim
from checker.model.report import Report
from checker.model.rule import Severity
from checker.model.text import Span
from checker.model.verdict import Verdict

RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def severity_of(verdict: Verdict) -> Severity:
    """The severity of a verdict: its own, else that of its rule."""
    return verdict.severity or verdict.rule.severity


def groups(
    report: Report, verdicts: Sequence[Verdict], same: Sequence[tuple[int, int]] = ()
) -> list[tuple[Verdict, ...]]:
    """The verdicts, those of one fault together; the first of each group stands for it.

    Verdicts see one fault where they failed

    - with figures, and their claims overlap;
    - with figures, and the claim of each is a figure of the other (a sum and the difference
      that undoes it, a figure and its repetition);
    - with figures, one of which they share, and by the same difference (a cell that is wrong in its
      row and in its column);
    - with figures, just one of which they share, and the claim of one is a rate;
    - with figures and under one rule, and the claim is the same with the same figures elsewhere;
    - under rules of one family from different packs, at the same words and for the same reason;
    - and one figure would restore them all: ``same`` has them in pairs, by their identity.

    Where nothing is lacking but dates, all that the rules of one family cannot judge is one finding.

    Those that fail but for a figure that was not read clearly count as such that failed.

    What was read clearly stands for the group, of it the severest, then the first rule by id, then the first place.
    """
    failed = {v.span for v in verdicts if v.outcome == "fail"}
    verdicts = [
        verdict
        for verdict in verdicts
        # What cannot be told of a figure that is proved wrong need not be told.
        if verdict.outcome == "fail" or verdict.span is None or verdict.span not in failed
    ]
    leaders = list(range(len(verdicts)))

    def leader(index: int) -> int:
        while leaders[index] != index:
            leaders[index] = leaders[leaders[index]]
            index = leaders[index]
        return index

    at = {id(verdict): index for index, verdict in enumerate(verdicts)}
    known = [(at[one], at[other]) for one, other in same if one in at and other in at]
    for one, other in (*_pairs(report, verdicts), *known):
        leaders[leader(one)] = leader(other)
    together: dict[int, list[Verdict]] = {}
    for index, verdict in enumerate(verdicts):
        together.setdefault(leader(index), []).append(verdict)
    return [tuple(sorted(group, key=_order)) for group in together.values()]


def lacks_dates(verdict: Verdict) -> bool:
    """Whether a claim could not be judged for want of dates and of nothing else."""
    kinds: dict[str, str] = verdict.rule.params.get("kinds", {})
    return (
        verdict.outcome == "undetermined"
        and dict(verdict.details).get("reason") == "missing"
        and bool(verdict.missing)
        and all(kinds.get(name) == "date" for name in verdict.missing)
    )


def _order(verdict: Verdict) -> tuple[bool, int, str, Span]:
    return (
        is_unclear(verdict),
        RANK[severity_of(verdict)],
        verdict.rule.id,
        verdict.span or Span(0, 0),
    )


def _pairs(report: Report, verdicts: Sequence[Verdict]) -> Iterable[tuple[int, int]]:
    """Pairs of indexes of verdicts that see one fault."""
    dates: dict[str, int] = {}
    for index, verdict in enumerate(verdicts):
        if lacks_dates(verdict):
            family = verdict.rule.id.rpartition("-")[0]
            yield index, dates.setdefault(family, index)

    placed = [
        (index, verdict, verdict.span)
        for index, verdict in enumerate(verdicts)
        if verdict.span is not None and (verdict.outcome == "fail" or is_unclear(verdict))
    ]
    figured = [entry for entry in placed if entry[1].stated]

    reach, last = -1, -1
    for index, _, span in sorted(figured, key=lambda entry: entry[2]):
        if span.start < reach:
            yield index, last
        if span.end > reach:
            reach, last = span.end, index

    claims: dict[Span, list[int]] = {}
    for index, _, span in figured:
        claims.setdefault(span, []).append(index)
    figures = {index: {part.span for part in verdict.operands} for index, verdict, _ in figured}
    for index, verdict, span in figured:
        for part in dict.fromkeys(operand.span for operand in verdict.operands):
            for other in claims.get(part, ()):
                if span in figures[other]:
                    yield index, other

    # One figure altered in two sums leaves the same difference in both.
    shared: dict[tuple[Span, str], int] = {}
    for index, verdict, span in figured:
        for part in dict.fromkeys([span, *(operand.span for operand in verdict.operands)]):
            if verdict.difference and part.end > part.start:
                yield index, shared.setdefault((part, verdict.difference), index)

    yield from _spoilt_rates(figured, figures)

    first: dict[tuple[object, ...], int] = {}
    for index, verdict, _ in figured:
        repeated = (verdict.rule.id, verdict.computed, *claim(report, verdict))
        yield index, first.setdefault(repeated, index)

    same: dict[tuple[object, ...], list[int]] = {}
    for index, verdict, span in placed:
        *prefix, family, _ = verdict.rule.id.split("-")
        alike = same.setdefault((family, span, *claim(report, verdict)), [])
        for other in alike:
            rule_id = verdicts[other].rule.id
            if rule_id == verdict.rule.id or rule_id.split("-")[:-2] != prefix:
                yield index, other
        alike.append(index)


def _spoilt_rates(
    figured: Sequence[tuple[int, Verdict, Span]], figures: Mapping[int, set[Span]]
) -> Iterable[tuple[int, int]]:
    """Pairs of a rate and what shares one figure with it: a figure that spoils a sum spoils the rate
    made of it too, by a difference of its own.

    A sum that shares different figures with several rates cannot owe its fault to all of them: these
    stay apart, but for what the one figure that would restore both puts together.
    """
    used: dict[Span, list[int]] = {}
    for index, parts in figures.items():
        for part in parts:
            used.setdefault(part, []).append(index)
    rates = [index for index, verdict, _ in figured if verdict.stated.endswith("%")]
    pairs: list[tuple[int, int, Span]] = []
    for index in rates:
        sharing = Counter(other for part in figures[index] for other in used[part])
        pairs += [
            (index, other, part)
            for part in figures[index]
            for other in used[part]
            if sharing[other] == 1
        ]
    spoilt: dict[int, set[Span]] = {}
    for _, other, part in pairs:
        spoilt.setdefault(other, set()).add(part)
    yield from (
        (index, other) for index, other, _ in pairs if other in rates or len(spoilt[other]) == 1
    )
