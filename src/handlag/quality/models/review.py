"""A round of file review: what was drawn, with which probability, who scores what, and what they found."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from handlag.cases.models import Decision
from handlag.core.fields import append_only, identity, never_deleted
from handlag.people.models import Account


class ReviewRound(models.Model):
    """One review: decisions of some benefits in a period, drawn by a seed that is kept, with the controls as asked."""

    id = identity()
    name = models.CharField(max_length=120, unique=True)
    benefits = ArrayField(models.CharField(max_length=40))
    first_day = models.DateField()
    last_day = models.DateField()
    dimensions = ArrayField(models.CharField(max_length=12), default=list)
    size = models.PositiveIntegerField()
    double_percent = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    checklists = models.JSONField()
    calibrated_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    reviewers = models.ManyToManyField(Account, related_name="+")
    led_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.TextField(blank=True, default="")  # why files were left unscored

    class Meta:
        triggers: ClassVar = [never_deleted()]

    def __str__(self) -> str:
        return self.name


class ReviewStratum(models.Model):
    """A group the round draws from: how many decisions it had, and how many of them were drawn."""

    id = identity()
    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="strata")
    position = models.PositiveIntegerField()
    key = models.JSONField()  # dimension: value
    population = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="review_stratum_position"),
            models.CheckConstraint(
                name="review_stratum_drawn", condition=models.Q(drawn__gte=1, drawn__lte=models.F("population"))
            ),
        ]


class ReviewItem(models.Model):
    """A decision drawn, with its probability; or one of an earlier round, scored again to see how eyes have moved."""

    id = identity()
    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    stratum = models.ForeignKey(ReviewStratum, models.PROTECT, null=True, blank=True, related_name="items")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    probability = models.DecimalField(max_digits=12, decimal_places=10, null=True, blank=True)
    doubled = models.BooleanField()
    again = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "decision"], name="review_item_once"),
            models.UniqueConstraint(fields=["round", "position"], name="review_item_position"),
            models.CheckConstraint(
                name="review_item_drawn_or_again",
                condition=models.Q(stratum__isnull=False, probability__gt=0, again__isnull=True)
                | models.Q(stratum__isnull=True, probability__isnull=True, again__isnull=False),
            ),
        ]


class Sitting(models.TextChoices):
    """Which look at a file it is. A reviewer of the first two doesn't know which of them hers is."""

    FIRST = "first"
    SECOND = "second"
    ADJUDICATION = "adjudication"


class Scoring(models.Model):
    """One reviewer's look at a file; once done it is never changed."""

    id = identity()
    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="scorings")
    reviewer = models.ForeignKey(Account, models.PROTECT, related_name="+")
    sitting = models.CharField(max_length=12, choices=Sitting.choices)
    assigned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    over_ore = models.BigIntegerField(default=0)
    under_ore = models.BigIntegerField(default=0)
    causes = ArrayField(models.CharField(max_length=12), default=list)
    comment = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["reviewer"], name="scoring_waiting", condition=models.Q(done_at__isnull=True))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "reviewer"], name="scoring_once_each"),
            models.UniqueConstraint(fields=["item", "sitting"], name="scoring_sitting"),
            models.CheckConstraint(name="scoring_not_negative", condition=models.Q(over_ore__gte=0, under_ore__gte=0)),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(
                name="final", operation=pgtrigger.Update, condition=pgtrigger.Q(old__done_at__isnull=False)
            ),
            never_deleted(),
        ]
