"""A day of telephone calls by half hour: officers given or needed, letters that make people call, hours and moves.

Each half hour begins with those who talk or wait at the end of the one before (``carried``); the first begins empty.
Half hours are counted from midnight, 0 to 47; calls are those made for the first time, before anybody calls again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import NamedTuple

from handlag.core.errors import HandlagError
from handlag.planning.domain.carried import OPENING, Passed, half_hour
from handlag.planning.domain.erlang import Line, Service, least_that

HALF_HOURS = 48
MINUTES = 30
Calls = tuple[float, ...]
Officers = tuple[int | None, ...]
WORKING_HOURS = 8
"""Hours of an officer's day, when hours on the telephones are priced in cases."""
MOST_IN_SYSTEM = 10_000
"""Callers talking and waiting at once, at most: more would keep somebody waiting for the answer."""


class Goal(NamedTuple):
    """Share of all calls to be answered within so many minutes, and the share that may be turned away (0 to 1)."""

    answered: float
    minutes: float
    turned_away: float = 1.0


GOALS = {"85": Goal(0.85, 15.0), "75": Goal(0.75, 30.0, 0.10)}
"""The ambition levels of the agency's action plan of 17 February 2025, note 3; the first names no share turned away."""


class Hours(NamedTuple):
    """Opening hours: the first half hour open and the first one closed again."""

    opens: int
    closes: int

    @property
    def open(self) -> range:
        """The half hours open."""
        return range(self.opens, self.closes)


class HalfHour(NamedTuple):
    """One half hour: first calls, officers answering, what callers meet, and how many wait at its end."""

    at: int
    calls: float
    officers: int
    met: Service
    waiting: float


@dataclass(frozen=True)
class Day:
    """The half hours of one day; shares are of all calls made in it, those who call again counted."""

    rows: tuple[HalfHour, ...]
    goal: Goal

    @property
    def made(self) -> float:
        """Calls in the day, again counted."""
        return sum(row.met.calls for row in self.rows) * MINUTES

    @property
    def within(self) -> float:
        """The share answered in time; 1 when nobody calls."""
        return self._share("within", 1.0)

    @property
    def turned_away(self) -> float:
        """The share that met a full queue."""
        return self._share("turned_away", 0.0)

    @property
    def waited(self) -> float:
        """Minutes that all callers together wait in the day."""
        return sum(row.met.calls * row.met.wait for row in self.rows) * MINUTES

    @property
    def most(self) -> int:
        """Officers in the half hour with most of them."""
        return max(row.officers for row in self.rows)

    @property
    def officer_hours(self) -> float:
        """Hours of work on the telephones."""
        return sum(row.officers for row in self.rows) / 2

    @property
    def reached(self) -> bool:
        """Whether the whole day reaches the goal."""
        return self.within >= self.goal.answered and self.turned_away <= self.goal.turned_away

    def _share(self, name: str, empty: float) -> float:
        calls = sum(row.met.calls for row in self.rows)
        return sum(row.met.calls * float(getattr(row.met, name)) for row in self.rows) / calls if calls else empty


def clock_text(half_hour: int) -> str:
    """A half hour as the clock shows it: 17 is 08:30."""
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"


def spread(total: float, hours: Hours, falling: float = 0.0) -> Calls:
    """A day's calls over the opening hours: evenly, or falling in a straight line by ``falling`` (0 to 1) each way.

    With 0.5 the first half hour has half more than the mean and the last half less. The sum is the total.
    """
    count = len(hours.open)
    steps = [1.0 + falling * (1.0 - 2.0 * n / (count - 1)) if count > 1 else 1.0 for n in range(count)]
    calls = [0.0] * HALF_HOURS
    for at, step in zip(hours.open, steps, strict=True):
        calls[at] = total * step / count
    return tuple(calls)


def within_hours(calls: Calls, hours: Hours) -> Calls:
    """The same calls in these hours: those from closed half hours come in the open ones, in proportion or evenly."""
    total, inside = sum(calls), sum(calls[at] for at in hours.open)
    if inside == 0:
        return spread(total, hours)
    return tuple(count * total / inside if at in hours.open else 0.0 for at, count in enumerate(calls))


def with_more(calls: Calls, extra: float, hours: Hours) -> Calls:
    """A day with ``extra`` calls, spread as the day's own are."""
    total = sum(calls)
    if total == 0:
        return spread(extra, hours)
    return tuple(count * (1.0 + extra / total) for count in calls)


def after_letters(letters: float, share: float, days: int) -> tuple[float, ...]:
    """Calls that letters make on each of the following days: most on the first, one part fewer each day.

    Over three days 3/6, 2/6 and 1/6. The sum is the letters times the share who call.
    """
    parts = days * (days + 1) / 2
    return tuple(letters * share * (days - day) / parts for day in range(days))


def staffed_day(
    line: Line, calls: Calls, hours: Hours, goal: Goal, officers: Officers | None = None, moved: int = 0
) -> Day:
    """What callers meet by half hour, with the officers given or, without, the fewest that reach the goal in each.

    The fewest are looked for half hour by half hour, with the queue that those before leave.

    ``line`` gives all but the calls; ``moved`` officers are added (or taken, below zero) in every half hour. Raises
    ``PLAN_CALLS`` naming what can't be, ``PLAN_CALLS_GOAL`` where no number of officers does.
    """
    _small_enough(line, calls)
    rows: list[HalfHour] = []
    before = OPENING
    for at in hours.open:
        here = replace(line, calls=calls[at] / MINUTES)
        passed = partial(_passed, here, goal, before, {})
        staffed = _fewest(here, goal, passed) if officers is None else _present(officers[at], at)
        if staffed + moved < 0:
            raise _refused("moved", *_too_few(at, staffed))
        before = passed(staffed + moved)
        rows.append(HalfHour(at, calls[at], staffed + moved, before.met, before.waiting))
    return Day(tuple(rows), goal)


def _passed(line: Line, goal: Goal, before: Passed, known: dict[int, Passed], officers: int) -> Passed:
    if officers not in known:
        known[officers] = half_hour(line, officers, goal.minutes, before)
    return known[officers]


def _present(officers: int | None, at: int) -> int:
    if officers is None:
        raise _refused("officers", *_none_given(at))
    return officers


def _fewest(line: Line, goal: Goal, passed: Callable[[int], Passed]) -> int:
    """The fewest officers with which a half hour reaches the goal; ``PLAN_CALLS_GOAL`` when no number does.

    Looked for from where a first try misses by: about so many of the calls' minutes lack an officer.
    """

    def reached(officers: int) -> bool:
        met = passed(officers).met
        return met.within >= goal.answered and met.turned_away <= goal.turned_away

    load = line.calls * line.talk_minutes
    first = int(goal.answered * load)
    missed = goal.answered - passed(first).met.within
    return least_that(reached, max(first + ceil(missed * load), 0))


def _small_enough(line: Line, calls: Sequence[float]) -> None:
    heaviest = max(calls) / MINUTES / max(1.0 - line.redial_share, 0.01)
    if heaviest * (line.talk_minutes + line.patience_minutes) > MOST_IN_SYSTEM:
        raise _refused(
            "calls", "Samtalen är för många för att räknas på en gång.", "The calls are too many to count at once.",
            "Dela upp dem på flera köer.", "Divide them between several queues.",
        )  # fmt: skip


def _none_given(at: int) -> tuple[str, str, str, str]:
    return (
        f"Det finns inget antal handläggare för klockan {clock_text(at)}.",
        f"No number of officers is given for {clock_text(at)}.",
        "Skriv ett antal för hela dagen, eller 48.", "Write one number for the day, or 48.",
    )  # fmt: skip


def _too_few(at: int, given: int) -> tuple[str, str, str, str]:
    return (
        f"Fler flyttas från telefonen än de {given} som svarar klockan {clock_text(at)}.",
        f"More are moved from the telephones than the {given} who answer at {clock_text(at)}.",
        "Flytta färre.", "Move fewer.",
    )  # fmt: skip


def _refused(field: str, sv: str, en: str, remedy_sv: str, remedy_en: str) -> HandlagError:
    return HandlagError("PLAN_CALLS", field, sv=sv, en=en, remedy_sv=remedy_sv, remedy_en=remedy_en)


def cases_not_decided(officer_hours: float, cases_a_day: float) -> float:
    """Cases a day not decided for so many more hours on the telephones; below zero, cases gained.

    An officer who is moved for a whole working day costs what an officer decides in a day.
    """
    return officer_hours / WORKING_HOURS * cases_a_day
