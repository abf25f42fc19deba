"""Identities: UUIDv7, so that new rows land at the end of every index, and check-digited numbers people read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


def id_at(instant: datetime) -> UUID:
    """A fresh UUIDv7 carrying a given instant, for history written after the fact."""
    return uuid7(nanoseconds=round(instant.timestamp() * 1_000_000) * 1000)


def luhn_digit(digits: str) -> int:
    """The mod-10 check digit of a string of decimal digits, weights 2, 1, 2, … from the right."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return -total % 10
