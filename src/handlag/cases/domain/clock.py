"""The agency's clock: working days, deadlines that move to the next of them, and time that doesn't count.

Days are legal days (dates in Swedish local time). A stretch runs from its first day up to, not including, its end.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from handlag.core.clock import is_open_day


def is_working_day(day: date) -> bool:
    """Whether an act due this day must be done this day (söckendag), by lag (1930:173) 2 §.

    Saturdays, Sundays, public holidays, Midsummer's, Christmas and New Year's eve are not working days.
    """
    return is_open_day(day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first after it: where a deadline falls, lag (1930:173) 2 §."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def deadline(start: date, days: int) -> date:
    """The last day of a time limit of ``days`` calendar days (at least 0) counted from the day after ``start``."""
    return next_working_day(start + timedelta(days=days))


def months_after(start: date, months: int) -> date:
    """The day ``months`` (at least 0) later with the same number, else the month's last: lag (1930:173) 1 §."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def reconsideration_deadline(got: date) -> date:
    """The last day to ask for reconsideration: two months from when the party got the decision, SFB 113 kap. 19 §."""
    return next_working_day(months_after(got, 2))


@dataclass(frozen=True)
class Stretch:
    """Days from ``start`` up to, not including, ``end``; without an end it still goes on."""

    start: date
    end: date | None = None


def paused_days(start: date, end: date, pauses: Iterable[Stretch]) -> int:
    """How many of the days from ``start`` up to ``end`` the clock stood still; overlapping pauses count once."""
    counted, reached = 0, start
    for pause in sorted(pauses, key=lambda pause: pause.start):
        begins = max(pause.start, reached)
        ends = min(pause.end or end, end)
        if begins < ends:
            counted += (ends - begins).days
            reached = ends
    return counted


@dataclass(frozen=True)
class Age:
    """How old a case is, in days: in all (what the statistics call handläggningstid), and of them paused."""

    total: int
    paused: int

    @property
    def running(self) -> int:
        """The days that count against the agency's own target."""
        return self.total - self.paused


def age(received_on: date, until: date, pauses: Iterable[Stretch] = ()) -> Age:
    """The age of a case on the day ``until``: its decision, or today. Never negative."""
    return Age(max((until - received_on).days, 0), paused_days(received_on, until, pauses))
