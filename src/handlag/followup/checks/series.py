"""The same figure in two places, a count printed under two names, and jumps that no note explains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from handlag.followup.checks.figures import ADDITIVE, Figure, Interval, Report, total_of
from handlag.followup.checks.findings import Trial, compare
from handlag.followup.checks.sums import parts_of

JUMP = Decimal(3)
"""A year's figure three times the last one's, or a third of it, is owed a note …"""
SMALLEST = Decimal(100)
"""… unless both are so small that it can be chance; in the figure's own unit."""
SAME_COUNT = {"closed_sickness_cases_count": "decisions_count"}
"""Parts whose sum another table prints whole: the decisions of sickness benefit are closed cases."""


def cross_table(report: Report) -> Iterator[Trial]:
    """A figure printed in two tables is the same figure in both, as far as rounding can tell.

    Lines of statements ("total", "opening balance") are called the same in each, so only figures on a benefit or
    a sex that are no lines are compared.
    """
    for figures in report.anywhere.values():
        cell = figures[0].cell
        if not (cell.benefit or cell.sex) or "line" in cell.dimensions:
            continue
        tables: dict[str, Figure] = {each.cell.table: each for each in figures if each.value is not None}
        first, *others = tables.values() if tables else (None,)
        if first is not None:
            yield from (_same(first, other) for other in others)


def _same(first: Figure, other: Figure) -> Trial:
    """Printed with the same decimals, the same figure has the same digits: rounding cannot excuse the last one."""
    alike = first.decimals == other.decimals
    return compare(
        "cross_table",
        first.as_exact() if alike else first,
        other.as_exact().interval if alike else other.interval,
        (other,),
        sv=f"Tabell {other.cell.table} har {other.shown} för samma uppgift",
        en=f"Table {other.cell.table} prints {other.shown} for the same figure",
    )


def same_count(report: Report) -> Iterator[Trial]:
    """The decisions of sickness benefit are its closed cases, so the closing reasons add up to them."""
    for _, parts in parts_of(report, "count"):
        cell = parts[0].cell
        whole = report.find(cell._replace(table="", metric=SAME_COUNT.get(cell.metric, ""), other_dimension=""))
        if whole is not None and whole.value is not None:
            yield compare(
                "same_count",
                whole,
                total_of(each.interval for each in parts),
                parts,
                sv=f"Delarna i tabell {cell.table} ger en annan summa",
                en=f"The parts in table {cell.table} give another sum",
            )


def jumps(report: Report) -> Iterator[Trial]:
    """A series that triples or falls to a third from one year to the next says why in a note."""
    series = report.grouped(lambda cell: cell._replace(year="") if cell.year.isdigit() else None)
    for figures in series.values():
        counted = [each for each in figures if each.value is not None and each.unit in ADDITIVE]
        in_order = sorted(counted, key=lambda each: each.cell.year)
        for before, after in pairwise(in_order):
            if int(after.cell.year) == int(before.cell.year) + 1 and not (before.note or after.note):
                yield _jump(before, after)


def _jump(before: Figure, after: Figure) -> Trial:
    lowest = min(before.interval.low, after.interval.low)
    if lowest < 0 or max(before.interval.high, after.interval.high) < SMALLEST:
        return Trial()
    return compare(
        "jump",
        after,
        Interval(before.interval.low / JUMP, max(before.interval.high * JUMP, SMALLEST)),
        (before,),
        severity="notice",
        sv=f"Från {before.shown} till {after.shown} på ett år, utan not",
        en=f"From {before.shown} to {after.shown} in a year, without a note",
    )
