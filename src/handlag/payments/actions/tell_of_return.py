"""Telling a person that her money came back: a letter for each payment, in the transaction that books the return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from handlag.cases.actions.letters import recipient
from handlag.cases.domain.letter import came_back_letter
from handlag.cases.models import Case, Letter
from handlag.core.clock import legal_day
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import event
from handlag.events.models import Event
from handlag.payments.actions.came_back import claimable_until
from handlag.payments.models import Payment

KIND = "came_back"


def tell_of_return(payments: Iterable[UUID], now: datetime) -> int:
    """Queue a letter to each person who lives: what came back, why it matters, how long she can claim it."""
    rows = Payment.objects.filter(pk__in=list(payments), person__died__isnull=True).order_by("pk")
    found = list(rows.select_related("person", "planned__entitlement", "planned__reissue__original__planned"))
    numbers = dict(
        Case.objects.filter(pk__in={row.planned.entitlement.case_id for row in found}).values_list("pk", "number")
    )
    letters = [_letter(row, numbers[row.planned.entitlement.case_id], now) for row in found]
    Letter.objects.bulk_create(letters)
    Event.objects.bulk_create([_queued(row, letter, now) for row, letter in zip(found, letters, strict=True)])
    return len(letters)


def _letter(row: Payment, number: str, now: datetime) -> Letter:
    person, planned = row.person, row.planned
    content = came_back_letter(
        person.language, recipient(person), number, legal_day(now), benefit=planned.benefit, amount=row.amount_ore,
        pay_day=row.pay_day, until=claimable_until(row),
    )  # fmt: skip
    return Letter(
        id=new_id(), case_id=planned.entitlement.case_id, kind=KIND, language=person.language, queued_at=now,
        content=content,
    )  # fmt: skip


def _queued(row: Payment, letter: Letter, now: datetime) -> Event:
    return event(
        Kind.LETTER_QUEUED, now, person=row.person, case_id=letter.case_id, benefit=row.planned.benefit,
        letter=str(letter.id), kind=KIND,
    )  # fmt: skip
