"""SendMessageToRecipient: care asks, answers or reminds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from lxml import etree

from handlag.core.ids import new_id
from handlag.core.rows import insert, read
from handlag.events.kinds import Kind
from handlag.events.log import event
from handlag.exchange import hooks
from handlag.exchange.actions.answered import CARE, answered
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.domain.messages import Incoming, Subject, read_message
from handlag.exchange.domain.results import OK, Result, info
from handlag.exchange.domain.rules import Earlier, Standing, judge
from handlag.exchange.models import Message
from handlag.intake import queries
from handlag.intake.domain.certificates.forms import subjects_of
from handlag.intake.models import Certificate


def take_message(raw: bytes, body: etree._Element, now: datetime) -> Result:
    """Take a message in; the same id again is INFO. It closes what it answers and reaches the case, or a person."""
    said = read_message(body)
    with transaction.atomic():
        read(("SELECT pg_advisory_xact_lock(hashtextextended($1, 7805))::text", [said.id]))
        if Message.objects.filter(external_id=said.id[:200], outgoing=False).exists():
            return info("Meddelandet har redan kommit in.")
        said = _meant(said)
        certificate = queries.by_external_id(said.certificate_id)
        question = _ours(said.reply_to)
        refusal = judge(said, _standing(certificate), _earlier(question), _earlier(_any(said.reminder_of)))
        if refusal is not None or certificate is None:
            return refusal or OK
        _keep(said, certificate, question, raw, now)
        return OK


def _meant(said: Incoming) -> Incoming:
    """Senders' own test suites answer a complement without naming it (no ``svarPa``).

    Where just one awaits its answer on the certificate it is that one; else it is refused as a complement of care's.
    """
    if said.subject != Subject.KOMPLT or said.reply_to:
        return said
    asked = Message.objects.filter(
        certificate_external_id=said.certificate_id, subject=Subject.KOMPLT, outgoing=True, answered_at__isnull=True
    ).values_list("external_id", flat=True)[:2]
    return replace(said, reply_to=asked[0]) if len(asked) == 1 else said


def _standing(certificate: Certificate | None) -> Standing:
    if certificate is None:
        return Standing(known=False)
    revoked = queries.revocation_of(certificate) is not None
    allowed = subjects_of(certificate.type_code)
    return Standing(True, certificate.identity_number, revoked, allowed)


def _ours(external_id: str) -> Message | None:
    """The message of ours with an id, locked: two answers at once close it once."""
    rows = Message.objects.filter(external_id=external_id, outgoing=True).select_related("person")
    return rows.select_for_update(of=("self",)).first() if external_id else None


def _any(external_id: str) -> Message | None:
    return Message.objects.filter(external_id=external_id).first() if external_id else None


def _earlier(message: Message | None) -> Earlier | None:
    if message is None:
        return None
    return Earlier(message.external_id, message.subject, message.certificate_external_id)


def _keep(said: Incoming, certificate: Certificate, question: Message | None, raw: bytes, now: datetime) -> None:
    message = _row(said, certificate, question, raw, now)
    told = event(
        Kind.CARE_MESSAGE_RECEIVED, now, person=message.person, case_id=message.case_id, actor=CARE,
        message=str(message.pk), subject=message.subject, certificate=str(certificate.pk), answer=question is not None,
    )  # fmt: skip
    insert([message, told])
    if question is not None:
        answered(question, now, "message")
    taken = [listener(message, question, now) for listener in hooks.on_message]
    if not any(taken):
        open_care_task("answer" if question else "question", now, person=message.person, message=message)


def _row(said: Incoming, certificate: Certificate, question: Message | None, raw: bytes, now: datetime) -> Message:
    return Message(
        id=new_id(), external_id=said.id, outgoing=False, subject=said.subject, certificate_id=certificate.pk,
        certificate_external_id=said.certificate_id, person=certificate.person,
        case_id=question.case_id if question else None, supplement=question.supplement if question else "",
        reference=said.reference[:64], reply_to=said.reply_to, reminder_of=said.reminder_of,
        heading=said.heading[:200], text=said.text, last_day=said.last_day, unit_id=said.sender.unit_id[:64],
        unit=said.sender.unit[:200], by_name=said.sender.name[:200], at=now, raw=raw,
    )  # fmt: skip
