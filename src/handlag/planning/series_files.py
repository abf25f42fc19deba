"""Series as CSV: what was counted by month, week or day, and letters sent. Errors name the row or the period."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from handlag.planning.domain.dated import dated
from handlag.planning.domain.forecast import Series, bad_series
from handlag.planning.domain.grains import DAY, GRAINS, MONTH, Grain, number, text
from handlag.planning.files import bad_file

EXAMPLES = {"month": "2026-03", "week": "2026-W09", "day": "2026-03-02"}


@dataclass
class _Rows:
    """A series' rows as they are read: values by period, letters by day, and the last period met."""

    values: dict[int, float] = field(default_factory=dict)
    letters: dict[int, float] = field(default_factory=dict)
    last: int = 0


def read_series(path: Path, horizon: int, grain: Grain = MONTH) -> list[Series]:
    """Series from CSV with the columns ``series``, ``month`` (or ``week`` or ``day``) and ``value``.

    Each period comes once and no open one is missing; days come in order. Days may have ``letters``, the letters sent,
    also for days to come, whose value is left empty. Raises ``PLAN_FILE`` naming the row, ``PLAN_SERIES`` naming the
    period.
    """
    rows: dict[str, _Rows] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for place, row in enumerate(csv.DictReader(file), start=2):
                _enter(path, rows, row, (place, grain))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise bad_file(path, "file", str(error)) from error
    if not any(one.values for one in rows.values()):
        raise bad_file(path, "file", f"no rows with series, {grain.name} and value")
    return [_series(name, found, horizon, grain) for name, found in rows.items()]


def _series(name: str, found: _Rows, horizon: int, grain: Grain) -> Series:
    if not found.values:
        raise bad_series(name, "inget värde finns.", "there is no value.", grain)
    return dated(name, grain, found.values, horizon, found.letters or None)


def _enter(path: Path, rows: dict[str, _Rows], row: Mapping[str, str | None], at: tuple[int, Grain]) -> None:
    place, grain = at
    where, needed = f"row {place}", f"series, {grain.name} ({EXAMPLES[grain.name]}) and value are needed"
    try:
        name, written = str(row["series"]), str(row[grain.name])
        period, value = number(grain, written.strip()), (row["value"] or "").strip()
    except (KeyError, ValueError) as error:
        other = next((one for one in GRAINS if one != grain.name and one in row), "")
        raise bad_file(path, where, needed + (f"; use --by {other}" if other else f" ({error})")) from error
    one = rows.setdefault(name, _Rows())
    if period in one.values or period in one.letters:
        raise bad_file(path, where, f"{written} comes twice for {name}")
    if grain == DAY and period < one.last:
        raise bad_file(path, where, f"{written} stands after {text(DAY, one.last)}: days come in order")
    one.last = period
    sent = (row.get("letters") or "").strip() if grain == DAY else ""
    if sent:
        one.letters[period] = count_of(path, where, sent)
    if value or not sent:
        one.values[period] = count_of(path, where, value)


def count_of(path: Path, where: str, written: str) -> float:
    """A number from nought; ``PLAN_FILE`` names the place where it is none."""
    try:
        found = float(written)
    except ValueError:
        found = float("nan")
    if not isfinite(found) or found < 0:
        raise bad_file(path, where, f"“{written}” is no number from 0")
    return found
