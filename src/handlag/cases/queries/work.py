"""The officer's one queue: tasks of cases, and what has come from health care that no case waits for.

What comes from care stands where its own last day puts it among the groups of the queue's order, as a task whose target
and deadline are both that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlag.cases.domain.order import Group, Waiting, in_words, place
from handlag.cases.queries.order import Placed, active_order, for_account, queue
from handlag.core.clock import legal_day
from handlag.exchange.models import CareTask
from handlag.exchange.queries import free_care_tasks, open_care_tasks
from handlag.people.models import Account

CARE = "care"
"""The kind tasks from health care have in the queue's order."""
Key = tuple[int, date, date]


@dataclass(frozen=True)
class CarePlaced:
    """Something from care with the group that puts it where it stands."""

    task: CareTask
    group: Group

    def why(self, language: str = "sv") -> str:
        """Why it stands there, in words."""
        return in_words(self.group, language)


def work(limit: int, now: datetime, account: Account | None = None) -> list[Placed | CarePlaced]:
    """The first things to do as they stand, of those the account may take or of all."""
    groups, today = active_order(now), legal_day(now)
    tasks = [(key_of(each, groups), each) for each in queue(limit, now, account)]
    rows = free_care_tasks(account) if account else open_care_tasks(None)
    care = [(care_key(row, groups, today), row) for row in rows[:limit]]
    placed = [(key, CarePlaced(row, groups[key[0]])) for key, row in care]
    found: list[tuple[Key, Placed | CarePlaced]] = [*tasks, *placed]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])][:limit]


def waiting(account: Account) -> int:
    """How many things the account could take."""
    return for_account(account).count() + free_care_tasks(account).count()


def key_of(placed: Placed, groups: Sequence[Group]) -> Key:
    """Where a task of a case stands: its group from 0, its target, the day the claim came."""
    return groups.index(placed.group), placed.task.target_on, placed.task.received_on


def care_key(row: CareTask, groups: Sequence[Group], today: date) -> Key:
    """Where something from care stands: its group from 0, its last day, the day it came."""
    opened, protected = legal_day(row.opened_at), row.person is not None and row.person.protection != "none"
    return place(Waiting("", CARE, "", protected, opened, row.due, row.due), groups, today), row.due, opened
