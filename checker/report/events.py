"""Dates as facts: when a budget was approved and disclosed, a contract signed and published.

An event is a verb and what it is done to; both are words of ``rules/terms.yaml`` (``event`` and
``object``). The term is called by the two of them (部门预算 + 公开 + 日期), and a time taken by the
event it runs from (部门预算 + 批复 + 至 + 公开 + 天数), so that a new one needs no code. Where it cannot
be told which date, which object or which year is meant, there is no fact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from checker.model.report import Fact
from checker.model.rule import Term, Vocabulary
from checker.model.text import Span
from checker.model.value import Date, Value
from checker.report.scenes import HEAVY, LIGHT, Known, Mark, Scene, clause_at, find_scenes

ACCOUNTS = "决算"  # follow their year; a budget is of the year it is disclosed in
_YEARLY = ("预算", ACCOUNTS)
_REACH = 40  # characters from the days something took to what took them
_LONGEST = 40  # characters of a name and what stands between it and its date
_LATE = 11  # a budget without its year that is dealt with from this month on may be the next one's

_BOUND = r"^[ ]?(?:[之以]?[前后内]|底前|止|起|以来|至|到)"
_NOT_THIS_YEAR = r"(?:[去上前次翌明来]|第二)年[ ]?$"
_LABEL = (
    r"[^，；,;。:：]{0,12}?(?:日期|时间)[ ]?(?:均|都|分别)?[ ]?(?:为|是|[:：]|于|在)?[ ]?"
    r"|[ ]?(?:均|都|分别)?[ ]?(?:于|在|[:：])[ ]?(?:[^，；,;。:：\d]{0,6}[于在])?"
)
_BRACKET = r"[^，；,;。()（）]{0,16}[(（][ ]?"
# What may stand behind an event whose object is named in another clause.
_NO_OBJECT = (
    r"(?:[ 了后书的为是于在:：()（）。、]|之后|以后|文件|下达|[我本贵](?:局|院|委|办|校|镇|乡|馆|站|所|会|厅"
    r"|中心|单位|部门)|(?:\d{4}年度?)?全?[省市县区镇本]级?预算|预算|决算|日期|时间|完毕)*"
)
_AFTER = r"(?:文件?|之日)?(?:之?后|以后|起)?的?(?:第|在)?[ ]?$"


def find_events(
    folded: str,
    paragraphs: Sequence[tuple[int, Span]],
    holders: Sequence[int],
    values: Sequence[Value],
    vocabulary: Vocabulary,
    year: int | None,
) -> list[Fact]:
    """The facts whose value is a date, or the days from one event to another, in order.

    ``paragraphs`` are (index, span) of prose, ``holders`` gives the section of each, ``year`` is
    the report's. A fact's ``period`` is the year of the budget or the accounts, None for other
    objects; a year that the date leaves out is filled in.
    """
    facts: list[Fact] = []
    for scene, known in find_scenes(folded, paragraphs, values, vocabulary, year):
        facts += _facts(scene, known, holders[scene.paragraph])
    told = {fact.value.span for fact in facts}
    facts += _labelled(folded, paragraphs, holders, values, vocabulary, told)
    return sorted(facts, key=lambda fact: fact.value.span)


def _labelled(
    folded: str,
    paragraphs: Sequence[tuple[int, Span]],
    holders: Sequence[int],
    values: Sequence[Value],
    vocabulary: Vocabulary,
    told: Set[Span],
) -> Iterator[Fact]:
    """Whole dates right behind the name of a term that is a date: 绩效报告报送日期：2021年3月5日."""
    dates = [
        value
        for value in values
        if value.kind == "date" and value.span not in told and None not in (value.date or (None,))
    ]
    if not dates:
        return
    phrases = {p: t for t in vocabulary.terms.values() if t.kind == "date" for p in t.phrases}
    endings = tuple(sorted(phrases, key=len, reverse=True))
    starts = [span.start for _, span in paragraphs]
    for value in dates:
        at = bisect_right(starts, value.span.start) - 1
        if at < 0 or value.span.start >= paragraphs[at][1].end:
            continue
        index, span = paragraphs[at]
        before = folded[max(span.start, value.span.start - _LONGEST) : value.span.start]
        words = before.rstrip("为是于在:： ")
        if words.endswith(endings):
            phrase = next(ending for ending in endings if words.endswith(ending))
            term, end = phrases[phrase], value.span.start - len(before) + len(words)
            label = Span(end - len(phrase), end)
            yield Fact(
                *(term.name, label, value, Span(label.start, value.span.end)),
                sentence=~label.start,
                paragraph=index,
                section=holders[index],
                side=term.side,
            )


def _facts(scene: Scene, known: Known, section: int) -> Iterator[Fact]:
    """The facts of a sentence: of each event its date, or the days it took."""
    dates = [value for value in scene.values if value.kind == "date"]
    free, last = list(dates), scene.span.start
    for event in scene.events:
        taken = _dates_of(scene, event, free, last, known)
        free = [value for value in free if value not in taken]
        last = event.end
        objects = _objects_of(scene, event, known, "{}" + event.name + "日期")
        for value, thing in _paired(taken, objects):
            dated = _in_year(value, thing, _year_before(value, dates), known)
            if dated is not None:
                name = f"{thing.name}{event.name}日期"
                yield _fact(scene, known.terms[name], event, dated, thing, section)
        yield from _lapses(scene, event, known, section)


def _fact(scene: Scene, term: Term, event: Mark, value: Value, thing: Mark, section: int) -> Fact:
    """A fact of the event. The numbers of its sentence are below those of sentences with amounts."""
    label = Span(event.start, event.end)
    span = Span(min(label.start, value.span.start), max(label.end, value.span.end))
    period = thing.year
    if value.kind == "date" and value.date is not None and value.date[0] is not None:
        period = _period(thing, value.date[0])
    return Fact(
        term.name,
        label,
        value,
        span,
        period=period,
        sentence=~scene.span.start,
        paragraph=scene.paragraph,
        section=section,
        side=term.side,
    )


def _dates_of(
    scene: Scene, event: Mark, free: Sequence[Value], last: int, known: Known
) -> list[Value]:
    """The dates an event stands with: those set behind it as by a label, else the one in front."""
    folded = scene.folded
    behind = [value for value in free if value.span.start >= event.end]
    other = next((e.start for e in scene.events if e.start >= event.end), scene.span.end)
    near = behind and behind[0].span.start <= other
    if near and _is_labelled(folded, event.end, behind[0].span):
        taken = [behind[0]]
        for value in behind[1:]:  # 分别于2月3日和8月20日
            if not re.fullmatch(
                "[ ]?[、和及与][ ]?", folded[taken[-1].span.end : value.span.start]
            ):
                break
            taken.append(value)
        return [] if any(_is_other(scene, value, event, known) for value in taken) else taken
    before = [value for value in free if last <= value.span.start and value.span.end <= event.end]
    if not before:
        return []
    taken = [before[-1]]
    for value in reversed(before[:-1]):
        if not re.fullmatch("[ ]?[、和及与][ ]?", folded[value.span.end : taken[0].span.start]):
            break
        taken.insert(0, value)
    between = folded[taken[-1].span.end : event.start]
    if re.search("[；;]|.[，,]", between) or any(_is_other(scene, v, event, known) for v in taken):
        return []
    return taken


def _is_labelled(folded: str, end: int, date: Span) -> bool:
    """Whether the date that follows an event is said to be the event's: 公开时间为…, 签订（…）."""
    between = folded[end : date.start]
    if re.fullmatch(_LABEL, between):
        return True
    closed = folded.startswith((")", "）"), date.end)
    return closed and re.fullmatch(_BRACKET, between) is not None


def _is_other(scene: Scene, value: Value, event: Mark, known: Known) -> bool:
    """Whether a date is a limit (2月10日前) or of a year that is not said, or its clause or the event's speaks of something else:
    what is planned, what others did, a budget that was changed."""
    if re.match(_BOUND, scene.folded[value.span.end : value.span.end + 4]):
        return True
    if re.search(_NOT_THIS_YEAR, scene.folded[scene.span.start : value.span.start]):
        return True
    first, last = clause_at(scene, event.start, LIGHT)
    start = min(first, clause_at(scene, value.span.start, LIGHT).start)
    before, after = scene.folded[start : event.start], scene.folded[event.end : last]
    return any(word in before or word in after for word in known.aside)


def _objects_of(scene: Scene, event: Mark, known: Known, form: str) -> list[Mark]:
    """What an event was done to: what its own clause names, else the one thing that the clauses
    around it speak of. ``form`` makes the name of the term of an object's."""
    fitting = [thing for thing in scene.objects if form.format(thing.name) in known.terms]
    clauses = [clause_at(scene, event.start, marks) for marks in (LIGHT, HEAVY, "\n")]
    bracket = max(scene.folded.rfind(mark, scene.span.start, event.start) for mark in "(（")
    if bracket >= 0 and not re.search("[)）]", scene.folded[bracket : event.start]):
        clauses.insert(1, clause_at(scene, bracket, LIGHT))
    if not _names(scene, event, clauses[0], fitting):
        return []
    for at, (start, end) in enumerate(clauses):
        here = [thing for thing in fitting if start <= thing.start < end]
        distinct = {(thing.name, thing.year): thing for thing in here}
        if distinct:
            alone = not at and [e for e in scene.events if start <= e.start < end] == [event]
            return list(distinct.values()) if alone or len(distinct) == 1 else []
    return []


def _names(scene: Scene, event: Mark, clause: Span, fitting: Sequence[Mark]) -> bool:
    """Whether the clause of an event leaves room for the thing it is looked for: it names it behind
    the event, or nothing else in front of it."""
    own = [thing for thing in scene.objects if clause.start <= thing.start < clause.end]
    if any(thing in fitting and thing.start >= event.end for thing in own):
        return True
    if own:
        return all(thing in fitting for thing in own)
    dates = [value.span.start for value in scene.values if value.span.start >= event.end]
    behind = scene.folded[event.end : min([*dates, clause.end])]
    return re.fullmatch(_NO_OBJECT, behind) is not None


def _paired(dates: Sequence[Value], things: Sequence[Mark]) -> list[tuple[Value, Mark]]:
    """One date for all things, or each thing with its own; nothing where the numbers differ."""
    if len(dates) == 1:
        return [(dates[0], thing) for thing in things]
    return list(zip(dates, things, strict=True)) if len(dates) == len(things) else []


def _year_before(value: Value, dates: Sequence[Value]) -> Date | None:
    """The last date in front of a date that has its year."""
    before = [date.date for date in dates if date.span.start < value.span.start and date.date]
    return next((date for date in reversed(before) if date[0] is not None), None)


def _in_year(value: Value, thing: Mark, latest: Date | None, known: Known) -> Value | None:
    """A date with its year: its own, that of the date before it, that in which such a thing is done;
    None where it cannot be told."""
    year, month, day = value.date or (None, None, None)
    yearly = thing.name.endswith(_YEARLY)
    if (
        year is None
        and latest is not None
        and (latest[1] or 0, latest[2] or 0)
        <= (
            month or 0,
            day or 31,
        )
    ):
        year = latest[0]
    if year is None and yearly and thing.year is not None and (month or 0) < _LATE:
        year = thing.year + thing.name.endswith(ACCOUNTS)
    if year is None and latest is None and not thing.name.endswith(ACCOUNTS):
        year = known.year
    if year is None or (yearly and thing.year is None and (month or 0) >= _LATE):
        return None
    return replace(value, date=(year, month, day))


def _period(thing: Mark, year: int) -> int | None:
    """Of which year the budget or the accounts are that were dealt with in ``year``."""
    if not thing.name.endswith(_YEARLY):
        return None
    return thing.year if thing.year is not None else year - thing.name.endswith(ACCOUNTS)


def _lapses(scene: Scene, event: Mark, known: Known, section: int) -> Iterator[Fact]:
    """The days from another event to this one: 批复后20日内公开."""
    for value in scene.values:
        if value.kind != "duration" or not 0 <= event.start - value.span.end <= _REACH:
            continue
        if re.search("[；;]", scene.folded[value.span.end : event.start]):
            continue
        before = scene.folded[max(scene.span.start, value.span.start - 12) : value.span.start]
        before = re.sub(_AFTER, "", before)
        start = next((n for n, w in known.events if "…" not in w and before.endswith(w)), "")
        form = "{}" + f"{start}至{event.name}天数"
        for thing in _objects_of(scene, event, known, form):
            yield _fact(scene, known.terms[form.format(thing.name)], event, value, thing, section)
