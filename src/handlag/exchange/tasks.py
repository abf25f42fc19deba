"""The room's jobs: the outbox, and what time does to unanswered questions."""

from __future__ import annotations

from procrastinate.contrib.django import app

from handlag.core.clock import wall_clock
from handlag.exchange.actions.deliver import deliver_due
from handlag.exchange.actions.remind import remind


@app.periodic(cron="* * * * *")
@app.task(name="exchange.deliver", queueing_lock="exchange.deliver")
def deliver(timestamp: int = 0) -> int:
    """Send the messages to care that are due."""
    del timestamp
    return deliver_due(wall_clock())


@app.periodic(cron="20 6 * * *")
@app.task(name="exchange.remind", queueing_lock="exchange.remind")
def reminders(timestamp: int = 0) -> int:
    """Remind care of questions whose last day has passed."""
    del timestamp
    return remind(wall_clock())
