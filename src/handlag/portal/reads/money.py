"""Payments made and coming, as pages list them; and what a decision not yet made would pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from handlag.cases.models import Case
from handlag.law.results import Line
from handlag.payments.domain.pay_days import first_open
from handlag.payments.domain.plan import Span, plan_rows
from handlag.payments.models import Payment, PayRun, PlannedPayment
from handlag.people.models import Person


def made_to(person: Person) -> QuerySet[Payment]:
    """Payments to a person, the newest first."""
    return _made(Payment.objects.filter(person=person))


def made_in(case: Case) -> QuerySet[Payment]:
    """Payments a case has led to, the newest first. By way of its decisions: entitlements have no index on cases."""
    return _made(Payment.objects.filter(entitlement__line__decision__case=case))


def coming_to(person: Person) -> QuerySet[PlannedPayment]:
    """What is planned or held back for a person, the nearest first."""
    return _coming(PlannedPayment.objects.filter(entitlement__person=person))


def coming_in(case: Case) -> QuerySet[PlannedPayment]:
    """What is planned or held back in a case, the nearest first."""
    return _coming(PlannedPayment.objects.filter(entitlement__line__decision__case=case))


@dataclass(frozen=True)
class WouldPay:
    """A payment that a decision would plan: pay day, the days both counted in, öre."""

    pay_day: date
    first: date
    last: date
    amount_ore: int


def would_pay(benefit: str, lines: list[Line], today: date) -> list[WouldPay]:
    """The payments the lines would lead to if decided today, before anything paid earlier is counted off."""
    last_run = PayRun.objects.filter(benefit=benefit).order_by("-pay_day").values_list("pay_day", flat=True).first()
    first = first_open(benefit, today, last_run)
    planned = [
        row
        for line in lines
        if line.outcome == "granted"
        for row in plan_rows(benefit, Span(line.start, line.end + timedelta(days=1)), line.amount, line.unit, first)
    ]
    return [WouldPay(row.pay_day, row.span.start, row.span.end - timedelta(days=1), row.amount) for row in planned]


def _made(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("planned", "entitlement").order_by("-pay_day", "-pk")


def _coming(rows: QuerySet[PlannedPayment]) -> QuerySet[PlannedPayment]:
    """A plan row is paid when a payment points at it; until then it is coming, or held back by a run's own check."""
    unpaid = rows.filter(status__in=("planned", "held"), payment__isnull=True)
    return unpaid.select_related("entitlement").order_by("pay_day", "pk")
