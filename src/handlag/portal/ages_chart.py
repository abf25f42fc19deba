"""The chart of pending cases by age: stacked bars as Vega-Lite by Altair. The figures stand in a table too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair
import vl_convert

COLOURS = ("#116a3e", "#6fae8c", "#c77fae", "#8d1767")
WORDS = {"sv": "antal ärenden", "en": "number of cases"}


class Bar(NamedTuple):
    """How many cases of a benefit are of an age, both in the reader's words."""

    benefit: str
    age: str
    cases: int


def ages_chart(bars: Sequence[Bar], ages: Sequence[str], language: str) -> str:
    """A bar for each benefit, the youngest cases first in it, as SVG."""
    values = [{**bar._asdict(), "place": ages.index(bar.age)} for bar in bars]
    words = WORDS["en" if language.startswith("en") else "sv"]
    drawn = (
        altair.Chart(altair.InlineData(values=values))
        .mark_bar(stroke="#ffffff")
        .encode(
            x=altair.X("cases:Q", title=words, axis=altair.Axis(tickMinStep=1, format="d")),
            y=altair.Y("benefit:N", title=None, axis=altair.Axis(labelLimit=240)),
            color=altair.Color(
                "age:N", title=None, sort=list(ages), scale=altair.Scale(domain=list(ages), range=list(COLOURS))
            ),
            order=altair.Order("place:Q"),
        )
        .properties(width=420, height=altair.Step(28))
        .configure(font="sans-serif")
    )
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json())
    return svg
