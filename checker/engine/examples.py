"""The examples of rules: how they are read, and what a rule says of them.

An example is a passage, not a report: no title says whose it is. It is read as part of a
department's report, with the vocabulary and the outline of its pack, of the pack's region unless it
names a place itself, and of the pack's year: the one it names if the pack is for it, else the first
of the pack's years. A pack for any year takes the year the passage names, if it names one.

A passing example must be judged and pass wherever the rule speaks; a failing one must fail
somewhere. What is undetermined or not judged at all is neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from checker import readers
from checker.checks.reckoning.workdays import CALENDAR
from checker.engine.run import apply
from checker.model.context import Context
from checker.model.report import Identity, Report
from checker.model.rule import Rule, RulePack
from checker.model.verdict import NotApplied, Verdict
from checker.packs import vocabulary_with
from checker.report.build import Held, read_report


class Trial(NamedTuple):
    """One example of a rule: what was wanted, and what came.

    ``came`` are the distinct outcomes, most telling first; none where the rule did not apply, for
    the ``reason`` (a key of the catalogue of messages) and for want of what is ``missing``.
    """

    rule: Rule
    wanted: Literal["pass", "fail"]
    text: str
    came: tuple[str, ...]
    reason: str = ""
    missing: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the rule says of its example what it should."""
        return self.came == ("pass",) if self.wanted == "pass" else "fail" in self.came

    @property
    def untried(self) -> bool:
        """Whether nothing could come of it for want of the calendar, an extra."""
        return not self.ok and CALENDAR in self.missing


def try_rule(pack: RulePack, rule: Rule) -> tuple[Trial, ...]:
    """Every example of one rule of a pack, tried: those that must pass, then those that must fail."""
    return (
        *(_trial(pack, rule, "pass", text) for text in rule.examples_pass),
        *(_trial(pack, rule, "fail", text) for text in rule.examples_fail),
    )


def _trial(pack: RulePack, rule: Rule, wanted: Literal["pass", "fail"], text: str) -> Trial:
    said = apply(read_example(pack, text), rule, Context(pack.outline, card=pack.card))
    if isinstance(said, NotApplied):
        return Trial(rule, wanted, text, (), said.reason, said.missing)
    missing = dict.fromkeys(name for verdict in said for name in verdict.missing)
    return Trial(rule, wanted, text, _outcomes(said), "", tuple(missing))


def _outcomes(said: Sequence[Verdict]) -> tuple[str, ...]:
    found = {verdict.outcome for verdict in said}
    return tuple(outcome for outcome in ("fail", "undetermined", "pass") if outcome in found)


def read_example(pack: RulePack, text: str) -> Report:
    """A passage as it is read for the rules of a pack. Raises InputError for what is no text."""

    def held(found: Identity) -> Held:
        region, years = pack.applies.get("region", ""), pack.applies.get("years")
        year = found.year
        if years is not None:
            first, last = years
            fits = year is not None and first <= year <= (last or year)
            year = year if fits else first
        identity = replace(
            found,
            kind="department",
            region=found.region or ((region,) if region else ()),
            level=found.level or pack.applies.get("level", ""),
            year=year,
        )
        return Held(identity, vocabulary_with(pack.terms), pack.outline)

    return read_report(readers.read("例.txt", text.encode()), held)
