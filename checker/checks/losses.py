"""Points that were lost, against what the report says of why.

What is missing here is words: no figure is held to be wrong, so that none is stated or computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.checks.scores import (
    full_marks,
    in_points,
    items_of,
    number_of,
    plain_name,
    total_of,
)
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule
from checker.model.score import Score
from checker.model.text import Span
from checker.model.verdict import Operand, Verdict
from checker.report.outline import sections_at

PROBLEMS = r"问题|不足|短板|薄弱|困难|偏差|原因"
REASON = (
    r"扣|失分|丢分|未(?!发现|出现|发生|超)|没有达到|不足|不够|不完善|不及时|不规范|有待|尚|欠缺|缺乏|"
    r"偏[低慢高大]|滞后|原因|由于|较[低慢]|问题|差距"
)
RATE = r"(\d+(?:\.\d+)?)\s*%"
APART = r"见[^。，；]{0,6}附[件表]|自评表|评分表|打分表"
"""Words that send the reader to a table of scores."""
LOST = r"扣\s*(?:除|减)?\s*\d|扣分|失分|丢分|扣减"
GENERAL = "管理|情况|绩效|部门|指标|项目|整体|完成|工作|支出|资金|目标"


def check_lost(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """Each indicator with a section of its own that lost points, against what the section and the
    report's problems say of it."""
    del context
    verdicts = []
    problems = _problems(report)
    for score in scores:
        if score.kind != "item" or score.most is None or score.got is None:
            continue
        home = _home(report, score)
        if home is None or number_of(score) >= (score.most.number or Decimal(0)):
            continue
        told = _gives_reason(report.folded[slice(*home)]) or any(
            word in problems for word in _telling(score.name)
        )
        lost = (score.most.number or Decimal(0)) - number_of(score)
        verdicts.append(
            Verdict(
                rule,
                "pass" if told else "fail",
                score.span,
                (Operand("分值", score.most.span, score.most.text),),
                details=(
                    ("subject", score.name),
                    ("score", score.got.text),
                    ("lost", in_points(lost)),
                ),
            )
        )
    return verdicts


def _gives_reason(text: str) -> bool:
    """Whether a section names a fault, or a rate that was not reached in full."""
    rates = (Decimal(rate) for rate in re.findall(RATE, text))
    return re.search(REASON, text) is not None or any(rate < 100 for rate in rates)


def _home(report: Report, score: Score) -> Span | None:
    """The section that is an indicator's own: its title has a word of the indicator's name."""
    inner = sections_at(report, score.span.start)
    if not inner or score.group[0] != "sections":
        return None
    section = inner[-1]
    title = report.folded[slice(*section.title)]
    return section.span if any(word in title for word in _telling(score.name)) else None


def _problems(report: Report) -> str:
    """All that the report says under a heading of problems."""
    return "\n".join(
        report.folded[slice(*section.span)]
        for section in report.sections
        if re.search(PROBLEMS, report.folded[slice(*section.title)])
        and not re.search("问题导向|无问题", report.folded[slice(*section.title)])
    )


def _telling(name: str) -> Iterator[str]:
    """The words of an indicator's name that tell it from others, two characters each."""
    for piece in re.split(GENERAL, plain_name(name)):
        yield from (piece[at : at + 2] for at in range(len(piece) - 1))


def check_shown(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """A total below full marks, against what the report says of where the points were lost."""
    total = total_of(scores)
    if total is None or total.got is None:
        return []
    lost = full_marks(total, context.card) - number_of(total)
    if lost <= 0:
        return []
    told = bool(items_of(scores)) or re.search(f"{LOST}|{APART}", report.folded) is not None
    return [
        Verdict(
            rule,
            "pass" if told else "fail",
            total.span,
            details=(("score", total.got.text), ("lost", in_points(lost))),
            table=total.table,
        )
    ]
