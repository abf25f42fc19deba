"""What is charted: decisions and rejections by month, office and stratum, with nothing missing or counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """One line of counts. ``month`` is 12 × year + month − 1; ``line`` is where it stands, for errors."""

    month: int
    office: str
    stratum: str
    decisions: int
    rejections: int
    line: int = 0


@dataclass(frozen=True)
class Panel:
    """Counts as month × office × stratum. Months follow on each other; a stratum is fixed before the decision."""

    first: int
    offices: tuple[str, ...]
    strata: tuple[str, ...]
    decisions: Ints
    rejections: Ints

    @property
    def months(self) -> int:
        """How many months there are."""
        return len(self.decisions)

    def by_stratum(self) -> tuple[Ints, Ints]:
        """Decisions and rejections by month and stratum, all offices together."""
        return self.decisions.sum(axis=1), self.rejections.sum(axis=1)

    def name(self, index: int) -> str:
        """A month by its place in the series, as ``2026-03``."""
        return month_text(self.first + index)


@dataclass(frozen=True)
class LegalChange:
    """What changed the law, and from when: ``kind`` is regulation, legal_position or judgment."""

    day: date
    kind: str
    name: str


KINDS = ("regulation", "legal_position", "judgment")


def month_text(month: int) -> str:
    """A month as ``2026-03``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_of(day: date) -> int:
    """The month a day lies in."""
    return 12 * day.year + day.month - 1


def panel(cells: Iterable[Cell]) -> Panel:
    """Counts set out in full; refuses impossible counts, a line given twice and months without any decision."""
    rows = list(cells)
    if not rows:
        raise HandlagError(
            "STABILITY_EMPTY", "file",
            sv="Det finns inga rader.", en="There are no rows.",
            remedy_sv="Lämna minst en rad per månad.", remedy_en="Give at least one row a month.",
        )  # fmt: skip
    _check(rows)
    _check_months(rows)
    return _filled(rows)


def _filled(rows: Sequence[Cell]) -> Panel:
    first = min(row.month for row in rows)
    offices, strata = sorted({row.office for row in rows}), sorted({row.stratum for row in rows})
    shape = max(row.month for row in rows) - first + 1, len(offices), len(strata)
    decisions, rejections = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    office_at, stratum_at = ({name: n for n, name in enumerate(names)} for names in (offices, strata))
    for row in rows:
        at = row.month - first, office_at[row.office], stratum_at[row.stratum]
        decisions[at], rejections[at] = row.decisions, row.rejections
    return Panel(first, tuple(offices), tuple(strata), decisions, rejections)


def _check(rows: Sequence[Cell]) -> None:
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
        earlier = seen.setdefault((row.month, row.office, row.stratum), row.line)
        if earlier != row.line:
            where = f"{month_text(row.month)}, {row.office}, {row.stratum}"
            raise HandlagError(
                "STABILITY_GIVEN_TWICE", "file",
                sv=f"Rad {earlier} och {row.line} gäller samma sak: {where}.",
                en=f"Lines {earlier} and {row.line} are of the same thing: {where}.",
                remedy_sv="Ta bort dubbletten.", remedy_en="Take the duplicate away.",
            )  # fmt: skip


def _check_months(rows: Sequence[Cell]) -> None:
    present = {row.month for row in rows if row.decisions}
    wanted = range(min(row.month for row in rows), max(row.month for row in rows) + 1)
    missing = [month_text(month) for month in wanted if month not in present]
    if missing:
        raise HandlagError(
            "STABILITY_MONTHS_MISSING", "month",
            sv=f"Månader utan beslut: {', '.join(missing)}.", en=f"Months without decisions: {', '.join(missing)}.",
            remedy_sv="Lägg till månaderna, eller börja serien efter luckan.",
            remedy_en="Add the months, or begin the series after the gap.",
        )  # fmt: skip
