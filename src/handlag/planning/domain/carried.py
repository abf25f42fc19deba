"""Half hours that follow each other: the callers still talking or waiting begin the next one (Erlang A in time).

The chance of each number of callers follows Kolmogorov's forward equations with the rates of the half hour, solved by
TR-BDF2 (Bank and others 1985), which stays steady however fast callers come and go; what callers meet is reckoned from
the half hour's mean chances, since those who call at random see the mean (PASTA). Whoever calls is taken to
meet the officers of that half hour until answered. An officer who goes off ends the call first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.core.compiled import kernel
from handlag.planning.domain.erlang import Line, Service, met_by, most_waiting

Floats = npt.NDArray[np.float64]
STEPS = 30
"""Steps of a half hour: one a minute."""
_GAMMA = 2.0 - np.sqrt(2.0)


class Passed(NamedTuple):
    """A half hour gone by: what callers met, the chances of each number of callers at its end, how many wait, and how
    many officers there were."""

    met: Service
    chances: Floats
    waiting: float
    agents: int


OPENING = Passed(Service(1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), np.ones(1), 0.0, 0)
"""Before the telephones open: nobody has called."""


@kernel
def _factor(lower: Floats, diagonal: Floats, upper: Floats, ratio: Floats, inverse: Floats) -> None:
    """What a tridiagonal system needs divided once (Thomas); ``lower`` and ``upper`` are each row's neighbours."""
    inverse[0] = 1.0 / diagonal[0]
    ratio[0] = upper[0] * inverse[0]
    for n in range(1, len(diagonal)):
        inverse[n] = 1.0 / (diagonal[n] - lower[n] * ratio[n - 1])
        ratio[n] = upper[n] * inverse[n]


@kernel
def _solve(lower: Floats, ratio: Floats, inverse: Floats, right: Floats, out: Floats) -> None:
    out[0] = right[0] * inverse[0]
    for n in range(1, len(right)):
        out[n] = (right[n] - lower[n] * out[n - 1]) * inverse[n]
    for n in range(len(right) - 2, -1, -1):
        out[n] -= ratio[n] * out[n + 1]


@kernel
def _matrix(death: Floats, calls: float, room: int, d: float, lower: Floats, diagonal: Floats, upper: Floats) -> None:
    """One less ``d`` times the rates: callers come while there is room, and go as ``death`` says."""
    size = len(diagonal)
    for n in range(size):
        birth = calls if n < min(room, size - 1) else 0.0
        diagonal[n] = 1.0 + d * (birth + death[n])
        if n + 1 < size:
            lower[n + 1] = -d * birth
            upper[n] = -d * death[n + 1]


@kernel
def _calls(chances: Floats, first: float, again: float, agents: int, room: int, give_up: float) -> float:
    """Calls a minute, again counted: of those who give up or are turned away, a share calls at once."""
    waits, full = 0.0, 0.0
    for n in range(agents, len(chances)):
        waits += (n - agents) * chances[n]
        full += chances[n] if n >= room else 0.0
    return (first + again * give_up * waits) / (1.0 - again * full)


@kernel
def _pass(
    chances: Floats, first: float, again: float, agents: int, room: int, rates: tuple[float, float], minutes: float
) -> tuple[Floats, float]:
    """Carry ``chances`` through the minutes, in place; the mean chances and the mean calls a minute, again counted."""
    size = len(chances)
    d = minutes / STEPS * (1.0 - np.sqrt(2.0) / 2.0)
    one = 1.0 / (_GAMMA * (2.0 - _GAMMA))
    lower, diagonal, upper = np.zeros(size), np.zeros(size), np.zeros(size)
    right, middle, ratio, inverse = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size)
    death = np.zeros(size)
    for n in range(1, size):
        death[n] = min(n, agents) * rates[0] + max(n - agents, 0) * rates[1]
    mean, made, before = chances * (0.5 / STEPS), 0.0, -1.0
    for at in range(STEPS):
        calls = first if again == 0.0 else _calls(chances, first, again, agents, room, rates[1])
        if calls != before:
            _matrix(death, calls, room, d, lower, diagonal, upper)
            _factor(lower, diagonal, upper, ratio, inverse)
            before = calls
        for n in range(size):
            flow = (2.0 - diagonal[n]) * chances[n]
            if n > 0:
                flow -= lower[n] * chances[n - 1]
            if n + 1 < size:
                flow -= upper[n] * chances[n + 1]
            right[n] = flow
        _solve(lower, ratio, inverse, right, middle)
        for n in range(size):
            right[n] = one * middle[n] - one * (1.0 - _GAMMA) ** 2 * chances[n]
        _solve(lower, ratio, inverse, right, chances)
        mean += chances * ((0.5 if at == STEPS - 1 else 1.0) / STEPS)
        made += calls / STEPS
    return mean, made


def half_hour(line: Line, agents: int, within: float, before: Passed = OPENING, minutes: float = 30.0) -> Passed:
    """What callers meet in a half hour that follows ``before``; ``within`` minutes is in time.

    Those who call again do so in the same half hour, as far as they have given up or been turned away.
    """
    begun = _left(before, agents)
    chances = np.zeros(_size(line, agents, len(begun)))
    chances[: len(begun)] = begun
    rates = (1.0 / line.talk_minutes, 1.0 / line.patience_minutes)
    room = agents + line.places if line.places is not None else len(chances)
    again = min(line.redial_share, 1.0 - 1e-9)
    mean, calls = _pass(chances, line.calls, again, agents, room, rates, minutes)
    chances, mean = _proper(chances), _proper(mean)
    talking = float(mean @ np.minimum(np.arange(len(mean)), agents))
    met = met_by(line, calls, agents, within, mean)._replace(busy=talking / agents if agents else 0.0)
    waiting = float(chances[agents:] @ np.arange(len(chances) - agents)) if len(chances) > agents else 0.0
    return Passed(met, _trimmed(chances), waiting, agents)


def _left(before: Passed, agents: int) -> Floats:
    """The chances of who is there when officers have gone off: each ends the call first, and takes no more."""
    gone, chances = before.agents - agents, before.chances
    if gone <= 0 or len(chances) <= agents + 1:
        return chances
    begun = chances[: agents + 1].copy()
    begun[agents] += chances[agents + 1 : before.agents + 1].sum()
    return np.concatenate([begun, chances[before.agents + 1 :]])


def _size(line: Line, agents: int, before: int) -> int:
    """States enough for who is there, who can come, and who may wait."""
    heaviest = line.calls / max(1.0 - line.redial_share, 0.01)
    more = most_waiting(line, heaviest, agents / line.talk_minutes, 1.0 / line.patience_minutes)
    talking = heaviest * line.talk_minutes
    free = int(talking + 9.5 * np.sqrt(talking + 1.0) + 45)
    return max(min(agents, free) + 1, agents + more + 1 if free > agents else free + 1, before)


def _proper(chances: Floats) -> Floats:
    """The solver's rounding below nought taken away, so that chances sum to one."""
    clean = np.maximum(chances, 0.0)
    return np.asarray(clean / clean.sum(), dtype=np.float64)


def _trimmed(chances: Floats) -> Floats:
    """Without the states that will not be missed."""
    held = np.flatnonzero(chances > 1e-14)
    return chances[: int(held[-1]) + 1]
