"""The grades a report states (等级为“优”, 评定为良好) against the scale of the card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.checks.scores.stated import number_of, total_of
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.score import Card, Score
from checker.model.text import Span
from checker.model.verdict import Operand, Verdict, both, in_a_row
from checker.report.scores import YEAR

WORDS = "优秀|良好|优良|合格|基本合格|不合格|达标|较好|较差|一般|优|良|中|低|差|好"
GRADE = (
    r"(?:等级|等次|档次|级别|评级|自评结[果论]|评价结[果论]|评定|评为|综合评价)"
    r"(?:结果)?(?:自评|初评|复评|评定|确定|认定)?(?:等级|等次|结果)?(?:均|都|被|仍)?(?:评|定)?[为是:：\s]*"
    rf"(?P<quote>[“\"‘'「『(（]?)(?P<word>{WORDS})(?P<end>[”\"’'」』)）]?)"
    r"(?=(?:等次|等级|等|级|档)?\s*(?:[,，。；;！)）\n]|$|、(?:复评|自评|得分|分数)))"
)
OTHERS = (
    r"项目|子项|内部控制|内控|下属|所属|二级单位|单位\d|\d+[个项家]|政策|上[年级]|去年|抽查|专项"
)
BESIDE = 60
"""Characters between a total and a grade that goes with it."""
BY_OTHERS = r"复评|复核|抽[评查]|财政.{0,4}评|第三方|考核|测评|审计"


class Graded(NamedTuple):
    """A grade: its word, where, whether it is the report's own for its whole, and whether it is that
    of a project or another year."""

    word: str
    span: Span
    own: bool
    project: bool


@lru_cache(maxsize=1)
def read_grades(report: Report) -> list[Graded]:
    """The grades of a report in their order; what a scale lists (分为优、良、中、差) is none."""
    found: list[Graded] = []
    for match in re.finditer(GRADE, report.folded):
        if match["quote"] and not match["end"]:
            continue
        low = max(report.folded.rfind(mark, 0, match.start()) for mark in "。；;\n")
        before = report.folded[low + 1 : match.start()] + match[0]
        years = re.findall(YEAR, before)
        past = report.identity.year is not None and years and int(years[-1]) != report.identity.year
        project = bool(past) or re.search(OTHERS, before) is not None
        other = re.search(BY_OTHERS, before[before.rfind("，") + 1 :]) is not None
        span = Span(match.start("word"), match.end("word"))
        found.append(Graded(match["word"], span, not project and not other, project))
    return found


def check_grade(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """The grade that is stated with the total against the band of the scale."""
    card, total = context.card, total_of(scores)
    if card is None or total is None or total.got is None:
        return []
    verdicts = []
    due = next((g for g in card.scale if number_of(total) >= g.least), None)
    stated = _own(report, total)
    if due is not None and any(graded.word in (due.word, *due.also) for graded in stated):
        stated = [graded for graded in stated if graded.word in (due.word, *due.also)]
    for graded in stated:
        grade = next((g for g in card.scale if graded.word in (g.word, *g.also)), None)
        if grade is None or due is None:
            continue
        verdicts.append(
            Verdict(
                rule,
                "pass" if due is grade else "fail",
                graded.span,
                (Operand("自评得分", total.span, total.got.text),),
                graded.word,
                due.word,
                details=(("score", total.got.text), *both("scale", scale_in_words(card))),
            )
        )
    return verdicts


def _own(report: Report, total: Score) -> list[Graded]:
    """The grades of the report itself; of several words those that stand beside the total."""
    grades = [graded for graded in read_grades(report) if graded.own]
    if len({graded.word for graded in grades}) == 1:
        return grades
    return [g for g in grades if abs(g.span.start - total.span.start) <= BESIDE]


def scale_in_words(card: Card) -> Words:
    """The scale in one line: 优≥90、良≥80."""
    scale = [(grade.word, f"{grade.least.normalize():f}") for grade in card.scale]
    return Words(
        "、".join(f"{word}≥{least}" for word, least in scale),
        ", ".join(f"“{word}” ≥ {least}" for word, least in scale),
    )


def check_words(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """Every grade that is stated, against the words of the scale."""
    del scores
    card = context.card
    if card is None:
        return []
    known = {grade.word for grade in card.scale}
    return [
        Verdict(
            rule,
            "pass" if graded.word in known else "fail",
            graded.span,
            stated=graded.word if graded.word not in known else "",
            details=both("scale", in_a_row((grade.word for grade in card.scale), en="“{}”")),
        )
        for graded in read_grades(report)
        if not graded.project
    ]
