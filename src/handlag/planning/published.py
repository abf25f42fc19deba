"""The yearly figures planning is fitted to where there are no events: those of the annual report 2024."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from handlag.planning.domain.calibrate import Published

_FILE = Path(__file__).parent / "data" / "published_years.csv"


class Years(NamedTuple):
    """A benefit's printed years, oldest first, and the mean days printed for December of the last (None if not)."""

    years: tuple[Published, ...]
    december_days: float | None
    lines: tuple[str, ...]
    """Lines of tables 6, 99 and 100 in the text of the report, by year."""


@cache
def published_years() -> dict[str, Years]:
    """Decisions (table 6), mean days (99) and mean pending (100) of 2022-2024, both sexes, by benefit.

    The days of December 2024 are those of the action plan for shorter processing times, table 1.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    with _FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["benefit"], []).append(row)
    return {benefit: _years(found) for benefit, found in rows.items()}


def _years(rows: list[dict[str, str]]) -> Years:
    years = tuple(
        Published(int(r["year"]), float(r["decisions"]), float(r["mean_days"]), float(r["mean_pending"])) for r in rows
    )
    december = rows[-1]["december_mean_days"]
    return Years(years, float(december) if december else None, tuple(row["lines"] for row in rows))
