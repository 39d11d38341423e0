"""Tasks of the plan of which no later part of the report says anything, though it tells of the others.

A remark: that a task does not come back is read from its words, none of which stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from checker.checks.words import has_any
from checker.model.context import Context
from checker.model.report import Report, Section
from checker.model.rule import Rule
from checker.model.text import Span
from checker.model.verdict import NotApplied, Operand, Verdict
from checker.report.folding import HAN

PLANS = 8
"""Plans that are read."""
FEW, MANY = 4, 64
"""Least and most tasks of a plan."""
BACK = 3
"""So many tasks must come back, and so many of four."""
PIECES = 2
"""Least pairs of characters by which a task is known."""
COMMON = 8
"""What stands more often in a report tells nothing of one task."""
NAME = 40
"""Characters of the name of a task."""
BODY = 200
"""Characters of what a plan says of a task that are read."""
SEEN = 3
"""One of so many words of its text that come back make a task reported."""
RARE, TOGETHER = 2, 2
"""So do a character of its name that is as rare in what follows, which other words for it may have
(青山戏台, 古戏楼), and so many characters of it in one sentence."""
FIGURE = r"\d[\d.]*[^\W\d]"
YEAR = r"20\d\d"
STOP = "[。；\n]"
PIECE = r"(?:[^：:。；\n]*[：:])?(?:[一二三四五六七八九十]是|[（(]\d\d?[）)])?([^。；\n]{4,})"
"""A task in a sentence, without what announces it."""


class Task(NamedTuple):
    """A task: where its name stands, and all that the plan says of it, the name first."""

    span: Span
    text: str


def check_unreported(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each plan most of whose tasks come back in later parts: it fails where one that
    is a thing to be done does not.

    ``params``: ``tasks`` are words in the titles of plans, ``met`` of results and of later years;
    ``heads`` and ``tails`` begin and end the names of things that are done or not done; ``light``
    are words that any task has; ``done`` tell of results, ``reasons`` why a task was not done.
    """
    del context
    verdicts = []
    seen = plans = 0
    for at, plan in enumerate(report.sections):
        if plan.item or plan.span.start < seen or not _is_plan(report, plan, rule.params):
            continue
        seen = plan.span.end
        tasks = list(_numbered(report, at) or _told(report, plan))
        if len(tasks) >= FEW:
            plans += 1
            verdicts += _judge(report, rule, tasks, report.folded[plan.span.end :])
        if plans == PLANS:
            break
    return verdicts or NotApplied(rule, "no-place")


def _is_plan(report: Report, section: Section, params: dict[str, Any]) -> bool:
    """Whether a section tells what the report's own year is to bring."""
    title = report.folded[slice(*section.title)]
    if not has_any(params["tasks"], title) or has_any(params["met"], title):
        return False
    return all(year == str(report.identity.year) for year in re.findall(YEAR, title))


def _numbered(report: Report, at: int) -> list[Task]:
    """The numbered tasks of a plan: of what lies below it, what has nothing below itself."""
    end, folded = report.sections[at].span.end, report.folded
    found = []
    for below in range(at + 1, min(at + 1 + MANY, len(report.sections))):
        section = report.sections[below]
        if section.span.start >= end:
            break
        follows = report.sections[below + 1] if below + 1 < len(report.sections) else None
        if follows is None or follows.parent != below:
            start = section.title.start
            words = re.split(STOP, folded[start : min(section.title.end, start + NAME)])[0]
            text = folded[start : min(section.span.end, start + BODY)]
            found.append(Task(Span(start, start + len(words)), text))
    return found


def _told(report: Report, plan: Section) -> Iterator[Task]:
    """The tasks of a plan that is told in sentences: 一是…；二是…. Each is named by its first clause."""
    body = islice(re.finditer(PIECE, report.folded[plan.heading.end : plan.span.end]), MANY)
    for match in body:
        words = re.split("[，,]", match[1][:NAME])[0]
        start = plan.heading.end + match.start(1)
        yield Task(Span(start, start + len(words)), match[1][:BODY])


def _name(task: Task, params: dict[str, Any]) -> str:
    """The name of a task without words that any task has."""
    name = task.text[: task.span.end - task.span.start]
    for word in (*params["heads"], *params["light"]):
        name = name.replace(word, " ")
    return name


def _judge(report: Report, rule: Rule, tasks: Sequence[Task], later: str) -> list[Verdict]:
    things = [task for task in tasks if _is_thing(task, rule.params)]
    missing: list[Task] = []
    for task in things:
        if _is_missing(report, task, tasks, later, rule.params):
            missing.append(task)
        if (len(tasks) - len(missing)) * 4 < len(tasks) * BACK:
            return []
    others = [task for task in tasks if task not in missing] if missing else []
    back = sum(_comes_back(_name(task, rule.params), later) for task in others)
    if missing and (back < BACK or back * 4 < len(tasks) * BACK):
        return []
    if not missing or _is_explained(later, rule.params):
        return [Verdict(rule, "pass", tasks[0].span)] if things else []
    names = [report.text[slice(*task.span)] for task in missing]
    shown = "、".join(f"“{''.join(name.split())}”" for name in names)
    operands = tuple(
        Operand("计划", task.span, name) for task, name in zip(missing[1:], names[1:], strict=True)
    )
    return [Verdict(rule, "fail", missing[0].span, operands, details=(("tasks", shown),))]


def _is_thing(task: Task, params: dict[str, Any]) -> bool:
    """Whether a task is a thing that is done or not done, and not told of as done or put off."""
    name = re.split("[，,：:]", task.text[: task.span.end - task.span.start])[0]
    if not name.startswith(tuple(params["heads"])) and not name.endswith(tuple(params["tails"])):
        return False
    return not has_any(params["done"], task.text) and not has_any(params["reasons"], task.text)


def _pieces(words: str) -> list[str]:
    """The pairs of characters that stand side by side, each once."""
    runs = re.findall(f"{HAN}{{2,}}", words)
    return list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1)))


def _comes_back(name: str, later: str) -> bool:
    """Whether two thirds of the words of a task's name stand in a text."""
    pieces = _pieces(name)
    return sum(piece in later for piece in pieces) * 3 >= len(pieces) * 2 > 0


def _is_missing(
    report: Report, task: Task, tasks: Sequence[Task], later: str, params: dict[str, Any]
) -> bool:
    """Whether no word, figure or rare character of a task alone stands in a text, nor much of what
    the plan says of it."""
    name = _name(task, params)
    pieces = _pieces(name)
    if sum(piece in later for piece in pieces) * 2 > len(pieces):
        return False
    others = "\n".join(_name(other, params) for other in tasks if other is not task)
    own = [p for p in pieces if p not in others and report.folded.count(p) <= COMMON]
    if len(own) < PIECES or has_any((*own, *re.findall(FIGURE, name)), later):
        return False
    body = _pieces(task.text[task.span.end - task.span.start :])
    if sum(piece in later for piece in body) * SEEN > len(body):
        return False
    counts = {c: later.count(c) for c in "".join(own) if c not in others}
    if any(0 < count <= RARE for count in counts.values()):
        return False
    known = {c for c, count in counts.items() if count <= COMMON}
    return all(len(known.intersection(said)) < TOGETHER for said in re.split(STOP, later))


def _is_explained(later: str, params: dict[str, Any]) -> bool:
    """Whether a later part says of tasks that some were put off or given up."""
    return any(
        word in said and has_any(params["some"], said)
        for word in params["reasons"]
        if word in later
        for said in re.split(STOP, later)
    )
