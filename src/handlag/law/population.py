"""A benefit over a population: which flat columns a person-month has, and the arithmetic that makes öre of them.

The row function calls the same provisions as ``decide`` does; nothing here may define a rule a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from handlag.law.engine import Compilable
from handlag.law.months import last_day, month_of


class Column(NamedTuple):
    """One whole number known of each person, with its unit and range (both ends included).

    A name that several benefits use means the same, in the same unit and range, in all of them. Truth values are
    0 or 1; a day is an ordinal; a month 12 × year + month - 1. ``unset`` is what a row without the column gets, for
    one most people lack; None where it has to be given.
    """

    name: str
    unit: str
    least: int
    most: int
    unset: int | None = None


class Conflict(NamedTuple):
    """Columns that contradict each other: ``rule(*columns)`` is true of such a row, which is then rejected."""

    field: str
    rule: Compilable[..., bool]
    sv: str
    en: str


@dataclass(frozen=True)
class Population:
    """How a benefit is computed for one month of one person.

    ``row(*amounts, *columns)`` gives öre for the month, with one argument for each kind in ``amounts``. ``needed`` are
    the parameters that must be set for the month; None means every field of the ``amounts``. ``facts`` makes, of a
    month (its first day) and a row's values by column name, the facts that ``explain`` takes, or
    None where nothing is claimed: what the two give is compared row by row. ``wide`` is whether a row of the columns'
    ranges can come to more than 21,474,836 kronor, which is what öre in 32 bits hold; an amount that turns out so all
    the same is found and computed in 64.
    """

    benefit: str
    columns: tuple[Column, ...]
    amounts: tuple[type[Any], ...]
    row: Compilable[..., int]
    facts: Callable[[date, Mapping[str, int]], dict[str, Any] | None]
    needed: tuple[str, ...] | None = None
    conflicts: tuple[Conflict, ...] = ()
    wide: bool = False


def whole_month(month: date) -> dict[str, date]:
    """The span of a whole month, as facts have it."""
    return {"start": month, "end": last_day(month_of(month))}


def first_days(month: date, count: int) -> dict[str, date]:
    """The span of a month's first so many days, at least one, as facts have it."""
    return {"start": month, "end": month + timedelta(days=count - 1)}
