"""An officer takes something that has come from health care, so that no colleague does the same."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.core.errors import Conflict, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.exchange.models import CareTask
from handlag.exchange.queries import free_care_tasks
from handlag.people.models import Account


@transaction.atomic
def take_care_task(task_id: UUID, account: Account, now: datetime) -> CareTask | None:
    """Take one by its id; None where somebody else is just taking it.

    Taking what one already has changes nothing. What another has or the account may not have is refused:
    CARE_TASK_UNKNOWN, CARE_TASK_TAKEN.
    """
    row = CareTask.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=task_id).first()
    if row is None:
        return None
    if row.assignee_id == account.pk and row.done_at is None:
        return row
    if not free_care_tasks(account).filter(pk=task_id).exists():
        raise _taken()
    row.assignee, row.taken_at = account, now
    row.save(update_fields=["assignee", "taken_at"])
    _tell(Kind.CARE_TASK_TAKEN, row, account, now)
    return row


@transaction.atomic
def release_care_task(task_id: UUID, account: Account, now: datetime) -> CareTask:
    """Hand one back to the queue. Raises CARE_TASK_UNKNOWN, CARE_TASK_TAKEN where it is another's or done."""
    row = CareTask.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if row is None:
        raise _unknown()
    if row.assignee_id != account.pk or row.done_at is not None:
        raise _taken()
    row.assignee, row.taken_at = None, None
    row.save(update_fields=["assignee", "taken_at"])
    _tell(Kind.CARE_TASK_RELEASED, row, account, now)
    return row


def _tell(kind: Kind, row: CareTask, account: Account, now: datetime) -> None:
    actor = Actor("officer", account.pk, account.unit_id or "")
    leave(kind, now, person=row.person, actor=actor, task=str(row.pk), kind=row.kind)


def _unknown() -> NotFound:
    return NotFound(
        "CARE_TASK_UNKNOWN", "task",
        sv="Uppgiften finns inte.", en="There is no such task.",
        remedy_sv="Läs om kön.", remedy_en="Read the queue again.",
    )  # fmt: skip


def _taken() -> Conflict:
    return Conflict(
        "CARE_TASK_TAKEN", "task",
        sv="Uppgiften är redan tagen eller klar, eller kan inte bli din.",
        en="The task is already taken or done, or can't be yours.",
        remedy_sv="Ta en annan uppgift.", remedy_en="Take another task.",
    )  # fmt: skip
