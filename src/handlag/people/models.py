"""Persons, organisations, how they belong together, the accounts that act, and who read what."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models.functions import Now

from handlag.core.fields import append_only, identity


class Protection(models.TextChoices):
    """Protected personal data (OSL 22 kap. 1 §, folkbokföringslagen 16 §)."""

    NONE = "none"
    SEKRETESSMARKERING = "sekretessmarkering"
    SKYDDAD_FOLKBOKFORING = "skyddad_folkbokforing"


class Person(models.Model):
    """Somebody the agency knows. ``nr`` is a compact key for range constraints; people never see it."""

    id = identity()
    nr = models.BigIntegerField(
        unique=True, db_default=models.Func(models.Value("people_person_nr"), function="nextval")
    )
    identity_number = models.CharField(max_length=12, unique=True)  # personnummer or samordningsnummer, 12 digits
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    born = models.DateField()
    died = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=[("F", "woman"), ("M", "man")])
    protection = models.CharField(max_length=24, choices=Protection.choices, default=Protection.NONE)
    street = models.CharField(max_length=70, blank=True, default="")
    postcode = models.CharField(max_length=16, blank=True, default="")
    town = models.CharField(max_length=35, blank=True, default="")
    country = models.CharField(max_length=2, default="SE")
    municipality = models.CharField(max_length=4, blank=True, default="")
    account = models.CharField(max_length=34, blank=True, default="")  # IBAN
    language = models.CharField(max_length=2, default="sv")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Organisation(models.Model):
    """An employer, a care unit, a municipality or another authority."""

    id = identity()
    number = models.CharField(max_length=10, unique=True)  # organisationsnummer, 10 digits
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)  # employer, care_unit, municipality, authority
    hsa_id = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """How a person belongs to another person or an organisation, for a period, as known from a time on.

    ``parent`` and ``custody`` run from the adult (``person``) to the child (``other``); ``partner`` and ``household``
    are written once each way; ``employer`` points at an organisation. A corrected row is superseded, never changed.
    """

    id = identity()
    kind = models.CharField(max_length=12)  # parent, custody, partner, household, employer
    person = models.ForeignKey(Person, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, models.PROTECT, related_name="related_from", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    period = DateRangeField()
    source = models.CharField(max_length=40)
    known_from = models.DateTimeField(db_default=Now())
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "kind"], name="relation_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relation_one_end",
                condition=models.Q(other__isnull=False, organisation__isnull=True)
                | models.Q(other__isnull=True, organisation__isnull=False),
            ),
        ]


class Income(models.Model):
    """Yearly income from work as reported to the agency, whole kronor, for a period."""

    id = identity()
    person = models.ForeignKey(Person, models.PROTECT, related_name="incomes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=12)  # employment, business
    yearly_kronor = models.BigIntegerField()
    period = DateRangeField()
    source = models.CharField(max_length=40)
    known_from = models.DateTimeField(db_default=Now())
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="income_person")]
        constraints: ClassVar = [
            models.CheckConstraint(name="income_not_negative", condition=models.Q(yearly_kronor__gte=0))
        ]


class Unit(models.Model):
    """An office or team that cases are handled in."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    county = models.CharField(max_length=2, blank=True, default="")
    protected = models.BooleanField(default=False)  # handles cases of people with protected identities

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What an account may be; rights follow from the access rules, not from Django's permissions."""

    INSURED = "insured"
    OFFICER = "officer"
    MANAGER = "manager"
    CONTROLLER = "controller"
    LAWYER = "lawyer"
    ENGINEER = "engineer"


class Account(AbstractUser):
    """Somebody who signs in: an insured person or somebody of the agency."""

    id = identity()
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.INSURED)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account_of")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    skills = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # benefit codes
    protected_access = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="sv")


class ReadLog(models.Model):
    """One row for every time somebody asked to see a person, whether it was allowed or not."""

    id = identity()
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="reads")
    what = models.CharField(max_length=60)  # page or resource
    case_id = models.UUIDField(null=True)
    allowed = models.BooleanField()
    rule = models.CharField(max_length=40)  # the access rule that allowed or refused

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="readlog_person")]
        triggers: ClassVar = [append_only()]
