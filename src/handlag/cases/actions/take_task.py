"""Taking a task, by name or the next in the queue's order, and handing it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.cases.actions.desk import by
from handlag.cases.actions.guards import may_take
from handlag.cases.domain.order import Group
from handlag.cases.models import Task
from handlag.cases.queries.order import active_order, for_account, queue, within
from handlag.cases.queries.work import care_key, key_of
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.exchange.actions.take_care_task import take_care_task
from handlag.exchange.models import CareTask
from handlag.exchange.queries import free_care_tasks
from handlag.people.models import Account, Role


@transaction.atomic
def take_task(task_id: UUID, account: Account, now: datetime) -> Task:
    """Take one task by its id. Taking what one already has changes nothing; what another has is refused."""
    task = Task.objects.select_for_update(of=("self",)).select_related("case__person").filter(pk=task_id).first()
    if task is None:
        raise _unknown()
    may_take(account, protected=task.protected, benefit=task.benefit, excluded_id=task.excluded_id)
    if task.status == "taken" and task.assignee_id == account.id:
        return task
    if task.status != "open":
        raise _taken()
    return _take(task, account, now)


@transaction.atomic
def take_next(account: Account, now: datetime) -> Task | None:
    """Take the first task in the queue's order that the account may have; None when there is none.

    Group by group: the first task of the first group that has any. Rows other workers hold locked are passed over,
    so any number may do this at once and no two get the same task.
    """
    for group in active_order(now):
        task = _first_free(group, account, now)
        if task is not None:
            return _take(task, account, now)
    return None


def take_next_work(account: Account, now: datetime) -> Task | CareTask | None:
    """As ``take_next``, of the officer's whole queue: what has come from health care stands in it too."""
    groups, today = active_order(now), legal_day(now)
    came = next(iter(free_care_tasks(account)), None) if account.role == Role.OFFICER else None
    first = next(iter(queue(1, now, account)), None)
    if came is not None and (first is None or care_key(came, groups, today) <= key_of(first, groups)):
        return take_care_task(came.pk, account, now) or take_next(account, now)
    return take_next(account, now)


def _first_free(group: Group, account: Account, now: datetime) -> Task | None:
    rows = within(for_account(account), group, now).select_for_update(skip_locked=True, of=("self",))
    return rows.select_related("case__person").first()


def _take(task: Task, account: Account, now: datetime) -> Task:
    task.status, task.assignee, task.taken_at = "taken", account, now
    task.save(update_fields=["status", "assignee", "taken_at"])
    _tell(Kind.TASK_TAKEN, task, account, now)
    return task


@transaction.atomic
def release_task(task_id: UUID, account: Account, now: datetime) -> Task:
    """Hand a task back to the queue; a manager may do it for somebody else."""
    task = Task.objects.select_for_update(of=("self",)).select_related("case__person").filter(pk=task_id).first()
    if task is None:
        raise _unknown()
    if task.status != "taken" or (task.assignee_id != account.id and account.role != "manager"):
        raise _taken()
    task.status, task.assignee, task.taken_at = "open", None, None
    task.save(update_fields=["status", "assignee", "taken_at"])
    _tell(Kind.TASK_RELEASED, task, account, now)
    return task


def _tell(kind: Kind, task: Task, account: Account, now: datetime) -> None:
    leave(
        kind, now, person=task.case.person, case_id=task.case_id, benefit=task.benefit, actor=by(account),
        task=str(task.id), kind=task.kind,
    )  # fmt: skip


def _unknown() -> NotFound:
    return NotFound(
        "CASE_TASK_UNKNOWN", "task",
        sv="Uppgiften finns inte.",
        en="There is no such task.",
        remedy_sv="Läs om kön.",
        remedy_en="Read the queue again.",
    )  # fmt: skip


def _taken() -> Conflict:
    return Conflict(
        "CASE_TASK_TAKEN", "task",
        sv="Uppgiften är redan tagen eller klar.",
        en="The task is already taken or done.",
        remedy_sv="Ta en annan uppgift.",
        remedy_en="Take another task.",
    )  # fmt: skip
