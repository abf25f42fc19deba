"""Linked tables as cells, one identity each however often it is printed, and the sums that tie them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property
from math import log

import numpy as np
from scipy.sparse import csc_array

from handlag.core.errors import HandlagError

FEWEST_PERSONS = 4
"""The fewest persons a figure may be known to rest on."""
GROUP = 30
"""A share that says all or nobody of fewer persons than these tells of each of them."""
ZERO_COST = 10.0
"""Hiding a nought covers little: it can only be more, and everybody expects it."""
TOTAL_FACTOR = 3.0
STEADY_FACTOR = 0.5
"""A cell hidden last year costs half, so that the pattern stays from year to year."""


class Print(Enum):
    """What becomes of a cell on paper."""

    YES = "yes"
    """To be printed, or hidden if it must be."""
    NO = "no"
    """Never printed, though a reader knows that it exists (unknown sex)."""
    BEFORE = "before"
    """Printed already, in last year's report: it can't be hidden any more."""
    HIDDEN = "hidden"
    """Hidden in an earlier report, and to be printed or hidden now."""


@dataclass(frozen=True)
class Cell:
    """How many persons (or cases, each of them a person's) the cell counts; ``watched`` hides it whatever it counts.

    ``room`` is how much less than there are a reader must allow for, where the cell is hidden. ``told`` is a figure
    that lies open whatever it counts, as an earlier report printed it; nobody can take it back.
    """

    persons: int
    printed: Print = Print.YES
    watched: bool = False
    room: int = 1
    told: bool = False

    @property
    def primary(self) -> bool:
        """Whether the cell must not be learnt for its own sake."""
        return self.watched or (0 < self.persons < FEWEST_PERSONS and not self.told)


def tells_of_few(persons: int | None, share: tuple[Fraction, Fraction] | None = None) -> bool:
    """Whether a figure by itself tells of one to three persons; ``share`` is a share's part and whole.

    None for figures that are about no persons (costs, staff).
    """
    if persons is None:
        return False
    if 0 < persons < FEWEST_PERSONS or share is None:
        return 0 < persons < FEWEST_PERSONS
    part, left = share[0], share[1] - share[0]
    return any(0 < each < FEWEST_PERSONS for each in (part, left)) or (not part * left and persons < GROUP)


@dataclass(frozen=True)
class Sum:
    """A total and the cells that add up to it exactly."""

    total: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sum as one would write it."""
        return f"{self.total} = {' + '.join(self.parts)}"


@dataclass(frozen=True)
class Tables:
    """Everything a reader can lay side by side. Raises ``DISCLOSURE_SUM`` where a sum doesn't hold.

    ``rounded`` where the counts stand for amounts whose sums hold; rounded one by one they need not.
    """

    cells: Mapping[str, Cell]
    sums: frozenset[Sum] = field(default_factory=frozenset)
    rounded: bool = False

    def __post_init__(self) -> None:
        for each in sorted(self.sums, key=lambda one: one.text):
            self._check(each)
        for name, cell in sorted(self.cells.items()):
            if cell.primary and cell.printed is Print.BEFORE:
                raise cannot_protect([name])

    def _check(self, each: Sum) -> None:
        missing = [name for name in (each.total, *each.parts) if name not in self.cells]
        if missing:
            raise unknown_cell(missing[0], each.text)
        found = sum(self.cells[part].persons for part in each.parts)
        if found != self.cells[each.total].persons and not self.rounded:
            raise wrong_sum(each, self.cells[each.total].persons, found)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The cells by name, so that the order of the input never shows in what is hidden."""
        return tuple(sorted(self.cells))

    @cached_property
    def persons(self) -> np.ndarray:
        """The counts in that order."""
        return np.array([self.cells[name].persons for name in self.order], float)

    @cached_property
    def rooms(self) -> np.ndarray:
        """How much less than its count a reader must allow for, cell by cell in that order."""
        return np.array([self.cells[name].room for name in self.order], float)

    @cached_property
    def matrix(self) -> csc_array:
        """One row a sum, one column a cell: parts +1, the total -1; the true counts give nought."""
        place = {name: index for index, name in enumerate(self.order)}
        entries = [
            (row, place[name], sign)
            for row, each in enumerate(sorted(self.sums, key=lambda one: one.text))
            for name, sign in [(each.total, -1.0), *((part, 1.0) for part in each.parts)]
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return csc_array((signs, (rows, columns)), shape=(len(self.sums), len(self.order)))

    @cached_property
    def costs(self) -> np.ndarray:
        """What is lost with each cell: the logarithm of its count, totals more, cells hidden last year less."""
        totals = {each.total for each in self.sums}
        return np.array([_cost(self.cells[name], name in totals) for name in self.order])

    def where(self, kinds: Iterable[Print]) -> np.ndarray:
        """Which cells are of these kinds, in order."""
        wanted = set(kinds)
        return np.array([self.cells[name].printed in wanted for name in self.order], bool)

    @cached_property
    def primary(self) -> np.ndarray:
        """Which cells must not be learnt for their own sake, in order."""
        return np.array([self.cells[name].primary for name in self.order], bool)


def _cost(cell: Cell, total: bool) -> float:
    if cell.printed is Print.NO:
        return 0.0
    cost = log(2 + cell.persons) if cell.persons else ZERO_COST
    return cost * (TOTAL_FACTOR if total else 1.0) * (STEADY_FACTOR if cell.printed is Print.HIDDEN else 1.0)


def cannot_protect(names: Iterable[str]) -> HandlagError:
    """No pattern protects these cells, since what was printed before gives them away."""
    listed = ", ".join(names)
    return HandlagError(
        "DISCLOSURE_CANNOT_PROTECT",
        "printed",
        sv=f"Det som redan har publicerats röjer {listed}.",
        en=f"What has been published before gives {listed} away.",
        remedy_sv="Ta bort cellen eller de summor som röjer den ur det som ska publiceras.",
        remedy_en="Leave the cell, or the sums that give it away, out of what is to be published.",
    )


def unknown_cell(name: str, where: str) -> HandlagError:
    """A sum or a share names a cell that isn't there."""
    return HandlagError(
        "DISCLOSURE_UNKNOWN_CELL",
        "cell",
        sv=f"Cellen {name} finns inte, men behövs för {where}.",
        en=f"There is no cell {name}, but {where} needs it.",
        remedy_sv="Lägg till cellen; en cell som inte trycks får printed = no.",
        remedy_en="Add the cell; one that is not printed has printed = no.",
    )


def wrong_sum(each: Sum, total: int, found: int) -> HandlagError:
    """A total is not what its parts add up to."""
    return HandlagError(
        "DISCLOSURE_SUM",
        "value",
        sv=f"Summan stämmer inte: {each.text}, men {total} är inte {found}.",
        en=f"The sum doesn't hold: {each.text}, but {total} is not {found}.",
        remedy_sv="Rätta talen, eller lägg till den del som saknas med printed = no.",
        remedy_en="Correct the numbers, or add the missing part with printed = no.",
    )
