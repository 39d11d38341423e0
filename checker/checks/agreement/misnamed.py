"""One thing told in two chapters in the same words, but for a character or two of its name or place.

A remark: that one thing is meant is read from the words around the names; which is right is for the
reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product, takewhile
from typing import Any

from checker.checks.agreement.copies import (
    chapter_at,
    chapters,
    phrase_around,
    plain,
    shared_around,
    unsaid,
)
from checker.checks.habit import again
from checker.checks.words import places_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict

Names = dict[str, list[Span]]

LONG = 8
"""A name of so many characters may differ by two that stand together, a shorter one by one."""
KEPT = 2
"""Least characters that two names have in common, at one of their ends or both."""
QUOTED, HELD, PLACE = (4, 20), (5, 20), (3, 12)
"""Least and most characters of what stands in quotes, of what is held, and of where."""
OWN, COPIED = 2, 12
"""Least characters beside two names in their phrase, and with the phrases around, that are the same."""
OFTEN = 3
"""So often a name stands beside which another that stands once is a slip."""
MANY, FEW = 64, 8
"""Names that begin or end alike, and places of one name, that are compared."""


def check_misnamed(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each two names that stand for one thing.

    ``params``: ``acts`` are verbs with which an event is named, ``at`` words before its place and
    ``ends`` how places end; ``apart`` are characters by which names of two things differ (上, 下);
    ``dropped`` are words that change nothing. Names that one chapter has both are of two things.
    """
    del context
    starts = chapters(report)
    if not starts:
        return NotApplied(rule, "no-place")
    dropped = unsaid(report, rule.params["dropped"])
    found = (_quoted(report), *_held(report, rule.params))
    if not any(found):
        return NotApplied(rule, "no-place")
    verdicts = [
        _verdict(report, rule, names[one], names[other])
        for names in found
        for one, other in _alike(names, rule.params["apart"])
        if _are_one(report, names[one], names[other], starts, dropped)
    ]
    return verdicts or [Verdict(rule, "pass", None)]


def _quoted(report: Report) -> Names:
    """What stands in quotes."""
    folded = report.folded
    names: Names = defaultdict(list)
    start = folded.find("“")
    while start >= 0:
        end = folded.find("”", start)
        name = "".join(folded[start + 1 : end].split()) if end - start <= QUOTED[1] else ""
        if len(name) >= QUOTED[0]:
            names[name].append(Span(start + 1, end))
        start = folded.find("“", start + 1)
    return names


def _held(report: Report, params: dict[str, Any]) -> tuple[Names, Names]:
    """What was held or built, by the words right behind the verb; and where, by those before it."""
    folded = report.folded
    events: Names = defaultdict(list)
    places: Names = defaultdict(list)
    for act in params["acts"]:
        for at in places_of([act], folded):
            start = at + len(act)
            name = "".join(takewhile(str.isalpha, folded[start : start + HELD[1]]))
            if len(name) >= HELD[0]:
                events[name].append(Span(start, start + len(name)))
            first = max(folded.rfind(word, max(0, at - PLACE[1] - 1), at) for word in params["at"])
            where = folded[first + 1 : at]
            if first >= 0 and len(where) >= PLACE[0] and where.endswith(tuple(params["ends"])):
                places[where].append(Span(first + 1, at))
    return events, places


def _alike(names: Names, apart: str) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ by a character or two in one place: they begin or end alike."""
    buckets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        buckets[name[:KEPT], ""].append(name)
        buckets["", name[-KEPT:]].append(name)
        buckets[name[0], name[-1]].append(name)
    seen = set()
    for bucket in buckets.values():
        for pair in combinations(bucket[:MANY], 2):
            if pair not in seen and _is_near(*pair, apart):
                seen.add(pair)
                yield pair


def _is_near(one: str, other: str, apart: str) -> bool:
    """Whether two names of one length differ by a character or two in one place; a name with
    something left out is a short form."""
    size = len(one)
    if len(other) != size:
        return False
    differing = [at for at in range(size) if one[at] != other[at]]
    if not differing or size - len(differing) < KEPT:
        return False
    first, end = differing[0], differing[-1] + 1
    parts = one[first:end], other[first:end]
    turned = len(parts[0]) == 2 and parts[0] == parts[1][::-1]
    if end - first > (2 if size >= LONG else 1) and not turned:
        return False
    return all(c.isalpha() and not c.isascii() and c not in apart for c in "".join(parts))


def _are_one(
    report: Report,
    ones: Sequence[Span],
    others: Sequence[Span],
    starts: Sequence[int],
    dropped: Sequence[str],
) -> bool:
    """Whether two names stand in two chapters in the same words, and are not of two things: no
    chapter has both, or one of them stands once, and there the other is in other words."""
    few, many = sorted((ones, others), key=len)
    at = [[chapter_at(starts, span.start) for span in spans] for spans in (few, many)]
    met = set(at[0]).intersection(at[1])
    if met and (len(few) > 1 or len(many) < OFTEN):
        return False
    shared = [
        (one_at == other_at, _shared(report, one, other, dropped))
        for (one, one_at), (other, other_at) in product(
            list(zip(few, at[0], strict=True))[:FEW], list(zip(many, at[1], strict=True))[:FEW]
        )
    ]
    return not any(same and count for same, count in shared) and any(
        not same and count >= COPIED for same, count in shared
    )


def _shared(report: Report, one: Span, other: Span, dropped: Sequence[str]) -> int:
    """How many characters around two names are the same; 0 where their phrases are not."""
    first, second = phrase_around(report, one), phrase_around(report, other)
    around = [
        (plain(each.before, dropped), plain(each.behind, dropped)) for each in (first, second)
    ]
    own = sum(map(len, around[0]))
    if around[0] != around[1] or own < OWN:
        return 0
    return own + shared_around(report, first.span, second.span, dropped)


def _verdict(report: Report, rule: Rule, ones: Sequence[Span], others: Sequence[Span]) -> Verdict:
    """The remark, at the name that stands less often; of two that stand as often, at the later."""
    odd, kept = sorted((ones, others), key=lambda spans: (len(spans), -spans[0].start))
    names = [report.text[slice(*spans[0])] for spans in (kept, odd)]
    operands = (Operand("另见", kept[0], names[0]), *again(report, odd[1:FEW]))
    one, other = ("".join(name.split()) for name in names)
    return Verdict(rule, "fail", odd[0], operands, details=(("one", one), ("other", other)))
