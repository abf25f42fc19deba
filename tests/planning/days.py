"""Synthetic calls by day and cases by week: what the calendar does is known here, so that it can be looked for."""

from __future__ import annotations

from datetime import date

import numpy as np

from handlag.core.clock import is_open_day
from handlag.planning.domain.calendar import open_days_from_pay_day
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY, WEEK, open_periods, week_number, work_of

FIRST = date(2023, 1, 2)
WEEKDAYS = (0.25, 0.08, 0.0, -0.05, -0.15)
PAY = {-1: 0.12, 0: 0.3, 1: 0.2, 2: 0.1}
"""How much more people call around a pay day, as logarithms."""
BY_DAY = (0.0, 0.05, 0.03, 0.02)
"""Calls a letter makes on the day it is sent and the open days after: a tenth in all."""


def calls_by_day(seed: int, days: int = 760, letters: bool = True, horizon: int = 0) -> Series:
    """Calls on open days from January 2023: a wandering level, weekdays, pay days, holidays, the year and letters."""
    rng = np.random.default_rng(seed)
    every = open_periods(DAY, FIRST.toordinal(), FIRST.toordinal() + 2 * days)[: days + horizon]
    level = np.cumsum(rng.normal(0, 0.008, len(every))) + rng.uniform(7, 9)
    dates = [date.fromordinal(one) for one in every]
    moved = np.array([WEEKDAYS[day.weekday()] + PAY.get(open_days_from_pay_day(day), 0.0) for day in dates])
    moved += [0.2 * (not is_open_day(date.fromordinal(one - 1)) and day.weekday() > 0)
              for one, day in zip(every, dates, strict=True)]  # fmt: skip
    moved += 0.1 * np.cos(2 * np.pi * np.array([day.timetuple().tm_yday for day in dates]) / 365.25)
    sent = np.where(rng.random(len(every)) < 0.2, rng.integers(2_000, 20_000, len(every)), 0) * float(letters)
    caused = np.convolve(sent, BY_DAY)[: len(every)]
    values = np.round(np.exp(level + moved + rng.normal(0, 0.05, len(every))) + caused)
    told = dict(zip(every, sent.tolist(), strict=True)) if letters else None
    return dated(f"calls {seed}", DAY, dict(zip(every[:days], values[:days].tolist(), strict=True)), horizon, told)


def cases_by_week(seed: int, weeks: int = 260, horizon: int = 0) -> Series:
    """Cases a week from January 2021: a wandering level, the year, open days."""
    rng = np.random.default_rng(seed)
    first = week_number(date(2021, 1, 4))
    every = range(first, first + weeks)
    turns = 2 * np.pi * np.arange(weeks) / 52.18
    level = np.cumsum(rng.normal(0, 0.015, weeks)) + rng.uniform(3, 6) + 0.15 * np.cos(turns) + 0.1 * np.sin(2 * turns)
    work = np.array([work_of(WEEK, one) for one in every])
    values = rng.poisson(np.exp(level + rng.normal(0, 0.03, weeks)) * work)
    return dated(f"weeks {seed}", WEEK, dict(zip(every, values.tolist(), strict=True)), horizon)
