"""Charts of a review as SVG: Vega-Lite from Altair, drawn without a browser. The figures stand in a table too."""

from __future__ import annotations

import altair
import polars
import vl_convert

from handlag.quality.domain.effects.estimate import Effect
from handlag.quality.domain.effects.protocol import Protocol
from handlag.quality.domain.results import ControlResult, Results

COLOUR = "#116a3e"
WORDS = {
    "sv": ("Andel inte utförda, procent, med 95 procents intervall", "Kontroll"),
    "en": ("Share not carried out, per cent, with 95 per cent intervals", "Control"),
}


def controls_chart(found: Results, language: str) -> str:
    """How often each control was not carried out, with its interval, by the codes the table beside it uses."""
    english = language.startswith("en")
    share_title, control_title = WORDS["en" if english else "sv"]
    rows = [_point(one) for one in found.controls if one.missed.value is not None]
    schema = {"control": polars.String, "share": polars.Float64, "low": polars.Float64, "high": polars.Float64}
    base = altair.Chart(polars.DataFrame(rows, schema=schema), width=520, height=altair.Step(24))
    control = altair.Y("control:N", title=control_title, sort=None)
    rule = base.mark_rule(color=COLOUR, strokeWidth=2).encode(
        control, altair.X("low:Q", title=share_title, scale=altair.Scale(zero=True)), altair.X2("high")
    )
    point = base.mark_point(color=COLOUR, filled=True, size=70).encode(control, altair.X("share:Q"))
    drawn = (rule + point).configure(font="sans-serif")
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg


def _point(one: ControlResult) -> dict[str, float | str]:
    share = one.missed
    return {
        "control": one.control.code, "share": 100 * (share.value or 0.0), "low": 100 * (share.low or 0.0),
        "high": 100 * (share.high or 0.0),
    }  # fmt: skip


def effect_chart(found: Effect, protocol: Protocol, language: str) -> str:
    """The difference with its interval beside nought and the least effect worth having."""
    english = language.startswith("en")
    scale = 100 if protocol.outcome.kind == "share" else 1
    points = ("percentage points" if english else "procentenheter") if scale == 100 else ""
    title = ("Difference" if english else "Skillnad") + (f", {points}" if points else "")
    row = {"low": scale * found.low, "high": scale * found.high, "difference": scale * found.difference}
    base = altair.Chart(polars.DataFrame([row]), width=520, height=60)
    reach = base.mark_rule(color=COLOUR, strokeWidth=3).encode(altair.X("low:Q", title=title), altair.X2("high"))
    point = base.mark_point(color=COLOUR, filled=True, size=120).encode(altair.X("difference:Q"))
    marks = [0.0, *([scale * protocol.assumed.effect] if protocol.assumed else [])]
    lines = altair.Chart(polars.DataFrame({"at": marks, "dash": ["nought", "worth having"][: len(marks)]}))
    line = lines.mark_rule(color="#5b5b5b").encode(
        altair.X("at:Q"), strokeDash=altair.StrokeDash("dash:N", legend=None)
    )
    drawn = (line + reach + point).configure(font="sans-serif")
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
