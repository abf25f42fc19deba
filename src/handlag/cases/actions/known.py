"""A fact as a register or a sender gives it, before it is laid with a case."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

FROM_REGISTERS = frozenset(
    {"income", "earlier_income", "certificate", "history", "overlap", "relation", "household_child", "parental_days"}
)
"""Kinds the registers give: looked up anew at every run, and superseded when they have changed."""


@dataclass(frozen=True)
class Known:
    """A fact with its source and the days it holds for; without a last day it holds until further notice."""

    kind: str
    source: str
    content: dict[str, Any]
    period: tuple[date, date | None] | None = None
    certificate_id: UUID | None = None

    @property
    def key(self) -> str:
        """What tells two facts apart: the row they come from, or else what they say."""
        return key(self.kind, self.content)

    @property
    def range(self) -> DateRange | None:
        """The days as the database keeps them: half-open."""
        if self.period is None:
            return None
        return DateRange(self.period[0], self.period[1], "[]" if self.period[1] else "[)")


def key(kind: str, content: dict[str, Any]) -> str:
    """What tells two facts of a case apart, however the database has ordered the keys inside them."""
    return f"{kind}:{content.get('id') or json.dumps(content, sort_keys=True)}"
