"""Dated amounts of the law, each value with the act it comes from. A new year is one line of YAML."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from handlag.core.errors import HandlagError

_FILES = sorted((Path(__file__).parent / "parameters").glob("*.yaml"))


class Amounts(NamedTuple):
    """Every parameter the compiled law reads, on one day: whole numbers, units as in the YAML beside.

    -1 is an amount not set for the day; ``amounts_on`` refuses to hand one out when it is asked for.
    """

    day: int
    prisbasbelopp: int
    sgi_tak_tiondelar: int
    sgi_golv_procent: int
    sjukpenning_faktor_procent: int
    sjukpenning_normalniva_procent: int
    sjukpenning_fortsattningsniva_procent: int
    sjukpenning_arbetslos_tak: int
    dagar_normalniva: int
    ramtid_normalniva: int
    foraldrapenning_grundniva: int
    foraldrapenning_lagstaniva: int
    barnbidrag: int
    flerbarnstillagg_barn_2: int
    flerbarnstillagg_barn_3: int
    flerbarnstillagg_barn_4: int
    flerbarnstillagg_barn_5: int


@dataclass(frozen=True)
class Dated:
    """A parameter's values by the day they begin to hold, and the day the last of them ceases to."""

    name: str
    unit: str
    lagrum: str
    starts: tuple[date, ...]
    values: tuple[int, ...]
    sources: tuple[str, ...]
    until: date | None

    def index(self, day: date) -> int:
        """Which of the values holds on a day, or -1."""
        if self.until is not None and day >= self.until:
            return -1
        return bisect_right(self.starts, day) - 1


@cache
def table() -> dict[str, Dated]:
    """All parameters by name, read once from the YAML beside the law."""
    read: dict[str, Dated] = {}
    for file in _FILES:
        for name, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            read[name] = _dated(name, entry)
    return read


def _dated(name: str, entry: dict[str, Any]) -> Dated:
    rows = entry["values"]
    return Dated(
        name,
        entry["unit"],
        entry["lagrum"],
        tuple(row["from"] for row in rows),
        tuple(int(row["value"]) for row in rows),
        tuple(str(row["source"]) for row in rows),
        entry.get("until"),
    )


def value_on(name: str, day: date) -> int:
    """One parameter on a day; raises ``LAW_PARAMETER`` when no value is set for it."""
    dated = table()[name]
    index = dated.index(day)
    if index < 0:
        raise _missing(name, day)
    return dated.values[index]


def _missing(name: str, day: date) -> HandlagError:
    return HandlagError(
        "LAW_PARAMETER",
        name,
        sv=f"Beloppet {name} är inte fastställt för {day.isoformat()}.",
        en=f"The amount {name} is not set for {day.isoformat()}.",
        remedy_sv="Lägg till värdet med sin författning i parameterfilen.",
        remedy_en="Add the value with its act to the parameter file.",
    )


@cache
def _changes() -> tuple[date, ...]:
    days = {start for dated in table().values() for start in dated.starts}
    days |= {dated.until for dated in table().values() if dated.until is not None}
    return tuple(sorted(days))


def amounts_on(day: date, *needed: str) -> Amounts:
    """All amounts on a day, the same object for all days between two changes.

    Raises ``LAW_PARAMETER`` when one of the ``needed`` names has no value for the day.
    """
    changes = _changes()
    since = changes[max(bisect_right(changes, day) - 1, 0)]
    amounts = _amounts(since)
    for name in needed:
        if getattr(amounts, name) < 0:
            raise _missing(name, day)
    return amounts


@lru_cache(maxsize=256)
def _amounts(since: date) -> Amounts:
    found = {}
    for name in Amounts._fields[1:]:
        dated = table()[name]
        index = dated.index(since)
        found[name] = dated.values[index] if index >= 0 else -1
    return Amounts(day=since.toordinal(), **found)


@lru_cache(maxsize=1024)
def sources_of(names: tuple[str, ...], amounts: Amounts) -> tuple[dict[str, Any], ...]:
    """The named parameters as the receipt shows them: value, unit, since when, by which act."""
    day = date.fromordinal(amounts.day)
    rows = []
    for name in names:
        dated = table()[name]
        index = dated.index(day)
        if index < 0:
            raise _missing(name, day)
        rows.append(
            {
                "name": name,
                "value": dated.values[index],
                "unit": dated.unit,
                "from": dated.starts[index].isoformat(),
                "source": dated.sources[index],
            }
        )
    return tuple(rows)
