"""Inflow from events: what follow-up counts, month by month, is what is forecast."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.domain.periods import month_number
from handlag.followup.store import Store
from handlag.planning.domain.forecast import Series
from handlag.planning.domain.grains import DAY, WEEK
from handlag.planning.domain.months import open_days, working_time
from handlag.planning.inflow import inflow_series, long_enough

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 10, 12, tzinfo=UTC)


def _opened(day: str, benefit: str = "foraldrapenning") -> None:
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    leave(Kind.CASE_OPENED, at, case_id=new_id(), benefit=benefit, received=day)


def test_cases_are_counted_by_benefit_and_month_and_the_month_going_on_is_left_out(tmp_path: Path) -> None:
    for day in ("2024-01-05", "2024-01-20", "2024-03-02", "2024-04-03"):
        _opened(day)
    _opened("2024-02-10", "sjukpenning")
    store = Store(tmp_path)
    export(store, NOW)
    found = {one.name: one for one in inflow_series(2024, NOW.date(), 2, store)}
    assert found["foraldrapenning"].values.tolist() == [2, 0, 1]
    assert found["sjukpenning"].values.tolist() == [1, 0]
    january = month_number(datetime(2024, 1, 1, tzinfo=UTC).date())
    assert found["foraldrapenning"].work.tolist() == [open_days(january + n) for n in range(5)]
    assert found["foraldrapenning"].horizon() == 2


def test_weeks_and_days_are_counted_and_closed_days_are_moved_to_the_next_open_one(tmp_path: Path) -> None:
    for day in ("2024-03-01", "2024-03-02", "2024-03-05", "2024-03-29"):  # Friday, Saturday, Tuesday, Good Friday
        _opened(day)
    store = Store(tmp_path)
    export(store, NOW)
    (weeks,) = inflow_series(2024, NOW.date(), 1, store, WEEK)
    assert weeks.values.tolist() == [2, 1, 0, 0, 1, 0]
    assert weeks.texts == ("2024-W15",)
    (days,) = inflow_series(2024, NOW.date(), 2, store, DAY)
    assert days.values[:3].tolist() == [1, 1, 1]
    assert days.values.sum() == 4
    assert days.texts == ("2024-04-10", "2024-04-11")


def test_a_type_too_short_to_forecast_is_left_in_its_benefit() -> None:
    work = working_time(24_000, 42)
    parts = [Series("care/new", np.full(30, 5.0), work), Series("care/again", np.full(3, 2.0), work[27:])]
    (whole,) = long_enough(parts)
    assert (whole.name, whole.values[-4:].tolist()) == ("care", [5, 7, 7, 7])
    assert long_enough([Series("care/new", np.full(3, 5.0), work)]) == []
