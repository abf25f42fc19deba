"""Database pieces shared by the rooms: a UUIDv7 key and the triggers that keep rows from being changed."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models

from handlag.core.ids import new_id


def identity() -> models.UUIDField[Any, Any]:
    """The primary key of nearly every table: a UUIDv7."""
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


def append_only(name: str = "append_only") -> pgtrigger.Protect:
    """A trigger that refuses to change or delete a row once written."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)
