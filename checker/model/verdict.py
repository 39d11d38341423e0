"""What checks say, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from checker.model.record import record
from checker.model.report import Identity
from checker.model.rule import Rule, RulePack, Severity, Words
from checker.model.score import Scorecard
from checker.model.text import Location, Source, Span

Outcome = Literal["pass", "fail", "undetermined"]


@record(frozen=True, slots=True, repr=False, eq=False)
class Operand:
    """A figure that took part: the part it plays, where it stands, and how it is shown."""

    role: str
    span: Span
    shown: str


@record(frozen=True, slots=True, repr=False, eq=False)
class Verdict:
    """What one rule says at one place.

    ``span`` is the claim itself (the stated total, the heading). ``stated``, ``computed``,
    ``difference`` and ``tolerance`` are shown figures with their unit (``3374.16万元``); ``working``
    is the arithmetic in one line (``3020.46 + 355.31 = 3375.77 ≠ 3374.16 万元``). ``severity`` replaces the
    rule's where the case is milder (met by truncation: info). ``missing`` names what would let an
    undetermined claim be judged. ``details`` fills the rule's message beside those; see ``both``.
    """

    rule: Rule
    outcome: Outcome
    span: Span | None
    operands: tuple[Operand, ...] = ()
    stated: str = ""
    computed: str = ""
    difference: str = ""
    tolerance: str = ""
    working: str = ""
    severity: Severity | None = None
    missing: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    table: tuple[int, int, int] | None = None


def both(name: str, words: Words) -> tuple[tuple[str, str], ...]:
    """A detail that differs between the languages: ``name_en`` stands for ``name`` in English."""
    return ((name, words.zh), (f"{name}_en", words.en)) if words.en else ((name, words.zh),)


def in_a_row(items: Iterable[str], en: str = "{}") -> Words:
    """Names or figures one after the other; ``en`` is how each is written in English."""
    items = list(items)
    return Words("、".join(items), ", ".join(map(en.format, items)))


@record(frozen=True, slots=True, repr=False)
class NotApplied:
    """Why a rule did not apply to this report, said once. ``reason`` is a key of the catalogue
    of messages, ``missing`` the terms that are not stated."""

    rule: Rule
    reason: str
    missing: tuple[str, ...] = ()


@record(frozen=True, slots=True, repr=False, eq=False)
class LedgerLine:
    """What became of one rule in one report."""

    rule: Rule
    passed: int
    failed: int
    undetermined: int
    applies: bool
    reason: str = ""
    missing: tuple[str, ...] = ()


@record(frozen=True, slots=True, repr=False)
class Related:
    """Another place a finding speaks of: the part it plays, where, and the words there."""

    role: str
    location: Location
    excerpt: str
    span: Span


@record(frozen=True, slots=True, repr=False)
class Finding:
    """What is shown of a failed or undetermined verdict.

    ``excerpt`` is exactly the logical text at ``span``.
    """

    rule: str
    title: Words
    severity: Severity
    outcome: Outcome
    message: Words
    span: Span
    location: Location
    excerpt: str
    stated: str
    computed: str
    difference: str
    tolerance: str
    working: str
    related: tuple[Related, ...]
    basis: tuple[Words, ...]
    fingerprint: str
    missing: tuple[str, ...] = ()
    fix: str | None = None
    confidence: Decimal | None = None


@record(frozen=True, slots=True, repr=False, eq=False)
class Checked:
    """One report after the check: what was found, the ledger of every rule, and the scorecard
    where there are scores."""

    source: Source
    identity: Identity
    pack: RulePack
    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...]
    notes: tuple[str, ...] = ()
    scorecard: Scorecard | None = None


@record(frozen=True, slots=True, repr=False, eq=False)
class Failure:
    """A file that could not be checked, and the one clear reason."""

    path: str
    message: str
