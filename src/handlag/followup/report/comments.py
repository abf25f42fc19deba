"""The sentences under a report's tables: which shares and means differ between years and sexes, at five per cent.

Only shares whose counts and means whose spread the system holds can be tried, and only those a reader sees are. Which
are compared is the table's own: each measure of it is one family of tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlag.followup.domain.indicators import Text
from handlag.followup.report.model import PrintedCell, PrintedRow, PrintedTable, Report, Unit
from handlag.followup.report.whole import is_made
from handlag.followup.significance.estimates import Estimate, Share, mean_of_sums
from handlag.followup.significance.points import SEX, Point, families
from handlag.followup.significance.sexes import SexRule
from handlag.followup.significance.words import sentences

DAYS = Text("dagar", "days")


def commented(report: Report, rule: SexRule | None = None) -> Report:
    """The report with its comments, made of what is printed and nothing else; so it is done after protection."""
    tables = tuple(replace(table, comments=tuple(comments(table, rule))) for table in report.tables)
    return replace(report, tables=tables)


def comments(table: PrintedTable, rule: SexRule | None = None) -> Iterator[Text]:
    """The sentences of one table; none where it has nothing to try."""
    found = {
        _point(row, cell): estimate
        for row in table.rows
        for cell in row.cells
        if cell is not None and (estimate := _estimate(cell)) is not None
    }
    for family in families(found):
        if family.tests:
            yield from sentences(family, rule)


def _estimate(cell: PrintedCell) -> Estimate | None:
    """What a cell says, with how sure it is; None where it is hidden, made of others, or says nothing of that."""
    above, below = cell.numerator, cell.denominator
    if cell.number is None or cell.persons is None or is_made(cell.place) or not cell.place.year.isdigit():
        return None
    if above is None or not below or {above.denominator, below.denominator} != {1}:
        return None
    if cell.unit is Unit.PERCENT and 0 <= above <= below:
        return Share(int(above), int(below))
    if cell.unit is Unit.DAYS and cell.squares is not None:
        return mean_of_sums(int(above), cell.squares, int(below), DAYS)
    return None


def _point(row: PrintedRow, cell: PrintedCell) -> Point:
    """A row's figure of a year: rows are never compared with each other, only their years and sexes."""
    place = cell.place
    about = "|".join((place.benefit, place.other_dimension))
    sex = ((SEX, place.sex),) if place.sex in ("women", "men") else ()
    return Point(place.metric, about, int(place.year), sex, row.name)
