"""Noting where a person wants her money."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.people.domain.iban import is_iban
from handlag.people.models import Person


def set_bank_account(person: Person, iban: str, now: datetime, by: Actor = MACHINE) -> Person:
    """Note a person's bank account, from now on. The same again changes nothing. Raises PEOPLE_IBAN.

    The event doesn't name the account: follow-up has no use of it.
    """
    number = "".join(iban.split()).upper()
    if not is_iban(number):
        raise HandlagError(
            "PEOPLE_IBAN", "account",
            sv="Kontonumret är inget giltigt IBAN.", en="The account number is no valid IBAN.",
            remedy_sv="Skriv IBAN som banken anger det, för svenska konton SE och 22 siffror.",
            remedy_en="Write the IBAN as the bank gives it, for Swedish accounts SE and 22 digits.",
        )  # fmt: skip
    with transaction.atomic():
        row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if row.account != number:
            row.account = number
            row.save(update_fields=["account"])
            leave(Kind.BANK_ACCOUNT_SET, now, person=row, actor=by)
    return row
