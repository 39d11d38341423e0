"""All figures, dates and citations of a text: a scan proposes, the grammar disposes."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from checker.languages import grammar
from checker.model.text import Span
from checker.model.value import Bound, Value
from checker.report.context import find_bound, is_bare, is_counted, is_month, is_within, lasts
from checker.report.folding import HAN
from checker.report.idioms import is_other_word
from checker.report.reading import Reading, read_slice
from checker.report.scan import candidates

# In front of a figure and part of it: 人民币, ¥, a sign. 负 also ends many verbs (肩负).
_PREFIX = re.compile(
    r"(?:(?:人民币|RMB|¥)[ ]?)?(?:(?<![0-9A-Za-z%‰)）元年月日])-|(?<![肩担背抱欠自胜])负)?$"
)
_CURRENCY_LAST = frozenset("币B¥")
_PREFIX_LAST = _CURRENCY_LAST | frozenset("-负")
_AGENCY = re.compile(rf"{HAN}{{1,14}}[ ]?$")
# What stands in front of an agency's short name ends with these; no name has them.
_NOT_AGENCY = re.compile(
    r".*(?:[按照据依见如及和与或即的了在对由为以等是至执贯局]|厅(?!字)"
    rf"|印发|下发|转发|落实|发布|批复|文件|通知|包括|其中|(?:委员会|人民政府)(?={HAN}{{2}}))(?={HAN})"
)
_YEAR = r"(?:19|20)\d\d"
_YEAR_NEXT = re.compile(r"[ ]?[、和与及或][ ]?(?:19|20)\d\d[ ]?年")  # 2019、2020年
_SIGNED = frozenset(("figure", "chinese"))
_NEEDS_WORDS = frozenset(("年", "周", "日"))  # 3年, 2周: how long, or which
_LONGEST_YEARS = 15  # 3年 is how long without a word that says so, 19年 may be 2019
KEPT = 4096
"""Slices of which the reading is kept: what the reports of a folder have in common."""
_BOUNDED = frozenset(("amount", "rate", "points", "score", "count", "price", "duration", "number"))


def find_values(folded: str) -> tuple[Value, ...]:
    """The values of a report's folded text, in the order in which they begin.

    ``folded`` is logical text after ``folding.fold``, paragraphs apart by line feeds. Values
    inside a title come after it and name it as ``parent``; other values do not overlap. What
    cannot be read as a value is left out; nothing is raised on any text.

    Units are as printed (万元) with the factor to 元; 百分之, ‰ and 成 are turned into %, times
    have the bare unit (个工作日 → 工作日, 天 → 日), the scale of a count (万) is its factor. Of a
    range (5-20%) the upper end is the value, bound ``most``. A title's span is 《…》 alone.
    """
    pattern = candidates(grammar("value"))
    values: list[Value] = []
    # Stretches to search, the innermost last: a title's inside comes before what follows it.
    ranges: list[tuple[int, int, int | None]] = [(0, len(folded), None)]
    while ranges:
        position, end, parent = ranges.pop()
        last = position  # no value reaches back over the one before it
        for match in pattern.finditer(folded, position, end):
            proposed = _proposed(match, folded, last)
            if proposed is None:
                continue
            sort, start, stop, upper = proposed
            text = folded[start:stop].replace(" ", "").replace("，", ",")
            reading = _read(text)
            if reading is None or (upper and reading.kind == "number"):
                continue
            if reading.kind == "title":
                stop = folded.rindex("》", start, stop) + 1
            found = _in_context(folded, start, stop, sort, reading)
            if found is None:
                continue
            bound = "most" if upper and not found.bound else _bound(folded, start, stop, found)
            values.append(
                Value(
                    found.kind,
                    Span(start, stop),
                    found.text,
                    found.number,
                    found.unit,
                    found.factor,
                    found.decimals,
                    bound,
                    found.date,
                    found.end,
                    found.articles,
                    parent,
                )
            )
            last = stop
            if sort == "title":
                ranges.append((match.end(), end, parent))
                ranges.append((start + 1, stop - 1, len(values) - 1))
                break
    return tuple(values)


@lru_cache(KEPT)
def _read(text: str) -> Reading | None:
    """What a slice stands for. Reports repeat their years, counts and units, and each other's."""
    return read_slice(grammar("value"), text)


def _proposed(match: re.Match[str], folded: str, last: int) -> tuple[str, int, int, bool] | None:
    """The sort of a candidate, where it begins and ends, and whether it ends a range; None where
    it is to be passed over."""
    sort = match.lastgroup
    if sort is None or sort == "series":
        return None
    start, stop = match.span(sort)
    upper = match.start() < start
    if sort == "date" and folded[stop - 1] == "日" and is_other_word("日", folded[stop : stop + 3]):
        return None
    if sort == "figure":
        unit = match["unit"]
        if unit is not None and is_other_word(unit, folded[stop : stop + 3]):
            stop, unit = start + len(folded[start : match.start("unit")].rstrip()), None
        if match["chinese"] is not None and match["part"] is None:
            if unit is None:
                return None
            sort = "chinese"
    if sort in _SIGNED and not upper:
        start = _with_prefix(folded, start, last)
    elif sort == "issued" or sort == "order":
        start = _with_agency(folded, start, last)
    return sort, start, stop, upper


def _bound(folded: str, start: int, stop: int, found: Reading) -> Bound:
    """The bound its own text or the words around it give a value."""
    if found.bound or found.kind not in _BOUNDED:
        return found.bound
    bound = find_bound(folded, start, stop)
    if bound == "about" and found.kind == "duration" and folded[start - 1] == "近":
        return ""  # 近3年 are three
    return bound


def _with_prefix(folded: str, start: int, last: int) -> int:
    """Where a figure begins that may have a currency or a sign in front."""
    if start == last or folded[start - 1] not in _PREFIX_LAST:
        spaced = start - last > 1 and folded[start - 1] == " "
        if not spaced or folded[start - 2] not in _CURRENCY_LAST:
            return start
    match = _PREFIX.search(folded, max(last, start - 6), start)
    if match is None or (match.start() == last > 0 and folded[last] == "-"):
        return start  # 10%-20%: the dash of a range
    return match.start()


def _with_agency(folded: str, start: int, last: int) -> int:
    """Where a document number begins that has an agency in front of its year."""
    match = _AGENCY.search(folded, max(last, start - 15), start)
    if match is None:
        return start
    cut = _NOT_AGENCY.match(folded, match.start(), start)
    return match.start() if cut is None else cut.end()


def _in_context(folded: str, start: int, stop: int, sort: str, reading: Reading) -> Reading | None:
    """The reading as the words around it leave it; None where they make it no value."""
    kind = reading.kind
    if kind == "number":
        if _YEAR_NEXT.match(folded, stop) and re.fullmatch(_YEAR, reading.text):
            date = (int(reading.text), None, None)
            return Reading("year", reading.text, reading.number, "年", date=date)
        return reading if is_bare(folded, start, stop, reading) else None
    if kind == "date":
        return _date(folded, start, stop, reading)
    if sort == "chinese" and not is_counted(folded, start, stop, reading):
        return None
    if kind == "duration":
        number = reading.number or Decimal(0)
        clear = sort == "figure" and (number <= _LONGEST_YEARS or reading.text[-1] == "天")
        if reading.unit in _NEEDS_WORDS and not clear and not lasts(folded, start, stop):
            return None
        if not reading.bound and is_within(folded, stop):
            return reading._replace(bound="most")
    return reading


def _date(folded: str, start: int, stop: int, reading: Reading) -> Reading | None:
    """A date as the words around it leave it: 30日内 is how long, 四月 alone may be a name."""
    year, month, day = reading.date or (None, None, None)
    if year is None and month is None and day is not None:
        if lasts(folded, start, stop):
            bound: Bound = "most" if is_within(folded, stop) else ""
            return Reading("duration", reading.text, Decimal(day), "日", bound=bound)
        return reading if reading.text[0].isascii() else None
    if year is None and day is None and not reading.text[0].isascii():
        return reading if is_month(folded, start, stop) else None
    return reading
