"""Registering a person the agency has not met before, and changing what protects her data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.people import hooks
from handlag.people.domain.identity import parse_identity
from handlag.people.models import Person, Protection


@dataclass(frozen=True)
class Address:
    """Where somebody lives, as ISO 20022's structured address wants it."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "SE"
    municipality: str = ""


def register_person(
    identity_number: str,
    given_name: str,
    family_name: str,
    now: datetime,
    *,
    born: date | None = None,
    address: Address | None = None,
    account: str = "",
    language: str = "sv",
    by: Actor = MACHINE,
) -> Person:
    """Register somebody under her personnummer or samordningsnummer; sex and day of birth follow from the number.

    ``born`` is given where the register tells another day than the number. Raises PEOPLE_IDENTITY_*,
    PEOPLE_NAME where a name is missing, PEOPLE_REGISTERED where the number is taken.
    """
    number = parse_identity(identity_number, legal_day(now))
    place = address or Address()
    _name(given_name, "given_name")
    _name(family_name, "family_name")
    with transaction.atomic():
        person, made = Person.objects.get_or_create(
            identity_number=number.digits,
            defaults={
                "given_name": given_name.strip(), "family_name": family_name.strip(), "sex": number.sex,
                "born": born or number.birth_date, "account": account, "language": language,
                "street": place.street, "postcode": place.postcode, "town": place.town, "country": place.country,
                "municipality": place.municipality,
            },
        )  # fmt: skip
        if not made:
            raise _registered(person)
        leave(Kind.PERSON_REGISTERED, now, person=person, actor=by)
        for listener in hooks.on_registered:
            listener(person, now)
    return person


def set_protection(person: Person, protection: Protection, now: datetime, by: Actor = MACHINE) -> Person:
    """Set or lift the protection of somebody's data (OSL 22 kap. 1 §, folkbokföringslagen 16 §)."""
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        row.protection = protection
        row.save(update_fields=["protection"])
        leave(Kind.PROTECTION_SET, now, person=row, actor=by, protection=str(protection))
    return row


def _name(text: str, field: str) -> None:
    if text.strip() and len(text) <= 80:
        return
    raise HandlagError(
        "PEOPLE_NAME", field,
        sv="Namnet saknas eller är längre än 80 tecken.",
        en="The name is missing or longer than 80 characters.",
        remedy_sv="Skriv namnet som i folkbokföringen, förkortat om det behövs.",
        remedy_en="Write the name as in the population register, shortened if need be.",
    )  # fmt: skip


def _registered(person: Person) -> Conflict:
    return Conflict(
        "PEOPLE_REGISTERED", "identity_number",
        sv="Det finns redan en person med det numret.",
        en="Somebody with that number is already registered.",
        remedy_sv="Öppna den registrerade personen i stället.",
        remedy_en="Open the registered person instead.",
        person=str(person.id),
    )  # fmt: skip
