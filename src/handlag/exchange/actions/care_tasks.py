"""What a person has to look at because of the exchange: opened with an event, done with another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, NotFound
from handlag.core.ids import new_id
from handlag.core.rows import insert
from handlag.events.kinds import Kind
from handlag.events.log import Actor, event, leave
from handlag.exchange.models import CareTask, Message
from handlag.people.models import Account, Person

DAYS = {"findings": 5, "question": 5, "answer": 5, "failed": 2, "differs": 5, "no_answer": 2}
"""How many days a person has for each kind: the system's own defaults, no provision sets them."""


def open_care_task(
    kind: str,
    now: datetime,
    *,
    person: Person | None = None,
    certificate_id: UUID | None = None,
    message: Message | None = None,
    **detail: Any,
) -> CareTask:
    """Put something before a person; inside the transaction of what it is about."""
    task = CareTask(
        id=new_id(), kind=kind, person=person, certificate_id=certificate_id, message=message, detail=detail,
        opened_at=now, due=legal_day(now) + timedelta(days=DAYS[kind]),
    )  # fmt: skip
    insert([task, event(Kind.CARE_TASK_OPENED, now, person=person, task=str(task.pk), kind=kind)])
    return task


@transaction.atomic
def finish_care_task(task_id: UUID, account: Account, now: datetime) -> CareTask:
    """Note that somebody has dealt with it. Raises CARE_TASK_UNKNOWN, CARE_TASK_DONE."""
    task = CareTask.objects.select_for_update(of=("self",)).select_related("person").filter(pk=task_id).first()
    if task is None:
        raise NotFound(
            "CARE_TASK_UNKNOWN", "task",
            sv="Uppgiften finns inte.", en="There is no such task.",
            remedy_sv="Öppna listan på nytt.", remedy_en="Open the list again.",
        )  # fmt: skip
    if task.done_at is not None:
        raise Conflict(
            "CARE_TASK_DONE", "task",
            sv="Någon har redan tagit hand om uppgiften.", en="Somebody has dealt with the task already.",
            remedy_sv="Öppna listan på nytt.", remedy_en="Open the list again.",
        )  # fmt: skip
    not_anothers(task, account)
    task.done_at, task.done_by = now, account
    task.save(update_fields=["done_at", "done_by"])
    actor = Actor("officer", account.pk, account.unit_id or "")
    leave(Kind.CARE_TASK_DONE, now, person=task.person, actor=actor, task=str(task.pk), kind=task.kind)
    return task


def not_anothers(task: CareTask, account: Account) -> None:
    """Refuse whoever has not taken what somebody else has: CARE_TASK_NOT_YOURS."""
    if task.assignee_id not in (None, account.pk):
        raise Conflict(
            "CARE_TASK_NOT_YOURS", "task",
            sv="En kollega har uppgiften.", en="A colleague has the task.",
            remedy_sv="Be henne lämna tillbaka den.", remedy_en="Ask her to hand it back.",
        )  # fmt: skip
