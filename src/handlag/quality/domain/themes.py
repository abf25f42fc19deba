"""Themes of learning dialogues: the only thing that leaves one, and only when enough people stand behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handlag.core.errors import HandlagError

FEWEST_OFFICERS = 5
"""Officers who must have named a theme in a quarter before it is shown: fewer could be told apart."""
KINDS = ("strength", "challenge")
THEMES: dict[str, tuple[str, str]] = {
    "investigation": ("utredningens omfattning", "how far to investigate"),
    "evidence": ("underlag och bevisvärdering", "evidence and what it is worth"),
    "work_capacity": ("bedömning av arbetsförmåga", "assessing capacity for work"),
    "income": ("inkomst och SGI", "income and SGI"),
    "family": ("vårdnad och familj", "custody and family"),
    "hearing": ("kommunicering före beslut", "hearing the party before a decision"),
    "reasons": ("beslutsmotivering och klarspråk", "reasons and plain language"),
    "coordination": ("samordning och rehabilitering", "coordination and rehabilitation"),
    "guidance": ("vägledning och rättsligt stöd", "guidance and legal support"),
    "time": ("tid och bemanning", "time and staffing"),
    "tools": ("verktyg och system", "tools and systems"),
    "care": ("kontakt med vården", "contact with health care"),
}


@dataclass(frozen=True)
class Named:
    """A theme named in a dialogue held on a day; ``officer`` only counts people and goes nowhere."""

    quarter: str
    officer: object
    theme: str
    kind: str


@dataclass(frozen=True)
class Shown:
    """A theme in a quarter: in how many dialogues."""

    quarter: str
    theme: str
    kind: str
    dialogues: int


def quarter(day: date) -> str:
    """The quarter of a day, as 2026K2."""
    return f"{day.year}K{(day.month - 1) // 3 + 1}"


def compiled(named: Iterable[Named], today: date) -> list[Shown]:
    """Themes of quarters that are over, named by at least ``FEWEST_OFFICERS``; the most named first.

    A quarter under way is never shown: a count that grows by one the day after a dialogue tells whose it was.
    """
    found: dict[tuple[str, str, str], list[object]] = {}
    for one in named:
        if one.quarter < quarter(today):
            found.setdefault((one.quarter, one.theme, one.kind), []).append(one.officer)
    rows = [Shown(*key, len(who)) for key, who in found.items() if len(set(who)) >= FEWEST_OFFICERS]
    return sorted(rows, key=lambda row: (row.quarter, row.dialogues, row.theme, row.kind), reverse=True)


def checked(themes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Themes with their kind, each once. Raises LEARN_THEME."""
    chosen = sorted(set(themes))
    for theme, kind in chosen:
        if theme not in THEMES or kind not in KINDS:
            raise HandlagError(
                "LEARN_THEME", "themes",
                sv=f"Det finns inget tema ”{theme[:30]}”.", en=f"There is no theme “{theme[:30]}”.",
                remedy_sv="Välj bland dem som visas.", remedy_en="Choose among those shown.",
            )  # fmt: skip
    return chosen
