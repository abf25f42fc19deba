"""What the calendar does to calls and applications: weekdays, days after a holiday, pay days, the time of the year.

Each is a column of marks, one row a period; how much each moves a series is learnt from the series itself. Pay days
are those around which people ask about money: benefits paid in arrears come from the 25th, spread over the 25th to the
27th by day of birth (the agency's page on pay days); one that falls on a Saturday comes before, on another day the
agency is closed after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from handlag.core.clock import is_open_day
from handlag.planning.domain.grains import DAY, WEEK, Grain, monday

Floats = npt.NDArray[np.float64]
PAY_DAYS = (25, 27)
AROUND = range(-2, 4)
"""Open days from the first pay day that have a mark of their own; the last of them stand at and after the 27th."""
YEAR_DAYS = 365.25
HARMONICS = 3
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def pay_day(year: int, month: int, day: int = PAY_DAYS[0]) -> date:
    """When money due on a day of the month comes, moved off days the agency is closed."""
    nominal = date(year, month, day)
    step = -ONE_DAY if nominal.weekday() == SATURDAY or (month == 12 and day in (24, 25, 26)) else ONE_DAY
    while not is_open_day(nominal):
        nominal += step
    return nominal


def open_days_from_pay_day(day: date) -> int:
    """Open days from the nearest of the month's first pay days to a day; below zero before it."""
    due = pay_day(day.year, day.month)
    if day.day > 15 or day >= due:
        return _open_between(due, day)
    before = day.replace(day=1) - ONE_DAY
    return _open_between(pay_day(before.year, before.month), day)


def _open_between(one: date, other: date) -> int:
    if other < one:
        return -_open_between(other, one)
    return sum(is_open_day(one + timedelta(days=n)) for n in range(1, (other - one).days + 1))


def _season(days: Sequence[date]) -> Floats:
    turns = 2 * np.pi * np.array([day.timetuple().tm_yday for day in days]) / YEAR_DAYS
    waves = [wave(k * turns) for k in range(1, HARMONICS + 1) for wave in (np.sin, np.cos)]
    return np.stack(waves, axis=1)


def _after_closed(day: date) -> bool:
    """Whether the weekday before is one the agency was closed."""
    before = day - (3 if day.weekday() == 0 else 1) * ONE_DAY
    return not is_open_day(before)


def _before_closed(day: date) -> bool:
    after = day + (3 if day.weekday() == 4 else 1) * ONE_DAY
    return not is_open_day(after)


def _of_day(day: date) -> list[float]:
    distance = open_days_from_pay_day(day)
    around = [float(distance == n) for n in AROUND]
    weekday = [float(day.weekday() == n) for n in range(1, 7)]
    last_pay = float(day == pay_day(day.year, day.month, PAY_DAYS[-1]))
    opened = float(not any(is_open_day(day.replace(day=n)) for n in range(1, day.day)))
    closed = float(not is_open_day(day))
    return [*weekday, *around, last_pay, opened, closed, float(_after_closed(day)), float(_before_closed(day))]


def _of_week(first: date) -> list[float]:
    days = [first + timedelta(days=n) for n in range(7)]
    paid = any(day == pay_day(day.year, day.month) for day in days)
    short = sum(is_open_day(day) for day in days) < 5
    return [float(paid), float(short), float(any((day.month, day.day) == (12, 28) for day in days))]


def marks(grain: Grain, periods: Sequence[int], known: int) -> Floats | None:
    """The calendar's columns for weeks or days, None for months (their methods have a season of their own).

    The time of the year is left out for days until two years are ``known``: with less it can't be told from growth.
    Columns that never differ are left out.
    """
    if grain not in (WEEK, DAY):
        return None
    days = [monday(one) + 3 * ONE_DAY if grain == WEEK else date.fromordinal(one) for one in periods]
    found = np.array([_of_week(day - 3 * ONE_DAY) if grain == WEEK else _of_day(day) for day in days], dtype=np.float64)
    if grain == WEEK or (date.fromordinal(periods[known - 1]) - days[0]).days >= 2 * YEAR_DAYS:
        found = np.hstack([found, _season(days)])
    return found[:, np.ptp(found[:known], axis=0) > 0]


def cycle(grain: Grain, periods: Sequence[int]) -> npt.NDArray[np.int64] | None:
    """The weekday of each day, which last week's is looked up by; None where periods follow without a break."""
    if grain != DAY:
        return None
    return np.array([date.fromordinal(one).weekday() for one in periods], dtype=np.int64)
