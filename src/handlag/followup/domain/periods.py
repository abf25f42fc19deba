"""Months and years. A month is a number, twelve a year, so that counting months is subtraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw


def month_number(day: date) -> int:
    """The month of a legal day as a number: January 2024 is 24288."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first legal day of a month number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last legal day of a month number: the day stocks are counted at the end of."""
    return first_day(month + 1) - timedelta(days=1)


def day_number(day: nw.Expr) -> nw.Expr:
    """A legal day as a whole number, one more each day: what the span of two dates is on every engine alike.

    Engines differ in what the difference of two dates is; the Gregorian calendar they have in common.
    """
    before = day.dt.year().cast(nw.Int64) - 1
    leap_days = before // 4 - before // 100 + before // 400
    return before * 365 + leap_days + day.dt.ordinal_day().cast(nw.Int64)


def days_between(first: str, last: str) -> nw.Expr:
    """Calendar days from one column's day to another's; null where either is."""
    return day_number(nw.col(last)) - day_number(nw.col(first))


@dataclass(frozen=True, order=True)
class Period:
    """Whole months, the last one not included."""

    first_month: int
    end_month: int

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls(year * 12, year * 12 + 12)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One calendar month, ``month`` from 1 to 12."""
        return cls(year * 12 + month - 1, year * 12 + month)

    @property
    def first(self) -> date:
        """The first day."""
        return first_day(self.first_month)

    @property
    def last(self) -> date:
        """The last day."""
        return last_day(self.end_month - 1)

    @property
    def label(self) -> str:
        """``2024`` for a year, ``2024-12`` for a month, ``2024-01/2024-09`` for anything else."""
        if self == Period.year(self.first.year):
            return str(self.first.year)
        begin, end = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        return begin if begin == end else f"{begin}/{end}"

    def months(self) -> Iterator[Period]:
        """The period month by month."""
        return (Period(month, month + 1) for month in range(self.first_month, self.end_month))

    def ended_by(self, day: date) -> Period:
        """The part whose month ends had passed by the end of a day; empty if none had."""
        passed = month_number(day + timedelta(days=1))
        return Period(self.first_month, max(self.first_month, min(self.end_month, passed)))

    def __len__(self) -> int:
        return self.end_month - self.first_month
