"""A certificate that nobody has claimed on: which days of it, and what it waits for until somebody does.

The case it opens is not a claim's: nobody has asked for anything, no decision is due, and none is made. A claim is made
in writing by the insured herself (SFB 110 kap. 4 §); the agency sees to that she knows it (6 § förvaltningslagen).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

FLOW = "lakarintyg"
CLAIM = "CLAIM"
"""The code of what is asked for: a claim, which no text can stand in for."""
SAME_SPELL = timedelta(days=5)
"""A period of illness that begins within five days of the last is the same one (SFB 27 kap. 32 §)."""

Days = tuple[date, date]
"""From the first day to the last, both included."""
Open = tuple[date, date | None]
"""As ``Days``; without a last day it goes on."""


@dataclass(frozen=True)
class Patience:
    """How long a claim is awaited: in silence first, then after a letter. The system's own defaults, no statute's."""

    quiet_days: int = 7
    claim_days: int = 30


def is_notice(content: Mapping[str, Any]) -> bool:
    """Whether what stands in a claim's place is the agency's own note that a certificate has come."""
    return "quiet_days" in content


def unclaimed(certified: Days, claimed: Iterable[Open]) -> Days | None:
    """The certified days that no claim of the same period of illness reaches; None where one does.

    Days before a claim are none of them: of an employee's illness the first fourteen are the employer's.
    """
    first, last = certified
    for start, end in sorted(claimed, key=lambda days: (days[0], days[1] or date.max)):
        if start > last + SAME_SPELL or (end is not None and end < first):
            continue
        if end is None or end >= last:
            return None
        first = max(first, end + timedelta(days=1))
    return first, last


def hull(some: Open, more: Open) -> Open:
    """The days from the first of both to the last."""
    ends = (some[1], more[1])
    return min(some[0], more[0]), None if None in ends else max(end for end in ends if end is not None)


def near(some: Open, other: Open) -> bool:
    """Whether two stretches of days touch, overlap, or have no more than five days between."""
    return (
        some[0] <= (other[1] or date.max - SAME_SPELL) + SAME_SPELL
        and other[0] <= (some[1] or date.max - SAME_SPELL) + SAME_SPELL
    )
