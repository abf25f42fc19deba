"""Forecasts are kept as they were made and scored when the truth comes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.store import Store
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.kept import AGENCY, Ahead, Kept, judge, made_now, naive_scale, trial_of
from handlag.planning.domain.months import working_time
from handlag.planning.models import KeptForecast
from handlag.planning.queries import forecasts_judged, kept_forecasts
from tests.planning.series import received_monthly

LAST = 12 * 2025 + 11
AHEAD = tuple(Ahead(LAST + n, 100, 90, 110, 80, 120, 90) for n in (1, 2))
KEPT = Kept("care", LAST, "mean", "", 10.0, AHEAD)


def _series(name: str, months: int, level: float) -> Series:
    work = working_time(LAST + 1 - months, months + 12)
    rng = np.random.default_rng(months)
    return Series(name, rng.poisson(level * work[:months] / 20).astype(np.float64), work)


def test_only_months_that_have_come_are_judged() -> None:
    assert trial_of(KEPT, {LAST: 500.0}) is None
    trial = trial_of(KEPT, {LAST + 1: 105.0})
    assert trial is not None
    assert (trial.truth.tolist(), trial.inside80.tolist()) == ([105.0], [True])


def test_the_score_is_the_error_beside_last_years_month() -> None:
    found = judge([KEPT], {"care": {LAST + 1: 105.0, LAST + 2: 125.0}})[0]
    # errors 5 and 25, mean 15, against a scale of 10; last year's month errs by 15 and 35
    assert (found.ours.mase, found.naive.mase) == (1.5, 2.5)
    assert found.ours.wape == pytest.approx(30 / 230)
    assert found.ours.bias == pytest.approx(-30 / 230)
    assert (found.ours.cover80, found.ours.cover95) == (0.5, 0.5)


def test_the_agencys_months_are_the_sums_of_the_benefits() -> None:
    kept = {one.series: one for one in made_now([_series("care", 60, 900), _series("housing", 36, 400)], LAST)}
    for month in range(12):
        parts = kept["care"].months[month].mean + kept["housing"].months[month].mean
        assert kept[AGENCY].months[month].mean == pytest.approx(parts, abs=0.02)
    assert kept["care"].months[0].month == LAST + 1


def test_a_series_too_short_for_a_season_is_not_kept() -> None:
    assert made_now([_series("new", 20, 100)], LAST) == []


def test_the_scale_is_the_mean_change_from_last_years_month() -> None:
    work = np.full(26, 20.0)
    assert naive_scale(Series("s", np.array([10.0] * 12 + [14.0] * 12), work)) == pytest.approx(4)


@pytest.mark.django_db
def test_a_forecast_is_kept_once_and_scored_when_the_month_has_come(tmp_path: Path) -> None:
    store, then, later = Store(tmp_path), datetime(2024, 4, 3, 5, tzinfo=UTC), datetime(2024, 6, 3, 5, tzinfo=UTC)
    received_monthly("foraldrapenning", 2022, 12 * 2024 + 2)
    export(store, then)
    assert keep_forecasts(then, store) == 1
    assert keep_forecasts(then, store) == 0
    kept = kept_forecasts()[0]
    assert (kept.series, kept.known_to, kept.months[0][0]) == ("foraldrapenning", 12 * 2024 + 2, 12 * 2024 + 3)
    assert forecasts_judged(then.date(), store) == []
    for day in ("2024-04-05", "2024-05-06", "2024-05-07"):
        leave(Kind.CASE_OPENED, datetime.fromisoformat(f"{day}T12:00:00+00:00"), case_id=new_id(),
              benefit="foraldrapenning", received=day)  # fmt: skip
    export(store, later)
    found = forecasts_judged(later.date(), store)
    assert [(one.series, one.forecasts, one.ours.errors) for one in found] == [("foraldrapenning", 1, 2)]


@pytest.mark.django_db
def test_a_kept_forecast_is_never_changed(tmp_path: Path) -> None:
    store, then = Store(tmp_path), datetime(2024, 4, 3, 5, tzinfo=UTC)
    received_monthly("foraldrapenning", 2022, 12 * 2024 + 2)
    export(store, then)
    keep_forecasts(then, store)
    with pytest.raises(DatabaseError), transaction.atomic():
        KeptForecast.objects.update(method="better")


@pytest.mark.django_db
def test_without_an_export_there_is_nothing_to_forecast(tmp_path: Path) -> None:
    with pytest.raises(HandlagError) as refused:
        keep_forecasts(datetime(2024, 4, 3, tzinfo=UTC), Store(tmp_path))
    assert refused.value.code == "FOLLOWUP_NO_EXPORT"
