"""What the registers hold of a person and what a case opens with, each asked in one round trip."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.domain.certified import FLOW, SAME_SPELL, Open
from handlag.cases.domain.spans import Span, latest_wins
from handlag.core.rows import read
from handlag.intake.domain.certificates.summary import superseded
from handlag.people.models import Person

PERSON_COLUMNS = [str(field.column) for field in Person._meta.concrete_fields]
PERSON_ATTRIBUTES = [field.attname for field in Person._meta.concrete_fields]
Rows = list[tuple[Any, ...]]
KNOWN_CASE = "SELECT case_id FROM cases_caseclaim WHERE claim_id = $1"
PREPARED = """
SELECT c.id FROM cases_case c JOIN cases_caseclaim l ON l.case_id = c.id JOIN intake_claim n ON n.id = l.claim_id
WHERE c.person_id = $1 AND c.benefit = $2 AND c.flow = $3 AND c.state <> 'closed' AND n.period && $4
"""
"""The case a certificate has opened for days of the same period of illness."""
PERSON = f"""
SELECT {", ".join(PERSON_COLUMNS)}, (
    SELECT u.code FROM people_unit u WHERE u.protected = (p.protection <> 'none')
    ORDER BY (u.county = left(p.municipality, 2) AND NOT u.protected) DESC, u.code LIMIT 1
)
FROM people_person p WHERE id = $1 FOR NO KEY UPDATE OF p
"""  # noqa: S608 — columns of the model
INCOMES = """
SELECT id, kind, yearly_kronor, period, source FROM people_income
WHERE person_id = $1 AND period @> $2::date AND superseded_at IS NULL ORDER BY kind, id
"""
CERTIFICATES = """
SELECT id, type_code, content, findings FROM intake_certificate c WHERE person_id = $1 AND NOT EXISTS (
  SELECT 1 FROM intake_revocation r WHERE r.external_id = c.external_id AND r.identity_number = c.identity_number
) ORDER BY signed_at, id
"""
LINES = """
SELECT l.period, l.outcome, l.reason_code, l.decision_id, d.receipt #> '{facts,sick_pay}'
FROM cases_case c JOIN cases_decision d ON d.case_id = c.id JOIN cases_decisionline l ON l.decision_id = d.id
WHERE c.person_id = $1 AND c.benefit = $2 AND c.id <> $3 ORDER BY d.decided_at, d.id, l.position
"""

KIND_BY_REASON = {"SJP_SICK_PAY": "sick_pay", "SJP_DEDUCTION": "deduction", "SJP_WAITING": "waiting"}
OTHER = ""


@dataclass(frozen=True)
class Income:
    """Registered yearly income, whole kronor."""

    id: UUID
    kind: str
    yearly_kronor: int
    period: Any
    source: str


@dataclass(frozen=True)
class Certificate:
    """A certificate, as far as a case looks at it."""

    id: UUID
    type_code: str
    content: dict[str, Any]
    findings: list[dict[str, Any]]


@dataclass(frozen=True)
class Registers:
    """Incomes on a day, certificates, and the days decided in other cases of the benefit."""

    incomes: list[Income]
    certificates: list[Certificate]
    earlier: list[Span[str]]


@dataclass(frozen=True)
class Opening:
    """Where a case begins: the person, locked; the case the claim already has; the one a certificate has opened; the
    unit that handles her cases; and what is registered of her.
    """

    person: Person
    known_case: UUID | None
    prepared: UUID | None
    unit: str | None
    registers: Registers


def opening(person_id: UUID, claim_id: UUID, benefit: str, days: Open, case_id: UUID) -> Opening:
    """Lock the person and see what there is already; two of her cases never open at the same time.

    The unit is one for protected identities where hers is protected, else one of her county, else any.
    """
    spell = DateRange(days[0] - SAME_SPELL, days[1] + SAME_SPELL + timedelta(days=1) if days[1] else None)
    persons, known, prepared, *held = read(
        (PERSON, [person_id]), (KNOWN_CASE, [claim_id]), (PREPARED, [person_id, benefit, FLOW, spell]),
        *_questions(person_id, benefit, case_id, days[0]),
    )  # fmt: skip
    *values, unit = persons[0]
    person = Person.from_db("default", PERSON_ATTRIBUTES, values)
    waits = prepared[0][0] if prepared else None
    return Opening(person, known[0][0] if known else None, waits, unit, _registers(*held, benefit=benefit))


def registers(person_id: UUID, benefit: str, case_id: UUID, day: date) -> Registers:
    """What is registered of a person for a benefit claimed from ``day``, the person's case itself left out."""
    return _registers(*read(*_questions(person_id, benefit, case_id, day)), benefit=benefit)


def _questions(person_id: UUID, benefit: str, case_id: UUID, day: date) -> list[tuple[str, list[Any]]]:
    return [(INCOMES, [person_id, day]), (CERTIFICATES, [person_id]), (LINES, [person_id, benefit, case_id])]


def _registers(incomes: Rows, certificates: Rows, lines: Rows, *, benefit: str) -> Registers:
    return Registers(
        [Income(*row) for row in incomes],
        _in_force(
            [
                Certificate(id, type_code, json.loads(said), json.loads(found))
                for id, type_code, said, found in certificates
            ]
        ),
        _earlier(lines, benefit),
    )


def _in_force(certificates: list[Certificate]) -> list[Certificate]:
    """Those no later one replaces or completes; withdrawn ones were never read."""
    gone = superseded(each.content for each in certificates)
    return [each for each in certificates if each.content.get("certificate_id") not in gone]


def _earlier(lines: Rows, benefit: str) -> list[Span[str]]:
    """Granted days by the benefit's name, and the first days of a sickness period by kind; the last decision counts."""
    return [span for span in latest_wins(_spans(lines, benefit)) if span.value != OTHER]


def _spans(lines: Rows, benefit: str) -> Iterator[Span[str]]:
    seen: set[UUID] = set()
    for period, outcome, reason, decision, sick_pay in lines:
        paid = json.loads(sick_pay) if sick_pay and decision not in seen else None
        if paid:
            yield Span(date.fromisoformat(paid["start"]), date.fromisoformat(paid["end"]), "sick_pay")
        seen.add(decision)
        kind = benefit if outcome == "granted" else KIND_BY_REASON.get(reason, OTHER)
        yield Span(period.lower, period.upper - timedelta(days=1), kind)
