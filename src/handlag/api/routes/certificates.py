"""Medical certificates as XML: sent in by a care unit's system or an officer, read by those who handle the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from handlag.api.door import account_of, herself
from handlag.api.shapes import refusals
from handlag.cases.actions.desk import by
from handlag.core.clock import legal_day, wall_clock
from handlag.core.errors import NotFound
from handlag.events.log import Actor
from handlag.intake import queries
from handlag.intake.actions.link_certificate import link_certificate
from handlag.intake.actions.receive_certificate import receive_certificate
from handlag.intake.domain.certificates import MAX_BYTES
from handlag.intake.models import Certificate
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account, Person
from handlag.people.queries import person_by_identity

router = Router(tags=["certificates"])
INSURED, OFFICER, ENGINEER = "insured", "officer", "engineer"
XML = {"requestBody": {"required": True, "content": {"application/xml": {"schema": {"type": "string"}}}}}


class FindingOut(Schema):
    """Something found: weight structure, content or note, at a question, in two languages."""

    code: str
    question: str
    severity: str
    instance: int | None
    sv: str
    en: str


class TakenInOut(Schema):
    """The certificate as kept, and what was found. Nothing of its content."""

    id: UUID
    certificate_id: str
    created: bool
    findings: list[FindingOut]


class CertificateOut(Schema):
    """A certificate as read: ``content`` is its summary."""

    id: UUID
    certificate_id: str
    form: str
    version: str
    signed_at: datetime | None
    received_at: datetime
    channel: str
    content: dict[str, Any]
    findings: list[FindingOut]


@router.post("", response={200: TakenInOut, 201: TakenInOut, **refusals(409, 413, 422)}, openapi_extra=XML)
def take_in(request: HttpRequest) -> Any:
    """Send a certificate: a RegisterCertificate message, with or without its SOAP envelope. Sent again, 200."""
    account, now = account_of(request, OFFICER, ENGINEER), wall_clock()
    raw = request.read(MAX_BYTES + 1)
    received = receive_certificate(raw, now, channel="api", by=sender_of(account))
    kept = received.certificate
    out = TakenInOut(id=kept.pk, certificate_id=kept.external_id, created=received.created, findings=findings_of(kept))
    return Status(201 if received.created else 200, out)


@router.get("", response={200: list[CertificateOut], **refusals(404, 422)})
def listed(request: HttpRequest, person: str | None = None) -> Any:
    """One's own certificates, or for officers those of the person named."""
    account, now = account_of(request, INSURED, OFFICER), wall_clock()
    with transaction.atomic():
        patient = _patient(account, person, now)
        return [_certificate(each) for each in queries.certificates_of(patient)[:200]]


class WaitingOut(Schema):
    """A certificate that waits for its person. Nothing of its medical content."""

    id: UUID
    certificate_id: str
    form: str
    identity_number: str
    received_at: datetime
    unit: str


class LinkIn(Schema):
    """Whom a waiting certificate is for, and how the officer knows."""

    identity_number: str
    reason: str


@router.get("/waiting", response={200: list[WaitingOut], **refusals()})
def waiting(request: HttpRequest) -> Any:
    """Certificates for people the agency doesn't know, the oldest first, at most 200."""
    account_of(request, OFFICER)
    return [_waiting(row) for row in queries.unmatched_certificates()[:200]]


@router.post("/{uuid:certificate_id}/person", response={200: CertificateOut, **refusals(404, 409, 422)})
def link(request: HttpRequest, certificate_id: UUID, body: LinkIn) -> Any:
    """Give a waiting certificate its person; her open cases go on with it."""
    account, now = account_of(request, OFFICER), wall_clock()
    person = read_person(account, person_by_identity(body.identity_number, legal_day(now)), "certificate", now)
    return _certificate(link_certificate(certificate_id, person, now, reason=body.reason, by=by(account)))


@router.get("/{uuid:certificate_id}", response={200: CertificateOut, **refusals(404)})
def one(request: HttpRequest, certificate_id: UUID) -> Any:
    """A certificate."""
    account, now = account_of(request, INSURED, OFFICER), wall_clock()
    with transaction.atomic():
        return _certificate(_readable(account, certificate_id, now))


@router.get("/{uuid:certificate_id}/xml", response={200: None, **refusals(404)}, openapi_extra={
    "responses": {200: {"description": "The bytes as they came", "content": {"application/xml": {}}}}
})  # fmt: skip
def as_it_came(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The certificate's bytes exactly as they came, as a file."""
    account, now = account_of(request, OFFICER), wall_clock()
    with transaction.atomic():
        row = _readable(account, certificate_id, now)
        response = HttpResponse(queries.raw_bytes(row.pk), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{row.pk}.xml"'
    return response


def sender_of(account: Account) -> Actor:
    """A care unit's own system acts as health care, not as the agency."""
    return Actor("care", account.pk) if account.role == ENGINEER else by(account)


def _patient(account: Account, identity_number: str | None, now: datetime) -> Person:
    person = herself(account) if identity_number is None else person_by_identity(identity_number, legal_day(now))
    return read_person(account, person, "certificate", now)


def _readable(account: Account, certificate_id: UUID, now: datetime) -> Certificate:
    """One without a person yet is read by nobody here; for the insured another's is as unknown."""
    row = Certificate.objects.select_related("person").defer("raw").filter(pk=certificate_id).first()
    own = herself(account).pk if account.role == INSURED else None
    if row is None or row.person is None or (own is not None and row.person_id != own):
        raise NotFound(
            "CERT_UNKNOWN", "certificate",
            sv="Intyget finns inte.", en="There is no such certificate.",
            remedy_sv="Läs listan över intyg.", remedy_en="Read the list of certificates.",
        )  # fmt: skip
    read_person(account, row.person, "certificate", now)
    return row


def findings_of(row: Certificate) -> list[FindingOut]:
    """What was found in a certificate, as the API tells it."""
    return [FindingOut(**each) for each in row.findings]


def _waiting(row: Certificate) -> WaitingOut:
    return WaitingOut(
        id=row.pk, certificate_id=row.external_id, form=row.type_code, identity_number=row.identity_number,
        received_at=row.received_at, unit=row.content.get("unit", ""),
    )  # fmt: skip


def _certificate(row: Certificate) -> CertificateOut:
    return CertificateOut(
        id=row.pk, certificate_id=row.external_id, form=row.type_code, version=row.version, signed_at=row.signed_at,
        received_at=row.received_at, channel=row.channel, content=row.content, findings=findings_of(row),
    )  # fmt: skip
