"""Recording how persons belong together and who employs them: bi-temporal, so a correction never hides what was known.

A correction supersedes the old row at ``now`` and writes a new one known from ``now``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from psycopg.types.range import DateRange

from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.people.models import Organisation, Person, Relation

BETWEEN_PERSONS = frozenset({"parent", "custody", "partner", "household"})
MUTUAL = frozenset({"partner", "household"})
ALONE = frozenset({"partner"})  # nobody has two at a time


@dataclass(frozen=True)
class Spell:
    """From the first day up to, not including, ``end``; an open end means until further notice."""

    start: date
    end: date | None = None

    def range(self) -> DateRange:
        """The spell as the database keeps it. Raises PEOPLE_PERIOD where the end doesn't lie after the start."""
        if self.end is not None and self.end <= self.start:
            raise HandlagError(
                "PEOPLE_PERIOD", "period",
                sv="Perioden slutar innan den börjar.", en="The period ends before it begins.",
                remedy_sv="Byt plats på dagarna; slutdagen är den första dag som inte räknas.",
                remedy_en="Swap the days; the end is the first day not counted.",
            )  # fmt: skip
        return DateRange(self.start, self.end, "[)")


def relate(
    kind: str, person: Person, other: Person | Organisation, spell: Spell, *, source: str, now: datetime,
    by: Actor = MACHINE,
) -> Relation:  # fmt: skip
    """Record a relation from a day on; partner and household are written each way at once.

    Raises PEOPLE_RELATION_KIND, PEOPLE_RELATION_SELF, PEOPLE_PERIOD, or PEOPLE_RELATION_OVERLAPS where the same
    relation (for partners, any other) is already recorded for some of the days.
    """
    _check_ends(kind, person, other)
    period = spell.range()
    with transaction.atomic():
        _lock(person, other)
        for one, two in _ways(kind, person, other):
            _refuse_overlap(kind, one, two, period)
        rows = [_write(kind, one, two, period, (source, now)) for one, two in _ways(kind, person, other)]
        leave(Kind.RELATION_RECORDED, now, person=person, actor=by, relation=kind, source=source)
    return rows[0]


def correct_relation(relation: Relation, spell: Spell | None, source: str, now: datetime, by: Actor = MACHINE) -> None:
    """Replace what is known of a relation's period; None says that it never held. Both ways of a mutual one.

    Raises PEOPLE_RELATION_STALE where the row has already been replaced.
    """
    period = spell.range() if spell else None
    person, other = relation.person, relation.other or relation.organisation
    if other is None:
        raise _kind()
    with transaction.atomic():
        _lock(person, other)
        for one, two in _ways(relation.kind, person, other):
            _supersede(relation.kind, one, two, relation.period, now)
        for one, two in _ways(relation.kind, person, other) if period else []:
            _refuse_overlap(relation.kind, one, two, period)
            _write(relation.kind, one, two, period, (source, now))
        leave(Kind.RELATION_CORRECTED, now, person=person, actor=by, relation=relation.kind, source=source)


def _ways(kind: str, person: Person, other: Person | Organisation) -> list[tuple[Person, Person | Organisation]]:
    return [(person, other), (other, person)] if kind in MUTUAL and isinstance(other, Person) else [(person, other)]


def _end(other: Person | Organisation) -> dict[str, UUID]:
    return {"other_id": other.id} if isinstance(other, Person) else {"organisation_id": other.id}


def _write(
    kind: str, person: Person, other: Person | Organisation, period: DateRange | None, known: tuple[str, datetime]
) -> Relation:
    source, now = known
    return Relation.objects.create(
        id=new_id(), kind=kind, person=person, period=period, source=source, known_from=now, **_end(other)
    )


def _lock(person: Person, other: Person | Organisation) -> None:
    """Lock the persons in the order of their ids, so that two recordings never wait for each other."""
    ids = sorted([person.id, *([other.id] if isinstance(other, Person) else [])])
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def _supersede(kind: str, person: Person, other: Person | Organisation, period: object, now: datetime) -> None:
    current = Relation.objects.filter(
        kind=kind, person=person, period=period, superseded_at__isnull=True, **_end(other)
    )
    if not current.update(superseded_at=now):
        raise Conflict(
            "PEOPLE_RELATION_STALE", "relation",
            sv="Uppgiften har redan ersatts av en nyare.",
            en="The record has already been replaced by a newer one.",
            remedy_sv="Hämta uppgiften på nytt och ändra den som gäller.",
            remedy_en="Fetch it again and correct the one in force.",
        )  # fmt: skip


def _refuse_overlap(kind: str, person: Person, other: Person | Organisation, period: DateRange | None) -> None:
    same = Q() if kind in ALONE else Q(**_end(other))
    taken = Relation.objects.filter(same, kind=kind, person=person, superseded_at__isnull=True, period__overlap=period)
    if taken.exists():
        raise Conflict(
            "PEOPLE_RELATION_OVERLAPS", "period",
            sv="Relationen är redan registrerad för några av dagarna.",
            en="The relation is already recorded for some of the days.",
            remedy_sv="Rätta den registrerade perioden i stället.",
            remedy_en="Correct the recorded period instead.",
        )  # fmt: skip


def _check_ends(kind: str, person: Person, other: Person | Organisation) -> None:
    if isinstance(other, Person) != (kind in BETWEEN_PERSONS) or kind not in BETWEEN_PERSONS | {"employer"}:
        raise _kind()
    if person.id == other.id:
        raise HandlagError(
            "PEOPLE_RELATION_SELF", "other",
            sv="En person kan inte ha en relation till sig själv.", en="A person can't be related to herself.",
            remedy_sv="Ange den andra personen.", remedy_en="Give the other person.",
        )  # fmt: skip


def _kind() -> HandlagError:
    return HandlagError(
        "PEOPLE_RELATION_KIND", "kind",
        sv="Relationen går inte mellan de två: en arbetsgivare är en organisation, övriga är personer.",
        en="The relation does not fit the two: an employer is an organisation, all others are persons.",
        remedy_sv="Välj parent, custody, partner, household eller employer efter vem den gäller.",
        remedy_en="Choose parent, custody, partner, household or employer by whom it concerns.",
    )  # fmt: skip
