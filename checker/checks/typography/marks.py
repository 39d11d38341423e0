"""Marks that must not, or need not, stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.checks.habit import judge_habit
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.prose import paragraph_at


def check_marks(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on all places in prose where one of ``forms`` stands as it is written there.

    It applies where one of the characters of a form stands; tables are not judged.
    """
    del context
    folded, forms = report.folded, tuple(rule.params["forms"])
    places: list[Span] = []
    for match in _candidates(folded, forms):
        start = match.start() - 1
        if not folded.startswith(forms, start) or (places and start < places[-1].end):
            continue
        if paragraph_at(report, start).kind != "table":
            form = next(form for form in forms if folded.startswith(form, start))
            places.append(Span(start, start + len(form)))
    if not places and not any(form[0] in folded for form in forms):
        return NotApplied(rule, "no-place")
    return judge_habit(report, rule, places)


def _candidates(folded: str, forms: Sequence[str]) -> Iterable[re.Match[str]]:
    """Where the second character of a form stands behind the first of one."""
    first, second = ("".join(dict.fromkeys(form[n] for form in forms)) for n in (0, 1))
    if set(first) == set(second):
        # Marks that are doubled are seen at once where all are made one.
        flat = folded
        for mark in first[1:]:
            flat = flat.replace(mark, first[0])
        if first[0] * 2 not in flat:
            return ()
    first, second = re.escape(first), re.escape(second)
    # The second mark first: where there is one only, the search is one for a single character.
    return re.finditer(f"[{second}](?<=[{first}][{second}])", folded)
