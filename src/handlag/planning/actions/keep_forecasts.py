"""Keep the inflow forecasts of every benefit and of the agency as they are made today."""

from __future__ import annotations

from datetime import datetime

from handlag.core import clock
from handlag.followup import queries
from handlag.followup.store import Store
from handlag.planning.domain.kept import made_now
from handlag.planning.inflow import YEARS_KNOWN, inflow_series, last_known
from handlag.planning.models import KeptForecast

HORIZON = 12


def keep_forecasts(now: datetime, store: Store | None = None, horizon: int = HORIZON) -> int:
    """Forecast every benefit ``horizon`` months ahead from the newest export and keep it; how many were new.

    The same data give the same forecasts, which are kept once. Raises ``FOLLOWUP_NO_EXPORT``.
    """
    today, seen = clock.legal_day(now), queries.view(store)
    series = inflow_series(today.year - YEARS_KNOWN, today, horizon, store)
    rows = [
        KeptForecast(
            series=one.series, known_to=one.known_to, vintage=seen.vintage, method=one.method, why=one.why,
            scale=one.scale, months=[list(month) for month in one.months], made_at=now,
        )
        for one in made_now(series, last_known(today, store))
    ]  # fmt: skip
    before = KeptForecast.objects.filter(vintage=seen.vintage).count()
    KeptForecast.objects.bulk_create(rows, ignore_conflicts=True)
    return KeptForecast.objects.filter(vintage=seen.vintage).count() - before
