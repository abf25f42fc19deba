"""A store of facts in which rejections of sickness benefit drift from a day on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from handlag.events.kinds import Kind
from handlag.followup.store import Store
from tests.followup.log import Log, noon
from tests.followup.stored import new_store, vintage

FIRST = date(2023, 1, 2)
DAYS = 365 * 3
DRIFTS = date(2025, 6, 1)
UNTIL = datetime(2026, 1, 1, 12, tzinfo=UTC)


def store(root: Path, odds: float = 3.0, drifts: date = DRIFTS, a_day: int = 2) -> Store:
    """Decisions every day at two offices, 30 % refused until the odds are multiplied."""
    log, rng = Log(), np.random.default_rng(4)
    for day in range(DAYS):
        on = FIRST + timedelta(days=day)
        share = 0.3 * odds / (1 + 0.3 * (odds - 1)) if on >= drifts else 0.3
        for place in range(a_day):
            name, refused = f"{day}-{place}", rng.random() < share
            about = {"case": name, "person": name, "birth_year": 1950 + (day * 7) % 50, "sex": "FM"[day % 2]}
            log.event(
                Kind.DECIDED, noon(on), decision_kind="first", automatic="true", unit=("Gävle", "Umeå")[day // 2 % 2],
                outcome="refused" if refused else "granted", **about,
            )  # fmt: skip
            if rng.random() < 0.2:
                log.event(Kind.SUPPLEMENT_REQUESTED, noon(on) - timedelta(days=3), **about)
            if not refused:
                log.event(Kind.PAYMENT_ORDERED, noon(on) + timedelta(days=2), amount_ore=int(rng.integers(500, 900)),
                          pay_day=(on + timedelta(days=2)).isoformat(), **about)  # fmt: skip
    made = new_store(root)
    vintage(made, log, until=UNTIL)
    return made
