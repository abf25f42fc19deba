"""What is hidden in a table by itself: the very rule of whole reports, over its years, months, rows and sexes.

A figure is the same to a reader wherever it stands, so years and months go into one system, and an earlier vintage
goes beside what the newest one shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlag.core.errors import HandlagError
from handlag.followup.domain.indicators import Additivity, Indicator
from handlag.followup.domain.indicators import Unit as Measured
from handlag.followup.domain.measure import Figure
from handlag.followup.domain.numbers import DECIMALS
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import (
    GROUPS,
    TOTAL,
    UNKNOWN_SEX,
    Definition,
    ReportTable,
    YearFigures,
    build,
    is_dash,
    row_codes,
)
from handlag.followup.domain.tables import Place as At
from handlag.followup.report.counted import held_of
from handlag.followup.report.counted_control import ORE_A_MILLION
from handlag.followup.report.model import (
    NO_TEXT,
    Place,
    PrintedCell,
    PrintedRow,
    PrintedTable,
    Report,
    Sum,
    Unit,
)
from handlag.followup.report.protect import protect
from handlag.followup.report.restated import HIDDEN_BEFORE, Earlier

SECONDS = 0.6
"""What choosing may take of the processor for a page, which seldom needs half of it; then more is hidden."""
UNITS = {
    Measured.COUNT: Unit.COUNT, Measured.ORE: Unit.MSEK, Measured.DAYS: Unit.DAYS, Measured.PERCENT: Unit.PERCENT,
}  # fmt: skip
ALL_OF_THEM = 8
"""The decimals of an amount in millions that is printed to the last öre."""


@dataclass(frozen=True)
class Pattern:
    """Which cells to print as ``*``, by period, and what a reader then sees of each."""

    hidden: Mapping[Period, frozenset[At]]
    printed: Earlier = field(default_factory=dict)

    def of(self, period: Period) -> frozenset[At]:
        """The hidden cells of a period."""
        return self.hidden.get(period, frozenset())


def single_table(
    definition: Definition, years: Sequence[int], figures: Mapping[int, YearFigures], vintage: int, known_on: date
) -> ReportTable:
    """A numbered table with what must be hidden hidden."""
    codes = row_codes(definition, figures.values())
    found = pattern(Asked(definition.indicator, codes, {Period.year(year): figures[year] for year in years}))
    hidden = {year: found.of(Period.year(year)) for year in years}
    return build(definition, years, figures, vintage, known_on, hidden)


@dataclass(frozen=True)
class Asked:
    """The figures of a page: of years by row and group, and of months for everybody together.

    Months in ``unfinished`` are not printed, but are a part of their year.
    """

    indicator: Indicator
    codes: Sequence[str]
    years: Mapping[Period, YearFigures]
    months: Mapping[Period, Figure] = field(default_factory=dict)
    unfinished: Collection[Period] = ()

    def cells(self) -> Iterator[PrintedCell]:
        """Every figure, those of unknown sex and unfinished months among them."""
        for year, figures in self.years.items():
            for code in self.codes:
                for group in (*GROUPS, UNKNOWN_SEX):
                    place = Place(self.indicator.code, code, group, year.label)
                    yield self._cell(place, figures[code, group], dash=is_dash(figures, code, group))
        for month, figure in self.months.items():
            yield self._cell(Place(self.indicator.code, TOTAL, TOTAL, month.label), figure)

    def _cell(self, place: Place, figure: Figure, *, dash: bool = False) -> PrintedCell:
        unit = self.indicator.unit
        amount = unit is Measured.ORE
        held = held_of(figure, self.indicator, ORE_A_MILLION if amount else 1)
        return PrintedCell(
            place, UNITS[unit], None if dash else held.value, ALL_OF_THEM if amount else DECIMALS[unit],
            held.numerator, held.denominator, held.persons,
        )  # fmt: skip

    def sums(self) -> Iterator[Sum]:
        """The rows make the total row and months their year, except of persons, who may be in several."""
        if self.indicator.additivity is Additivity.DISTINCT:
            return
        benefits = [code for code in self.codes if code != TOTAL]
        for year in self.years:
            at = Place(self.indicator.code, TOTAL, TOTAL, year.label)
            months = [month for month in self.months if year.first <= month.first and month.last <= year.last]
            for group in (*GROUPS, UNKNOWN_SEX) if TOTAL in self.codes else ():
                rows = tuple(at._replace(benefit=code, sex=group) for code in benefits)
                yield Sum(at._replace(sex=group), rows, disjoint=False)
            if months:
                yield Sum(at, tuple(at._replace(year=month.label) for month in months), disjoint=False)

    def report(self) -> Report:
        """The page as a report of one table."""
        cells = list(self.cells())
        unseen = {month.label for month in self.unfinished}
        hidden = [cell for cell in cells if cell.place.sex == UNKNOWN_SEX or cell.place.year in unseen]
        shown = tuple(cell for cell in cells if cell not in hidden)
        table = PrintedTable(
            "", NO_TEXT, NO_TEXT, rows=(PrintedRow("", NO_TEXT, shown),), sums=tuple(self.sums()),
            unprinted=tuple(cell for cell in hidden if cell.persons),
        )  # fmt: skip
        return Report("", 0, 0, date.min, NO_TEXT, (table,))


def pattern(asked: Asked, beside: Earlier | None = None) -> Pattern:
    """The cells to hide. ``beside`` is what another table on the page prints of the same places.

    Where nothing less is proved safe, every figure on persons is hidden.
    """
    made = asked.report()
    try:
        hidden: Collection[Place] = protect(made, beside, SECONDS).why.keys()
    except HandlagError:
        hidden = {cell.place for cell in made.tables[0].cells if cell.persons}
    by_period = {
        period: frozenset((place.benefit, place.sex) for place in hidden if place.year == period.label)
        for period in (*asked.years, *asked.months)
    }
    seen = made.hiding(hidden).tables[0].cells
    return Pattern(by_period, {cell.place: HIDDEN_BEFORE if cell.hidden else _plain(cell) for cell in seen})


def _plain(cell: PrintedCell) -> str:
    return cell.number.plain() if cell.number is not None else ""
