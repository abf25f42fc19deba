"""What every action on money that came back looks at first: that it is still owed, and who acts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from handlag.core.errors import Conflict, NotAllowed, NotFound
from handlag.payments.domain.lapse import last_day
from handlag.payments.models import Payment
from handlag.people.models import Account

OWED = ("returned", "rejected")


def owed_payment(payment_id: UUID) -> Payment:
    """The payment, locked, with what it was planned as. Raises PAYMENTS_UNKNOWN, PAYMENTS_NOT_BACK."""
    rows = Payment.objects.select_for_update(of=("self",)).select_related("planned__entitlement", "person")
    found = rows.filter(pk=payment_id).first()
    if found is None:
        raise NotFound(
            "PAYMENTS_UNKNOWN", "payment",
            sv="Betalningen finns inte.", en="There is no such payment.",
            remedy_sv="Öppna den från listan över pengar som kommit tillbaka.",
            remedy_en="Open it from the list of money that came back.",
        )  # fmt: skip
    if found.status not in OWED:
        raise Conflict(
            "PAYMENTS_NOT_BACK", "payment",
            sv="Pengarna har inte kommit tillbaka, eller så är de redan omhändertagna.",
            en="The money has not come back, or has been taken care of already.",
            remedy_sv="Läs om listan: en kollega kan ha hunnit före.",
            remedy_en="Read the list again: a colleague may have been first.",
        )  # fmt: skip
    return found


def may_handle(account: Account, payment: Payment) -> None:
    """Refuse all but officers, and an officer in her own matter (förvaltningslagen 16 §)."""
    if account.role != "officer":
        raise NotAllowed(
            "PAYMENTS_ROLE", "account",
            sv="Din roll handlägger inte utbetalningar.", en="Your role does not handle payments.",
            remedy_sv="Låt en handläggare göra det.", remedy_en="Have an officer do it.",
        )  # fmt: skip
    if account.person_id is not None and account.person_id == payment.person_id:
        raise NotAllowed(
            "PAYMENTS_OWN", "account",
            sv="Du får inte handlägga dina egna pengar.", en="You may not handle money of your own.",
            remedy_sv="Låt en kollega göra det (16 § förvaltningslagen).",
            remedy_en="Have a colleague do it (Administrative Procedure Act, section 16).",
        )  # fmt: skip


def first_due(payment: Payment) -> date:
    """The day the money first fell due, however many times it has been sent since: lapsing is counted from it."""
    original = getattr(getattr(payment.planned, "reissue", None), "original", None)
    return first_due(original) if original else payment.pay_day


def claimable_until(payment: Payment) -> date:
    """The last day the money can be claimed (SFB 107 kap. 12-14 §§)."""
    return last_day(payment.planned.benefit, first_due(payment))
