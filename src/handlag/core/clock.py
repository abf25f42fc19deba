"""Time: instants are aware UTC, legal days are dates in Swedish local time. Only ``wall_clock`` reads a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SATURDAY = 5


@cache
def _free_days(year: int) -> frozenset[date]:
    """Public holidays, and the eves of Midsummer, Christmas and New Year."""
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_open_day(day: date) -> bool:
    """Whether agencies and banks are open: no weekend, no public holiday, none of the three eves."""
    return day.weekday() < SATURDAY and day not in _free_days(day.year)


def legal_day(instant: datetime) -> date:
    """The calendar day in Sweden at an aware instant."""
    return instant.astimezone(STOCKHOLM).date()


def wall_clock() -> datetime:
    """The present instant. Called by views, jobs and commands only; domain and actions are handed the time."""
    return datetime.now(UTC)
