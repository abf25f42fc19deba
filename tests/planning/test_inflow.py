"""Inflow from events: what follow-up counts, month by month, is what is forecast."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest

from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.periods import month_number
from handlag.followup.queries import received_by_day, view
from handlag.followup.store import Store
from handlag.planning.domain.grains import DAY, WEEK
from handlag.planning.domain.months import open_days
from handlag.planning.inflow import inflow_parts, inflow_series
from tests.planning.series import received_monthly

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


class Person(NamedTuple):
    """Somebody an event is about."""

    id: UUID
    sex: str
    born: date


def test_who_comes_again_within_a_year_is_told_apart(tmp_path: Path) -> None:
    anna = Person(new_id(), "F", date(1980, 1, 1))
    for day in ("2022-01-10", "2022-06-01", "2023-06-02", "2024-01-10"):  # 142, 366 and 222 days after the one before
        at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        leave(Kind.CASE_OPENED, at, case_id=new_id(), person=anna, benefit="sjukpenning", received=day)
        leave(Kind.CASE_OPENED, at, case_id=new_id(), person=anna, benefit="barnbidrag", received="2022-01-10")
    _opened("2022-06-01", "sjukpenning")  # of nobody known
    store = Store(tmp_path)
    export(store, NOW)
    rows = received_by_day(view(store), date(2022, 1, 1))
    sick = {(row.day.isoformat(), row.again): row.cases for row in rows if row.benefit == BENEFITS["sjukpenning"]}
    assert sick == {
        ("2022-01-10", False): 1, ("2022-06-01", True): 1, ("2022-06-01", False): 1, ("2023-06-02", False): 1,
        ("2024-01-10", True): 1,
    }  # fmt: skip


def test_a_benefit_too_new_to_have_its_types_forecast_is_one_series(tmp_path: Path) -> None:
    received_monthly("foraldrapenning", 2022, 12 * 2024 + 2)
    store = Store(tmp_path)
    export(store, NOW)
    (whole,) = inflow_parts(2022, NOW.date(), 3, store)
    assert (whole.name, len(whole.values), whole.horizon()) == ("foraldrapenning", 27, 3)
    assert inflow_parts(2023, NOW.date(), 3, store) == []
