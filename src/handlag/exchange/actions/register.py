"""RegisterCertificate: a certificate comes over the exchange."""

from __future__ import annotations

import hashlib
from datetime import datetime

from lxml import etree

from handlag.core.errors import Conflict, HandlagError
from handlag.events.log import Actor
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.domain.results import ALREADY, OK, ErrorId, Result, info, refused
from handlag.intake.actions.receive_certificate import Received, receive_certificate
from handlag.intake.domain.certificates import as_json, read_element, summary

CARE = Actor("care")


def register(raw: bytes, root: etree._Element, now: datetime) -> Result:
    """Take the certificate in. The same one again is INFO in words senders know; a refusal lists every finding."""
    try:
        received = receive_certificate(raw, now, channel="riv", by=CARE, root=root)
    except HandlagError as error:
        return _refusal(error)
    if received.created:
        return OK
    _note_difference(received, raw, root, now)
    return info(ALREADY)


def _refusal(error: HandlagError) -> Result:
    if isinstance(error, Conflict):
        return refused(ErrorId.VALIDATION, error.swedish.problem)
    findings = [each for each in error.context.get("findings", ()) if each["severity"] != "note"]
    if not findings:
        return refused(ErrorId.VALIDATION, f"{error.swedish.problem} {error.swedish.remedy}")
    return refused(ErrorId.VALIDATION, "; ".join(f"{each['question']}: {each['sv']}" for each in findings))


def _note_difference(received: Received, raw: bytes, root: etree._Element, now: datetime) -> None:
    """Same identity, other bytes: the first stands, and a person sees that the sender has said two things.

    An envelope differs between sendings without meaning anything, so only other answers count.
    """
    kept = received.certificate
    if hashlib.sha256(raw).hexdigest() == kept.sha256:
        return
    said = as_json(summary(read_element(root)))
    if {**said, "to_complete": []} != {**kept.content, "to_complete": []}:
        open_care_task("differs", now, person=kept.person, certificate_id=kept.pk)
