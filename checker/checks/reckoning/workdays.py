"""Working days by the official Chinese calendar, with the days that are made up for holidays."""

from __future__ import annotations

import datetime
from decimal import Decimal

from checker.checks.reckoning.arithmetic import CannotJudge

_ONE = datetime.timedelta(days=1)
_LONGEST = 3660  # days; no deadline is that far

CALENDAR = "工作日历"
"""What is missing where the extra is not installed."""


def between(start: int, end: int) -> Decimal:
    """How many working days follow the day ``start`` up to and with ``end``, days since the year 1;
    the other way round it is less than 0.

    Raises CannotJudge where the extra ``calendar`` is not installed (``calendar``), or does not
    know a year in between (``calendar-year``).
    """
    try:
        from chinese_calendar import is_workday
    except ImportError:
        raise CannotJudge("calendar", (CALENDAR,)) from None
    if end < start:
        return -between(end, start)
    day, last = datetime.date.fromordinal(start), datetime.date.fromordinal(end)
    if end - start > _LONGEST:
        raise CannotJudge("calendar-year", (str(last.year),))
    count = 0
    while day < last:
        day += _ONE
        try:
            count += is_workday(day)
        except NotImplementedError:
            raise CannotJudge("calendar-year", (str(day.year),)) from None
    return Decimal(count)
