"""What an officer's lists show: my tasks, and cases found by number or person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from handlag.cases.models import Case, Task
from handlag.core.clock import legal_day
from handlag.exchange.models import CareTask
from handlag.people.domain.card import Card, card
from handlag.people.models import Account, Person, Role
from handlag.portal.templatetags.portal import language


@dataclass(frozen=True)
class Row:
    """A task in a list, with what may be shown of the person and how old the case is."""

    task: Task
    card: Card
    age: int
    target: int

    opens: bool

    @property
    def deadline(self) -> date:
        """The task's deadline."""
        return self.task.deadline

    @property
    def late(self) -> bool:
        """Whether the case has passed its target."""
        return self.age > self.target


def rows(account: Account, tasks: list[Task], today: date) -> list[Row]:
    """Tasks as list rows; the person behind a protected identity stays hidden from those without the right."""
    reader = language()
    shown = {task.case.person_id: card(task.case.person, account.protected_access, reader) for task in tasks}
    return [
        Row(
            task,
            shown[task.case.person_id],
            (today - task.received_on).days,
            (task.target_on - task.received_on).days,
            _opens(account, task),
        )
        for task in tasks
    ]


@dataclass(frozen=True)
class CareRow:
    """Something from health care in a list beside the tasks of cases."""

    care: CareTask
    card: Card | None
    age: int
    target: int
    opens: bool = True

    @property
    def deadline(self) -> date:
        """Its last day."""
        return self.care.due

    @property
    def late(self) -> bool:
        """Whether it has passed its last day."""
        return self.age > self.target


def _care_row(account: Account, task: CareTask, today: date) -> CareRow:
    shown = card(task.person, account.protected_access, language()) if task.person else None
    came = legal_day(task.opened_at)
    return CareRow(task, shown, (today - came).days, (task.due - came).days, account.role == Role.OFFICER)


def all_rows(account: Account, tasks: Sequence[Task | CareTask], today: date) -> list[Row | CareRow]:
    """Both kinds as list rows, in the order given."""
    of_cases = {row.task.pk: row for row in rows(account, [each for each in tasks if isinstance(each, Task)], today)}
    return [
        of_cases[each.pk] if isinstance(each, Task) else _care_row(account, each, today)
        for each in tasks
    ]  # fmt: skip


def _opens(account: Account, task: Task) -> bool:
    """Whether the case would open, so that no list leads to a refusal; the access rules themselves decide then."""
    same_unit = not (task.unit_id and account.unit_id) or task.unit_id == account.unit_id
    return same_unit and (account.protected_access or task.case.person.protection == "none")


def my_tasks(account: Account) -> list[Task]:
    """The account's taken tasks, the nearest deadline first."""
    return list(with_person(Task.objects.filter(assignee=account, status="taken")).order_by("deadline", "created_at"))


def with_person(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with case and person read in the same question."""
    return tasks.select_related("case__person", "unit", "assignee")


def cases_of(person: Person) -> list[Case]:
    """A person's cases, the newest first."""
    return list(Case.objects.filter(person=person).select_related("unit").order_by("-opened_at")[:100])
