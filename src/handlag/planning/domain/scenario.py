"""A scenario: what comes, who works, in what order. Simulated many times, and told in the figures people ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.planning.domain import cohorts
from handlag.planning.domain.capacity import Capacity, heads, minutes_a_day
from handlag.planning.domain.cohorts import AGES, OUTCOMES, Plan
from handlag.planning.domain.months import open_by_day, open_days

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
QUANTILES = (0.1, 0.5, 0.9)
AGE_EDGES = (30, 60, 90, 180, 365)
"""Ages in days between which pending cases are counted."""
STATUTORY = 183
"""Six months: who applied and has waited longer may ask for a decision (förvaltningslagen 2017:900, 12 §)."""
ORDERS = {"oldest": cohorts.OLDEST, "newest": cohorts.NEWEST, "proportional": cohorts.PROPORTIONAL}


@dataclass(frozen=True)
class CaseType:
    """Cases of one kind: ``minutes`` each, ``inflow`` expected by month, ``spread`` of its logarithm by month.

    ``automatic`` is the share decided without an officer by month; ``waits`` the shares held for others, by days.
    """

    name: str
    minutes: int
    inflow: tuple[float, ...]
    spread: tuple[float, ...] = ()
    automatic: tuple[float, ...] = ()
    waits: tuple[tuple[int, float], ...] = ()
    concept: str = ""
    """Of the sickness insurance, where the type belongs to one: a key of ``concepts.CONCEPTS``."""
    coordination: bool = False
    """Whether it is the work of coordination and rehabilitation."""


@dataclass(frozen=True)
class Rule:
    """One rule of order: which type (empty for all), from what age in days, how, and for what share of the day."""

    order: str = "oldest"
    type: str = ""
    least_age: int = 0
    share: float = 1.0
    first: int = 0
    """The first month of the plan it holds for."""
    until: int = 10_000
    """The first month it no longer holds for."""
    team: str = ""
    """Whose time it takes; empty for the queue's own staff."""
    pace: float = 1.0
    """How much of a trained officer's work they do of it."""


@dataclass(frozen=True)
class Team:
    """People of a queue who do only what the rules of order give them."""

    name: str
    capacity: Capacity


@dataclass(frozen=True)
class Consequence:
    """Of the decided cases of ``of``, ``share`` come back as ``to`` after ``days``: reconsideration, review due."""

    of: str
    to: str
    share: float
    days: int


@dataclass(frozen=True)
class Queue:
    """One benefit: its cases, its opening stock by age (youngest first), its people and its order of work."""

    benefit: str
    types: tuple[CaseType, ...]
    capacity: Capacity
    opening: dict[str, tuple[int, ...]]
    rules: tuple[Rule, ...] = (Rule(),)
    consequences: tuple[Consequence, ...] = ()
    limit: int = 30
    fte_month_cost: float = 0.0
    statutory: int = STATUTORY
    """Days beyond which the law itself gives whoever waits a right."""
    paid_days: int = 0
    """Days from decision to money."""
    paid_limit: int = 0
    """Days within which the money should come; 0 where nobody has said."""
    teams: tuple[Team, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """Queues simulated together from the first day of month ``first`` (12 × year + month - 1) for ``months``."""

    name: str
    first: int
    months: int
    queues: tuple[Queue, ...]


def bad(field: str, sv: str, en: str) -> HandlagError:
    """The error for a scenario that contradicts itself, naming the field."""
    return HandlagError(
        "PLAN_SCENARIO", field, sv=sv, en=en,
        remedy_sv="Rätta scenariot.", remedy_en="Correct the scenario.",
    )  # fmt: skip


def _checked(queue: Queue, months: int) -> None:
    names = [kind.name for kind in queue.types]
    where = queue.benefit
    if not names or len(set(names)) != len(names):
        raise bad(
            where, f"{where}: ärendetyperna saknas eller heter lika.", f"{where}: case types lack or share names."
        )
    for name in (
        *queue.opening,
        *(r.type for r in queue.rules if r.type),
        *(n for c in queue.consequences for n in (c.of, c.to)),
    ):
        if name not in names:
            raise bad(where, f"{where}: ärendetypen {name} finns inte.", f"{where}: there is no case type {name}.")
    _checked_teams(queue, months)
    for rule in queue.rules:
        if rule.order not in ORDERS or rule.least_age < 0 or rule.share < 0 or not 0 < rule.pace <= 1:
            raise bad(
                where, f"{where}: regeln {rule} går inte att följa.", f"{where}: the rule {rule} can't be followed."
            )
    for kind in queue.types:
        _checked_type(where, kind, months)


def _checked_teams(queue: Queue, months: int) -> None:
    """Teams are named once and known, and no team's rules use more than its whole day."""
    where, teams = queue.benefit, ["", *(team.name for team in queue.teams)]
    if len(set(teams)) != len(teams):
        raise bad(where, f"{where}: arbetslagen saknar namn eller heter lika.", f"{where}: teams lack or share names.")
    for rule in queue.rules:
        if rule.team not in teams:
            raise bad(where, f"{where}: arbetslaget {rule.team} finns inte.", f"{where}: there is no team {rule.team}.")
    for team in teams:
        rules = [rule for rule in queue.rules if rule.team == team]
        if team and not rules:
            raise bad(where, f"{where}: arbetslaget {team} har inget att göra.", f"{where}: {team} has nothing to do.")
        if rules and not any(rule.share for rule in rules):
            raise bad(
                where, f"{where}: ordningen ger ingen del av dagen åt något {team}".rstrip() + ".",
                f"{where}: the order gives no part of the day to anything {team}".rstrip() + ".",
            )  # fmt: skip
        if any(sum(r.share for r in rules if r.first <= month < r.until) > 1 + 1e-9 for month in range(months)):
            raise bad(
                where, f"{where}: ordningens andelar är över hela dagen.",
                f"{where}: the order's shares exceed the day.",
            )  # fmt: skip


def _checked_type(where: str, kind: CaseType, months: int) -> None:
    lengths = {len(kind.inflow), len(kind.spread) or months, len(kind.automatic) or months}
    shares = [*kind.automatic, *(share for _, share in kind.waits), sum(share for _, share in kind.waits)]
    if lengths != {months}:
        raise bad(
            where, f"{where}, {kind.name}: ange {months} månader.", f"{where}, {kind.name}: give {months} months."
        )
    if kind.minutes < 1 or min(kind.inflow) < 0 or not np.isfinite(kind.inflow).all():
        raise bad(
            where,
            f"{where}, {kind.name}: tid eller inflöde är under noll.",
            f"{where}, {kind.name}: time or inflow is below zero.",
        )
    if any(not 0 <= share <= 1 for share in shares) or any(days < 0 for days, _ in kind.waits):
        raise bad(
            where, f"{where}, {kind.name}: en andel är inte 0 till 1.", f"{where}, {kind.name}: a share isn't 0 to 1."
        )


def _by_day(first: int, months: int, values: Sequence[float]) -> Floats:
    """Monthly sums spread evenly over each month's open days; zero on other days."""
    days = np.array(open_by_day(first, months))
    rates = np.array([value / open_days(first + n) for n, value in enumerate(values)])
    return np.where(days, rates[month_of_days(first, months)], 0.0)


def month_of_days(first: int, months: int) -> Ints:
    """For each day of the scenario the number of its month, from 0."""
    lengths = [len(open_by_day(first + n, 1)) for n in range(months)]
    return np.repeat(np.arange(months), lengths)


def _opening(queue: Queue) -> Ints:
    length = max([1, *(len(stock) for stock in queue.opening.values())])
    cells = np.zeros((len(queue.types), length), np.int64)
    for row, kind in enumerate(queue.types):
        stock = queue.opening.get(kind.name, ())
        cells[row, length - len(stock) :] = stock[::-1]
    return cells


def _held(queue: Queue) -> tuple[Floats, Ints]:
    lags = sorted({days for kind in queue.types for days, _ in kind.waits}) or [0]
    shares = [[sum(share for days, share in kind.waits if days == lag) for lag in lags] for kind in queue.types]
    return np.array(shares, dtype=np.float64), np.array(lags, dtype=np.int64)


def plan_of(queue: Queue, first: int, months: int) -> Plan:
    """A queue as the arrays its simulation reads; ``PLAN_SCENARIO`` names what contradicts itself."""
    _checked(queue, months)
    numbers = {kind.name: n for n, kind in enumerate(queue.types)}
    month = month_of_days(first, months)
    held, lags = _held(queue)
    automatic = np.array([(kind.automatic or (0.0,) * months) for kind in queue.types], dtype=np.float64)
    rules = [
        [ORDERS[r.order], numbers.get(r.type, cohorts.ALL_TYPES), r.least_age, round(1000 * r.share), r.first, r.until]
        for r in queue.rules
    ]
    follow = [[numbers[c.of], numbers[c.to], c.share, c.days] for c in queue.consequences]
    return Plan(
        opening=_opening(queue),
        expected=np.array([_by_day(first, months, kind.inflow) for kind in queue.types]),
        spread=np.array([(kind.spread or (0.0,) * months) for kind in queue.types], dtype=np.float64),
        automatic=np.ascontiguousarray(automatic[:, month]),  # one layout, so that the kernel is compiled once
        minutes=_minutes(queue.capacity, first, months),
        each=np.array([kind.minutes for kind in queue.types], dtype=np.int64),
        month=month, held=held, lags=lags,
        follow=np.array(follow, dtype=np.float64).reshape(-1, 4),
        rules=np.array(rules, dtype=np.int64).reshape(-1, 6),
        limit=queue.limit,
        paid=queue.paid_limit - queue.paid_days if queue.paid_limit else -1,
        edges=np.array(edges_of(queue), dtype=np.int64),
        teams=np.array([_minutes(team.capacity, first, months) for team in queue.teams], dtype=np.int64).reshape(
            len(queue.teams), len(month)
        ),
        who=_who(queue),
    )  # fmt: skip


def _minutes(capacity: Capacity, first: int, months: int) -> Ints:
    """Minutes of case work by day."""
    days, month = np.array(open_by_day(first, months)), month_of_days(first, months)
    return np.where(days, minutes_a_day(capacity, first, months)[month], 0.0).astype(np.int64)


def _who(queue: Queue) -> Ints:
    """Each rule's team and pace; none where the queue's own staff do all there is at full pace."""
    numbers = {"": 0, **{team.name: 1 + n for n, team in enumerate(queue.teams)}}
    rows = [[numbers[rule.team], round(cohorts.WHOLE * rule.pace)] for rule in queue.rules]
    usual = all(row == [0, cohorts.WHOLE] for row in rows)
    return cohorts.ANYBODY if usual else np.array(rows, dtype=np.int64)


def employed(queue: Queue, months: int) -> Floats:
    """People employed in a queue and its teams, in FTE, by month."""
    everybody: Floats = np.sum([heads(one, months) for one in capacities(queue)], axis=0)
    return everybody


def capacities(queue: Queue) -> tuple[Capacity, ...]:
    """A queue's own staff, and its teams."""
    return queue.capacity, *(team.capacity for team in queue.teams)


def edges_of(queue: Queue) -> list[int]:
    """The ages past which pending cases are counted: those of all benefits and the law's own limit for this one."""
    return sorted({*AGE_EDGES, queue.statutory})


class Runs(NamedTuple):
    """All runs of one queue: monthly outcomes (runs, months, OUTCOMES), decided by month and age over all runs.

    ``older`` (runs, months, edges) are pending at each month's end past the ages of ``edges``; ``kinds`` (runs, months,
    types, BY_KIND) is what comes and is done of each type.
    """

    monthly: Ints
    ages: Ints
    heads: Floats
    older: Ints
    edges: tuple[int, ...]
    kinds: Ints


def _some(plan: Plan, seeds: Sequence[int]) -> tuple[Ints, Ints, Ints, Ints]:
    months = int(plan.month[-1]) + 1
    ages, monthly = np.zeros((months, AGES), np.int64), np.zeros((len(seeds), months, OUTCOMES), np.int64)
    older = np.zeros((len(seeds), months, len(plan.edges)), np.int64)
    kinds = np.zeros((len(seeds), months, len(plan.each), cohorts.BY_KIND), np.int64)
    for row, seed in enumerate(seeds):
        monthly[row] = cohorts.run(plan, seed, ages, older[row], kinds[row])
    return monthly, ages, older, kinds


def _seeds(benefit: str, runs: int, seed: int) -> list[int]:
    """A benefit's seeds are its own wherever it stands, so that two scenarios meet the same luck."""
    return [(seed * 1_000_003 + crc32(benefit.encode()) + run) % 2**32 for run in range(runs)]


def simulate(
    scenario: Scenario, runs: int = 200, seed: int = 1, told: Callable[[str], None] = lambda benefit: None
) -> dict[str, Runs]:
    """Simulate every queue ``runs`` times on all cores; ``told`` is called with each benefit as it is done.

    The same seed gives the same runs, whatever the number of cores. Raises ``PLAN_SCENARIO``, ``PLAN_CAPACITY``.
    """
    plans = [plan_of(queue, scenario.first, scenario.months) for queue in scenario.queues]
    found: dict[str, Runs] = {}
    workers = cpu_count() or 1
    with ThreadPoolExecutor(workers) as threads:
        for queue, plan in zip(scenario.queues, plans, strict=True):
            seeds = _seeds(queue.benefit, runs, seed)
            parts = [part for n in range(workers) if (part := seeds[n::workers])]
            done = list(threads.map(lambda part, plan=plan: _some(plan, part), parts))
            monthly, older, kinds = (np.concatenate([one[place] for one in done]) for place in (0, 2, 3))
            ages = np.sum([one[1] for one in done], axis=0)
            there = employed(queue, scenario.months)
            found[queue.benefit] = Runs(monthly, ages, there, older, tuple(edges_of(queue)), kinds)
            told(queue.benefit)
    return found
