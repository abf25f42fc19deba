"""When unclaimed money lapses: SFB 107 kap. 12-14 §§. Pure.

Two years for benefits in general and one for child allowance, counted to the end of the calendar year: a payment
due in 2026 can be claimed through 2028, child allowance through 2027. Which calendar day closes the time is read from
the older acts the code gathered; it was not checked against the text, and is the reading that never comes too early.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from handlag.core.benefits import Benefit


class Limit(NamedTuple):
    """Whole years after the year a payment fell due, and the provision that says so."""

    years: int
    lagrum: str


GENERAL = Limit(2, "SFB 107 kap. 12 §")
LIMITS: dict[str, Limit] = {Benefit.BARNBIDRAG: Limit(1, "SFB 107 kap. 13 §")}


def limit_of(benefit: str) -> Limit:
    """How long a benefit's payments can be claimed."""
    return LIMITS.get(benefit, GENERAL)


def last_day(benefit: str, due: date) -> date:
    """The last day a payment that fell due can still be claimed."""
    return date(due.year + limit_of(benefit).years, 12, 31)


def has_lapsed(benefit: str, due: date, today: date) -> bool:
    """Whether the right to a payment has lapsed."""
    return today > last_day(benefit, due)
