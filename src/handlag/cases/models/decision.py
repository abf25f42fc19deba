"""What is put to the party, what is assessed and what is decided. Decisions are never changed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models

from handlag.cases.models.case import Case
from handlag.core.fields import append_only, identity
from handlag.people.models import Account


class Communication(models.Model):
    """The party sees the material and may answer before a decision against them (kommunicering, FL 25 §)."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="communications")
    sent_at = models.DateTimeField()
    due = models.DateField()
    text = models.TextField()
    material = models.JSONField(default=dict)
    revision = models.PositiveIntegerField()  # the case's revision when sent: new facts need new communication
    answered_at = models.DateTimeField(null=True, blank=True)
    statement = models.TextField(blank=True, default="")


class Assessment(models.Model):
    """A person's reasoned answer to one question the law leaves open (ställningstagande)."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    question = models.CharField(max_length=60)
    lagrum = models.CharField(max_length=80)
    answer = models.JSONField()  # what the question asks for: true/false, a share, a date
    reasons = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField()

    class Meta:
        triggers: ClassVar = [append_only()]


class AutomationCheck(models.Model):
    """Whether the machine may decide: every reason that stopped it, and the random draw with its probability."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="automation_checks")
    at = models.DateTimeField()
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    sampled = models.BooleanField()

    class Meta:
        triggers: ClassVar = [append_only()]


class Decision(models.Model):
    """A decision (beslut) with the receipt of the law as it was applied, re-runnable years later."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    # first, correction, reconsideration; dismissal of a request or an appeal that came too late
    kind = models.CharField(max_length=16, default="first")
    outcome = models.CharField(max_length=10)  # granted, partly, refused; unchanged, dismissed (without lines)
    decided_at = models.DateTimeField()
    automatic = models.BooleanField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField()
    receipt = models.JSONField()
    reasons_sv = models.TextField(blank=True, default="")
    reasons_en = models.TextField(blank=True, default="")
    reconsideration_by = models.DateField()  # two months from when the party got it (SFB 113 kap. 19 §)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-decided_at"], name="decision_case")]
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_by_machine_or_person",
                condition=models.Q(automatic=True, decided_by__isnull=True)
                | models.Q(automatic=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_four_eyes",
                condition=models.Q(proposed_by__isnull=True) | ~models.Q(proposed_by=models.F("decided_by")),
            ),
        ]


class DecisionLine(models.Model):
    """The outcome for one period (beslutsrad), with amount, provisions and reason. Öre per ``unit``."""

    id = identity()
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    period = DateRangeField()
    outcome = models.CharField(max_length=10)  # granted, refused
    amount_ore = models.BigIntegerField()
    unit = models.CharField(max_length=5)  # day, month
    share_numerator = models.PositiveSmallIntegerField(default=1)
    share_denominator = models.PositiveSmallIntegerField(default=1)
    level = models.CharField(max_length=40, blank=True, default="")
    lagrum = ArrayField(models.CharField(max_length=80), default=list)
    reason_code = models.CharField(max_length=60, blank=True, default="")
    reason_sv = models.TextField(blank=True, default="")
    reason_en = models.TextField(blank=True, default="")

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "position"], name="line_position"),
            models.CheckConstraint(name="line_amount_not_negative", condition=models.Q(amount_ore__gte=0)),
        ]


class Review(models.Model):
    """A review with a due day, set when deciding (tidsbestämd omprövning, uppföljning).

    ``done_at`` is when the case was taken up for it, ``held_at`` when an officer had reviewed the decision, and
    ``changed`` whether that led to another one.
    """

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=40)
    due = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    changed = models.BooleanField(null=True, blank=True)


class Letter(models.Model):
    """A letter to the party: what goes into it, and the PDF once made."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters", null=True, blank=True)
    kind = models.CharField(max_length=24)  # a template's name: decision, supplement, communication, …
    language = models.CharField(max_length=2, default="sv")
    queued_at = models.DateTimeField()
    content = models.JSONField()
    made_at = models.DateTimeField(null=True, blank=True)
    pdf = models.BinaryField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["queued_at"], name="letter_queue", condition=models.Q(made_at__isnull=True))
        ]
