"""A measure tried by lot: its protocol as registered, the seal of its seed, and everybody who took part."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models

from handlag.cases.models import Case
from handlag.core.fields import identity, never_deleted
from handlag.people.models import Account, Person


class Trial(models.Model):
    """One trial. Only the lot reads ``seed`` until the trial is closed; ``sealed`` is its published fingerprint."""

    id = identity()
    name = models.CharField(max_length=120, unique=True)
    written = models.TextField()  # the protocol as registered
    each = models.PositiveIntegerField()
    in_all = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    sealed = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="registered", operation=pgtrigger.Update,
                condition=pgtrigger.Condition("to_jsonb(OLD) - 'closed_at' <> to_jsonb(NEW) - 'closed_at'"),
            ),
            never_deleted(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """One who agreed, and where the lot put her. The outcome is filled in once it is due."""

    id = identity()
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    arm = models.CharField(max_length=10)
    agreed_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    outcome_due = models.DateField()
    received = models.BooleanField(null=True)
    outcome = models.FloatField(null=True, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    withdrew_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trial", "person"], name="participant_once"),
            models.UniqueConstraint(fields=["trial", "stratum", "position"], name="participant_place"),
            models.CheckConstraint(name="participant_arm", condition=models.Q(arm__in=["measure", "comparison"])),
            models.CheckConstraint(
                name="participant_outcome_at",
                condition=models.Q(outcome__isnull=True) | models.Q(outcome_at__isnull=False),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="lot_stands", operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "ROW(OLD.trial_id, OLD.person_id, OLD.case_id, OLD.stratum, OLD.position, OLD.arm, OLD.agreed_at)"
                    " IS DISTINCT FROM"
                    " ROW(NEW.trial_id, NEW.person_id, NEW.case_id, NEW.stratum, NEW.position, NEW.arm, NEW.agreed_at)"
                    " OR (OLD.outcome_at IS NOT NULL AND OLD.outcome IS DISTINCT FROM NEW.outcome)"
                ),
            ),
            never_deleted(),
        ]  # fmt: skip
