"""Which figure of a report a term of a rule stands for: the nearest one that may stand in.

Facts of another period, another basis, another scope, or of a change never stand in (design.md,
Semantics 5). Of those that may, the tier nearest to the subject is taken: its sentence, paragraph,
section, the report; for a cell its column. Prose and tables are mixed only where the rule says
``within: report``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.checks.reckoning import intervals
from checker.checks.reckoning.arithmetic import interval_of
from checker.model.report import Fact, Report
from checker.packs.assertion import BASES, CHANGES, YEARS

DONE = ("", "决算", "实际")
"""Bases of what was done, and the silence that means it in a report on a year gone by."""
TIERS = ("sentence", "paragraph", "section", "chapter", "report")
"""How far from the subject a figure stands; a chapter is a section of the first level with all it
holds. A cell of the subject's column stands as near as its sentence, any other as far as can be."""
SECTION, REPORT = 2, 4
EVENT = "日期"
"""The side of dates and of the days between them. They are paired by the year of the budget that
they are of, whichever it is: a report on 2021 speaks of the accounts of 2020."""


class Bound(NamedTuple):
    """What a term is bound to: one fact, or several of different values that are equally near.

    ``tier`` is the place in ``TIERS`` where they were found, or None where nothing was.
    """

    fact: Fact | None = None
    rivals: tuple[Fact, ...] = ()
    tier: int | None = None


def bind(
    report: Report,
    term: str,
    near: Fact | None,
    qualifiers: Sequence[str] = (),
    within: str = "",
    kind: str = "",
) -> Bound:
    """The fact of ``term`` that stands for it beside the subject ``near``.

    ``qualifiers`` are those of the assertion, ``within`` is the rule's ("" any distance, but prose
    and tables apart), ``kind`` that of the term ("" any).
    """
    found = candidates(report, term, near, qualifiers, within, kind)
    if not found:
        return Bound()
    if near is None:
        return _choose(report, _likely(found, None), None, len(TIERS) - 1)
    tiers = [tier_of(report, fact, near) for fact in found]
    nearest = min(tiers)
    here = [fact for fact, tier in zip(found, tiers, strict=True) if tier == nearest]
    return _choose(report, _likely(here, near), near, nearest)


def candidates(
    report: Report,
    term: str,
    near: Fact | None,
    qualifiers: Sequence[str] = (),
    within: str = "",
    kind: str = "",
) -> list[Fact]:
    """All facts of ``term`` that may stand beside ``near``, in the order of the report.

    Without a subject prose goes before tables: cells are taken only where no sentence states it.
    """
    if near is None:
        whole = [f for f in subjects(report, term, qualifiers, kind) if not f.scope]
        prose = [fact for fact in whole if fact.table is None]
        return prose or whole
    year = report.identity.year
    reach = _reach(within)
    facts: Iterable[Fact] = report.facts_of([term])
    if not reach and near.table is None:
        facts = (fact for fact in facts if fact.sentence == near.sentence)
    return [
        fact
        for fact in facts
        if fact.scope == near.scope
        and fits_kind(fact, kind, qualifiers)
        and _fits_period(fact, near, qualifiers, year)
        and _fits_basis(fact, term, near, qualifiers)
        and tier_of(report, fact, near) <= reach
        and (within == "report" or _same_setting(fact, near))
    ]


def subjects(
    report: Report, term: str, qualifiers: Sequence[str] = (), kind: str = ""
) -> list[Fact]:
    """All facts of ``term`` in prose and tables that a claim may be about, in order."""
    year = report.identity.year
    return [
        fact
        for fact in report.facts_of([term])
        if fits_kind(fact, kind, qualifiers)
        and _fits_period(fact, None, qualifiers, year)
        and _fits_basis(fact, term, None, qualifiers)
    ]


def tier_of(report: Report, fact: Fact, near: Fact) -> int:
    """How far ``fact`` stands from ``near``, as an index of ``TIERS``."""
    if fact.table is not None and near.table is not None:
        same = fact.table[0] == near.table[0] and fact.table[2] == near.table[2]
        return 0 if same else REPORT
    if (fact.table is None) != (near.table is None):
        return REPORT
    if fact.sentence == near.sentence:
        return 0
    if fact.paragraph == near.paragraph:
        return 1
    if fact.section == near.section:
        return SECTION
    chapter = chapter_of(report, fact.section)
    return 3 if chapter >= 0 and chapter == chapter_of(report, near.section) else REPORT


def chapter_of(report: Report, section: int) -> int:
    """The section of the first level above a section; -1 before the first heading."""
    while section >= 0 and report.sections[section].parent >= 0:
        section = report.sections[section].parent
    return section


def _same_setting(fact: Fact, near: Fact) -> bool:
    """Both in prose, or both in one column of one table."""
    if fact.table is None or near.table is None:
        return fact.table is near.table
    return fact.table[0] == near.table[0] and fact.table[2] == near.table[2]


def _reach(within: str) -> int:
    return TIERS.index(within) if within in TIERS else len(TIERS) - 1


def fits_kind(fact: Fact, kind: str, qualifiers: Sequence[str]) -> bool:
    """Whether a fact is the level, or the change, that a term with these qualifiers asks for."""
    changed = [q for q in qualifiers if q in CHANGES]
    if bool(fact.change) != bool(changed):
        return False
    if "变动率" in changed or (changed and kind == "rate"):
        return fact.value.kind in ("rate", "points")
    return not kind or fact.value.kind in (kind, "number")


def _fits_period(
    fact: Fact, near: Fact | None, qualifiers: Sequence[str], year: int | None
) -> bool:
    own = year if year is not None or near is None else near.period
    for qualifier in qualifiers:
        if qualifier.isdigit():
            return fact.period == int(qualifier)
        if YEARS.get(qualifier):
            return own is not None and fact.period == own + YEARS[qualifier]
    if fact.side == EVENT:
        return near is None or fact.period == near.period
    if own is not None:
        return fact.period is None or fact.period == own
    return near is None or fact.period is None


def _fits_basis(fact: Fact, term: str, near: Fact | None, qualifiers: Sequence[str]) -> bool:
    wanted = [q for q in qualifiers if q in BASES]
    if wanted:
        return fact.basis in wanted
    if near is None or not near.basis or not fact.basis:
        return True
    return fact.basis == near.basis or any(basis in term for basis in BASES)


def _likely(found: list[Fact], near: Fact | None) -> list[Fact]:
    """Of several, those on the subject's own basis; beside a subject that names none, what was
    done rather than what was planned."""
    basis = near.basis if near is not None else ""
    same = [fact for fact in found if fact.basis == basis]
    if same or basis not in DONE:
        return same or found
    return [fact for fact in found if fact.basis in DONE] or found


def _choose(report: Report, found: list[Fact], near: Fact | None, tier: int) -> Bound:
    """The one of ``found`` that is meant, or all that might be."""
    distinct = {(fact.value.amount, fact.value.date, fact.value.bound): fact for fact in found}
    if len(distinct) == 1:
        return Bound(_nearest(found, near), tier=tier)
    sharpest = max(found, key=lambda fact: (-fact.value.factor, fact.value.decimals))
    if sharpest.value.number is not None and all(
        intervals.meets(interval_of(fact.value), interval_of(sharpest.value)) for fact in found
    ):
        return Bound(sharpest, tier=tier)
    if tier == 0 and near is not None and near.table is None and one_name(report, found):
        return Bound(_nearest(found, near), tier=tier)
    return Bound(rivals=tuple(distinct.values()), tier=tier)


def _nearest(found: list[Fact], near: Fact | None) -> Fact:
    """The first behind the subject, else the last before it; of events that led to one, the last
    before it, else the first behind."""
    if near is None:
        return found[0]
    behind = [fact for fact in found if fact.span.start >= near.span.end]
    before = [fact for fact in found if fact.span.start < near.span.end]
    if behind and not (before and near.side == EVENT):
        return min(behind, key=lambda fact: fact.span)
    return max(before, key=lambda fact: fact.span)


def one_name(report: Report, found: Sequence[Fact]) -> bool:
    """Whether the facts go by one name: 年初结转 and 年初结余 side by side are two quantities."""
    names = sorted((report.folded[slice(*fact.label)] for fact in found), key=len)
    return all(name.endswith(names[0]) for name in names)
