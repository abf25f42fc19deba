"""What the access rules of the people room need to know of a case."""

from __future__ import annotations

from uuid import UUID

from handlag.cases.models import Case
from handlag.people.domain.access import CaseFacts


def case_facts(case_id: UUID) -> CaseFacts | None:
    """The parties (the insured, and the child the case is about) and the unit; None where there is no such case."""
    row = Case.objects.filter(pk=case_id).values_list("person_id", "subject_id", "unit_id").first()
    if row is None:
        return None
    person, subject, unit = row
    return CaseFacts(frozenset({person, subject} - {None}), unit or "")
