"""Charts of an indicator as SVG: Vega-Lite from Altair, drawn without a browser. The figures stand in tables too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import altair
import polars
import vl_convert

from handlag.followup.browse import Browsed
from handlag.followup.domain.indicators import Text
from handlag.followup.domain.tables import GROUPS, TOTAL, ReportTable

COLOURS = ("#116a3e", "#8d1767", "#1b1e23")
DASHES: tuple[list[int], ...] = ([1, 0], [5, 3], [2, 2])
MONTH, YEAR = Text("Månad", "Month"), Text("År", "Year")
SCHEMA = {"at": polars.String, "value": polars.Float64, "what": polars.String}


class Point(NamedTuple):
    """One printed figure; None where it is hidden or missing, so that the line breaks there."""

    at: str
    value: float | None
    what: str


def months_chart(found: Browsed, title: str, language: str) -> str:
    """Everybody's figure month by month; an earlier vintage stands beside the newest."""
    tables = {_vintage(table, language): table for table in (found.months, found.now_months)}
    points = [point for name, table in tables.items() for point in _points(table, {TOTAL: name})]
    x = altair.X("at:T", title=MONTH.of(language), axis=altair.Axis(format="%Y-%m"))
    return _lines(points, list(tables), x, title)


def years_chart(found: Browsed, title: str, language: str) -> str:
    """All benefits together year by year: women, men and everybody."""
    names = {group: name.of(language) for group, name in GROUPS.items()}
    points = list(_points(found.years, names))
    return _lines(points, list(names.values()), altair.X("at:O", title=YEAR.of(language)), title)


def _vintage(table: ReportTable, language: str) -> str:
    return Text(f"Uttag {table.vintage}", f"Vintage {table.vintage}").of(language)


def _points(table: ReportTable, names: Mapping[str, str]) -> Iterator[Point]:
    whole = next(row for row in table.rows if row.code == TOTAL)
    for column, cell in zip(table.columns, whole.cells, strict=True):
        if column.group in names:
            yield Point(column.period, float(cell.number.plain()) if cell.number else None, names[column.group])


def _lines(points: list[Point], names: list[str], x: altair.X, title: str) -> str:
    """Lines that differ in dashes and not in colour only."""
    colour = altair.Scale(domain=names, range=list(COLOURS[: len(names)]))
    dash = altair.Scale(domain=names, range=[list(each) for each in DASHES[: len(names)]])
    drawn = (
        altair.Chart(polars.DataFrame(points, schema=SCHEMA, orient="row"), width=560, height=200)
        .mark_line(point=True)
        .encode(
            x,
            altair.Y("value:Q", title=title),
            altair.Color("what:N", title=None, scale=colour),
            altair.StrokeDash("what:N", title=None, scale=dash),
        )
        .configure(font="sans-serif")
    )
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
