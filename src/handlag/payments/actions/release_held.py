"""Letting a payment that was held back go, once the reason is gone: it gets a pay day of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handlag.core.clock import legal_day
from handlag.core.errors import Conflict
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.payments.actions.free_day import free_day
from handlag.payments.models import HeldPayment, PlannedPayment


@transaction.atomic
def release_held(held: HeldPayment, now: datetime, by: Actor = MACHINE) -> PlannedPayment:
    """Plan a held payment anew, on the first bank day in time that has nothing else for its entitlement.

    The run of that day checks it again and holds it again if the reason remains. A payment the law disagrees with is
    not let go: it takes a new decision. Errors: ``PAYMENTS_NOT_HELD``, ``PAYMENTS_LAW_DIFFERS``.
    """
    held = HeldPayment.objects.select_for_update().select_related("planned__entitlement__person").get(pk=held.pk)
    planned = held.planned
    if held.released_at or planned.status != "held":
        raise _not_held(held)
    if held.reason in ("law_differs", "plan_differs"):
        raise _differs(held)
    planned.pay_day, planned.status = free_day(planned, legal_day(now)), "planned"
    planned.save(update_fields=["pay_day", "status"])
    held.released_at = now
    held.save(update_fields=["released_at"])
    entitlement = planned.entitlement
    leave(
        Kind.PAYMENT_RELEASED, now, person=entitlement.person, case_id=entitlement.case_id, benefit=planned.benefit,
        actor=by, amount_ore=planned.amount_ore, payment=str(planned.pk), pay_day=planned.pay_day.isoformat(),
    )  # fmt: skip
    return planned


def _not_held(held: HeldPayment) -> Conflict:
    return Conflict(
        "PAYMENTS_NOT_HELD", "payment",
        sv="Betalningen är inte längre stoppad.", en="The payment is no longer held back.",
        remedy_sv="Läs om sidan.", remedy_en="Reload the page.",
    )  # fmt: skip


def _differs(held: HeldPayment) -> Conflict:
    return Conflict(
        "PAYMENTS_LAW_DIFFERS", "payment",
        sv="Betalningen är stoppad för att lagen ger ett annat belopp.",
        en="The payment is held back because the law gives another amount.",
        remedy_sv="Fatta ett nytt beslut i ärendet.", remedy_en="Make a new decision in the case.",
    )  # fmt: skip
