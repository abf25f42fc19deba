"""People and cases made by hand for the pages to show, row by row, so that every figure on a page is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.models import Case, CaseClaim, Decision, DecisionLine, Supplement, Task
from handlag.core.ids import luhn_digit, new_id
from handlag.intake.models import Claim
from handlag.law import explain
from handlag.people.models import Person

RECEIVED = date(2024, 3, 2)
NOW = datetime(2024, 3, 6, 9, 0, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "period": {"start": "2024-03-15", "end": "2024-03-28"},
    "birth_date": "1985-03-12",
    "sgi": {"employment_income": 412000},
    "first_sick_day": "2024-03-01",
    "sick_pay": {"start": "2024-03-01", "end": "2024-03-14"},
    "certificate": {"start": "2024-03-08", "end": "2024-03-31"},
    "capacity": [{"start": "2024-03-15", "end": "2024-03-31", "reduction": 100}],
}


def person(serial: int = 980, born: date = date(1985, 3, 12), **more: Any) -> Person:
    """Somebody with a number of the test series."""
    digits = f"{born:%y%m%d}{serial:03d}"
    number = f"{born:%Y%m%d}{serial:03d}{luhn_digit(digits)}"
    known = {"given_name": "Anna", "family_name": "Andersson", "sex": "F", "born": born} | more
    return Person.objects.create(identity_number=number, **known)


def case(who: Person, number: str = "2024-0317-7", **more: Any) -> Case:
    """A sickness case received on 2 March 2024 with a target of thirty days, its claim with it."""
    known: dict[str, Any] = {
        "benefit": "sjukpenning", "flow": "sjukpenning", "flow_version": 1, "step": "law", "state": "running",
        "received_on": RECEIVED, "target_on": date(2024, 4, 1), "opened_at": NOW,
    } | more  # fmt: skip
    made = Case.objects.create(number=number, person=who, **known)
    claim = Claim.objects.create(
        person=who, benefit=made.benefit, channel="web", received_at=NOW, form="sjukpenning/1",
        period=DateRange(date(2024, 3, 15), date(2024, 3, 29)), idempotency_key=str(new_id()),
        content={"first_sick_day": "2024-03-01", "start": "2024-03-15", "end": "2024-03-28", "extent": "100"},
    )  # fmt: skip
    CaseClaim.objects.create(case=made, claim=claim)
    return made


def supplement(of: Case, asked_of: str = "insured") -> Supplement:
    """Something asked for, due 12 March."""
    return Supplement.objects.create(
        case=of, code=f"pay_{asked_of}", asked_of=asked_of, asked_at=NOW, due=date(2024, 3, 12),
        sv="Uppgift om din lön", en="Information about your pay",
    )  # fmt: skip


def decision(of: Case, **more: Any) -> Decision:
    """An automatic decision on ``FACTS`` by the law itself."""
    answer = explain("sjukpenning", FACTS)
    known: dict[str, Any] = {
        "outcome": answer.outcome, "decided_at": NOW, "automatic": True, "revision": 1, "receipt": answer.receipt(),
        "reasons_sv": "Du får sjukpenning.", "reasons_en": "You get sickness benefit.",
        "reconsideration_by": date(2024, 5, 13),
    } | more  # fmt: skip
    made = Decision.objects.create(case=of, **known)
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=made, position=place, period=DateRange(line.start, line.end, "[]"), outcome=line.outcome,
            amount_ore=line.amount, unit=line.unit, lagrum=line.lagrum, reason_code=line.reason_code,
            reason_sv=line.reason_sv, reason_en=line.reason_en,
        )
        for place, line in enumerate(answer.lines)
    )  # fmt: skip
    return made


def task(of: Case, **more: Any) -> Task:
    """An open task on a case."""
    known: dict[str, Any] = {
        "kind": "assess", "benefit": of.benefit, "created_at": NOW, "deadline": date(2024, 4, 3),
        "received_on": of.received_on, "target_on": of.target_on,
    } | more  # fmt: skip
    return Task.objects.create(case=of, **known)
