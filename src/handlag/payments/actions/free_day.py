"""A pay day of its own for a payment that was held back or came back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from handlag.core.benefits import FACTS, Benefit
from handlag.payments.domain.pay_days import PLANNED_BEFORE, bank_day_after, is_pay_day
from handlag.payments.locks import RUNS, share
from handlag.payments.models import PayRun, PlannedPayment


def free_day(planned: PlannedPayment, today: date) -> date:
    """The first bank day in time, after the benefit's last run, that has nothing else for the entitlement.

    Never a regular pay day: those belong to the plan, which has one payment for each entitlement and day. No run of
    the benefit can begin until the transaction ends.
    """
    share(connection, RUNS, FACTS[Benefit(planned.benefit)].number)
    last = PayRun.objects.filter(benefit=planned.benefit).order_by("-pay_day").first()
    rows = PlannedPayment.objects.filter(entitlement=planned.entitlement_id).exclude(status="cancelled")
    taken = set(rows.values_list("pay_day", flat=True))
    day = bank_day_after(max(today, last.pay_day if last else today), PLANNED_BEFORE)
    while day in taken or is_pay_day(planned.benefit, day):
        day = bank_day_after(day + timedelta(days=1))
    return day
