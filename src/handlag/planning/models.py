"""What planning keeps: scenarios, forecasts and the register of capacity. A change is a new version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.core.fields import append_only, identity


class SavedScenario(models.Model):
    """One version of a scenario with its answers; never changed, so that a plan can be read as it was made."""

    id = identity()
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    written = models.TextField()  # the YAML as it was written
    runs = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    outcome = models.JSONField()  # planning.outcome.Outcome
    made_by = models.UUIDField()  # an account of people, which planning doesn't read
    made_at = models.DateTimeField()
    why = models.TextField(blank=True, default="", db_default="")  # what this version is for, in its maker's words

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "version"], name="scenario_name_version")]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class KeptForecast(models.Model):
    """A forecast as it was made, from which data and when; never changed, so that it can be scored."""

    id = identity()
    series = models.CharField(max_length=80)  # a benefit, a benefit/type, or the sum of them all
    grain = models.CharField(max_length=5, default="month", db_default="month")  # month, week or day
    known_to = models.PositiveIntegerField()  # the last period known, numbered as domain.grains says
    vintage = models.PositiveIntegerField()  # the export of follow-up it was made from
    method = models.CharField(max_length=40)
    why = models.CharField(max_length=200)
    scale = models.FloatField()  # mean absolute error of the seasonal naive in the history
    months = models.JSONField()  # rows of domain.kept.Ahead
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "grain", "known_to", "vintage"], name="forecast_kept_once")
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.series} ({self.grain} {self.known_to}, {self.vintage})"


class CapacityEntry(models.Model):
    """One version of a fact about capacity: people there, away or to come, loans, systems; for a unit or a benefit."""

    class Kind(models.TextChoices):
        """What an entry is about: full-time equivalents, but of the last three a share."""

        PEOPLE = "people"
        ABSENCE = "absence"
        TRAINING = "training"
        OVERTIME = "overtime"
        HIRE = "hire"
        LOAN = "loan"
        SYSTEM = "system"
        TURNOVER = "turnover"
        AUTOMATION = "automation"

    id = identity()
    entry = models.UUIDField()  # the same through its versions
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.CharField(max_length=20, blank=True, default="")  # empty: the agency
    benefit = models.CharField(max_length=40, blank=True, default="")  # empty: all
    fte = models.FloatField()
    share = models.FloatField(null=True, blank=True)  # pace lost, leavers a month, or decided without an officer
    lender = models.CharField(max_length=40, blank=True, default="")  # of a loan: the benefit that lends
    ramp = models.JSONField(default=list, blank=True)  # of a hire: work by month of training; empty: as assumed
    mentors = models.FloatField(null=True, blank=True)  # of a hire: a mentor's time taken; null: as assumed
    first = models.DateField()
    until = models.DateField(null=True, blank=True)  # the last day; null: until further notice
    source = models.CharField(max_length=200)
    why = models.TextField(blank=True, default="")  # what this version is for
    withdrawn = models.BooleanField(default=False)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "version"], name="capacity_entry_version"),
            models.CheckConstraint(name="capacity_not_negative", condition=models.Q(fte__gte=0)),
            models.CheckConstraint(
                name="capacity_share",
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=1),
            ),
            models.CheckConstraint(
                name="capacity_in_order",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("first")),
            ),
        ]
        triggers: ClassVar = [append_only()]

    def __str__(self) -> str:
        return f"{self.kind} {self.fte:g} {self.unit or self.benefit} {self.first} ({self.version})"
