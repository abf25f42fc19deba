"""Any certificate that came on paper, typed in on a form drawn from the certificate form's own data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from handlag.core.clock import STOCKHOLM
from handlag.core.errors import NotFound
from handlag.core.ids import new_id
from handlag.intake.domain.certificates import Draft, Identity, Unit
from handlag.intake.domain.certificates.codes import said_of
from handlag.intake.domain.certificates.forms import Form, PartRule, Question, all_forms
from handlag.intake.domain.certificates.values import HSA_ID, Answer, Code, Part, Period
from handlag.people.domain.identity import parse_identity
from handlag.portal.fields import Choice, Field
from handlag.portal.templatetags.portal import english
from handlag.portal.typed import day, written

MOST_ROWS = 3
"""How many answers to a question that repeats there is room for; a form with more is rare, and is sent as a file."""
SHORT = 100
KINDS = {"boolean": "boolean", "date": "date", "code": "choice", "integer": "integer", "diagnosis": "line"}


def newest(code: str) -> Form:
    """The newest version of a form. Raises PORTAL_FORM_UNKNOWN."""
    found = [each for each in all_forms() if each.form == code]
    if not found:
        raise NotFound(
            "PORTAL_FORM_UNKNOWN", "form",
            sv="Det finns inget sådant formulär.", en="There is no such form.",
            remedy_sv="Välj ett formulär i listan.", remedy_en="Choose a form in the list.",
        )  # fmt: skip
    return max(found, key=lambda each: each.major)


def forms_on_paper() -> list[Form]:
    """Every form that can be typed in, by its number."""
    return sorted((newest(code) for code in {each.form for each in all_forms()}), key=lambda each: each.number)


def fields_for(form: Form) -> list[Field]:
    """Who, for whom and when; then every question in the form's order. Nothing is required: paper can be incomplete."""
    head = [
        Field("patient", "person", _("The patient's personal identity number"), form="paper"),
        Field("signed_on", "date", _("Signed on"), form="paper"),
        Field("doctor", "line", _("The doctor's name"), form="paper"),
        Field("doctor_id", "line", _("The doctor's HSA-id or prescriber code"), form="paper"),
        Field("unit", "line", _("Care unit"), form="paper"),
        Field("unit_id", "line", _("The care unit's HSA-id"), form="paper"),
    ]
    return head + [field for question in form.questions for field in _question(question)]


def _question(question: Question) -> Iterator[Field]:
    name = question.en if english() else question.sv
    for row in _rows(question):
        for rule in question.parts:
            label = f"{rule.id} {name}" if row == 1 else f"{rule.id} {name} ({row})"
            yield from _part(rule, row, label)


def _rows(question: Question) -> range:
    return range(1, min(question.times[1], MOST_ROWS) + 1)


def _part(rule: PartRule, row: int, label: str) -> Iterator[Field]:
    name = f"q{rule.id}_{row}"
    if rule.kind == "period":
        yield Field(f"{name}_start", "date", f"{label}: {_('from')}", required=False, form="paper")
        yield Field(f"{name}_end", "date", f"{label}: {_('to and including')}", required=False, form="paper")
        return
    short = "line" if rule.max is not None and rule.max <= SHORT else "text"
    choices = tuple(Choice(code, said_of(rule.list, code)[english()]) for code in sorted(rule.codes))
    yield Field(name, KINDS.get(rule.kind, short), label, required=False, choices=choices, form="paper")


def head_of(given: Mapping[str, str], now: datetime) -> Draft:
    """Who, for whom and when, as typed. Raises PORTAL_… and PEOPLE_… naming the field."""
    return Draft(
        id=f"paper-{new_id()}",
        patient=parse_identity(given.get("patient", ""), now.date()).digits,
        signed_at=datetime.combine(day(given, "signed_on"), time(12), STOCKHOLM).astimezone(UTC),
        doctor_id=written(given, "doctor_id"),
        doctor=written(given, "doctor"),
        unit=Unit(id=Identity(HSA_ID, written(given, "unit_id")), name=written(given, "unit")),
    )


def answers_of(form: Form, given: Mapping[str, str]) -> list[Answer]:
    """The answers that were typed, in the form's order; what was left empty is left out."""
    found: list[Answer] = []
    for question in form.questions:
        for row in _rows(question):
            parts = tuple(part for rule in question.parts if (part := _typed(form, rule, row, given)) is not None)
            if parts:
                found.append(Answer(question.id, parts, row if question.instance else None))
    return found


def _typed(form: Form, rule: PartRule, row: int, given: Mapping[str, str]) -> Part | None:
    name = f"q{rule.id}_{row}"
    if rule.kind == "period":
        start, end = _maybe_day(given, f"{name}_start"), _maybe_day(given, f"{name}_end")
        return Part(rule.id, periods=(Period(start, end),)) if start or end else None
    text = given.get(name, "").strip()
    if not text:
        return None
    if rule.kind == "code":
        return Part(rule.id, codes=(Code(text, rule.list, said_of(rule.list, text)[0]),))
    if rule.kind == "diagnosis":
        system = sorted(form.diagnosis_systems)[0]
        return Part(rule.id, codes=(Code(text.replace(".", "").upper(), system, text),))
    return Part(rule.id, day(given, name).isoformat() if rule.kind == "date" else text)


def _maybe_day(given: Mapping[str, str], name: str) -> date | None:
    return day(given, name) if given.get(name, "").strip() else None
