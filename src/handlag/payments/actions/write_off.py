"""Writing off money nobody claimed in time: the system finds it, one person confirms it and another approves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import numpy as np
from django.db import transaction

from handlag.cases.actions.desk import by
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.payments.actions.book import book
from handlag.payments.actions.came_back import OWED, claimable_until, may_handle, owed_payment
from handlag.payments.actions.grant_entitlements import span_of
from handlag.payments.domain import accounts
from handlag.payments.domain.check import EPOCH, Due, check
from handlag.payments.models import Payment, Reissue, WriteOff
from handlag.people.models import Account


def find_lapsed(now: datetime) -> int:
    """Note every payment that came back and can be claimed no more. Returns how many are new; run by a job."""
    rows = Payment.objects.filter(status__in=OWED, write_off__isnull=True, reissue__isnull=True)
    waiting = rows.select_related("planned__reissue__original__planned")
    lapsed = [(row, until) for row in waiting if (until := claimable_until(row)) < legal_day(now)]
    found = [WriteOff(payment=row, lapsed_after=until, found_at=now) for row, until in lapsed]
    WriteOff.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


@transaction.atomic
def confirm_write_off(payment_id: UUID, account: Account, now: datetime) -> WriteOff:
    """Say that the money has lapsed; somebody else then approves it. PAYMENTS_NOT_LAPSED, PAYMENTS_CONFIRMED."""
    row = _lapsed(payment_id, account)
    if row.confirmed_by_id is not None:
        raise _wrong(
            "PAYMENTS_CONFIRMED", "Avskrivningen är redan bekräftad.", "The write-off is confirmed already.",
            "En kollega till den som bekräftade godkänner den.", "A colleague of whoever confirmed it approves it.",
        )  # fmt: skip
    row.confirmed_by, row.confirmed_at = account, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    return row


@transaction.atomic
def approve_write_off(payment_id: UUID, account: Account, now: datetime) -> WriteOff:
    """Write the money off: owed no more, given back to its appropriations by a journal of its own.

    Errors besides those of confirming: PAYMENTS_NOT_CONFIRMED, PAYMENTS_SAME_EYES.
    """
    row = _lapsed(payment_id, account)
    _other_eyes(row, account)
    payment = row.payment
    entry = accounts.lapsed(payment.planned.benefit, payment.amount_ore, _supplement(payment))
    row.journal = book("lapsed", entry, legal_day(now), now, f"{payment.planned.benefit} {payment.pay_day}")
    row.approved_by, row.approved_at = account, now
    row.save(update_fields=["approved_by", "approved_at", "journal"])
    payment.status = "lapsed"
    payment.save(update_fields=["status"])
    leave(
        Kind.PAYMENT_LAPSED, now, person=payment.person, case_id=payment.planned.entitlement.case_id,
        benefit=payment.planned.benefit, actor=by(account), amount_ore=payment.amount_ore, payment=str(payment.pk),
        pay_day=payment.pay_day.isoformat(), lapsed_after=row.lapsed_after.isoformat(),
    )  # fmt: skip
    return row


def _lapsed(payment_id: UUID, account: Account) -> WriteOff:
    payment = owed_payment(payment_id)
    may_handle(account, payment)
    row = WriteOff.objects.filter(payment=payment).first()
    if row is None or Reissue.objects.filter(original=payment).exists():
        raise _wrong(
            "PAYMENTS_NOT_LAPSED", "Pengarna kan fortfarande betalas ut.", "The money can still be paid out.",
            "Betala ut dem igen, eller vänta tills rätten har upphört.",
            "Pay them out again, or wait until the right has lapsed.",
        )  # fmt: skip
    row.payment = payment
    return row


def _other_eyes(row: WriteOff, account: Account) -> None:
    if row.confirmed_by_id is None:
        raise _wrong(
            "PAYMENTS_NOT_CONFIRMED", "Ingen har bekräftat avskrivningen.", "Nobody has confirmed the write-off.",
            "Bekräfta den; en kollega godkänner.", "Confirm it; a colleague approves.",
        )  # fmt: skip
    if row.confirmed_by_id == account.id:
        raise _wrong(
            "PAYMENTS_SAME_EYES", "Den som bekräftat avskrivningen får inte också godkänna den.",
            "Whoever confirmed the write-off may not also approve it.",
            "Låt en kollega godkänna.", "Have a colleague approve.",
        )  # fmt: skip


def _supplement(payment: Payment) -> int:
    """How much of the payment is flerbarnstillägg, as the run that charged it found."""
    sent, basis = payment.planned, payment.planned.entitlement.basis
    span, entitlement = span_of(sent.period), sent.entitlement
    known = {
        "planned": payment.amount_ore, "amount": entitlement.amount_ore, "covered": entitlement.covered_ore,
        "start": (span.start - EPOCH).days, "end": (span.end - EPOCH).days, "halves": basis.get("halves", -1),
        "children": basis.get("children", -1), "supplement": basis.get("supplement_halves", -1), "account": 1,
        "died": np.iinfo(np.int32).max, "month": int(entitlement.unit == "month"), "again": 0,
    }  # fmt: skip
    columns = {name: np.array([value], np.int64) for name, value in known.items()}
    return check(sent.benefit, Due(ids=np.zeros(1, "V16"), **columns)).supplement


def _wrong(code: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> Conflict:
    return Conflict(code, "payment", sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)
