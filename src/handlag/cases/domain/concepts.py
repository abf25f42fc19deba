"""Which of the sickness insurance's three ways of working a case belongs to (verksamhetslogik)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

FIRST = "forsta_ansprak"
SECURITY = "trygghet_vid_sjukdom"
RETURN = "stod_for_atergang"

JOINS_WITHIN = timedelta(days=90)
"""Spells with fewer than 90 days between are one for the rehabilitation chain (SFB 27 kap. 51 §)."""
LONG = timedelta(days=180)


def concept_of(benefit: str, start: date, earlier: Iterable[dict[str, str]]) -> str:
    """A first claim; the same illness going on; or from day 181 a long one. Empty for other benefits."""
    if benefit != "sjukpenning":
        return ""
    spell = _spell_start(start, earlier)
    if spell == start:
        return FIRST
    return SECURITY if start - spell < LONG else RETURN


def _spell_start(start: date, earlier: Iterable[dict[str, str]]) -> date:
    """The first day of the run of granted days that reaches ``start`` with gaps under 90 days."""
    granted = [
        (date.fromisoformat(days["start"]), date.fromisoformat(days["end"]))
        for days in earlier
        if days["kind"] == "sjukpenning"
    ]
    for began, ended in sorted(granted, reverse=True):
        if began < start and start - ended <= JOINS_WITHIN:
            start = began
    return start
