"""Dated amounts of the law, each value with the act it comes from. A new year is one line of YAML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast, overload

import yaml

from handlag.core.errors import HandlagError

_FOLDER = Path(__file__).parent / "parameters"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
A = TypeVar("A", bound=tuple[int, ...])
_KINDS: set[type] = set()


def dated_amounts(kind: type[A]) -> type[A]:
    """Declare a NamedTuple of parameters that ``amounts_on`` can fill and provisions be given.

    Its first field is ``day``, the others are names of parameters in the YAML files, all whole numbers. -1 is an
    amount that isn't set for the day; ``amounts_on`` refuses to hand one out when it is asked for by name.
    """
    if getattr(kind, "_fields", ("",))[0] != "day":
        raise TypeError(f"{kind.__name__}: the first field of dated amounts is day")
    _KINDS.add(kind)
    return kind


def is_amounts(value: object) -> bool:
    """Whether a value is a set of dated amounts rather than a fact."""
    return type(value) in _KINDS


@dated_amounts
class Amounts(NamedTuple):
    """The parameters of SGI, sjukpenning, föräldrapenning and barnbidrag on one day, units as in the YAML beside."""

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


class Table:
    """All parameters together: as enacted, or with a reform laid over them."""

    def __init__(self, dated: Mapping[str, Dated]) -> None:
        self.dated = dict(dated)
        days = {start for one in self.dated.values() for start in one.starts}
        days |= {one.until for one in self.dated.values() if one.until is not None}
        self.changes = tuple(sorted(days))
        self._amounts: dict[tuple[type, date], tuple[int, ...]] = {}
        self._sources: dict[tuple[tuple[str, ...], int], tuple[dict[str, Any], ...]] = {}

    def since(self, day: date) -> date:
        """The last day up to this one on which any parameter changed."""
        return self.changes[max(bisect_right(self.changes, day) - 1, 0)]

    def amounts(self, kind: type[A], day: date) -> A:
        """All parameters of a kind on a day, the same object for all days between two changes."""
        key = (kind, self.since(day))
        if key not in self._amounts:
            make = cast(Any, kind)
            values = [self.value(name, key[1]) for name in make._fields[1:]]
            self._amounts[key] = make(key[1].toordinal(), *values)
        return cast(A, self._amounts[key])

    def value(self, name: str, day: date) -> int:
        """One parameter on a day, -1 where it isn't set."""
        dated = self.dated[name]
        index = dated.index(day)
        return dated.values[index] if index >= 0 else -1

    def sources(self, names: tuple[str, ...], day: int) -> tuple[dict[str, Any], ...]:
        """The named parameters as the receipt shows them on a day (ordinal)."""
        if (names, day) not in self._sources:
            self._sources[names, day] = tuple(self._row(name, date.fromordinal(day)) for name in names)
        return self._sources[names, day]

    def _row(self, name: str, day: date) -> dict[str, Any]:
        dated = self.dated[name]
        index = dated.index(day)
        if index < 0:
            raise _missing(name, day)
        return {
            "name": name,
            "value": dated.values[index],
            "unit": dated.unit,
            "from": dated.starts[index].isoformat(),
            "source": dated.sources[index],
        }


@cache
def enacted() -> Table:
    """The parameters as enacted, read once from the YAML beside the law."""
    read: dict[str, Dated] = {}
    for file in sorted(_FOLDER.glob("*.yaml")):
        for name, entry in yaml.load(file.read_text(encoding="utf-8"), _LOADER).items():  # noqa: S506  a safe loader
            if name in read:
                raise ValueError(f"{file.name}: the parameter {name} is in two files")
            read[name] = dated_of(name, entry)
    return Table(read)


_reformed: ContextVar[Table | None] = ContextVar("handlag_law_reform", default=None)


def current() -> Table:
    """The parameters that hold here: as enacted, or inside ``in_place_of`` those of a reform."""
    return _reformed.get() or enacted()


@contextmanager
def in_place_of(enacted_law: Table, reform: Mapping[str, Dated]) -> Iterator[Table]:
    """Let the law inside the block read a reform's parameters instead of those of the same name."""
    reformed = Table(enacted_law.dated | dict(reform))
    token = _reformed.set(reformed)
    try:
        yield reformed
    finally:
        _reformed.reset(token)


def table() -> dict[str, Dated]:
    """All parameters by name."""
    return current().dated


def dated_of(name: str, entry: Mapping[str, Any]) -> Dated:
    """A parameter as its YAML entry gives it."""
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


@overload
def amounts_on(day: date, *needed: str) -> Amounts: ...
@overload
def amounts_on(day: date, *needed: str, of: type[A]) -> A: ...
def amounts_on(day: date, *needed: str, of: type[Any] = Amounts) -> Any:
    """All amounts of a kind on a day, the same object for all days between two changes.

    Raises ``LAW_PARAMETER`` when one of the ``needed`` names has no value for the day.
    """
    amounts = current().amounts(of, day)
    for name in needed:
        if getattr(amounts, name) < 0:
            raise _missing(name, day)
    return amounts


def sources_of(names: tuple[str, ...], day: int) -> tuple[dict[str, Any], ...]:
    """The named parameters on a day (ordinal) as the receipt shows them: value, unit, since when, by which act."""
    return current().sources(names, day)
