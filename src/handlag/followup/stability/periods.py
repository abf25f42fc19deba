"""The steps a chart goes in: calendar months, or ISO weeks so that it reacts within weeks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

WEEKS_A_MONTH = 365.2425 / 12 / 7


@dataclass(frozen=True)
class Unit:
    """A kind of period, numbered so that one follows on the other."""

    name: str
    a_month: float
    of: Callable[[date], int]
    text: Callable[[int], str]
    begins: Callable[[int], date]

    def many(self, months: int) -> int:
        """So many months in periods of this kind, rounded to whole ones."""
        return round(months * self.a_month)

    def months(self, first: int, count: int) -> npt.NDArray[np.int64]:
        """Which calendar month each of so many periods belongs to; a week to the month of its Thursday."""
        middle = timedelta(days=0 if self.name == "month" else 3)
        return np.array([_month_of(self.begins(first + i) + middle) for i in range(count)], np.int64)

    def read(self, text: str) -> int:
        """The period's number; ValueError where it isn't written as one."""
        number = _read_month(text) if self.name == "month" else _read_week(text)
        if self.text(number) != text:
            raise ValueError(text)
        return number


def _month_of(day: date) -> int:
    return 12 * day.year + day.month - 1


def _month_text(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _month_begins(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _week_begins(number: int) -> date:
    return date.min + timedelta(weeks=number)


def _week_text(number: int) -> str:
    year, week, _ = _week_begins(number).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _read_month(text: str) -> int:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
    if not found:
        raise ValueError(text)
    return _month_of(date(int(found[1]), int(found[2]), 1))


def _read_week(text: str) -> int:
    found = re.fullmatch(r"(\d{4})-W(\d{2})", text, re.ASCII)
    if not found:
        raise ValueError(text)
    return _week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))


def _week_of(day: date) -> int:
    return (day.toordinal() - 1) // 7


MONTH = Unit("month", 1.0, _month_of, _month_text, _month_begins)
WEEK = Unit("week", WEEKS_A_MONTH, _week_of, _week_text, _week_begins)
"""Weeks begin on Mondays and are named as ISO 8601 does."""

UNITS = {unit.name: unit for unit in (MONTH, WEEK)}
