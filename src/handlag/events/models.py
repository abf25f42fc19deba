"""One table: what happened, when, to which case, by whom. Rows are never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.base import ModelState
from django.db.models.functions import Now

from handlag.core.fields import append_only, identity


class Event(models.Model):
    """One thing that happened. ``at`` is when it happened, ``recorded_at`` when the agency knew.

    ``benefit``, ``sex`` and ``birth_year`` are copied in as they were at the time, so that follow-up never has to
    ask another table. ``amount_ore`` is money in öre where the event is about money.
    """

    id = identity()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=40)
    case_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    benefit = models.CharField(max_length=40, blank=True, default="", db_default="")
    sex = models.CharField(max_length=1, blank=True, default="", db_default="")
    birth_year = models.SmallIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True, default="", db_default="")
    actor_kind = models.CharField(max_length=12, default="machine", db_default="machine")
    actor_id = models.UUIDField(null=True)
    amount_ore = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict, db_default={})

    written_alike: ClassVar = (
        "at", "case_id", "person_id", "benefit", "sex", "birth_year", "unit", "actor_kind", "actor_id", "amount_ore",
    )  # fmt: skip

    @classmethod
    def of(cls, **values: Any) -> Event:
        """An event not yet written, of a value for every column: a decision leaves fourteen, and Django's own way of
        making a row looks at each column again.
        """
        made = cls.__new__(cls)
        made._state = ModelState()
        made.__dict__.update(values)
        return made

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case_id", "at"], name="event_case", condition=models.Q(case_id__isnull=False)),
            BrinIndex(fields=["at"], name="event_at"),
            BrinIndex(fields=["recorded_at"], name="event_recorded"),
        ]
        triggers: ClassVar = [append_only()]
