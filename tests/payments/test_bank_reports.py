"""What the bank says back: accepted, rejected, settled, returned; twice, out of order, of nobody, and as an attack."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from handlag.core.errors import Conflict, HandlagError
from handlag.events.models import Event
from handlag.payments.actions.read_bank_report import read_bank_report
from handlag.payments.actions.run_pay_day import Settings, run_pay_day
from handlag.payments.ledger import reconcile
from handlag.payments.models import BankReport, Journal, JournalLine, Payment, PayRun
from handlag.world.bank import Asked, Bank, asked, returns, settlement, status_report
from tests.payments.scene import at, decided, person

pytestmark = pytest.mark.django_db
PAY_DAY, LATER = date(2026, 2, 25), date(2026, 2, 27)
NOW = at(PAY_DAY)
PEOPLE = 12


@pytest.fixture
def paid(tmp_path: Path) -> Asked:
    for n in range(PEOPLE):
        decided(person(), "sjukpenning", [("2026-02-01", "2026-02-10", 80_000 + n)], date(2026, 2, 12))
    run_pay_day("sjukpenning", PAY_DAY, at(date(2026, 2, 20)), Settings(tmp_path))
    [file] = tmp_path.iterdir()
    return asked(file.read_bytes())


def statuses() -> dict[str, int]:
    found: dict[str, int] = {}
    for status in Payment.objects.values_list("status", flat=True):
        found[status] = found.get(status, 0) + 1
    return found


def balance(account: str) -> int:
    return JournalLine.objects.filter(account=account).aggregate(ore=Sum("amount_ore", default=0))["ore"]


def test_a_payment_follows_to_settled(paid: Asked):
    calm = Bank(rejected_ppm=0, returned_ppm=0)

    assert read_bank_report(status_report(calm, paid, NOW), NOW).changed == {"accepted": PEOPLE}
    assert read_bank_report(settlement(calm, paid, NOW), NOW).changed == {"settled": PEOPLE}

    total = sum(10 * (80_000 + n) for n in range(PEOPLE))
    assert (balance("1910"), balance("2510"), balance("5010")) == (-total, 0, total)
    assert Journal.objects.get(kind="settled").accounting_day == PAY_DAY
    event = Event.objects.filter(kind="payment_settled").first()
    assert (event.detail["settled_on"], event.detail["pay_day"], event.actor_kind) == (
        "2026-02-25",
        "2026-02-25",
        "bank",
    )
    assert reconcile() == []


def test_some_are_rejected_and_some_come_back_and_are_owed_again(paid: Asked):
    harsh = Bank(seed=3, rejected_ppm=300_000, returned_ppm=400_000)
    rejected = [payment for payment, _ in paid.payments if harsh.rejects(payment)]
    back = [payment for payment, _ in paid.payments if not harsh.rejects(payment) and harsh.returns(payment)]
    come_back = returns(Bank(rejected_ppm=0, returned_ppm=1_000_000), paid, LATER, NOW)
    assert rejected or back or come_back

    read_bank_report(status_report(harsh, paid, NOW), NOW)
    read_bank_report(settlement(harsh, paid, NOW), NOW)
    message = returns(harsh, paid, LATER, NOW)
    if message:
        read_bank_report(message, NOW)

    expected = {"rejected": len(rejected), "returned": len(back), "settled": PEOPLE - len(rejected) - len(back)}
    assert statuses() == {status: count for status, count in expected.items() if count}
    owed = Payment.objects.filter(status__in=["rejected", "returned"]).aggregate(ore=Sum("amount_ore", default=0))[
        "ore"
    ]
    assert balance("2520") == -owed
    assert reconcile() == []


def test_the_same_message_twice_changes_nothing_and_says_so(paid: Asked):
    message = settlement(Bank(rejected_ppm=0), paid, NOW)
    assert read_bank_report(message, NOW).new
    events, journals = Event.objects.count(), Journal.objects.count()

    again = read_bank_report(message, NOW)

    assert (again.new, again.changed) == (False, {})
    assert (Event.objects.count(), Journal.objects.count(), BankReport.objects.count()) == (events, journals, 1)


def test_the_same_message_id_with_other_content_is_refused(paid: Asked):
    read_bank_report(settlement(Bank(rejected_ppm=0), paid, NOW), NOW)
    with pytest.raises(Conflict) as refused:
        read_bank_report(settlement(Bank(rejected_ppm=500_000), paid, NOW), NOW)
    assert refused.value.code == "PAYMENTS_REPORT_CHANGED"


def refused(message: bytes) -> HandlagError:
    """The error a message gives, having written nothing."""
    before = (Event.objects.count(), Journal.objects.count(), BankReport.objects.count(), statuses())
    with pytest.raises(HandlagError) as error:
        read_bank_report(message, NOW)
    assert (Event.objects.count(), Journal.objects.count(), BankReport.objects.count(), statuses()) == before
    assert error.value.swedish.remedy
    assert error.value.english.remedy
    return error.value


def test_a_payment_nobody_sent_is_named_and_nothing_half_written(paid: Asked):
    stranger = "0" * 31 + "1"
    forged = Asked(paid.message_id, paid.execute_on, (*paid.payments, (stranger, "1.00")))
    error = refused(settlement(Bank(rejected_ppm=0), forged, NOW))
    assert error.code == "PAYMENTS_REPORT_UNKNOWN"
    assert stranger in error.english.problem


def test_an_end_to_end_id_that_is_no_id_is_named_too(paid: Asked):
    forged = Asked(paid.message_id, paid.execute_on, (("NOTPROVIDED", "1.00"),))
    assert "NOTPROVIDED" in refused(settlement(Bank(rejected_ppm=0), forged, NOW)).swedish.problem


def test_another_amount_than_was_sent_is_refused(paid: Asked):
    [(payment, _), *others] = paid.payments
    forged = Asked(paid.message_id, paid.execute_on, ((payment, "1.00"), *others))
    assert refused(settlement(Bank(rejected_ppm=0), forged, NOW)).code == "PAYMENTS_REPORT_AMOUNT"


def test_money_can_not_come_back_before_it_left(paid: Asked):
    message = returns(Bank(rejected_ppm=0, returned_ppm=1_000_000), paid, LATER, NOW)
    assert message
    assert refused(message).code == "PAYMENTS_REPORT_STATUS"


def test_a_payment_settled_twice_by_two_messages_is_refused(paid: Asked):
    message = settlement(Bank(rejected_ppm=0), paid, NOW)
    read_bank_report(message, NOW)
    assert refused(message.replace(b"<MsgId>D-", b"<MsgId>E-")).code == "PAYMENTS_REPORT_STATUS"


def test_an_acceptance_that_comes_after_the_money_changes_nothing(paid: Asked):
    calm = Bank(rejected_ppm=0)
    read_bank_report(settlement(calm, paid, NOW), NOW)
    late = read_bank_report(status_report(calm, paid, NOW), NOW)
    assert (late.new, late.changed, statuses()) == (True, {}, {"settled": PEOPLE})


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"not xml at all",
        b"<Document/>",
        b'<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b"<Document><CstmrPmtStsRpt><GrpHdr><MsgId>&e;</MsgId></GrpHdr></CstmrPmtStsRpt></Document>",
        b"<Document><CstmrPmtStsRpt><GrpHdr><MsgId>M1</MsgId></GrpHdr><OrgnlPmtInfAndSts><TxInfAndSts>"
        b"<OrgnlEndToEndId>x</OrgnlEndToEndId><TxSts>XXXX</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt>"
        b"</Document>",
    ],
    ids=["empty", "no xml", "another message", "document type with entity", "unknown status"],
)
def test_what_is_no_readable_message_is_refused_with_a_code(message: bytes):
    assert refused(message).code in {"PAYMENTS_REPORT_XML", "PAYMENTS_REPORT_KIND", "PAYMENTS_REPORT_FIELD"}


def test_the_run_is_still_whole(paid: Asked):
    assert PayRun.objects.get().count == PEOPLE
