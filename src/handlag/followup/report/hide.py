"""Hiding small cells of a report table by table, and whatever is made from a hidden figure with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlag.followup.domain.disclosure import FEWEST_PERSONS, Cell, Sum, Table, hidden_cells
from handlag.followup.report.model import Place, PrintedCell, PrintedTable, Report

SHOWN = ("women", "men", "total", "")


def hide_small(report: Report) -> Report:
    """The report with figures on one to three persons hidden, and others as needed, in every table that prints them."""
    places = {place for table in report.by_number.values() for place in _hidden(table)}
    return report.hiding(places | set(_made_from(report, places)))


def _hidden(table: PrintedTable) -> Iterator[Place]:
    """Year by year, since no sum goes across years."""
    known = {cell.place: cell for cell in (*table.cells, *table.unprinted) if cell.persons is not None}
    for year in dict.fromkeys(place.year for place in known):
        of_year = {place: cell for place, cell in known.items() if place.year == year}
        if any(0 < (cell.persons or 0) < FEWEST_PERSONS for cell in of_year.values()):
            yield from _of_year(table, of_year)


def _of_year(table: PrintedTable, cells: Mapping[Place, PrintedCell]) -> Iterator[Place]:
    names = {place: _name(place) for place in cells}
    sums = [
        Sum(names[each.total], tuple(names[part] for part in each.parts), each.disjoint)
        for each in table.sums
        if each.total in cells and all(part in cells for part in each.parts)
    ]
    printed = frozenset(name for place, name in names.items() if place.sex in SHOWN)
    hidden = hidden_cells(Table({names[place]: cell.persons or 0 for place, cell in cells.items()}, printed, sums))
    return (place for place, name in names.items() if name in hidden)


def _name(place: Place) -> Cell:
    return "|".join((place.metric, place.benefit, place.other_dimension)), place.sex


def _made_from(report: Report, hidden: set[Place]) -> Iterator[Place]:
    """Changes and shares of hidden figures, which would give them away."""
    told = {(_stem(place.metric), place.benefit, place.other_dimension, place.sex) for place in hidden}
    for table in report.by_number.values():
        for place in (cell.place for cell in table.cells):
            made = next((each for each in MADE if place.metric.endswith(each)), None)
            sexes = ("women", "men") if made == BY_SEX else (place.sex,)
            about = {(_stem(place.metric), place.benefit, place.other_dimension, sex) for sex in sexes}
            if made is not None and about & told:
                yield place


BY_SEX = "_share_by_sex_percent"
MADE = (BY_SEX, "_share_of_total_percent", "_change_percent", "_change_percentage_points", "_share_percent")
COUNTED = ("_mean_count", "_mean_days", "_count", "_msek", "_ksek", "_sek_per_decision")


def _stem(metric: str) -> str:
    """What a metric is about, whatever is told of it."""
    return next((metric.removesuffix(each) for each in (*MADE, *COUNTED) if metric.endswith(each)), metric)
