"""Synthetic monthly inflow: a wandering level, a season, noise, and months of 19 to 23 working days."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.planning.domain.forecast import Series


def working_days(months: int, seed: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).integers(19, 24, months).astype(float)


def wandering(seed: int, months: int = 120, horizon: int = 12) -> Series:
    rng = np.random.default_rng(seed)
    work = working_days(months + horizon)
    level = np.cumsum(rng.normal(0, 0.03, months)) + rng.normal(6, 1)
    season = np.resize(rng.normal(0, 0.1, 12), months)
    values = np.exp(level + season + rng.normal(0, 0.05, months)) * work[:months]
    return Series(f"series {seed}", np.round(values), work)


def received_monthly(benefit: str, first_year: int, last_month: int) -> None:
    """One to three claims a month from January of a year to a month (12 × year + month - 1), as events."""
    for month in range(12 * first_year, last_month + 1):
        for n in range(1 + month % 3):
            day = f"{month // 12}-{month % 12 + 1:02d}-{3 + n:02d}"
            at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
            leave(Kind.CASE_OPENED, at, case_id=new_id(), benefit=benefit, received=day)
