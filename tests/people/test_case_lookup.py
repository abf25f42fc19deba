"""The people room learns a case's parties from the cases room without importing it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from handlag.cases.models import Case
from handlag.people.models import Person, Unit
from handlag.people.ports import case_facts

NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


def person(number: str) -> Person:
    return Person.objects.create(
        identity_number=number, given_name="A", family_name="B", born=date(1990, 1, 1), sex="F"
    )  # fmt: skip


def test_the_parties_are_the_insured_and_the_child(db):
    unit = Unit.objects.create(code="u", name="U")
    adult, child = person("199001019802"), person("201901019802")
    case = Case.objects.create(
        number="1", person=adult, subject=child, benefit="barnbidrag", flow="f", flow_version=1, step="s", unit=unit,
        received_on=NOW.date(), target_on=NOW.date(), opened_at=NOW,
    )  # fmt: skip
    facts = case_facts(case.id)
    assert facts is not None
    assert (facts.parties, facts.unit) == (frozenset({adult.id, child.id}), "u")
    assert case_facts(uuid4()) is None
