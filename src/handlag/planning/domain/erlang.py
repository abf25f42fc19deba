"""Calls, agents and patience: Erlang B, C and A, exact, and the least staff for a service goal.

Calls come at random at an even rate, conversations and patience are exponential (Palm 1957; Garnett, Mandelbaum and
Reiman 2002). Rates are per minute. A caller who finds ``places`` others waiting is turned away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError

Floats = npt.NDArray[np.float64]
MOST_AGENTS = 100_000
_NEGLIGIBLE = 45.0
"""States whose logarithm of probability lies this far under the likeliest (1e-19) are left out."""
_REDIAL_ROUNDS = 200


@dataclass(frozen=True)
class Line:
    """One telephone queue in one half hour. Rates per minute; ``places`` is None where nobody is turned away."""

    calls: float
    talk_minutes: float
    patience_minutes: float
    places: int | None = None
    redial_share: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no queue can be: ``PLAN_CALLS`` names the field."""
        for name, least in (("calls", 0.0), ("talk_minutes", 1e-9), ("patience_minutes", 1e-9)):
            _within(name, getattr(self, name), least, 1e7)
        _within("redial_share", self.redial_share, 0.0, 1.0)
        _within("places", 0 if self.places is None else self.places, 0, 1_000_000)


class Service(NamedTuple):
    """What callers meet: shares of all calls made (0 to 1), waits in minutes, ``busy`` the agents' share of time."""

    answered: float
    within: float
    abandoned: float
    turned_away: float
    wait: float
    wait_answered: float
    busy: float
    calls: float


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise HandlagError(
            "PLAN_CALLS",
            name,
            sv=f"{name} är {value}, men måste vara från {least:g} till {most:g}.",
            en=f"{name} is {value}, but must be from {least:g} to {most:g}.",
            remedy_sv="Rätta värdet.",
            remedy_en="Correct the value.",
        )


def erlang_b(agents: int, load: float) -> float:
    """The share of calls lost with no places to wait; ``load`` is calls per minute times minutes a call."""
    inverse = 1.0
    for agent in range(1, agents + 1):
        inverse = 1.0 + inverse * agent / load if load > 0 else np.inf
    return 1.0 / inverse


def erlang_c(agents: int, load: float) -> float:
    """The share of calls that must wait when nobody ever gives up; 1 when the load is not below the agents."""
    if load >= agents:
        return 1.0
    lost = erlang_b(agents, load)
    return lost / (1.0 - load / agents * (1.0 - lost))


def _states(line: Line, calls: float, agents: int) -> Floats:
    """Stationary probabilities of 0, 1, … callers in the system."""
    give_up = 1.0 / line.patience_minutes
    serve = agents / line.talk_minutes
    waiting = np.arange(1, most_waiting(line, calls, serve, give_up) + 1)
    death = np.concatenate([np.arange(1, agents + 1) / line.talk_minutes, serve + waiting * give_up])
    with np.errstate(divide="ignore"):
        logs = np.concatenate([[0.0], np.cumsum(np.log(calls) - np.log(death))])
    weights: Floats = np.exp(logs - logs.max())
    weights /= weights.sum()
    return weights


def most_waiting(line: Line, calls: float, serve: float, give_up: float) -> int:
    """More callers than ever wait at once, for all that matters; the places where there are fewer."""
    balance = max(calls - serve, 0.0) / give_up
    spread = np.sqrt(calls / give_up) + 1.0
    needed = int(balance + np.sqrt(2 * _NEGLIGIBLE) * spread + _NEGLIGIBLE)
    return needed if line.places is None else min(line.places, needed)


def _answered_in_time(waits: Floats, serve: float, give_up: float, minutes: float) -> Floats:
    """For callers with 0, 1, … ahead: the share answered within so many minutes and before they give up.

    With j ahead the wait V is a sum of exponentials at rates serve + i·give_up, i = 0…j, so exp(-give_up·V) is
    Beta(serve/give_up, j+1), and E[exp(-give_up·V); V <= T] is a tail of Beta(serve/give_up + 1, j+1).
    """
    shape, ahead = serve / give_up, np.arange(len(waits))
    reached = _beta_tails(shape + 1.0, len(waits), float(np.exp(-give_up * minutes)))
    result: Floats = waits * shape / (shape + ahead + 1.0) * reached
    return result


def _beta_tails(alpha: float, terms: int, point: float) -> Floats:
    """P(Beta(alpha, n) >= point) for n = 1 … terms: I(n+1) = I(n) + x^a (1-x)^n / (n B(a, n))."""
    if point >= 1.0:
        return np.zeros(terms)
    n = np.arange(1, terms)
    first = alpha * np.log(point)
    steps = np.log1p(-point) + np.log(alpha + n - 1.0) - np.log(n)
    added = np.exp(first + np.cumsum(steps))
    tails: Floats = np.clip(1.0 - np.exp(first) - np.concatenate([[0.0], np.cumsum(added)]), 0.0, 1.0)
    return tails


def _at_rate(line: Line, calls: float, agents: int, minutes: float) -> Service:
    return met_by(line, calls, agents, minutes, _states(line, calls, agents) if calls else np.ones(1))


def met_by(line: Line, calls: float, agents: int, minutes: float, chances: Floats) -> Service:
    """What callers meet who come at ``calls`` a minute and find 0, 1, … others with these chances."""
    if calls == 0:
        return Service(1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    give_up, serve = 1.0 / line.patience_minutes, agents / line.talk_minutes
    queue = chances[agents:]
    joins = queue if line.places is None else queue[: line.places]
    turned = float(queue[len(joins) :].sum())
    taken = _taken(serve, give_up, len(joins))
    at_once = float(chances[:agents].sum())
    answered = at_once + float(joins @ taken)
    abandoned = max(1.0 - turned - answered, 0.0)
    within = at_once + float(_answered_in_time(joins, serve, give_up, minutes).sum())
    served_wait = _wait_of_answered(joins, serve, give_up) / answered if answered > 0 else 0.0
    busy = answered * calls * line.talk_minutes / agents if agents else 0.0
    return Service(answered, within, abandoned, turned, abandoned / give_up, served_wait, busy, calls)


def _taken(serve: float, give_up: float, count: int) -> Floats:
    """The share answered of callers with 0, 1, … ahead of them in the queue."""
    shape, ahead = serve / give_up, np.arange(count)
    return np.asarray(shape / (shape + ahead + 1.0), dtype=np.float64)


def _wait_of_answered(joins: Floats, serve: float, give_up: float) -> float:
    """The sum over states of E[V; answered]: the mean of V weighed by exp(-give_up·V)."""
    shape, ahead = serve / give_up, np.arange(len(joins))
    mean_weighed = np.cumsum(1.0 / (give_up * (shape + 1.0 + ahead)))
    return float((joins * shape / (shape + ahead + 1.0) * mean_weighed).sum())


def service(line: Line, agents: int, minutes: float) -> Service:
    """What callers meet with so many agents; ``within`` is the share of all calls answered within ``minutes``.

    Callers who were not answered call again with probability ``redial_share``, so the rate is the one at which first
    calls plus calls again make the calls: found by halving, since more calls always leave more unanswered.
    """
    _within("agents", agents, 0, MOST_AGENTS)
    found = _at_rate(line, line.calls, agents, minutes)
    if line.redial_share == 0 or line.calls == 0:
        return found
    low, high = line.calls, line.calls / max(1.0 - line.redial_share, 1e-6)
    for _ in range(_REDIAL_ROUNDS):
        middle = (low + high) / 2
        found = _at_rate(line, middle, agents, minutes)
        made = line.calls + line.redial_share * (1.0 - found.answered) * middle
        low, high = (middle, high) if made > middle else (low, middle)
        if high - low < 1e-12 * high:
            break
    return found


def least_agents(line: Line, reached: Callable[[Service], bool], minutes: float) -> int:
    """The fewest agents with which a goal is reached; ``PLAN_CALLS_GOAL`` when no number of agents does."""
    return least_that(lambda agents: reached(service(line, agents, minutes)), int(line.calls * line.talk_minutes))


def least_that(reached: Callable[[int], bool], guess: int) -> int:
    """The least number of agents that reaches a goal which more always reach, looked for on both sides of a guess.

    Raises ``PLAN_CALLS_GOAL`` when none does.
    """
    low, high = _around(reached, guess)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def _around(reached: Callable[[int], bool], guess: int) -> tuple[int, int]:
    """A number that doesn't reach the goal (-1 is none) and one that does, in growing steps from a guess."""
    step = 1
    if reached(guess):
        high, low = guess, guess - step
        while low >= 0 and reached(low):
            step, high, low = 2 * step, low, low - 2 * step
        return max(low, -1), high
    low, high = guess, guess + step
    while not reached(high):
        step, low, high = 2 * step, high, high + 2 * step
        if high > MOST_AGENTS:
            raise _unreachable()
    return low, high


def _unreachable() -> HandlagError:
    return HandlagError(
        "PLAN_CALLS_GOAL",
        "goal",
        sv="Målet kan inte nås med något antal handläggare i telefonen.",
        en="The goal can't be reached with any number of agents.",
        remedy_sv="Sätt ett mål som är möjligt: svarsandelen kan inte vara över 100 procent.",
        remedy_en="Set a goal that is possible: the share answered can't be over 100 per cent.",
    )
