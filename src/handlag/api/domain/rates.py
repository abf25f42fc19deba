"""How many requests are let through. The limits are the project's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Rate:
    """At most ``most`` in each window of ``seconds``, windows counted from midnight UTC."""

    name: str
    most: int
    seconds: int

    def window(self, now: datetime) -> datetime:
        """When the window an instant falls in began."""
        return datetime.fromtimestamp(now.timestamp() // self.seconds * self.seconds, UTC)

    def wait(self, now: datetime) -> int:
        """Whole seconds until the next window, at least one."""
        return max(1, round((self.window(now) + timedelta(seconds=self.seconds) - now).total_seconds()))


SIGNED_IN = Rate("account", 600, 60)
"""An account's requests, however many programs share it."""
OPEN = Rate("open", 120, 60)
"""Requests without signing in, by address."""
FAILED = Rate("failed", 20, 300)
"""Tokens that don't fit, by address."""
