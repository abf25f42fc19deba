"""Parental days one person has given another (SFB 12 kap. 17–17 c §§), a row for each notice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.core.fields import append_only, identity
from handlag.people.models import Account, Person


class GivenDays(models.Model):
    """A written notice that moves parental days; what is taken back stands as a row with days below zero.

    ``level`` is high (sickness or base level) or lowest. ``to_parent`` tells giving up days to the other parent (17 §)
    from handing them to somebody else who is insured (17 a §).
    """

    id = identity()
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8)
    days = models.SmallIntegerField()
    to_parent = models.BooleanField()
    noticed_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child"], name="given_days_child")]
        constraints: ClassVar = [
            models.CheckConstraint(name="given_days_some", condition=~models.Q(days=0)),
            models.CheckConstraint(name="given_days_level", condition=models.Q(level__in=("high", "lowest"))),
            models.CheckConstraint(name="given_days_two", condition=~models.Q(giver=models.F("receiver"))),
        ]
        triggers: ClassVar = [append_only()]
