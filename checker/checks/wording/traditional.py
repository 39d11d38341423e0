"""Traditional characters in a paper that is written in simplified ones."""

from __future__ import annotations

import re

from checker.checks.habit import again
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.prose import paragraph_at

QUOTES = ("《》", "“”", "「」")


def check_traditional(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict on all traditional characters, those of one word together.

    What stands in 《》 and “” is quoted. Where they are many the whole paper is written so, and
    that is said at its first character.
    """
    del context
    folded = report.folded
    # A traditional character has no place in GB 2312, the set of simplified ones: finding those
    # without takes two calls, however many are looked for.
    plain = folded.encode("gb2312", "replace").decode("gb2312")
    if plain == folded:
        return [Verdict(rule, "pass", None)]
    simple = {pair[0]: pair[1] for pair in rule.params["pairs"]}
    found = [at for at in _strange(plain) if folded[at] in simple and not _quoted(report, at)]
    if not found:
        return [Verdict(rule, "pass", None)]
    if len(found) * 100 > int(rule.params["whole"]) * len(folded):
        details = (("right", "通篇改用规范简化字"),)
        return [Verdict(rule, "fail", Span(found[0], found[0] + 1), details=details)]
    spans = _joined(found)
    first = report.folded[slice(*spans[0])]
    others = again(report, spans[1:])
    right = "写作“" + "".join(simple[character] for character in first) + "”"
    return [Verdict(rule, "fail", spans[0], others, details=(("right", right),))]


def _strange(plain: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\?", plain)]


def _quoted(report: Report, at: int) -> bool:
    start = paragraph_at(report, at).span.start
    return any(
        report.folded.rfind(pair[0], start, at) > report.folded.rfind(pair[1], start, at)
        for pair in QUOTES
    )


def _joined(found: list[int]) -> list[Span]:
    """Characters side by side as one span."""
    spans: list[Span] = []
    for at in found:
        if spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, at + 1)
        else:
            spans.append(Span(at, at + 1))
    return spans
