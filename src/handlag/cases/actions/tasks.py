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


def open_task(desk: Desk, need: Need, due: date, excluded: Account | None = None) -> Task:
    """Open the need's task in the place of whichever the case had: a case has one next step."""
    cancel_task(desk)
    task = new_task(
        desk, need.code, need.role, due, detail=need.question | {"four_eyes": need.four_eyes}, excluded=excluded
    )
    desk.tell(Kind.TASK_OPENED, task=str(task.id), kind=task.kind, role=task.role, deadline=due.isoformat())
    return task


def new_task(
    desk: Desk, kind: str, role: str, due: date, *, detail: dict[str, Any], excluded: Account | None = None
) -> Task:
    """The task's row, with what the queue is ordered by repeated from the case."""
    case = desk.case
    desk.task = Task(
        id=new_id(), case=case, kind=kind, role=role, benefit=case.benefit, unit_id=case.unit_id,
        protected=desk.person.protection != "none", created_at=desk.now, deadline=due, received_on=case.received_on,
        target_on=case.target_on, excluded=excluded, detail=detail,
    )  # fmt: skip
    desk.add(desk.task)
    return desk.task


def cancel_task(desk: Desk) -> None:
    """End an open task that nobody needs any more."""
    if desk.task is not None:
        desk.tell(Kind.TASK_CANCELLED, task=str(desk.task.id), kind=desk.task.kind)
        _end(desk, "cancelled")


def complete_task(desk: Desk) -> None:
    """End the open task as done."""
    if desk.task is not None:
        desk.tell(Kind.TASK_DONE, task=str(desk.task.id), kind=desk.task.kind)
        _end(desk, "done")


def _end(desk: Desk, status: str) -> None:
    desk.change(desk.task, status=status, done_at=desk.now)  # type: ignore[arg-type]
    desk.task = None
