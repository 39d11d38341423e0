"""Sentences that break off, and sentences that begin in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.model.context import Context
from checker.model.report import Paragraph, Report
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Verdict
from checker.report.folding import HAN
from checker.report.prose import clause_at

SHOWN = 10
"""The last characters of a sentence that breaks off: enough to see where."""

BROKEN = (("end", "没有写完"), ("end_en", "breaks off"))
HEADLESS = (("end", "缺少开头"), ("end_en", "lacks its beginning"))


def check_fragments(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict a sentence that ends or begins where no sentence can.

    A paragraph breaks off where it has no mark at its end and ends with a word that needs another
    (的, 以及), or with a verb and an attribute without its noun (提交绩效). Only where a heading or an
    item or nothing follows: else the file may be wrapped there. A sentence lacks its beginning
    where it starts with what is always the end of a word (类, 的), behind a full stop.
    """
    del context
    places = [
        *((span, BROKEN) for span in _broken(report, rule)),
        *((span, HEADLESS) for span in _headless(report, rule)),
    ]
    verdicts = [Verdict(rule, "fail", span, details=details) for span, details in places]
    return verdicts or [Verdict(rule, "pass", None)]


def _broken(report: Report, rule: Rule) -> Iterator[Span]:
    folded, params = report.folded, rule.params
    ends, right = tuple(params["ends"]), tuple(params["right"])
    verbs, heads = frozenset(params["verbs"]), tuple(params["heads"])
    last = (*ends, *heads)
    followed: Sequence[Paragraph | None] = (*report.paragraphs[1:], None)
    for paragraph, behind in zip(report.paragraphs, followed, strict=False):
        start, end = paragraph.span
        if not folded.endswith(last, start, end) or folded.endswith(right, start, end):
            continue
        # What ends with 的 may name those it speaks of (具有本市户籍的), item by item.
        marks = "[。.]" if folded[end - 1] == "的" else "[，。；,.;]"
        if paragraph.kind in ("table", "title") or not re.search(marks, folded[start:end]):
            continue
        if not _numbered(report, behind):
            continue
        if folded.endswith(ends, start, end) or any(
            folded[end - len(head) - 2 : end - len(head)] in verbs
            for head in heads
            if folded.endswith(head, start, end)
        ):
            yield Span(max(clause_at(report, end - 1).start, end - SHOWN), end)


def _numbered(report: Report, behind: Paragraph | None) -> bool:
    """Whether a paragraph cannot carry on the one before: it is a heading or has a number."""
    if behind is None or behind.kind in ("heading", "item"):
        return True
    return (
        re.match(r"[（(]?[\d一二三四五六七八九十]+[)）、.]", report.folded[slice(*behind.span)])
        is not None
    )


def _headless(report: Report, rule: Rule) -> Iterator[Span]:
    folded = report.folded
    starts, whole = frozenset(rule.params["starts"]), tuple(rule.params["whole"])
    for match in re.finditer(r"。\s*(?=\S)", folded):
        at = match.end()
        if folded[at] in starts and not folded.startswith(whole, at):
            clause = clause_at(report, at)
            stop = folded.find("、", at, clause.end)
            if re.match(HAN, folded[at + 1 : at + 2]):
                yield Span(at, stop if stop > 0 else clause.end)
