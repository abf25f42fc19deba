"""Calendar months as whole numbers, for benefits that are paid by the month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from handlag.core.errors import HandlagError
from handlag.law.engine import Month


def month_of(day: date) -> Month:
    """The month of a day as a whole number."""
    return Month(12 * day.year + day.month - 1)


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    return first_day(month + 1) - timedelta(days=1)


def months_of(start: date, end: date) -> Iterator[Month]:
    """Every month from the one of ``start`` to the one of ``end``."""
    return (Month(month) for month in range(month_of(start), month_of(end) + 1))


def asked_month(text: str, today: date) -> date:
    """The first day of a month written YYYY-MM, today's where nothing is written; ``LAW_MONTH`` otherwise."""
    if not text:
        return today.replace(day=1)
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) and not text.startswith("0000"):
        return date.fromisoformat(f"{text}-01")
    raise HandlagError(
        "LAW_MONTH",
        "month",
        sv=f"{text} är ingen månad.",
        en=f"{text} is not a month.",
        remedy_sv="Skriv den som ÅÅÅÅ-MM.",
        remedy_en="Write it as YYYY-MM.",
    )
