"""Enter, change or withdraw a fact about people: always a new version, with its source, who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.core.ids import new_id
from handlag.planning.models import CapacityEntry

MOST_FTE = 100_000


@dataclass(frozen=True)
class Fact:
    """What is entered: ``fte`` full-time equivalents of a kind, from a day to a last day or until further notice."""

    kind: str
    fte: float
    first: date
    until: date | None
    source: str
    unit: str = ""
    benefit: str = ""


def set_capacity(
    fact: Fact, made_by: UUID, now: datetime, why: str = "", entry: UUID | None = None, *, withdrawn: bool = False
) -> CapacityEntry:
    """Keep a fact as a new entry, or as the next version of one; ``withdrawn`` says that it no longer holds.

    Raises ``PLAN_CAPACITY`` naming the field, ``PLAN_NO_ENTRY``, and ``PLAN_SAVED_MEANWHILE`` when somebody changed the
    same entry in the same moment.
    """
    _checked(fact, why, entry)
    latest = 0
    if entry is not None:
        latest = CapacityEntry.objects.filter(entry=entry).aggregate(latest=Max("version"))["latest"] or 0
        if not latest:
            raise no_entry()
    made = CapacityEntry(
        entry=entry or new_id(), version=latest + 1, kind=fact.kind, unit=fact.unit, benefit=fact.benefit, fte=fact.fte,
        first=fact.first, until=fact.until, source=fact.source.strip(), why=why.strip(), withdrawn=withdrawn,
        made_by=made_by, made_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            "PLAN_SAVED_MEANWHILE", "entry",
            sv="Någon ändrade uppgiften just nu.", en="Somebody changed the entry just now.",
            remedy_sv="Läs den igen och ändra.", remedy_en="Read it again and change it.",
        ) from error  # fmt: skip
    return made


def no_entry() -> NotFound:
    """The error for an entry that isn't there, or is another unit's."""
    return NotFound(
        "PLAN_NO_ENTRY", "entry", sv="Uppgiften finns inte.", en="There is no such entry.",
        remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
    )  # fmt: skip


def _checked(fact: Fact, why: str, entry: UUID | None) -> None:
    if fact.kind not in CapacityEntry.Kind.values:
        raise _bad("kind", "Välj vad uppgiften gäller.", "Choose what the entry is about.")
    if not (isfinite(fact.fte) and 0 <= fact.fte <= MOST_FTE):
        raise _bad("fte", "Årsarbetskrafterna kan inte vara under noll.", "Full-time equivalents can't be below zero.")
    if fact.until is not None and fact.until < fact.first:
        raise _bad("until", "Sista dagen är före den första.", "The last day is before the first.")
    if not fact.source.strip():
        raise _bad("source", "Källan saknas.", "The source is missing.")
    if len(fact.source) > 200:
        raise _bad("source", "Källan är längre än 200 tecken.", "The source is longer than 200 characters.")
    if entry is not None and not why.strip():
        raise _bad("why", "Säg varför uppgiften ändras.", "Say why the entry is changed.")


def _bad(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "PLAN_CAPACITY", field, sv=sv, en=en, remedy_sv="Rätta värdet.", remedy_en="Correct the value."
    )  # fmt: skip
