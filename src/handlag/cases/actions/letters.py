"""Queuing letters in the transaction of what they tell, and making the queued ones afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from handlag.cases.actions.desk import Desk
from handlag.cases.domain.letter import Recipient
from handlag.cases.letters import Printer
from handlag.cases.models import Decision, Letter
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import event
from handlag.events.models import Event
from handlag.people.models import Person

BATCH = 50


def recipient(person: Person) -> Recipient:
    """Name and address; no address where the identity is protected (folkbokföringslagen 16–17 §§, OSL 22 kap. 1 §)."""
    if person.protection != "none":
        return Recipient(str(person))
    town = f"{person.postcode} {person.town}".strip()
    return Recipient(str(person), tuple(line for line in (person.street, town) if line))


def queue_letter(desk: Desk, kind: str, content: dict[str, Any], decision: Decision | None = None) -> Letter:
    """Queue a letter with what it says; it is made after the transaction, and only if that is committed."""
    letter = Letter(
        id=new_id(), case=desk.case, decision=decision, kind=kind, language=desk.person.language,
        queued_at=desk.now, content=content,
    )  # fmt: skip
    desk.add(letter)
    desk.tell(Kind.LETTER_QUEUED, letter=str(letter.id), kind=kind)
    return letter


def make_letters(now: datetime, limit: int | None = None, printer: Printer | None = None) -> int:
    """Make queued letters, the oldest first, in batches of their own transactions. Returns how many were made.

    Any number of workers may do this at once: each takes letters nobody else has.
    """
    printer, made = printer or Printer(), 0
    while limit is None or made < limit:
        batch = _make_batch(now, BATCH if limit is None else min(BATCH, limit - made), printer)
        made += batch
        if batch == 0:
            break
    return made


@transaction.atomic
def _make_batch(now: datetime, size: int, printer: Printer) -> int:
    waiting = Letter.objects.filter(made_at__isnull=True).select_for_update(skip_locked=True, of=("self",))
    letters = list(waiting.select_related("case__person").order_by("queued_at", "id")[:size])
    events = [_make(letter, now, printer) for letter in letters]
    Letter.objects.bulk_update(letters, ["pdf", "made_at"])
    Event.objects.bulk_create(events)
    return len(letters)


def _make(letter: Letter, now: datetime, printer: Printer) -> Event:
    made = printer.make(letter.kind, letter.content)
    letter.pdf, letter.made_at = made, now
    case = letter.case
    return event(
        Kind.LETTER_MADE, now, person=case.person, case_id=case.id, benefit=case.benefit, letter=str(letter.id),
        bytes=len(made),
    )  # fmt: skip
