"""The portal's only own table: failed sign-ins, counted so that passwords can't be guessed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from handlag.core.fields import identity


class SignInFailure(models.Model):
    """One failed sign-in under one key: a user name or an address, kept only as a keyed hash."""

    id = identity()
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "at"], name="sign_in_failure_key")]
