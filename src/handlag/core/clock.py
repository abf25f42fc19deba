"""Time: instants are aware UTC, legal days are dates in Swedish local time. Only ``wall_clock`` reads a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def legal_day(instant: datetime) -> date:
    """The calendar day in Sweden at an aware instant."""
    return instant.astimezone(STOCKHOLM).date()


def wall_clock() -> datetime:
    """The present instant. Called by views, jobs and commands only; domain and actions are handed the time."""
    return datetime.now(UTC)
