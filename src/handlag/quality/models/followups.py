"""In-depth legal follow-ups with their findings and measures, and supervision with its two rounds."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handlag.core.fields import append_only, identity, never_deleted
from handlag.people.models import Account
from handlag.quality.models.review import ReviewRound
from handlag.steering.models import Source


class LegalFollowUp(models.Model):
    """A question of law looked into in depth: what was asked, on which sample, and what came of it."""

    id = identity()
    title = models.CharField(max_length=120, unique=True)
    question = models.TextField()
    sample = models.TextField()  # what was looked at and how it was chosen
    round = models.ForeignKey(ReviewRound, models.PROTECT, null=True, blank=True, related_name="+")
    benefits = ArrayField(models.CharField(max_length=40), default=list)
    owner = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [never_deleted()]


class Finding(models.Model):
    """What was found, in which direction it errs and why; and what the unit concerned says to it."""

    id = identity()
    follow_up = models.ForeignKey(LegalFollowUp, models.PROTECT, related_name="findings")
    text = models.TextField()
    direction = models.CharField(max_length=12)  # strict, generous, both, neither
    cause = models.CharField(max_length=12)
    found_at = models.DateTimeField()
    reply = models.TextField(blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [never_deleted()]


class Measure(models.Model):
    """What is to be done about a finding, by whom and when; that it was done; and whether it helped.

    ``carried_by`` is the document of the register that steers by it, where the measure is a change of what steers.
    """

    id = identity()
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="measures")
    text = models.TextField()
    responsible = models.CharField(max_length=80)
    due = models.DateField()
    carried_by = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="measures")
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [never_deleted()]


class Supervision(models.Model):
    """The same questions to some units twice. ``second_at`` is when the second round was opened."""

    id = identity()
    title = models.CharField(max_length=120, unique=True)
    questions = models.JSONField()  # a list of texts
    units = ArrayField(models.CharField(max_length=20))
    owner = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    second_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [never_deleted()]

    @property
    def round(self) -> int:
        """The round under way: 1 or 2."""
        return 1 if self.second_at is None else 2


class SupervisionAnswer(models.Model):
    """One anonymous answer. ``mark`` is a keyed hash, so that nobody answers twice and nobody can be named."""

    id = identity()
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    answers = models.JSONField()
    mark = models.CharField(max_length=64)

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supervision", "round", "mark"], name="supervision_answer_once")
        ]


class SupervisionDialogue(models.Model):
    """What a unit's people and the supervisors came to after a round."""

    id = identity()
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="dialogues")
    round = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    held_on = models.DateField()
    text = models.TextField()

    class Meta:
        triggers: ClassVar = [append_only()]
