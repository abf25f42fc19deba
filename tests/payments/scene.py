"""The people and decisions payments are made of, written straight to the tables of the rooms below."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from psycopg.types.range import DateRange

from handlag.cases.models import Case, Decision, DecisionLine
from handlag.core.ids import luhn_digit, new_id
from handlag.payments.actions.grant_entitlements import grant_entitlements
from handlag.people.models import Person

_serial = count(1)
DECEMBER_1 = date(2025, 12, 1)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day, aware."""
    return datetime.combine(day, time(hour), UTC)


def iban(number: int) -> str:
    """A Swedish IBAN with right check digits for a made-up account."""
    bban = f"{number:020d}"
    check = 98 - int(bban + "2814" + "00") % 97
    return f"SE{check:02d}{bban}"


def person(**given: Any) -> Person:
    n = next(_serial)
    digits = f"{(1950 + n % 50) % 100:02d}0101{980 + n % 20:03d}"
    number = f"{1950 + n % 50}0101{980 + n % 20:03d}{luhn_digit(digits)}"
    values = {
        "id": new_id(), "identity_number": number if n < 50 else f"{n:012d}", 
        "given_name": "Anna", "family_name": f"Test {n}",
        "born": date(1980, 1, 1), "sex": "F", "street": "Storgatan 12 B", "postcode": "11122", "town": "Stockholm",
        "account": iban(n),
    }  # fmt: skip
    made = Person.objects.create(**values | given)
    made.refresh_from_db()
    return made


def decided(
    who: Person, benefit: str, lines: list[tuple[str, str, int]], day: date, receipt: dict[str, Any] | None = None,
    line: dict[str, Any] | None = None,
) -> Decision:  # fmt: skip
    """A decision of a day with lines (first day, last day, öre per unit; 0 refuses), carried through to the plan.

    ``line`` is what else every line says.
    """
    unit = "month" if benefit == "barnbidrag" else "day"
    n = next(_serial)
    now = at(day)
    with transaction.atomic():
        case = Case.objects.create(
            id=new_id(), number=f"T{n:07d}", person=who, benefit=benefit, flow="test", flow_version=1, step="done",
            state="closed", received_on=day, target_on=day, opened_at=now, closed_at=now,
        )  # fmt: skip
        decision = Decision.objects.create(
            id=new_id(), case=case, outcome="granted", decided_at=now, automatic=True, revision=1,
            receipt=receipt or {}, reconsideration_by=day + timedelta(days=60),
        )  # fmt: skip
        for position, (first, last, amount) in enumerate(lines, 1):
            DecisionLine.objects.create(
                id=new_id(), decision=decision, position=position, amount_ore=amount, unit=unit,
                period=DateRange(date.fromisoformat(first), date.fromisoformat(last), "[]"),
                outcome="granted" if amount else "refused", **line or {},
            )  # fmt: skip
        grant_entitlements(decision, now)
    return decision


def children(first: str, last: str, *, halves: int = 2, count: int = 1) -> dict[str, Any]:
    """A receipt of barnbidrag as far as the run reads it: what the law's last step was given."""
    inputs = {"halves": halves, "children": count, "supplement_halves": halves}
    return {"steps": [{"name": "barnbidrag_for_manad", "days": [first, last], "inputs": inputs}]}
