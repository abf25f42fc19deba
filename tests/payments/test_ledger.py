"""The trial balance day by day, and the system's check of itself: what should never be is found and named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from handlag.core.ids import new_id
from handlag.payments.actions.book import book
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.domain.accounts import lapsed, ordered, returned, settled
from handlag.payments.ledger import Breach, reconcile, trial_balance
from handlag.payments.models import BankFile, Journal, Payment, PayRun, RunPart
from tests.payments.scene import at, decided, person

pytestmark = pytest.mark.django_db
PAY_DAY = date(2026, 2, 25)
TOTAL = 10 * 80_000 + 10 * 90_000


@pytest.fixture
def run(tmp_path: Path) -> PayRun:
    """Two persons paid 8,000 and 9,000 kronor."""
    for amount in (80_000, 90_000):
        decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", amount)], date(2026, 2, 12))
    return run_pay_day("sjukpenning", PAY_DAY, at(date(2026, 2, 20)), Settings(tmp_path))


def behind_its_back(statement: str) -> None:
    """Change rows the database itself refuses to change, as a hand in the files could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was written before is checked before
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def moved(first: date | None = None, last: date | None = None) -> dict[str, tuple[int, int]]:
    rows = trial_balance(first, last)
    return {row.number: (row.debit_ore, row.credit_ore) for row in rows if row.debit_ore or row.credit_ore}


def test_a_period_holds_its_first_and_last_accounting_day_and_no_other():
    for day, total in ((23, 100), (24, 2_000), (25, 30_000), (26, 400_000)):
        book("ordered", ordered("sjukpenning", total), date(2026, 2, day), at(date(2026, 3, 1)), "x")
    assert moved(date(2026, 2, 24), date(2026, 2, 25)) == {"5010": (32_000, 0), "2510": (0, 32_000)}
    assert moved(first=date(2026, 2, 25)) == {"5010": (430_000, 0), "2510": (0, 430_000)}
    assert moved(last=date(2026, 2, 24)) == {"5010": (2_100, 0), "2510": (0, 2_100)}
    assert moved() == {"5010": (432_100, 0), "2510": (0, 432_100)}
    assert moved(date(2026, 2, 26), date(2026, 2, 25)) == {}


def test_debit_and_credit_of_an_account_are_told_apart_and_every_account_is_listed():
    book("ordered", ordered("barnbidrag", 150_000, supplement=15_000), PAY_DAY, at(PAY_DAY), "x")
    book("settled", settled(150_000), PAY_DAY, at(PAY_DAY), "x")
    book("returned", returned(25_000), PAY_DAY, at(PAY_DAY), "x")
    rows = {row.number: row for row in trial_balance()}
    assert sorted(rows) == ["1510", "1910", "1920", "2510", "2520", "5010", "5020", "5030", "5031"]
    assert {number: row.balance_ore for number, row in rows.items() if row.balance_ore} == {
        "1910": -125_000, "2520": -25_000, "5030": 135_000, "5031": 15_000,
    }  # fmt: skip
    assert (rows["2510"].debit_ore, rows["2510"].credit_ore, rows["2510"].balance_ore) == (150_000, 150_000, 0)
    assert (rows["1910"].debit_ore, rows["1910"].credit_ore) == (25_000, 150_000)
    assert (rows["5020"].debit_ore, rows["5020"].credit_ore) == (0, 0)


def test_every_entry_sums_to_zero_and_goes_to_its_own_accounts():
    assert ordered("barnbidrag", 150_000, supplement=15_000, again=20_000) == [
        ("5030", 115_000), ("2510", -150_000), ("5031", 15_000), ("2520", 20_000),
    ]  # fmt: skip
    assert lapsed("barnbidrag", 150_000, supplement=15_000) == [
        ("2520", 150_000), ("5030", -135_000), ("5031", -15_000),
    ]  # fmt: skip
    assert lapsed("sjukpenning", 80_000) == [("2520", 80_000), ("5010", -80_000)]


def test_a_run_that_is_booked_as_paid_agrees_and_one_that_never_was_agrees_too(run: PayRun):
    PayRun.objects.create(id=new_id(), benefit="barnbidrag", pay_day=PAY_DAY, started_at=at(PAY_DAY))
    assert reconcile() == []


def test_a_journal_out_of_balance_is_found_and_so_is_the_run_it_books(run: PayRun):
    behind_its_back("UPDATE payments_journalline SET amount_ore = amount_ore - 5 WHERE account_id = '2510'")
    journal = Journal.objects.get()
    assert reconcile() == [
        Breach("LEDGER_UNBALANCED", str(journal.id), 0, -5),
        Breach("LEDGER_RUN", str(run.id), TOTAL, TOTAL + 5),
        Breach("LEDGER_STATUS", "2510", -TOTAL, -TOTAL - 5),
    ]


def test_a_journal_without_lines_is_balanced_and_its_run_unbooked(run: PayRun):
    behind_its_back("DELETE FROM payments_journalline")
    assert reconcile() == [
        Breach("LEDGER_RUN", str(run.id), TOTAL, 0),
        Breach("LEDGER_STATUS", "2510", -TOTAL, 0),
    ]


def test_a_run_booked_with_nothing_paid_is_found(run: PayRun):
    Payment.objects.all().delete()
    assert reconcile() == [
        Breach("LEDGER_RUN", str(run.id), 0, TOTAL),
        Breach("LEDGER_STATUS", "2510", 0, -TOTAL),
    ]


def test_only_what_was_ordered_is_held_against_a_run(run: PayRun):
    """What the bank settled is booked on the same account, and with the same run, but is no order."""
    book("settled", settled(TOTAL), PAY_DAY, at(PAY_DAY), "x", run=run)
    Payment.objects.update(status="settled")
    assert reconcile() == []


@pytest.mark.parametrize(
    ("status", "account"),
    [("ordered", "2510"), ("accepted", "2510"), ("returned", "2520"), ("rejected", "2520"), ("settled", "1910")],
)
def test_a_payment_is_owed_on_the_account_of_its_status(run: PayRun, status: str, account: str):
    Payment.objects.update(status=status)
    found = {breach.where: (breach.expected, breach.found) for breach in reconcile()}
    if account == "2510":
        assert found == {}
    else:
        assert found == {account: (-TOTAL, 0), "2510": (0, -TOTAL)}


@pytest.mark.parametrize(("column", "change"), [("total_ore", 1), ("count", 0), ("count", 1)])
def test_a_bank_file_that_is_not_its_part_is_found(run: PayRun, column: str, change: int):
    behind_its_back(f"UPDATE payments_bankfile SET {column} = {column} + {change}")  # noqa: S608 — the test's own
    file, part = BankFile.objects.get(), RunPart.objects.get()
    expected = [Breach("LEDGER_FILE", file.message_id, part.total_ore, file.total_ore)] if change else []
    assert reconcile() == expected


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payments_payment SET entitlement_id = handlag_new_id()",
        "UPDATE payments_payment SET person_id = handlag_new_id()",
        "UPDATE payments_payment SET pay_day = pay_day + 1",
        "UPDATE payments_payment SET run_id = handlag_new_id()",
        "UPDATE payments_payment SET journal_id = handlag_new_id()",
        "UPDATE payments_plannedpayment SET status = 'held'",
    ],
)
def test_a_payment_that_no_longer_says_what_its_plan_and_run_say_is_found(run: PayRun, change: str):
    behind_its_back(change)
    found = {breach.where: breach for breach in reconcile() if breach.code == "LEDGER_PAYMENT"}
    assert {where: (each.expected, each.found) for where, each in found.items()} == {
        str(paid.pk): (paid.amount_ore, paid.amount_ore) for paid in Payment.objects.all()
    }


def test_a_payment_whose_plan_is_gone_was_due_nothing(run: PayRun):
    behind_its_back("DELETE FROM payments_plannedpayment")
    found = [breach for breach in reconcile() if breach.code == "LEDGER_PAYMENT"]
    assert sorted((each.expected, each.found) for each in found) == [(0, 800_000), (0, 900_000)]
