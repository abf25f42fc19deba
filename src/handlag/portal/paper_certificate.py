"""The form for a medical certificate (FK 7804) that came on paper, and what it says as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from django.utils.translation import gettext_lazy as _

from handlag.core.clock import STOCKHOLM
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.intake.domain.certificates import Draft, Ground, Identity, Reduction, Unit, Version
from handlag.people.domain.identity import parse_identity
from handlag.portal.fields import Choice, Field
from handlag.portal.typed import day

VERSION = Version(2, 0)
UNIT_SYSTEM = "1.2.752.129.2.1.4.1"  # HSA-id
SHARES = (100, 75, 50, 25)
ROWS = (1, 2, 3, 4)  # the paper form has one row per share


def _line(name: str, label: object, *, required: bool = True, kind: str = "line") -> Field:
    return Field(name, kind, label, required=required, form="paper")  # type: ignore[arg-type]


def _choice(name: str, label: object, choices: tuple[Choice, ...], *, required: bool = True) -> Field:
    return Field(name, "choice", label, choices=choices, required=required, form="paper")  # type: ignore[arg-type]


PERCENTS = tuple(Choice(str(share), f"{share} %") for share in SHARES)
GROUNDS = (
    Choice("FYSISKUNDERSOKNING", _("Physical examination")),
    Choice("DIGITALUNDERSOKNING", _("Video consultation")),
    Choice("TELEFONKONTAKT", _("Telephone contact")),
    Choice("JOURNALUPPGIFTER", _("Medical records")),
)
OCCUPATIONS = (
    Choice("NUVARANDE_ARBETE", _("Present work")),
    Choice("ARBETSSOKANDE", _("Looking for work")),
    Choice("FORALDRALEDIG", _("Parental leave")),
    Choice("STUDIER", _("Studies")),
)
PROGNOSES = (
    Choice("STOR_SANNOLIKHET", _("Will very probably return to work after the certificate")),
    Choice("SANNOLIKT_INTE", _("Will probably not return within twelve months")),
    Choice("PROGNOS_OKLAR", _("The prognosis is unclear")),
)
FIELDS: tuple[Field, ...] = (
    _line("patient", _("The patient's personal identity number"), kind="person"),
    _line("signed_on", _("Signed on"), kind="date"),
    _line("doctor", _("The doctor's name")),
    _line("doctor_id", _("The doctor's HSA-id or prescriber code")),
    _line("unit", _("Care unit")),
    _line("unit_id", _("The care unit's HSA-id")),
    _choice("ground", _("What the certificate is based on"), GROUNDS),
    _line("ground_on", _("When"), kind="date"),
    _choice("occupation", _("Work or occupation it is judged against"), OCCUPATIONS),
    _line("duties", _("Profession and duties"), required=False),
    _line("diagnosis", _("Diagnosis code (ICD-10)")),
    _line("diagnosis_text", _("Diagnosis in words")),
    _line("impairment", _("Impairment of body or mind"), kind="text"),
    _line("limitation", _("Limitation of activity"), kind="text"),
    _line("treatment", _("Treatment"), kind="text", required=False),
    *(
        field
        for row in ROWS
        for field in (
            _line(f"start_{row}", _("Reduced from and including"), kind="date", required=row == 1),
            _line(f"end_{row}", _("To and including"), kind="date", required=row == 1),
            _choice(f"percent_{row}", _("Reduced by"), PERCENTS, required=row == 1),
        )
    ),
    _choice("prognosis", _("Prognosis"), PROGNOSES),
    _line("prognosis_reason", _("Why the prognosis is unclear"), kind="text", required=False),
    _line("other", _("Other information"), kind="text", required=False),
)


def draft_of(given: Mapping[str, str], now: datetime) -> Draft:
    """What the paper says, as typed in. Raises PORTAL_PAPER_… naming the field; intake judges the rest."""
    signed = datetime.combine(day(given, "signed_on"), time(12), STOCKHOLM).astimezone(UTC)
    return Draft(
        id=f"paper-{new_id()}",
        patient=parse_identity(given.get("patient", ""), now.date()).digits,
        signed_at=signed,
        doctor_id=_text(given, "doctor_id"),
        doctor=_text(given, "doctor"),
        unit=Unit(id=Identity(UNIT_SYSTEM, _text(given, "unit_id")), name=_text(given, "unit")),
        reductions=tuple(_reduction(given, row) for row in ROWS if row == 1 or given.get(f"start_{row}", "").strip()),
        diagnoses=((_text(given, "diagnosis").replace(".", "").upper(), _text(given, "diagnosis_text")),),
        grounds=(Ground(_text(given, "ground"), day(given, "ground_on")),),
        occupations=(_text(given, "occupation"),),
        duties=given.get("duties", "").strip(),
        impairment=given.get("impairment", "").strip(),
        limitation=given.get("limitation", "").strip(),
        treatment=given.get("treatment", "").strip(),
        prognosis=_text(given, "prognosis"),
        prognosis_reason=given.get("prognosis_reason", "").strip(),
        other=given.get("other", "").strip(),
    )


def _reduction(given: Mapping[str, str], row: int) -> Reduction:
    percent = _text(given, f"percent_{row}")
    if percent not in {str(share) for share in SHARES}:
        raise _missing(f"percent_{row}")
    return Reduction(day(given, f"start_{row}"), day(given, f"end_{row}"), int(percent))


def _text(given: Mapping[str, str], name: str) -> str:
    text = given.get(name, "").strip()
    if not text:
        raise _missing(name)
    return text


def _missing(name: str) -> HandlagError:
    return HandlagError(
        "PORTAL_PAPER_MISSING", name,
        sv="Uppgiften saknas.", en="The answer is missing.",
        remedy_sv="Fyll i den som på blanketten. Är den tom där, begär komplettering av vården.",
        remedy_en="Fill it in as on the form. If it is empty there, ask health care for it.",
    )  # fmt: skip
