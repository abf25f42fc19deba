"""From a decision that shows too much was paid to a claim that is paid, remitted or written off. SFB 108 kap."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from handlag.cases.actions.letters import make_letters
from handlag.cases.models import Letter
from handlag.control import queries
from handlag.control.actions.claims import (
    agree_instalments,
    approve_write_off,
    propose_write_off,
    record_payment,
    remit,
)
from handlag.control.actions.handle_wrong import handle_wrong, left_of
from handlag.control.models import Claim, Entry, WrongPayment
from handlag.core.errors import HandlagError
from handlag.events.models import Event
from handlag.payments.ledger import reconcile, trial_balance
from handlag.payments.models import Difference
from handlag.people.models import Account
from tests.cases import scene as cases
from tests.control.scene import CHANGES, TRIED, judged, noon, overpaid
from tests.payments.scene import person

pytestmark = pytest.mark.django_db
SEVEN_DAYS = 7 * 80_000
PAID_BACK = date(2026, 4, 20)


def raises(code: str) -> AbstractContextManager[Any]:
    return pytest.raises(HandlagError, match=code)


@pytest.fixture
def olle() -> Account:
    return cases.account("olle")


@pytest.fixture
def claim(tmp_path: Path, olle: Account) -> Claim:
    return handle_wrong(overpaid(tmp_path), olle, TRIED, judged()).claim


def balances() -> dict[str, int]:
    return {row.number: row.balance_ore for row in trial_balance() if row.balance_ore}


def told(kind: str) -> list[tuple[int | None, dict[str, Any]]]:
    return list(Event.objects.filter(kind=kind).order_by("at", "id").values_list("amount_ore", "detail"))


def test_what_a_later_decision_shows_waits_to_be_tried(tmp_path: Path) -> None:
    decision = overpaid(tmp_path)
    [waiting] = queries.untried()
    assert queries.how_many_untried() == 1
    assert (waiting.decision, waiting.amount_ore, waiting.benefit) == (decision, SEVEN_DAYS, "sjukpenning")


def test_a_change_that_was_not_reported_is_claimed_back_with_ledger_letter_and_event(tmp_path: Path, olle: Account):
    wrong = handle_wrong(overpaid(tmp_path), olle, TRIED, judged())
    assert (wrong.outcome, wrong.amount_ore, wrong.demanded_ore) == ("claimed", SEVEN_DAYS, SEVEN_DAYS)
    assert (wrong.claim.due_on, left_of(wrong.claim)) == (date(2026, 5, 1), SEVEN_DAYS)
    assert [step["name"] for step in wrong.receipt["steps"]][:2] == ["for_mycket_utbetalt", "alltid_aterbetalning"]
    # Paid 14 days of 800 kronor; seven are owed back to the appropriation.
    assert balances() == {"1510": SEVEN_DAYS, "5010": 7 * 80_000, "2510": -14 * 80_000}
    assert (queries.disagreement(), reconcile(), queries.untried()) == (0, [], [])
    assert queries.how_many_untried() == 0
    [(amount, detail)] = told("wrong_payment_handled")
    assert (amount, detail["outcome"], detail["cause"]) == (SEVEN_DAYS, "claimed", "insured_changed_circumstances")
    assert [amount for amount, _ in told("recovery_claimed")] == [SEVEN_DAYS]
    assert make_letters(TRIED) == 1
    letter = Letter.objects.get()
    text = " ".join(letter.content["paragraphs"])
    assert bytes(letter.pdf or b"").startswith(b"%PDF")
    for words in ("5\u00a0600\u00a0kr", "1\u00a0maj 2026", CHANGES, "SFB 108 kap. 2 §", "omprövning"):
        assert words in text


def test_good_faith_keeps_the_money_and_the_letter_says_so(tmp_path: Path, olle: Account) -> None:
    mine = judged(cause="agency", realised=False, heard_from=None, reasons="Vi registrerade fel slutdag.")
    wrong = handle_wrong(overpaid(tmp_path), olle, TRIED, mine)
    assert (wrong.outcome, wrong.demanded_ore, Claim.objects.count()) == ("kept", 0, 0)
    assert "Du ska inte betala tillbaka pengarna." in Letter.objects.get().content["paragraphs"]


def test_what_nobody_has_judged_is_asked(tmp_path: Path, olle: Account) -> None:
    with raises("CONTROL_QUESTION"):
        handle_wrong(overpaid(tmp_path), olle, TRIED, judged(cause="agency"))
    assert WrongPayment.objects.count() == 0


@pytest.mark.parametrize(("percent", "outcome", "left"), [(50, "claimed", SEVEN_DAYS // 2), (100, "waived", 0)])
def test_a_part_or_all_is_waived_for_special_reasons(
    tmp_path: Path, olle: Account, percent: int, outcome: str, left: int
) -> None:
    wrong = handle_wrong(overpaid(tmp_path), olle, TRIED, judged(waived_percent=percent))
    assert (wrong.outcome, wrong.demanded_ore, Letter.objects.count()) == (outcome, left, 1)


def test_less_than_2000_kronor_is_detected_and_not_claimed(tmp_path: Path, olle: Account) -> None:
    low = overpaid(tmp_path, ore=28_000)  # seven days of 280 kronor: 1,960
    wrong = handle_wrong(low, olle, TRIED, judged(heard_from=None))
    assert (wrong.outcome, wrong.amount_ore, Letter.objects.count()) == ("below_limit", 196_000, 0)
    assert [amount for amount, _ in told("wrong_payment_handled")] == [196_000]


@pytest.mark.parametrize("heard", [None, date(2026, 3, 25), date(2026, 4, 2)])
def test_nobody_is_decided_against_unheard(tmp_path: Path, olle: Account, heard: date | None) -> None:
    with raises("CONTROL_NOT_HEARD"):
        handle_wrong(overpaid(tmp_path), olle, TRIED, judged(heard_from=heard, answered=False))


def test_what_can_not_be_is_refused(tmp_path: Path, olle: Account) -> None:
    decision = overpaid(tmp_path)
    with raises("CONTROL_CODE"):
        handle_wrong(decision, olle, TRIED, judged(cause="the_weather"))
    with raises("CONTROL_REASONS"):
        handle_wrong(decision, olle, TRIED, judged(reasons=" "))
    first = Difference.objects.get().line.decision.case.decisions.get()
    handle_wrong(first.pk, olle, TRIED, judged())
    with raises("CONTROL_HANDLED"):
        handle_wrong(decision, olle, TRIED, judged())


def test_only_an_officer_and_not_in_her_own_matter(tmp_path: Path, olle: Account) -> None:
    anna = person()
    decision = overpaid(tmp_path, anna)
    olle.person = anna
    with raises("CONTROL_OWN"):
        handle_wrong(decision, olle, TRIED, judged())
    olle.person, olle.role = None, "manager"
    with raises("CONTROL_ROLE"):
        handle_wrong(decision, olle, TRIED, judged())
    olle.role, anna.protection = "officer", "secrecy"
    anna.save()
    with raises("CONTROL_PROTECTED"):
        handle_wrong(decision, olle, TRIED, judged())


def test_instalments_are_agreed_and_paid_until_nothing_is_left(claim: Claim, olle: Account) -> None:
    with raises("CONTROL_INSTALMENT"):
        agree_instalments(claim.pk, olle, TRIED, monthly_ore=1_000, first=PAID_BACK)
    agree_instalments(claim.pk, olle, TRIED, monthly_ore=280_000, first=PAID_BACK)
    for month, reference in ((4, "A1"), (5, "A2")):
        paid_on = date(2026, month, 20)
        now = noon(paid_on.isoformat())
        record_payment(claim.pk, olle, now, amount_ore=280_000, paid_on=paid_on, reference=reference)
    assert left_of(claim) == 0
    assert balances() == {"1920": SEVEN_DAYS, "5010": SEVEN_DAYS, "2510": -14 * 80_000}
    assert [amount for amount, _ in told("recovery_paid")] == [280_000, 280_000]
    assert told("recovery_planned")[0][1]["monthly_ore"] == 280_000
    with raises("CONTROL_SETTLED"):
        record_payment(claim.pk, olle, TRIED, amount_ore=1, paid_on=PAID_BACK, reference="A3")


def test_the_same_payment_counts_once_and_never_more_than_is_left(claim: Claim, olle: Account) -> None:
    now = noon("2026-04-21")
    record_payment(claim.pk, olle, now, amount_ore=100_000, paid_on=PAID_BACK, reference="B1")
    with raises("CONTROL_PAID_ALREADY"):
        record_payment(claim.pk, olle, now, amount_ore=100_000, paid_on=PAID_BACK, reference="B1")
    with raises("CONTROL_TOO_MUCH"):
        record_payment(claim.pk, olle, now, amount_ore=SEVEN_DAYS, paid_on=PAID_BACK, reference="B2")
    with raises("CONTROL_DAY"):
        record_payment(claim.pk, olle, now, amount_ore=1, paid_on=date(2026, 4, 22), reference="B3")
    assert left_of(claim) == SEVEN_DAYS - 100_000


def test_a_part_is_remitted_and_the_rest_written_off_by_two(claim: Claim, olle: Account) -> None:
    now, petra = noon("2027-01-10"), cases.account("petra")
    remit(claim.pk, olle, now, amount_ore=60_000, reason="Långvarig sjukdom och inga tillgångar.")
    with raises("CONTROL_NOT_PROPOSED"):
        approve_write_off(claim.pk, petra, now)
    propose_write_off(claim.pk, olle, now, reason="Utmätningsförsök har visat att inget finns.")
    with raises("CONTROL_SAME_EYES"):
        approve_write_off(claim.pk, olle, now)
    approve_write_off(claim.pk, petra, now)
    assert (left_of(claim), queries.disagreement()) == (0, 0)
    assert balances() == {"5010": 14 * 80_000, "2510": -14 * 80_000}  # the appropriation bears it after all
    kinds = ("recovery_remitted", "recovery_written_off")
    assert [told(kind)[0][0] for kind in kinds] == [60_000, SEVEN_DAYS - 60_000]


CHANGED: list[Callable[[], object]] = [
    lambda: Entry.objects.update(amount_ore=1), lambda: WrongPayment.objects.update(amount_ore=1),
    lambda: Entry.objects.all().delete(),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_what_was_written_is_never_changed(claim: Claim, change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
