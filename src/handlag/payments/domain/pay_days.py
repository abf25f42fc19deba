"""Which day money comes: each benefit's pay day, moved off days the banks are closed.

Barnbidrag is paid no later than the 20th of the month it is for (the agency's benefit list; the published days of
2015 — 18 June, 18 September, 18 December — are the nearest earlier bank day, where the 19th of June was Midsummer's
Eve). Föräldrapenning and sjukpenning are paid in arrears, from the 25th: a pay day that falls on a Saturday comes the
Friday before, on a Sunday or holiday the next weekday, and what would fall on 24–26 December comes the 23rd (the
agency's published page on pay days, 2015–2024). The page spreads parents over the 25th, 26th and 27th by their day
of birth; one day for all is our choice of setting, as is how many bank days before the pay day a run must be planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from handlag.core.benefits import Benefit
from handlag.core.clock import is_open_day

ONE_DAY = timedelta(days=1)
PLANNED_BEFORE = 2  # bank days between the last day a payment can be planned and its pay day


@dataclass(frozen=True)
class PayDays:
    """One benefit's rule: the day of the month, how it moves, and the benefit months or days it pays for.

    ``in_arrears``: days are paid on the first pay day after them; otherwise a month is paid within itself.
    """

    day: int
    earlier_only: bool
    in_arrears: bool


PAY_DAYS: dict[str, PayDays] = {
    Benefit.BARNBIDRAG: PayDays(20, earlier_only=True, in_arrears=False),
    Benefit.FORALDRAPENNING: PayDays(25, earlier_only=False, in_arrears=True),
    Benefit.SJUKPENNING: PayDays(25, earlier_only=False, in_arrears=True),
}


def is_bank_day(day: date) -> bool:
    """Whether Swedish banks move money that day."""
    return is_open_day(day)


def bank_day_before(day: date) -> date:
    """The nearest bank day at or before a day."""
    while not is_bank_day(day):
        day -= ONE_DAY
    return day


def bank_day_after(day: date, count: int = 0) -> date:
    """The nearest bank day at or after a day, and then ``count`` bank days on."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day if count == 0 else bank_day_after(day + ONE_DAY, count - 1)


def pay_day(benefit: str, year: int, month: int) -> date:
    """The benefit's pay day in a month."""
    rule = PAY_DAYS[benefit]
    nominal = date(year, month, rule.day)
    at_christmas = nominal.month == 12 and nominal.day in (24, 25, 26)
    if rule.earlier_only or at_christmas or nominal.weekday() == 5:
        return bank_day_before(nominal)
    return bank_day_after(nominal)


def pay_days_from(benefit: str, first: date) -> Iterator[date]:
    """The benefit's pay days on and after a day, without end."""

    def every() -> Iterator[date]:
        year, month = first.year, first.month
        while True:
            yield pay_day(benefit, year, month)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)

    return dropwhile(lambda day: day < first, every())


def is_pay_day(benefit: str, day: date) -> bool:
    """Whether a day is the benefit's regular pay day; other days take extra runs of payments let go again."""
    return pay_day(benefit, day.year, day.month) == day


def first_open(benefit: str, today: date, last_run: date | None) -> date:
    """The first pay day something decided today can still be paid on: after the last run, in time for the bank."""
    earliest = bank_day_after(today, PLANNED_BEFORE)
    if last_run is not None:
        earliest = max(earliest, last_run + ONE_DAY)
    return next(pay_days_from(benefit, earliest))


def month_start(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def paid_through(benefit: str, day: date) -> date:
    """The first day a pay day does not pay for: in arrears only days that have passed, else the whole month."""
    rule = PAY_DAYS[benefit]
    return min(day, day.replace(day=rule.day)) if rule.in_arrears else next_month(day)
