"""The sentences under a report's tables: which shares differ between years and sexes, by the rule of five per cent.

Only shares whose counts the system holds can be tried, and only those a reader sees are. Which shares are compared is
the table's own: each measure of it is one family of tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlag.followup.domain.indicators import Text
from handlag.followup.report.model import PrintedCell, PrintedRow, PrintedTable, Report, Unit
from handlag.followup.report.whole import is_made
from handlag.followup.significance.estimates import Estimate, Share
from handlag.followup.significance.points import SEX, Point, families
from handlag.followup.significance.sexes import SexRule
from handlag.followup.significance.words import sentences


def commented(report: Report, rule: SexRule | None = None) -> Report:
    """The report with its comments, made of what is printed and nothing else; so it is done after protection."""
    tables = tuple(replace(table, comments=tuple(comments(table, rule))) for table in report.tables)
    return replace(report, tables=tables)


def comments(table: PrintedTable, rule: SexRule | None = None) -> Iterator[Text]:
    """The sentences of one table; none where it has no share to try."""
    tried = [(row, cell) for row in table.rows for cell in row.cells if cell is not None and _can_be_tried(cell)]
    for family in families({_point(row, cell): _share(cell) for row, cell in tried}):
        if family.tests:
            yield from sentences(family, rule)


def _can_be_tried(cell: PrintedCell) -> bool:
    parts = cell.numerator, cell.denominator
    return (
        cell.unit is Unit.PERCENT and cell.number is not None and cell.persons is not None
        and not is_made(cell.place) and cell.place.year.isdigit()
        and all(part is not None and part.denominator == 1 for part in parts) and bool(cell.denominator)
        and 0 <= (cell.numerator or 0) <= (cell.denominator or 0)
    )  # fmt: skip


def _share(cell: PrintedCell) -> Estimate:
    return Share(int(cell.numerator or 0), int(cell.denominator or 0))


def _point(row: PrintedRow, cell: PrintedCell) -> Point:
    """A row's figure of a year: rows are never compared with each other, only their years and sexes."""
    place = cell.place
    about = "|".join((place.benefit, place.other_dimension))
    sex = ((SEX, place.sex),) if place.sex in ("women", "men") else ()
    return Point(place.metric, about, int(place.year), sex, row.name)
