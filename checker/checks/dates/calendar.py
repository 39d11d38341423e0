"""Dates that no calendar has (2月30日, 13月5日), and events dated after the day of the check."""

from __future__ import annotations

from checker.checks.claims.binding import EVENT
from checker.model.context import Context
from checker.model.report import Report
from checker.model.rule import Rule, Words
from checker.model.value import Date
from checker.model.verdict import NotApplied, Outcome, Verdict, both

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # the most a month may have


def fault_of(date: Date) -> Words | None:
    """What is wrong with a date that names a day; None where there is such a day."""
    year, month, day = date
    if month is None or day is None:
        return None
    if not 1 <= month <= 12:
        return Words(f"一年没有{month}月", f"no year has a month {month}")
    common = year is not None and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
    days = 28 if month == 2 and common else _DAYS[month - 1]
    if 1 <= day <= days:
        return None
    leap = month == 2 and year
    named = f"{year}年{month}月" if leap else f"{month}月"
    named_en = f"{year}-{month:02}" if leap else f"month {month}"
    return Words(f"{named}只有{days}天", f"{named_en} has only {days} days")


def _iso(date: Date | None) -> str:
    """A whole date as 2021-04-06, so that it can be compared; "" for any other."""
    year, month, day = date or (None, None, None)
    return f"{year:04}-{month:02}-{day:02}" if year and month and day else ""


def check_calendar(report: Report, rule: Rule, context: Context) -> list[Verdict] | NotApplied:
    """A verdict for each date that names a month and a day, also as the end of a period.

    A date in figures alone whose month is none is passed over: it may be a number of another kind.
    Where the day of the check is given, what has been done by then is dated no later.
    """
    verdicts = []
    late = {
        fact.value.span
        for fact in (report.facts if context.as_of else ())
        if fact.side == EVENT and _iso(fact.value.date) > (context.as_of or "")
    }
    for value in report.values:
        if value.kind not in ("date", "period"):
            continue
        dates = [date for date in (value.date, value.end) if date and date[1] and date[2]]
        if not dates:
            continue
        fault = next(filter(None, map(fault_of, dates)), None)
        in_figures = "月" not in value.text
        if fault and in_figures and any(not 1 <= (date[1] or 0) <= 12 for date in dates):
            continue
        if not fault and value.span in late:
            fault = Words(f"在{context.as_of}之后", f"it is after {context.as_of}")
        details = both("subject", fault) if fault else ()
        outcome: Outcome = "fail" if fault else "pass"
        verdicts.append(Verdict(rule, outcome, value.span, details=details))
    return verdicts
