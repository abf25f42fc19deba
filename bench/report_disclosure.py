"""How long a whole report takes to protect, audit and check: tables of the annual report's shape, skewed counts drawn.

    python bench/report_disclosure.py [TABLES] [SEED]

Prints figures, systems, what is hidden, wall and processor seconds. The aim is 10 s for the whole report.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from fractions import Fraction

import numpy as np

from handlag.followup.domain.indicators import Text
from handlag.followup.report.model import (
    Place,
    PrintedCell,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    Report,
    Sum,
    Unit,
)
from handlag.followup.report.publish import ready
from handlag.followup.report.whole import systems

PLAIN = Text("", "")
SEXES = ("women", "men", "total")
YEARS = ("2022", "2023", "2024")
BENEFITS = [f"b{number:02d}" for number in range(13)]


def cell(place: Place, count: int) -> PrintedCell:
    return PrintedCell(place, Unit.COUNT, Fraction(count), numerator=Fraction(count), persons=count)


def drawn_table(number: int, random: np.random.Generator) -> PrintedTable:
    """Benefits by sex and year, totals of both; counts from a few to thousands, one in twenty on one to three."""
    metric = f"measure_{number}_count"
    drawn = np.exp(random.normal(4.5, 2.0, (len(BENEFITS), 3, 3))).astype(int)
    drawn[:, 2] = np.where(random.random((len(BENEFITS), 3)) < 0.1, random.integers(1, 9, (len(BENEFITS), 3)), 0)
    counts = {benefit: drawn[row] for row, benefit in enumerate(BENEFITS)} | {"total": drawn.sum(axis=0)}
    rows, hidden, sums = [], [], []
    for benefit, by_sex in counts.items():
        cells = []
        for place, year in enumerate(YEARS):
            at = {sex: Place(metric, benefit, sex, year) for sex in (*SEXES, "unknown")}
            women, men, unknown = (int(by_sex[sex, place]) for sex in range(3))
            numbers = {"women": women, "men": men, "total": women + men + unknown}
            cells += [cell(at[sex], numbers[sex]) for sex in SEXES]
            parts = [at["women"], at["men"]]
            if unknown:
                hidden.append(cell(at["unknown"], unknown))
                parts.append(at["unknown"])
            sums.append(Sum(at["total"], tuple(parts), disjoint=True))
        rows.append(PrintedRow(benefit, PLAIN, tuple(cells)))
    for sex in SEXES:
        for year in YEARS:
            whole, parts = Place(metric, "total", sex, year), tuple(Place(metric, b, sex, year) for b in BENEFITS)
            sums.append(Sum(whole, parts, disjoint=False))
    columns = tuple(PrintedColumn("", PLAIN, PLAIN, "") for _ in range(9))
    return PrintedTable(str(number), PLAIN, PLAIN, columns, tuple(rows), unprinted=tuple(hidden), sums=tuple(sums))


def main(tables: int = 60, seed: int = 1) -> None:
    random = np.random.default_rng(seed)
    report = Report("bench", 2024, 1, date(2024, 12, 31), PLAIN, [drawn_table(n, random) for n in range(tables)])
    found = systems(report)
    wall, processor = time.perf_counter(), time.process_time()
    made = ready(report)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    cells = sum(len(each.cells) for each in found)
    few = sum(bool(each.few) for each in found)
    print(f"{tables} tables, {cells} figures in {len(found)} systems, {few} of them with figures on one to three")
    print(f"{len(made.protected.why)} hidden, least loss: {made.protected.least}, {made.protected.audited} tried")
    print(f"{wall:.1f} s, {processor:.1f} s of processor; {len(made.errors)} errors by the checks")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
