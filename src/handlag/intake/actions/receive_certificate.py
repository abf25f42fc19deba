"""A medical certificate comes in, as an XML file from health care or keyed in from paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import IntegrityError, transaction

from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.intake import hooks
from handlag.intake.domain import certificates
from handlag.intake.domain.certificates import Draft, Finding, Severity, Verdict, Version
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.findings import finding
from handlag.intake.models import Certificate
from handlag.people.models import Person

Channel = Literal["xml", "paper"]


@dataclass(frozen=True)
class _Incoming:
    raw: bytes
    read: certificates.Certificate
    findings: list[Finding]
    channel: Channel


@dataclass(frozen=True)
class Received:
    """The certificate as kept, and whether it is new: the same certificate again changes nothing."""

    certificate: Certificate
    created: bool


def receive_certificate(
    raw: bytes, now: datetime, *, channel: Channel = "xml", strict: bool | None = None, by: Actor = MACHINE
) -> Received:
    """Take in a certificate with its raw bytes; what was found is kept with it.

    Senders repeat messages, so the same identity again gives the first certificate back unchanged. A certificate
    for somebody we don't know is kept too, with a finding, and waits for its person. ``strict`` refuses for broken
    rules of the form as well (default: the setting ``STRICT_CERTIFICATES``, else False).

    Raises CERT_… where it can't be handled, CERT_REFUSED with every finding in its context, and Conflict
    CERT_OTHER_PERSON where the identity is another person's certificate. A refusal leaves its own event.
    """
    strictly = getattr(settings, "STRICT_CERTIFICATES", False) if strict is None else strict
    try:
        incoming = _judge(raw, channel, strictly)
    except HandlagError as error:
        _leave_refusal(error, now, by)
        raise
    try:
        with transaction.atomic():
            return _keep(incoming, now, by)
    except IntegrityError:
        # Somebody else has just kept the same certificate.
        with transaction.atomic():
            return _keep(incoming, now, by)


def key_in_certificate(draft: Draft, now: datetime, *, version: Version, by: Actor = MACHINE) -> Received:
    """Take in a certificate an officer has typed from paper: the same checks, and an XML copy kept as its bytes."""
    return receive_certificate(certificates.write_certificate(draft, version), now, channel="paper", by=by)


def _judge(raw: bytes, channel: Channel, strict: bool) -> _Incoming:
    read = certificates.read_certificate(raw)
    findings = certificates.check(read)
    if certificates.verdict(findings, strict=strict) is Verdict.REFUSE:
        raise _refused(read, findings)
    return _Incoming(raw, read, findings, channel)


def _refused(read: certificates.Certificate, findings: list[Finding]) -> HandlagError:
    grave = [each for each in findings if each.severity is not Severity.NOTE]
    error = refusal(
        "CERT_REFUSED",
        "file",
        count=str(len(grave)),
        faults_sv=" ".join(each.sv for each in grave[:20]),
        faults_en=" ".join(each.en for each in grave[:20]),
    )
    error.context |= {"findings": [each.as_dict() for each in findings], "form": read.form}
    return error


def _leave_refusal(error: HandlagError, now: datetime, by: Actor) -> None:
    codes = [error.code, *(each["code"] for each in error.context.get("findings", ()))]
    with transaction.atomic():
        leave(Kind.CERTIFICATE_REFUSED, now, actor=by, type=error.context.get("form", "")[:40], codes=codes[:50])


def _keep(incoming: _Incoming, now: datetime, by: Actor) -> Received:
    read = incoming.read
    known = Certificate.objects.filter(external_id=read.id.extension).defer("raw").first()
    if known is not None:
        return _again(known, read)
    person = Person.objects.filter(identity_number=read.patient.extension).first()
    unmatched = [] if person else [finding("CERT_PERSON_UNKNOWN", "patient/person-id")]
    certificate = _write(incoming, [*incoming.findings, *unmatched], person, now)
    _leave_received(certificate, person, now, by)
    if person is not None:
        for listener in hooks.on_certificate:
            listener(certificate, now, by)
    return Received(certificate, created=True)


def _again(known: Certificate, read: certificates.Certificate) -> Received:
    if known.identity_number != read.patient.extension:
        raise refusal("CERT_OTHER_PERSON", "intygs-id", kind=Conflict)
    return Received(known, created=False)


def _leave_received(certificate: Certificate, person: Person | None, now: datetime, by: Actor) -> None:
    leave(
        Kind.CERTIFICATE_RECEIVED,
        now,
        person=person,
        actor=by,
        certificate=str(certificate.pk),
        type=certificate.type_code,
        channel=certificate.channel,
        findings=len(certificate.findings),
    )


def _write(incoming: _Incoming, findings: list[Finding], person: Person | None, now: datetime) -> Certificate:
    read = incoming.read
    return Certificate.objects.create(
        id=new_id(),
        external_id=read.id.extension,
        type_code=read.form,
        version=str(read.version),
        person=person,
        identity_number=read.patient.extension,
        signed_at=read.signed_at,
        received_at=now,
        channel=incoming.channel,
        raw=incoming.raw,
        sha256=hashlib.sha256(incoming.raw).hexdigest(),
        content=certificates.as_json(certificates.summary(read), findings),
        findings=[each.as_dict() for each in findings],
    )
