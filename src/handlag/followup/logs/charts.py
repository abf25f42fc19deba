"""Charts of a log's report as SVG: Vega-Lite from Altair, drawn without a browser. The figures stand in tables too."""

from __future__ import annotations

import altair
import polars
import vl_convert

from handlag.followup.logs.measure import Measured

COLOURS = ("#116a3e", "#8d1767", "#1b1e23")
DASHES: tuple[list[int], ...] = ([1, 0], [5, 3], [2, 2])
MOST_BARS = 12
WORDS = {
    "sv": {"started": "Startade", "closed": "Avslutade", "pending": "Pågående", "month": "Månad", "count": "Ärenden",
           "cases": "Ärenden", "way": "Väg"},
    "en": {"started": "Started", "closed": "Closed", "pending": "Pending", "month": "Month", "count": "Cases",
           "cases": "Cases", "way": "Variant"},
}  # fmt: skip


def months_chart(made: Measured, language: str) -> str:
    """Started, closed and pending by month; the lines differ in dashes too."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    series = ("started", "closed", "pending")
    names = [words[name] for name in series]
    rows = [
        {"month": one.month, "count": getattr(one, name), "what": words[name]} for one in made.months for name in series
    ]
    schema = {"month": polars.String, "count": polars.Int64, "what": polars.String}
    what = altair.Scale(domain=names, range=list(COLOURS))
    dash = altair.Scale(domain=names, range=[list(each) for each in DASHES])
    drawn = (
        altair.Chart(polars.DataFrame(rows, schema=schema), width=560, height=200)
        .mark_line()
        .encode(
            altair.X("month:T", title=words["month"], axis=altair.Axis(format="%Y-%m")),
            altair.Y("count:Q", title=words["count"]),
            altair.Color("what:N", title=None, scale=what),
            altair.StrokeDash("what:N", title=None, scale=dash),
        )
    )
    return _svg(drawn)


def ways_chart(made: Measured, language: str) -> str:
    """The most common variants by how many cases went so."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    rows = [{"way": n, "cases": one.cases} for n, one in enumerate(made.variants[:MOST_BARS], 1)]
    frame = polars.DataFrame(rows, schema={"way": polars.Int64, "cases": polars.Int64})
    drawn = (
        altair.Chart(frame, width=520, height=altair.Step(20))
        .mark_bar(color=COLOURS[0])
        .encode(altair.X("cases:Q", title=words["cases"]), altair.Y("way:O", title=words["way"]))
    )
    return _svg(drawn)


def _svg(drawn: altair.Chart) -> str:
    made: str = vl_convert.vegalite_to_svg(drawn.configure(font="sans-serif").to_json())
    return made
