"""Points that were lost, against what the report says of why.

What is missing here is words: no figure is held to be wrong, so that none is stated or computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from checker.checks.scores.cards import indicator_of
from checker.checks.scores.stated import (
    full_marks,
    in_points,
    items_of,
    number_of,
    plain_name,
    total_of,
)
from checker.checks.words import has_any, stands
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.score import Card, Score
from checker.model.text import Span
from checker.model.verdict import Operand, Verdict, both
from checker.report.outline import sections_at

PROBLEMS = ("问题", "不足", "短板", "薄弱", "困难", "偏差", "原因")
NO_PROBLEMS = ("问题导向", "无问题")
"""Words of a heading of problems, and of one that is none."""
REASON = (
    r"扣|失分|丢分|未(?!发现|出现|发生|超)|没有达到|不足|不够|不完善|不及时|不规范|有待|尚|欠缺|缺乏|"
    r"偏[低慢高大]|滞后|原因|由于|较[低慢]|问题|差距"
)
RATE = r"(\d+(?:\.\d+)?)\s*%"
APART = r"见[^。，；]{0,6}附[件表]|自评表|评分表|打分表"
"""Words that send the reader to a table of scores."""
LOST = r"扣\s*(?:除|减)?\s*\d|扣分|失分|丢分|扣减"
REASONED = "原因|说明|扣分|偏差"
"""The head of a column of a table that says why."""
GENERAL = "管理|情况|绩效|部门|指标|项目|整体|完成|工作|支出|资金|目标"


def check_lost(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """Each indicator with a section of its own that lost points, against what the section and the
    report's problems say of it."""
    del context
    verdicts = []
    for score in scores:
        if score.kind != "item" or score.most is None or score.got is None:
            continue
        home = _home(report, score)
        if home is None or number_of(score) >= (score.most.number or Decimal(0)):
            continue
        told = _gives_reason(report.folded[slice(*home)]) or any(
            word in _problems(report) for word in _telling(score.name)
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
    return section.span if has_any(_telling(score.name), title) else None


@lru_cache(maxsize=1)
def _problems(report: Report) -> str:
    """All that the report says under a heading of problems."""
    return "\n".join(
        report.folded[slice(*section.span)]
        for section in report.sections
        if has_any(PROBLEMS, title := report.folded[slice(*section.title)])
        and not has_any(NO_PROBLEMS, title)
    )


def _telling(name: str) -> Iterator[str]:
    """The words of an indicator's name that tell it from others, two characters each."""
    for piece in re.split(GENERAL, plain_name(name)):
        yield from (piece[at : at + 2] for at in range(len(piece) - 1))


def check_unsaid(
    report: Report, rule: Rule, context: Context, scores: Sequence[Score]
) -> list[Verdict]:
    """All indicators in lists and tables that are below their maximum, as stated or as the card has
    it, against what the whole report says of lost points: one verdict.

    Nothing is asked of those that the problems or a section of their name tell of, of whole classes
    and rates (``classes`` are words of their names), where a table has a column of reasons, or
    where no problems are named.
    """
    heads = (cell.text for table in report.tables for cell in table.header)
    if any(re.search(REASONED, head) for head in heads):
        return []
    rated = [
        (score, most)
        for score in items_of(scores)
        if score.group[0] != "sections" and (most := _most(score, context.card)) is not None
    ]
    lost = [(score, most) for score, most in rated if number_of(score) < most]
    problems = _problems(report) if lost else ""
    if problems and not _tells_of_loss(report.folded):
        classes = rule.params["classes"]
        lost = [
            (score, most)
            for score, most in lost
            if not has_any(classes, score.name) and not _is_told(report, score, problems)
        ]
    else:
        lost = []
    if not lost:
        return [Verdict(rule, "pass", score.span) for score, _ in rated[:1]]
    rows = [
        (plain_name(score.name), in_points(number_of(score)), in_points(most))
        for score, most in lost
    ]
    names = Words(
        "、".join(f"{name}（{got}，满分{most}）" for name, got, most in rows),
        ", ".join(f"“{name}” ({got} of {most})" for name, got, most in rows),
    )
    again = tuple(Operand("又见", s.span, s.got.text) for s, _ in lost[1:] if s.got is not None)
    first = lost[0][0]
    of_card = (("of_card", "1"),) if any(score.most is None for score, _ in lost) else ()
    details = (*both("subject", names), *of_card)
    return [Verdict(rule, "fail", first.span, again, details=details, table=first.table)]


def _tells_of_loss(folded: str) -> bool:
    """Whether a text says anywhere that points were lost."""
    if not any(stands(word, folded) for word in ("扣", "失分", "丢分")):
        return False
    return re.search(LOST, folded) is not None


def _most(score: Score, card: Card | None) -> Decimal | None:
    """The maximum of an indicator: as stated, else as the card has it."""
    if score.most is not None or card is None:
        return score.most.number if score.most is not None else None
    indicator = indicator_of(card, score.name)
    return indicator.points if indicator is not None else None


def _is_told(report: Report, score: Score, problems: str) -> bool:
    """Whether the problems name an indicator, or a section of its name gives a reason."""
    words = list(_telling(score.name)) or [plain_name(score.name)]
    return has_any(words, problems) or any(
        _gives_reason(report.folded[slice(*section.span)])
        for section in report.sections
        if has_any(words, report.folded[slice(*section.title)])
    )


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
    told = (
        bool(items_of(scores))
        or _tells_of_loss(report.folded)
        or re.search(APART, report.folded) is not None
    )
    return [
        Verdict(
            rule,
            "pass" if told else "fail",
            total.span,
            details=(("score", total.got.text), ("lost", in_points(lost))),
            table=total.table,
        )
    ]
