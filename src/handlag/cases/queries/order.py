"""The queue in its order: what stands first, why, and how it would stand under another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as When_
from django.db.models import IntegerField, Q, QuerySet, Value, When

from handlag.cases.domain.order import DEFAULT, Group, Waiting, in_words, place, read_order
from handlag.cases.models import QueueOrder, Task
from handlag.core.clock import legal_day
from handlag.people.models import Account

FIRST = ("target_on", "received_on", "id")
DATES = {"target_within": "target_on__lte", "deadline_within": "deadline__lte"}


def active_order(now: datetime) -> tuple[Group, ...]:
    """The groups in force at an instant."""
    row = QueueOrder.objects.filter(active_from__lte=now).order_by("-active_from", "-version").first()
    return read_order(row.groups) if row else DEFAULT


def for_account(account: Account) -> QuerySet[Task]:
    """Open tasks the account may take: her unit's and benefits', protected ones only with the right, never her own
    proposals nor a case about herself (jäv, förvaltningslagen 16 §).

    What the access rules would not let her read is not offered: a task or an account without a unit is nationwide.
    """
    rows = Task.objects.filter(status="open", role=account.role).exclude(excluded=account)
    if account.unit_id:
        rows = rows.filter(Q(unit__isnull=True) | Q(unit=account.unit_id))
    if not account.protected_access:
        rows = rows.filter(protected=False)
    if account.skills:
        rows = rows.filter(benefit__in=account.skills)
    if account.person_id:
        rows = rows.exclude(Q(case__person_id=account.person_id) | Q(case__subject_id=account.person_id))
    return rows


def within(rows: QuerySet[Task], group: Group, now: datetime) -> QuerySet[Task]:
    """The tasks that meet a group's constraints, the first to take first."""
    return rows.filter(_condition(group, legal_day(now))).order_by(*FIRST)


def _condition(group: Group, today: date) -> Q:
    condition = Q()
    for field, wanted in group.constraints.items():
        condition &= _one(field, wanted, today)
    return condition


def _one(field: str, wanted: Any, today: date) -> Q:
    if field in DATES:
        return Q(**{DATES[field]: today + timedelta(days=wanted)})
    if field == "older_than":
        return Q(received_on__lte=today - timedelta(days=wanted))
    name = "unit_id" if field == "unit" else field
    return Q(**{f"{name}__in": wanted}) if isinstance(wanted, list | tuple) else Q(**{name: wanted})


def ordered(rows: QuerySet[Task], groups: Sequence[Group], now: datetime) -> QuerySet[Task]:
    """The whole queue in its order, with each task's ``group`` as a number from 0."""
    today = legal_day(now)
    constrained = [(position, group) for position, group in enumerate(groups) if group.constraints]
    whens = [When(_condition(group, today), then=Value(position)) for position, group in constrained]
    rest = next((position for position, group in enumerate(groups) if not group.constraints), len(groups))
    return rows.annotate(group=When_(*whens, default=Value(rest), output_field=IntegerField())).order_by(
        "group", *FIRST
    )


@dataclass(frozen=True)
class Placed:
    """A task with where it stands and the group that put it there."""

    task: Task
    position: int
    group: Group

    def why(self, language: str = "sv") -> str:
        """Why it stands there, in words."""
        return in_words(self.group, language)


def preview_order(groups: Sequence[dict[str, Any]], limit: int, now: datetime) -> list[Placed]:
    """The first tasks as they would stand under an order that is not yet set; nothing is changed."""
    return _placed(read_order(groups), limit, now, Task.objects.filter(status="open"))


def queue(limit: int, now: datetime, account: Account | None = None) -> list[Placed]:
    """The first tasks as they stand, of those the account may take or of all."""
    rows = for_account(account) if account else Task.objects.filter(status="open")
    return _placed(active_order(now), limit, now, rows)


def _placed(groups: Sequence[Group], limit: int, now: datetime, rows: QuerySet[Task]) -> list[Placed]:
    """Sorted as bare ids first: joined before it is cut, a long queue is read from end to end with every person."""
    first = [(task.pk, task.group) for task in ordered(rows, groups, now).only("pk")[:limit]]  # type: ignore[attr-defined]
    tasks = Task.objects.select_related("case__person", "unit", "assignee").in_bulk([pk for pk, _ in first])
    return [Placed(tasks[pk], position, groups[group]) for position, (pk, group) in enumerate(first, start=1)]


def explain_place(task: Task, now: datetime) -> tuple[int, Group]:
    """The number of the group a task stands in now, from 0, and the group."""
    groups = active_order(now)
    waiting = Waiting(
        task.benefit, task.kind, task.unit_id or "", task.protected, task.received_on, task.target_on, task.deadline
    )
    position = place(waiting, groups, legal_day(now))
    return position, groups[position]
