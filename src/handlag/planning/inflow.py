"""Inflow as follow-up counts it: one monthly series a benefit, up to the last month that has ended."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from handlag.followup import queries
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.periods import month_number
from handlag.followup.store import Store
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.months import working_time

YEARS_KNOWN = 6
"""Years back that inflow is read from events."""
_CODES = {number: code for code, number in BENEFITS.items()}


def inflow_series(first_year: int, today: date, horizon: int, store: Store | None = None) -> list[Series]:
    """Cases received by benefit and month from ``first_year`` to the last month before today's that the export knows.

    Working time reaches ``horizon`` months further. A month without cases counts none; a benefit begins with its first
    month that has any. Raises ``FOLLOWUP_NO_EXPORT`` where nothing has been exported.
    """
    rows = queries.monthly(first_year, today.year, store=store)
    ended = sorted({row.month for row in rows if row.pending is not None and row.month < f"{today:%Y-%m}"})
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row.group[0], {})[row.month] = row.received
    series = [_series(_CODES.get(code, str(code)), received, ended, horizon) for code, received in found.items()]
    return [one for one in series if len(one.values)]


def _series(name: str, received: dict[str, int], ended: list[str], horizon: int) -> Series:
    some = [place for place, month in enumerate(ended) if received.get(month)]
    known = ended[some[0] :] if some else []
    values = np.array([received.get(month, 0) for month in known], dtype=np.float64)
    first = 12 * int(known[0][:4]) + int(known[0][5:]) - 1 if known else 0
    return Series(name, values, working_time(first, len(known) + horizon))


def last_known(today: date, store: Store | None = None) -> int:
    """The last month (12 × year + month - 1) that has ended and that the newest export tells of whole."""
    known_on = queries.view(store).known_on
    return min(month_number(known_on + timedelta(days=1)), month_number(today)) - 1
