"""A medical certificate comes in, as an XML file from health care or keyed in from paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from lxml import etree

from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.core.rows import insert
from handlag.events.kinds import REMARKS, Kind
from handlag.events.log import MACHINE, Actor, event, leave
from handlag.events.models import Event
from handlag.intake import hooks
from handlag.intake.actions.check_signature import signature_findings
from handlag.intake.actions.revoke_certificate import joined, locked, withdraw
from handlag.intake.domain import certificates
from handlag.intake.domain.certificates import Draft, Finding, Severity, Verdict, Version, quality
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.findings import finding
from handlag.intake.domain.certificates.regions import region_of
from handlag.intake.domain.certificates.xml import parse
from handlag.intake.models import Certificate
from handlag.people.models import Person

Channel = Literal["riv", "api", "xml", "paper", "insured"]
"""The national exchange, a program, a file, paper keyed in, or forwarded by the insured herself."""

SKEW = timedelta(minutes=5)
"""How far ahead of ours a sender's clock may be without a word."""


PERSON_ATTRIBUTES = [field.attname for field in Person._meta.concrete_fields]
_COLUMNS = ", ".join(str(field.column) for field in Person._meta.concrete_fields)
PERSON = f"SELECT {_COLUMNS} FROM people_person WHERE identity_number = $1"  # noqa: S608 — columns of the model
EARLIER = """
SELECT c.content->'texts' FROM intake_certificate c JOIN people_person p ON p.id = c.person_id
WHERE p.identity_number = $1 AND c.type_code = $2 ORDER BY c.signed_at DESC LIMIT 5
"""
"""The texts of the person's latest certificates of a form, which a new one's are compared with."""


@dataclass(frozen=True)
class _Incoming:
    raw: bytes
    read: certificates.Certificate
    said: certificates.Summary
    findings: list[Finding]
    channel: Channel


@dataclass(frozen=True)
class Received:
    """The certificate as kept, and whether it is new: the same certificate again changes nothing."""

    certificate: Certificate
    created: bool


def receive_certificate(
    raw: bytes,
    now: datetime,
    *,
    channel: Channel = "xml",
    strict: bool | None = None,
    by: Actor = MACHINE,
    root: etree._Element | None = None,
) -> Received:
    """Take in a certificate with its raw bytes; what was found is kept with it.

    Senders repeat messages, so the same identity again gives the first certificate back unchanged. A certificate
    for somebody we don't know is kept too, with a finding, and waits for its person. ``strict`` refuses for broken
    rules of the form as well (default: whether the setting ``STRICT_CERTIFICATES`` names the form). ``root`` is the
    message already parsed by ``certificates.xml.parse``.

    Raises CERT_… where it can't be handled, CERT_REFUSED with every finding in its context, and Conflict
    CERT_OTHER_PERSON where the identity is another person's certificate. A refusal leaves its own event.
    """
    try:
        incoming = _judge(raw, parse(raw) if root is None else root, channel, strict, now)
    except HandlagError as error:
        _leave_refusal(error, now, by)
        raise
    with joined():
        return _keep(incoming, now, by)


def key_in_certificate(draft: Draft, now: datetime, *, version: Version, by: Actor = MACHINE) -> Received:
    """Take in a certificate an officer has typed from paper: the same checks, and an XML copy kept as its bytes."""
    return receive_certificate(certificates.write_certificate(draft, version), now, channel="paper", by=by)


def _judge(raw: bytes, root: etree._Element, channel: Channel, strict: bool | None, now: datetime) -> _Incoming:
    read = certificates.read_element(root)
    said = certificates.summary(read)
    notes = (*_clock_notes(read, now), *quality.reasons_lacking(said), *signature_findings(read, root, now))
    findings = [*certificates.check(read), *notes]
    strictly = is_strict(read.form) if strict is None else strict
    if certificates.verdict(findings, strict=strictly) is Verdict.REFUSE:
        raise _refused(read, findings)
    return _Incoming(raw, read, said, findings, channel)


def is_strict(form: str) -> bool:
    """Whether broken rules of a form refuse its certificates: ``STRICT_CERTIFICATES`` is all, none or some forms."""
    chosen: bool | Container[str] = getattr(settings, "STRICT_CERTIFICATES", False)
    return chosen if isinstance(chosen, bool) else form in chosen


def _clock_notes(read: certificates.Certificate, now: datetime) -> list[Finding]:
    """A note for each time the sender gives that hasn't been yet; the certificate is as good for that."""
    times = (("signeringstidpunkt", read.signed_at), ("skickatTidpunkt", read.sent_at))
    return [finding("CERT_CLOCK_SKEW", at) for at, instant in times if instant and instant > now + SKEW]


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
    """One at a time for each identity, so that a certificate and its withdrawal never miss each other."""
    said = incoming.said
    known, revoked, persons, texts = locked(
        said.certificate_id, said.patient, (PERSON, [said.patient]), (EARLIER, [said.patient, said.form])
    )
    if known:
        return _again(said.certificate_id, said.patient)
    person = Person.from_db("default", PERSON_ATTRIBUTES, persons[0]) if persons else None
    unmatched = [] if person else [finding("CERT_PERSON_UNKNOWN", "patient/person-id")]
    gone = [finding("CERT_REVOKED_BEFORE", "intygs-id")] if revoked else []
    copied = quality.repeated(said, [json.loads(text) for (text,) in texts if text])
    certificate = _row(incoming, [*incoming.findings, *unmatched, *gone, *copied], person, now)
    insert([certificate, _received_event(certificate, person, now, by)])
    _tell(certificate, now, by, revoked=bool(revoked))
    return Received(certificate, created=True)


def _tell(certificate: Certificate, now: datetime, by: Actor, *, revoked: bool) -> None:
    """Let other rooms know; a certificate withdrawn before it came is told of as both."""
    for listener in hooks.on_kept:
        listener(certificate, now, by)
    if revoked:
        withdraw(certificate, now, by, parked=True)
    elif certificate.person is not None:
        for listener in hooks.on_certificate:
            listener(certificate, now, by)


def _again(identity: str, patient: str) -> Received:
    known = Certificate.objects.select_related("person").defer("raw").get(external_id=identity)
    if known.identity_number != patient:
        raise refusal("CERT_OTHER_PERSON", "intygs-id", kind=Conflict)
    return Received(known, created=False)


def _received_event(certificate: Certificate, person: Person | None, now: datetime, by: Actor) -> Event:
    return event(
        Kind.CERTIFICATE_RECEIVED,
        now,
        person=person,
        actor=by,
        certificate=str(certificate.pk),
        type=certificate.type_code,
        channel=certificate.channel,
        findings=len(certificate.findings),
        region=certificate.region,
        remarks=_remarks(certificate),
    )


def _remarks(certificate: Certificate) -> int:
    """What follow-up counts of a certificate besides that it came: the sum of ``REMARKS``."""
    found = {str(each["code"]) for each in certificate.findings}
    broken = any(each["severity"] == Severity.CONTENT for each in certificate.findings)
    said = found | ({"icf"} if certificate.content["icf"] else set()) | ({"content"} if broken else set())
    return sum(bit for name, bit in REMARKS.items() if name in said)


def _row(incoming: _Incoming, findings: list[Finding], person: Person | None, now: datetime) -> Certificate:
    read = incoming.read
    unit = read.issuer.unit
    return Certificate(
        id=new_id(),
        external_id=read.id.extension,
        type_code=read.form,
        version=str(read.version),
        person=person,
        identity_number=read.patient.extension,
        signed_at=read.signed_at,
        received_at=now,
        channel=incoming.channel,
        unit_id=unit.id.extension[:64],
        region=region_of(unit.provider_id, unit.id.extension),
        raw=incoming.raw,
        sha256=hashlib.sha256(incoming.raw).hexdigest(),
        content=certificates.as_json(incoming.said, findings),
        findings=[each.as_dict() for each in findings],
    )
