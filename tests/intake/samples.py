"""Certificates the tests make themselves, so that they mean something without anybody else's files."""

from __future__ import annotations

from datetime import UTC, date, datetime

from handlag.intake.domain.certificates import Draft, Ground, Identity, Reduction, Unit, Version, write_certificate

ANNA = "198503129812"
V1, V2 = Version(1, 3), Version(2, 0)

UNIT = Unit(
    id=Identity("1.2.752.129.2.1.4.1", "SE2321000016-1A2B"),
    name="Vårdcentralen Björken",
    address="Storgatan 1",
    postal_code="123 45",
    city="Ås & Ö",
    phone="08-123 45 67",
    provider_id="SE2321000016-0001",
    provider_name="Regionen",
)


def draft(**changes: object) -> Draft:
    """A complete certificate: 100 % for two weeks in March 2024, then 50 % for two, for F43.9; any field changed."""
    facts: dict[str, object] = {
        "id": "3f0c1a8e-0000-4000-8000-000000000001",
        "patient": ANNA,
        "signed_at": datetime(2024, 3, 1, 13, 30, tzinfo=UTC),
        "doctor_id": "SE2321000016-DR01",
        "doctor": "Doktor Dotter",
        "unit": UNIT,
        "grounds": (Ground("FYSISKUNDERSOKNING", date(2024, 3, 1)),),
        "occupations": ("NUVARANDE_ARBETE",),
        "duties": "Lärare i årskurs 4–6",
        "diagnoses": (("F439", "Reaktion på svår stress"),),
        "impairment": "Orkar inte hålla tanken kvar mer än några minuter.",
        "limitation": "Kan inte leda en klass.",
        "reductions": (
            Reduction(date(2024, 3, 1), date(2024, 3, 14), 100),
            Reduction(date(2024, 3, 15), date(2024, 3, 28), 50),
        ),
        "hours_distribution": False,
        "prognosis": "STOR_SANNOLIKHET",
        "measures": ("ARBETSANPASSNING",),
    }
    return Draft(**{**facts, **changes})  # type: ignore[arg-type]


def complete(version: Version, **changes: object) -> bytes:
    """The XML of a complete certificate of a version; version 1 knows one kind of examination."""
    if version.major == 1:
        changes = {"grounds": (Ground("UNDERSOKNING", date(2024, 3, 1)),), **changes}
    return write_certificate(draft(**changes), version)


TODAY = date(2024, 3, 20)
CHILD = "202312249812"
OTHER_PARENT = "198701019807"
EMPLOYER = "5560000001"

SJUKPENNING = {
    "first_sick_day": "2024-03-01",
    "start": "2024-03-15",
    "end": "2024-03-28",
    "extent": "50",
    "work": "employee",
    "employer": "556000-0001",
    "sick_pay_until": "2024-03-14",
    "employment_income": "412 000 kr",
    "confirmed": "on",
}
"""A sickness claim as a browser sends it."""

FORALDRAPENNING = {
    "child": CHILD,
    "start": "2024-03-01",
    "end": "2024-03-31",
    "weekdays": ["fri", "mon"],
    "extent": "1",
    "level": "sjukpenningniva",
    "work": "employee",
    "employment_income": "412000",
    "confirmed": "on",
}

BARNBIDRAG = {"child": CHILD, "from_month": "2024-03", "reason": "birth", "share": "full", "confirmed": "on"}
