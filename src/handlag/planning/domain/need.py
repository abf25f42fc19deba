"""How many more people a target that isn't met would take."""

from __future__ import annotations

from dataclasses import replace

from handlag.planning.domain.answers import Target, when_met
from handlag.planning.domain.capacity import Change
from handlag.planning.domain.scenario import Queue, Scenario, simulate

WIDEST = 4.0
"""Times the staff of the start up to which more people are tried."""
STEPS = 9
RUNS = 20


def _kept(scenario: Scenario, queue: Queue, target: Target, more: float, seed: int) -> bool:
    changes = (*queue.capacity.changes, Change(0, scenario.months, more))
    tried = replace(queue, capacity=replace(queue.capacity, changes=changes))
    found = simulate(replace(scenario, queues=(tried,)), RUNS, seed)[queue.benefit]
    return when_met(target, found, queue.statutory).sure is not None


def more_people(scenario: Scenario, target: Target, seed: int) -> float | None:
    """The fewest trained full-time equivalents more from the first day that keep a target at the end, 80 per cent sure.

    None where four times the staff wouldn't do: then it isn't people that are missing. To half a per cent of the staff.
    """
    queue = next(queue for queue in scenario.queues if queue.benefit == target.benefit)
    low, high = 0.0, WIDEST * max(queue.capacity.staff.fte, 10.0)
    if not _kept(scenario, queue, target, high, seed):
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _kept(scenario, queue, target, middle, seed) else (middle, high)
    return high
