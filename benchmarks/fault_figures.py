"""Wrong figures, where the text holds what proves them wrong. No rule of jixiao is asked: sums are
found by adding, rates by dividing, statements by their words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from fault_places import (
    Fault,
    Place,
    exchanged,
    money,
    off_by_one,
    other_unit,
    physical,
    prose,
    sentences,
    values_in,
    wrong_digit,
)

from checker.model.report import Fact, Report
from checker.model.text import Span
from checker.model.value import Value

ALL_PARTS = "分别为|分别是|由|分为|组成|合计|共计|总计"
SOME_PARTS = "其中|包括|：|:"
WHOLE_CLASSES = ("基本支出", "项目支出")
BALANCES = (
    ("年末结转和结余", ("年初结转和结余", "总收入"), ("总支出",)),
    ("可用资金", ("年初结转和结余", "总收入"), ()),
)
"""A quantity, what is added to make it, what is taken off."""
STATEMENT = 12
"""Characters of a clause that is a statement of its own: fewer may be said of two things."""
LONGEST = 9
"""Parts of a list that are looked for."""
DEADLINES = (
    ("部门预算批复日期", "部门预算公开日期", 20, "DIS"),
    ("部门决算批复日期", "部门决算公开日期", 20, "DIS"),
    ("部门预算人大批准日期", "部门预算批复日期", 20, "DIS"),
    ("部门预算批复日期", "部门预算转批日期", 15, "DIS"),
    ("中标通知日期", "合同签订日期", 30, "PRO"),
)
NUMERALS = "零一二三四五六七八九十"
OTHER_GRADES = "复核|上年|去年|评定"
"""Words of a grade that others gave, or another year."""
GRADES = {"优": "良", "良": "中", "中": "差"}


class Whole(NamedTuple):
    """A sum in one sentence; ``complete`` where the text says that all parts are named."""

    whole: Value
    parts: tuple[Value, ...]
    complete: bool
    listed: bool


def sums(report: Report) -> Iterator[Fault]:
    """Figures of sums in prose: a digit, two digits, a unit, a part left out."""
    seen: set[tuple[str, Span]] = set()
    for one in _wholes(report):
        near = tuple(physical(report, value.span) for value in (one.whole, *one.parts))
        for value in (one.whole, *one.parts):
            up = None if one.complete else value is not one.whole
            if value.kind == "count" and value.factor == 1:
                made = [("count", off_by_one(report, value.span, up))]
            else:
                made = [("digit", wrong_digit(report, value.span, up))]
            if one.complete and value.kind == "amount":
                made.append(("exchanged", exchanged(report, value.span)))
                made.append(("unit", other_unit(report, value.span)))
            for kind, change in made:
                if change is not None and (kind, value.span) not in seen:
                    seen.add((kind, value.span))
                    yield Fault("SUM", kind, *change, near)
        if one.listed and len(one.parts) > 2:
            yield from _dropped(report, one, near)
    yield from _balances(report)


def _wholes(report: Report) -> Iterator[Whole]:
    for sentence in sentences(report):
        for kind in ("amount", "count"):
            values = values_in(report, sentence, kind)
            for at, whole in enumerate(values):
                yield from _of_whole(report, values, at, whole)


def _of_whole(report: Report, values: Sequence[Value], at: int, whole: Value) -> Iterator[Whole]:
    """The lists behind or before a figure that come to it."""
    for size in range(2, LONGEST):
        behind, before = values[at + 1 : at + 1 + size], values[max(0, at - size) : at]
        for parts, words in ((behind, f"{ALL_PARTS}|{SOME_PARTS}"), (before, "合计|共计|总计")):
            if len(parts) < size or sum(map(money, parts)) != money(whole):
                continue
            if {part.unit for part in parts} != {whole.unit} or any(p.factor < 1 for p in parts):
                continue
            first, last = sorted((whole, parts[0] if parts is behind else parts[-1]), key=_start)
            between = report.text[first.span.end : last.span.start]
            if re.search(words, between) is None:
                continue
            listed = re.search(ALL_PARTS, between) is not None
            names = report.text[whole.span.start - 12 : parts[-1].span.end]
            classes = parts is behind and all(name in names for name in WHOLE_CLASSES)
            yield Whole(whole, tuple(parts), listed or (classes and size == 2), listed)
            return


def _start(value: Value) -> int:
    return value.span.start


def _dropped(report: Report, one: Whole, near: tuple[Place, ...]) -> Iterator[Fault]:
    """The list without one of its parts in the middle."""
    first, second = one.parts[0], one.parts[1]
    gap = report.text[first.span.end : second.span.start]
    after = report.text[second.span.end : second.span.end + 1]
    if gap[:1] in "、，；" and gap[:1] == after:
        yield Fault(
            "SUM", "dropped", *physical(report, Span(first.span.end, second.span.end)), "", near
        )


def _balances(report: Report) -> Iterator[Fault]:
    """Figures of what is left over, which sentences apart state."""
    for name, added, taken in BALANCES:
        stated = [_only(report, term) for term in (name, *added, *taken)]
        known = [fact for fact in stated if fact is not None]
        if len(known) < len(stated):
            continue
        signs = [-1, *(1 for _ in added), *(-1 for _ in taken)]
        if sum(sign * money(fact.value) for sign, fact in zip(signs, known, strict=True)):
            continue
        near = tuple(physical(report, fact.value.span) for fact in known)
        for fact in known:
            for kind, change in (
                ("balance-digit", wrong_digit(report, fact.value.span)),
                ("balance-exchanged", exchanged(report, fact.value.span)),
            ):
                if change is not None:
                    yield Fault("SUM", kind, *change, near)


def _only(report: Report, term: str) -> Fact | None:
    """The one statement of a quantity in prose, of the report's year."""
    found = [
        fact
        for fact in report.facts_of([term])
        if fact.table is None
        and not fact.change
        and not fact.scope
        and not fact.value.bound
        and fact.period in (None, report.identity.year)
        and fact.value.kind == "amount"
    ]
    return found[0] if len(found) == 1 else None


def tables(report: Report) -> Iterator[Fault]:
    """Cells of columns whose total is the sum of the rows with ordinals, or of all rows."""
    for table in report.tables:
        for side in table.sides:
            labels = ["".join(label.text.split()) for label in side.labels]
            totals = [n for n, label in enumerate(labels) if re.search("[合总共]计$", label)]
            if len(totals) != 1:
                continue
            rows = [
                n for n, label in enumerate(labels) if re.match("[一二三四五六七八九]、", label)
            ]
            rows = rows or [n for n in range(len(labels)) if n != totals[0]]
            for column in side.columns:
                cells = [table.rows[n].cells[column] for n in (*rows, totals[0])]
                figures = [cell.value for cell in cells if cell.value is not None]
                if len(figures) < len(cells) or len(cells) < 3:
                    continue
                *parts, whole = (money(value) for value in figures)
                if sum(parts) != whole or not whole:
                    continue
                near = tuple(physical(report, cell.span) for cell in cells)
                for value in figures:
                    for kind, change in (
                        ("digit", wrong_digit(report, value.span)),
                        ("exchanged", exchanged(report, value.span)),
                    ):
                        if change is not None:
                            yield Fault("TAB", kind, *change, near)


def rates(report: Report) -> Iterator[Fault]:
    """Rates that are the quotient of two figures of their sentence, and one of the two."""
    for sentence in sentences(report):
        figures = values_in(report, sentence, "amount", "count")
        for rate in values_in(report, sentence, "rate"):
            clause = report.text[max(sentence.start, rate.span.start - 14) : rate.span.start]
            if rate.decimals < 1 or "率" not in clause:
                continue
            pair = _quotient(rate, figures)
            if pair is None:
                continue
            near = tuple(physical(report, value.span) for value in (rate, *pair))
            for kind, value in (("rate", rate), ("amount", pair[0])):
                for how, change in (
                    ("digit", wrong_digit(report, value.span)),
                    ("exchanged", exchanged(report, value.span)),
                ):
                    if change is not None:
                        yield Fault("EXE", f"{kind}-{how}", *change, near)


def _quotient(rate: Value, figures: Sequence[Value]) -> tuple[Value, Value] | None:
    """The two figures before a rate that it is the quotient of."""
    step = Decimal(1).scaleb(-rate.decimals)
    for above in figures:
        for below in figures:
            if above is not below and above.kind == below.kind and above.unit == below.unit:
                found = money(above) / money(below) * 100
                if found.quantize(step, ROUND_HALF_UP) == rate.number and found != 100:
                    return above, below
    return None


def twice(report: Report) -> Iterator[Fault]:
    """A figure of a statement that stands twice: one of the two changed."""
    said: dict[str, list[Span]] = {}
    for clause in sentences(report, "，。；"):
        words = "".join(report.text[slice(*clause)].split())
        plain = re.sub(r"\d[\d,.]*", "", words)
        figures = re.findall(r"\d[\d,.]*", re.sub(r"20\d\d年", "", words))
        if len(re.findall("[一-龥]", plain)) >= STATEMENT and figures:
            said.setdefault(words.strip("，。；"), []).append(clause)
    for places in said.values():
        if len(places) != 2:
            continue
        near = tuple(physical(report, place) for place in places)
        for value in values_in(report, places[1], "amount", "count", "rate")[:2]:
            change = wrong_digit(report, value.span)
            if change is not None:
                yield Fault("CON", "clause", *change, near)


def scores(report: Report) -> Iterator[Fault]:
    """A score above its maximum, a part or total changed, a grade that the score does not give."""
    items = [s for s in report.scores if s.kind == "item" and s.got and s.most and s.table is None]
    total = next((s for s in report.scores if s.kind == "total" and s.got), None)
    for score in items:
        assert score.got is not None
        assert score.most is not None
        start, end = physical(report, score.got.span)
        near = ((start, end), physical(report, score.most.span))
        most = (score.most.number or Decimal(0)) + 2
        written = re.sub(r"\d[\d.]*", f"{most:f}", report.source.text[start:end], count=1)
        yield Fault("SCO", "above-maximum", start, end, written, near)
    if total is None or total.got is None:
        return
    groups: dict[tuple[str, int], list[Value]] = {}
    for score in items:
        if score.got is not None:
            groups.setdefault(score.group, []).append(score.got)
    for group in groups.values():
        if sum(value.number or 0 for value in group) != total.got.number or len(group) < 2:
            continue
        near = tuple(physical(report, value.span) for value in (total.got, *group))
        for kind, value in (("total", total.got), ("part", group[0]), ("part", group[-1])):
            start, end = physical(report, value.span)
            less = (value.number or Decimal(0)) - 1
            written = re.sub(r"\d[\d.]*", f"{less:f}", report.source.text[start:end], count=1)
            if less > 0:
                yield Fault("SCO", kind, start, end, written, near)
    yield from _grades(report, total.got)


def _grades(report: Report, total: Value) -> Iterator[Fault]:
    number = total.number or Decimal(0)
    own = "优" if number >= 90 else "良" if number >= 80 else ""
    for match in re.finditer('等级[为是]?[“"]?([优良])[”"。，；]', report.text):
        clause = report.text[max(0, match.start() - 40) : match.start()]
        if match[1] == own and not re.search(OTHER_GRADES, clause):
            place = physical(report, Span(*match.span(1)))
            near = (place, physical(report, total.span))
            yield Fault("SCO", "grade", *place, GRADES[own], near)


def dates(report: Report) -> Iterator[Fault]:
    """Dates moved beyond their deadline, days that no month has, another year in a heading."""
    for start, end, limit, family in DEADLINES:
        pair = [_date(report, term) for term in (start, end)]
        if pair[0] is None or pair[1] is None:
            continue
        (one, first), (other, last) = pair[0], pair[1]
        if 0 <= (last - first).days <= limit and last.month <= 10:
            place = _named(report, other, "月", str(last.month + 2))
            if place is not None:
                near = (physical(report, one.span), physical(report, other.span))
                yield Fault(family, "late", *place, near)
    for value in report.values:
        if value.kind == "date" and value.date and value.date[1] and value.date[2]:
            month = value.date[1]
            day = "30" if month == 2 else "31" if month in (4, 6, 9, 11) else "32"
            place = _named(report, value, "日", day)
            if place is not None:
                yield Fault("DAT", "no-such-day", *place, (physical(report, value.span),))
    yield from _headings(report)


def _date(report: Report, term: str) -> tuple[Value, datetime.date] | None:
    found = [fact.value for fact in report.facts_of([term]) if fact.table is None]
    if len({value.date for value in found}) != 1 or not found[0].date:
        return None
    year, month, day = found[0].date
    if not month or not day or not (year or report.identity.year):
        return None
    return found[0], datetime.date(year or report.identity.year or 1, month, day)


def _named(report: Report, value: Value, unit: str, digits: str) -> tuple[int, int, str] | None:
    """The figure before 月 or 日 of a date written otherwise."""
    match = re.search(rf"(\d{{1,2}})\s*{unit}", report.text[slice(*value.span)])
    if match is None:
        return None
    at = value.span.start
    place = physical(report, Span(at + match.start(1), at + match.end(1)))
    return (*place, digits) if place[1] - place[0] == len(match[1]) else None


def _headings(report: Report) -> Iterator[Fault]:
    """Another year in a heading; a caption may be that of a table of another year."""
    year = report.identity.year
    spans = [section.heading for section in report.sections if not section.item]
    if year is None or report.text.count(f"{year}年") < 3:
        return
    for span in spans:
        at = report.text[slice(*span)].find(f"{year}年")
        if at >= 0:
            place = physical(report, Span(span.start + at, span.start + at + 4))
            if place[1] - place[0] == 4:
                yield Fault("DAT", "year-of-heading", *place, str(year - 1), (place,))


def counts(report: Report) -> Iterator[Fault]:
    """A stated number beside the list it announces: another number, an item less."""
    pattern = (
        rf"(\d{{1,2}}|[{NUMERALS}两])(?:个|项|类|名|家|所|种|门|份|部|条|大)([^，。；：:、\d]{{0,14}})"
        r"(?:，?即|，?分别是|，?分别为|，?包括|：|为)([^。；：:]{6,300})[。；]"
    )
    for paragraph in prose(report):
        text = report.text[slice(*paragraph.span)]
        for match in re.finditer(pattern, text):
            number = _number(match[1])
            mark = "、" if "，" not in match[3] else "，"
            if mark == "，" and "、" in match[3]:
                continue
            items = re.split(f"{mark}|和(?=[^{mark}]*$)", match[3])
            if len(items) != number or number < 3 or min(map(len, items)) < 2:
                continue
            at = paragraph.span.start
            listed = physical(report, Span(at + match.start(3), at + match.end(3)))
            stated = physical(report, Span(at + match.start(1), at + match.end(1)))
            near = (stated, listed)
            more = _written(number + 1, match[1])
            if more:
                yield Fault("CNT", "number", *stated, more, near)
            first = at + match.start(3) + len(items[0])
            gone = physical(report, Span(first, first + len(items[1]) + 1))
            yield Fault("CNT", "item-deleted", *gone, "", near)
        yield from _enumerated(report, Span(*paragraph.span))


def _enumerated(report: Report, span: Span) -> Iterator[Fault]:
    """三个方面：一是…二是…三是…: another number, the last one gone."""
    text = report.text[slice(*span)]
    marks = [m.start() for m in re.finditer(r"(?<=[，。；：])[一二三四五六七八]是", text)]
    stated = (
        re.search(
            r"(\d|[二两三四五六七])(?:个方面|方面|项|点|条)[^。；]*[：。，]$", text[: marks[0]]
        )
        if marks
        else None
    )
    if stated is None or _number(stated[1]) != len(marks) or len(marks) < 2:
        return
    if [NUMERALS.index(text[at]) for at in marks] != list(range(1, len(marks) + 1)):
        return
    place = physical(report, Span(span.start + stated.start(1), span.start + stated.end(1)))
    listed = physical(report, Span(span.start + marks[0], span.end))
    more = _written(len(marks) + 1, stated[1])
    if more:
        yield Fault("CNT", "number", *place, more, (place, listed))
    end = text.find("。", marks[-1])
    if end == len(text) - 1 and text[marks[-1] - 1] == "；":
        gone = physical(report, Span(span.start + marks[-1] - 1, span.start + end))
        yield Fault("CNT", "last-gone", *gone, "", (place, listed))


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return 2 if words == "两" else NUMERALS.index(words)


def _written(number: int, like: str) -> str:
    """A number in the figures of another; "" where it takes more of them."""
    if like.isdigit():
        return str(number)
    return NUMERALS[number] if number < len(NUMERALS) else ""
