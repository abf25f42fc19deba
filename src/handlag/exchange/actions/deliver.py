"""The outbox emptied: each message sent until it is taken, refused for good, or given up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.client import Said, send_message
from handlag.exchange.domain.backoff import again_at
from handlag.exchange.models import Delivery, Message
from handlag.intake.models import Certificate

MOST = 500
"""How many are sent in one run; the rest wait a minute."""


def deliver_due(now: datetime) -> int:
    """Send what is due. Returns how many were taken by the other side.

    Each has its row locked while it is sent: two runs never send the same one at once, and one killed halfway is sent
    again under the same id, which the other side answers with INFO.
    """
    if not settings.HANDLAG_EXCHANGE["care_url"]:
        return 0
    delivered = 0
    for _ in range(MOST):
        sent = _send_one(now)
        if sent is None:
            break
        delivered += sent
    return delivered


@transaction.atomic
def _send_one(now: datetime) -> bool | None:
    waiting = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("message__person")
    delivery = waiting.filter(status="waiting", next_at__lte=now).order_by("next_at", "pk").first()
    if delivery is None:
        return None
    patient = Certificate.objects.values_list("identity_number", flat=True).get(pk=delivery.message.certificate_id)
    said = send_message(delivery.message, patient)
    _settle(delivery, said, now)
    return said.delivered


def _settle(delivery: Delivery, said: Said, now: datetime) -> None:
    delivery.attempts += 1
    delivery.said = said.text.replace("\0", "")
    delivery.next_at = again_at(delivery.attempts, now) if said.again else None
    if said.delivered:
        delivery.status, delivery.sent_at = "sent", now
    elif delivery.next_at is None:
        delivery.status = "given_up" if said.again else "refused"
        _failed(delivery.message, delivery.status, now)
    delivery.save()


def _failed(message: Message, reason: str, now: datetime) -> None:
    """A person is told: the question has to reach care some other way."""
    leave(
        Kind.CARE_MESSAGE_FAILED, now, person=message.person, case_id=message.case_id, message=str(message.pk),
        subject=message.subject, reason=reason,
    )  # fmt: skip
    open_care_task("failed", now, person=message.person, message=message)
