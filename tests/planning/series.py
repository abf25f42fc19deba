"""Synthetic monthly inflow: a wandering level, a season, noise, and months of 19 to 23 working days."""

from __future__ import annotations

import numpy as np

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
