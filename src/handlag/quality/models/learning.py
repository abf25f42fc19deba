"""Learning dialogues: a store of their own, that nothing which measures may read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.cases.models import Case
from handlag.core.fields import append_only, identity
from handlag.people.models import Account


class Dialogue(models.Model):
    """An officer and a specialist on cases the officer has chosen. What was said stays with the two."""

    id = identity()
    officer = models.ForeignKey(Account, models.PROTECT, related_name="+")
    specialist = models.ForeignKey(Account, models.PROTECT, related_name="+")
    focus = models.TextField()
    cases = models.ManyToManyField(Case, related_name="+")
    chosen_at = models.DateTimeField()
    notes = models.TextField(blank=True, default="")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="dialogue_of_two", condition=~models.Q(officer=models.F("specialist")))
        ]


class DialogueTheme(models.Model):
    """A theme the two agreed to pass on."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="themes")
    theme = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)  # strength, challenge

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "theme", "kind"], name="dialogue_theme_once")
        ]
