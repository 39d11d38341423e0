"""A number in a name against the things that spell the name out: “三化”（规范化、标准化、信息化）.

Proves: that another number of things is spelt out right behind the name, where each of them has
the character of the name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.folding import HAN
from checker.report.listing import listing, split
from checker.report.prose import paragraph_at

NAME = rf"(?P<name>(?P<number>[两三四五六七八九十])(?P<one>个)?(?P<key>{HAN}){HAN}?)[”\"’]?{HAN}{{0,4}}[ ]*(?:[：:]|[，,]?即[：:]?)?$"
NUMBERS = {character: number for number, character in enumerate("两三四五六七八九十", 2)}
SET = frozenset(NUMBERS)
REACH = 12
LEADS = ("：", "即", "，即")
"""What leads from a quoted name to what it means."""


def check_spelt(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each name with a number in it that is spelt out in brackets or behind a colon."""
    del context
    verdicts = []
    for start in _openings(report.folded):
        verdict = _judge(report, rule, start)
        verdicts += [verdict] if verdict is not None else []
    return verdicts or NotApplied(rule, "no-place")


def _openings(folded: str) -> Iterator[int]:
    """Where lists may begin behind a name: brackets, and colons behind a quotation."""
    for mark in "（(":
        at = folded.find(mark)
        while at >= 0:
            if folded[at - 1] != "\n":
                yield at + 1
            at = folded.find(mark, at + 1)
    at = folded.find("”")
    while at >= 0:
        lead = next((each for each in LEADS if folded.startswith(each, at + 1)), "")
        if lead:
            yield at + 1 + len(lead)
        at = folded.find("”", at + 1)


def _judge(report: Report, rule: Rule, start: int) -> Verdict | None:
    folded = report.folded
    base = max(0, start - REACH)
    before = folded[base:start].rstrip("（(")
    named = None if SET.isdisjoint(before) else re.search(NAME, before)
    if named is None:
        return None
    paragraph = paragraph_at(report, start)
    items = split(folded, start, paragraph.span.end)
    if not items or len(items) < 2 or paragraph.kind == "table":
        return None
    marks = [item.mark for item in items]
    last = next((at for at, mark in enumerate(marks) if mark != "、"), len(marks) - 1)
    spans = [item.span for item in items[: last + 1]]
    words = [folded[slice(*span)] for span in spans]
    key = named["key"]
    if len(spans) < 2 or not all(key in word for word in words):
        return None
    found = listing(folded, spans, frozenset())
    stated = NUMBERS[named["number"]]
    place = Span(base + named.start("name"), base + named.end("name"))
    if len(spans) <= stated <= found.high or (found.open and stated > found.high):
        return Verdict(rule, "pass", place)
    listed = found.high if stated > found.high else len(spans)
    operands = tuple(
        Operand(f"第{at}", span, "".join(word.split()))
        for at, (span, word) in enumerate(zip(spans, words, strict=True), 1)
    )
    return Verdict(
        rule,
        "fail",
        place,
        operands,
        f"{stated}项",
        f"{listed}项",
        f"{abs(stated - listed)}项",
        details=(("subject", named["name"]),),
    )
