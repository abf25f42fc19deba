"""Cases in columns: what was claimed, when it was decided, with what outcome, and the lines decided on."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from handlag.world.domain.calibration import SEXES, assumed, published
from handlag.world.domain.columns import Bools, Days, Instants, Ints

HOUR_MS = 3_600_000
OPENS_AFTER = np.timedelta64(100, "ms")
CLOSED_AT_DECISION = "decided"


class Reach(NamedTuple):
    """The history's time: claims from ``first`` on, everything up to and not on ``cut``; the living part takes over."""

    first: np.datetime64
    cut: np.datetime64

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(int(str(self.first)[:4]), int(str(self.cut)[:4]) + 1)


@dataclass(frozen=True)
class Cases:
    """One row a case: one claim, one first decision, one or two lines. ``subject`` is the child, -1 for none.

    ``end`` is the first day not claimed. ``amount`` holds the lines' öre a unit: the first up to ``turn`` (a new
    year's day, NaT where the amount is the same throughout), the second after. ``entitled_until`` is where a later
    decision took over, NaT where none did.
    """

    person: Ints
    subject: Ints
    received: Instants
    decided: Instants
    closed: Instants
    start: Days
    end: Days
    turn: Days
    amount: Ints  # n × 2
    entitled_until: Days
    quarters: Ints
    granted: Bools
    automatic: Bools
    continued: Bools  # a later claim of the same sickness case
    lower: Bools  # on the level after 364 days
    reason: Ints  # why the case was closed: an index of CLOSING
    full: Ints  # children with a whole allowance
    half: Ints  # children with half of one
    begun: Days  # the first benefit day of the sickness case
    own: Bools  # opened by the agency itself: nobody applied

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Any) -> Self:
        """Some of the rows."""
        return replace(self, **{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    @property
    def opened(self) -> Instants:
        """When each case was opened: as soon as its claim had come."""
        return self.received + OPENS_AFTER

    def in_order(self) -> Self:
        """By when the claims came, the order cases are numbered in."""
        return self.take(np.argsort(self.received, kind="stable"))

    def ended(self) -> Ints:
        """Which rows are told as closed: not a sickness case that goes on in the next claim (table 6)."""
        return np.flatnonzero(self.reason != CLOSING.index("continued"))


CLOSING = (
    CLOSED_AT_DECISION, "fit_for_work", "work_capacity_not_reduced", "to_activity_or_sickness_compensation",
    "to_other_benefit", "continued",
)  # fmt: skip


def blank(rows: int) -> dict[str, Any]:
    """The columns that most benefits leave as they are."""
    no_day = np.full(rows, np.datetime64("NaT", "D"))
    return {
        "subject": np.full(rows, -1), "turn": no_day, "entitled_until": no_day, "quarters": np.full(rows, 4),
        "granted": np.ones(rows, bool), "continued": np.zeros(rows, bool), "lower": np.zeros(rows, bool),
        "reason": np.zeros(rows, np.int64), "full": np.zeros(rows, np.int64), "half": np.zeros(rows, np.int64),
        "begun": no_day, "own": np.zeros(rows, bool),
    }  # fmt: skip


def at_hours(rng: np.random.Generator, days: Days, first: int, last: int) -> Instants:
    """An instant on each day between two hours of Swedish winter time."""
    offset = rng.integers(first * HOUR_MS, last * HOUR_MS, len(days)) - HOUR_MS
    return days.astype("datetime64[ms]") + offset


def decided(rng: np.random.Generator, benefit: str, received: Instants, women: Bools, automatic: Bools) -> Instants:
    """When each claim is decided: means by sex and year as published (table 99), the machine quicker than people.

    People decide on weekdays; what a weekend adds is taken off first.
    """
    since = received.astype("datetime64[D]")
    mean = _means(benefit, since, women)
    part = float(assumed("quickness")["automatic_share_of_mean"][benefit])
    by_machine = float(automatic.mean()) if len(automatic) else 0.0
    slow = np.clip((mean - by_machine * part * mean) / max(1 - by_machine, 0.01) - WEEKEND, 0.5, None)
    days = np.where(automatic, rng.gamma(1.2, part * mean / 1.2), rng.gamma(1.7, slow / 1.7))
    day = since + np.round(days).astype(np.int64)
    weekday = (day.astype(np.int64) + 3) % 7
    day = np.where(automatic | (weekday < 5), day, day + (7 - weekday))
    at = np.where(automatic, at_hours(rng, day, 17, 22), at_hours(rng, day, 8, 16))
    return np.maximum(at, received + np.timedelta64(2, "m"))


WEEKEND = 3 / 7
"""How many days later a decision comes on average for being put off from Saturday and Sunday to Monday."""


def _means(benefit: str, received: Days, women: Bools) -> npt.NDArray[np.float64]:
    year = received.astype("datetime64[Y]").astype(np.int64) + 1970
    mean = np.zeros(len(received))
    finer = float(assumed("quickness")["within_rounding_days"][benefit])
    for each in np.unique(year):
        for sex, of_sex in zip(SEXES, (women, ~women), strict=True):
            mean[(year == each) & of_sex] = published("processing_time_mean_days", benefit, sex, int(each)) + finer
    return mean


def year_of(days: Days) -> Ints:
    """The calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def turned(start: Days, end: Days) -> Days:
    """The new year's day inside a period, NaT where there is none; a period has at most one."""
    turn = (start.astype("datetime64[Y]") + 1).astype("datetime64[D]")
    return np.where((turn > start) & (turn < end), turn, np.datetime64("NaT", "D"))


def income_in(income: Ints, year: Ints) -> Ints:
    """Kronor a year in another year than 2024: wages rise by the assumed share a year, whole hundreds."""
    rise = 1 + float(assumed("income")["yearly_rise_permille"]) / 1000
    return (income * rise ** (year - 2024.0) / 100).astype(np.int64) * 100


def first_day(day: np.datetime64) -> date:
    """A day of NumPy's as a date."""
    return date.fromisoformat(str(day.astype("datetime64[D]")))
