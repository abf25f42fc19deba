"""Hiding small cells: no printed table lets anybody learn a figure that rests on one to three persons.

A cell on one to three persons prints ``*``. Since a total minus the other cells would give it away, more cells are
hidden until two things hold, both proved on the printed table: no such cell follows from the printed sums (exact linear
algebra), and what any one sum leaves hidden rests on four persons or more. The fewest further cells are hidden, totals
last, the same ones each time; where a table is too large to try them all, every number above zero is hidden. Ranges a
reader can reason out, and sums across tables, are not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice

FEWEST_PERSONS = 4
MOST_TRIED = 20_000

Cell = tuple[str, str]
"""A row and a group of the table."""


@dataclass(frozen=True)
class Sum:
    """A total and the cells that add up to it. ``disjoint`` where no person can be in two of the parts."""

    total: Cell
    parts: tuple[Cell, ...]
    disjoint: bool


@dataclass(frozen=True)
class Table:
    """How many persons each cell rests on, which cells are printed at all, and what adds up to what."""

    persons: Mapping[Cell, int]
    printed: frozenset[Cell]
    sums: Sequence[Sum]

    @property
    def small(self) -> frozenset[Cell]:
        """The cells that must not be learnt, printed or not."""
        return frozenset(cell for cell, persons in self.persons.items() if 0 < persons < FEWEST_PERSONS)


def hidden_cells(table: Table) -> frozenset[Cell]:
    """The printed cells to show as ``*``: the small ones and the fewest others that keep them from being learnt."""
    first = table.small & table.printed
    if is_safe(table, first):
        return first
    for more in islice(_additions(table, first), MOST_TRIED):
        if is_safe(table, first | more):
            return first | more
    return frozenset(cell for cell in table.printed if table.persons[cell])


def _additions(table: Table, hidden: frozenset[Cell]) -> Iterator[frozenset[Cell]]:
    """Sets of further cells: fewest first, then without totals, then those on few persons, then by name."""
    totals = {each.total for each in table.sums}
    free = [cell for cell in table.printed - hidden if table.persons[cell]]

    def cost(cells: tuple[Cell, ...]) -> tuple[int, int, tuple[Cell, ...]]:
        return sum(cell in totals for cell in cells), sum(table.persons[cell] for cell in cells), cells

    for size in range(1, len(free) + 1):
        if size <= _exhaustive(len(free)):
            yield from map(frozenset, sorted(combinations(sorted(free), size), key=cost))


def _exhaustive(free: int) -> int:
    """The largest size of addition all of which can be tried."""
    tried, size, count = 0, 0, 1
    while size < free and tried <= MOST_TRIED:
        size += 1
        count = count * (free - size + 1) // size
        tried += count
    return size if tried <= MOST_TRIED else size - 1


def is_safe(table: Table, hidden: frozenset[Cell]) -> bool:
    """Whether nothing small can be learnt when these printed cells are hidden."""
    unknown = hidden | {cell for cell, persons in table.persons.items() if persons and cell not in table.printed}
    if not table.small <= unknown:
        return False
    return all(_covers(table, each, unknown) for each in table.sums) and not (learnt(table, unknown) & table.small)


def _covers(table: Table, each: Sum, unknown: frozenset[Cell]) -> bool:
    """Whether what a printed total leaves over after its printed parts is nothing or rests on persons enough."""
    left = [table.persons[part] for part in each.parts if part in unknown]
    if each.total in unknown or not left:
        return True
    return (sum(left) if each.disjoint else max(left)) >= FEWEST_PERSONS


def learnt(table: Table, unknown: frozenset[Cell]) -> frozenset[Cell]:
    """The unknown cells whose value follows from the sums, however many of them it takes."""
    order = sorted(unknown)
    rows = [_coefficients(each, order) for each in table.sums]
    return frozenset(
        order[next(index for index, value in enumerate(row) if value)]
        for row in _reduced(rows)
        if sum(1 for value in row if value) == 1
    )


def _coefficients(each: Sum, order: Sequence[Cell]) -> list[Fraction]:
    return [Fraction((cell in each.parts) - (cell == each.total)) for cell in order]


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form: a row with one entry left is an unknown that follows from the others."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [value / pivot[column] for value in pivot]
        rows, done = ([_without(row, pivot, column) for row in group] for group in (rows, done))
        done.append(pivot)
    return done


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)] if factor else row
