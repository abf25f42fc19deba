"""Charts of a scenario as SVG: Vega-Lite from Altair, drawn without a browser. The figures stand in a table too."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair
import polars
import vl_convert

from handlag.planning.domain.concepts import COORDINATION
from handlag.planning.domain.months import month_text

COLOURS = ("#116a3e", "#8d1767")
WORDS = {
    "sv": {
        "pending": "Pågående",
        "days": "Medel, dagar",
        "month": "Månad",
        "week": "Vecka från",
        "day": "Dag",
        "received": "Inkomna ärenden",
        "clock": "Klockan",
        "officers": "Handläggare",
        "within": "Besvarade i tid",
        "hours": "Timmar i månaden",
        "concept": "Koncept",
        "calm": "Samordning som väntar",
    },
    "en": {
        "pending": "Pending",
        "days": "Mean, days",
        "month": "Month",
        "week": "Week from",
        "day": "Day",
        "received": "Cases received",
        "clock": "Time",
        "officers": "Officers",
        "within": "Answered in time",
        "hours": "Hours a month",
        "concept": "Concept",
        "calm": "Coordination waiting",
    },
}


def queue_chart(rows: list[dict[str, Any]], language: str, font: str = "sans-serif") -> str:
    """Pending with the span of 80 per cent of the runs, those over the limit, and the mean days, month by month."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    data = polars.DataFrame([_point(row) for row in rows])
    month = altair.X("month:T", title=words["month"], axis=altair.Axis(format="%Y-%m"))
    base = altair.Chart(data, width=560, height=180)
    band = base.mark_area(opacity=0.25, color=COLOURS[0]).encode(month, altair.Y("low:Q"), altair.Y2("high"))
    line = base.mark_line(color=COLOURS[0]).encode(month, altair.Y("pending:Q", title=words["pending"]))
    over = base.mark_line(color=COLOURS[1], strokeDash=[5, 3]).encode(month, altair.Y("over:Q"))
    days = base.mark_line(color=COLOURS[0]).encode(month, altair.Y("days:Q", title=words["days"]))
    drawn = altair.vconcat(band + line + over, days).configure(font=font)
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg


def _point(row: dict[str, Any]) -> dict[str, Any]:
    pending = row["pending"]
    return {
        "month": month_text(row["month"]), "pending": pending["mean"], "low": pending["low"], "high": pending["high"],
        "over": row["over_limit"]["mean"], "days": row["mean_days"]["mean"],
    }  # fmt: skip


def concepts_chart(found: dict[str, Any], names: dict[str, str], language: str, font: str = "sans-serif") -> str:
    """Hours a month by concept, and below the coordination that waits; ``names`` says what each group is called."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    points = [
        {"month": month_text(row["month"]), "hours": row["done"], "concept": names[group]}
        for group, rows in found["months"].items() if group != COORDINATION for row in rows
    ]  # fmt: skip
    month = altair.X("month:T", title=words["month"], axis=altair.Axis(format="%Y-%m"))
    order = list(dict.fromkeys(point["concept"] for point in points))
    scale = altair.Scale(domain=order, range=[*COLOURS, "#0a4f7d"])
    legend = altair.Legend(title=words["concept"], orient="bottom", labelLimit=300)
    lines = (
        altair.Chart(polars.DataFrame(points), width=560, height=180).mark_line()
        .encode(month, altair.Y("hours:Q", title=words["hours"]), altair.Color("concept:N", scale=scale, legend=legend),
                altair.StrokeDash("concept:N", sort=order, legend=None))
    )  # fmt: skip
    drawn: Any = lines
    if COORDINATION in found["months"]:
        waiting = [
            {"month": month_text(row["month"]), "pending": row["pending"]} for row in found["months"][COORDINATION]
        ]
        base = altair.Chart(polars.DataFrame(waiting), width=560, height=120).mark_line(color=COLOURS[1])
        drawn = altair.vconcat(lines, base.encode(month, altair.Y("pending:Q", title=words["calm"])))
    svg: str = vl_convert.vegalite_to_svg(drawn.configure(font=font).to_json())
    return svg


def weeks_chart(known: list[tuple[date, int]], ahead: list[tuple[date, float, float, float]], language: str) -> str:
    """Pending by week: what was, and what is expected with its interval of 80 per cent."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    was = [{"week": monday.isoformat(), "pending": count} for monday, count in known]
    comes = [
        {"week": monday.isoformat(), "pending": mean, "low": low, "high": high} for monday, mean, low, high in ahead
    ]  # fmt: skip
    week = altair.X("week:T", title=words["week"], axis=altair.Axis(format="%Y-%m-%d", labelAngle=-40))
    pending = altair.Y("pending:Q", title=words["pending"])
    before = (
        altair.Chart(polars.DataFrame(was), width=560, height=200).mark_line(color=COLOURS[0]).encode(week, pending)
    )
    base = altair.Chart(polars.DataFrame(comes))
    band = base.mark_area(opacity=0.25, color=COLOURS[0]).encode(week, altair.Y("low:Q"), altair.Y2("high"))
    line = base.mark_line(color=COLOURS[0], strokeDash=[5, 3]).encode(week, pending)
    svg: str = vl_convert.vegalite_to_svg((band + line + before).configure(font="sans-serif").to_json())
    return svg


def forecast_chart(periods: list[dict[str, Any]], language: str, grain: str = "month") -> str:
    """Inflow ahead: what is expected, and what 80 and 95 of a hundred periods would lie between; ``at`` is a date."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    base = altair.Chart(polars.DataFrame(periods), width=560, height=180)
    shape = "%Y-%m" if grain == "month" else "%Y-%m-%d"
    period = altair.X("at:T", title=words[grain], axis=altair.Axis(format=shape))
    bands = [
        base.mark_area(opacity=0.2, color=COLOURS[0]).encode(period, altair.Y(f"low{n}:Q"), altair.Y2(f"high{n}"))
        for n in (95, 80)
    ]
    line = base.mark_line(color=COLOURS[0]).encode(period, altair.Y("mean:Q", title=words["received"]))
    svg: str = vl_convert.vegalite_to_svg(altair.layer(*bands, line).configure(font="sans-serif").to_json())
    return svg


def telephones_chart(rows: list[dict[str, Any]], language: str) -> str:
    """Officers and share answered in time by half hour; dashed after what changes. Rows hold ``at`` and both days."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    points = [
        {"at": row["at"], "day": side, "officers": row[side].officers, "within": row[side].met.within}
        for row in rows for side in ("before", "after") if row[side] is not None
    ]  # fmt: skip
    base = altair.Chart(polars.DataFrame(points), width=560, height=150).mark_line()
    both = altair.Scale(domain=["before", "after"], range=list(COLOURS))
    dashes = altair.Scale(domain=["before", "after"], range=[[1, 0], [5, 3]])
    encoded = (
        altair.X("at:O", title=words["clock"], axis=altair.Axis(labelAngle=-40)),
        altair.Color("day:N", scale=both, legend=None), altair.StrokeDash("day:N", scale=dashes, legend=None),
    )  # fmt: skip
    officers = base.encode(*encoded, altair.Y("officers:Q", title=words["officers"]))
    share = altair.Y("within:Q", title=words["within"], scale=altair.Scale(domain=[0, 1]), axis=altair.Axis(format="%"))
    drawn = altair.vconcat(officers, base.encode(*encoded, share)).configure(font="sans-serif")
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
