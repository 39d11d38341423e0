"""What a report says under its headings of problems and of measures, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checker.checks.words import has_any
from checker.model.report import Report, Section
from checker.model.text import Span
from checker.report.outline import plain_title

LONGEST = 26
"""A longer title is a sentence of its own, and says of what it speaks."""
BRIEF = 12
"""The head of a numbered paragraph that is no longer than this may be a title."""
MARKS = 4
"""Marks and blanks that a title may have besides."""
SHORTEST = 2
"""Fewer characters are no item."""
FAULTS = ("问题", "不足", "短板", "弱项", "薄弱", "困难")
OF_PROBLEMS = (
    "存在",
    "发现",
    "主要",
    "突出",
    "原因",
    "成因",
    "建议",
    "改进",
    "措施",
    "对策",
    "分析",
)
"""What a title of problems says beside one of those words, unless it begins with it."""
MISSED = ("偏离原因", "偏差原因", "未完成原因", "偏离绩效目标")
"""Other titles of a section of problems."""
OF_MEASURES = (
    "改进",
    "整改措施",
    "整改建议",
    "整改计划",
    "措施",
    "下一步",
    "下步",
    "今后",
    "对策",
    "努力方向",
)
END_MEASURES = ("建议", "打算")
"""Titles of a section of measures: what they hold, and how they end."""
HINTS = frozenset("题足短弱薄困措改今策努建打偏步因")
"""A title without any of these characters is neither."""
NEITHER = (
    "解决",
    "破解",
    "聚焦",
    "坚持",
    "热点",
    "难点",
    "群众",
    "导向",
    "整改情况",
    "建议办理",
    "上年",
    "往年",
    "以前",
)
"""Words of titles that speak of work, or of another year's problems."""
REDRESSED = "问题整改(?!措施|建议|计划)"
"""A title that tells what became of problems found before."""
LABEL = r"(?:下一?步)?(?:改进|整改|工作)?(?:的)?(?:措施|建议|打算)(?:如下|是|有)?[：:]"
"""The label behind which, in one section, the measures begin."""
ENDS = ("措施", "建议", "打算")
"""How the label of the measures ends."""
ORDINAL = (
    r"(?:^|(?<=[。；;：:，,\n ]))(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,]"
    r"|[（(](?:[一二三四五六七八九十]|\d{1,2})[)）]|\d{1,2}[.、](?!\d(?!0\d\d年))|[一二三四五六七八九十]、)"
)
ATTACHED = r"\n\s*[（(]?附[件表录:：]"
NONE = (
    r"(?:本(?:部门|单位))?(?:暂|目前)?(?:无|没有)"
    r"|[^。；]{0,40}(?:无|没有|不存在|未发现)(?:发现|存在)?(?:任何|明显|较大|突出|重大|主要|的)*"
    r"(?:问题|不足|短板|困难)(?:[，。](?:今后|下一?步|将|我)[^但]*)?"
)
"""All that a section says that has no problems."""


class Parts(NamedTuple):
    """The items of a report's problems and of its measures, in order, and where they stand.

    ``denied`` is the body of a section of problems that says there are none. ``spans`` are the
    sections: what lies in them is left out where the rest of a report is read.
    """

    problems: tuple[Span, ...]
    measures: tuple[Span, ...]
    spans: tuple[Span, ...]
    denied: Span | None

    def hold(self, position: int) -> bool:
        """Whether a position lies in a section of problems or measures."""
        return any(span.start <= position < span.end for span in self.spans)


@lru_cache(maxsize=1)
def read_parts(report: Report) -> Parts:
    """What the sections of problems and of measures hold; kept for the next question about the same
    report. A section of both counts by the sections in it, else by the label of its measures; where
    it has neither, it says nothing here."""
    marked = [(section, kinds) for section in report.sections if (kinds := _kinds(report, section))]
    bodies: tuple[list[Span], list[Span]] = ([], [])
    reach = [-1, -1]
    for at, (section, kinds) in enumerate(marked):
        inside = marked[at + 1 : _end(marked, at)]
        below = {kind for _, inner in inside for kind in inner}
        if len(kinds) == 2:
            if not below:
                _split(report, section, bodies)
        elif section.span.start >= reach[kinds[0]] and len(below) < 2:
            other = (inner.span.start for inner, inner_kinds in inside if inner_kinds != kinds)
            end = min(section.span.end, next(other, section.span.end))
            bodies[kinds[0]].append(Span(section.title.end, end))
            reach[kinds[0]] = end
    denied = next((body for body in bodies[0] if _denies(report, body)), None)
    problems, measures = (
        [item for body in listed if not _denies(report, body) for item in items_of(report, body)]
        for listed in bodies
    )
    heads = [n for n, item in enumerate(problems) if _is_label(report, item)]
    if heads:  # both run on in one paragraph
        measures = problems[heads[0] + 1 :] + measures
        problems = problems[: heads[0]]
    spans = tuple(section.span for section, _ in marked)
    return Parts(tuple(problems), tuple(measures), spans, denied)


def _end(marked: list[tuple[Section, tuple[int, ...]]], at: int) -> int:
    """The index behind the last section that lies in the one at an index."""
    end = marked[at][0].span.end
    return next(
        (n for n in range(at + 1, len(marked)) if marked[n][0].span.start >= end), len(marked)
    )


def _kinds(report: Report, section: Section) -> tuple[int, ...]:
    """What a section is of by its title: 0 problems, 1 measures."""
    if section.title.end - section.title.start > (BRIEF if section.item else LONGEST) + MARKS:
        return ()
    title = report.folded[slice(*section.title)]
    if HINTS.isdisjoint(title):
        return ()
    words = plain_title(title)
    work = has_any(NEITHER, words) or re.search(REDRESSED, words) is not None
    if work or (section.item and len(words) > BRIEF):
        return ()
    found = (_is_of_problems(words), _is_of_measures(words))
    return tuple(kind for kind, holds in enumerate(found) if holds)


def _is_of_problems(words: str) -> bool:
    named = words.startswith(FAULTS) or has_any(OF_PROBLEMS, words)
    return (named and has_any(FAULTS, words)) or has_any(MISSED, words)


def _is_of_measures(words: str) -> bool:
    return words.endswith(END_MEASURES) or has_any(OF_MEASURES, words)


def _split(report: Report, section: Section, bodies: tuple[list[Span], list[Span]]) -> None:
    """The body of a section of problems and measures, parted at the label of the measures."""
    body = Span(section.title.end, section.span.end)
    label = re.search(LABEL, report.folded[slice(*body)])
    if label is not None and label.start() > SHORTEST:
        bodies[0].append(Span(body.start, body.start + label.start()))
        bodies[1].append(Span(body.start + label.end(), body.end))


def _is_label(report: Report, item: Span) -> bool:
    """Whether all that an item says is that the measures follow."""
    words = plain_title(report.folded[slice(*item)])
    return len(words) <= BRIEF and words.endswith(ENDS)


def _denies(report: Report, body: Span) -> bool:
    return re.fullmatch(NONE, report.folded[slice(*body)].strip(" \n。.：:")) is not None


def items_of(report: Report, body: Span) -> Iterator[Span]:
    """The items of a section's body: what begins with an ordinal, wherever in a line it stands; its
    paragraphs where there are no ordinals. What leads up to the first ordinal is none, and what is
    attached behind neither."""
    text = re.split(ATTACHED, report.folded[slice(*body)])[0]
    marks = list(re.finditer(ORDINAL, text))
    bounds = [match.span() for match in re.finditer("[^\n]+", text)]
    if marks:
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        bounds = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    for start, end in bounds:
        words = text[start:end]
        left = len(words) - len(words.lstrip(" \n。.：:"))
        if len(words.strip()) - left > SHORTEST:
            yield Span(body.start + start + left, body.start + start + len(words.rstrip()))


def within(span: Span, item: Span) -> Span:
    """The part of a span that lies in an item: without its ordinal."""
    return Span(max(span.start, item.start), min(span.end, item.end))
