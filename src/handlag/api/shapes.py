"""Pieces the routes' answers are made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ninja import Schema

from handlag.api.problems import Problem


def refusals(*statuses: int) -> dict[int, type[Problem]]:
    """The refusals a route may answer with, those of the door always among them."""
    return dict.fromkeys(sorted({401, 403, 429, *statuses}), Problem)


class Days(Schema):
    """A period with both days included; ``last`` is null where no end is set."""

    first: date
    last: date | None


def days(period: Any) -> Days:
    """A half-open database range as days."""
    return Days(first=period.lower, last=period.upper - timedelta(days=1) if period.upper else None)
