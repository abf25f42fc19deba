"""Dates, booleans and numbers as certificates write them: text in, value or None out, never an exception.

Decided where the contract and its users differ: white space after a value and a zone after a date are let
through, white space before a date is not.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from handlag.core.clock import STOCKHOLM

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?\s*")
_INSTANT = re.compile(
    r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?\s*"
)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def read_date(text: str) -> date | None:
    """A calendar day, or None where the text is none (31 February included)."""
    match = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def read_boolean(text: str) -> bool | None:
    """``true``, ``false``, ``1`` or ``0``; ``True`` is none of them."""
    return _BOOLEANS.get(text.strip())


def read_integer(text: str) -> int | None:
    """A whole number of at most nine digits."""
    return int(text) if re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", text) else None


def read_instant(text: str) -> datetime | None:
    """An instant in UTC from Swedish local time; a zone is not in the contract but is believed when it is
    there."""
    match = _INSTANT.fullmatch(text)
    try:
        local = datetime.fromisoformat(match[1] + (match[2] or "")) if match else None
        return local and (local if local.tzinfo else local.replace(tzinfo=STOCKHOLM)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def write_instant(instant: datetime) -> str:
    """Swedish local time without zone or fraction, as the contract wants it."""
    return instant.astimezone(STOCKHOLM).strftime("%Y-%m-%dT%H:%M:%S")
