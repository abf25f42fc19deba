"""RevokeCertificate: a certificate is withdrawn over the exchange."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from handlag.events.log import Actor
from handlag.exchange.domain.messages import read_revocation
from handlag.exchange.domain.results import OK, ErrorId, Result, info, refused
from handlag.intake.actions.revoke_certificate import Revoked, Withdrawal, revoke_certificate

_ANSWERS = {
    Revoked.NOW: OK,
    Revoked.BEFORE: info("Intyget är redan makulerat."),
    Revoked.PARKED: refused(
        ErrorId.APPLICATION, "Intyget har inte kommit in. Makuleringen är noterad och gäller när det kommer."
    ),
    Revoked.OTHER_PERSON: refused(ErrorId.VALIDATION, "patientPerson-id: är inte den person intyget gäller"),
}


def revoke(raw: bytes, body: etree._Element, now: datetime) -> Result:
    """Withdraw the certificate. One that has not come is APPLICATION_ERROR, so that the sender comes again."""
    said = read_revocation(body)
    withdrawal = Withdrawal(
        said.certificate_id[:200], said.patient, said.sent_at, said.reason, said.sender.unit_id, raw
    )
    return _ANSWERS[revoke_certificate(withdrawal, now, by=Actor("care"))]
