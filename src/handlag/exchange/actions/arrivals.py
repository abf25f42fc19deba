"""Every certificate kept is looked at once: does it answer a question of ours, and must a person look at it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from handlag.events.log import Actor
from handlag.exchange import hooks
from handlag.exchange.actions.answered import answered
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.models import Message
from handlag.intake.models import Certificate

FROM_CARE = ("riv", "api")
"""Channels where nobody of ours has seen the certificate come; what is found on paper the officer sees when typing."""


def certificate_arrived(certificate: Certificate, now: datetime, actor: Actor) -> None:
    """Close what the certificate answers, and open a task for what a person has to look at."""
    del actor
    _close_questions(certificate, now)
    if certificate.channel in FROM_CARE and (codes := _broken(certificate)):
        open_care_task("findings", now, person=certificate.person, certificate_id=certificate.pk, codes=codes)


def _close_questions(certificate: Certificate, now: datetime) -> None:
    asked = _asked(certificate)
    if asked is None:
        return
    rows = Message.objects.filter(
        asked, outgoing=True, answered_at__isnull=True, person=certificate.person, person__isnull=False
    )
    for question in rows.select_related("person").select_for_update(of=("self",)).order_by("id"):
        if answered(question, now, "certificate"):
            for listener in hooks.on_answered:
                listener(question, now)


def reopen(certificate: Certificate, now: datetime, actor: Actor) -> None:
    """A complement that is withdrawn leaves its question unanswered again."""
    del now, actor
    asked = _asked(certificate)
    if asked is not None:
        rows = Message.objects.filter(asked, outgoing=True, answered_by="certificate", person=certificate.person)
        rows.update(answered_at=None, answered_by="")


def _asked(certificate: Certificate) -> Q | None:
    """The questions a certificate answers: the one it names (``svarPa``), and every complement asked of the earlier
    certificate it says it completes (relation KOMPLT)."""
    said = certificate.content
    completed = [each["certificate_id"] for each in said["relations"] if each["kind"] == "KOMPLT"]
    if not completed and not said["reply_to"]:
        return None
    return Q(external_id=said["reply_to"]) | Q(certificate_external_id__in=completed, subject="KOMPLT")


def _broken(certificate: Certificate) -> list[str]:
    """The codes of broken rules and of findings on quality; notes for the reader need no task."""
    return sorted({
        each["code"] for each in certificate.findings
        if each["severity"] == "content" or each["code"] in QUALITY
    })  # fmt: skip


QUALITY = frozenset({
    "CERT_NO_OWN_WORDS", "CERT_PARTIAL_NO_REASONS", "CERT_TEXT_REPEATED", "CERT_SIGNATURE_BROKEN",
    "CERT_SIGNER_UNKNOWN_ISSUER", "CERT_SIGNER_NOT_IN_FORCE", "CERT_SIGNER_NOT_FOR_SIGNING", "CERT_SIGNER_UNREADABLE",
})  # fmt: skip
"""Notes that say the certificate may not carry a decision."""
