"""What steers, what was asked and answered, and what alarms meant. Nothing here is about a person."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handlag.core.fields import append_only, filled_once, identity, never_deleted
from handlag.people.models import Account


def _by() -> models.ForeignKey[Account | None, Account | None]:
    return models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")


class Source(models.Model):
    """A document that steers the application of law. What it says is never changed; its last day is given once."""

    id = identity()
    kind = models.CharField(max_length=20)  # domain.sources.SourceKind
    reference = models.CharField(max_length=120, unique=True)  # SFS 2020:1239, Dnr 2021/001473, HFD 2018 ref. 51
    title = models.CharField(max_length=300)
    summary_sv = models.TextField()
    summary_en = models.TextField()
    provisions = ArrayField(models.CharField(max_length=120))
    benefits = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # none: all
    in_force_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day it holds
    owner = models.CharField(max_length=120, blank=True, default="")
    registered_by = _by()
    registered_at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [filled_once("ends_on"), never_deleted()]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Question(models.Model):
    """A question with an unclear legal position: asked once, taken on by a forum, out as guidance or a position."""

    id = identity()
    number = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=10, default="asked")  # domain.ways.QuestionState
    text = models.TextField()
    provisions = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    benefit = models.CharField(max_length=40, blank=True, default="")
    case_id = models.UUIDField(null=True, blank=True)  # where it came up; a link for those who may read the case
    asked_by = _by()
    asked_at = models.DateTimeField()
    forum = models.CharField(max_length=20, blank=True, default="")  # domain.ways.Forum
    triaged_by = _by()
    triaged_at = models.DateTimeField(null=True, blank=True)
    closed_by = _by()
    closed_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="questions")  # lifted to

    class Meta:
        triggers: ClassVar = [never_deleted()]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="question_state")]

    def __str__(self) -> str:
        return str(self.number)


class Guidance(models.Model):
    """Words that help at a step of the law. Support: it explains what steers and is never steering by itself."""

    id = identity()
    provisions = ArrayField(models.CharField(max_length=120))
    benefits = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    text_sv = models.TextField()
    text_en = models.TextField()
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="guidance")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="guidance")
    valid_from = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    written_by = _by()
    written_at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [filled_once("ends_on"), never_deleted()]


class Watched(models.Model):
    """A series under watch: the frozen reference it is held against, and its chart as last computed."""

    id = identity()
    series = models.CharField(max_length=200, unique=True)  # followup.stability.from_facts.Series.code
    unit = models.CharField(max_length=5)  # month or week
    first = models.IntegerField()  # the reference's first period; never moved by the program
    reference = models.IntegerField()  # months of reference
    spread = models.JSONField()  # of months beyond chance: variance, error
    began_at = models.DateTimeField()
    made_at = models.DateTimeField()
    shown = models.JSONField()  # the chart, or what keeps it from being made

    class Meta:
        triggers: ClassVar = [never_deleted()]


class Investigation(models.Model):
    """An alarm and what it turned out to be. What the chart showed is kept as it was when it alarmed."""

    id = identity()
    series = models.CharField(max_length=200)  # domain.series.Series.code
    period = models.CharField(max_length=8)  # of the signal, 2026-03 or 2026-W12
    upwards = models.BooleanField()
    shown = models.JSONField()  # the series' chart and the alarm, figures and words
    evidence = models.JSONField()  # data, mix, when, law or drift by BIC, where
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _by()
    explanation = models.CharField(max_length=10, blank=True, default="")  # domain.ways.Explanation
    explained = models.TextField(blank=True, default="")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="investigations")

    class Meta:
        triggers: ClassVar = [never_deleted()]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "period", "upwards"], name="investigation_alarm"),
        ]


class InvestigationNote(models.Model):
    """A line of an investigation's log."""

    id = identity()
    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = _by()
    text = models.TextField()

    class Meta:
        triggers: ClassVar = [append_only()]


class Rebase(models.Model):
    """A decision that a series is watched from its level after a day, with the reason; never made by the program."""

    id = identity()
    series = models.CharField(max_length=200)
    from_day = models.DateField()
    reason = models.TextField()
    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="rebases")
    decided_by = _by()
    decided_at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [append_only()]
        constraints: ClassVar = [models.UniqueConstraint(fields=["series", "from_day"], name="rebase_once")]
