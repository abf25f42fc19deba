"""What a list may show of a person. A protected person's row gives away nothing, not even where she lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

HIDDEN = {"sv": "Skyddade uppgifter", "en": "Protected data"}


class Described(Protocol):
    """A person as the register describes her."""

    id: UUID
    identity_number: str
    given_name: str
    family_name: str
    born: date
    protection: str
    street: str
    postcode: str
    town: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Card:
    """The few lines a list shows."""

    person_id: UUID
    name: str
    identity_number: str
    address: str
    municipality: str
    protected: bool


def card(person: Described, sees_protected: bool, language: str = "sv") -> Card:
    """The person's card as somebody with or without access to protected identities may see it."""
    protected = person.protection != "none"
    if protected and not sees_protected:
        return Card(person.id, HIDDEN["en" if language.startswith("en") else "sv"], "", "", "", True)
    return Card(
        person.id,
        f"{person.given_name} {person.family_name}",
        f"{person.identity_number[:8]}-{person.identity_number[8:]}",
        ", ".join(part for part in (person.street, f"{person.postcode} {person.town}".strip()) if part),
        person.municipality,
        protected,
    )
