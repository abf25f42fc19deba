"""Which pay-day runs are due: the one at hand, and every one missed while the agency was off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlag.payments.models import PayRun
from handlag.payments.queries import runs_due

pytestmark = pytest.mark.django_db


def run_of(benefit: str, pay_day: date, status: str = "finished") -> None:
    PayRun.objects.create(benefit=benefit, pay_day=pay_day, status=status, started_at=datetime(2024, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        # March 2024: child allowance on Wednesday the 20th, the other two on Monday the 25th.
        (date(2024, 3, 15), []),
        (date(2024, 3, 18), ["barnbidrag"]),
        (date(2024, 3, 20), ["barnbidrag"]),
        (date(2024, 3, 21), ["foraldrapenning", "sjukpenning"]),
        (date(2024, 3, 26), []),
    ],
)
def test_a_first_run_is_due_from_two_bank_days_before_its_pay_day(today: date, due: list[str]):
    assert sorted(benefit for benefit, _ in runs_due(today)) == due


def test_a_pay_day_that_has_been_run_is_not_due_again():
    run_of("barnbidrag", date(2024, 3, 20))
    assert runs_due(date(2024, 3, 20)) == []


def test_pay_days_missed_while_the_agency_was_off_are_due_in_order():
    run_of("barnbidrag", date(2024, 1, 19))
    assert runs_due(date(2024, 3, 19)) == [("barnbidrag", date(2024, 2, 20)), ("barnbidrag", date(2024, 3, 20))]


def test_a_run_that_was_killed_is_due_again_before_the_next():
    run_of("sjukpenning", date(2024, 2, 26), "ordered")
    due = [day for benefit, day in runs_due(date(2024, 3, 22)) if benefit == "sjukpenning"]
    assert due == [date(2024, 2, 26), date(2024, 3, 25)]
