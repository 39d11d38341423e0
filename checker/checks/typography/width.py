"""Half-width marks in Chinese prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.habit import judge_habit, near
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.prose import paragraph_at

CLOSED = "”’》〉）)】〕%\"'"
"""Marks behind which Chinese prose goes on."""

OPENED = "“‘《〈（(【〔\"'"
NUMERALS = frozenset("一二三四五六七八九十百零〇")
OPERATORS = frozenset("=+-*/×÷")
AHEAD = 300
"""How far the other end of a pair is sought."""

LONG = 24
"""A pair farther apart is shown by its first characters."""


def check_width(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on the half-width marks that stand beside Chinese characters.

    ``marks`` are a half-width mark and what stands for it, each (``,，``); one of a pair has the
    half-width opening and closing, then the full-width ones (``()（）``). ``half`` and ``full`` of
    the message count both. Where ``most`` percent of them are half-width the other places are not
    listed: that is how the document was typed. With fewer than ``least`` marks nothing is said.

    Not judged: tables, labels of a few characters, marks between figures or Latin letters
    (1,000, 8:30, 1:2, https:), brackets without Chinese words, of formulas, and of ordinals.
    """
    del context
    folded = report.folded
    places: list[Span] = []
    marks = rule.params["marks"]
    for mark in marks:
        if mark[0] in folded:
            find = _marks if len(mark) == 2 else _pairs
            places += find(report, mark, int(rule.params["short"]))
    if not places and any(mark[len(mark) // 2] in folded for mark in marks):
        return [Verdict(rule, "pass", None)]
    # Full stops stay full-width in many a document that is half-width for the rest.
    full = sum(folded.count(mark[len(mark) // 2]) for mark in marks if mark[0] != ".")
    half = len(places)
    if half + full < int(rule.params["least"]):
        return NotApplied(rule, "no-place")
    places.sort()
    details = (("half", str(half)), ("full", str(full)))
    if half * 100 >= int(rule.params["most"]) * (half + full):
        return judge_habit(report, rule, places, details, shown=0)
    return judge_habit(report, rule, places, details)


def _marks(report: Report, mark: str, short: int) -> Iterator[Span]:
    """The places of a single half-width mark in Chinese prose, with the words beside it."""
    folded, half = report.folded, re.escape(mark[0])
    for match in re.finditer(rf"{half}(?!(?<=\d{half})\d)", folded):
        at = match.start()
        if _is_chinese(folded, at):
            bounds = _prose(report, at, short)
            if bounds is not None and (match[0] != "." or _is_stop(folded, at, bounds)):
                yield near(report, at, at + 1, bounds, (4, 2))


def _is_chinese(folded: str, at: int) -> bool:
    """Whether a mark stands between Chinese words, or between one and a figure."""
    left = _beside(folded, at, -1)
    right = _beside(folded, at, 1)
    if folded[at] in ":.?!" and not (_is_han(left) or left in CLOSED):
        return False
    if left.isascii() and left.isalpha():
        return False
    if not (_is_han(left) or left.isdigit() or left in CLOSED):
        return False
    if not (_is_han(right) or right.isalnum() or right in OPENED or right in "\n"):
        return False
    return _is_han(left) or _is_han(right)


def _is_stop(folded: str, at: int, bounds: Span) -> bool:
    """Whether a dot ends a sentence: behind an ordinal or before a Latin word it does not."""
    right = _beside(folded, at, 1)
    return at - bounds.start > 5 and not (right.isascii() and right.isalpha())


def _pairs(report: Report, mark: str, short: int) -> Iterator[Span]:
    """The places of a pair of half-width marks around Chinese words, each pair once."""
    folded = report.folded
    first, last, wide = mark[0], mark[len(mark) // 2 - 1], mark[-1]
    at = folded.find(first)
    while at >= 0:
        bounds = _prose(report, at, short)
        end = -1 if bounds is None else folded.find(last, at + 1, min(bounds.end, at + AHEAD))
        if bounds is None or end < 0:
            at = folded.find(first, at + 1)
            continue
        inner = folded[at + 1 : end]
        formula = folded[end + 1 : end + 2] in OPERATORS or folded[at - 1] in OPERATORS
        words = any(map(_is_han, inner)) and not NUMERALS.issuperset(inner)
        if words and wide not in inner and not formula:
            long = end - at >= LONG
            yield near(report, at, at + 1, bounds, (0, 8)) if long else Span(at, end + 1)
        at = folded.find(first, end + 1)


def _prose(report: Report, at: int, short: int) -> Span | None:
    """The bounds of the paragraph around a place, None in a table or a label."""
    paragraph = paragraph_at(report, at)
    if paragraph.kind in ("table", "title"):
        return None
    folded, (start, end) = report.folded, paragraph.span
    if folded[end - 1] in "。；.;":
        return paragraph.span
    paused = end - start >= short and any(folded.find(mark, start, end) >= 0 for mark in ",，。；;")
    return paragraph.span if paused else None


def _beside(folded: str, at: int, step: int) -> str:
    """The next character that is no blank; a line end at the ends of the text."""
    at += step
    while 0 <= at < len(folded) and folded[at] == " ":
        at += step
    return folded[at] if 0 <= at < len(folded) else "\n"


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
