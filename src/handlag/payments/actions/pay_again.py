"""Paying out again what the bank sent back or refused: on the next run, once, from what is owed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from handlag.cases.actions.desk import by
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.payments.actions.came_back import claimable_until, may_handle, owed_payment
from handlag.payments.actions.free_day import free_day
from handlag.payments.models import Difference, Payment, PlannedPayment, Reissue, WriteOff
from handlag.people.actions.set_bank_account import set_bank_account
from handlag.people.models import Account

SHORTEST_REASON = 10


@transaction.atomic
def pay_again(payment_id: UUID, account: Account, now: datetime, *, iban: str = "", reason: str = "") -> PlannedPayment:
    """Plan the money anew on the first free bank day, to a new account or because the hindrance is gone.

    ``iban`` is noted as the person's account; without one, ``reason`` says why it will go through this time. The run
    of the day checks it as any payment. Errors: PAYMENTS_UNKNOWN, PAYMENTS_NOT_BACK, PAYMENTS_ROLE, PAYMENTS_OWN,
    PAYMENTS_AGAIN_PLANNED, PAYMENTS_AGAIN_LAPSED, PAYMENTS_AGAIN_LESS, PAYMENTS_AGAIN_REASON, PEOPLE_IBAN.
    """
    payment = owed_payment(payment_id)
    may_handle(account, payment)
    _check(payment, now)
    if iban.strip():
        set_bank_account(payment.person, iban, now, by(account))
    elif len(reason.strip()) < SHORTEST_REASON:
        raise _nothing_new()
    planned = _plan(payment, now)
    Reissue.objects.create(planned=planned, original=payment, at=now, by=account, reason=reason.strip()[:500])
    leave(
        Kind.PAYMENT_REISSUED, now, person=payment.person, case_id=planned.entitlement.case_id, benefit=planned.benefit,
        actor=by(account), amount_ore=planned.amount_ore, payment=str(planned.pk), original=str(payment.pk),
        pay_day=planned.pay_day.isoformat(),
    )  # fmt: skip
    return planned


def _plan(payment: Payment, now: datetime) -> PlannedPayment:
    sent = payment.planned
    return PlannedPayment.objects.create(
        id=new_id(), entitlement=sent.entitlement, benefit=sent.benefit, pay_day=free_day(sent, legal_day(now)),
        period=sent.period, amount_ore=payment.amount_ore,
    )  # fmt: skip


def _check(payment: Payment, now: datetime) -> None:
    if Reissue.objects.filter(original=payment).exists():
        raise _refused(
            "PAYMENTS_AGAIN_PLANNED", "Pengarna är redan planerade att betalas ut igen.",
            "The money is already planned to be paid out again.",
            "Vänta på körningen.", "Await the run.",
        )  # fmt: skip
    until = claimable_until(payment)
    if legal_day(now) > until or WriteOff.objects.filter(payment=payment, confirmed_by__isnull=False).exists():
        raise _refused(
            "PAYMENTS_AGAIN_LAPSED", f"Rätten till pengarna upphörde efter {until} (107 kap. 12–14 §§ SFB).",
            f"The right to the money lapsed after {until} (SFB 107 kap. 12–14 §§).",
            "Låt beloppet skrivas av.", "Have the amount written off.",
        )  # fmt: skip
    if _given_less(payment) > 0:
        raise _refused(
            "PAYMENTS_AGAIN_LESS", "Ett senare beslut ger mindre för samma dagar.",
            "A later decision gives less for the same days.",
            "Utred först skillnaden i ärendet.", "Look into the difference in the case first.",
        )  # fmt: skip


def _given_less(payment: Payment) -> int:
    """Öre a later decision has recorded as sent beyond what is due for the payment's days."""
    sent = payment.planned
    rows = Difference.objects.filter(person=payment.person_id, benefit=sent.benefit, period__overlap=sent.period)
    return int(rows.aggregate(Sum("amount_ore", default=0))["amount_ore__sum"])


def _refused(code: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> Conflict:
    return Conflict(code, "payment", sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)


def _nothing_new() -> HandlagError:
    return HandlagError(
        "PAYMENTS_AGAIN_REASON", "reason",
        sv="Det finns varken ett nytt konto eller ett skäl till att det går bättre den här gången.",
        en="There is neither a new account nor a reason why it will go better this time.",
        remedy_sv="Ange ett nytt IBAN, eller skriv vad som har ändrats.",
        remedy_en="Give a new IBAN, or write what has changed.",
    )  # fmt: skip
