"""What a reader can work out of a pattern: how far each hidden cell can be from its count, by linear programming.

Everything is told as a distance from the true counts: a printed cell's is nought, a hidden cell's can be anything that
leaves the cell at nought or more and every sum right. Where a hidden cell can't move far enough, the dual prices of the
programme say which further cells would let it, as a cut that every safe pattern satisfies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from handlag.followup.disclosure.model import FEWEST_PERSONS, Print, Tables

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Goal:
    """A cell, the way (+1 up, -1 down) and how far a reader must believe it could be from its count."""

    cell: int
    way: int
    gap: float


@dataclass(frozen=True)
class Cut:
    """``weights`` times the hidden cells must be at least ``goal.gap`` where the goal's cell is hidden."""

    goal: Goal
    weights: np.ndarray


def goals(tables: Tables, hidden: np.ndarray) -> Iterator[Goal]:
    """What must hold: a hidden cell reaches four or more, and one less than it counts (or nought)."""
    unprinted = tables.where([Print.NO])
    for cell in np.flatnonzero(hidden & (~unprinted | tables.primary)):
        count = tables.persons[cell]
        if count < FEWEST_PERSONS:
            yield Goal(int(cell), 1, FEWEST_PERSONS - count)
        if count > 0:
            yield Goal(int(cell), -1, float(min(count, tables.rooms[cell])))


def broken(tables: Tables, hidden: np.ndarray) -> list[Cut]:
    """A cut for each goal the pattern misses; none means that the pattern is proved safe."""
    columns = np.flatnonzero(hidden)
    cuts, shown = [], np.zeros((2, len(hidden)))
    for goal in goals(tables, hidden):
        if shown[int(goal.way > 0), goal.cell] >= goal.gap - TOLERANCE:
            continue
        moved, weights = _farthest(tables, columns, goal)
        if moved[goal.cell] * goal.way < goal.gap - TOLERANCE:
            cuts.append(Cut(goal, weights))
        # One way of reading the tables that shows a goal met often shows others met too.
        shown = np.maximum(shown, [-moved, moved])
    return cuts


def _farthest(tables: Tables, columns: np.ndarray, goal: Goal) -> tuple[np.ndarray, np.ndarray]:
    """How each cell moves when the goal's moves as far as it can (or needs), and the weights of the cut."""
    at = int(np.searchsorted(columns, goal.cell))
    objective = np.zeros(len(columns))
    objective[at] = -goal.way
    bounds = np.column_stack([-tables.persons[columns], np.full(len(columns), np.inf)])
    bounds[at] = (-goal.gap, np.inf) if goal.way < 0 else (bounds[at][0], goal.gap)
    matrix = tables.matrix[:, columns]
    found = linprog(objective, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs-ds")
    moved = np.zeros(len(tables.order))
    if found.status != 0:
        return moved, np.full(len(tables.order), goal.gap)
    moved[columns] = found.x
    return moved, _weights(tables, np.asarray(found.eqlin.marginals), columns, goal)


def _weights(tables: Tables, prices: np.ndarray, columns: np.ndarray, goal: Goal) -> np.ndarray:
    """What each cell, if hidden, lets the goal's move at most: its reduced price times its room."""
    own = np.zeros(len(tables.order))
    own[goal.cell] = -goal.way
    reduced: np.ndarray = own - tables.matrix.T @ prices
    down = np.where(reduced > TOLERANCE, reduced * tables.persons, 0.0)
    up = np.where(reduced < -TOLERANCE, goal.gap, 0.0)
    weights: np.ndarray = np.minimum(down + up, goal.gap)
    weights[goal.cell] = 0.0
    return weights
