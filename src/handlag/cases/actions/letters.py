"""Queuing letters in the transaction of what they tell, and making the queued ones afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from typst import TypstError

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
log = logging.getLogger(__name__)


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


def make_letters(
    now: datetime,
    limit: int | None = None,
    printer: Printer | None = None,
    on_made: Callable[[int], object] = lambda count: None,
) -> int:
    """Make queued letters, the oldest first, in batches of their own transactions. Returns how many were made.

    Any number of workers may do this at once: each takes letters nobody else has. A letter that can't be set stays
    in the queue and is named in the log; it holds up no other.
    """
    printer, made, failed = printer or Printer(), 0, set[UUID]()
    while limit is None or made < limit:
        size = BATCH if limit is None else min(BATCH, limit - made)
        taken, batch = _make_batch(now, size, printer, failed)
        made += batch
        on_made(batch)
        if taken == 0:
            break
    return made


@transaction.atomic
def _make_batch(now: datetime, size: int, printer: Printer, failed: set[UUID]) -> tuple[int, int]:
    """How many letters were taken, and how many of them were made."""
    waiting = Letter.objects.filter(made_at__isnull=True).exclude(id__in=failed)
    rows = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("case__person")
    letters = list(rows.order_by("queued_at", "id")[:size])
    made = [letter for letter in letters if _make(letter, now, printer)]
    failed |= {letter.id for letter in letters} - {letter.id for letter in made}
    Letter.objects.bulk_update(made, ["pdf", "made_at"])
    Event.objects.bulk_create([_made(letter, now) for letter in made])
    return len(letters), len(made)


def _make(letter: Letter, now: datetime, printer: Printer) -> bool:
    try:
        letter.pdf = printer.make(letter.kind, letter.content)
    except (KeyError, TypstError):
        log.exception("letter %s can't be set", letter.id)
        return False
    letter.made_at = now
    return True


def _made(letter: Letter, now: datetime) -> Event:
    case = letter.case
    return event(
        Kind.LETTER_MADE, now, person=case.person, case_id=case.id, benefit=case.benefit, letter=str(letter.id),
        bytes=len(letter.pdf or b""),
    )  # fmt: skip
