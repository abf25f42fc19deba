"""Money the bank sent back or refused: told of, paid out again once, and written off by two when nobody claims it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from handlag.cases.actions.letters import make_letters
from handlag.cases.models import Letter
from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.payments.actions.pay_again import pay_again
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.actions.write_off import approve_write_off, confirm_write_off, find_lapsed
from handlag.payments.domain.lapse import has_lapsed, last_day
from handlag.payments.ledger import reconcile
from handlag.payments.models import Journal, Payment, PlannedPayment, Reissue, WriteOff
from handlag.payments.queries import came_back, runs_due
from handlag.people.models import Account, Person
from handlag.world.bank import Bank, asked, returns, settlement, status_report
from tests.payments.scene import at, children, decided, iban, person
from tests.payments.test_bank_reports import balance

pytestmark = pytest.mark.django_db
FEBRUARY, BACK, MONDAY = date(2026, 2, 25), date(2026, 2, 27), date(2026, 3, 2)
SENT_BACK = Bank(rejected_ppm=0, returned_ppm=1_000_000)
CALM = Bank(rejected_ppm=0, returned_ppm=0)
WHY = "Banken har öppnat kontot igen."


@pytest.fixture
def olle(db: None) -> Account:
    return Account.objects.create(username="olle", role="officer")


@pytest.fixture
def karin(db: None) -> Account:
    return Account.objects.create(username="karin", role="officer")


def paid(folder: Path, day: date, bank: Bank, benefit: str = "sjukpenning") -> Payment:
    """Run a day and have the bank answer; gives the day's one payment."""
    run_pay_day(benefit, day, at(day), Settings(folder / str(day)))
    [file] = (folder / str(day)).iterdir()
    order = asked(file.read_bytes())
    read_bank_report(status_report(bank, order, at(day)), at(day))
    read_bank_report(settlement(bank, order, at(day)), at(day)) if not bank.rejected_ppm else None
    message = returns(bank, order, BACK, at(BACK))
    if message:
        read_bank_report(message, at(BACK))
    return Payment.objects.get(pay_day=day)


@pytest.fixture
def returned(tmp_path: Path) -> Payment:
    """Ten days of 800 kronor, sent on 25 February 2026 and back on the 27th."""
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    return paid(tmp_path, FEBRUARY, SENT_BACK)


def refused(code: str) -> pytest.RaisesContext[HandlagError]:
    return pytest.raises(HandlagError, match=rf"^{code}[ :]")


def test_the_person_is_told_by_letter_what_came_back_and_how_long_it_is_hers(returned: Payment):
    letter = Letter.objects.get(kind="came_back")
    lead, _, until = letter.content["paragraphs"]
    assert "8 000 kr i sjukpenning" in lead.replace("\u00a0", " ").replace("\u202f", " ")
    assert "31 december 2028" in until.replace("\u00a0", " ")
    assert make_letters(at(BACK)) == 1
    letter.refresh_from_db()
    assert bytes(letter.pdf).startswith(b"%PDF")


def test_nobody_writes_to_the_dead(tmp_path: Path):
    decided(person(died=date(2026, 2, 20)), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    paid(tmp_path, FEBRUARY, SENT_BACK)
    assert not Letter.objects.filter(kind="came_back").exists()
    assert [row.until for row in came_back()] == [date(2028, 12, 31)]


def test_it_is_paid_to_a_new_account_on_a_run_of_its_own_and_charged_no_appropriation_again(
    returned: Payment, olle: Account, tmp_path: Path
):
    assert (balance("2520"), balance("5010"), balance("1910")) == (-800_000, 800_000, 0)
    planned = pay_again(returned.pk, olle, at(MONDAY), iban=f" {iban(77).lower()} ")
    assert planned.pay_day == date(2026, 3, 4)  # two bank days on
    assert ("sjukpenning", date(2026, 3, 4)) in runs_due(MONDAY)
    [row] = came_back()
    assert row.planned == planned  # owed until the run orders it

    again = paid(tmp_path, date(2026, 3, 4), CALM)

    returned.refresh_from_db()
    assert (again.status, again.amount_ore, returned.status) == ("settled", 800_000, "reissued")
    assert iban(77) in next((tmp_path / "2026-03-04").iterdir()).read_text()
    assert (balance("2520"), balance("5010"), balance("1910"), balance("2510")) == (0, 800_000, -800_000, 0)
    assert came_back() == []
    assert reconcile() == []
    told = Event.objects.get(kind="payment_reissued")
    assert (told.detail["original"], told.amount_ore, told.actor_id) == (str(returned.pk), 800_000, olle.id)


def test_a_payment_the_bank_never_sent_is_paid_again_too(olle: Account, tmp_path: Path):
    decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000)], date(2026, 2, 12))
    rejected = paid(tmp_path, FEBRUARY, Bank(rejected_ppm=1_000_000))
    assert (rejected.status, balance("1910"), balance("2520")) == ("rejected", 0, -800_000)
    pay_again(rejected.pk, olle, at(MONDAY), reason=WHY)
    paid(tmp_path, date(2026, 3, 4), CALM)
    assert (balance("2520"), balance("1910"), balance("5010")) == (0, -800_000, 800_000)
    assert reconcile() == []


def test_it_takes_a_new_account_or_a_reason(returned: Payment, olle: Account):
    with refused("PAYMENTS_AGAIN_REASON"):
        pay_again(returned.pk, olle, at(MONDAY))
    with refused("PEOPLE_IBAN"):
        pay_again(returned.pk, olle, at(MONDAY), iban="SE4550000000058398257467")
    assert not Reissue.objects.exists()
    assert not Event.objects.filter(kind="bank_account_set").exists()


def test_it_is_never_paid_again_twice(returned: Payment, olle: Account, tmp_path: Path):
    planned = pay_again(returned.pk, olle, at(MONDAY), reason=WHY)
    with refused("PAYMENTS_AGAIN_PLANNED"):
        pay_again(returned.pk, olle, at(MONDAY), reason=WHY)
    other = PlannedPayment.objects.create(
        entitlement=planned.entitlement, benefit="sjukpenning", pay_day=date(2026, 3, 5), period=planned.period,
        amount_ore=800_000,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Reissue.objects.create(planned=other, original=returned, at=at(MONDAY), by=olle)
    other.delete()
    paid(tmp_path, date(2026, 3, 4), CALM)
    with refused("PAYMENTS_NOT_BACK"):
        pay_again(returned.pk, olle, at(date(2026, 3, 9)), reason=WHY)
    assert Payment.objects.count() == 2


def test_what_comes_back_a_second_time_lapses_by_the_day_it_first_fell_due(
    returned: Payment, olle: Account, tmp_path: Path
):
    pay_again(returned.pk, olle, at(date(2027, 12, 28)), reason=WHY)
    day = PlannedPayment.objects.get(reissue__isnull=False).pay_day
    assert day > date(2027, 12, 28)
    second = paid(tmp_path, day, SENT_BACK)
    [row] = came_back()
    assert (row.payment, row.until) == (second, date(2028, 12, 31))
    pay_again(second.pk, olle, at(date(2028, 1, 20)), reason=WHY)
    assert reconcile() == []


def test_a_later_decision_of_the_same_days_pays_nothing_more_beside_it(returned: Payment, olle: Account):
    pay_again(returned.pk, olle, at(MONDAY), reason=WHY)
    decided(returned.person, "sjukpenning", [("2026-02-01", "2026-02-10", 90_000)], MONDAY)
    planned = PlannedPayment.objects.filter(payment__isnull=True).exclude(status="cancelled")
    # what came back, and the 100 kronor a day more
    assert sorted(row.amount_ore for row in planned) == [100_000, 800_000]


def test_what_a_later_decision_gives_less_for_is_looked_into_first(returned: Payment, olle: Account):
    decided(returned.person, "sjukpenning", [("2026-02-01", "2026-02-10", 70_000)], MONDAY)
    with refused("PAYMENTS_AGAIN_LESS"):
        pay_again(returned.pk, olle, at(MONDAY), reason=WHY)


def allowance(folder: Path) -> Payment:
    """March 2026 for two children, 2,650 kronor of which 150 are flerbarnstillägg; sent back by the bank."""
    receipt = children("2026-03-01", "2026-12-31", halves=4, count=2)
    decided(person(), "barnbidrag", [("2026-03-01", "2026-12-31", 265_000)], date(2026, 3, 3), receipt)
    return paid(folder, date(2026, 3, 20), SENT_BACK, "barnbidrag")


def test_child_allowance_sent_again_keeps_clear_of_the_months_own_pay_day(olle: Account, tmp_path: Path):
    returned = allowance(tmp_path)
    assert (balance("5030"), balance("5031")) == (250_000, 15_000)
    # two bank days after Thursday 16 April is Monday the 20th, April's own pay day
    planned = pay_again(returned.pk, olle, at(date(2026, 4, 16)), reason=WHY)
    assert planned.pay_day == date(2026, 4, 21)
    run_pay_day("barnbidrag", date(2026, 4, 20), at(date(2026, 4, 16)), Settings(tmp_path / "april"))
    run_pay_day("barnbidrag", date(2026, 4, 21), at(date(2026, 4, 17)), Settings(tmp_path / "again"))
    assert list(Payment.objects.order_by("pay_day").values_list("status", "amount_ore")) == [
        ("reissued", 265_000), ("ordered", 265_000), ("ordered", 265_000),
    ]  # fmt: skip
    assert (balance("5030"), balance("5031"), balance("2520")) == (500_000, 30_000, 0)  # two months, not three
    assert reconcile() == []


def test_the_last_day_is_the_end_of_the_second_year_and_for_child_allowance_the_first():
    due = date(2026, 3, 20)
    assert last_day("sjukpenning", due) == last_day("foraldrapenning", due) == date(2028, 12, 31)
    assert last_day("barnbidrag", due) == date(2027, 12, 31)
    assert not has_lapsed("barnbidrag", due, date(2027, 12, 31))
    assert has_lapsed("barnbidrag", due, date(2028, 1, 1))


def test_what_nobody_claims_is_written_off_by_two_and_given_back_to_its_appropriations(
    olle: Account, karin: Account, tmp_path: Path
):
    returned = allowance(tmp_path)
    assert find_lapsed(at(date(2027, 12, 31))) == 0
    with refused("PAYMENTS_NOT_LAPSED"):
        confirm_write_off(returned.pk, olle, at(date(2027, 12, 31)))
    new_year = at(date(2028, 1, 1))
    assert (find_lapsed(new_year), find_lapsed(new_year)) == (1, 0)
    with refused("PAYMENTS_AGAIN_LAPSED"):
        pay_again(returned.pk, olle, new_year, reason=WHY)
    with refused("PAYMENTS_NOT_CONFIRMED"):
        approve_write_off(returned.pk, karin, new_year)
    confirm_write_off(returned.pk, olle, new_year)
    with refused("PAYMENTS_SAME_EYES"):
        approve_write_off(returned.pk, olle, new_year)
    approve_write_off(returned.pk, karin, new_year)
    assert (balance("2520"), balance("5030"), balance("5031")) == (0, 0, 0)
    journal = Journal.objects.get(kind="lapsed")
    assert journal.lines.count() == 3
    told = Event.objects.get(kind="payment_lapsed")
    assert (told.amount_ore, told.detail["lapsed_after"]) == (265_000, "2027-12-31")
    assert came_back() == []
    assert reconcile() == []
    with refused("PAYMENTS_NOT_BACK"):
        approve_write_off(returned.pk, karin, new_year)


def test_the_database_refuses_a_write_off_with_one_pair_of_eyes(returned: Payment, olle: Account):
    find_lapsed(at(date(2029, 1, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        WriteOff.objects.update(confirmed_by=olle, approved_by=olle, journal=Journal.objects.first())


def test_only_officers_handle_it_and_never_their_own(returned: Payment, olle: Account):
    boss = Account.objects.create(username="boss", role="manager")
    with refused("PAYMENTS_ROLE"):
        pay_again(returned.pk, boss, at(MONDAY), reason=WHY)
    olle.person = Person.objects.get(pk=returned.person_id)
    olle.save()
    with refused("PAYMENTS_OWN"):
        pay_again(returned.pk, olle, at(MONDAY), reason=WHY)
