"""The pattern found in one go: for each cell that must not be learnt, another table that reads the same, in the master.

Cuts close in slowly where a few persons stand behind large totals: hundreds of patterns cost nearly the same and each
needs a cut of its own. So a small system carries, beside the yes or no of each cell, one set of moves for each goal:
moves that leave every sum right, that only hidden cells make, and that take the goal's cell as far as it must go. In a
table with margins (a network) no cell needs to move farther than the goal's, so that the pattern found loses least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

from handlag.followup.disclosure.attack import Goal, goals
from handlag.followup.disclosure.model import Tables

MOST_MOVES = 12_000
"""Goals times cells; more than these are left to cuts."""


@dataclass(frozen=True)
class Flows:
    """Columns after those of the cells: their limits, and rows (all nought or more) that tie them to the cells."""

    low: np.ndarray
    high: np.ndarray
    rows: csr_array
    balance: csr_array
    """Rows that are exactly nought: every sum stays right."""


def worth_it(tables: Tables) -> bool:
    """Whether the system is small enough, and a network, so that the pattern is sure to lose least."""
    wanted = len(list(goals(tables, tables.primary)))
    return 0 < wanted * len(tables.order) <= MOST_MOVES and is_network(tables)


def flows(tables: Tables) -> Flows:
    """The moves of every goal that holds in every pattern."""
    wanted: Sequence[Goal] = list(goals(tables, tables.primary))
    size, many = len(tables.order), len(wanted)
    gaps = np.array([goal.gap for goal in wanted])
    up = np.repeat(gaps, size)
    down = np.minimum(up, np.tile(tables.persons, many))
    low, high = -down, up.copy()
    for place, goal in enumerate(wanted):
        at = place * size + goal.cell
        low[at], high[at] = (goal.gap, goal.gap) if goal.way > 0 else (-goal.gap, -goal.gap)
    choice = kron(np.ones((many, 1)), eye_array(size))
    moves = eye_array(many * size)
    rows = _beside([(choice.multiply(up[:, None]), -moves), (choice.multiply(down[:, None]), moves)])
    none = csr_array((many * tables.matrix.shape[0], size))
    return Flows(low, high, rows, _beside([(none, kron(eye_array(many), tables.matrix))]))


def _beside(blocks: Sequence[tuple[csr_array, csr_array]]) -> csr_array:
    return csr_array(vstack([hstack(pair) for pair in blocks]))


def is_network(tables: Tables) -> bool:
    """Whether every cell is in two sums at most and, the signs of sums turned, leaves the one for the other."""
    columns = tables.matrix.tocsc()
    joined: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell in range(columns.shape[1]):
        span = slice(columns.indptr[cell], columns.indptr[cell + 1])
        found, signs = columns.indices[span], columns.data[span]
        if len(found) > 2:
            return False
        if len(found) == 2:
            turn = -1 if signs[0] == signs[1] else 1
            joined[found[0]].append((found[1], turn))
            joined[found[1]].append((found[0], turn))
    return _can_be_turned(joined)


def _can_be_turned(joined: dict[int, list[tuple[int, int]]]) -> bool:
    turned: dict[int, int] = {}
    for start in sorted(joined):
        waiting = [] if start in turned else [start]
        turned.setdefault(start, 1)
        while waiting:
            one = waiting.pop()
            for other, turn in joined[one]:
                if other not in turned:
                    turned[other] = turned[one] * turn
                    waiting.append(other)
                elif turned[other] != turned[one] * turn:
                    return False
    return True
