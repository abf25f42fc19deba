"""A certificate is withdrawn by those who issued it (makulering), before or after it has come."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from handlag.core.ids import new_id
from handlag.core.rows import insert, read
from handlag.events.kinds import Kind
from handlag.events.log import MACHINE, Actor, leave
from handlag.intake import hooks, queries
from handlag.intake.models import Certificate, Revocation


class Revoked(StrEnum):
    """What a withdrawal came to."""

    NOW = "now"
    BEFORE = "before"  # it was withdrawn already
    PARKED = "parked"  # the certificate hasn't come: it will be withdrawn when it does
    OTHER_PERSON = "other_person"  # the certificate is somebody else's; nothing was done


@dataclass(frozen=True)
class Withdrawal:
    """What the issuer says. ``raw`` is the message as it came."""

    external_id: str
    patient: str
    sent_at: datetime | None
    reason: str
    unit_id: str
    raw: bytes


def revoke_certificate(withdrawal: Withdrawal, now: datetime, *, by: Actor = MACHINE) -> Revoked:
    """Withdraw a certificate: it counts no longer, and stays readable. Sent again, or late, it changes nothing."""
    with joined():
        _, revoked = locked(withdrawal.external_id, withdrawal.patient)
        certificate = queries.by_external_id(withdrawal.external_id)
        if certificate is not None and certificate.identity_number != withdrawal.patient:
            return Revoked.OTHER_PERSON
        if not revoked:
            insert([_row(withdrawal, now)])
        if certificate is None:
            return Revoked.PARKED
        if revoked:
            return Revoked.BEFORE
        withdraw(certificate, now, by, parked=False)
        return Revoked.NOW


def joined() -> AbstractContextManager[object]:
    """A transaction, or the one already open: a call over the exchange keeps everything in its own."""
    return nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic()


def locked(external_id: str, patient: str, *questions: tuple[str, list[str]]) -> list[list[tuple[Any, ...]]]:
    """Lock an identity until commit, and in the same round trip see whether there is such a certificate, whether it is
    withdrawn, and what else is asked."""
    _, *answers = read(
        ("SELECT pg_advisory_xact_lock(hashtextextended($1, 7804))::text", [external_id]),
        ("SELECT 1 FROM intake_certificate WHERE external_id = $1", [external_id]),
        ("SELECT 1 FROM intake_revocation WHERE external_id = $1 AND identity_number = $2", [external_id, patient]),
        *questions,
    )
    return answers


def _row(withdrawal: Withdrawal, now: datetime) -> Revocation:
    return Revocation(
        id=new_id(), external_id=withdrawal.external_id, identity_number=withdrawal.patient,
        sent_at=withdrawal.sent_at, received_at=now, reason=withdrawal.reason, unit_id=withdrawal.unit_id[:64],
        raw=withdrawal.raw,
    )  # fmt: skip


def withdraw(certificate: Certificate, now: datetime, by: Actor, *, parked: bool) -> None:
    """Tell of a certificate that counts no longer, and let whoever rests on it know."""
    leave(
        Kind.CERTIFICATE_REVOKED, now, person=certificate.person, actor=by, certificate=str(certificate.pk),
        parked=parked,
    )  # fmt: skip
    for listener in hooks.on_revoked:
        listener(certificate, now, by)
