"""Words and characters written twice in a row."""

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
from checker.report.prose import paragraph_at

SIZES = (1, 2, 3, 4)
"""How long the words are that a slip of the hand writes twice."""

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿")

ONE_BY_ONE = "一逐"
"""What begins words that are doubled rightly: 一项一项, 逐条逐条."""

YEAR = r"\d{4}\s*年度?\s*$"


def check_doubled(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """One failed verdict a doubled word (部门部门) or character (的的), spanning both.

    A noun may end one word and begin the next (各部门部门决算): where another word stands before it,
    only ``params.words`` are remarked on, and not behind one of ``params.before``. Cells of tables
    are not judged.
    """
    del context
    folded = report.folded
    found: dict[tuple[str, bool], list[Span]] = {}
    reach = 0
    for span in sorted(_doubled(folded)):
        sure = _wrong(report, rule, span) if span.start >= reach else None
        if sure is not None:
            reach = span.end
            word = folded[span.start : (span.start + span.end) // 2]
            found.setdefault((word, sure), []).append(span)
    verdicts = [
        Verdict(
            rule,
            "fail",
            spans[0],
            again(report, spans[1:]),
            severity=None if sure else "info",
            details=(("word", word),),
        )
        for (word, sure), spans in found.items()
    ]
    return verdicts or [Verdict(rule, "pass", None)]


def _doubled(folded: str) -> Iterator[Span]:
    """Where as many characters as ``SIZES`` says are followed by themselves.

    The lowest byte of each character, all as one number, compared with itself moved by some
    characters, is nought where both agree: looking for that takes a tenth of what a pattern takes.
    """
    data = folded.encode("utf-32-le", "surrogatepass")[::4]
    number = int.from_bytes(data, "little")
    for size in SIZES:
        apart = number ^ (number >> (8 * size))
        same = apart.to_bytes(len(data), "little")[: len(data) - size]
        run = bytes(size)
        at = same.find(run)
        while at >= 0:
            if folded.startswith(folded[at : at + size], at + size):
                yield Span(at, at + 2 * size)
            at = same.find(run, at + 1)


def _wrong(report: Report, rule: Rule, span: Span) -> bool | None:
    """Whether a doubling is certainly wrong where it stands; None where it may well be right."""
    folded, params = report.folded, rule.params
    size = (span.end - span.start) // 2
    word = folded[span.start : span.start + size]
    if size == 1 and word not in params["single"]:
        return None
    if word[0] in ONE_BY_ONE or NUMERALS.issuperset(word):  # 二〇二〇年
        return None
    if len(set(word)) < min(size, 2) or re.fullmatch(f"{HAN}+", word) is None:
        return None
    around = folded[max(span.start - 3, 0) : span.end + 3]
    if any(right in around for right in params["right"]):
        return None
    paragraph = paragraph_at(report, span.start)
    if paragraph.kind == "table":
        return None
    if size == 1 or word in params["always"]:
        return True
    before = folded[max(paragraph.span.start, span.start - 20) : span.start].rstrip()
    if not before or re.search(f"{HAN}|[”’》〉）)\\]】\\d%]$", before[-1]) is None:
        return True
    if before.endswith(tuple(params["openers"])) or re.search(YEAR, before[-8:]) is not None:
        return True
    # Before a noun the second may belong to that: 项目支出支出进度.
    behind = folded[span.end : span.end + 1]
    alone = behind in params["behind"] or re.match(HAN, behind) is None
    known = word in params["words"] and not before.endswith(tuple(params["before"]))
    return False if known and alone else None
