"""Entitlements and payments of a history: which pay day pays which days, by the payments room's own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from handlag.core.benefits import Benefit
from handlag.law import batch
from handlag.law.sjukpenning.decide import CONTINUED, NORMAL
from handlag.payments.domain.days import LEVELS
from handlag.payments.domain.pay_days import PAY_DAYS, bank_day_before, first_open, paid_through, pay_day
from handlag.world.domain.columns import Bools, Days, Instants, Ints, repeated
from handlag.world.domain.history import Cases
from handlag.world.domain.parental import BASIC_ORE


@dataclass(frozen=True)
class Lines:
    """One row a decision line: the case it belongs to, its days and öre a unit."""

    case: Ints
    position: Ints
    start: Days
    end: Days
    amount: Ints


@dataclass(frozen=True)
class Entitlements:
    """One row an entitlement: the line it comes from, its days, and the first pay day that was open to it."""

    line: Ints
    start: Days
    end: Days
    amount: Ints
    base: Ints  # öre a unit without flerbarnstillägg
    children: Ints
    pay_from: Days


@dataclass(frozen=True)
class Payments:
    """One row a planned payment; ``run`` is its pay day's place in the calendar, ``sent`` whether that has come."""

    entitlement: Ints
    run: Ints
    start: Days
    end: Days
    amount: Ints
    supplement: Ints  # how much of the amount is flerbarnstillägg
    parts: Ints  # how many payments it counts as (table 5): one for each child and month, for days one
    sent: Bools


class DaysTold(NamedTuple):
    """One row a payment of a day benefit: its days, the whole ones in eighths, and its level's place."""

    gross: Ints
    net_eighths: Ints
    level: Ints


TOLD_LEVELS = tuple(LEVELS[each] for each in (NORMAL, CONTINUED, "sjukpenningnivå", "grundnivå", "lägstanivå"))
"""The levels of the modelled benefits as events name them."""


class PayCalendar:
    """A benefit's pay days over some years, as columns."""

    def __init__(self, benefit: str, years: range) -> None:
        self.benefit = benefit
        days = [pay_day(benefit, year, month) for year in years for month in range(1, 13)]
        self.days = np.array(days, "datetime64[D]")
        self.through = np.array([paid_through(benefit, day) for day in days], "datetime64[D]")
        self.by_month = not PAY_DAYS[benefit].in_arrears
        self._open: dict[date, date] = {}

    def first_open(self, decided: Days) -> Ints:
        """The place of the first pay day something decided on each day can still be paid on."""
        unique, inverse = np.unique(decided, return_inverse=True)
        opens = np.array([first_open(self.benefit, day, None) for day in unique.tolist()], "datetime64[D]")
        return np.searchsorted(self.days, opens)[inverse]

    def ordered_at(self, run: Ints) -> Instants:
        """When a run's payments are ordered: in the night before the day before the pay day."""
        return (self.days[run] - 1).astype("datetime64[ms]") + np.timedelta64(2, "h")

    def settled_at(self, run: Ints) -> Instants:
        """When the bank books them: early on the pay day."""
        return self.days[run].astype("datetime64[ms]") + np.timedelta64(6, "h")

    def ordered_by(self, today: date) -> int:
        """How many pay days have had their run: those that lie before a day, or have been sent to the bank."""
        return int(np.searchsorted(self.days, np.datetime64(bank_day_before(today)), side="left"))


def lines_of(cases: Cases) -> Lines:
    """One line a case, two where the amount changes at the turn of the year."""
    split = ~np.isnat(cases.turn) & (cases.amount[:, 0] != cases.amount[:, 1])
    case, position = repeated(1 + split.astype(np.int64))
    divided = split[case]
    start = np.where(divided & (position == 1), cases.turn[case], cases.start[case])
    end = np.where(divided & (position == 0), cases.turn[case], cases.end[case])
    return Lines(case, position, start, end, cases.amount[case, position * divided])


def entitlements_of(cases: Cases, lines: Lines, calendar: PayCalendar) -> Entitlements:
    """What the granted lines give a right to, ended where a later decision took over."""
    taken = cases.entitled_until[lines.case]
    end = np.where(np.isnat(taken), lines.end, np.minimum(lines.end, taken))
    rows = np.flatnonzero(cases.granted[lines.case] & (end > lines.start) & (lines.amount > 0))
    opens = calendar.first_open(cases.decided[lines.case[rows]].astype("datetime64[D]"))
    amount = lines.amount[rows]
    base = _base(cases.take(lines.case[rows])) if calendar.by_month else amount
    children = (cases.full + cases.half)[lines.case[rows]]
    return Entitlements(rows, lines.start[rows], end[rows], amount, base, children, calendar.days[opens])


def _base(cases: Cases) -> Ints:
    none = np.zeros(len(cases), np.int64)
    return batch.barnbidrag_parts(2 * cases.full + cases.half, none, none, cases.start.min().item())


def payments_of(entitlements: Entitlements, calendar: PayCalendar, runs: int) -> Payments:
    """What each entitlement is paid, pay day by pay day; ``runs`` pay days have had their run.

    Days are planned to the end at once; a month benefit has its first payment planned, and each run adds its month.
    """
    opens = np.searchsorted(calendar.days, entitlements.pay_from)
    first = np.maximum(opens, np.searchsorted(calendar.through, entitlements.start, side="right"))
    last = np.maximum(np.searchsorted(calendar.through, entitlements.end), first)
    if calendar.by_month:
        last = np.minimum(last, np.maximum(runs - 1, first))
    owner, place = repeated(last - first + 1)
    run = first[owner] + place
    start = np.where(place == 0, entitlements.start[owner], calendar.through[run - 1])
    end = np.minimum(calendar.through[run], entitlements.end[owner])
    units, amount = _units(start, end, calendar), entitlements.amount[owner]
    parts = units * entitlements.children[owner] if calendar.by_month else np.ones(len(owner), np.int64)
    supplement = (amount - entitlements.base[owner]) * units
    return Payments(owner, run, start, end, amount * units, supplement, parts, run < runs)


def days_of(cases: Cases, paid: Payments, case: Ints, benefit: str) -> DaysTold:
    """What each payment of a day benefit tells of its days; ``case`` is the case each is of."""
    gross = (paid.end - paid.start).astype(np.int64)
    return DaysTold(gross, gross * 2 * cases.quarters[case], level_of(cases, benefit)[case])


def level_of(cases: Cases, benefit: str) -> Ints:
    """Each case's place in ``TOLD_LEVELS``."""
    if benefit == Benefit.SJUKPENNING:
        return np.where(cases.lower, 1, 0)
    return np.where(cases.lower, 4, np.where(cases.amount[:, 0] > BASIC_ORE, 2, 3))


def _units(start: Days, end: Days, calendar: PayCalendar) -> Ints:
    unit = "datetime64[M]" if calendar.by_month else "datetime64[D]"
    return end.astype(unit).astype(np.int64) - start.astype(unit).astype(np.int64)
