"""One indicator browsed: counted from a vintage, with what a newer one says instead. No person is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from handlag.followup.domain import rollup
from handlag.followup.domain.browsed import Known, definition_of, months_table, unseen, years_known, years_table
from handlag.followup.domain.indicators import Indicator, Text
from handlag.followup.domain.measure import measure_each
from handlag.followup.domain.periods import Period
from handlag.followup.domain.tables import ASTERISK, ReportTable, row_codes
from handlag.followup.queries import YEARS, View, indicator_named, installation_store, known_of, no_year, view
from handlag.followup.report.restated import Earlier
from handlag.followup.report.single import Asked, Pattern, pattern
from handlag.followup.store import Store


@dataclass(frozen=True)
class Browsed:
    """An indicator's two tables from one vintage, and the same from the newest where that is another."""

    indicator: Indicator
    year: int
    known: Known
    years: ReportTable
    months: ReportTable
    now_years: ReportTable
    now_months: ReportTable

    @property
    def earlier(self) -> bool:
        """Whether this is an earlier vintage than the newest."""
        return self.years.vintage != self.now_years.vintage

    @property
    def footnotes(self) -> list[Text]:
        """The notes of what is shown, that of the asterisk last where any of the tables has one."""
        shown = (self.years, self.months, self.now_years, self.now_months)
        return [*self.years.notes, *([ASTERISK] if any(table.any_hidden for table in shown) else [])]


def browse(code: str, year: int | None = None, *, vintage: int | None = None, store: Store | None = None) -> Browsed:
    """An indicator for ``year`` (else the last the vintage tells of) and the two years before it.

    Raises FOLLOWUP_NO_INDICATOR, FOLLOWUP_NO_YEAR where the vintage has no facts of the year, and what ``view`` raises.
    """
    store = store or installation_store()
    indicator = indicator_named(code)
    seen = view(store, vintage)
    known = known_of(seen)
    year = known.last.year if year is None else year
    if year not in known.years:
        no_year(year, known)
    newest = view(store)
    now = _shown(indicator, year, newest, known_of(newest))
    if newest.vintage == seen.vintage:
        return Browsed(indicator, year, known, now.years, now.months, now.years, now.months)
    was = _shown(indicator, year, seen, known, now.hidden.printed)
    return Browsed(indicator, year, known, was.years, was.months, now.years, now.months)


class _Shown(NamedTuple):
    years: ReportTable
    months: ReportTable
    hidden: Pattern


def _shown(indicator: Indicator, year: int, seen: View, known: Known, beside: Earlier | None = None) -> _Shown:
    """Both tables of a vintage, protected together, and beside what the page prints of another vintage."""
    asked = [Period.year(each) for each in range(year - YEARS + 1, year + 1)]
    found = rollup.by_benefit_and_sex(seen.facts, indicator, asked, known.last)
    figures = years_known({each.first.year: found[each] for each in asked}, known)
    each_month = [month for period in asked for month in period.months()]
    counted = measure_each(seen.facts, indicator, each_month, [()], known.last)
    months = {month: counted[month, ()][()] for month in each_month}
    codes = row_codes(definition_of(indicator), figures.values())
    by_year = {each: figures[each.first.year] for each in asked}
    hidden = pattern(Asked(indicator, codes, by_year, months, unseen(months, known)), beside)
    years = years_table(indicator, figures, seen.vintage, known, hidden)
    return _Shown(years, months_table(indicator, months, years, known, hidden), hidden)
