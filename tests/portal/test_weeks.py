"""The manager's next twelve weeks, counted from the unit's own cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from handlag.core import clock
from handlag.core.ids import new_id
from handlag.people.models import Role, Unit
from handlag.planning.actions.set_capacity import Fact, set_capacity
from handlag.portal.reads.weeks import monday_of, weeks_ahead
from tests.portal import made

SignIn = Callable[..., Client]
TODAY = made.NOW.date()  # 6 March 2024, a Wednesday; its week began on the 4th
MONDAY = date(2024, 3, 4)


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


@pytest.fixture
def unit(db: None) -> Unit:
    """A unit with three cases a week for thirty weeks, two of them decided within the week; the third is not."""
    here, there = Unit.objects.create(code="A", name="Unit A"), Unit.objects.create(code="B", name="Unit B")
    anna, number = made.person(), 0
    for weeks in range(30, 0, -1):
        day = MONDAY - timedelta(weeks=weeks)
        for n in range(3):
            number += 1
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=3)
            ended = {"state": "closed", "decided_at": at, "closed_at": at, "closed_reason": "decided"} if n else {}
            made.case(
                anna, f"2024-{number:04d}-1", unit=here, received_on=day + timedelta(days=n),
                target_on=day + timedelta(days=60), **ended,
            )  # fmt: skip
    made.case(anna, "2024-9999-1", unit=there, received_on=MONDAY - timedelta(weeks=3), target_on=TODAY)
    return here


def test_the_pace_goes_on_and_what_is_pending_grows_by_what_is_not_decided(unit: Unit) -> None:
    ahead = weeks_ahead("A", "", TODAY)
    assert [row[1:] for row in ahead.history[-2:]] == [(3, 2, 29), (3, 2, 30)]
    assert ahead.pending == 30
    first = ahead.weeks[0]
    assert (first.monday, first.sunday, first.number, first.open_days) == (MONDAY, date(2024, 3, 10), 10, 5)
    assert first.received[0] == pytest.approx(3, abs=0.4)
    assert first.pending[0] == pytest.approx(31, abs=0.5)
    easter = next(week for week in ahead.weeks if week.number == 13)
    assert easter.open_days == 4  # Good Friday 2024 was 29 March
    assert easter.received[0] < first.received[0]


def test_each_case_passes_its_limit_in_one_week(unit: Unit) -> None:
    ahead = weeks_ahead("A", "", TODAY)
    assert ahead.past == 22  # sixty days after Mondays up to 1 January, the last of them on 1 March
    assert [week.passes for week in ahead.weeks][:9] == [1] * 8 + [0]
    assert sum(week.passes for week in ahead.weeks) + ahead.past == ahead.pending
    assert ahead.weeks[-1].late == pytest.approx(ahead.pending - 24, abs=3)  # two decided a week


def test_the_page_says_it_with_spans_and_names_nobody(signed_in: SignIn, unit: Unit) -> None:
    client = signed_in(Role.MANAGER, unit=unit)
    page = client.get("/manage/weeks/").content.decode()
    assert "30 cases were pending when this week began; 22 of them had passed their limit." in page
    assert "Week 10" in page
    assert "data:image/svg+xml" in page
    assert "Anna" not in page
    assert 'href="/manage/weeks/"' in client.get("/manage/").content.decode()
    assert signed_in(Role.OFFICER).get("/manage/weeks/").status_code == 403


def test_absence_and_training_known_ahead_stand_beside_their_weeks(unit: Unit) -> None:
    source = "the unit's plan of training"
    for code, fte in (("A", 4.0), ("B", 9.0)):
        fact = Fact("training", fte, date(2024, 3, 13), date(2024, 3, 15), source, code)
        set_capacity(fact, new_id(), made.NOW)
    assert [week.away for week in weeks_ahead("A", "", TODAY).weeks][:3] == [0, 4 * 3 / 5, 0]


def test_absence_known_ahead_changes_the_pace_where_the_register_tells_of_people(signed_in: SignIn, unit: Unit) -> None:
    before = weeks_ahead("A", "", TODAY)
    for kind, fte, first, last in (
        ("people", 10.0, date(2023, 1, 2), None),
        ("absence", 5.0, date(2024, 3, 18), date(2024, 3, 24)),
    ):
        set_capacity(Fact(kind, fte, first, last, "the unit's plan", "A"), new_id(), made.NOW)
    after = weeks_ahead("A", "", TODAY)
    assert after.found.staffed
    assert not before.found.staffed
    assert after.weeks[2].ended[0] == pytest.approx(before.weeks[2].ended[0] / 2)
    assert after.weeks[3].ended[0] == pytest.approx(before.weeks[3].ended[0])
    assert after.weeks[2].received[0] == pytest.approx(before.weeks[2].received[0])
    page = signed_in(Role.MANAGER, unit=unit).get("/manage/weeks/").content.decode()
    assert "less those known to be away" in page


def test_a_unit_with_few_weeks_is_told_so(signed_in: SignIn, unit: Unit) -> None:
    page = signed_in(Role.MANAGER, unit=Unit.objects.get(code="B")).get("/manage/weeks/").content.decode()
    assert "3 weeks are too few." in page


def test_a_week_begins_on_monday() -> None:
    assert monday_of(TODAY) == monday_of(MONDAY) == MONDAY
