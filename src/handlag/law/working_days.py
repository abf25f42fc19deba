"""Days on which an act due must be done, by lag (1930:173) 2 §, reckoned without any list of years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous computus of 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap, left = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * left + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(SATURDAY - day.weekday()) % 7)


@cache
def free_days(year: int) -> frozenset[date]:
    """Public holidays (lag 1989:253) and the eves lag (1930:173) puts beside them; Saturdays and Sundays apart."""
    fixed = {date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))}
    moving = {easter(year) + timedelta(days=days) for days in (-2, 0, 1, 39, 49)}
    midsummer = _saturday_from(date(year, 6, 20))
    return frozenset(fixed | moving | {midsummer - timedelta(days=1), midsummer, _saturday_from(date(year, 10, 31))})


def next_working_day(day: date) -> date:
    """The day itself, or the first after it that is neither Saturday, Sunday nor free: where a deadline falls."""
    while day.weekday() >= SATURDAY or day in free_days(day.year):
        day += timedelta(days=1)
    return day


def months_after(start: date, months: int) -> date:
    """The day so many months later with the same number, else the month's last: lag (1930:173) 1 §."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
