"""What the room can tell: who belongs to whom on a day, as known at a time, and who has read about somebody.

``known_at`` asks what the agency knew at an instant; left out, what it knows now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from handlag.core.errors import NotFound
from handlag.people.domain.card import Card, card
from handlag.people.domain.identity import parse_identity
from handlag.people.models import Account, Income, Organisation, Person, Protection, ReadLog, Relation

AnyRow = TypeVar("AnyRow", bound=Model)
ADULT = 18


def known(rows: QuerySet[AnyRow], at: datetime | None) -> QuerySet[AnyRow]:
    """Rows of a bi-temporal table as the agency knew them at ``at``, or knows them now."""
    if at is None:
        return rows.filter(superseded_at__isnull=True)
    return rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), known_from__lte=at)


def relations(person: Person, kind: str, on: date, known_at: datetime | None = None) -> QuerySet[Relation]:
    """The person's relations of a kind that hold on a day, the oldest first."""
    rows = known(Relation.objects.filter(person=person, kind=kind, period__contains=on), known_at)
    return rows.select_related("other", "organisation").order_by("period", "id")


def children_in_custody(person: Person, on: date, known_at: datetime | None = None) -> list[Person]:
    """Children the person has custody of on a day, the eldest first."""
    return _others(relations(person, "custody", on, known_at))


def children(person: Person, on: date, known_at: datetime | None = None) -> list[Person]:
    """The person's children by birth or adoption as of a day, the eldest first."""
    return _others(relations(person, "parent", on, known_at))


def guardians(child: Person, on: date, known_at: datetime | None = None) -> list[Person]:
    """Who has custody of the child on a day (föräldrabalken 6 kap. 2 §); one, two or specially appointed."""
    rows = known(Relation.objects.filter(other=child, kind="custody", period__contains=on), known_at)
    return sorted((row.person for row in rows.select_related("person")), key=lambda adult: (adult.born, adult.nr))


def partner(person: Person, on: date, known_at: datetime | None = None) -> Person | None:
    """The spouse, registered partner or cohabitant on a day."""
    row = relations(person, "partner", on, known_at).first()
    return row.other if row else None


def household(person: Person, on: date, known_at: datetime | None = None) -> list[Person]:
    """Who lives with the person on a day, the person herself left out."""
    return _others(relations(person, "household", on, known_at))


def employers(person: Person, on: date, known_at: datetime | None = None) -> list[Organisation]:
    """Who employs the person on a day."""
    return [row.organisation for row in relations(person, "employer", on, known_at) if row.organisation]


def incomes_at(person: Person, on: date, known_at: datetime | None = None) -> QuerySet[Income]:
    """Yearly incomes from work that hold on a day, whole kronor, one row per source."""
    rows = known(Income.objects.filter(person=person, period__contains=on), known_at)
    return rows.select_related("organisation").order_by("kind", "id")


def yearly_income(person: Person, on: date, known_at: datetime | None = None) -> dict[str, int]:
    """Whole kronor a year on a day by kind: ``employment`` and ``business``, zero where there is none."""
    sums = {"employment": 0, "business": 0}
    for row in incomes_at(person, on, known_at):
        sums[row.kind] = sums.get(row.kind, 0) + row.yearly_kronor
    return sums


def person_by_identity(text: str, today: date) -> Person:
    """The person with a number written in any of the usual ways.

    Raises PEOPLE_IDENTITY_* where the number can't be anybody's, PEOPLE_UNKNOWN where nobody here has it.
    """
    number = parse_identity(text, today)
    found = Person.objects.filter(identity_number=number.digits).first()
    if found is None:
        raise NotFound(
            "PEOPLE_UNKNOWN", "identity_number",
            sv="Ingen person med det numret finns registrerad.",
            en="Nobody with that number is registered.",
            remedy_sv="Kontrollera numret, eller registrera personen först.",
            remedy_en="Check the number, or register the person first.",
        )  # fmt: skip
    return found


def ties(one: UUID | None, other: UUID, on: date) -> frozenset[str]:
    """How one person is tied to another on a day: parent, child, custody, partner, household."""
    if one is None or one == other:
        return frozenset()
    rows = known(Relation.objects.filter(period__contains=on, other__isnull=False), None)
    either = rows.filter(Q(person=one, other=other) | Q(person=other, other=one))
    backwards = {"parent": "child", "custody": "in_custody"}
    return frozenset(
        kind if person == one else backwards.get(kind, kind) for person, kind in either.values_list("person_id", "kind")
    )


def cards(account: Account, persons: Iterable[Person]) -> dict[UUID, Card]:
    """What a list shown to the account may say of each person, by the person's id."""
    return {person.id: card(person, account.protected_access, account.language) for person in persons}


def is_protected(person: Person) -> bool:
    """Whether the person's data is protected in either form."""
    return person.protection != Protection.NONE


def is_minor(person: Person, on: date) -> bool:
    """Whether the person is under eighteen on a day."""
    return (on.year - person.born.year) - ((on.month, on.day) < (person.born.month, person.born.day)) < ADULT


@dataclass(frozen=True)
class ReadEntry:
    """One row of a person's own read log. Staff are shown by role and unit, never by name (see docs/people.md)."""

    at: datetime
    by_role: str
    by_unit: str
    own: bool
    what: str
    case_id: UUID | None
    allowed: bool
    rule: str


def reads_of(person: Person, limit: int = 200) -> list[ReadEntry]:
    """Who has read, or tried to read, about the person, the latest first."""
    rows = ReadLog.objects.filter(person=person).select_related("account__unit").order_by("-at", "-id")[:limit]
    return [_entry(row, person) for row in rows]


def _entry(row: ReadLog, person: Person) -> ReadEntry:
    account = row.account
    own = account.person_id == person.id and account.role == "insured"
    unit = account.unit.name if account.unit else ""
    return ReadEntry(row.at, account.role, unit, own, row.what, row.case_id, row.allowed, row.rule)


def _others(rows: QuerySet[Relation]) -> list[Person]:
    found = [row.other for row in rows if row.other is not None]
    return sorted(found, key=lambda other: (other.born, other.nr))
