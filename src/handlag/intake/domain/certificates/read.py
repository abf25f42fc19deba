"""From bytes to a certificate: finds the ``intyg``, reads its header and answers, notes departures from the
contract.

What makes a certificate impossible to handle (not XML, no identity, no patient, a form we don't know) is
raised. Everything else is kept for ``checks.check``, so that the sender hears of all of it at once.
"""

from __future__ import annotations

import re

from lxml import etree

from handlag.intake.domain.certificates import forms
from handlag.intake.domain.certificates.contract import faults
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.scalars import read_date, read_instant, read_integer
from handlag.intake.domain.certificates.values import (
    Answer,
    Certificate,
    Code,
    Identity,
    Issuer,
    Part,
    Period,
    Relation,
    Unit,
    Version,
)
from handlag.intake.domain.certificates.xml import child, children, local, parse, text

_WRAPPERS = (("Envelope",), ("Body",), ("RegisterCertificate", "GetCertificateResponse"), ("intyg",))
"""From the outside in: an envelope, its body, the message that brings a certificate, the certificate."""


def read_certificate(raw: bytes) -> Certificate:
    """The certificate in a message: a RegisterCertificate body, a SOAP envelope round one, or a bare
    ``intyg``.

    Raises HandlagError with a ``CERT_…`` code for what can't be handled at all; never anything else,
    whatever the bytes.
    """
    return read_element(parse(raw))


def read_element(root: etree._Element) -> Certificate:
    """The certificate in a message already parsed by ``xml.parse``; raises as ``read_certificate``."""
    intyg = _find_intyg(root)
    certificate = Certificate(
        id=_certificate_id(intyg),
        type=_code(child(intyg, "typ")),
        version=_version(intyg),
        patient=_patient(intyg),
        issuer=_issuer(child(intyg, "skapadAv")),
        answers=tuple(_answer(svar) for svar in children(intyg, "svar")),
        signed_at=read_instant(text(intyg, "signeringstidpunkt")),
        sent_at=read_instant(text(intyg, "skickatTidpunkt")),
        relations=tuple(_relation(each) for each in children(intyg, "relation")),
        reply_to=text(child(_beside(intyg, "svarPa"), "meddelande-id")),
        signed=any(local(each) == "Signature" for each in intyg.iter(etree.Element)),
        faults=tuple(faults(intyg)),
    )
    forms.form_for(certificate.form, certificate.version)
    return certificate


def _find_intyg(root: etree._Element) -> etree._Element:
    """Descends through the known wrappers only, so that an ``intyg`` hidden elsewhere is never taken for
    the certificate."""
    level = next((number for number, names in enumerate(_WRAPPERS) if local(root) in names), -1)
    element = root
    for names in _WRAPPERS[level + 1 :] if level >= 0 else [("",)]:
        found = [each for name in names for each in children(element, name)]
        if len(found) > 1:
            raise refusal("CERT_SEVERAL", names[0])
        if not found:
            raise refusal("CERT_NOT_CERTIFICATE", "file")
        element = found[0]
    return element


def _beside(intyg: etree._Element, name: str) -> etree._Element | None:
    """An element that stands beside the ``intyg`` in its message."""
    return child(intyg.getparent(), name)


def _certificate_id(intyg: etree._Element) -> Identity:
    identity = _identity(child(intyg, "intygs-id"))
    if not identity.extension or len(identity.extension) > 200:
        raise refusal("CERT_NO_ID", "intygs-id")
    return identity


def _patient(intyg: etree._Element) -> Identity:
    """Twelve digits; the check digit is looked at later, since real senders' test persons have wrong ones."""
    identity = _identity(child(child(intyg, "patient"), "person-id"))
    if not re.fullmatch(r"[0-9]{12}", identity.extension):
        raise refusal("CERT_NO_PATIENT", "patient/person-id")
    return identity


def _version(intyg: etree._Element) -> Version:
    written = text(intyg, "version")
    match = re.fullmatch(r"([0-9]{1,3})(?:\.([0-9]{1,3}))?", written)
    if not match:
        form = text(child(intyg, "typ"), "code")[:40] or "intyg"
        raise refusal("CERT_UNKNOWN_VERSION", "version", version=repr(written[:40]), form=form, known=forms.known())
    return Version(int(match[1]), int(match[2] or 0))


def _identity(element: etree._Element | None) -> Identity:
    return Identity(text(element, "root"), text(element, "extension"))


def _code(element: etree._Element | None) -> Code:
    """Codes are trimmed before they are compared; the name of a code list is not, by the senders' own
    rules."""
    system = child(element, "codeSystem")
    raw_system = (system.text or "") if system is not None else ""
    return Code(text(element, "code"), raw_system, text(element, "displayName"))


def _relation(element: etree._Element) -> Relation:
    return Relation(text(child(element, "typ"), "code").upper(), text(child(element, "intygs-id"), "extension"))


def _issuer(element: etree._Element | None) -> Issuer:
    if element is None:
        return Issuer(Identity("", ""), "", Unit(Identity("", ""), ""))
    return Issuer(
        id=_identity(child(element, "personal-id")),
        name=text(element, "fullstandigtNamn"),
        unit=_unit(child(element, "enhet")),
        positions=tuple(_code(each) for each in children(element, "befattning")),
        professions=tuple(_code(each) for each in children(element, "legitimeratYrke")),
    )


def _unit(element: etree._Element | None) -> Unit:
    provider = child(element, "vardgivare")
    return Unit(
        id=_identity(child(element, "enhets-id")),
        name=text(child(element, "enhetsnamn")),
        address=text(child(element, "postadress")),
        postal_code=text(child(element, "postnummer")),
        city=text(child(element, "postort")),
        phone=text(child(element, "telefonnummer")),
        email=text(child(element, "epost")),
        workplace_code=text(child(element, "arbetsplatskod"), "extension"),
        provider_id=text(child(provider, "vardgivare-id"), "extension"),
        provider_name=text(child(provider, "vardgivarnamn")),
    )


def _answer(svar: etree._Element) -> Answer:
    instance = children(svar, "instans")
    return Answer(
        id=(svar.get("id") or "").strip(),
        parts=tuple(_part(delsvar) for delsvar in children(svar, "delsvar")),
        instance=read_integer(text(instance[0])) if len(instance) == 1 else None,
    )


def _part(delsvar: etree._Element) -> Part:
    return Part(
        id=(delsvar.get("id") or "").strip(),
        text=delsvar.text or "",
        codes=tuple(_code(each) for each in children(delsvar, "cv")),
        periods=tuple(_period(each) for each in children(delsvar, "datePeriod")),
        elements=tuple(local(each) for each in delsvar if isinstance(each.tag, str)),
    )


def _period(element: etree._Element) -> Period:
    return Period(read_date(text(element, "start")), read_date(text(element, "end")))
