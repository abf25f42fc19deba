"""Leaving an event: called inside the transaction of the action it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.models import Event


class Subject(Protocol):
    """The person an event is about, as far as follow-up needs to know her."""

    id: UUID
    sex: str
    born: date


@dataclass(frozen=True)
class Actor:
    """Who did it: a machine step, an officer, the insured, health care, the bank."""

    kind: str = "machine"
    id: UUID | None = None
    unit: str = ""


MACHINE = Actor()


RECORDED_BY_DATABASE = Event._meta.get_field("recorded_at").get_default()


def event(
    kind: Kind,
    at: datetime,
    /,
    *,
    person: Subject | None = None,
    case_id: UUID | None = None,
    benefit: str = "",
    actor: Actor = MACHINE,
    amount_ore: int | None = None,
    **detail: Any,
) -> Event:
    """An event not yet written, for an action that writes many at once. ``detail`` as ``Kind`` documents it."""
    return Event.of(
        id=new_id(),
        at=at,
        recorded_at=RECORDED_BY_DATABASE,
        kind=kind,
        case_id=case_id,
        person_id=person.id if person else None,
        benefit=benefit,
        sex=person.sex if person else "",
        birth_year=person.born.year if person else None,
        unit=actor.unit,
        actor_kind=actor.kind,
        actor_id=actor.id,
        amount_ore=amount_ore,
        detail=detail,
    )


def leave(kind: Kind, at: datetime, /, **facts: Any) -> Event:
    """Write one event; ``facts`` as for ``event``."""
    left = event(kind, at, **facts)
    left.save(force_insert=True)
    return left


__all__ = ["MACHINE", "Actor", "Subject", "event", "leave"]
