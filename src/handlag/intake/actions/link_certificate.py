"""A certificate that came for somebody we did not know is given its person: by itself, or by an officer's hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.intake import hooks
from handlag.intake.domain.certificates.errors import refusal
from handlag.intake.models import Certificate
from handlag.people.models import Person

SHORTEST_REASON = 10


def link_waiting(person: Person, now: datetime) -> list[Certificate]:
    """Give a person just registered the certificates that came under her number before her, in the order they came."""
    with transaction.atomic():
        rows = Certificate.objects.filter(person__isnull=True, identity_number=person.identity_number).defer("raw")
        found = list(rows.select_for_update(of=("self",)).order_by("received_at", "id"))
        return [_link(row, person, now, MACHINE, how="registered") for row in found]


def link_certificate(certificate_id: UUID, person: Person, now: datetime, *, reason: str, by: Actor) -> Certificate:
    """Give a waiting certificate the person it is for, where its number is wrong or is another of hers.

    The number on the certificate stays as it came. The caller has let the read of the person through the access
    rules. Raises CERT_UNKNOWN, Conflict CERT_LINKED where it has a person already, CERT_LINK_REASON.
    """
    said = _reason(reason)
    with transaction.atomic():
        rows = Certificate.objects.select_for_update(of=("self",)).defer("raw")
        row = rows.filter(pk=certificate_id).first()
        if row is None:
            raise refusal("CERT_UNKNOWN", "certificate", kind=NotFound)
        if row.person_id is not None:
            raise refusal("CERT_LINKED", "certificate", kind=Conflict)
        return _link(row, person, now, by, how="by_hand", reason=said)


def _link(row: Certificate, person: Person, now: datetime, by: Actor, **told: str) -> Certificate:
    row.person = person
    row.save(update_fields=["person"])
    leave(Kind.CERTIFICATE_LINKED, now, person=person, actor=by, certificate=str(row.pk), **told)
    for listener in hooks.on_certificate:
        listener(row, now, by)
    return row


def _reason(reason: str) -> str:
    if len(reason.strip()) >= SHORTEST_REASON:
        return reason.strip()[:500]
    raise HandlagError(
        "CERT_LINK_REASON", "reason",
        sv="Det står inte varför intyget hör till personen.",
        en="It is not said why the certificate belongs to the person.",
        remedy_sv="Skriv hur du vet det, till exempel vem i vården du har talat med.",
        remedy_en="Write how you know, for example whom in health care you have talked to.",
    )  # fmt: skip
