"""Accounts: opening one for an insured person or somebody of the agency, and closing it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from handlag.core.errors import Conflict, HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.people.models import Account, Person, Role, Unit


def open_account(
    username: str, password: str, role: str, now: datetime, *, person: Person | None = None, unit: Unit | None = None,
    skills: list[str] | None = None, protected_access: bool = False, language: str = "sv", by: Actor = MACHINE,
) -> Account:  # fmt: skip
    """Open an account; the password is kept hashed only.

    An insured account has a person and no rights of staff. Raises PEOPLE_ACCOUNT_ROLE, PEOPLE_ACCOUNT_PERSON,
    PEOPLE_ACCOUNT_TAKEN.
    """
    _check(role, person, protected_access)
    account = Account(
        username=username, role=role, person=person, unit=unit, skills=skills or [],
        protected_access=protected_access, language=language, date_joined=now,
    )  # fmt: skip
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            leave(Kind.ACCOUNT_OPENED, now, actor=by, account=str(account.id), role=role)
    except IntegrityError:
        raise _taken() from None
    return account


def close_account(account: Account, now: datetime, by: Actor = MACHINE) -> None:
    """Close an account: it stays, since decisions and logs name it, but nobody signs in with it again."""
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=False)
        leave(Kind.ACCOUNT_CLOSED, now, actor=by, account=str(account.id))
    account.is_active = False


def _check(role: str, person: Person | None, protected_access: bool) -> None:
    if role not in Role.values:
        raise HandlagError(
            "PEOPLE_ACCOUNT_ROLE", "role",
            sv="Rollen finns inte.", en="There is no such role.",
            remedy_sv=f"Välj en av {', '.join(Role.values)}.", remedy_en=f"Choose one of {', '.join(Role.values)}.",
        )  # fmt: skip
    if role == Role.INSURED and (person is None or protected_access):
        raise HandlagError(
            "PEOPLE_ACCOUNT_PERSON", "person",
            sv="Ett konto för en försäkrad ska höra till en person och inte ge tillgång till skyddade uppgifter.",
            en="An insured account belongs to a person and gives no access to protected data.",
            remedy_sv="Ange personen.", remedy_en="Give the person.",
        )  # fmt: skip


def _taken() -> Conflict:
    return Conflict(
        "PEOPLE_ACCOUNT_TAKEN", "username",
        sv="Användarnamnet är upptaget, eller så har personen redan ett konto.",
        en="The user name is taken, or the person already has an account.",
        remedy_sv="Välj ett annat namn, eller använd kontot som finns.",
        remedy_en="Choose another name, or use the account there is.",
    )  # fmt: skip
