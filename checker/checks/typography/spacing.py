"""Blanks where Chinese prose has none: beside punctuation, and inside words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from checker.checks.habit import judge_habit, near
from checker.model.context import Context
from checker.model.report import Paragraph, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.prose import paragraph_at

ORDINAL = frozenset("第（()）.、 0123456789一二三四五六七八九十")
"""What an ordinal is made of: it is set apart from the words behind it as anyone likes."""

LEAD = 12
"""So is what introduces a paragraph."""

AROUND = 100
"""How far words are read to see what they stand in."""

BODIES = frozenset("厅局委部办会院府署行")
"""The last character of a name behind which that of another issuer may stand: 省财政厅 省水利厅."""

LEADS = r"[一二三四五六七八九十]是$|第[一二三四五六七八九十]+[章节条款项部分篇]*$"


def check_spaced_marks(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on the blanks before the marks of ``before`` and behind those of ``after``.

    Where they are more than one for ``share`` commas and full stops, that is how the file was made,
    and it passes. Not judged: tables, paragraphs shorter than ``short`` or without a pause,
    ordinals, empty brackets to be filled in, and places where lines of the file were joined.
    """
    del context
    before, after = rule.params["before"], rule.params["after"]
    if " " not in report.folded:
        return NotApplied(rule, "no-place")
    short = int(rule.params["short"])
    places = []
    for blank, reach in _beside_marks(report.folded, before, after):
        paragraph = paragraph_at(report, blank.start)
        if not _is_prose(paragraph, short) or _is_joined(report, *blank):
            continue
        if all(report.folded.find(mark, *paragraph.span) < 0 for mark in "，。"):
            continue  # fields of a form
        start = paragraph.span.start
        first = report.folded[start : min(blank.end, start + LEAD)]
        if not ORDINAL.issuperset(first):
            places.append(near(report, *blank, paragraph.span, reach))
    if places:
        pauses = report.folded.count("，") + report.folded.count("。")
        if len(places) * int(rule.params["share"]) > pauses:
            places = []
    return judge_habit(report, rule, sorted(places))


def _beside_marks(folded: str, before: str, after: str) -> Iterator[tuple[Span, tuple[int, int]]]:
    """Blanks with the mark before or behind which they stand, and how many characters on either
    side show the place; not those between two such marks (empty brackets)."""
    # With the blank first the search is one for a single character.
    for match in re.finditer(rf" (?=[{re.escape(before)}])", folded):
        at = match.start()
        start = at
        while folded[start - 1] == " ":
            start -= 1
        if folded[start - 1] not in after + "\n":
            yield Span(start, at + 2), (6, 0)
    for match in re.finditer(rf" (?<=[{re.escape(after)}] ) *", folded):
        at, end = match.span()
        if folded[end : end + 1] not in before + "\n":
            yield Span(at - 1, end), (0, 6)


def check_spaced_words(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on single blanks between two Chinese characters of a sentence.

    With more than ``most`` of them in the document, or two in one paragraph, the blanks are the
    file's or part a list, and it passes. Not judged: tables, headings, paragraphs shorter than
    ``short`` or without a pause, their first words, what stands in brackets or quotation marks
    (slogans are parted by blanks), a blank behind one of ``surnames`` or the name of a body (joint
    issuers are parted by blanks), and joined lines.
    """
    del context
    if " " not in report.folded:
        return NotApplied(rule, "no-place")
    most = int(rule.params["most"])
    places = list(islice(_inside_words(report, rule), most + 1))
    if len(places) > most:
        places = []
    holders = [paragraph_at(report, place.start).span for place in places]
    single = [
        place for place, holder in zip(places, holders, strict=True) if holders.count(holder) == 1
    ]
    return judge_habit(report, rule, single)


def _inside_words(report: Report, rule: Rule) -> Iterator[Span]:
    folded, surnames = report.folded, rule.params["surnames"]
    # With the blank first the search is one for a single character.
    for match in re.finditer(rf" (?<={HAN} )(?={HAN})", folded):
        at = match.start()
        if folded[at - 1] in surnames:
            continue
        paragraph = paragraph_at(report, at)
        span = paragraph.span
        if not _is_prose(paragraph, int(rule.params["short"])) or _is_joined(report, at, at + 1):
            continue
        words = folded[max(span.start, at - AROUND) : at]
        if len(words) < LEAD or not re.search("[，。；,]", words + folded[at : at + AROUND]):
            continue
        if re.search(LEADS, words[-6:]) or _is_enclosed(words) or words[-1] in BODIES:
            continue
        yield near(report, at, at + 1, span, (4, 4))


def _is_prose(paragraph: Paragraph, short: int) -> bool:
    length = paragraph.span.end - paragraph.span.start
    return paragraph.kind in ("text", "item") and length >= short


def _is_joined(report: Report, start: int, end: int) -> bool:
    """Whether a piece of the file begins within a range or at its end."""
    piece = bisect_left(report.pieces, start)
    return piece < len(report.pieces) and report.pieces[piece] <= end


def _is_enclosed(words: str) -> bool:
    """Whether a text ends inside brackets or quotation marks."""
    if words.count('"') % 2:
        return True
    return any(words.rfind(a) > words.rfind(b) for a, b in ("“”", "《》", "（）", "()", "‘’"))
