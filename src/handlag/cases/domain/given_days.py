"""How many parental days somebody may give away or take back (SFB 12 kap. 17–17 c §§)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from handlag.core.errors import HandlagError
from handlag.law.foraldrapenning.provisions import (
    dagar_pa_hogre_niva,
    dagar_pa_lagstaniva,
    far_avstas,
    foralderns_dagar,
)
from handlag.law.parameters import value_on

Level = Literal["high", "lowest"]
LEVELS: tuple[Level, ...] = ("high", "lowest")
TO_OTHERS_FROM = date(2024, 7, 1)
"""From when days may be given to somebody who is not a parent (17 a §, SFS 2023:905)."""
TO_OTHERS_IN_ALL = 90
"""Most days for each child given to others than parents; half of them by each at joint custody (17 b §)."""


class Holding(NamedTuple):
    """What bears on a giver's days of one level for the children of one birth: whole days, ``used`` in eighths."""

    sole: bool
    children: int
    used: int
    received: int
    given: int
    given_to_others: int
    """Of all levels together, to others than parents."""


def own_days(holding: Holding, level: Level) -> int:
    """The days a parent has of a level before any are moved (12, 14–15, 42–45 §§)."""
    days = dagar_pa_hogre_niva if level == "high" else dagar_pa_lagstaniva
    return foralderns_dagar(days(holding.children), holding.sole)


def may_give(holding: Holding, level: Level, on: date, *, to_parent: bool) -> int:
    """Most days of a level that a notice on a day can move: unused, not reserved, and within 90 to others."""
    own = own_days(holding, level)
    movable = far_avstas(own, value_on("foraldrapenning_reserverade_dagar", on)) if level == "high" else own
    unused = own + holding.received - holding.given - -(-holding.used // 8)
    most = min(movable - holding.given, unused)
    if not to_parent:
        most = min(most, to_others(holding, on) - holding.given_to_others)
    return max(most, 0)


def to_others(holding: Holding, on: date) -> int:
    """Days the parent may give to others than parents: none before July 2024, then 90, or 45 at joint custody."""
    if on < TO_OTHERS_FROM:
        return 0
    every = TO_OTHERS_IN_ALL * holding.children
    return every if holding.sole else every // 2


def too_many(most: int) -> HandlagError:
    """More days than can be moved."""
    return HandlagError(
        "CASE_DAYS_LIMIT", "days",
        sv=f"Så många dagar kan inte flyttas. Högst {most} kan det nu.",
        en=f"So many days can't be moved. At most {most} can now.",
        remedy_sv="Ange färre dagar. 90 dagar per barn är reserverade, och uttagna dagar kan inte flyttas.",
        remedy_en="Give fewer days. 90 days a child are reserved, and used days can't be moved.",
    )  # fmt: skip


def checked(level: str, days: int) -> Level:
    """The level and number as given; CASE_DAYS_LEVEL or CASE_DAYS_COUNT where they can't be used."""
    if not 1 <= days <= 1000:
        raise HandlagError(
            "CASE_DAYS_COUNT", "days",
            sv="Antalet dagar går inte att använda.", en="The number of days can't be used.",
            remedy_sv="Ange ett helt antal dagar, minst en.", remedy_en="Give a whole number of days, at least one.",
        )  # fmt: skip
    for known in LEVELS:
        if level == known:
            return known
    raise HandlagError(
        "CASE_DAYS_LEVEL", "level",
        sv="Det måste anges vilka dagar det gäller.", en="It must be said which days are meant.",
        remedy_sv="Välj sjukpenning- eller grundnivå (high) eller lägstanivå (lowest).",
        remedy_en="Choose sickness or base level (high), or lowest level (lowest).",
    )  # fmt: skip
