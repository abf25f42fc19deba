"""From a decision to money at the bank: entitlement, plan, run, payment, ledger, file and events."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import Sum

from handlag.events.models import Event
from handlag.law import explain
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.models import BankFile, Entitlement, HeldPayment, JournalLine, Payment, PlannedPayment
from handlag.world.bank import Bank, asked, returns, settlement
from tests.payments.scene import at, children, decided, person

pytestmark = pytest.mark.django_db


def test_a_sickness_decision_is_paid_on_the_25th_day_by_day(tmp_path: Path):
    anna = person()
    decided(anna, "sjukpenning", [("2026-01-15", "2026-02-10", 97_300)], date(2026, 1, 19))

    plan = list(PlannedPayment.objects.order_by("pay_day").values_list("pay_day", "amount_ore"))
    # 25 January 2026 is a Sunday: paid on Monday the 26th, for the days to the 24th; the rest on 25 February.
    assert plan == [(date(2026, 1, 26), 10 * 97_300), (date(2026, 2, 25), 17 * 97_300)]

    run = run_pay_day("sjukpenning", date(2026, 1, 26), at(date(2026, 1, 22)), Settings(tmp_path))

    assert (run.status, run.count, run.total_ore) == ("finished", 1, 973_000)
    payment = Payment.objects.get()
    assert (payment.amount_ore, payment.person_id, payment.status) == (973_000, anna.id, "ordered")
    lines = dict(JournalLine.objects.values_list("account__appropriation", "amount_ore"))
    assert lines == {"10 1:1 ap.21": 973_000, "": -973_000}
    file = BankFile.objects.get()
    text = (tmp_path / f"{file.message_id}.xml").read_text()
    assert f"<EndToEndId>{payment.pk.hex}</EndToEndId>" in text
    assert '<InstdAmt Ccy="SEK">9730.00</InstdAmt>' in text
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["entitlement_created", "run_started", "payment_ordered", "run_finished"]
    assert Entitlement.objects.count() == 1


def test_child_allowance_is_paid_every_month_by_the_law_computed_again(tmp_path: Path):
    facts = {"period": {"start": "2026-01-01", "end": "2026-12-31"}, "children": [{"birth_date": "2020-05-03"}]}
    two = {"birth_date": "2022-02-03", "custody": "sole"}
    result = explain("barnbidrag", facts | {"children": [*facts["children"], two]})
    [line] = result.lines
    decided(person(), "barnbidrag", [(str(line.start), str(line.end), line.amount)], date(2026, 1, 7), result.receipt())

    for day in (date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20)):
        run = run_pay_day("barnbidrag", day, at(day - timedelta(days=5)), Settings(tmp_path))
        assert (run.count, run.held) == (1, 0)

    # One child in half and one in whole: 1,875 kronor, and 3/4 of the supplement of 150 kronor for two (112.50),
    # upwards to a krona (SFB 16 kap. 20 §).
    paid = list(Payment.objects.order_by("pay_day").values_list("pay_day", "amount_ore"))
    assert paid == [(date(2026, month, 20), 198_800) for month in (1, 2, 3)]
    balances = {
        row["account__appropriation"]: row["ore"]
        for row in JournalLine.objects.values("account__appropriation").annotate(ore=Sum("amount_ore"))
    }
    assert balances == {"12 1:1 ap.1": 3 * 187_500, "12 1:1 ap.2": 3 * 11_300, "": -3 * 198_800}


def test_a_payment_of_child_allowance_tells_for_how_many_children_and_months_it_is(tmp_path: Path):
    # Two children, 2,650 kronor a month, decided too late for January: February's payment is four of table 5's.
    receipt = children("2026-01-01", "2026-12-31", halves=4, count=2)
    decided(person(), "barnbidrag", [("2026-01-01", "2026-12-31", 265_000)], date(2026, 2, 2), receipt)
    run_pay_day("barnbidrag", date(2026, 2, 20), at(date(2026, 2, 16)), Settings(tmp_path))
    [file] = tmp_path.iterdir()
    sent, day = asked(file.read_bytes()), date(2026, 2, 20)
    read_bank_report(settlement(Bank(rejected_ppm=0, returned_ppm=0), sent, at(day)), at(day))
    read_bank_report(returns(Bank(rejected_ppm=0, returned_ppm=1_000_000), sent, day, at(day)), at(day))

    told = dict(Event.objects.filter(kind__startswith="payment_").values_list("kind", "detail__parts"))
    assert told == {"payment_ordered": 4, "payment_settled": None, "payment_returned": 4}
    assert Payment.objects.get().amount_ore == 530_000


def test_an_amount_the_law_does_not_give_is_held_back_and_never_paid(tmp_path: Path):
    decided(
        person(), "barnbidrag", [("2026-01-01", "2026-12-31", 125_001)], date(2026, 1, 7),
        children("2026-01-01", "2026-12-31"),
    )  # fmt: skip

    run = run_pay_day("barnbidrag", date(2026, 1, 20), at(date(2026, 1, 15)), Settings(tmp_path))

    assert (run.count, run.held, run.total_ore) == (0, 1, 0)
    hold = HeldPayment.objects.get()
    assert (hold.reason, hold.law_ore, hold.planned.status) == ("law_differs", 125_000, "held")
    event = Event.objects.get(kind="payment_held")
    assert (event.detail["reason"], event.detail["payment"]) == ("law_differs", str(hold.planned_id))
    assert not Payment.objects.exists()
    assert list(tmp_path.iterdir()) == []
