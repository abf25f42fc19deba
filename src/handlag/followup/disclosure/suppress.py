"""Which cells to hide: those on one to three persons and, at the least loss, others that keep them from being learnt.

A master programme (0 or 1 a cell, HiGHS) chooses the pattern; the attacker's programmes prove it or answer with cuts;
it ends when none is left. Cells are taken by name and the limits count rounds and nodes, so the same tables give the
same pattern on any machine; time is only the last resort. Where a limit is met, cells are added until the
attacker fails: more is hidden than need be, and nothing is published that isn't proved.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from handlag.followup.disclosure.attack import TOLERANCE, Cut, broken
from handlag.followup.disclosure.flows import Flows, flows, worth_it
from handlag.followup.disclosure.model import Print, Tables, cannot_protect

SLOW = 3
"""After this many rounds of cuts a small system is given the moves themselves."""
WALL = 10
"""Seconds of the clock that the master may take for each of the processor's that are left."""
TIE = 1e-7
"""What a later name costs more, so that of two patterns as good the same one is always taken."""


@dataclass(frozen=True)
class Effort:
    """How long to look for the least loss: rounds of the master, nodes in each, seconds of processor in all.

    Processor time and not the clock's, so that what else the machine does shows as little as may be in the pattern.
    """

    rounds: int = 60
    nodes: int = 2_000
    seconds: float = 25.0


@dataclass(frozen=True)
class Pattern:
    """The cells to hide. ``least`` where no other safe pattern loses less; it is proved safe in any case."""

    hidden: frozenset[str]
    least: bool
    cost: float
    rounds: int


def suppress(tables: Tables, effort: Effort | None = None) -> Pattern:
    """The cells to print as ``*``. Raises ``DISCLOSURE_CANNOT_PROTECT`` where last year's report gives one away."""
    effort = effort or Effort()
    until = time.thread_time() + effort.seconds
    hidden, cuts, least = _always(tables), list[Cut](), True
    carried: Flows | None = None
    for turn in range(1, effort.rounds + 1):
        found = broken(tables, hidden)
        if not found:
            return _pattern(tables, hidden, least=least, rounds=turn)
        cuts += found
        if time.thread_time() >= until:
            break
        if turn == SLOW and worth_it(tables):
            carried = flows(tables)
        chosen, best = _master(tables, cuts, effort.nodes, until, carried)
        if chosen is None:
            break
        hidden, least = chosen, best
    return _pattern(tables, _more(tables, hidden), least=False, rounds=effort.rounds)


def _always(tables: Tables) -> np.ndarray:
    """What is hidden in every pattern: cells that must not be learnt and those never printed."""
    always: np.ndarray = tables.primary | tables.where([Print.NO])
    return always


def _pattern(tables: Tables, hidden: np.ndarray, *, least: bool, rounds: int) -> Pattern:
    shown_as_star = hidden & ~tables.where([Print.NO])
    names = frozenset(tables.order[index] for index in np.flatnonzero(shown_as_star))
    return Pattern(names, least, float(tables.costs[shown_as_star].sum()), rounds)


def _master(
    tables: Tables, cuts: Sequence[Cut], nodes: int, until: float, carried: Flows | None = None
) -> tuple[np.ndarray | None, bool]:
    """The cheapest pattern that satisfies the cuts so far and whether it is proved cheapest; none within the limits."""
    size = len(tables.order)
    rows = vstack([_no_lone_cell(tables), csr_array(np.array([_row(cut) for cut in cuts]))])
    low, high = _always(tables).astype(float), 1.0 - tables.where([Print.BEFORE])
    limits = [LinearConstraint(rows, lb=0.0)]
    if carried is not None:
        low, high = np.concatenate([low, carried.low]), np.concatenate([high, carried.high])
        wide = csr_array((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], len(low)))
        limits = [LinearConstraint(vstack([wide, carried.rows]), lb=0.0), LinearConstraint(carried.balance, 0.0, 0.0)]
    costs = np.zeros(len(low))
    costs[:size] = tables.costs + TIE * np.arange(size) / max(size, 1)
    found = milp(
        costs,
        integrality=np.arange(len(low)) < size,
        bounds=Bounds(low, high),
        constraints=limits,
        options={"node_limit": nodes, "mip_rel_gap": 0.0, "time_limit": WALL * max(until - time.thread_time(), 0.1)},
    )
    if found.status == 2:
        raise cannot_protect([tables.order[cell] for cell in sorted({cut.goal.cell for cut in cuts})])
    return (None if found.x is None else found.x[:size] > 0.5), found.status == 0


def _row(cut: Cut) -> np.ndarray:
    row = cut.weights.copy()
    row[cut.goal.cell] -= cut.goal.gap
    return row / cut.goal.gap


def _no_lone_cell(tables: Tables) -> csr_array:
    """No sum has exactly one hidden cell, or it follows: each cell needs another of every sum it is in."""
    signs = csr_array(abs(tables.matrix))
    free = tables.where([Print.NO]) & ~tables.primary
    rows: list[csr_array] = [csr_array((0, len(tables.order)))]
    for each in range(signs.shape[0]):
        members = signs.indices[signs.indptr[each] : signs.indptr[each + 1]]
        needing = members[~free[members]]
        weights = 1.0 - 2.0 * (needing[:, None] == members[None, :])
        entries = (weights.ravel(), (np.repeat(np.arange(len(needing)), len(members)), np.tile(members, len(needing))))
        rows.append(csr_array(entries, shape=(len(needing), len(tables.order))))
    return vstack(rows)


def _more(tables: Tables, hidden: np.ndarray) -> np.ndarray:
    """Add cells, the cheapest that let each goal be met, until the attacker fails."""
    free = ~tables.where([Print.BEFORE])
    while cuts := broken(tables, hidden):
        before = hidden.copy()
        for cut in cuts:
            hidden = _satisfy(cut, hidden, tables.costs, free)
        if (hidden == before).all():
            raise cannot_protect([tables.order[cell] for cell in sorted({cut.goal.cell for cut in cuts})])
    return hidden


def _satisfy(cut: Cut, hidden: np.ndarray, costs: np.ndarray, free: np.ndarray) -> np.ndarray:
    hidden = hidden.copy()
    candidates = np.flatnonzero((cut.weights > 0) & ~hidden & free)
    for cell in candidates[np.argsort(costs[candidates], kind="stable")]:
        if cut.weights[hidden].sum() >= cut.goal.gap - TOLERANCE:
            break
        hidden[cell] = True
    return hidden
