"""What an officer's lists show: my tasks, and cases found by number or person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from handlag.cases.models import Case, Task
from handlag.people.domain.card import Card, card
from handlag.people.models import Account, Person
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


def _opens(account: Account, task: Task) -> bool:
    """Whether the case would open, so that no list leads to a refusal; the access rules themselves decide then."""
    same_unit = not (task.unit_id and account.unit_id) or task.unit_id == account.unit_id
    return same_unit and (account.protected_access or task.case.person.protection == "none")


def my_tasks(account: Account) -> list[Task]:
    """The account's taken tasks, the nearest deadline first."""
    return list(with_person(Task.objects.filter(assignee=account, status="taken")).order_by("deadline", "created_at"))


def waiting(account: Account) -> int:
    """How many open tasks the account could take."""
    return for_account(Task.objects.filter(status="open"), account).count()


def for_account(tasks: QuerySet[Task], account: Account) -> QuerySet[Task]:
    """The tasks an account may see in the queue: protected ones only with the right, never its own proposals."""
    tasks = tasks.exclude(excluded=account)
    return tasks if account.protected_access else tasks.filter(protected=False)


def with_person(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with case and person read in the same question."""
    return tasks.select_related("case__person", "unit", "assignee")


def cases_of(person: Person) -> list[Case]:
    """A person's cases, the newest first."""
    return list(Case.objects.filter(person=person).select_related("unit").order_by("-opened_at")[:100])
