"""What a run holds back, why, and how it is let go again; and what the person is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlag.core.errors import Conflict
from handlag.events.models import Event
from handlag.payments.actions.release_held import release_held
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.ledger import Breach, reconcile
from handlag.payments.models import Difference, HeldPayment, Payment, PayRun
from handlag.payments.queries import (
    coming_to,
    differences_of_case,
    entitlements_of,
    held_back,
    next_pay_days,
    payments_of,
    payments_of_case,
    planned_by_pay_day,
    run_status,
)
from tests.payments.scene import at, children, decided, iban, person

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 25)


def run(day: date, outbox: Path, today: date) -> PayRun:
    return run_pay_day("sjukpenning", day, at(today), Settings(outbox))


def test_a_person_without_an_account_is_not_lost_but_held_and_paid_once_she_has_one(tmp_path: Path):
    anna = person(account="")
    decided(anna, "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    assert run(FEBRUARY, tmp_path, date(2026, 2, 20)).held == 1
    [hold] = held_back()
    assert hold.reason == "no_account"
    assert [(paid.status, paid.amount_ore) for paid in coming_to(anna.id)] == [("held", 800_000)]

    anna.account = iban(77)
    anna.save()
    released = release_held(hold, at(date(2026, 2, 26)))

    assert released.pay_day == date(2026, 3, 2)  # Monday: two bank days after Thursday the 26th
    run(released.pay_day, tmp_path, date(2026, 2, 27))
    assert [(paid.pay_day, paid.status, paid.amount_ore) for paid in payments_of(anna.id)] == [
        (date(2026, 3, 2), "ordered", 800_000)
    ]
    assert list(held_back()) == []
    assert Event.objects.filter(kind="payment_released").count() == 1
    assert reconcile() == []


def test_somebody_who_died_before_the_days_is_not_paid(tmp_path: Path):
    gone = person(died=date(2026, 1, 30))
    decided(gone, "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    assert run(FEBRUARY, tmp_path, date(2026, 2, 20)).held == 1
    assert HeldPayment.objects.get().reason == "dead"
    assert not Payment.objects.exists()


def test_a_payment_the_law_disagrees_with_takes_a_new_decision(tmp_path: Path):
    who, receipt = person(), children("2026-01-01", "2026-12-31")
    decided(who, "barnbidrag", [("2026-01-01", "2026-12-31", 130_000)], date(2026, 1, 7), receipt)
    run_pay_day("barnbidrag", date(2026, 1, 20), at(date(2026, 1, 15)), Settings(tmp_path))
    [hold] = held_back()
    with pytest.raises(Conflict) as refused:
        release_held(hold, at(date(2026, 1, 21)))
    assert refused.value.code == "PAYMENTS_LAW_DIFFERS"

    decided(who, "barnbidrag", [("2026-01-01", "2026-12-31", 125_000)], date(2026, 1, 22), receipt)
    run_pay_day("barnbidrag", date(2026, 2, 20), at(date(2026, 2, 13)), Settings(tmp_path))

    assert [paid.amount_ore for paid in payments_of(who.id)] == [250_000]  # January and February
    assert list(held_back()) == []
    assert not Difference.objects.exists()


def test_a_released_payment_is_not_released_twice(tmp_path: Path):
    anna = person(account="")
    decided(anna, "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    run(FEBRUARY, tmp_path, date(2026, 2, 20))
    [hold] = held_back()
    release_held(hold, at(date(2026, 2, 26)))
    with pytest.raises(Conflict) as refused:
        release_held(hold, at(date(2026, 2, 26)))
    assert refused.value.code == "PAYMENTS_NOT_HELD"


def test_what_the_portal_shows_of_a_decision_changed_after_it_was_paid(tmp_path: Path):
    anna = person()
    decided(anna, "sjukpenning", [("2026-01-05", "2026-02-28", 90_000)], date(2026, 1, 19))
    run(date(2026, 1, 26), tmp_path, date(2026, 1, 21))
    later = decided(anna, "sjukpenning", [("2026-01-12", "2026-02-28", 45_000)], date(2026, 1, 28))

    # 5–24 January were paid in full; 12–24 January, 13 days, are now due half.
    [difference] = differences_of_case(later.case_id)
    assert difference.amount_ore == 13 * 45_000
    event = Event.objects.get(kind="difference_recorded")
    assert (event.amount_ore, event.detail["start"], event.detail["end"]) == (585_000, "2026-01-12", "2026-01-25")
    assert [(paid.pay_day, paid.amount_ore) for paid in payments_of(anna.id)] == [(date(2026, 1, 26), 20 * 90_000)]
    assert [(paid.pay_day, paid.first, paid.last, paid.amount_ore) for paid in coming_to(anna.id)] == [
        (FEBRUARY, date(2026, 1, 25), date(2026, 2, 24), 31 * 45_000),
        (date(2026, 3, 25), date(2026, 2, 25), date(2026, 2, 28), 4 * 45_000),
    ]
    assert [(held.first, held.last, held.amount_ore) for held in entitlements_of(anna.id)] == [
        (date(2026, 1, 25), date(2026, 2, 28), 45_000),
        (date(2026, 1, 12), date(2026, 1, 24), 45_000),
        (date(2026, 1, 5), date(2026, 1, 11), 90_000),
    ]
    assert len(payments_of_case(later.case_id)) == 2
    assert planned_by_pay_day("sjukpenning", FEBRUARY)[0] == {
        "pay_day": FEBRUARY, "count": 1, "total_ore": 31 * 45_000
    }  # fmt: skip


def test_a_run_shows_how_far_it_has_come(tmp_path: Path):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    told = run_status(run(FEBRUARY, tmp_path, date(2026, 2, 20)))
    assert (told.parts, told.filed, told.count, told.total_ore, told.payments) == (1, 1, 1, 800_000, {"ordered": 1})


def test_the_next_pay_days_are_told():
    assert next_pay_days(at(date(2026, 3, 2)), 2) == {
        "barnbidrag": [date(2026, 3, 20), date(2026, 4, 20)],
        "foraldrapenning": [date(2026, 3, 25), date(2026, 4, 24)],
        "sjukpenning": [date(2026, 3, 25), date(2026, 4, 24)],
    }


def test_the_system_finds_a_payment_that_was_changed_behind_its_back(tmp_path: Path):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    run(FEBRUARY, tmp_path, date(2026, 2, 20))
    assert reconcile() == []
    paid = Payment.objects.get()
    Payment.objects.update(amount_ore=800_001)
    found = reconcile()
    assert {breach.code for breach in found} == {"LEDGER_RUN", "LEDGER_STATUS", "LEDGER_PAYMENT"}
    assert Breach("LEDGER_PAYMENT", str(paid.pk), 800_000, 800_001) in found
