"""Printed figures, and between which two numbers the figure behind a printed one must lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
ENDLESS = Decimal("Infinity")
FEWER_THAN_FOUR = Decimal(3)
COVERED = "hidden"
"""Printed in place of a number where an asterisk may stand for any amount."""
ROUNDED_COUNTS = ("mean_", "full_time_equivalents")
"""Measures in whole numbers that are rounded means or sums of fractions, so no exact counts."""
ADDITIVE = ("count", "msek", "ksek")
"""Units whose figures add up over the sexes and rows; percentages, days and unit costs do not."""


class Interval(NamedTuple):
    """All that a printed figure can stand for; both ends belong to it."""

    low: Decimal
    high: Decimal

    def __add__(self, other: object) -> Interval:
        """The sum, as wide as its parts are uncertain together."""
        if not isinstance(other, Interval):
            return NotImplemented
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, other: Interval) -> Interval:
        """The product."""
        ends = [a * b if a and b else Decimal(0) for a in self for b in other]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval | None:
        """The quotient; none where the divisor may be nought or either is endless."""
        if other.low <= 0 <= other.high or not all(end.is_finite() for end in (*self, *other)):
            return None
        ends = [a / b for a in self for b in other]
        return Interval(min(ends), max(ends))

    def apart(self, other: Interval) -> Decimal:
        """How far this lies above (+) or below (-) the other; nought where both can be the same figure."""
        if self.low > other.high:
            return self.low - other.high
        return min(self.high - other.low, Decimal(0))


NOTHING = Interval(Decimal(0), Decimal(0))
HUNDRED = Interval(Decimal(100), Decimal(100))
MILLION = Interval(Decimal(1_000_000), Decimal(1_000_000))


def total_of(parts: Iterable[Interval]) -> Interval:
    """The sum of the intervals."""
    return sum(parts, NOTHING)


class Cell(NamedTuple):
    """Where a figure stands."""

    table: str
    metric: str
    benefit: str
    sex: str
    year: str
    other_dimension: str = ""

    @property
    def dimensions(self) -> dict[str, str]:
        """``other_dimension`` taken apart: ``actor=agency;scope=net``."""
        pairs = (pair.partition("=") for pair in self.other_dimension.split(";") if pair)
        return {key: value for key, _, value in pairs}

    def __str__(self) -> str:
        return " ".join(filter(None, self))


@dataclass(frozen=True)
class Figure:
    """One cell as printed: ``value`` with its decimals, or ``printed`` (``-``, ``*``, words) in its place."""

    cell: Cell
    value: Decimal | None
    printed: str = ""
    unit: str = "count"
    note: str = ""
    exact: bool = False

    @cached_property
    def interval(self) -> Interval:
        """Counts are exact unless they are means; all else is rounded to the last printed place."""
        if self.value is None:
            hidden = self.printed == "*" and self.unit == "count"
            return Interval(Decimal(0), FEWER_THAN_FOUR if hidden else ENDLESS)
        if self.unit == "count" and not any(name in self.cell.metric for name in ROUNDED_COUNTS):
            return Interval(self.value, self.value)
        if self.exact:
            return Interval(self.value, self.value)
        half = Decimal((0, (5,), -self.decimals - 1))
        return Interval(self.value - half, self.value + half)

    @property
    def decimals(self) -> int:
        """How many decimals are printed; nought where no number is."""
        return 0 if self.value is None else -int(self.value.as_tuple().exponent)

    def as_exact(self) -> Figure:
        """The figure taken for what is printed, for comparing prints."""
        return replace(self, exact=True)

    @property
    def shown(self) -> str:
        """The cell as the reader sees it."""
        return self.printed if self.value is None else str(self.value)

    @property
    def explains_total(self) -> bool:
        """Whether a footnote says that the total holds more than women and men (unknown sex, organisations)."""
        return "sex" in self.note or "total_incl" in self.note


class Report:
    """The figures of a report; running text is left out, since it rounds as it likes."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = [each for each in figures if not each.cell.table.endswith("text")]
        self.at = {each.cell: each for each in self.figures}

    @cached_property
    def never_printed(self) -> set[Cell]:
        """Rows (cells without their year) with a dash in every year: what is not split by sex, or does not exist."""
        rows = self.grouped(lambda cell: cell._replace(year=""))
        return {row for row, figures in rows.items() if all(each.printed == "-" for each in figures)}

    @cached_property
    def metrics(self) -> set[str]:
        """The measures the report prints."""
        return {each.cell.metric for each in self.figures}

    def grouped(self, key: Callable[[Cell], Key | None]) -> dict[Key, list[Figure]]:
        """The figures by a key of their cell, in the report's order; those without a key are left out."""
        groups: dict[Key, list[Figure]] = defaultdict(list)
        for each in self.figures:
            found = key(each.cell)
            if found is not None:
                groups[found].append(each)
        return dict(groups)

    @cached_property
    def anywhere(self) -> dict[tuple[str, ...], list[Figure]]:
        """The figures by all of their cell but the table."""
        return self.grouped(lambda cell: tuple(cell[1:]))

    def find(self, cell: Cell) -> Figure | None:
        """The figure in this table, else in the first table that prints it; none where no table does."""
        here = self.at.get(cell)
        if here is not None and here.value is not None:
            return here
        return next((each for each in self.anywhere.get(tuple(cell[1:]), ()) if each.value is not None), None)
