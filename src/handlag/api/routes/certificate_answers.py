"""Certificates as JSON, for systems that don't speak SOAP: the same forms, checks and findings as over the exchange."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from handlag.api.door import Anybody, account_of
from handlag.api.routes.certificates import ENGINEER, OFFICER, TakenInOut, findings_of, sender_of
from handlag.api.shapes import refusals
from handlag.core.clock import wall_clock
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import Draft, Identity, Relation, Unit, Version, compose
from handlag.intake.domain.certificates.codes import said_of
from handlag.intake.domain.certificates.forms import Form, all_forms, form_for
from handlag.intake.domain.certificates.values import HSA_ID, Answer, Code, Part, Period

router = Router(tags=["certificates"])


class CodeIn(Schema):
    """A coded answer; without a system the list of the form's own question is meant."""

    code: str = Field(max_length=40)
    system: str = Field("", max_length=80)
    display: str = Field("", max_length=500)


class PartIn(Schema):
    """One part of an answer (delsvar): text, a code or a period of days, as the form says."""

    id: str = Field(max_length=12)
    text: str = Field("", max_length=20_000)
    code: CodeIn | None = None
    start: date | None = None
    end: date | None = None


class AnswerIn(Schema):
    """One answer (svar); ``instance`` where the question repeats."""

    id: str = Field(max_length=9)
    instance: int | None = Field(None, ge=0, le=999)
    parts: list[PartIn] = Field(max_length=50)


class RelationIn(Schema):
    """How it stands to an earlier certificate: ERSATT, KOMPLT, FRLANG or KOPIA."""

    kind: str = Field(max_length=12)
    certificate_id: str = Field(max_length=200)


class CertificateIn(Schema):
    """A certificate: its form, who wrote it, for whom and when, and the answers."""

    form: str = Field(max_length=16)
    version: str = Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,3})?$")
    id: str = Field(min_length=1, max_length=200)
    patient: str = Field(pattern=r"^[0-9]{12}$")
    signed_at: AwareDatetime = Field(ge=datetime(1900, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))
    doctor_id: str = Field(min_length=1, max_length=64)
    doctor: str = Field("", max_length=200)
    unit_id: str = Field(min_length=1, max_length=64)
    unit: str = Field("", max_length=200)
    provider_id: str = Field("", max_length=64)
    answers: list[AnswerIn] = Field(max_length=200)
    relations: list[RelationIn] = Field([], max_length=20)
    reply_to: str = Field("", max_length=200)


class PartOut(Schema):
    """What one part must be; ``codes`` with their Swedish and English words."""

    id: str
    kind: str
    required: bool
    list: str
    codes: dict[str, tuple[str, str]]


class QuestionOut(Schema):
    """A question of a form, and how many answers it may have."""

    id: str
    sv: str
    en: str
    least: int
    most: int
    parts: list[PartOut]


class CertificateFormOut(Schema):
    """A form and version received."""

    form: str
    number: str
    versions: list[str]
    sv: str
    en: str
    questions: list[QuestionOut]


@router.post("/answers", response={200: TakenInOut, 201: TakenInOut, **refusals(409, 422)})
def take_in_answers(request: HttpRequest, body: CertificateIn) -> Any:
    """Send a certificate as answers to its form. It is kept as the message it would have been. Sent again, 200."""
    account, now = account_of(request, OFFICER, ENGINEER), wall_clock()
    version = _version(body.version)
    form = form_for(body.form.upper(), version)
    raw = compose(_head(body), form, [_answer(each, form) for each in body.answers], version)
    received = receive_certificate(raw, now, channel="api", by=sender_of(account))
    kept = received.certificate
    out = TakenInOut(id=kept.pk, certificate_id=kept.external_id, created=received.created, findings=findings_of(kept))
    return Status(201 if received.created else 200, out)


@router.get("/forms", auth=Anybody(), response={200: list[CertificateFormOut], **refusals()})
def forms(request: HttpRequest) -> Any:
    """Every form received, with its questions, as data a sender can draw its own form from."""
    return [_form(each) for each in all_forms()]


def _version(written: str) -> Version:
    major, _, minor = written.partition(".")
    return Version(int(major), int(minor or 0))


def _head(body: CertificateIn) -> Draft:
    unit = Unit(id=Identity(HSA_ID, body.unit_id), name=body.unit, provider_id=body.provider_id)
    return Draft(
        id=body.id, patient=body.patient, signed_at=body.signed_at, doctor_id=body.doctor_id, doctor=body.doctor,
        unit=unit, relations=tuple(Relation(each.kind.upper(), each.certificate_id) for each in body.relations),
        reply_to=body.reply_to,
    )  # fmt: skip


def _answer(given: AnswerIn, form: Form) -> Answer:
    return Answer(given.id, tuple(_part(each, form) for each in given.parts), given.instance)


def _part(given: PartIn, form: Form) -> Part:
    codes = (_code(given.code, given.id, form),) if given.code else ()
    periods = (Period(given.start, given.end),) if given.start or given.end else ()
    return Part(given.id, given.text, codes, periods)


def _code(given: CodeIn, part_id: str, form: Form) -> Code:
    question = form.question(part_id.partition(".")[0])
    rule = next((each for each in question.parts if each.id == part_id), None) if question else None
    meant = (rule.list or min(form.diagnosis_systems, default="")) if rule else ""
    return Code(given.code, given.system or meant, given.display)


def _form(form: Form) -> CertificateFormOut:
    questions = [
        QuestionOut(
            id=each.id, sv=each.sv, en=each.en, least=each.times[0], most=each.times[1],
            parts=[
                PartOut(
                    id=rule.id, kind=rule.kind, required=rule.required, list=rule.list,
                    codes={code: said_of(rule.list, code) for code in sorted(rule.codes)},
                )
                for rule in each.parts
            ],
        )
        for each in form.questions
    ]  # fmt: skip
    versions = [f"{form.major}.{minor}" for minor in sorted(form.minors)]
    return CertificateFormOut(
        form=form.form, number=form.number, versions=versions, sv=form.title_sv, en=form.title_en, questions=questions
    )
