"""How often somebody may fail to sign in. The limits are the project's own: an online guesser gets 20 tries an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """At most ``failures`` within ``window``; the next try is let in when the oldest counted one has aged out."""

    failures: int
    window: timedelta

    def wait(self, failed_at: list[datetime], now: datetime) -> timedelta:
        """How long to wait before the next try; zero if it may be made at once."""
        counted = sorted(at for at in failed_at if at > now - self.window)
        if len(counted) < self.failures:
            return timedelta(0)
        return counted[len(counted) - self.failures] + self.window - now


PER_NAME = Limit(failures=5, window=timedelta(minutes=15))
PER_ADDRESS = Limit(failures=50, window=timedelta(minutes=15))
