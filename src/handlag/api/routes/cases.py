"""Cases: where they stand, what has been decided, and what is paid."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Router, Schema

from handlag.api.door import account_of, herself
from handlag.api.shapes import Days, days, refusals
from handlag.cases.models import Case, Decision, DecisionLine, Supplement
from handlag.core.clock import wall_clock
from handlag.core.errors import NotFound
from handlag.payments import queries as payments
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account

router = Router(tags=["cases"])
INSURED = "insured"
READERS = ("insured", "officer", "manager", "lawyer")
Number = Annotated[str, Path(pattern=r"^[0-9-]{4,20}$")]


class AskedOut(Schema):
    """Something asked for and not yet received."""

    id: UUID
    code: str
    asked_of: str
    sv: str
    en: str
    asked_at: datetime
    due: date


class CaseOut(Schema):
    """Where a case stands. ``waiting_until`` is the day it goes on at the latest."""

    number: str
    benefit: str
    state: str
    step: str
    waiting_reason: str
    waiting_until: date | None
    received_on: date
    target_on: date
    opened_at: datetime
    decided_at: datetime | None
    closed_at: datetime | None
    closed_reason: str
    revision: int
    asked: list[AskedOut]


class LineOut(Schema):
    """The outcome for some days: amounts in öre a day or a month."""

    period: Days
    outcome: str
    amount_ore: int
    unit: str
    share: tuple[int, int]
    level: str
    lagrum: list[str]
    reason_code: str
    reason_sv: str
    reason_en: str


class DecisionOut(Schema):
    """A decision with its lines, by whom or by machine, and until when reconsideration may be asked for."""

    id: UUID
    kind: str
    outcome: str
    decided_at: datetime
    automatic: bool
    reasons_sv: str
    reasons_en: str
    reconsideration_by: date
    lines: list[LineOut]
    receipt: dict[str, Any]


class PaidOut(Schema):
    """A payment made or coming, in öre."""

    benefit: str
    pay_day: date
    first: date
    last: date
    amount_ore: int
    status: str


@router.get("", response={200: list[CaseOut], **refusals()})
def mine(request: HttpRequest) -> Any:
    """One's own cases, the newest first."""
    account, now = account_of(request, INSURED), wall_clock()
    with transaction.atomic():
        person = read_person(account, herself(account), "api:cases", now)
        found = Case.objects.filter(person=person).prefetch_related("supplements").order_by("-opened_at", "-id")
        return [case_out(each) for each in found[:200]]


@router.get("/{number}", response={200: CaseOut, **refusals(404, 422)})
def one(request: HttpRequest, number: Number) -> Any:
    """Where a case stands and what it waits for."""
    with transaction.atomic():
        return case_out(readable(request, number, "api:case"))


@router.get("/{number}/decisions", response={200: list[DecisionOut], **refusals(404, 422)})
def decisions(request: HttpRequest, number: Number) -> Any:
    """What has been decided in a case, the latest first, with the receipt of the law."""
    with transaction.atomic():
        case = readable(request, number, "api:decisions")
        found = Decision.objects.filter(case=case).prefetch_related("lines").order_by("-decided_at", "-id")
        return [_decision(each) for each in found]


@router.get("/{number}/payments", response={200: list[PaidOut], **refusals(404, 422)})
def paid(request: HttpRequest, number: Number) -> Any:
    """What a case has paid and will pay as planned, in order of pay day."""
    with transaction.atomic():
        case = readable(request, number, "api:payments")
        return [payment(each) for each in payments.payments_of_case(case.pk)]


def readable(request: HttpRequest, number: str, what: str) -> Case:
    """The case, read under the access rules and with a row in the read log.

    For the insured, another's case is as unknown as one that isn't there. Raises CASE_UNKNOWN and PEOPLE_NOT_ALLOWED.
    """
    account = account_of(request, *READERS)
    case = Case.objects.select_related("person").filter(number=number).first()
    if case is None or not _may_know_of(account, case):
        raise NotFound(
            "CASE_UNKNOWN", "number",
            sv="Ärendet finns inte.", en="There is no such case.",
            remedy_sv="Kontrollera ärendenumret.", remedy_en="Check the case number.",
        )  # fmt: skip
    read_person(account, case.person, what, wall_clock(), case.pk)
    return case


def _may_know_of(account: Account, case: Case) -> bool:
    return account.role != INSURED or case.person_id == account.person_id


def case_out(case: Case) -> CaseOut:
    """A case as the API tells it."""
    asked = [row for row in case.supplements.all() if row.received_at is None and row.lapsed_at is None]
    return CaseOut(
        number=case.number, benefit=case.benefit, state=case.state, step=case.step,
        waiting_reason=case.waiting_reason, waiting_until=case.waiting_until, received_on=case.received_on,
        target_on=case.target_on, opened_at=case.opened_at, decided_at=case.decided_at, closed_at=case.closed_at,
        closed_reason=case.closed_reason, revision=case.revision, asked=[_asked(row) for row in asked],
    )  # fmt: skip


def _asked(row: Supplement) -> AskedOut:
    return AskedOut(
        id=row.pk, code=row.code, asked_of=row.asked_of, sv=row.sv, en=row.en, asked_at=row.asked_at, due=row.due
    )


def _decision(row: Decision) -> DecisionOut:
    return DecisionOut(
        id=row.pk, kind=row.kind, outcome=row.outcome, decided_at=row.decided_at, automatic=row.automatic,
        reasons_sv=row.reasons_sv, reasons_en=row.reasons_en, reconsideration_by=row.reconsideration_by,
        lines=[_line(each) for each in sorted(row.lines.all(), key=lambda line: line.position)],
        receipt=row.receipt,
    )  # fmt: skip


def _line(line: DecisionLine) -> LineOut:
    return LineOut(
        period=days(line.period), outcome=line.outcome, amount_ore=line.amount_ore, unit=line.unit,
        share=(line.share_numerator, line.share_denominator), level=line.level, lagrum=line.lagrum,
        reason_code=line.reason_code, reason_sv=line.reason_sv, reason_en=line.reason_en,
    )  # fmt: skip


def payment(row: payments.Paid) -> PaidOut:
    """A payment as the API tells it."""
    return PaidOut(
        benefit=row.benefit, pay_day=row.pay_day, first=row.first, last=row.last, amount_ore=row.amount_ore,
        status=row.status,
    )  # fmt: skip
