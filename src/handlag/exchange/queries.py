"""What the room can tell: conversations, tasks, and how each care unit's connection stands.

Callers have let the read of the person through ``people.actions.read_person`` first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from handlag.exchange.models import Arrival, CareTask, Delivery, Message
from handlag.people.models import Account, Person


def conversation(person: Person) -> list[Message]:
    """Every message about a person's certificates, the earliest first, ours with how far they have come."""
    rows = Message.objects.filter(person=person).defer("raw").select_related("by", "delivery")
    return list(rows.order_by("at", "id"))


@dataclass(frozen=True)
class Thread:
    """A question and what has followed on it: reminders and the answer."""

    question: Message
    replies: list[Message]

    @property
    def waits(self) -> bool:
        """Whether an answer is still awaited."""
        return self.question.answered_at is None and not any(each.reply_to for each in self.replies)


def threads(messages: list[Message]) -> list[Thread]:
    """Messages in threads, the latest begun first."""
    of: dict[str, Thread] = {}
    begun: list[Thread] = []
    for each in messages:
        thread = of.get(each.reply_to or each.reminder_of)
        if thread is None:
            thread = Thread(each, [])
            begun.append(thread)
        else:
            thread.replies.append(each)
        of[each.external_id] = thread
    return begun[::-1]


def message(message_id: UUID) -> Message | None:
    """One message, with its person."""
    return Message.objects.select_related("person").filter(pk=message_id).first()


def open_care_tasks(account: Account | None) -> QuerySet[CareTask]:
    """What waits for a person, the soonest due first; protected persons' only for those who may see them."""
    rows = CareTask.objects.filter(done_at__isnull=True).select_related("person", "message", "assignee")
    if account is not None and not account.protected_access:
        rows = rows.filter(Q(person__isnull=True) | Q(person__protection="none"))
    return rows.order_by("due", "id")


def free_care_tasks(account: Account) -> QuerySet[CareTask]:
    """What the account may take: nobody has it, and it is not about herself (jäv, förvaltningslagen 16 §)."""
    rows = open_care_tasks(account).filter(assignee__isnull=True)
    return rows.exclude(person=account.person_id) if account.person_id else rows


def care_tasks_of(account: Account) -> list[CareTask]:
    """What the account has taken, the soonest due first."""
    return list(open_care_tasks(account).filter(assignee=account))


@dataclass(frozen=True)
class Connection:
    """How a care unit's connection stands over a stretch of days."""

    unit_id: str
    sender: str
    last_seen: datetime
    taken: int
    errors: int
    last_error: str


def connections(since: datetime) -> list[Connection]:
    """Every unit that has called since an instant, the ones with errors first, then the most recently seen."""
    rows = Arrival.objects.filter(at__gte=since).values("unit_id", "sender")
    counted = rows.annotate(
        last_seen=Max("at"), taken=Count("id", filter=Q(outcome__in=["OK", "INFO"])),
        errors=Count("id", filter=Q(outcome__in=["ERROR", "FAULT"])),
    )  # fmt: skip
    found = [Connection(**row, last_error=_last_error(row["unit_id"], row["sender"], since)) for row in counted]
    return sorted(found, key=lambda each: (-each.errors, each.last_seen), reverse=False)


def _last_error(unit_id: str, sender: str, since: datetime) -> str:
    failed = Arrival.objects.filter(at__gte=since, unit_id=unit_id, sender=sender, outcome__in=["ERROR", "FAULT"])
    return without_values(failed.order_by("-at").values_list("text", flat=True).first() or "")


def recent_refusals(limit: int) -> list[Arrival]:
    """The latest calls that were refused, without their bytes, and without what the sender had written."""
    found = list(Arrival.objects.filter(outcome__in=["ERROR", "FAULT"]).defer("raw").order_by("-at")[:limit])
    for each in found:
        each.text = without_values(each.text)
    return found


def without_values(text: str) -> str:
    """An answer's words without the values it quotes: whoever keeps connections running has no business with them."""
    return re.sub(r"\d{6,}(?:-\d+)?", "…", re.sub(r"'[^']*'|\"[^\"]*\"", "…", text))


def outbox() -> dict[str, int]:
    """How many messages to care stand in each state."""
    rows = Delivery.objects.values("status").annotate(count=Count("pk")).order_by("status")
    return {row["status"]: row["count"] for row in rows}


def awaited(day: date) -> QuerySet[Message]:
    """Questions of ours without an answer on a day, the soonest due first."""
    rows = Message.objects.filter(outgoing=True, answered_at__isnull=True, last_day__gte=day, reminder_of="")
    return rows.order_by("last_day", "id")
