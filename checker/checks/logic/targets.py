"""Targets and what was reached, wherever a report sets them side by side.

In a row of a table, in a sentence (目标值30项，实际完成28项), or in the section of goals and again where
its result is told, under the same name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from checker.checks.logic.problems import read_parts
from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Cell, Fact, Report, Row, Table
from checker.model.rule import Rule
from checker.model.score import Score
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.folding import HAN
from checker.report.outline import plain_title, sections_at
from checker.report.prose import paragraph_at

TARGET_HEAD = ("目标值", "指标值", "计划值", "计划数", "年初目标", "年度目标")
DONE_HEAD = ("完成值", "完成数", "实际值", "实际完成", "实现值", "完成情况")
MOST_HEAD = ("分值", "权重", "满分", "标准分")
GOT_HEAD = ("得分", "自评分")
WHY_HEAD = ("原因", "说明", "偏差", "备注", "评分标准", "评分细则", "计分", "改进")
RATE = "率$|满意度$|程度$|比例$"
LESS = (
    "变动率|调整率|控制|结转|结余|占|发生率|死亡|投诉|犯罪|差错|漏|失业|空置|闲置|成本|扣|逾期|降|辍学"
    "|流失|负债|事故|发案|受害|成灾|感染|违|缺|重复|伤|误|欠|损|耗|贫困|返|退|超|改判|发回|撤销|时长|时限|天数|时间|周期|等候|次均|信访|上访|排放|负面|污染"
)
"""Rates that had better be low, or may be either."""
LEAST = frozenset(("≥", ">=", ">", "不低于", "不少于", "达到", "大于", "以上", "超过"))
MOST = frozenset(("≤", "<=", "<", "不超过", "不高于", "控制在", "小于", "低于", "以内", "以下"))
FIGURE = (
    r"\s*(?P<bound>≥|≤|>=|<=|>|<|不低于|不少于|不超过|不高于|达到|控制在|大于|小于|低于|超过)?\s*"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s以(（]{0,5})(?P<behind>以上|以下|以内)?\s*"
)
"""A cell with one figure, and what bounds it."""
PLANS = ("目标", "指标值", "计划", "任务数")
PLANNED = r"(?:目标值?|指标值|计划|计划数|任务数)[为是：:≥≤>=<]*$"
REACHED = (
    r"(?:年|全年|年末)?(?:实际)?(?:完成|达到|实现|值|完成[值数率]|实际|实际[值数]|达)+(?:为|了)?$"
)
STEPS = "满分|评分标准|评分细则|按比例|以上的?得|加分"
"""Words that say that a target need not be met in full."""
BARE = r"^(?:\d{4}年度?|年末|全年|本年度?|其中)+|[≥≤>=<]|目标值?|不低于|达到|[为是达]$"
"""What belongs to a figure and not to its name."""
GOALS = r"(?:目标|指标)(?:值|设定|设置|内容)?$"
RESULTS = "完成|实现|情况|分析|管理|达成"
REASONS = "因|由于|受|导致|主要是|未|没有|延期|推迟|滞后|不足|疫情|政策|调整|扣|偏差|差距"
"""Words of a reason, or of one who says that the target was missed."""
LONG = 3
"""Digits that make a figure known again elsewhere."""
FEW = 9
"""Places of a figure that are looked at."""
NAMED = 4
"""A shorter name is found in too much."""


class Pair(NamedTuple):
    """A target and what was reached: the name, both figures with their places, whether the target
    was met, whether words stand by that may explain it, and the score, if it is known."""

    name: str
    target: Operand
    done: Operand
    met: bool
    explained: bool
    full: bool
    table: tuple[int, int, int] | None = None


@lru_cache(maxsize=1)
def read_pairs(report: Report) -> tuple[Pair, ...]:
    """All targets with what was reached; kept for the next question about the same report."""
    found = [pair for table in report.tables for pair in _in_table(report, table)]
    return (*found, *_in_sentences(report), *_in_goals(report))


def check_missed(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each target that the report sets beside its result.

    ``params``: ``asks`` is ``full``: a target that was missed has no full marks; or ``reason``: one
    that was missed, without full marks, has a reason near by or among the problems.
    """
    del context
    wants_full = rule.params["asks"] == "full"
    verdicts = []
    for pair in read_pairs(report):
        if wants_full:
            fails = not pair.met and pair.full
        else:
            fails = not (pair.met or pair.full or pair.explained or _is_told(report, pair))
        verdicts.append(
            Verdict(
                rule,
                "fail" if fails else "pass",
                pair.done.span,
                (pair.target,),
                pair.done.shown if fails else "",
                pair.target.shown if fails else "",
                details=(("subject", pair.name),),
                table=pair.table,
            )
        )
    return verdicts or NotApplied(rule, "no-place")


def _is_told(report: Report, pair: Pair) -> bool:
    """Whether the problems name two characters of the target's name, or a reason stands beside the
    figure in another place (the column of reasons of a table)."""
    said = "\n".join(report.folded[slice(*span)] for span in read_parts(report).problems)
    words = (pair.name[at : at + 2] for at in range(len(pair.name) - 1))
    if has_any(words, said):
        return True
    if _is_noted(report, pair.name):
        return True
    digits = re.match(r"[\d,.]+", pair.done.shown)
    shown = {digits[0], digits[0].replace(",", "")} if digits is not None else set()
    return any(
        re.search(REASONS, report.folded[slice(*paragraph_at(report, at).span)])
        for figure in shown
        if len(figure) >= LONG
        for at in islice(_places(report.folded, figure), FEW)
    )


def _is_noted(report: Report, name: str) -> bool:
    """Whether the prose names a target with a reason, wherever it stands: a note below a table."""
    if len(name) < NAMED:
        return False
    for at in islice(_places(report.folded, name), FEW):
        paragraph = paragraph_at(report, at)
        words = report.folded[slice(*paragraph.span)].replace(name, "")
        if paragraph.kind == "text" and re.search("原因|由于|主要是", words):
            return True
    return False


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _in_table(report: Report, table: Table) -> Iterator[Pair]:
    heads = ["".join(cell.text.split()) for cell in table.header]
    target, done, most, got = (
        next((at for at, head in enumerate(heads) if has_any(words, head)), None)
        for words in (TARGET_HEAD, DONE_HEAD, MOST_HEAD, GOT_HEAD)
    )
    if target is None or done is None:
        return
    whys = [at for at, head in enumerate(heads) if at != done and has_any(WHY_HEAD, head)]
    for number, row in enumerate(table.rows):
        name = _label(row, min(target, done))
        met = _is_met(name, row.cells[target].text, row.cells[done].text)
        if met is None:
            continue
        full = most is not None and got is not None and _is_full(row.cells[most], row.cells[got])
        why = any(re.search(HAN, row.cells[at].text) for at in whys)
        yield Pair(
            name,
            Operand("目标", row.cells[target].span, row.cells[target].text.strip()),
            Operand("完成", row.cells[done].span, row.cells[done].text.strip()),
            met,
            why,
            full and not why,
            (table.index, number, done),
        )


def _label(row: Row, before: int) -> str:
    """The nearest words to the left of the figures."""
    words = (plain_title(cell.text) for cell in reversed(row.cells[:before]))
    return next((word for word in words if re.search(HAN, word)), "")


def _is_full(most: Cell, got: Cell) -> bool:
    top, points = (cell.value.number if cell.value is not None else None for cell in (most, got))
    return top is not None and points is not None and points >= top > 0


def _is_met(name: str, target: str, done: str) -> bool | None:
    """Whether what was reached meets the target; None where they cannot be compared, or where it is
    not known whether more is better."""
    wanted, reached = re.fullmatch(FIGURE, target), re.fullmatch(FIGURE, done)
    if wanted is None or reached is None or reached["bound"] or reached["behind"]:
        return None
    if wanted["unit"] != reached["unit"]:
        return None
    low, high = (Decimal(found["number"].replace(",", "")) for found in (wanted, reached))
    bounds = {wanted["bound"], wanted["behind"]} - {None}
    if bounds & MOST:
        return high <= low
    if bounds & LEAST or (re.search(RATE, name) and not re.search(LESS, name)):
        return high >= low
    return None


def _in_sentences(report: Report) -> Iterator[Pair]:
    """A target and, next to it in its sentence, what was reached."""
    facts = [fact for fact in report.facts if _is_plain(fact)]
    for plan, done in pairwise(facts):
        if plan.sentence != done.sentence or not _is_alike(plan, done):
            continue
        name, reached = (report.folded[slice(*fact.label)] for fact in (plan, done))
        if not has_any(PLANS, name) or not re.search(PLANNED, name):
            continue
        if re.fullmatch(REACHED, reached) is None:
            continue
        if not plan.value.bound and re.search(LESS, name):
            continue  # 辍学率目标1%，实际0.2%
        near = paragraph_at(report, done.span.start).span
        words = report.folded[slice(*near)]
        met = _reaches(plan, done)
        score = _score_behind(report, done)
        full = score is not None and not re.search(STEPS, words)
        told = re.search(REASONS, words) is not None
        subject = re.sub(PLANNED, "", name).removeprefix("全年").removeprefix("年度")
        if not subject and plan.section >= 0:
            subject = plain_title(report.folded[slice(*report.sections[plan.section].title)])
        yield Pair(subject, _operand("目标", plan), _operand("完成", done), met, told, full)


def _in_goals(report: Report) -> Iterator[Pair]:
    """The targets of the section of goals, and what the report says of the same name elsewhere."""
    targets: dict[str, Fact] = {}
    results: dict[str, list[Fact]] = {}
    goals = _goals(report)
    for fact in report.facts if goals else ():
        if not _is_plain(fact) or fact.value.kind != "rate":
            continue
        name = plain_title(re.sub(BARE, "", _label_of(report, fact)))
        if len(name) < NAMED or not re.search(RATE, name) or re.search(LESS, name):
            continue
        if fact.section in goals:
            targets.setdefault(name, fact)
        elif fact.basis != "计划" and not fact.value.bound:
            results.setdefault(name, []).append(fact)
    for name, plan in targets.items():
        found = results.get(name, [])
        if found and plan.value.bound in ("", "least", "over"):
            met = any(_reaches(plan, done) for done in found)
            near = paragraph_at(report, found[0].span.start).span
            told = re.search(REASONS, report.folded[slice(*near)]) is not None
            operands = _operand("目标", plan), _operand("完成", found[0])
            yield Pair(name, *operands, met, told, False)


def _is_goals(title: str) -> bool:
    return re.search(GOALS, title) is not None and re.search(RESULTS, title) is None


def _goals(report: Report) -> frozenset[int]:
    """The sections of goals, and those that lie in them."""
    found: set[int] = set()
    for index, section in enumerate(report.sections):
        title = report.folded[slice(*section.title)]
        inside = section.parent in found and re.search(RESULTS, title) is None
        if inside or ("标" in title and _is_goals(plain_title(title))):
            found.add(index)
    return frozenset(found)


def _label_of(report: Report, fact: Fact) -> str:
    return report.folded[slice(*fact.label)]


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is a level of this year in prose that may be a target or its result."""
    return fact.table is None and not fact.change and fact.value.kind in ("rate", "count")


def _is_alike(plan: Fact, done: Fact) -> bool:
    one, other = plan.value, done.value
    return (one.kind, one.unit) == (other.kind, other.unit) and other.bound == ""


def _reaches(plan: Fact, done: Fact) -> bool:
    if plan.value.bound in ("most", "less"):
        return (done.value.amount or Decimal(0)) <= (plan.value.amount or Decimal(0))
    return (done.value.amount or Decimal(0)) >= (plan.value.amount or Decimal(0))


def _operand(role: str, fact: Fact) -> Operand:
    return Operand(role, fact.value.span, fact.value.text)


def _score_behind(report: Report, done: Fact) -> Score | None:
    """The score of the indicator that a result belongs to, if it is full marks: the first behind it
    in its section, where no other result stands between."""
    place = bisect_right(report.scores, done.span.start, key=lambda score: score.span.start)
    score = next(iter(report.scores[place : place + 1]), None)
    if score is None or score.kind != "item" or score.most is None or score.got is None:
        return None
    if sections_at(report, score.span.start)[-1:] != sections_at(report, done.span.start)[-1:]:
        return None
    behind = bisect_left(report.values, done.value.span.end, key=lambda value: value.span.start)
    between = report.values[behind : behind + 1]
    if between and between[0].span.start < min(score.span.start, score.most.span.start):
        return None
    return score if score.got.number == score.most.number else None
