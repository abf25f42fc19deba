"""Asking by letter: employers, and care units that can't be reached by message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlag.cases.actions.desk import Desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.domain.letter import Recipient
from handlag.cases.domain.letter_asked import Wanted, claim_letter, request_letter
from handlag.law.about import about as about_benefit
from handlag.people.models import Organisation

LETTERS = {"employer": "employer_request", "care": "care_request"}


def ask_by_letter(desk: Desk, asked_of: str, wanted: Sequence[Wanted]) -> None:
    """Queue one letter to an employer or a care unit with all that is asked of it."""
    if wanted:
        content = request_letter(outside(desk, asked_of), desk.case.number, desk.today, about(desk), wanted)
        queue_letter(desk, LETTERS[asked_of], content)


def ask_to_claim(desk: Desk, due: date) -> None:
    """Queue the letter that tells the insured of a certificate, and that she has to make a claim."""
    person = desk.person
    benefit = about_benefit(desk.case.benefit).name.in_language(person.language).lower()
    content = claim_letter(
        person.language, recipient(person), desk.case.number, desk.today, benefit=benefit,
        unit=str(desk.claim.content.get("unit", "")), due=due,
    )  # fmt: skip
    queue_letter(desk, "claim", content)


def outside(desk: Desk, asked_of: str) -> Recipient:
    """Whom a letter is to: the claim's employer, or the unit of the case's latest certificate.

    The registers hold no addresses of organisations, so whoever sends the letter puts one on.
    """
    if asked_of == "care":
        units = [row.source for row in desk.evidence if row.kind == "certificate"]
        return Recipient(units[-1] if units else "Vården")
    number = str(desk.claim.content.get("employer", ""))
    employer = Organisation.objects.filter(number=number).values_list("name", flat=True).first() if number else None
    return Recipient(employer or "Arbetsgivaren", (f"Organisationsnummer {number}",) if number else ())


def about(desk: Desk) -> str:
    """The insured by name and number, which whoever is asked knows her by."""
    person = desk.person
    return f"{person} ({person.identity_number[:8]}-{person.identity_number[8:]})"
