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


def filled_once(column: str, name: str = "filled_once") -> pgtrigger.Protect:
    """A trigger that refuses every change of a row but one: that an empty column is given its value."""
    same = f"to_jsonb(OLD) - '{column}' = to_jsonb(NEW) - '{column}'"
    allowed = f"OLD.{column} IS NULL AND NEW.{column} IS NOT NULL AND {same}"
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update, condition=pgtrigger.Condition(f"NOT ({allowed})"))


def never_deleted(name: str = "never_deleted") -> pgtrigger.Protect:
    """A trigger that refuses to delete a row."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)
