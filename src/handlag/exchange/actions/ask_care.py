"""A message to health care: written and put in the outbox in the transaction of whoever asks, sent by a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from handlag.core.errors import HandlagError, NotFound
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.exchange.domain.messages import Complement, Subject
from handlag.exchange.domain.rules import outgoing_faults
from handlag.exchange.models import Coordinator, Delivery, Message
from handlag.intake import queries
from handlag.intake.models import Certificate
from handlag.people.models import Account

OVER_THE_EXCHANGE = ("riv", "api")
"""Channels of certificates whose issuer can be reached: a question must name a certificate the hub knows."""


@dataclass(frozen=True)
class Question:
    """What is to be said. ``complements`` belong to KOMPLT and only there; ``supplement`` is the code the case awaits
    it under; ``to_coordinator`` sends it to the unit's coordination function where it has one."""

    subject: Subject
    text: str
    complements: Sequence[Complement] = ()
    last_day: date | None = None
    heading: str = ""
    case_id: UUID | None = None
    reference: str = ""
    supplement: str = ""
    reply_to: str = ""
    reminder_of: str = ""
    to_coordinator: bool = False


def reachable(certificate: Certificate) -> bool:
    """Whether the unit that issued a certificate can be written to over the exchange."""
    return (
        bool(settings.HANDLAG_EXCHANGE["care_url"])
        and certificate.channel in OVER_THE_EXCHANGE
        and bool(certificate.unit_id)
        and queries.revocation_of(certificate) is None
    )


def ask_care(certificate: Certificate, question: Question, now: datetime, *, account: Account | None = None) -> Message:
    """Write to the unit that issued a certificate. It is sent when the transaction has been committed.

    Raises CARE_MESSAGE where the message breaks the exchange's rules, CARE_UNREACHABLE where the unit can't be
    written to, CARE_NO_COORDINATOR.
    """
    _check(certificate, question)
    with transaction.atomic():
        message = _row(certificate, question, now, account)
        message.save(force_insert=True)
        Delivery.objects.create(message=message, next_at=now)
        actor = Actor("officer", account.pk, account.unit_id or "") if account else Actor()
        leave(
            Kind.CARE_REMINDED if question.reminder_of else Kind.CARE_MESSAGE_SENT, now, person=message.person,
            case_id=question.case_id, actor=actor, message=str(message.pk), subject=question.subject,
            certificate=str(certificate.pk),
        )  # fmt: skip
        return message


def _row(certificate: Certificate, question: Question, now: datetime, account: Account | None) -> Message:
    coordinator = _coordinator(certificate) if question.to_coordinator else None
    heading = f"Till rehabiliteringskoordinator {coordinator.name}" if coordinator else question.heading
    return Message(
        id=new_id(), external_id=str(uuid4()), outgoing=True, subject=question.subject, certificate_id=certificate.pk,
        certificate_external_id=certificate.external_id, person=certificate.person, case_id=question.case_id,
        supplement=question.supplement, reference=question.reference[:64], reply_to=question.reply_to,
        reminder_of=question.reminder_of, heading=heading[:200], text=question.text,
        complements=[each.as_dict() for each in question.complements], last_day=question.last_day,
        unit_id=coordinator.hsa_id if coordinator else certificate.unit_id,
        unit=str(certificate.content.get("unit", ""))[:200], by=account,
        by_name=(account.get_full_name() or account.username) if account else "", at=now,
    )  # fmt: skip


def _coordinator(certificate: Certificate) -> Coordinator:
    found = Coordinator.objects.filter(unit_id=certificate.unit_id).first()
    if found is None:
        raise NotFound(
            "CARE_NO_COORDINATOR", "to_coordinator",
            sv="Vårdenheten har ingen rehabiliteringskoordinator registrerad.",
            en="The care unit has no rehabilitation coordinator registered.",
            remedy_sv="Skriv till vårdenheten i stället.", remedy_en="Write to the care unit instead.",
        )  # fmt: skip
    return found


def _check(certificate: Certificate, question: Question) -> None:
    faults = [
        *outgoing_faults(
            question.subject, question.text, question.complements, reply_to=question.reply_to,
            reminder_of=question.reminder_of, has_last_day=question.last_day is not None,
        )
    ]  # fmt: skip
    if faults:
        raise HandlagError(
            "CARE_MESSAGE", faults[0],
            sv="Meddelandet till vården är inte fullständigt eller har uppgifter som inte hör ihop.",
            en="The message to care is incomplete or holds things that don't belong together.",
            remedy_sv="Skriv en text. En komplettering ska ange minst en fråga, och bara en komplettering gör det.",
            remedy_en="Write a text. A complement names at least one question, and only a complement does.",
        )  # fmt: skip
    if not reachable(certificate):
        raise HandlagError(
            "CARE_UNREACHABLE", "certificate",
            sv="Vårdenheten kan inte nås elektroniskt om det här intyget.",
            en="The care unit can't be reached electronically about this certificate.",
            remedy_sv="Skicka ett brev eller ring.", remedy_en="Send a letter or call.",
        )  # fmt: skip
