"""One's own payments and account; and for officers, money that came back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema, Status

from handlag.api.door import account_of, herself
from handlag.api.routes.cases import PaidOut, payment
from handlag.api.shapes import refusals
from handlag.cases.actions.desk import by
from handlag.control.queries import debts_of
from handlag.core.clock import wall_clock
from handlag.core.errors import NotFound
from handlag.payments import queries
from handlag.payments.actions.pay_again import pay_again
from handlag.payments.actions.write_off import approve_write_off, confirm_write_off
from handlag.people.actions.read_person import read_person
from handlag.people.actions.set_bank_account import set_bank_account
from handlag.people.models import Account

OFFICER = "officer"
router = Router(tags=["payments"])


class MoneyOut(Schema):
    """What has been paid, the newest first, and what is coming, the soonest first."""

    made: list[PaidOut]
    coming: list[PaidOut]


@router.get("", response={200: MoneyOut, **refusals()})
def mine(request: HttpRequest) -> Any:
    """One's own payments, made and coming, in öre."""
    account = account_of(request, "insured")
    with transaction.atomic():
        person = read_person(account, herself(account), "api:payments", wall_clock())
        return MoneyOut(
            made=[payment(each) for each in queries.payments_of(person.pk)],
            coming=[payment(each) for each in queries.coming_to(person.pk)],
        )


class DebtOut(Schema):
    """What is to be paid back: öre claimed and left, the day it falls due, and the instalments agreed on if any."""

    id: UUID
    benefit: str
    decided_on: date
    amount_ore: int
    left_ore: int
    due_on: date
    monthly_ore: int | None
    instalments_from: date | None


@router.get("/debts", response={200: list[DebtOut], **refusals()})
def debts(request: HttpRequest) -> Any:
    """One's own claims for repayment, settled ones too, the newest first."""
    account = account_of(request, "insured")
    with transaction.atomic():
        person = read_person(account, herself(account), "api:payments", wall_clock())
        return [
            DebtOut(
                id=row.pk, benefit=row.wrong.benefit, decided_on=row.decided_on, amount_ore=row.amount_ore,
                left_ore=int(getattr(row, "left", 0) or 0), due_on=row.due_on, monthly_ore=row.monthly_ore,
                instalments_from=row.instalments_from,
            )
            for row in debts_of(person)
        ]  # fmt: skip


class CameBackOut(Schema):
    """Money that came back: öre, why, the last day to claim it, and the day it is paid out again if planned."""

    id: UUID
    person: UUID
    benefit: str
    pay_day: date
    amount_ore: int
    status: str
    reason: str
    claimable_until: date
    again_on: date | None
    lapsed: bool
    confirmed: bool


class AgainIn(Schema):
    """A new account (IBAN), or why it will go through this time."""

    account: str = ""
    reason: str = ""


class AccountIn(Schema):
    """The account one's money is to go to."""

    account: str


@router.put("/account", response={204: None, **refusals(422)})
def account(request: HttpRequest, body: AccountIn) -> Any:
    """Say which account one's payments are to go to from now on."""
    who = account_of(request, "insured")
    set_bank_account(herself(who), body.account, wall_clock(), by(who))
    return Status(204, None)


@router.get("/returned", response={200: list[CameBackOut], **refusals()})
def returned(request: HttpRequest) -> Any:
    """Money that came back and is owed, what lapses first first, at most 200."""
    account_of(request, OFFICER)
    return [_came_back(row) for row in queries.came_back()]


@router.post("/{uuid:payment_id}/again", response={200: CameBackOut, **refusals(404, 409, 422)})
def again(request: HttpRequest, payment_id: UUID, body: AgainIn) -> Any:
    """Pay out again what came back, on a run of its own."""
    who, now = account_of(request, OFFICER), wall_clock()
    row = _owed(who, payment_id, now)
    pay_again(payment_id, who, now, iban=body.account, reason=body.reason)
    return _came_back(queries.one_that_came_back(payment_id) or row)


@router.post("/{uuid:payment_id}/write-off", response={200: CameBackOut, **refusals(404, 409)})
def write_off(request: HttpRequest, payment_id: UUID) -> Any:
    """Confirm that unclaimed money has lapsed; the same by somebody else approves and writes it off."""
    who, now = account_of(request, OFFICER), wall_clock()
    row = _owed(who, payment_id, now)
    deed = approve_write_off if row.write_off and row.write_off.confirmed_by_id else confirm_write_off
    deed(payment_id, who, now)
    return _came_back(queries.one_that_came_back(payment_id) or row)


def _owed(who: Account, payment_id: UUID, now: datetime) -> queries.CameBack:
    row = queries.one_that_came_back(payment_id)
    if row is None:
        raise NotFound(
            "PAYMENTS_UNKNOWN", "payment",
            sv="Det finns inga sådana pengar att ta hand om.", en="There is no such money to take care of.",
            remedy_sv="Läs om listan.", remedy_en="Read the list again.",
        )  # fmt: skip
    read_person(who, row.payment.person, "payment", now, row.payment.planned.entitlement.case_id)
    return row


def _came_back(row: queries.CameBack) -> CameBackOut:
    payment, written = row.payment, row.write_off
    return CameBackOut(
        id=payment.pk, person=payment.person_id, benefit=payment.planned.benefit, pay_day=payment.pay_day,
        amount_ore=payment.amount_ore, status=payment.status, reason=payment.status_reason,
        claimable_until=row.until, again_on=row.planned.pay_day if row.planned else None, lapsed=written is not None,
        confirmed=bool(written and written.confirmed_by_id),
    )  # fmt: skip
