"""Opening and ending the tasks that hand a case to a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlag.cases.actions.desk import Desk
from handlag.cases.domain.flow import Need
from handlag.cases.models import Task
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account


def detail_of(need: Need) -> dict[str, Any]:
    """What a task keeps of the need it was opened for."""
    return need.question | {"four_eyes": need.four_eyes}


def open_task(desk: Desk, need: Need, due: date, excluded: Account | None = None) -> Task:
    """Open the need's task in the place of whichever the case had: a case has one next step.

    Whoever has just finished the case's last task keeps the case, unless she is the one who may not do this.
    """
    cancel_task(desk)
    task = _new(desk, need, due, excluded)
    desk.tell(Kind.TASK_OPENED, task=str(task.id), kind=task.kind, role=task.role, deadline=due.isoformat())
    keeper = desk.keeper
    if keeper is not None and keeper != excluded and keeper.role == task.role:
        task.status, task.assignee, task.taken_at = "taken", keeper, desk.now
        desk.tell(Kind.TASK_TAKEN, task=str(task.id), kind=task.kind)
    return task


def _new(desk: Desk, need: Need, due: date, excluded: Account | None) -> Task:
    """The task's row, with what the queue is ordered by repeated from the case."""
    case = desk.case
    desk.task = Task(
        id=new_id(), case=case, kind=need.code, role=need.role, benefit=case.benefit, unit_id=case.unit_id,
        protected=desk.person.protection != "none", created_at=desk.now, deadline=due, received_on=case.received_on,
        target_on=case.target_on, excluded=excluded, detail=detail_of(need),
    )  # fmt: skip
    desk.add(desk.task)
    return desk.task


def cancel_task(desk: Desk) -> None:
    """End an open task that nobody needs any more."""
    if desk.task is not None:
        desk.tell(Kind.TASK_CANCELLED, task=str(desk.task.id), kind=desk.task.kind)
        _end(desk, "cancelled")


def complete_task(desk: Desk) -> None:
    """End the open task as done by the account at the desk, who keeps the case if there is more to do on it."""
    if desk.task is not None:
        desk.keeper = desk.account
        desk.tell(Kind.TASK_DONE, task=str(desk.task.id), kind=desk.task.kind)
        _end(desk, "done")


def _end(desk: Desk, status: str) -> None:
    desk.change(desk.task, status=status, done_at=desk.now)  # type: ignore[arg-type]
    desk.task = None
