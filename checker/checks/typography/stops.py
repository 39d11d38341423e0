"""How paragraphs of prose end: with a stop, if their fellows do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import islice, pairwise, takewhile

from checker.checks.habit import judge_habit
from checker.model.context import Context
from checker.model.report import Paragraph, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.ordinals import FIRST, find_ordinal

STOPPED = r"[。！？；：…!?;:.．][”’）)》」』\"'\s]*(?:（[^（）]*）|\([^()]*\))?[”’\s]*$"
PAUSED = "，、,"
ENDS = "”’）)》％%"
"""Marks with which a sentence may end that lacks its stop."""

CLOSED = "。；：;:！？"
FIRSTS = FIRST | {"其"}

TAIL = 8
"""So many of the last words are shown."""

SAMPLE = 8
"""So many paragraphs tell how wide a full line is."""

NUMBERS = frozenset("一二三四五六七八九十")
SPOKEN = "一是"
"""The style of an item that is counted off in words: such an item is never a heading."""

FELLOWS = 2
"""Items of a list, at least, that tell how its items end."""

REACH = 60
"""How far before its end a paragraph is read for its stop."""


def check_stops(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on paragraphs of prose that end without a stop.

    A paragraph of ``sentences`` characters is prose if it has a stop inside, or commas and
    ``clauses`` characters. It is judged if ``least`` long paragraphs end with a stop
    and ``share`` percent of them do. Not judged: headings, tables, what stands before a
    table, before a paragraph that goes on or that has no stop either (a list), what begins with
    one of ``begins`` or ends with one of ``ends``. An item of a list is judged, however short, where
    all others of its list end with a stop; a numbered one only if all have a comma inside, since it
    may be a heading.
    """
    del context
    sentences = int(rule.params["sentences"])
    long, short = [], []
    for n, each in enumerate(report.paragraphs):
        start, end = each.span
        if end - start < sentences:
            if report.folded[end - 1] not in CLOSED and report.folded[start] in FIRSTS:
                short.append(n)
        elif each.kind in ("text", "item"):
            long.append(n)
    open_ones = [n for n in long if not _is_stopped(report, report.paragraphs[n].span)]
    stopped = len(long) - len(open_ones)
    few = stopped * 100 < len(long) * int(rule.params["share"])
    usual = stopped >= int(rule.params["least"]) and not few
    alone = _alone(report, short, tuple(rule.params["ends"]))
    if not usual and not alone:
        return NotApplied(rule, "no-place")
    found = {n for n in open_ones if _lacks_stop(report, n, rule)} if usual else set()
    lacking = sorted(found.union(alone))
    doubtful = [n for n in lacking if _may_go_on(report, n)]
    full = _full_width(report) if doubtful else 0
    cut = {n for n in doubtful if _lines(report, report.paragraphs[n].span)[-1] * 5 >= full * 4 > 0}
    places = [_tail(report, report.paragraphs[n].span) for n in lacking if n not in cut]
    return judge_habit(report, rule, places)


def check_pauses(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One verdict on paragraphs that end with a comma though nothing goes on: a heading or the end
    of the document follows. A list whose items end so is not judged, nor a table, nor a paragraph
    shorter than ``short``."""
    del context
    places = []
    for n, paragraph in enumerate(report.paragraphs):
        span = paragraph.span
        if report.folded[span.end - 1] not in PAUSED or paragraph.kind == "table":
            continue
        behind = report.paragraphs[n + 1] if n + 1 < len(report.paragraphs) else None
        ended = behind is None or (behind.kind == "heading" and not _is_paused(report, behind))
        before = report.paragraphs[n - 1] if n else None
        if (
            ended
            and span.end - span.start >= int(rule.params["short"])
            and not (before is not None and _is_paused(report, before))
        ):
            places.append(_tail(report, span))
    return judge_habit(report, rule, places)


def _is_prose(report: Report, paragraph: Paragraph, rule: Rule) -> bool:
    """Whether a long paragraph is made of sentences that a stop must end."""
    start, end = paragraph.span
    folded = report.folded
    if paragraph.hint or folded.startswith(tuple(rule.params["begins"]), start):
        return False
    if folded.find("。", start, end) >= 0:
        return True
    if end - start < int(rule.params["clauses"]):
        return False
    return folded.find("，", start, end) >= 0


def _is_stopped(report: Report, span: Span) -> bool:
    """Whether a paragraph ends with a stop, or with words in brackets behind one."""
    if report.folded[span.end - 1] in "。；：":
        return True
    tail = report.folded[max(span.start, span.end - REACH) : span.end]
    return re.search(STOPPED, tail) is not None


def _is_paused(report: Report, paragraph: Paragraph) -> bool:
    return report.folded[paragraph.span.end - 1] in PAUSED


def _lacks_stop(report: Report, number: int, rule: Rule) -> bool:
    """Whether a paragraph that ends openly should not: nothing goes on, and it is in no list."""
    if not _is_prose(report, report.paragraphs[number], rule):
        return False
    span = report.paragraphs[number].span
    last = report.folded[span.end - 1]
    if not ("\u3400" <= last <= "\u9fff" or last in ENDS):
        return False
    if report.folded.endswith(tuple(rule.params["ends"]), span.start, span.end):
        return False
    style = _style(report, report.paragraphs[number])
    return all(_is_apart(report, other, style) for other in _beside(report.paragraphs, number))


def _alone(report: Report, numbers: Sequence[int], ends: tuple[str, ...]) -> list[int]:
    """Of some paragraphs the items without a stop of lists whose other items have one."""
    folded, paragraphs = report.folded, report.paragraphs
    found = []
    for n in numbers:
        if not any(_may_be_fellow(folded, each.span) for each in _beside(paragraphs, n)):
            continue
        words = folded[slice(*paragraphs[n].span)]
        if not ("\u3400" <= words[-1] <= "\u9fff" or words[-1] in ENDS) or words.endswith(ends):
            continue
        style = _item_style(words)
        fellows = [
            *takewhile(partial(_is_fellow, report, style), reversed(paragraphs[:n])),
            *takewhile(partial(_is_fellow, report, style), paragraphs[n + 1 :]),
        ]
        whole = style == SPOKEN or all(
            "，" in folded[slice(*each.span)] for each in (*fellows, paragraphs[n])
        )
        stopped = all(_is_stopped(report, each.span) for each in fellows)
        behind = paragraphs[n + 1 : n + 2]  # what a short item introduces: a body, a list
        last = all(each.kind == "heading" or _is_fellow(report, style, each) for each in behind)
        if style and whole and stopped and last and len(fellows) >= FELLOWS:
            found.append(n)
    return found


def _may_be_fellow(folded: str, span: Span) -> bool:
    return folded[span.end - 1] in CLOSED and folded[span.start] in FIRSTS


def _item_style(words: str) -> str:
    """The form of the number an item begins with, ``SPOKEN`` for 一是, 其一， and 第一，, "" without."""
    at = 1 if words[0] in "其第" else 0
    if words[at : at + 1] in NUMBERS and words[at + 1 : at + 2] in ("是", *"，,"[: 2 * at]):
        return SPOKEN
    ordinal = find_ordinal(words)
    return "" if ordinal is None else ordinal.style


def _is_fellow(report: Report, style: str, other: Paragraph) -> bool:
    return other.kind != "table" and _item_style(report.folded[slice(*other.span)]) == style


def _may_go_on(report: Report, number: int) -> bool:
    """Whether the next paragraph may be the rest of one, if its last line is a full one."""
    behind = report.paragraphs[number + 1 : number + 2]
    return any(other.kind == "text" for other in behind)


def _full_width(report: Report) -> int:
    """The width of the widest line that was joined to another, 0 where none was."""
    prose = (each.span for each in report.paragraphs if each.kind in ("text", "item"))
    joined = (lines for lines in (_lines(report, span) for span in prose) if len(lines) > 1)
    return max((width for lines in islice(joined, SAMPLE) for width in lines), default=0)


def _lines(report: Report, span: Span) -> list[int]:
    """The widths of the lines of the file that make up a paragraph, in half columns."""
    first, last = bisect_right(report.pieces, span.start), bisect_left(report.pieces, span.end)
    bounds = pairwise((span.start, *report.pieces[first:last], span.end))
    lines = (report.text[start:end] for start, end in bounds)
    return [2 * len(line) - len(line.encode("ascii", "ignore")) for line in lines]


def _is_apart(report: Report, other: Paragraph, style: str) -> bool:
    """Whether a neighbour neither goes on nor is an item of the same list without a stop."""
    if _is_stopped(report, other.span):
        return True
    if other.kind not in ("heading", "title"):
        return False
    return not style or _style(report, other) != style


def _style(report: Report, paragraph: Paragraph) -> str:
    """The form of the number a paragraph begins with, "" without."""
    ordinal = find_ordinal(report.folded[slice(*paragraph.span)])
    return "" if ordinal is None else ordinal.style


def _beside(paragraphs: Sequence[Paragraph], number: int) -> Sequence[Paragraph]:
    """The paragraphs before and behind one."""
    return (*paragraphs[max(0, number - 1) : number], *paragraphs[number + 1 : number + 2])


def _tail(report: Report, span: Span) -> Span:
    """The last words of a paragraph."""
    return Span(max(span.start, span.end - TAIL), span.end)
