"""The insured sends in a certificate about herself that she has as a file."""

from __future__ import annotations

from datetime import datetime

from handlag.core.errors import NotAllowed
from handlag.events.log import Actor
from handlag.intake.actions.receive_certificate import Received, receive_certificate
from handlag.intake.domain.certificates import read_element
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.domain.certificates.xml import parse
from handlag.people.models import Person


def forward_certificate(raw: bytes, person: Person, now: datetime, *, by: Actor) -> Received:
    """Take in a certificate from the person it is about. Raises CERT_… and CERT_NOT_YOURS for another's.

    What is broken in it never refuses it here: she can't mend what a doctor has written.
    """
    root = parse(raw)
    if read_element(root).patient.extension != person.identity_number:
        raise refusal("CERT_NOT_YOURS", "file", kind=NotAllowed)
    return receive_certificate(raw, now, channel="insured", strict=False, by=by, root=root)
