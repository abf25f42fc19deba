"""The people and papers the case files of this folder begin with. All persons are made up, from the test series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases.actions.open_case import open_case
from handlag.cases.models import Case
from handlag.core.ids import luhn_digit, new_id
from handlag.events.models import Event
from handlag.intake.models import Certificate, Claim
from handlag.people.models import Account, Income, Person, Relation, Unit

NOON = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
SALARY = 412_000


def noon(day: str) -> datetime:
    """Noon-ish of a legal day, as UTC."""
    return datetime.fromisoformat(f"{day}T10:00:00+00:00")


def person(born: str = "19850312", serial: str = "980", **values: Any) -> Person:
    digits = born[2:] + serial
    number = born + serial + str(luhn_digit(digits))
    day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    basics: dict[str, Any] = {
        "given_name": "Anna", "family_name": "Andersson", "sex": "F", "street": "Storgatan 1", "postcode": "111 11",
        "town": "Stockholm", "municipality": "0180", "account": "SE4550000000058398257466",
    }  # fmt: skip
    return Person.objects.create(identity_number=number, born=day, **basics | values)


def earns(who: Person, kronor: int = SALARY, kind: str = "employment") -> Income:
    return Income.objects.create(
        person=who, kind=kind, yearly_kronor=kronor, period=DateRange(date(2020, 1, 1), None), source="Arbetsgivaren"
    )


def unit(code: str = "stockholm", **values: Any) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": "Enhet Stockholm", "county": "01"} | values)[0]


def account(name: str = "olle", role: str = "officer", **values: Any) -> Account:
    names = {"first_name": name.capitalize(), "last_name": "Olsson"}
    return Account.objects.create(username=name, role=role, unit=unit(), **names | values)


def claim(who: Person, start: str, end: str, received: str = "2026-04-01", **content: Any) -> Claim:
    """A claim for sickness benefit by an employee who has had sick pay for the fourteen days before."""
    first = date.fromisoformat(start) - timedelta(days=14)
    basics: dict[str, Any] = {
        "first_sick_day": first.isoformat(), "start": start, "end": end, "extent": 100, "work": "employee",
        "employer": "5560360793", "employment_income": SALARY,
        "sick_pay_until": (date.fromisoformat(start) - timedelta(days=1)).isoformat(), "confirmed": True,
    }  # fmt: skip
    return Claim.objects.create(
        person=who, benefit="sjukpenning", channel="web", received_at=noon(received), form="sjukpenning/1",
        period=DateRange(date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)),
        content=basics | content, idempotency_key=str(new_id()),
    )  # fmt: skip


def certificate(
    who: Person, start: str, end: str, percent: int = 100, signed: str = "2026-03-20", **more: Any
) -> Certificate:
    content = {
        "signed_at": f"{signed}T09:00:00+00:00", "unit": "Vårdcentralen Väst",
        "reductions": [{"start": start, "end": end, "percent": percent}], "diagnoses": [{"code": "F432", "main": True}],
    }  # fmt: skip
    return Certificate.objects.create(
        external_id=str(new_id()), version="2.0", person=who, identity_number=who.identity_number,
        signed_at=noon(signed), received_at=noon(signed), channel="xml", raw=b"<x/>", sha256="0" * 64, content=content,
        **{"findings": [], "type_code": "LISJP"} | more,
    )  # fmt: skip


def opened(the_claim: Claim, day: str = "2026-04-01") -> Case:
    case = open_case(the_claim, noon(day))
    case.refresh_from_db()
    return case


def told(case: Case) -> list[str]:
    """The kinds of the case's events, in the order they happened."""
    return [event.kind for event in Event.objects.filter(case_id=case.id).order_by("at", "id")]


def detail(case: Case, kind: str) -> list[dict[str, Any]]:
    return [e.detail for e in Event.objects.filter(case_id=case.id, kind=kind).order_by("at", "id")]


def family(born: str = "20251105", *, joint: bool = True) -> tuple[Person, Person, Person]:
    """Anna and Bo with a child; with joint custody, or Anna alone with it."""
    anna, bo = person(), person("19840202", "981", given_name="Bo", sex="M")
    child = person(born, "982", given_name="Cleo", family_name="Andersson", account="")
    since = DateRange(child.born, None)
    for parent in (anna, bo):
        Relation.objects.create(kind="parent", person=parent, other=child, period=since, source="Folkbokföringen")
        if joint or parent is anna:
            Relation.objects.create(kind="custody", person=parent, other=child, period=since, source="Folkbokföringen")
    return anna, bo, child


def family_claim(who: Person, benefit: str, received: str, period: tuple[str, str | None], **content: Any) -> Claim:
    start, end = period
    last = date.fromisoformat(end) + timedelta(days=1) if end else None
    return Claim.objects.create(
        person=who, benefit=benefit, channel="web", received_at=noon(received), form=f"{benefit}/1",
        period=DateRange(date.fromisoformat(start), last), content=content | {"confirmed": True},
        idempotency_key=str(new_id()),
    )  # fmt: skip


def parental_claim(who: Person, child: Person, start: str, end: str, received: str, **content: Any) -> Claim:
    basics: dict[str, Any] = {
        "child": child.identity_number, "start": start, "end": end, "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "extent": "1", "level": "sjukpenningniva", "work": "employee", "employment_income": SALARY,
    }  # fmt: skip
    return family_claim(who, "foraldrapenning", received, (start, end), **basics | content)


def bare_case(who: Person, benefit: str, number: str) -> Case:
    """A case with a person, for tests of what stands around it."""
    day = date(2026, 4, 1)
    return Case.objects.create(
        number=number, person=who, benefit=benefit, flow=benefit, flow_version=1, step="decide", state="with_person",
        received_on=day, target_on=day, opened_at=NOON,
    )  # fmt: skip
