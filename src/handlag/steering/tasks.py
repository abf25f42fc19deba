"""The timed job of the room. Other jobs are in ``handlag.jobs`` and the rooms' own ``tasks``."""

from __future__ import annotations

from procrastinate.contrib.django import app

from handlag.core.clock import wall_clock
from handlag.followup.queries import installation_store
from handlag.steering.actions.watch import watch_all


@app.periodic(cron="30 3 * * *")
@app.task(name="steering.watch", queueing_lock="steering.watch")
def watch(timestamp: int = 0) -> int:
    """Chart every series of the newest facts, where there are any. Returns how many alarms are new."""
    store = installation_store()
    return watch_all(wall_clock(), store).opened if store.latest() else 0
