"""What has come and gone over the national exchange, and what waits for a person because of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.core.fields import append_only, identity
from handlag.people.models import Account, Person


class Arrival(models.Model):
    """One call to us and how it was answered. Its bytes are kept here when nothing else keeps them.

    Never changed: what a sender was told, and when, can be shown years later.
    """

    id = identity()
    at = models.DateTimeField()
    operation = models.CharField(max_length=40, blank=True)
    sender = models.CharField(max_length=120, blank=True)  # by its client certificate
    consumer = models.CharField(max_length=64, blank=True)  # the care system the platform says it forwards for
    unit_id = models.CharField(max_length=64, blank=True)
    reference = models.CharField(max_length=200, blank=True)  # intygs-id or meddelande-id
    outcome = models.CharField(max_length=8)  # OK, INFO, ERROR, FAULT
    error = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)  # what was answered
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    raw = models.BinaryField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit_id", "-at"], name="arrival_unit"),
            models.Index(fields=["-at"], name="arrival_failed", condition=models.Q(outcome__in=["ERROR", "FAULT"])),
        ]
        triggers: ClassVar = [append_only()]


class Message(models.Model):
    """One case message, ours or care's. Threads hang together by ``reply_to`` and ``reminder_of``.

    ``case_id`` is a case's, where one is known; the room below cases knows it by number only.
    """

    id = identity()
    external_id = models.CharField(max_length=200, unique=True)  # meddelande-id
    outgoing = models.BooleanField()
    subject = models.CharField(max_length=8)
    certificate_id = models.UUIDField()
    certificate_external_id = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField(null=True, blank=True)
    supplement = models.CharField(max_length=40, blank=True)  # what the case asked for under this code
    reference = models.CharField(max_length=64, blank=True)  # referens-id: the case's number, echoed by care
    reply_to = models.CharField(max_length=200, blank=True)
    reminder_of = models.CharField(max_length=200, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    complements = models.JSONField(default=list)  # question, instance, text
    last_day = models.DateField(null=True, blank=True)
    unit_id = models.CharField(max_length=64)  # the care unit at the other end
    unit = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)  # who wrote it, in care or here
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=12, blank=True)  # message, certificate
    raw = models.BinaryField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["certificate_external_id"], name="message_certificate"),
            models.Index(fields=["case_id"], name="message_case"),
            models.Index(
                fields=["last_day"], name="message_awaited",
                condition=models.Q(outgoing=True, answered_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.external_id


class Delivery(models.Model):
    """The outbox: a message of ours on its way. Written in the transaction that made the message."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="delivery")
    status = models.CharField(max_length=10, default="waiting")  # waiting, sent, refused, given_up
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)  # the last answer or failure

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(status="waiting"))
        ]


class Coordinator(models.Model):
    """A care unit's coordination function (rehabiliteringskoordinator, 1 § lagen 2019:1297), where it has one."""

    unit_id = models.CharField(max_length=64, primary_key=True)
    hsa_id = models.CharField(max_length=64)  # where its messages go: often a unit of its own
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)


class CareTask(models.Model):
    """Something from the exchange that a person has to look at: it has no case, or no step of a case waits for it."""

    id = identity()
    kind = models.CharField(max_length=20)  # findings, question, answer, failed, differs, no_answer
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    certificate_id = models.UUIDField(null=True)
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="tasks")
    detail = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    due = models.DateField()
    assignee = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due"], name="care_task_open", condition=models.Q(done_at__isnull=True))
        ]
