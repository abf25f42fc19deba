"""Months as planning counts them: 12 × year + month - 1, and the open days in them."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from handlag.core.clock import is_open_day
from handlag.followup.domain.periods import first_day


def month_text(month: int) -> str:
    """A month as ``2026-03``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@cache
def open_days(month: int) -> int:
    """Days in a month when the agency is open."""
    return sum(open_by_day(month, 1))


def open_by_day(month: int, months: int) -> list[bool]:
    """For each day of so many months: whether the agency is open."""
    day, end = first_day(month), first_day(month + months)
    return [is_open_day(day + timedelta(days=n)) for n in range((end - day).days)]


def working_time(month: int, months: int) -> npt.NDArray[np.float64]:
    """Open days of so many months from one, as a forecast's working time."""
    return np.array([open_days(month + n) for n in range(months)], dtype=np.float64)
