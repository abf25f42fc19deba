"""Small backlogs for the tests."""

from __future__ import annotations

from typing import Any

import numpy as np

from handlag.planning.domain.cohorts import AGES, BY_KIND, OLDEST, OUTCOMES, Plan, run

ALWAYS = (0, 10_000)


def rules(*orders: int) -> np.ndarray:
    """Rules of order for all types, ages and months; the first has the whole day."""
    return np.array([[order, -1, 0, 0 if n else 1000, *ALWAYS] for n, order in enumerate(orders)])


def plan(days: int = 720, kinds: int = 1, **changed: Any) -> Plan:
    """A steady benefit: ten cases a day of each type, an hour each, staff for eleven; nothing waits or comes back."""
    month = np.arange(days) // 30
    usual = Plan(
        opening=np.zeros((kinds, 400), np.int64),
        expected=np.full((kinds, days), 10.0),
        spread=np.zeros((kinds, int(month[-1]) + 1)),
        automatic=np.zeros((kinds, days)),
        minutes=np.full(days, 660 * kinds),
        each=np.full(kinds, 60),
        month=month,
        held=np.zeros((kinds, 1)),
        lags=np.array([14]),
        follow=np.zeros((0, 4)),
        rules=rules(OLDEST),
        limit=30,
    )
    return usual._replace(**changed)


def stock(kinds: int, ages: dict[int, int], length: int = 400) -> np.ndarray:
    """Opening stock of each type: so many cases of each age in days."""
    cells = np.zeros((kinds, length), np.int64)
    for age, n in ages.items():
        cells[:, length - 1 - age] = n
    return cells


def kinds_of(made: Plan) -> np.ndarray:
    """Room for what comes and is done of each type by month."""
    return np.zeros((int(made.month[-1]) + 1, len(made.each), BY_KIND), np.int64)


def outcome(made: Plan, seed: int = -1) -> np.ndarray:
    """The monthly outcomes of one run."""
    ages = np.zeros((int(made.month[-1]) + 1, AGES), np.int64)
    monthly = run(made, seed, ages, np.zeros((len(ages), len(made.edges)), np.int64), kinds_of(made))
    assert monthly.shape[1] == OUTCOMES
    return monthly
