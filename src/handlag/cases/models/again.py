"""What a party asks for after a decision: that it is reconsidered, or tried by a court. SFB 113 kap."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.cases.models.case import Case
from handlag.cases.models.decision import Decision
from handlag.core.fields import identity
from handlag.people.models import Account


class Reconsideration(models.Model):
    """A request that a decision is reconsidered (omprövning, 113 kap. 7 §), and what came of it.

    ``last_day`` is two months from when the party got the decision (19 §); an officer who finds that she got it later
    moves it. A decision is reconsidered once, which the database holds.
    """

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="reconsiderations")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reconsiderations")
    channel = models.CharField(max_length=8)  # web, paper, api
    received_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    last_day = models.DateField()
    in_time = models.BooleanField()
    # open, changed, unchanged, dismissed, withdrawn, taken_as_change
    status = models.CharField(max_length=16, default="open")
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], name="reconsidered_once", condition=~models.Q(status="withdrawn")
            ),
            models.UniqueConstraint(
                fields=["case"], name="reconsideration_open_once", condition=models.Q(status="open")
            ),
        ]


class Appeal(models.Model):
    """An appeal (överklagande, 113 kap. 10 §): received by the agency, handed over to the court, tried there."""

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    channel = models.CharField(max_length=8)
    received_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    last_day = models.DateField()
    in_time = models.BooleanField()
    hand_over_by = models.DateField()
    status = models.CharField(max_length=12, default="open")  # open, handed_over, dismissed, tried
    court = models.CharField(max_length=80, blank=True, default="")
    handed_over_at = models.DateTimeField(null=True, blank=True)
    court_number = models.CharField(max_length=40, blank=True, default="")
    court_outcome = models.CharField(max_length=12, blank=True, default="")  # upheld, changed, sent_back, dismissed
    court_decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision"], name="appealed_once"),
            models.CheckConstraint(
                name="appeal_handed_over_to_a_court",
                condition=~models.Q(status__in=["handed_over", "tried"])
                | models.Q(handed_over_at__isnull=False) & ~models.Q(court=""),
            ),
        ]
