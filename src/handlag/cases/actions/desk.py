"""A case on the desk: its row locked, what it rests on read once, and all that is changed written together.

Every action on a case is one ``with`` block over a desk: one transaction, few round trips, events in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from handlag.cases.models import (
    Appeal,
    Assessment,
    AutomationCheck,
    Case,
    Communication,
    Evidence,
    Pause,
    Reconsideration,
    Supplement,
    Task,
)
from handlag.core.clock import legal_day
from handlag.core.errors import NotFound
from handlag.core.rows import insert
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, event
from handlag.events.models import Event
from handlag.intake.models import Claim
from handlag.people.models import Account, Person

OPEN_TASK = ("open", "taken")


@dataclass
class Desk:
    """One case being worked on. Rows added or changed here are written when the block ends without an error."""

    case: Case
    person: Person
    claim: Claim
    now: datetime
    actor: Actor = MACHINE
    account: Account | None = None
    evidence: list[Evidence] = field(default_factory=list)
    supplements: list[Supplement] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    communications: list[Communication] = field(default_factory=list)
    task: Task | None = None
    pause: Pause | None = None
    check: AutomationCheck | None = None
    reconsideration: Reconsideration | None = None  # asked for and not settled
    appeal: Appeal | None = None  # neither handed over nor dismissed
    keeper: Account | None = None  # has just finished the case's task, and keeps the case
    opening: bool = False  # the case is being opened: what is laid with it makes its first revision
    _events: list[Event] = field(default_factory=list)
    _new: dict[type[Model], list[Model]] = field(default_factory=dict)
    _changed: dict[Model, set[str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The legal day the desk is worked on."""
        return legal_day(self.now)

    def tell(self, kind: Kind, /, *, amount_ore: int | None = None, **detail: Any) -> None:
        """Leave an event on the case."""
        case, person = self.case, self.person
        self._events.append(
            event(
                kind, self.now, person=person, case_id=case.id, benefit=case.benefit, actor=self.actor,
                amount_ore=amount_ore, **detail,
            )
        )  # fmt: skip

    def add(self, *rows: Model) -> None:
        """Have new rows written."""
        for row in rows:
            self._new.setdefault(type(row), []).append(row)

    def change(self, row: Model, **values: Any) -> None:
        """Set fields of a row; a row that is itself new is just made so from the start."""
        for name, value in values.items():
            setattr(row, name, value)
        if row not in self._new.get(type(row), []):
            self._changed.setdefault(row, set()).update(values)

    def write(self) -> None:
        """Write what has been gathered: changes, then new rows kind by kind, then the events that tell of them.

        Changes go first: a pause or request that ends must have ended before the next of its kind begins.
        """
        for row, names in self._changed.items():
            row.save(update_fields=names)
        insert([*(row for rows in self._new.values() for row in rows), *self._events])
        self._new, self._changed, self._events = {}, {}, []


def by(account: Account | None) -> Actor:
    """The actor an account is in events: an officer with the unit, the insured, or the machine."""
    if account is None:
        return MACHINE
    kind = "insured" if account.role == "insured" else "officer"
    return Actor(kind, account.id, account.unit_id or "")


@contextmanager
def at_desk(case_id: UUID, now: datetime, account: Account | None = None) -> Iterator[Desk]:
    """Lock a case and read what it rests on; write everything gathered when the block ends, or nothing at all."""
    with transaction.atomic():
        desk = _fetch(_locked(case_id), now, account)
        yield desk
        desk.write()


def _locked(case_id: UUID) -> Case:
    found = Case.objects.select_for_update(of=("self",)).select_related("person", "unit").filter(pk=case_id).first()
    if found is None:
        raise NotFound(
            "CASE_UNKNOWN", "case",
            sv="Ärendet finns inte.",
            en="There is no such case.",
            remedy_sv="Kontrollera ärendenumret.",
            remedy_en="Check the case number.",
        )  # fmt: skip
    return found


def _fetch(case: Case, now: datetime, account: Account | None) -> Desk:
    return Desk(
        case, case.person, newest_claim(case), now, by(account), account,
        evidence=list(case.evidence.filter(superseded_at__isnull=True).order_by("received_at", "id")),
        supplements=list(case.supplements.order_by("asked_at", "id")),
        assessments=list(case.assessments.select_related("by").order_by("at", "id")),
        communications=list(case.communications.order_by("sent_at", "id")),
        task=case.tasks.filter(status__in=OPEN_TASK).select_for_update().first(),
        pause=case.pauses.filter(ended_at__isnull=True).first(),
        check=case.automation_checks.order_by("-at", "-id").first(),
        **_asked_again(case),
    )  # fmt: skip


def _asked_again(case: Case) -> dict[str, Any]:
    """What the party has asked for since the decision; nothing before there is one."""
    if case.decided_at is None:
        return {}
    waiting = case.reconsiderations.select_related("decision__decided_by", "decision__proposed_by")
    return {
        "reconsideration": waiting.filter(status="open").first(),
        "appeal": case.appeals.select_related("decision").filter(status="open").first(),
    }


def newest_claim(case: Case) -> Claim:
    """The claim a case handles; of several that stand, the one that came last. Withdrawn ones only if all are."""
    rows = Claim.objects.filter(case_link__case=case).order_by("status", "-received_at", "-id")  # received first
    return rows[:1].get()
