"""Meetings in a case: booked, then held or cancelled."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handlag.cases.models.case import Case
from handlag.core.fields import identity
from handlag.people.models import Account


class Meeting(models.Model):
    """A meeting on a person's way back to work: who is to take part by role, never by name, and what came of it.

    ``kind`` and ``roles`` are codes of ``cases.domain.meetings``. ``begun`` is the first day of the sickness case as it
    was known when the meeting was booked: time to a meeting is counted from it.
    """

    id = identity()
    case = models.ForeignKey(Case, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=16)
    day = models.DateField()
    begun = models.DateField(null=True, blank=True)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, default="booked")  # booked, held, cancelled
    held_on = models.DateField(null=True, blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list)
    outcome = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_held_on_a_day",
                condition=models.Q(status="held", held_on__isnull=False) | ~models.Q(status="held"),
            )
        ]
