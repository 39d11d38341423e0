"""Problems and measures that answer each other, and points that were lost though there is no problem.

That a measure answers a problem is judgement: what is compared are the aspects of the field that
both name, and the words that they share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from checker.checks.habit import again
from checker.checks.logic.problems import read_parts, within
from checker.checks.scores.stated import full_marks, in_points, number_of, total_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict, both, in_a_row
from checker.report.outline import sections_at
from checker.report.prose import clause_at

Aspects = Mapping[str, Sequence[str]]

MANY = 2
"""Measures beside the problems that make a habit."""
FIRST, LAST = "一", "龥"
"""Between these lie the Chinese characters in use."""
REMEDIES = ("措施", "改进", "整改", "建议", "对策")
"""Words of titles under which measures answer problems."""
LONG = 3
"""Fewer measures are too few to say that half of them answer nothing."""


def check_answered(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """Whether each problem has a measure, and whether the measures are about the problems.

    ``params``: ``aspects`` are the aspects of the field, each with the words that name it;
    ``general`` are words that two items may share without speaking of one thing; ``all`` are words
    of a measure that is meant for every problem. One verdict on the problems whose aspects no
    measure names, or that have no aspect where the measures are fewer, and one on the measures whose aspects no problem names, where they are at least
    half. Items that name no aspect are not judged, and problems not where no measure names one.
    """
    del context
    parts = read_parts(report)
    if not parts.problems or not parts.measures:
        return NotApplied(rule, "no-place")
    whole = "\n".join(report.folded[slice(*span)] for span in parts.problems + parts.measures)
    aspects: Aspects = {
        name: [word for word in words if word in whole]
        for name, words in rule.params["aspects"].items()
    }
    problems, measures = (
        [(span, _aspects_of(report, span, aspects)) for span in spans]
        for spans in (parts.problems, parts.measures)
    )
    named = {name for _, names in problems for name in names}
    answered = {name for _, names in measures for name in names}
    said = "\n".join(report.folded[slice(*span)] for span in parts.measures)
    general = has_any(rule.params["all"], said)
    fewer = len(measures) < len(problems)
    alone = [
        (span, names)
        for span, names in problems
        if not general and not answered & set(names) and (fewer or (names and answered))
        if not _shares(report, span, said, rule.params["general"])
    ]
    aside = [
        (span, names)
        for span, names in measures
        if names and not named & set(names) and not _is_plan(report, span)
    ]
    if len(measures) < LONG or len(aside) < MANY or len(aside) * 2 < len(measures):
        aside = []
    found = [_verdict(report, rule, items) for items in (alone, aside) if items]
    return found or [Verdict(rule, "pass", parts.problems[0])]


def _is_plan(report: Report, span: Span) -> bool:
    """Whether a measure stands among next year's work, which need not answer a problem."""
    titles = [report.folded[slice(*section.title)] for section in sections_at(report, span.start)]
    return not any(word in title for title in titles for word in REMEDIES)


def _aspects_of(report: Report, span: Span, aspects: Aspects) -> tuple[str, ...]:
    text = report.folded[slice(*span)]
    return tuple(name for name, words in aspects.items() if has_any(words, text))


def _shares(report: Report, span: Span, said: str, general: Sequence[str]) -> bool:
    """Whether two characters that stand side by side in a problem, and are no general word, stand
    in the measures too."""
    text = report.folded[slice(*span)]
    for word in general:
        text = text.replace(word, " ")
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return any(pair in said for pair in pairs if all(FIRST <= c <= LAST for c in pair))


def _verdict(report: Report, rule: Rule, items: Sequence[tuple[Span, tuple[str, ...]]]) -> Verdict:
    """One finding on all items of one side: at the first, the others as further places."""
    first, *others = (within(clause_at(report, span.start), span) for span, _ in items)
    names = list(dict.fromkeys(name for _, names in items for name in names[:1]))
    subject = in_a_row(names or [report.folded[slice(*first)].strip()], en="“{}”")
    return Verdict(rule, "fail", first, again(report, others), details=both("subject", subject))


def _is_given(report: Report, score: Span) -> bool:
    """Whether a total is what the report gives itself, and not the full marks of its card (总分100分
    ，其中投入20分)."""
    clause = clause_at(report, score.start)
    before = report.folded[clause.start : score.start]
    scale = report.folded.startswith("制", score.end)
    return ("得" in before or "自评" in before) and not scale


def check_denied(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A section of problems that says that there are none, against the total; and full marks for
    the whole, against the problems that are listed."""
    parts, total = read_parts(report), total_of(report.scores)
    if total is None or total.got is None:
        return NotApplied(rule, "no-place")
    place = parts.denied if parts.denied is not None and not parts.problems else None
    if place is None and not parts.problems:
        return NotApplied(rule, "no-place")
    lost = full_marks(total, context.card) - number_of(total)
    if lost < 0 or (place is None) == (lost > 0):
        return [Verdict(rule, "pass", total.span)]
    if lost == 0 and not _is_given(report, total.got.span):
        return NotApplied(rule, "no-place")
    said = place or parts.problems[0]
    trimmed = report.folded[slice(*said)]
    start = said.start + len(trimmed) - len(trimmed.lstrip(" \n。.：:"))
    shown = within(clause_at(report, start), Span(start, said.end))
    return [
        Verdict(
            rule,
            "fail",
            total.span,
            (Operand("存在问题", shown, report.text[slice(*shown)]),),
            details=(
                ("score", total.got.text),
                ("lost", in_points(max(lost, Decimal(0)))),
                ("second", report.folded[slice(*shown)].replace("\n", "")),
            ),
            table=total.table,
        )
    ]
