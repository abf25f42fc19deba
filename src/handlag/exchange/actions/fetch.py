"""GetCertificate: a certificate fetched from the national hub, by its identity."""

from __future__ import annotations

from datetime import datetime

from handlag.core.errors import NotFound
from handlag.events.log import MACHINE, Actor
from handlag.exchange.client import get_certificate
from handlag.intake.actions.receive_certificate import Received, receive_certificate


def fetch(external_id: str, now: datetime, *, by: Actor = MACHINE) -> Received:
    """Fetch a certificate and take it in as if it had been sent. Raises CARE_CERTIFICATE_UNKNOWN, CERT_…."""
    raw = get_certificate(external_id)
    if raw is None:
        raise NotFound(
            "CARE_CERTIFICATE_UNKNOWN", "certificate",
            sv="Intyget finns inte i den nationella intygstjänsten.",
            en="The certificate isn't in the national certificate service.",
            remedy_sv="Be vårdenheten att skicka det.", remedy_en="Ask the care unit to send it.",
        )  # fmt: skip
    return receive_certificate(raw, now, channel="riv", by=by)
