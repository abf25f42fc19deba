"""Inflow as follow-up counts it: by benefit and case type, by month, week or day, up to the last that has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from handlag.followup import queries
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.store import Store
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY, MONTH, Grain, first_day, next_open, period_of
from handlag.planning.domain.hierarchy import AGENCY, APART

YEARS_KNOWN = 6
"""Years back that inflow is read from events."""
TYPES = ("new", "again")
"""Case types that events tell of: whose first case of a benefit in a year it is, and who comes again within it."""
_CODES = {number: code for code, number in BENEFITS.items()}
YEAR_BEFORE = timedelta(days=queries.YEAR_OF_DAYS)
Counts = dict[str, Counter[int]]


def inflow_series(
    first_year: int, today: date, horizon: int, store: Store | None = None, grain: Grain = MONTH
) -> list[Series]:
    """Cases received by benefit and period from ``first_year`` to the last before today's that the export knows.

    Working time reaches ``horizon`` periods further. A period without cases counts none; a benefit begins with its
    first period that has any. What comes on a closed day is counted on the next open one. Raises
    ``FOLLOWUP_NO_EXPORT`` where nothing has been exported.
    """
    last = last_known(today, store, grain)
    counted = _counts(date(first_year, 1, 1), store, grain)
    return _dated({name: one for name, one in counted.items() if APART not in name}, last, horizon, grain)


def inflow_parts(
    first_year: int, today: date, horizon: int, store: Store | None = None, grain: Grain = MONTH
) -> list[Series]:
    """The series to forecast, as ``inflow_series``: each benefit's case types as ``benefit/type``, or the benefit.

    A benefit with one type, or with one too short to forecast, is one series; one too short itself is left out. Types
    begin a year after the first case known: who came again can't be told before.
    """
    last = last_known(today, store, grain)
    counted = _counts(date(first_year, 1, 1), store, grain)
    first = min((min(one) for one in counted.values()), default=last)
    typed_from = period_of(grain, first_day(grain, first) + YEAR_BEFORE)
    typed = {
        name: Counter({period: count for period, count in one.items() if period >= typed_from})
        for name, one in counted.items()
        if APART in name
    }
    parts = _dated({name: one for name, one in typed.items() if one}, last, horizon, grain)
    found = []
    for whole in _dated({name: one for name, one in counted.items() if APART not in name}, last, horizon, grain):
        types = [one for one in parts if one.name.startswith(whole.name + APART)]
        apart = len(types) > 1 and all(len(one.values) >= grain.least for one in types)
        found += types if apart else [whole]
    return [one for one in found if len(one.values) >= grain.least]


def _dated(counted: Counts, last: int, horizon: int, grain: Grain) -> list[Series]:
    return [
        dated(name, grain, {one: float(counts[one]) for one in range(min(counts), last + 1)}, horizon)
        for name, counts in sorted(counted.items())
        if min(counts) <= last
    ]


def received(
    first_year: int, today: date, store: Store | None, grain: Grain, names: Collection[str]
) -> dict[str, dict[int, float]]:
    """What came of the series named by period that has ended: what kept forecasts are held against.

    The agency's is the sum of the parts named, so that it is judged by what it was a forecast of.
    """
    last = last_known(today, store, grain)
    counted = _counts(date(first_year, 1, 1), store, grain)
    parts = [name for name in names if not any(other.startswith(name + APART) for other in names)]
    counted[AGENCY] = sum((counted[name] for name in parts if name in counted), Counter())
    return {
        name: {one: float(counts[one]) for one in range(min(counts, default=last), last + 1)}
        for name, counts in counted.items()
        if name in names
    }


def _counts(first: date, store: Store | None, grain: Grain) -> Counts:
    """Cases by series and period: each benefit and each of its types."""
    found: Counts = {}
    for row in queries.received_by_day(queries.view(store), first):
        benefit = _CODES.get(row.benefit, str(row.benefit))
        period = period_of(grain, next_open(row.day) if grain == DAY else row.day)
        for name in (benefit, f"{benefit}{APART}{TYPES[row.again]}"):
            found.setdefault(name, Counter())[period] += row.cases
    return found


def last_known(today: date, store: Store | None = None, grain: Grain = MONTH) -> int:
    """The last period that has ended and that the newest export tells of whole, numbered as ``grains`` says."""
    known_on = queries.view(store).known_on
    return min(period_of(grain, known_on + timedelta(days=1)), period_of(grain, today)) - 1
