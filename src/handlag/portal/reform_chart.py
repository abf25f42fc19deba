"""The chart of a reform: bars as Vega-Lite by Altair, for page and command. The figures stand in a table too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair

COLOURS = ("#116a3e", "#8d1767")
WORDS = {
    "sv": {"tenth": "decil av inkomst", "kronor": "förändring, kr/mån"},
    "en": {"tenth": "tenth of income", "kronor": "change, SEK a month"},
}


class Bar(NamedTuple):
    """The mean change of a group in öre a month; sex and tenth in the reader's words."""

    sex: str
    tenth: str
    ore: int


def change_chart(bars: Sequence[Bar], tenths: Sequence[str], title: Sequence[str], language: str) -> altair.Chart:
    """The mean change in kronor a month by tenth, in their order, and sex."""
    words = WORDS["en" if language.startswith("en") else "sv"]
    values = [{"sex": bar.sex, "tenth": bar.tenth, "kronor": bar.ore / 100} for bar in bars]
    drawn: altair.Chart = (
        altair.Chart(altair.InlineData(values=values), title=list(title))
        .mark_bar()
        .encode(
            x=altair.X("tenth:N", title=words["tenth"], sort=list(tenths)),
            xOffset="sex:N",
            y=altair.Y("kronor:Q", title=words["kronor"]),
            color=altair.Color("sex:N", title=None, scale=altair.Scale(range=list(COLOURS))),
        )
        .properties(width=560, height=240)
        .configure(font="sans-serif")
    )
    return drawn
