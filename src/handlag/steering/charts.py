"""Charts of a watched series as SVG: Vega-Lite from Altair, drawn without a browser; figures stand in tables too."""

from __future__ import annotations

from typing import Any

import altair
import polars
import vl_convert

ADJUSTED, CRUDE, LIMIT = "#116a3e", "#8d1767", "#1b1e23"
WORDS = {
    "sv": {
        "period": "Period", "share": "Andel, %", "adjusted": "justerad", "crude": "rå", "evidence": "Belägg (logaritm)",
        "up": "uppåt", "down": "nedåt", "limit": "gräns", "expected": "Väntat antal", "ratio": "Utfall mot väntat",
    },
    "en": {
        "period": "Period", "share": "Share, %", "adjusted": "adjusted", "crude": "crude", "evidence": "Evidence (log)",
        "up": "upwards", "down": "downwards", "limit": "limit", "expected": "Expected number",
        "ratio": "Observed over expected",
    },
}  # fmt: skip


def series_chart(shown: dict[str, Any], language: str) -> str:
    """Adjusted and crude share, and below them the evidence each way against its limit."""
    words = _words(language)
    rows = [_point(place, point) for place, point in enumerate(shown["periods"])]
    data = polars.DataFrame(rows)
    names = [row["name"] for row in rows]
    every = max(1, len(names) // 12)
    axis = altair.Axis(values=names[::every], labelAngle=-40)
    x = altair.X("name:O", title=words["period"], sort=None, axis=axis)
    shares = _lines(data, x, words["share"], {words["crude"]: ("crude", CRUDE, [4, 3]),
                                              words["adjusted"]: ("adjusted", ADJUSTED, [1, 0])})  # fmt: skip
    belief = _lines(data, x, words["evidence"], {words["up"]: ("up", ADJUSTED, [1, 0]),
                                                 words["down"]: ("down", CRUDE, [4, 3]),
                                                 words["limit"]: ("limit", LIMIT, [1, 2])})  # fmt: skip
    return _svg(altair.vconcat(shares, belief).resolve_scale(color="independent", strokeDash="independent"))


def funnel_chart(shown: dict[str, Any], language: str) -> str:
    """Offices' observed over expected, with the 95 and 99.8 % limits that count their ordinary spread."""
    words = _words(language)
    rows = [
        {"expected": each["expected"], "ratio": each["ratio"], "low95": each["limits95"][0],
         "high95": each["limits95"][1], "low998": each["limits998"][0], "high998": each["limits998"][1]}
        for each in shown["funnel"]
        if not each["hidden"] and each["limits95"]
    ]  # fmt: skip
    schema = dict.fromkeys(("expected", "ratio", "low95", "high95", "low998", "high998"), polars.Float64)
    data = polars.DataFrame(rows, schema=schema).sort("expected")
    x = altair.X("expected:Q", title=words["expected"])
    drawn = altair.Chart(data, width=560, height=220)
    layers = [
        drawn.mark_line(color=LIMIT, strokeDash=dash).encode(x, altair.Y(f"{name}:Q", title=words["ratio"]))
        for name, dash in (("low95", [4, 3]), ("high95", [4, 3]), ("low998", [1, 2]), ("high998", [1, 2]))
    ]
    points = drawn.mark_point(color=ADJUSTED, filled=True, size=50).encode(x, altair.Y("ratio:Q", title=words["ratio"]))
    return _svg(altair.layer(*layers, points))


def _words(language: str) -> dict[str, str]:
    return WORDS["en" if language.startswith("en") else "sv"]


def _point(place: int, point: dict[str, Any]) -> dict[str, Any]:
    return {
        "place": place, "name": point["period"], "crude": 100 * point["share"],
        "adjusted": 100 * point["adjusted_share"], "up": _maybe(point["up"]), "down": _maybe(point["down"]),
        "limit": _maybe(point["limit"]),
    }  # fmt: skip


def _maybe(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _lines(data: polars.DataFrame, x: Any, title: str, lines: dict[str, tuple[str, str, list[int]]]) -> Any:
    """Lines with a legend that goes by dash as well as colour."""
    names = list(lines)
    parts = [
        data.select("name", "place", polars.col(column).alias("value"), polars.lit(name).alias("line"))
        for name, (column, _, _) in lines.items()
    ]
    long = polars.concat(parts).filter(polars.col("value").is_not_nan())
    colours = altair.Scale(domain=names, range=[colour for _, colour, _ in lines.values()])
    dashes = altair.Scale(domain=names, range=[dash for _, _, dash in lines.values()])
    return (
        altair.Chart(long, width=560, height=170)
        .mark_line()
        .encode(
            x, altair.Y("value:Q", title=title, scale=altair.Scale(zero=False)),
            altair.Color("line:N", scale=colours, title=None), altair.StrokeDash("line:N", scale=dashes, title=None),
            altair.Order("place:Q"),
        )
    )  # fmt: skip


def _svg(drawn: Any) -> str:
    svg: str = vl_convert.vegalite_to_svg(drawn.configure(font="sans-serif").to_json())
    return svg
