"""Claims and certificates, as they came in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from handlag.core.fields import append_only, filled_once, identity, never_deleted
from handlag.people.models import Account, Person

CERTIFICATE_NOTICE = "lakarintyg/1"
"""The form of what stands in a claim's place while a certificate waits for one: the agency's own note, no claim."""


class Claim(models.Model):
    """What somebody asks for (yrkande): benefit, period, intention, and the form's content as it was given.

    ``idempotency_key`` is the sender's own key; the same key again gives the same claim back.
    """

    id = identity()
    person = models.ForeignKey(Person, models.PROTECT, related_name="claims")
    benefit = models.CharField(max_length=40)
    intention = models.CharField(max_length=12, default="new")  # new, change, withdrawal
    channel = models.CharField(max_length=8)  # web, api, paper
    received_at = models.DateTimeField()
    period = DateRangeField()  # what the claim is for; open-ended where the benefit is
    form = models.CharField(max_length=40)  # form and version, "sjukpenning/1"
    content = models.JSONField()
    idempotency_key = models.CharField(max_length=120, unique=True)
    registered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True)
    status = models.CharField(max_length=12, default="received")  # received, withdrawn, notice
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "benefit"], name="claim_person")]


class Certificate(models.Model):
    """A medical certificate with its raw bytes, kept for ever, and what was read out of it.

    Nothing of it is ever changed but that one without a person is given hers (``link_certificate``).
    """

    id = identity()
    external_id = models.CharField(max_length=200, unique=True)  # intygs-id extension
    type_code = models.CharField(max_length=16)  # LISJP
    version = models.CharField(max_length=8)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="certificates")
    identity_number = models.CharField(max_length=12)
    signed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=8)  # riv (the national exchange), api, xml (a file), paper, insured
    unit_id = models.CharField(max_length=64, db_default="")  # HSA id of the care unit that issued it
    region = models.CharField(max_length=4, db_default="")  # county code, 00 private care, empty unknown
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()  # summary: diagnoses, capacity per period, texts, prognosis
    findings = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-signed_at"], name="certificate_person"),
            models.Index(fields=["received_at"], name="certificate_received"),
        ]
        triggers: ClassVar = [never_deleted(), filled_once("person_id")]


class Revocation(models.Model):
    """A certificate withdrawn by those who issued it. It may come before the certificate does, and then waits for it.

    Tied to the certificate by its identity and patient, not by a key: both are what the issuer says.
    """

    id = identity()
    external_id = models.CharField(max_length=200)
    identity_number = models.CharField(max_length=12)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    unit_id = models.CharField(max_length=64, blank=True)
    raw = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["external_id", "identity_number"], name="revocation_once")
        ]
        triggers: ClassVar = [append_only()]
