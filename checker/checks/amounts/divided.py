"""A sum whose sentence says of how many parts it is: 500万元分为三类：…, 上述三个项目资金合计500万元.

Proves that as many amounts as are announced do not come to the amount they are to make up. The
number is the witness that none of the parts is left out and nothing else counted in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.amounts.beside import values_between
from checker.checks.reckoning.sums import Part, add_up, verdict_of
from checker.checks.words import places_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Verdict
from checker.report.numerals import read_numeral
from checker.report.prose import sentence_at

INTO = r"[，,]?(?:划?分为|分成|分)([二两三四五六七八九十\d]{1,2})(?:个?大?类|个?部分|个?方面|项|块)[别型]?[：:，,]"
"""Behind the whole: of how many parts it is."""
THESE = ("上述", "以上", "这")
OF_THESE = (
    rf"(?:{'|'.join(THESE)})([二两三四五六七八九十\d]{{1,2}})(?:个|项|类|笔|方面|部分)[^，,。；;\d]{{0,12}}?"
    r"(?:合计|共计|总计)[为是约：:]{0,2}"
)
"""Before the whole: of how many figures before it is."""
OTHERS = "其中|较|比上|同比|增加|减少|上年|去年|预算数|另有|另外"
"""Words with which a list has figures that are no parts."""


def check_divided(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each amount that is said to be of so many parts, all in its sentence."""
    del context
    folded = report.folded
    verdicts: list[Verdict] = []
    for match in re.finditer(f"元{INTO}", folded):
        verdicts += _judge_into(report, rule, match)
    for at in places_of(THESE, folded):
        these = re.compile(OF_THESE).match(folded, at)
        if these is not None:
            verdicts += _judge_these(report, rule, these)
    return verdicts or NotApplied(rule, "no-place")


def _judge_into(report: Report, rule: Rule, match: re.Match[str]) -> Iterator[Verdict]:
    sentence = sentence_at(report, match.end())
    before = _amounts(report, Span(sentence.start, match.start() + 1))
    listed = Span(match.end(), sentence.end)
    parts = _amounts(report, listed)
    if before and before[-1].span.end == match.start() + 1:
        yield from _judge(report, rule, before[-1], parts, match[1], listed)


def _judge_these(report: Report, rule: Rule, match: re.Match[str]) -> Iterator[Verdict]:
    sentence = sentence_at(report, match.start())
    listed = Span(sentence.start, match.start())
    behind = _amounts(report, Span(match.end(), sentence.end))
    if behind and not report.folded[match.end() : behind[0].span.start].strip():
        yield from _judge(report, rule, behind[0], _amounts(report, listed), match[1], listed)


def _judge(
    report: Report, rule: Rule, whole: Value, parts: Sequence[Value], number: str, listed: Span
) -> Iterator[Verdict]:
    """The verdict on a whole and the parts in a stretch, if they are as many as is said."""
    if (
        read_numeral(number) != len(parts)
        or whole.bound
        or any(part.bound for part in parts)
        or re.search(OTHERS, report.folded[slice(*listed)])
    ):
        return
    found = add_up(_part(report, whole), [_part(report, part) for part in parts])
    yield verdict_of(rule, found, "=" if found.holds else "≠")


def _part(report: Report, value: Value) -> Part:
    """A figure under the words before it."""
    words = report.text[max(0, value.span.start - 16) : value.span.start]
    return Part(
        re.split(r"[，,。；;：:、\n\s\d元]", words.rstrip("为是：: "))[-1], value, value.span
    )


def _amounts(report: Report, span: Span) -> list[Value]:
    return [
        value
        for value in values_between(report, *span)
        if value.kind == "amount" and value.parent is None
    ]
