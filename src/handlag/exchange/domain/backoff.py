"""When a message that did not get through is sent again, and when that is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 30, 60, 60, 180, 360, 720, 1440))
"""The first five are the national platform's own between senders and receivers; then ever more slowly, two days in
all, so that a night or a weekend's stop there loses nothing."""


def again_at(attempts: int, now: datetime) -> datetime | None:
    """When to try next after ``attempts`` that failed; None when it is given up."""
    return now + PAUSES[attempts - 1] if 1 <= attempts <= len(PAUSES) else None
