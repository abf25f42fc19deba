"""The case itself: where it stands, what it rests on, what it waits for."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from handlag.core.fields import append_only, identity
from handlag.intake.models import Certificate, Claim
from handlag.people.models import Account, Person, Unit


class State(models.TextChoices):
    """Where a case stands. Every open case has exactly one next step: the machine, a task, or a dated wait."""

    RUNNING = "running"  # the machine has the next step
    WITH_PERSON = "with_person"  # an open task has it
    WAITING = "waiting"  # for somebody outside, until ``waiting_until``
    CLOSED = "closed"


class Case(models.Model):
    """The work on one or more claims, from received to closed (ärende).

    ``number`` is what people read and say: check-digited, unique. ``received_on`` starts the clock; ``target_on`` is
    the day a first decision is due by the agency's own target. ``revision`` rises by one each time the facts change,
    so that a decision on facts that have moved can be refused.
    """

    id = identity()
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    subject = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)  # the child, if any
    benefit = models.CharField(max_length=40)
    flow = models.CharField(max_length=40)
    flow_version = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    waiting_reason = models.CharField(max_length=40, blank=True, default="")
    waiting_until = models.DateField(null=True, blank=True)
    received_on = models.DateField()
    target_on = models.DateField()
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=40, blank=True, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    concept = models.CharField(max_length=40, blank=True, default="")  # e.g. forsta_ansprak
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-opened_at"], name="case_person"),
            models.Index(
                fields=["benefit", "state", "waiting_reason", "target_on", "unit"],
                name="case_open",
                condition=~models.Q(state="closed"),  # counts what is open without reading a case
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="case_waits_until_a_day",
                condition=~models.Q(state="waiting")
                | models.Q(waiting_until__isnull=False) & ~models.Q(waiting_reason=""),
            ),
            models.CheckConstraint(
                name="case_closed_at_a_time",
                condition=models.Q(state="closed", closed_at__isnull=False)
                | ~models.Q(state="closed") & models.Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseClaim(models.Model):
    """Which claims a case handles; a claim belongs to one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="claim_links")
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="case_link")


class Evidence(models.Model):
    """A fact with its source and period that a decision rests on (underlag). Superseded, never changed."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40)  # claim, certificate, income, sick_pay, relation, statement, …
    source = models.CharField(max_length=80)
    period = DateRangeField(null=True, blank=True)
    content = models.JSONField()
    received_at = models.DateTimeField()
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case"], name="evidence_case")]


class Supplement(models.Model):
    """Something missing that has been asked for, with a deadline (komplettering)."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="supplements")
    code = models.CharField(max_length=40)
    asked_of = models.CharField(max_length=12)  # insured, care, employer
    sv = models.TextField()
    en = models.TextField()
    asked_at = models.DateTimeField()
    due = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "code"],
                name="supplement_open_once",
                condition=models.Q(received_at__isnull=True, lapsed_at__isnull=True),
            )
        ]


class Pause(models.Model):
    """A stretch of time the agency's clock stands still, with its legal reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], name="pause_open_once", condition=models.Q(ended_at__isnull=True))
        ]


class Deadline(models.Model):
    """A day something must have happened by, with the provision or target that sets it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=40)
    due = models.DateField()
    basis = models.CharField(max_length=80)  # lagrum or target
    met_at = models.DateTimeField(null=True, blank=True)


class Note(models.Model):
    """What an officer wrote down on the case (tjänsteanteckning)."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT)
    text = models.TextField()

    class Meta:
        triggers: ClassVar = [append_only()]
