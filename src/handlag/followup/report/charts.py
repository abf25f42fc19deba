"""A report's diagrams as SVG, drawn from their Vega-Lite specifications without a browser."""

from __future__ import annotations

import json
from functools import cache

import vl_convert

from handlag.followup.report.model import Diagram

WIDTH = 560
FONT = "Libertinus Serif"
"""The report's own typeface, so that the letters of a diagram are those of the page."""


def svg(diagram: Diagram, language: str) -> str:
    """The diagram of the figures a reader may see."""
    return _drawn(json.dumps(diagram.spec(language) | {"width": WIDTH, "config": {"font": FONT}}, sort_keys=True))


@cache
def _drawn(spec: str) -> str:
    found: str = vl_convert.vegalite_to_svg(spec)
    return found
