"""One indicator as a reader browses it: three years by benefit and sex, and month by month, small cells hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlag.followup.domain.disclosure import Cell as Place
from handlag.followup.domain.disclosure import Sum, Table, hidden_cells
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
    ReportTable,
    Row,
    YearFigures,
    build,
    persons_behind,
    show,
)

ADDS_OVER_MONTHS = frozenset({Additivity.FLOW, Additivity.STOCK})
"""Where a year is the sum of its months, or of its month ends: there a hidden month could be taken from the year."""
NO_CELL = Cell(None, MISSING)


@dataclass(frozen=True)
class Known:
    """The first and the last legal day the facts tell of."""

    first: date
    last: date

    @property
    def years(self) -> range:
        """The years there are facts of."""
        return range(self.first.year, self.last.year + 1)

    def tells_of(self, month: Period) -> bool:
        """Whether a month without anything to count is nought, and not one nobody knows of."""
        return month_number(self.first) <= month.first_month and month.last <= self.last


def years_table(
    indicator: Indicator, figures: Mapping[int, YearFigures], vintage: int, known: Known
) -> ReportTable:  # fmt: skip
    """Three years by benefit and sex. A year before the first facts has dashes, never noughts."""
    years = sorted(figures)
    kept = {year: figures[year] if year in known.years else _unknown(figures[year]) for year in years}
    flow = indicator.additivity is Additivity.FLOW
    definition = Definition(0, indicator.name, indicator, with_change=flow, with_total_row=True)
    table = build(definition, years, kept, vintage, known.last)
    rows = tuple(row for row in table.rows if row.code == TOTAL or "benefit" in indicator.breakdowns)
    return replace(table, number=indicator.code, rows=rows)


def _unknown(figures: YearFigures) -> YearFigures:
    return {place: figure if figure.persons else Figure() for place, figure in figures.items()}


def months_table(
    indicator: Indicator, figures: Mapping[Period, Figure], years: ReportTable, known: Known
) -> ReportTable:
    """Everybody's figure month by month, for the years of a table that stands beside it.

    A month that is not over has a dash. No small month follows from the year's total less the other months.
    """
    hidden = _hidden_months(indicator, figures, years, known)
    cells = tuple(_month(indicator, month, figures[month], known, hide=month in hidden) for month in sorted(figures))
    columns = tuple(_column(indicator, month) for month in sorted(figures))
    rows = (Row(TOTAL, GROUPS[TOTAL], (), cells),)
    return replace(years, columns=columns, rows=rows, notes=(), title_marks=(), any_hidden=bool(hidden))


def _month(indicator: Indicator, month: Period, figure: Figure, known: Known, *, hide: bool) -> Cell:
    if month.last > known.last or not (figure.persons or known.tells_of(month)):
        return NO_CELL
    return show(figure.value(indicator.unit), indicator.unit, hide=hide)


def _column(indicator: Indicator, month: Period) -> Column:
    year, name = str(month.first.year), f"{month.first:%m}"
    return Column(TOTAL, Text(year, year), Text(name, name), month.label, indicator.unit)


def _hidden_months(
    indicator: Indicator, figures: Mapping[Period, Figure], years: ReportTable, known: Known
) -> frozenset[Period]:  # fmt: skip
    place_of: dict[Period, Place] = {month: (month.label, TOTAL) for month in figures}
    persons = {place_of[month]: persons_behind(figure, indicator) for month, figure in figures.items()}
    printed = frozenset(place for month, place in place_of.items() if month.last <= known.last)
    year_hidden = set(_hidden_years(years))
    adds = indicator.additivity in ADDS_OVER_MONTHS
    sums = [
        Sum((year, TOTAL), tuple(place for month, place in place_of.items() if _year(month) == year), disjoint=False)
        for year in sorted({_year(month) for month in figures} - year_hidden)
        if adds
    ]
    hidden = hidden_cells(Table(persons, printed, sums))
    return frozenset(
        month for month, place in place_of.items()
        if place in hidden or (_year(month) in year_hidden and persons[place])
    )  # fmt: skip


def _year(month: Period) -> str:
    return str(month.first.year)


def _hidden_years(years: ReportTable) -> Iterator[str]:
    """The years whose total is hidden: none of their months is shown, since together they would tell it."""
    whole = next(row for row in years.rows if row.code == TOTAL)
    for column, cell in zip(years.columns, whole.cells, strict=True):
        if column.group == TOTAL and cell.printed == HIDDEN:
            yield column.period


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
