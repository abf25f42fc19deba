"""What is charted: decisions and rejections by period, office and stratum, with nothing missing or counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.followup.stability.periods import MONTH, Unit

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """One line of counts. ``period`` is the number of its month or week; ``line`` is where it stands, for errors."""

    period: int
    office: str
    stratum: str
    decisions: int
    rejections: int
    line: int = 0


@dataclass(frozen=True)
class Panel:
    """Counts as period × office × stratum. Periods follow on each other; a stratum is fixed before the decision."""

    first: int
    offices: tuple[str, ...]
    strata: tuple[str, ...]
    decisions: Ints
    rejections: Ints
    unit: Unit = MONTH

    @property
    def periods(self) -> int:
        """How many months or weeks there are."""
        return len(self.decisions)

    def by_stratum(self) -> tuple[Ints, Ints]:
        """Decisions and rejections by period and stratum, all offices together."""
        return self.decisions.sum(axis=1), self.rejections.sum(axis=1)

    def name(self, index: int) -> str:
        """A period by its place in the series, as ``2026-03`` or ``2026-W12``."""
        return self.unit.text(self.first + index)

    def place(self, day: date) -> int:
        """The period a day lies in, counted from the series' first; may lie outside it."""
        return self.unit.of(day) - self.first

    def calendar(self, periods: int) -> Ints:
        """The calendar months of so many first periods."""
        return self.unit.months(self.first, periods)


@dataclass(frozen=True)
class LegalChange:
    """What changed the law, and from when: ``kind`` is regulation, legal_position or judgment."""

    day: date
    kind: str
    name: str


KINDS = ("regulation", "legal_position", "judgment")
REBASE = "rebase"
"""Not a change of law: a decision, with its reason, that the level after an alarm is the one to watch from."""


def panel(cells: Iterable[Cell], unit: Unit = MONTH) -> Panel:
    """Counts set out in full; refuses impossible counts, a line given twice and periods without any decision."""
    rows = list(cells)
    if not rows:
        raise HandlagError(
            "STABILITY_EMPTY", "file",
            sv="Det finns inga rader.", en="There are no rows.",
            remedy_sv="Lämna minst en rad per månad.", remedy_en="Give at least one row a month.",
        )  # fmt: skip
    _check(rows, unit)
    _check_periods(rows, unit)
    return _filled(rows, unit)


def _filled(rows: Sequence[Cell], unit: Unit) -> Panel:
    first = min(row.period for row in rows)
    offices, strata = sorted({row.office for row in rows}), sorted({row.stratum for row in rows})
    shape = max(row.period for row in rows) - first + 1, len(offices), len(strata)
    decisions, rejections = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    office_at, stratum_at = ({name: n for n, name in enumerate(names)} for names in (offices, strata))
    for row in rows:
        at = row.period - first, office_at[row.office], stratum_at[row.stratum]
        decisions[at], rejections[at] = row.decisions, row.rejections
    return Panel(first, tuple(offices), tuple(strata), decisions, rejections, unit)


def _check(rows: Sequence[Cell], unit: Unit) -> None:
    seen: dict[tuple[int, str, str], int] = {}
    for row in rows:
        if not 0 <= row.rejections <= row.decisions:
            raise HandlagError(
                "STABILITY_IMPOSSIBLE_COUNT", "rejections",
                sv=f"Rad {row.line}: {row.rejections} avslag av {row.decisions} beslut går inte.",
                en=f"Line {row.line}: {row.rejections} rejections of {row.decisions} decisions can't be.",
                remedy_sv="Avslagen ska vara minst noll och högst lika många som besluten.",
                remedy_en="Rejections are at least nought and at most the decisions.",
            )  # fmt: skip
        earlier = seen.setdefault((row.period, row.office, row.stratum), row.line)
        if earlier != row.line:
            where = f"{unit.text(row.period)}, {row.office}, {row.stratum}"
            raise HandlagError(
                "STABILITY_GIVEN_TWICE", "file",
                sv=f"Rad {earlier} och {row.line} gäller samma sak: {where}.",
                en=f"Lines {earlier} and {row.line} are of the same thing: {where}.",
                remedy_sv="Ta bort dubbletten.", remedy_en="Take the duplicate away.",
            )  # fmt: skip


def _check_periods(rows: Sequence[Cell], unit: Unit) -> None:
    present = {row.period for row in rows if row.decisions}
    wanted = range(min(row.period for row in rows), max(row.period for row in rows) + 1)
    missing = [unit.text(period) for period in wanted if period not in present]
    if missing:
        what = ("Månader", "Months") if unit is MONTH else ("Veckor", "Weeks")
        raise HandlagError(
            "STABILITY_MONTHS_MISSING", unit.name,
            sv=f"{what[0]} utan beslut: {', '.join(missing)}.",
            en=f"{what[1]} without decisions: {', '.join(missing)}.",
            remedy_sv="Lägg till dem, eller börja serien efter luckan.",
            remedy_en="Add them, or begin the series after the gap.",
        )  # fmt: skip
