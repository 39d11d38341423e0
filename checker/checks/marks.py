"""Marks that must not, or need not, stand side by side."""

from __future__ import annotations

import re

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
    first, second = (re.escape("".join(dict.fromkeys(form[n] for form in forms))) for n in (0, 1))
    places: list[Span] = []
    # The second mark first: where there is one only, the search is one for a single character.
    for match in re.finditer(f"[{second}](?<=[{first}][{second}])", folded):
        start = match.start() - 1
        if not folded.startswith(forms, start) or (places and start < places[-1].end):
            continue
        if paragraph_at(report, start).kind != "table":
            form = next(form for form in forms if folded.startswith(form, start))
            places.append(Span(start, start + len(form)))
    if not places and not any(form[0] in folded for form in forms):
        return NotApplied(rule, "no-place")
    return judge_habit(report, rule, places)
