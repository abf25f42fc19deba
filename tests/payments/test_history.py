"""Decisions and runs in any order, through the database: money, ledger and files agree to the öre."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from handlag.core.errors import Conflict
from handlag.law.batch import barnbidrag_parts
from handlag.payments.actions.book import book
from handlag.payments.actions.grant_entitlements import span_of
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.pay_days import next_month, pay_day
from handlag.payments.ledger import reconcile, trial_balance
from handlag.payments.models import Difference, Entitlement, Journal, JournalLine, Payment, PlannedPayment
from tests.payments.scene import at, children, decided, person

pytestmark = pytest.mark.django_db
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
FAMILIES = {"none": (0, 0), "shared": (1, 1), "one": (2, 1), "two": (4, 2), "three, one shared": (5, 3)}
quiet = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def month_amount(halves: int, count: int) -> int:
    return int(barnbidrag_parts([halves], [count], [halves], MONTHS[0])[0])


def decide_months(who: Any, first: date, months: int, family: str, today: date) -> list[date]:
    """A decision that gives a family so many months; the months it decides."""
    halves, count = FAMILIES[family]
    last = first
    for _ in range(months):
        last = next_month(last)
    end = str(last - timedelta(days=1))
    receipt = children(str(first), end, halves=halves, count=count)
    decided(who, "barnbidrag", [(str(first), end, month_amount(halves, count))], today, receipt)
    return [month for month in MONTHS if first <= month < last]


STEP = st.tuples(st.integers(0, 6), st.integers(1, 6), st.sampled_from(sorted(FAMILIES)))


@quiet
@given(history=st.lists(st.lists(STEP, max_size=2), min_size=2, max_size=6))
def test_months_decided_again_and_again_are_paid_what_is_due(history: list[list[Any]], tmp_path: Path):
    with transaction.atomic():
        who, due, sent_to = person(), Counter[date](), Settings(tmp_path)
        for month, steps in zip(MONTHS, history, strict=False):
            for start, months, family in steps:
                for when in decide_months(who, MONTHS[start], months, family, month + timedelta(days=2)):
                    due[when] = month_amount(*FAMILIES[family])
            run_pay_day("barnbidrag", pay_day("barnbidrag", 2026, month.month), at(month + timedelta(days=11)), sent_to)
        for month in MONTHS[len(history) :]:
            run_pay_day("barnbidrag", pay_day("barnbidrag", 2026, month.month), at(month + timedelta(days=11)), sent_to)

        sent = _by_month(Payment.objects.values_list("planned__period", "amount_ore"))
        back = _by_month(Difference.objects.values_list("period", "amount_ore"))
        assert sum(sent.values()) - sum(back.values()) == sum(due.values())
        assert {month: sent[month] - back[month] for month in MONTHS} == {month: due[month] for month in MONTHS}
        assert reconcile() == []
        assert sum(row.balance_ore for row in trial_balance()) == 0
        transaction.set_rollback(True)


def _by_month(rows: Any) -> Counter[date]:
    """Öre by month. A row of several months is several months of one amount."""
    found: Counter[date] = Counter()
    for period, amount in rows:
        span = span_of(period)
        month, units = span.start, span.units("month")
        assert amount % units == 0
        while month < span.end:
            found[month] += amount // units
            month = next_month(month)
    return found


def test_the_same_run_twice_is_one_run(tmp_path: Path):
    decide_months(person(), MONTHS[0], 9, "two", date(2026, 1, 3))
    day, sent_to = date(2026, 1, 20), Settings(tmp_path)
    first = run_pay_day("barnbidrag", day, at(date(2026, 1, 14)), sent_to)
    again = run_pay_day("barnbidrag", day, at(date(2026, 1, 15)), sent_to)
    assert (first.pk, first.count, first.total_ore) == (again.pk, again.count, again.total_ore)
    assert (Payment.objects.count(), len(list(tmp_path.iterdir()))) == (1, 1)


@pytest.mark.parametrize(
    ("day", "today", "code"),
    [
        ("2026-03-21", "2026-03-16", "PAYMENTS_PAY_DAY"),  # a Saturday
        ("2026-03-20", "2026-02-16", "PAYMENTS_PAY_DAY"),  # a month early
        ("2026-01-20", "2026-02-16", "PAYMENTS_DAY_PASSED"),
        ("2026-04-20", "2026-04-13", "PAYMENTS_EARLIER_UNPAID"),  # March has not been run
    ],
)
def test_a_run_of_a_day_that_can_not_be_paid_is_refused(day: str, today: str, code: str, tmp_path: Path):
    decide_months(person(), MONTHS[1], 8, "one", date(2026, 2, 3))
    run_pay_day("barnbidrag", date(2026, 2, 20), at(date(2026, 2, 16)), Settings(tmp_path))
    with pytest.raises(Exception, match=code):
        run_pay_day("barnbidrag", date.fromisoformat(day), at(date.fromisoformat(today)), Settings(tmp_path))


def test_a_benefit_nobody_pays_is_refused(tmp_path: Path):
    with pytest.raises(Exception, match="PAYMENTS_BENEFIT"):
        run_pay_day("bostadsbidrag", date(2026, 2, 20), at(date(2026, 2, 16)), Settings(tmp_path))


def test_days_being_paid_this_minute_can_not_be_decided_again(tmp_path: Path):
    who = person()
    decide_months(who, MONTHS[0], 9, "one", date(2026, 1, 3))
    run = run_pay_day("barnbidrag", date(2026, 1, 20), at(date(2026, 1, 14)), Settings(tmp_path))
    run.status = "split"
    run.save()
    with pytest.raises(Conflict) as refused:
        decide_months(who, MONTHS[0], 9, "two", date(2026, 1, 15))
    assert refused.value.code == "PAYMENTS_RUN_UNDERWAY"


# ---- what the database itself holds ------------------------------------------------------------------------------


def test_the_database_lets_no_two_entitlements_of_a_person_and_benefit_overlap():
    decide_months(person(), MONTHS[0], 3, "one", date(2026, 1, 3))
    [granted] = Entitlement.objects.all()
    granted.pk, granted.period = None, DateRange(date(2026, 3, 1), date(2026, 4, 1))
    with pytest.raises(IntegrityError, match="entitlement_no_overlap"):
        Entitlement.objects.bulk_create([Entitlement(**_values(granted))])


def _values(entitlement: Entitlement) -> dict[str, Any]:
    names = [field.attname for field in Entitlement._meta.concrete_fields if field.name not in {"id", "slot"}]
    return {name: getattr(entitlement, name) for name in names}


def test_the_database_pays_an_entitlement_once_per_pay_day(tmp_path: Path):
    decide_months(person(), MONTHS[0], 3, "one", date(2026, 1, 3))
    run_pay_day("barnbidrag", date(2026, 1, 20), at(date(2026, 1, 14)), Settings(tmp_path))
    [paid] = Payment.objects.select_related("planned")
    row = paid.planned
    PlannedPayment.objects.filter(pk=row.pk).update(status="cancelled")
    other = PlannedPayment.objects.create(
        entitlement_id=row.entitlement_id, benefit="barnbidrag", pay_day=row.pay_day, period=row.period, amount_ore=1
    )
    paid.planned = other
    with pytest.raises(IntegrityError, match="payment_once"):
        paid.save(force_insert=True)


def test_the_database_refuses_a_journal_that_does_not_balance():
    book("ordered", [("5010", 100), ("2510", -99)], MONTHS[0], at(MONTHS[0]), "fel")
    with pytest.raises(IntegrityError, match="is not balanced"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "change", ["UPDATE payments_journalline SET amount_ore = 0", "DELETE FROM payments_journalline"]
)
def test_what_is_booked_is_never_changed(change: str):
    book("ordered", [("5010", 100), ("2510", -100)], MONTHS[0], at(MONTHS[0]), "rätt")
    assert (Journal.objects.count(), JournalLine.objects.count()) == (1, 2)
    with pytest.raises(Exception, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(change)
