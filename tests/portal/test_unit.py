"""The manager's unit against the targets: what it meets, how old its cases are, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.test import Client

from handlag.cases.models import Deadline
from handlag.core import clock
from handlag.followup.domain import targets
from handlag.followup.domain.indicators import PROCESSING_TIME
from handlag.followup.domain.indicators import Role as Measures
from handlag.people.models import Role, Unit
from handlag.portal.reads.unit import unit_now
from tests.portal import made

TODAY = date(2024, 3, 6)


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


def test_the_mean_the_share_in_time_and_the_pending_stand_beside_the_target(db: None) -> None:
    """Decided after 10 and 40 days on 5 March: mean 25. Decided today counts tomorrow, decided in January no more."""
    anna = made.person()
    for number, received, at in (
        ("2024-0001-1", date(2024, 2, 24), datetime(2024, 3, 5, 12, tzinfo=UTC)),
        ("2024-0002-1", date(2024, 1, 25), datetime(2024, 3, 5, 12, tzinfo=UTC)),
        ("2024-0003-1", date(2023, 12, 1), datetime(2024, 3, 6, 8, tzinfo=UTC)),
        ("2024-0004-1", date(2023, 12, 1), datetime(2024, 1, 30, 8, tzinfo=UTC)),
    ):
        made.case(anna, number, received_on=received, decided_at=at)
    made.case(anna, "2024-0005-1", target_on=date(2024, 3, 5))
    made.case(anna, "2024-0006-1")
    [row] = unit_now(None, TODAY).rows
    assert (row.target.benefit, row.target.measure, row.target.value) == ("sjukpenning", "mean_days", 30)
    assert (row.decided, row.outcome, row.in_time) == (2, Fraction(25), Fraction(1, 2))
    assert row.misses is False
    assert (row.pending, row.past) == (2, 1)


def test_a_mean_above_the_target_misses_it_and_is_said_to(signed_in: Callable[..., Client]) -> None:
    """Sixty days for the one case decided, with a mean of thirty aimed at."""
    made.case(
        made.person(), received_on=date(2024, 1, 5), decided_at=datetime(2024, 3, 5, 12, tzinfo=UTC)
    )  # fmt: skip
    page = signed_in(Role.MANAGER).get("/manage/targets/").content.decode()
    assert "Mean 30 days" in page
    assert "60.0 days" in page
    assert "misses it" in page


def test_child_allowance_is_held_against_its_own_forty_five_days_and_nothing_decided_is_a_dash(db: None) -> None:
    made.case(made.person(), benefit="barnbidrag")
    [row] = unit_now(None, TODAY).rows
    assert (row.target.value, row.decided, row.outcome, row.in_time, row.misses) == (45, 0, None, None, None)


def test_each_pending_case_is_in_one_band_of_age(db: None) -> None:
    """On 6 March: 30, 31, 60, 61, 90 and 91 days old; a certificate without a claim waits for nobody."""
    anna = made.person()
    days = (
        date(2024, 2, 5),
        date(2024, 2, 4),
        date(2024, 1, 6),
        date(2024, 1, 5),
        date(2023, 12, 7),
        date(2023, 12, 6),
    )
    for place, received in enumerate(days):
        made.case(anna, f"2024-{place:04d}-1", received_on=received)
    made.case(anna, "2024-0009-1", state="waiting", waiting_reason="claim", waiting_until=date(2024, 4, 1))
    [ages] = unit_now(None, TODAY).ages
    assert (ages.benefit, ages.counts) == ("sjukpenning", (1, 2, 2, 1))


def test_what_to_do_next_is_the_oldest_case_the_nearest_deadline_and_the_answer_longest_awaited(db: None) -> None:
    anna = made.person()
    young, old = made.case(anna, "2024-0001-1"), made.case(anna, "2024-0002-1", received_on=date(2024, 1, 2))
    for case, due in ((young, date(2024, 3, 12)), (old, date(2024, 3, 13)), (old, date(2024, 3, 1))):
        Deadline.objects.create(case=case, kind="reconsideration", due=due, basis="riktvärde 42 dagar")
    Deadline.objects.create(case=old, kind="appeal", due=TODAY, basis="FL 46 §", met_at=made.NOW)
    made.supplement(young)
    came = made.supplement(old)
    came.received_at = made.NOW
    came.save()
    now = unit_now(None, TODAY)
    assert [case.number for case in now.oldest] == ["2024-0002-1", "2024-0001-1"]
    assert [(each.case.number, each.due) for each in now.deadlines] == [
        ("2024-0002-1", date(2024, 3, 1)), ("2024-0001-1", date(2024, 3, 12)),
    ]  # fmt: skip
    assert [each.case.number for each in now.supplements] == ["2024-0001-1"]


def test_the_page_shows_the_managers_own_unit_only_with_the_chart_and_its_table(
    signed_in: Callable[..., Client],
) -> None:
    here, there = Unit.objects.create(code="A", name="Unit A"), Unit.objects.create(code="B", name="Unit B")
    anna = made.person()
    made.supplement(made.case(anna, "2024-0001-1", unit=here))
    made.supplement(made.case(anna, "2024-0002-1", unit=there))
    page = signed_in(Role.MANAGER, unit=here).get("/manage/targets/").content.decode()
    assert "2024-0001-1" in page
    assert "2024-0002-1" not in page
    assert "data:image/svg+xml;base64," in page
    assert "More than 90 days" in page
    assert "Information about your pay" in page


def test_an_empty_unit_says_so_and_an_officer_has_no_such_page(signed_in: Callable[..., Client]) -> None:
    assert "No case waits for a decision." in signed_in(Role.MANAGER).get("/manage/targets/").content.decode()
    assert signed_in(Role.OFFICER).get("/manage/targets/").status_code == 403


def test_a_target_measured_for_analysis_only_is_refused_and_not_shown(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    made.case(made.person())
    monkeypatch.setattr(targets, "PROCESSING_TIME", replace(PROCESSING_TIME, role=Measures.ANALYSIS))
    answer = signed_in(Role.MANAGER).get("/manage/targets/")
    assert answer.status_code == 409
    assert "FOLLOWUP_STEERING_ROLE" in answer.content.decode()
