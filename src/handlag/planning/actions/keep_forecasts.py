"""Keep the inflow forecasts of every benefit and of the agency as they are made today."""

from __future__ import annotations

from datetime import datetime

from handlag.core import clock
from handlag.followup import queries
from handlag.followup.store import Store
from handlag.planning.domain.grains import MONTH, Grain
from handlag.planning.domain.kept import made_now
from handlag.planning.inflow import YEARS_KNOWN, inflow_parts, last_known
from handlag.planning.models import KeptForecast


def keep_forecasts(now: datetime, store: Store | None = None, grain: Grain = MONTH) -> int:
    """Forecast every benefit, its case types and the agency from the newest export and keep it; how many were new.

    Months, weeks or days ahead as the ``grain`` says. The same data give the same forecasts, which are kept once.
    Raises ``FOLLOWUP_NO_EXPORT``.
    """
    today, seen = clock.legal_day(now), queries.view(store)
    series = inflow_parts(today.year - YEARS_KNOWN, today, grain.horizon, store, grain)
    rows = [
        KeptForecast(
            series=one.series, grain=one.grain, known_to=one.known_to, vintage=seen.vintage, method=one.method,
            why=one.why, scale=one.scale, months=[list(period) for period in one.periods], made_at=now,
        )
        for one in made_now(series, last_known(today, store, grain))
    ]  # fmt: skip
    before = KeptForecast.objects.filter(vintage=seen.vintage).count()
    KeptForecast.objects.bulk_create(rows, ignore_conflicts=True)
    return KeptForecast.objects.filter(vintage=seen.vintage).count() - before
