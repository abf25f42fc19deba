"""What every action on wrong payments and controls looks at first: who acts, and in whose matter."""

from __future__ import annotations

from handlag.core.errors import HandlagError, NotAllowed, NotFound
from handlag.people.models import Account, Person

SHORTEST, LONGEST = 10, 4_000


def may_act(account: Account, person: Person) -> None:
    """Refuse all but officers, an officer in her own matter, and one who may not see a protected identity."""
    if account.role != "officer":
        raise _not_allowed(
            "CONTROL_ROLE", "Din roll arbetar inte med kontroll och återkrav.", "Your role does not do control.",
            "Låt en handläggare göra det.", "Have an officer do it.",
        )  # fmt: skip
    if account.person_id is not None and account.person_id == person.pk:
        raise _not_allowed(
            "CONTROL_OWN", "Du får inte handlägga din egen sak.", "You may not handle your own matter.",
            "Låt en kollega göra det (16 § förvaltningslagen).",
            "Have a colleague do it (Administrative Procedure Act, section 16).",
        )  # fmt: skip
    if person.protection != "none" and not account.protected_access:
        raise _not_allowed(
            "CONTROL_PROTECTED", "Personen har skyddade uppgifter.", "The person's data is protected.",
            "Låt en handläggare med behörighet göra det.", "Have an officer with access do it.",
        )  # fmt: skip


def reasoned(text: str, field: str) -> str:
    """The reasons somebody has written. Raises CONTROL_REASONS where they say nothing."""
    found = text.strip()
    if not SHORTEST <= len(found) <= LONGEST:
        raise HandlagError(
            "CONTROL_REASONS", field,
            sv=f"Skälen är kortare än {SHORTEST} eller längre än {LONGEST} tecken.",
            en=f"The reasons are shorter than {SHORTEST} or longer than {LONGEST} characters.",
            remedy_sv="Skriv så att den det gäller förstår.", remedy_en="Write so that the party understands.",
        )  # fmt: skip
    return found


def unknown(field: str, code: str, known: object) -> HandlagError:
    """A code nobody knows."""
    return HandlagError(
        "CONTROL_CODE", field,
        sv=f"{code[:40]!r} finns inte att välja.", en=f"{code[:40]!r} is nothing to choose.",
        remedy_sv="Välj något i listan.", remedy_en="Choose something in the list.", known=str(known),
    )  # fmt: skip


def none_such() -> NotFound:
    """What is asked for is not there."""
    return NotFound(
        "CONTROL_UNKNOWN", "id",
        sv="Det finns inget sådant att handlägga.", en="There is no such thing to handle.",
        remedy_sv="Läs om listan: en kollega kan ha hunnit före.",
        remedy_en="Read the list again: a colleague may have been first.",
    )  # fmt: skip


def _not_allowed(code: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> NotAllowed:
    return NotAllowed(code, "account", sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)
