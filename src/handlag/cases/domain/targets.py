"""How long a first decision may take: the agency's own targets, as data with their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SOURCE = "Försäkringskassans åtgärdsplan 17 februari 2025, tabell 1 (riktvärden för handläggningstid)"


@dataclass(frozen=True)
class Target:
    """A target (riktvärde): the mean number of days from application to decision."""

    days: int
    source: str = SOURCE


TARGETS = {
    "barnbidrag": Target(45),
    "foraldrapenning": Target(30),
    "sjukpenning": Target(30),
}


def target_on(benefit: str, received_on: date) -> date:
    """The day a first decision is due by the target. Not moved to a working day: the target counts all days."""
    return received_on + timedelta(days=TARGETS[benefit].days)
