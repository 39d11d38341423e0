"""Goals that can be measured: a section of goals names a figure, a limit or an indicator."""

from __future__ import annotations

import re

from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.value import Value
from checker.model.verdict import NotApplied, Verdict
from checker.report.outline import plain_title

GOALS = (
    r"(?:\d{4}年度?)?(?:本|我)?(?:部门|单位|机关|整体|预算|支出|财政|资金|年度|总体|主要|的|和|及)*"
    r"(?:绩效(?:总体?|年度)?目标|(?:年度|整体|总体)目标)(?:内容)?"
)
"""The title of a section that is the goal itself, not how it was set or managed."""

INDICATORS = "指标|目标值|目标任务"
"""A heading beside the goals under which their measures may stand."""

FORM = "(?<!代)表(?![示现彰明扬态决达率])"
ELSEWHERE = (
    rf"(?:见|如下|后附|附)[^。；]{{0,12}}(?:{FORM}|附件)|(?:目标|指标|申报|任务)[^。；，]{{0,6}}{FORM}"
    r"|下表|指标(?:如下|包括|有|为)|[：:]\s*$"
)
"""Words that say that the goals, or their indicators, are listed in another place."""

MANAGED = (
    r"(?:编制|编报|设置|设定|申报|制定|填报|分解|细化)[^。；]{0,24}(?:目标|指标)"
    r"|(?:目标|指标)[^。；]{0,16}(?:编制|编报|设置|设定|申报|制定|填报|批复|分解|合理|明确|清晰|相符|符合)"
)
"""Words that say how the goals were set: such a text is not the goal itself."""

STANDARD = (
    "全覆盖|全部完成|全员|应[^应。，]{1,2}尽[^应。，]{1,2}|不发生|不出现|无(?:重大|较大|安全|责任)[^。，；]{0,6}(?:事故|事件)"
    r"|零(?:事故|事件|发生|增长|新增|投诉|失误|差错|拖欠|上访)|翻番|翻一番|倍增|前[一二三四五六七八九十两]+名|[年月季]底前"
)
"""Standards without a figure that tell whether they were met."""

MEASURES = frozenset(("rate", "points", "amount", "price", "score", "count"))
LIMIT = r"(?:以)?内|之内|前|以上|以下"
LEAST = 30
"""A shorter text is no goal to be judged: 无, 见上."""


def check_measurable(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each section whose title is that of goals.

    It passes with a figure that measures (a rate, an amount, a count, a limit of time), a standard
    that can be met or missed (全覆盖), or a table. Years, dates, documents and the counts of set
    phrases measure nothing. A section that says how goals were set or where they are, or has
    indicators in a section beside it, is not judged.
    """
    del context
    verdicts = []
    for index, section in enumerate(report.sections):
        if not _is_of_goals(report, section) or (
            section.parent >= 0 and _is_of_goals(report, report.sections[section.parent])
        ):
            continue  # where it lies in a section of goals, that one is judged
        body = Span(section.title.end, section.span.end)
        words = report.folded[slice(*body)].strip("。：: \n")
        if len(words) < LEAST:
            continue
        if _is_measured(report, body):
            verdicts.append(Verdict(rule, "pass", section.title))
        elif not re.search(f"{ELSEWHERE}|{MANAGED}", words) and not _has_indicators(report, index):
            title = plain_title(report.folded[slice(*section.title)])
            details = (("subject", title),)
            verdicts.append(Verdict(rule, "fail", section.title, details=details))
    return verdicts or NotApplied(rule, "no-place")


def _is_of_goals(report: Report, section: Section) -> bool:
    """Whether the title of a section is that of goals."""
    title = report.folded[slice(*section.title)]
    return "标" in title and re.fullmatch(GOALS, plain_title(title)) is not None


def _is_measured(report: Report, body: Span) -> bool:
    if any(body.start <= table.span.start < body.end for table in report.tables):
        return True
    if any(p.kind == "table" for p in report.paragraphs if body.start <= p.span.start < body.end):
        return True
    if re.search(STANDARD, report.folded[slice(*body)]):
        return True
    return any(
        _measures(report, value)
        for value in report.values
        if body.start <= value.span.start < body.end
    )


def _measures(report: Report, value: Value) -> bool:
    """Whether a figure says how much, how many or by when."""
    if value.parent is not None:
        return False
    behind = report.folded[value.span.end : value.span.end + 3]
    if value.kind == "duration":
        return re.match(LIMIT, behind) is not None
    if value.kind != "count":
        return value.kind in MEASURES or (value.kind == "date" and behind.startswith("前"))
    if re.search(r"\d", value.text):
        return True
    quoted = report.folded[value.span.start - 1 : value.span.start] in ("“", "‘", "「", '"')
    return not quoted and value.number != 1 and not value.text.endswith(("个", "大"))


def _has_indicators(report: Report, index: int) -> bool:
    """Whether a section beside the goals is one of indicators."""
    parent = report.sections[index].parent
    return any(
        re.search(INDICATORS, report.folded[slice(*other.title)])
        for other in report.sections[index + 1 :]
        if other.parent == parent
    )
