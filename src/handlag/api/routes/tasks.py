"""The officer's work: the queue in its order, taking a task and handing it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.cases.actions.take_task import release_task, take_next, take_task
from handlag.cases.models import Task
from handlag.cases.queries.order import Placed, queue
from handlag.core.clock import wall_clock

router = Router(tags=["tasks"])
OFFICER, MANAGER = "officer", "manager"
Limit = Annotated[int, Query(ge=1, le=200)]


class TaskOut(Schema):
    """A task: the case by its number only. ``detail`` holds the question a person is to answer."""

    id: UUID
    case: str
    kind: str
    benefit: str
    status: str
    deadline: date
    received_on: date
    target_on: date
    taken_at: datetime | None
    detail: dict[str, Any]


class PlacedOut(Schema):
    """A task where it stands in the queue, and why in words."""

    position: int
    why_sv: str
    why_en: str
    task: TaskOut


@router.get("/queue", response={200: list[PlacedOut], **refusals(422)})
def waiting(request: HttpRequest, limit: Limit = 50) -> Any:
    """The first tasks of the queue: those the officer may take, or for a manager all."""
    account = account_of(request, OFFICER, MANAGER)
    return [_placed(each) for each in queue(limit, wall_clock(), account if account.role == OFFICER else None)]


@router.get("/mine", response={200: list[TaskOut], **refusals()})
def mine(request: HttpRequest) -> Any:
    """The tasks the officer has taken, the one due first at the top."""
    rows = Task.objects.filter(assignee=account_of(request, OFFICER), status="taken").select_related("case")
    return [_task(each) for each in rows.order_by("deadline", "id")[:200]]


@router.post("/next", response={200: TaskOut, 204: None, **refusals()})
def following(request: HttpRequest) -> Any:
    """Take the first task in the queue's order; 204 when there is none. No two officers get the same."""
    task = take_next(account_of(request, OFFICER), wall_clock())
    return Status(200, _task(task)) if task else Status(204, None)


@router.post("/{uuid:task_id}/take", response={200: TaskOut, **refusals(404, 409)})
def take(request: HttpRequest, task_id: UUID) -> Any:
    """Take one task. Taken again by the same officer it stays hers."""
    return _task(take_task(task_id, account_of(request, OFFICER), wall_clock()))


@router.post("/{uuid:task_id}/release", response={200: TaskOut, **refusals(404, 409)})
def release(request: HttpRequest, task_id: UUID) -> Any:
    """Hand a task back to the queue; a manager may do it for an officer."""
    return _task(release_task(task_id, account_of(request, OFFICER, MANAGER), wall_clock()))


def _placed(placed: Placed) -> PlacedOut:
    return PlacedOut(
        position=placed.position, why_sv=placed.why("sv"), why_en=placed.why("en"), task=_task(placed.task)
    )


def _task(task: Task) -> TaskOut:
    return TaskOut(
        id=task.pk, case=task.case.number, kind=task.kind, benefit=task.benefit, status=task.status,
        deadline=task.deadline, received_on=task.received_on, target_on=task.target_on, taken_at=task.taken_at,
        detail=task.detail,
    )  # fmt: skip
