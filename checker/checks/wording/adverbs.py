"""的 where 地 should stand, and 地 where 的 should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.habit import again
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN

COMPLEMENTS = "到好出成"
"""What may stand between a verb and 了 (推动到了)."""

LENGTHS = (4, 3, 2)
"""How long the words are that are looked for before the particle."""


def check_adverbs(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict for 的 between an adverb and a verb with 了 and what it governs (较好的完成了
    任务), and one for 地 between an adjective and what is only a noun (良好地基础).

    了 is what makes the word before it a verb for certain: 较好的完成情况 is right.
    """
    del context
    verdicts = []
    for right, spans in (("地", _before_verbs(report, rule)), ("的", _before_nouns(report, rule))):
        places = list(spans)
        if places:
            others = again(report, places[1:])
            verdicts.append(Verdict(rule, "fail", places[0], others, details=(("right", right),)))
    return verdicts or [Verdict(rule, "pass", None)]


def _before_verbs(report: Report, rule: Rule) -> Iterator[Span]:
    folded = report.folded
    adverbs, verbs = frozenset(rule.params["adverbs"]), frozenset(rule.params["verbs"])
    for match in re.finditer("了", folded):
        end = match.start()
        # 较好的完成了的 may lead to a noun, 了解 is a word.
        behind = folded[end + 1 : end + 2]
        if behind in ("的", "解") or not re.match(rf"{HAN}|[“《\d]", behind):
            continue
        at = end - 4 if folded[end - 4 : end - 3] == "的" else end - 3
        if at < 2 or folded[at] != "的" or folded[at + 1 : at + 3] not in verbs:
            continue
        if at == end - 4 and folded[end - 1] not in COMPLEMENTS:
            continue
        size = _length(folded, at, adverbs)
        if size:
            yield Span(at - size, end + 1)


def _before_nouns(report: Report, rule: Rule) -> Iterator[Span]:
    folded = report.folded
    adjectives, nouns = frozenset(rule.params["adjectives"]), frozenset(rule.params["nouns"])
    for match in re.finditer("地", folded):
        at = match.start()
        if folded[at + 1 : at + 3] in nouns:
            size = _length(folded, at, adjectives)
            if size:
                yield Span(at - size, at + 3)


def _length(folded: str, end: int, words: frozenset[str]) -> int:
    """How long the word is that ends at a place, 0 where none of ``words`` does."""
    return next((size for size in LENGTHS if folded[max(end - size, 0) : end] in words), 0)
