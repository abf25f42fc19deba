"""How a day's calls lie over its half hours, learnt from days that were: the same every day, or each weekday its own.

Which of the two is used is tried on the last days, from those before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.forecast import bad_series
from handlag.planning.domain.grains import DAY
from handlag.planning.domain.telephones import Calls

Floats = npt.NDArray[np.float64]
RECENT_DAYS = 120
"""The last days that a profile is learnt from."""
TRIED_ON = 4
"""One day in so many, the last of them, is held back to try it."""
LEAST_DAYS = 20


@dataclass(frozen=True)
class Profile:
    """Shares of a day's calls by half hour, by weekday or (empty) alike; and how far they missed when tried.

    ``missed`` is the share of a day's calls that came in another half hour than told.
    """

    shares: tuple[float, ...]
    by_weekday: Mapping[int, tuple[float, ...]]
    missed: float

    def day(self, total: float, weekday: int) -> Calls:
        """A day's calls by half hour; a weekday that was never met is as the others."""
        return tuple(total * share for share in self.by_weekday.get(weekday, self.shares))


def learnt_profile(days: Mapping[date, Calls]) -> Profile:
    """The profile of the last days with calls; ``PLAN_SERIES`` where they are too few."""
    kept = [day for day in sorted(days) if sum(days[day]) > 0][-RECENT_DAYS:]
    if len(kept) < LEAST_DAYS:
        sv, en = f"{len(kept)} dagar med samtal är för få.", f"{len(kept)} days with calls are too few."
        raise bad_series("calls", sv, en, DAY)
    shares = np.array([np.array(days[day]) / sum(days[day]) for day in kept])
    weekdays = np.array([day.weekday() for day in kept])
    known = len(kept) - len(kept) // TRIED_ON
    alike = _missed(shares, weekdays, known, apart=False)
    apart = _missed(shares, weekdays, known, apart=True)
    own = {day: _mean(shares[weekdays == day]) for day in set(weekdays.tolist())} if apart < alike else {}
    return Profile(_mean(shares), own, min(alike, apart))


def _missed(shares: Floats, weekdays: npt.NDArray[np.int64], known: int, *, apart: bool) -> float:
    """The mean share of calls misplaced on the days held back; a weekday not known before is as the others."""
    errors = []
    for day in range(known, len(shares)):
        alike = weekdays[:known] == weekdays[day]
        before = shares[:known][alike] if apart and alike.any() else shares[:known]
        errors.append(np.abs(shares[day] - before.mean(axis=0)).sum() / 2)
    return float(np.mean(errors))


def _mean(shares: Floats) -> tuple[float, ...]:
    mean = shares.mean(axis=0)
    return tuple((mean / mean.sum()).tolist())
