"""Inflow as follow-up counts it: by benefit and case type, by month, week or day, up to the last that has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlag.followup import queries
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.store import Store
from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY, MONTH, Grain, next_open, period_of
from handlag.planning.domain.hierarchy import AGENCY, APART

YEARS_KNOWN = 6
"""Years back that inflow is read from events."""
TYPES = ("new", "again")
"""Case types that events tell of: a person's first case of a benefit, and later ones."""
_CODES = {number: code for code, number in BENEFITS.items()}
Counts = dict[str, Counter[int]]


def inflow_series(
    first_year: int, today: date, horizon: int, store: Store | None = None, grain: Grain = MONTH, *, types: bool = False
) -> list[Series]:
    """Cases received by benefit and period from ``first_year`` to the last before today's that the export knows.

    Working time reaches ``horizon`` periods further. A period without cases counts none; a benefit begins with its
    first period that has any. What comes on a closed day is counted on the next open one. With ``types`` each benefit
    is split by case type, as ``benefit/type``. Raises ``FOLLOWUP_NO_EXPORT`` where nothing has been exported.
    """
    last = last_known(today, store, grain)
    counted = _counts(date(first_year, 1, 1), store, grain)
    kept = {name: counts for name, counts in counted.items() if (APART in name) == types}
    return [
        dated(name, grain, {one: float(counts[one]) for one in range(min(counts), last + 1)}, horizon)
        for name, counts in sorted(kept.items())
        if min(counts) <= last
    ]


def long_enough(series: Sequence[Series]) -> list[Series]:
    """The parts to forecast: of a benefit with one type, or one too short to forecast, one series of all its cases.

    A benefit too short itself is left out.
    """
    found: dict[str, list[Series]] = {}
    for one in series:
        found.setdefault(one.name.split(APART)[0], []).append(one)
    every = [one for name, parts in found.items() for one in _parts(name, parts)]
    return [one for one in every if len(one.values) >= one.grain.least]


def _parts(name: str, parts: list[Series]) -> list[Series]:
    if len(parts) > 1 and all(len(one.values) >= one.grain.least for one in parts):
        return parts
    longest = max(parts, key=lambda one: len(one.values))
    values = longest.values.copy()
    for one in parts:
        if one is not longest:
            values[len(values) - len(one.values) :] += one.values
    return [replace(longest, name=name, values=values)]


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
