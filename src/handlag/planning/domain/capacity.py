"""From people employed to minutes of case work: absence, training, turnover, loans, automation, new systems.

One full-time equivalent (årsarbetskraft) works eight hours an open day. Every row is a decision somebody made or a
figure somebody measured: it carries its source, and the period it holds for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError

Floats = npt.NDArray[np.float64]
MINUTES_A_DAY = 480.0
RAMP = (0.0, 0.25, 0.5, 0.75)
"""What a new officer does in each month of training, as a share of a trained one's work (assumed; editable)."""
MENTORS = 0.15
"""The share of a trained officer's time that one in training takes (assumed, shown and editable)."""


def unusable(field_name: str, sv: str, en: str) -> HandlagError:
    """The error for a capacity that can't be, naming the field."""
    return HandlagError(
        "PLAN_CAPACITY", field_name, sv=sv, en=en,
        remedy_sv="Rätta värdet i scenariot.", remedy_en="Correct the value in the scenario.",
    )  # fmt: skip


def _share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise unusable(
            name, f"Andelen {name} är {value}: den måste vara 0 till 1.", f"The share {name} is {value}: 0 to 1."
        )


@dataclass(frozen=True)
class Staff:
    """Those who work with a benefit at the start. Shares 0 to 1; ``turnover`` is the share who leave each month."""

    fte: float
    case_work: float = 0.65
    absence: float = 0.12
    overtime: float = 0.0
    turnover: float = 0.0
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse negative staff and shares outside 0 to 1: ``PLAN_CAPACITY``."""
        if not self.fte >= 0:
            raise unusable(
                "fte", f"Årsarbetskrafterna är {self.fte}: de kan inte vara under noll.", f"FTE is {self.fte}."
            )
        for name in ("case_work", "absence", "overtime", "turnover"):
            _share(name, getattr(self, name))


@dataclass(frozen=True)
class Hire:
    """``fte`` who begin in ``month`` (from 0) of the plan and learn by ``ramp``, taking mentors' time meanwhile."""

    month: int
    fte: float
    ramp: tuple[float, ...] = RAMP
    mentors: float = MENTORS
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a hire of fewer than none, or before the plan: ``PLAN_CAPACITY``."""
        if not self.fte >= 0 or self.month < 0:
            raise unusable("hires", "En rekrytering är negativ.", "A hire is negative.")
        for share in (*self.ramp, self.mentors):
            _share("ramp", share)


@dataclass(frozen=True)
class Change:
    """``fte`` more (or, negative, fewer) trained officers from ``month`` for ``months``: a loan, a move, an end."""

    month: int
    months: int
    fte: float
    source: str = ""


@dataclass(frozen=True)
class Dip:
    """A new system: from ``month`` for ``months`` the same people do ``loss`` (0 to 1) less."""

    month: int
    months: int
    loss: float
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a loss outside 0 to 1: ``PLAN_CAPACITY``."""
        _share("loss", self.loss)


@dataclass(frozen=True)
class Capacity:
    """All that decides the minutes a benefit has."""

    staff: Staff
    hires: tuple[Hire, ...] = ()
    changes: tuple[Change, ...] = ()
    dips: tuple[Dip, ...] = ()
    absence_by_month: tuple[float, ...] = field(default=())
    """Absence of each calendar month from January, where it differs from the year's; twelve values or none."""

    def __post_init__(self) -> None:
        """Refuse a year of absence that hasn't twelve months: ``PLAN_CAPACITY``."""
        if len(self.absence_by_month) not in (0, 12):
            raise unusable("absence_by_month", "Frånvaron ska ha tolv månader.", "Absence must have twelve months.")


def _window(months: int, start: int, length: int) -> slice:
    return slice(max(start, 0), max(min(start + length, months), 0))


def trained(hires: Iterable[Hire], months: int, turnover: float) -> tuple[Floats, Floats]:
    """Hired officers' work as trained FTE, and the FTE their mentors lose, by month."""
    work, lost = np.zeros(months), np.zeros(months)
    for hire in hires:
        for month in range(hire.month, months):
            stay = hire.fte * (1 - turnover) ** (month - hire.month)
            learned = month - hire.month
            in_training = learned < len(hire.ramp)
            work[month] += stay * (hire.ramp[learned] if in_training else 1.0)
            lost[month] += stay * hire.mentors if in_training else 0.0
    return work, lost


def heads(capacity: Capacity, months: int) -> Floats:
    """People employed, in FTE, by month: what is paid for, whether trained or not."""
    turnover = capacity.staff.turnover
    employed: Floats = capacity.staff.fte * (1 - turnover) ** np.arange(months, dtype=np.float64)
    for hire in capacity.hires:
        employed[hire.month :] += hire.fte * (1 - turnover) ** np.arange(max(months - hire.month, 0))
    for change in capacity.changes:
        employed[_window(months, change.month, change.months)] += change.fte
    if (employed < -1e-9).any():
        month = int(np.flatnonzero(employed < 0)[0])
        raise unusable(
            "changes",
            f"Bemanningen blir negativ i månad {month + 1}.",
            f"Staffing turns negative in month {month + 1}.",
        )
    return employed


def working(capacity: Capacity, months: int) -> Floats:
    """Trained full-time equivalents at work on the benefit by month, before absence and other work."""
    turnover = capacity.staff.turnover
    work, lost = trained(capacity.hires, months, turnover)
    able = capacity.staff.fte * (1 - turnover) ** np.arange(months) + work - lost
    for change in capacity.changes:
        able[_window(months, change.month, change.months)] += change.fte
    for dip in capacity.dips:
        able[_window(months, dip.month, dip.months)] *= 1 - dip.loss
    return np.maximum(able, 0.0)


def minutes_a_day(capacity: Capacity, first: int, months: int) -> Floats:
    """Minutes of case work on an open day of each month from ``first`` (12 × year + month - 1)."""
    absence = np.full(months, capacity.staff.absence)
    if capacity.absence_by_month:
        absence = np.array([capacity.absence_by_month[(first + n) % 12] for n in range(months)])
    present = (1 - absence) * capacity.staff.case_work * (1 + capacity.staff.overtime)
    return working(capacity, months) * present * MINUTES_A_DAY
