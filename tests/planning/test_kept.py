"""Forecasts are kept as they were made and scored when the truth comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from handlag.core.clock import is_open_day
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.store import Store
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY, WEEK, Grain, text
from handlag.planning.domain.hierarchy import AGENCY
from handlag.planning.domain.kept import Ahead, Kept, judge, made_now, trial_of
from handlag.planning.domain.months import working_time
from handlag.planning.domain.scores import seasonal
from handlag.planning.inflow import TYPES
from handlag.planning.models import KeptForecast
from handlag.planning.queries import as_kept, forecasts_judged, kept_forecasts
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
        parts = kept["care"].periods[month].mean + kept["housing"].periods[month].mean
        assert kept[AGENCY].periods[month].mean == pytest.approx(parts, abs=0.02)
    assert kept["care"].periods[0].period == LAST + 1


def test_a_series_too_short_for_a_season_is_not_kept() -> None:
    assert made_now([_series("new", 20, 100)], LAST) == []


def test_the_scale_is_the_mean_change_from_last_years_month() -> None:
    work = np.full(26, 20.0)
    assert seasonal(Series("s", np.array([10.0] * 12 + [14.0] * 12), work))[1] == pytest.approx(4)


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


class Person(NamedTuple):
    """Somebody an event is about."""

    id: UUID
    sex: str
    born: date


def _two_benefits(store: Store, then: datetime) -> None:
    """Every third day those who come have been before, or soon have."""
    rng = np.random.default_rng(3)
    people = [Person(new_id(), "F", date(1980, 1, 1)) for _ in range(40)]
    for n, day in enumerate(
        pd for pd in (date(2021, 1, 4) + timedelta(days=d) for d in range(1184)) if is_open_day(pd)
    ):
        for case in range(int(rng.poisson(1.5))):
            person = people[(n + case) % 40] if n % 3 == 0 else None
            benefit = ("foraldrapenning", "sjukpenning")[n % 2]
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            leave(Kind.CASE_OPENED, at, case_id=new_id(), person=person, benefit=benefit, received=day.isoformat())
    export(store, then)


@pytest.mark.django_db
@pytest.mark.parametrize("grain", [WEEK, DAY])
def test_weeks_and_days_are_kept_by_type_and_their_sums_hold(tmp_path: Path, grain: Grain) -> None:
    store, then = Store(tmp_path), datetime(2024, 4, 1, 5, tzinfo=UTC)
    _two_benefits(store, then)
    made = keep_forecasts(then, store, grain)
    kept = {row.series: as_kept(row).periods for row in kept_forecasts(grain)}
    assert made == len(kept) == 7
    assert set(kept) >= {AGENCY, "sjukpenning", "sjukpenning/new", "sjukpenning/again"}
    assert kept_forecasts() == []
    for place, whole in enumerate(kept[AGENCY]):
        types = [kept[f"{benefit}/{kind}"][place] for benefit in ("foraldrapenning", "sjukpenning") for kind in TYPES]
        assert whole.mean == pytest.approx(sum(one.mean for one in types), abs=0.03)
        assert {one.period for one in types} == {whole.period}
    assert text(grain, kept[AGENCY][0].period) == {"week": "2024-W14", "day": "2024-04-02"}[grain.name]  # Easter Monday
    later = then + timedelta(days=9)
    export(store, later)
    found = {one.series: one for one in forecasts_judged(later.date(), store, grain)}
    assert found[AGENCY].ours.errors == {"week": 1, "day": 6}[grain.name]


def test_where_nothing_came_an_error_is_no_share_of_it() -> None:
    found = judge([KEPT], {"care": {LAST + 1: 0.0}})[0]
    assert found.ours.mase == 10
    assert np.isnan(found.ours.wape)
