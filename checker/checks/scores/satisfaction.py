"""Full marks for a satisfaction below a hundred, where the report does not say what earns them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.checks.scores.stated import number_of
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.score import Score
from checker.model.value import Value
from checker.model.verdict import Operand, Verdict
from checker.report.outline import sections_at

NAME = "满意"
STANDARD = (
    "目标",
    "标准",
    "满分",
    "以上",
    "不低于",
    "不少于",
    "高于",
    "超过",
    "≥",
    ">",
    "指标值",
    "要求",
    "达标",
    "计分",
)
"""Words that say what earns full marks."""
LEAST, FULL = Decimal(50), Decimal(100)
"""What a satisfaction out of a hundred lies between; less is a score of the card."""


def check_standard(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """A verdict for each indicator of satisfaction with full marks and a section of its own that
    states a result below a hundred: whether the section says what earns full marks."""
    del context
    verdicts = []
    for score in scores:
        if score.kind != "item" or score.most is None or score.got is None:
            continue
        if NAME not in score.name or number_of(score) != score.most.number:
            continue
        section = next(iter(sections_at(report, score.span.start)[-1:]), None)
        if section is None or NAME not in report.folded[slice(*section.title)]:
            continue
        results = [
            value
            for value in report.values
            if section.span.start <= value.span.start < section.span.end
            if _is_result(value)
        ]
        if not results:
            continue
        text = report.folded[section.title.end : section.span.end]
        said = has_any(STANDARD, text)
        result = results[0]
        verdicts.append(
            Verdict(
                rule,
                "pass" if said else "fail",
                result.span,
                (Operand("自评得分", score.span, score.got.text),),
                details=(("subject", result.text), ("score", score.got.text)),
            )
        )
    return verdicts


def _is_result(value: Value) -> bool:
    return value.kind in ("rate", "score") and LEAST < (value.number or Decimal(0)) < FULL
