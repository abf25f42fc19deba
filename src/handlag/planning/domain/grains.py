"""Months, weeks and days as series count them: how long a season is, how much must be known, what a period is called.

A month is 12 × year + month - 1, a week the number of its Monday's week since year 1, a day its proleptic ordinal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from handlag.core.clock import is_open_day
from handlag.followup.domain.periods import month_number
from handlag.planning.domain.months import month_text, open_days

DAYS = 7


@dataclass(frozen=True)
class Grain:
    """A length of periods. Numbers are periods: of a season, known at least, from which methods are chosen by record,
    tried from at most, ahead by default, and of a window held back."""

    name: str
    sv: str
    en: str
    season: int
    least: int
    full: int
    calibration: int
    horizon: int


MONTH = Grain("month", "månader", "months", 12, 24, 48, 36, 12)
WEEK = Grain("week", "veckor", "weeks", 52, 104, 130, 78, 13)
DAY = Grain("day", "dagar", "days", 5, 40, 130, 60, 20)
"""Days are those the agency is open; a season is a week of them, and as much of a year as is known."""
GRAINS = {one.name: one for one in (MONTH, WEEK, DAY)}


def week_number(day: date) -> int:
    """The number of the week a day is in."""
    return (day.toordinal() - 1) // DAYS


def monday(week: int) -> date:
    """The first day of a week."""
    return date.fromordinal(week * DAYS + 1)


def first_day(grain: Grain, period: int) -> date:
    """The day a period begins."""
    if grain.name == "month":
        return date(period // 12, period % 12 + 1, 1)
    return monday(period) if grain.name == "week" else date.fromordinal(period)


def text(grain: Grain, period: int) -> str:
    """A period as it is written: ``2026-03``, ``2026-W09`` (ISO 8601) or ``2026-03-02``."""
    if grain.name == "month":
        return month_text(period)
    if grain.name == "week":
        year, week, _ = monday(period).isocalendar()
        return f"{year:04d}-W{week:02d}"
    return date.fromordinal(period).isoformat()


def number(grain: Grain, written: str) -> int:
    """The period a text names; ``ValueError`` where it names none."""
    if grain.name == "month":
        return month_number(date.fromisoformat(f"{written}-01"))
    if grain.name == "week":
        return week_number(date.fromisoformat(f"{written}-1"))
    return date.fromisoformat(written).toordinal()


def period_of(grain: Grain, day: date) -> int:
    """The period a day is in."""
    if grain.name == "month":
        return month_number(day)
    return week_number(day) if grain.name == "week" else day.toordinal()


def work_of(grain: Grain, period: int) -> int:
    """Open days in a period."""
    if grain.name == "month":
        return open_days(period)
    if grain.name == "week":
        return sum(is_open_day(monday(period) + timedelta(days=n)) for n in range(DAYS))
    return int(is_open_day(date.fromordinal(period)))


def open_periods(grain: Grain, first: int, last: int) -> list[int]:
    """The periods from one to another in which the agency is open at all."""
    return [one for one in range(first, last + 1) if work_of(grain, one)]


def following(grain: Grain, last: int, count: int) -> list[int]:
    """The next open periods after one."""
    found: list[int] = []
    while len(found) < count:
        last += 1
        if work_of(grain, last):
            found.append(last)
    return found


def next_open(day: date) -> date:
    """A day, or the first one after it when the agency is open."""
    while not is_open_day(day):
        day += timedelta(days=1)
    return day
