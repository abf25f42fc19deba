"""The API's own tables: tokens programs sign in with, and counts of requests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.core.fields import identity
from handlag.people.models import Account


class ApiToken(models.Model):
    """A program's way to sign in as an account. Only a hash is kept, so a copy of the table opens nothing."""

    id = identity()
    account = models.ForeignKey(Account, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)  # what program it is for
    sha256 = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class RequestCount(models.Model):
    """How many requests one key (an account, or an address as a keyed hash) has made in one window."""

    key = models.CharField(max_length=80)
    window = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "window"], name="request_count_key_window")]
        indexes: ClassVar = [models.Index(fields=["window"], name="request_count_window")]
