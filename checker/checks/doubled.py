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

    A noun may end one word and begin the next (有关部门部门间): where another word stands before it,
    nothing is said. Cells of tables are not judged.
    """
    del context
    folded = report.folded
    found: dict[str, list[Span]] = {}
    reach = 0
    for span in sorted(_doubled(folded)):
        if span.start >= reach and _wrong(report, rule, span):
            reach = span.end
            found.setdefault(folded[span.start : (span.start + span.end) // 2], []).append(span)
    verdicts = [
        Verdict(
            rule,
            "fail",
            spans[0],
            again(report, spans[1:]),
            details=(("word", word),),
        )
        for word, spans in found.items()
    ]
    return verdicts or [Verdict(rule, "pass", None)]


def _doubled(folded: str) -> Iterator[Span]:
    """Where as many characters as ``SIZES`` says are followed by themselves.

    The whole text as one number, compared with itself moved by some characters, is nought where
    both agree: looking for that takes a tenth of what a pattern takes.
    """
    width, data = 2, folded.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(folded):  # characters that take two units
        width, data = 4, folded.encode("utf-32-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    for size in SIZES:
        apart = number ^ (number >> (8 * width * size))
        same = apart.to_bytes(len(data), "little")[: len(data) - width * size]
        run = bytes(width * size)
        at = same.find(run)
        while at >= 0:
            start = -(-at // width)
            if same.startswith(run, start * width):
                yield Span(start, start + 2 * size)
            at = same.find(run, (start + 1) * width)


def _wrong(report: Report, rule: Rule, span: Span) -> bool:
    """Whether a doubling cannot be right where it stands."""
    folded, params = report.folded, rule.params
    size = (span.end - span.start) // 2
    word = folded[span.start : span.start + size]
    if size == 1 and word not in params["single"]:
        return False
    if word[0] in ONE_BY_ONE or NUMERALS.issuperset(word):  # 二〇二〇年
        return False
    if len(set(word)) < min(size, 2) or re.fullmatch(f"{HAN}+", word) is None:
        return False
    around = folded[max(span.start - 3, 0) : span.end + 3]
    if any(right in around for right in params["right"]):
        return False
    paragraph = paragraph_at(report, span.start)
    if paragraph.kind == "table":
        return False
    if size == 1 or word in params["always"]:
        return True
    before = folded[max(paragraph.span.start, span.start - 20) : span.start].rstrip()
    if not before or re.search(f"{HAN}|[”’》〉）)\\]】\\d%]$", before[-1]) is None:
        return True
    return before.endswith(tuple(params["openers"])) or re.search(YEAR, before[-8:]) is not None
