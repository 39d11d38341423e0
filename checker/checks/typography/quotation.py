"""A comma behind a quoted provision that a sentence rests on (根据…第…条“…”，)."""

from __future__ import annotations

import re

from checker.checks.habit import judge_habit, near
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.prose import sentence_at

PROVISION = r"“(?<=[条款项》]“)([^“”\n]*)”"
"""What is quoted right behind the place where it stands."""


def check_quotation(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on the provisions that are quoted word for word behind one of ``leads`` (根据) and
    run on into the main clause without a comma.

    The quotation stands right behind an article or a title, has ``long`` characters and a comma
    inside; what follows it begins with none of ``follow`` (规定, 的要求), which would belong to it.
    """
    del context
    folded = report.folded
    places: list[Span] = []
    judged = False
    for match in re.finditer(PROVISION, folded):
        quoted, end = match[1], match.end()
        if len(quoted) < int(rule.params["long"]) or "，" not in quoted:
            continue
        sentence = sentence_at(report, match.start())
        before = re.split("[，,：:]", folded[sentence.start : match.start()])[-1]
        if not has_any(rule.params["leads"], before):
            continue
        judged = True
        if re.match(HAN, folded[end : end + 1]) and not folded.startswith(
            tuple(rule.params["follow"]), end
        ):
            places.append(near(report, end - 1, end, Span(match.start(), len(folded)), (4, 2)))
    return judge_habit(report, rule, places) if judged else NotApplied(rule, "no-place")
