"""What may be read of the payments room. Who may read a person is the people room's matter, before it comes here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, takewhile
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from handlag.core.clock import legal_day
from handlag.payments.actions.came_back import OWED, claimable_until
from handlag.payments.actions.grant_entitlements import span_of
from handlag.payments.domain.pay_days import ONE_DAY, PAY_DAYS, PLANNED_BEFORE, bank_day_after, pay_days_from
from handlag.payments.domain.plan import FOREVER
from handlag.payments.models import (
    Difference,
    Entitlement,
    HeldPayment,
    Payment,
    PayRun,
    PlannedPayment,
    RunPart,
    WriteOff,
)


@dataclass(frozen=True)
class Paid:
    """A payment as the insured sees it: days both included, öre."""

    id: UUID
    case_id: UUID
    benefit: str
    pay_day: date
    first: date
    last: date
    amount_ore: int
    status: str


def _paid(row: PlannedPayment, status: str) -> Paid:
    span = span_of(row.period)
    return Paid(
        row.pk, row.entitlement.case_id, row.benefit, row.pay_day, span.start,
        date.fromordinal(span.end.toordinal() - 1), row.amount_ore, status,
    )  # fmt: skip


def payments_of(person_id: UUID, limit: int = 100) -> list[Paid]:
    """A person's payments, newest first."""
    found = Payment.objects.filter(person=person_id).select_related("planned__entitlement")
    return [_paid(payment.planned, payment.status) for payment in found.order_by("-pay_day", "-pk")[:limit]]


def coming_to(person_id: UUID, limit: int = 100) -> list[Paid]:
    """What is planned for a person and not yet ordered, and what is held back, soonest first."""
    rows = PlannedPayment.objects.filter(
        entitlement__person=person_id, status__in=["planned", "held"], payment__isnull=True
    )
    found = rows.select_related("entitlement").order_by("pay_day", "pk")
    return [_paid(row, row.status) for row in found[:limit]]


def payments_of_case(case_id: UUID) -> list[Paid]:
    """All that a case's entitlements have paid and will pay as planned, in order of pay day."""
    rows = PlannedPayment.objects.filter(entitlement__case_id=case_id).exclude(status="cancelled")
    found = rows.select_related("entitlement", "payment").order_by("pay_day", "pk")
    return [_paid(row, _status(row)) for row in found]


def _status(row: PlannedPayment) -> str:
    return row.payment.status if hasattr(row, "payment") else row.status


@dataclass(frozen=True)
class Granted:
    """An entitlement in force: days both included (``last`` None where no end is set), öre per unit."""

    id: UUID
    case_id: UUID
    benefit: str
    first: date
    last: date | None
    amount_ore: int
    unit: str


def entitlements_of(person_id: UUID) -> list[Granted]:
    """What a person has been granted and still holds, newest first."""
    found = Entitlement.objects.filter(person=person_id, amount_ore__gt=0, period__isempty=False)
    return [_granted(entitlement) for entitlement in found.order_by("-period")]


def _granted(entitlement: Entitlement) -> Granted:
    span = span_of(entitlement.period)
    last = None if span.end == FOREVER else date.fromordinal(span.end.toordinal() - 1)
    return Granted(
        entitlement.id, entitlement.case_id, entitlement.benefit, span.start, last, entitlement.amount_ore,
        entitlement.unit,
    )  # fmt: skip


def differences_of_case(case_id: UUID) -> QuerySet[Difference]:
    """What has been sent beyond what is due according to a case's decisions, and taken back."""
    return Difference.objects.filter(case_id=case_id).order_by("at", "pk")


def next_pay_days(now: datetime, count: int = 3) -> dict[str, list[date]]:
    """The coming pay days of every benefit, today's included."""
    today = legal_day(now)
    return {str(benefit): list(islice(pay_days_from(benefit, today), count)) for benefit in PAY_DAYS}


def runs_due(today: date) -> list[tuple[str, date]]:
    """The benefits and pay days to be run now, in order: those an agency that was off has missed, and the one at hand.

    A run begun and not finished is due again; a pay day is at hand from its last day to be planned.
    """
    last = bank_day_after(today, PLANNED_BEFORE)
    return [(benefit, day) for benefit in PAY_DAYS for day in _days_due(benefit, today, last)]


def _days_due(benefit: str, today: date, last: date) -> Iterator[date]:
    newest = PayRun.objects.filter(benefit=benefit).order_by("-pay_day").first()
    if newest and newest.status != "finished":
        yield newest.pay_day
    first = newest.pay_day + ONE_DAY if newest else _first_planned(benefit, today)
    regular = set(takewhile(lambda day: day <= last, pay_days_from(benefit, first)))
    yield from sorted(regular | _days_of_their_own(benefit, first, last))


def _days_of_their_own(benefit: str, first: date, last: date) -> set[date]:
    """Days outside the regular ones that something let go or sent again is planned for."""
    rows = PlannedPayment.objects.filter(benefit=benefit, status="planned", pay_day__range=(first, last))
    return set(rows.order_by().values_list("pay_day", flat=True).distinct())


def _first_planned(benefit: str, today: date) -> date:
    """Where an agency that has never paid a benefit begins: today, or with what was planned before."""
    planned = PlannedPayment.objects.filter(benefit=benefit, status="planned").order_by("pay_day").first()
    return min(today, planned.pay_day) if planned else today


@dataclass(frozen=True)
class RunStatus:
    """How far a run has come: parts ordered and filed, and its payments by status."""

    run: PayRun
    parts: int
    ordered: int
    filed: int
    count: int
    total_ore: int
    held: int
    payments: dict[str, int]


def run_status(run: PayRun) -> RunStatus:
    """How far a run has come, down to what the bank has said of its payments."""
    told = RunPart.objects.filter(run=run).aggregate(
        parts=Count("pk"), ordered=Count("pk", filter=~Q(status="open")), filed=Count("pk", filter=Q(status="filed")),
        count=Sum("count", default=0), total_ore=Sum("total_ore", default=0), held=Sum("held", default=0),
    )  # fmt: skip
    by_status = Payment.objects.filter(pay_day=run.pay_day, run=run).values_list("status").annotate(Count("pk"))
    return RunStatus(run=run, payments=dict(by_status), **told)


def runs(limit: int = 24) -> QuerySet[PayRun]:
    """The latest runs, newest pay day first."""
    return PayRun.objects.order_by("-pay_day", "benefit")[:limit]


class PayDayTotal(TypedDict):
    """What is planned for one pay day."""

    pay_day: date
    count: int
    total_ore: int


def planned_by_pay_day(benefit: str, first: date, limit: int = 12) -> list[PayDayTotal]:
    """What is planned per pay day from a day on; a month benefit's later months are added by its runs."""
    rows = PlannedPayment.objects.filter(benefit=benefit, status="planned", pay_day__gte=first)
    by_day = rows.values("pay_day").annotate(count=Count("pk"), total_ore=Sum("amount_ore"))
    return [PayDayTotal(**row) for row in by_day.order_by("pay_day")[:limit]]


@dataclass(frozen=True)
class CameBack:
    """Money the bank sent back or refused, and how far it has come since; ``until`` is the last day to claim it."""

    payment: Payment
    until: date
    planned: PlannedPayment | None
    write_off: WriteOff | None


def came_back(limit: int = 200) -> list[CameBack]:
    """Money that came back and is still owed, what lapses first first."""
    rows = _back(Payment.objects.filter(status__in=OWED))
    return sorted((_came_back(row) for row in rows.order_by("pay_day", "pk")[:limit]), key=lambda row: row.until)


def one_that_came_back(payment_id: UUID) -> CameBack | None:
    """One of them; None where it is owed no more."""
    found = _back(Payment.objects.filter(pk=payment_id, status__in=OWED)).first()
    return _came_back(found) if found else None


def _back(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related(
        "person", "planned__entitlement", "planned__reissue__original__planned", "reissue__planned", "write_off"
    )


def _came_back(row: Payment) -> CameBack:
    again = getattr(row, "reissue", None)
    return CameBack(row, claimable_until(row), again.planned if again else None, getattr(row, "write_off", None))


def held_back() -> QuerySet[HeldPayment]:
    """Payments held back and not let go, oldest first."""
    open_holds = HeldPayment.objects.filter(released_at__isnull=True, planned__status="held")
    return open_holds.select_related("planned__entitlement__person", "run").order_by("held_at", "pk")
