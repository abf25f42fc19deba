"""Drawn charts as the pages show them."""

from __future__ import annotations

import base64


def inline(svg: str) -> str:
    """A drawn chart as the address of a picture that stands in the page itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
