"""One indicator as a reader browses it: three years by benefit and sex, and month by month, small cells hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from handlag.followup.domain.indicators import Additivity, Indicator, Text
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import HIDDEN, MISSING
from handlag.followup.domain.periods import Period, month_number
from handlag.followup.domain.tables import (
    GROUPS,
    TOTAL,
    Cell,
    Column,
    Definition,
    Place,
    ReportTable,
    Row,
    YearFigures,
    build,
    show,
)

NO_CELL = Cell(None, MISSING)


class Hidden(Protocol):
    """Which cells to print as ``*``; ``followup.report.single`` finds them for all the tables of a page."""

    def of(self, period: Period) -> frozenset[Place]:
        """The hidden cells of a year or a month."""


@dataclass(frozen=True)
class Known:
    """The first and the last legal day the facts tell of."""

    first: date
    last: date

    @property
    def years(self) -> range:
        """The years there are facts of; none where nothing has happened yet."""
        return range(self.first.year, self.last.year + 1) if self.first <= self.last else range(0)

    def of_year(self, year: int, figures: YearFigures) -> YearFigures:
        """A year's figures; of a year nobody knows of, what is nought isn't told."""
        return figures if year in self.years else _unknown(figures)

    def tells_of(self, month: Period) -> bool:
        """Whether a month without anything to count is nought, and not one nobody knows of."""
        return month_number(self.first) <= month.first_month and month.last <= self.last


def definition_of(indicator: Indicator) -> Definition:
    """An indicator as a table of its own."""
    flow = indicator.additivity is Additivity.FLOW
    return Definition(0, indicator.name, indicator, with_change=flow, with_total_row=True)


def years_known(figures: Mapping[int, YearFigures], known: Known) -> Mapping[int, YearFigures]:
    """The figures of years; a year before the first facts has dashes, never noughts."""
    return {year: known.of_year(year, figures[year]) for year in sorted(figures)}


def years_table(
    indicator: Indicator, figures: Mapping[int, YearFigures], vintage: int, known: Known, hidden: Hidden
) -> ReportTable:  # fmt: skip
    """Three years by benefit and sex, from ``years_known``."""
    in_year = {year: hidden.of(Period.year(year)) for year in figures}
    table = build(definition_of(indicator), sorted(figures), figures, vintage, known.last, in_year)
    rows = tuple(row for row in table.rows if row.code == TOTAL or "benefit" in indicator.breakdowns)
    return replace(table, number=indicator.code, rows=rows)


def _unknown(figures: YearFigures) -> YearFigures:
    return {place: figure if figure.persons else Figure() for place, figure in figures.items()}


def months_table(
    indicator: Indicator, figures: Mapping[Period, Figure], years: ReportTable, known: Known, hidden: Hidden
) -> ReportTable:  # fmt: skip
    """Everybody's figure month by month, for the years of a table that stands beside it. One not over has a dash."""
    cells = tuple(
        _month(indicator, month, figures[month], known, hide=(TOTAL, TOTAL) in hidden.of(month))
        for month in sorted(figures)
    )
    columns = tuple(_column(indicator, month) for month in sorted(figures))
    rows = (Row(TOTAL, GROUPS[TOTAL], (), cells),)
    starred = any(cell.printed == HIDDEN for cell in cells)
    return replace(years, columns=columns, rows=rows, notes=(), title_marks=(), any_hidden=starred)


def unseen(figures: Iterable[Period], known: Known) -> list[Period]:
    """The months with a dash, since they are not over."""
    return [month for month in figures if month.last > known.last]


def _month(indicator: Indicator, month: Period, figure: Figure, known: Known, *, hide: bool) -> Cell:
    if month.last > known.last or not (figure.persons or known.tells_of(month)):
        return NO_CELL
    return show(figure.value(indicator.unit), indicator.unit, hide=hide)


def _column(indicator: Indicator, month: Period) -> Column:
    year, name = str(month.first.year), f"{month.first:%m}"
    return Column(TOTAL, Text(year, year), Text(name, name), month.label, indicator.unit)


@dataclass(frozen=True)
class Beside:
    """A row with each cell as printed and, where a later export restated it, as it is now."""

    row: Row
    cells: tuple[tuple[Cell, Cell | None], ...]


def beside(printed: ReportTable, now: ReportTable) -> list[Beside]:
    """Every row of either table; both are of the same indicator and periods."""
    was, after = ({row.code: row for row in table.rows} for table in (printed, now))
    ordered = [*now.rows, *(row for row in printed.rows if row.code not in after)]
    width = len(printed.columns)
    return [
        Beside(row, tuple(_restated(_cells(was.get(row.code), width), _cells(after.get(row.code), width))))
        for row in ordered
    ]


def _cells(row: Row | None, width: int) -> Sequence[Cell]:
    return row.cells if row else (NO_CELL,) * width


def _restated(printed: Sequence[Cell], now: Sequence[Cell]) -> Iterator[tuple[Cell, Cell | None]]:
    for before, after in zip(printed, now, strict=True):
        yield before, (after if after.printed != before.printed else None)
