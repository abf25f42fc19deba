"""What drives the difference between two scenarios: each thing they differ in, changed by itself, adding up exactly.

The two are taken apart into what differs (inflow, opening stock, people, recruitment, ...). From the first to the
second the differences are switched one at a time, and what a switch moves is that difference's part. What one switch
moves depends on those before it, so the mean over orders is taken: all orders where four things or fewer differ
(Shapley 1953), eight fixed ones otherwise, each beside its reverse. Either way the parts sum to the whole. All
simulations meet the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np

from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import Measure, series
from handlag.planning.domain.capacity import Capacity
from handlag.planning.domain.scenario import Queue, Scenario, simulate

ALL_ORDERS = 4
"""Differences up to which every order is tried: 24 orders, 16 simulations."""
AT_END: tuple[Measure, ...] = ("pending", "over_limit", "over_statutory")
ON_AVERAGE: tuple[Measure, ...] = ("mean_days",)


class Factor(NamedTuple):
    """One thing two queues may differ in: what it is made of, and how it is put into a queue from another."""

    name: str
    read: Callable[[Queue], Any]
    put: Callable[[Queue, Queue], Queue]


def _bare(parts: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(replace(part, source="") for part in parts)


def _of_types(name: str, *attributes: str) -> Factor:
    def read(queue: Queue) -> Any:
        return [[getattr(kind, each) for each in attributes] for kind in queue.types]

    def put(queue: Queue, other: Queue) -> Queue:
        kinds = zip(queue.types, other.types, strict=True)
        return replace(
            queue, types=tuple(replace(a, **{each: getattr(b, each) for each in attributes}) for a, b in kinds)
        )

    return Factor(name, read, put)


def _of_queue(name: str, *attributes: str) -> Factor:
    def put(queue: Queue, other: Queue) -> Queue:
        changed: dict[str, Any] = {each: getattr(other, each) for each in attributes}
        return replace(queue, **changed)

    return Factor(name, lambda queue: [getattr(queue, each) for each in attributes], put)


def _of_staff(name: str, *attributes: str) -> Factor:
    def put(queue: Queue, other: Queue) -> Queue:
        changed: dict[str, Any] = {each: getattr(other.capacity.staff, each) for each in attributes}
        return _with(queue, staff=replace(queue.capacity.staff, **changed))

    return Factor(name, lambda queue: [getattr(queue.capacity.staff, each) for each in attributes], put)


def _of_capacity(name: str, attribute: str) -> Factor:
    def put(queue: Queue, other: Queue) -> Queue:
        return _with(queue, **{attribute: getattr(other.capacity, attribute)})

    return Factor(name, lambda queue: _bare(getattr(queue.capacity, attribute)), put)


def _with(queue: Queue, **changed: Any) -> Queue:
    return replace(queue, capacity=replace(queue.capacity, **changed))


def _presence(capacity: Capacity) -> Any:
    staff = capacity.staff
    return [staff.case_work, staff.absence, staff.overtime, capacity.absence_by_month]


def _put_presence(queue: Queue, other: Queue) -> Queue:
    theirs = other.capacity
    staff = replace(
        queue.capacity.staff, case_work=theirs.staff.case_work, absence=theirs.staff.absence,
        overtime=theirs.staff.overtime,
    )  # fmt: skip
    return _with(queue, staff=staff, absence_by_month=theirs.absence_by_month)


KINDS = (
    _of_types("inflow", "inflow", "spread"),
    _of_types("minutes", "minutes"),
    _of_types("waits", "waits"),
    _of_types("automation", "automatic"),
    _of_queue("stock", "opening"),
    _of_queue("order", "rules"),
    _of_queue("consequences", "consequences"),
)
TEAMS = _of_queue("teams", "teams", "rules")
"""Where teams differ they go with the order, which names them."""
OTHER_KINDS = (_of_queue("types", "types", "opening", "rules", "consequences", "teams"),)
"""Where the case types themselves differ, all that names them goes together."""
PEOPLE = (
    _of_staff("people", "fte"),
    Factor("presence", lambda queue: _presence(queue.capacity), _put_presence),
    _of_staff("turnover", "turnover"),
    _of_capacity("hires", "hires"),
    _of_capacity("loans", "changes"),
    _of_capacity("systems", "dips"),
)
LIMITS = (_of_queue("limits", "limit", "statutory", "paid_days", "paid_limit"),)
FACTORS: dict[str, dict[str, str]] = {
    "inflow": {"sv": "inflöde", "en": "inflow"},
    "minutes": {"sv": "tid per ärende", "en": "time a case"},
    "waits": {"sv": "väntan på andra", "en": "waiting for others"},
    "automation": {"sv": "automatisering", "en": "automation"},
    "stock": {"sv": "ärenden från start", "en": "cases at the start"},
    "order": {"sv": "arbetsordning", "en": "order of work"},
    "teams": {"sv": "arbetslag och arbetsordning", "en": "teams and order of work"},
    "consequences": {"sv": "omprövning och uppföljning", "en": "reconsideration and review"},
    "types": {"sv": "ärendetyper", "en": "case types"},
    "people": {"sv": "bemanning från start", "en": "staffing at the start"},
    "presence": {"sv": "frånvaro, övertid och andel handläggning", "en": "absence, overtime and share of case work"},
    "turnover": {"sv": "personalomsättning", "en": "turnover"},
    "hires": {"sv": "rekrytering", "en": "recruitment"},
    "loans": {"sv": "lån och flyttar", "en": "loans and moves"},
    "systems": {"sv": "nya it-system", "en": "new systems"},
    "limits": {"sv": "gränser", "en": "limits"},
}  # fmt: skip
"""What each factor is called."""


@dataclass(frozen=True)
class Split:
    """One measure of one benefit in two scenarios, and what of the difference each thing they differ in makes.

    ``parts`` sum to ``other`` - ``one``. ``every_order`` says whether all orders were tried.
    """

    benefit: str
    measure: Measure
    one: float
    other: float
    parts: dict[str, float]
    every_order: bool


def differing(one: Queue, other: Queue) -> list[Factor]:
    """What two queues of a benefit differ in, sources apart."""
    same_kinds = [kind.name for kind in one.types] == [kind.name for kind in other.types]
    kinds = KINDS if one.teams == other.teams else tuple(TEAMS if kind.name == "order" else kind for kind in KINDS)
    factors = (*(kinds if same_kinds else OTHER_KINDS), *PEOPLE, *LIMITS)
    return [factor for factor in factors if factor.read(one) != factor.read(other)]


def _orders(count: int) -> list[tuple[int, ...]]:
    if count <= ALL_ORDERS:
        return list(permutations(range(count)))
    turned = [tuple((start + n) % count for n in range(count)) for start in range(0, count, max(count // 4, 1))][:4]
    return [order for one in turned for order in (one, one[::-1])]


Values = dict[Measure, float]
Valued = Callable[[Queue], Values]


def _valued(scenario: Scenario, runs: int, seed: int) -> Valued:
    def value(queue: Queue) -> Values:
        found = simulate(replace(scenario, queues=(queue,)), runs, seed)[queue.benefit]
        ends = {each: float(series(found, each, queue.statutory)[:, -1].mean()) for each in AT_END}
        return ends | {each: _average(series(found, each)) for each in ON_AVERAGE}

    return value


def _average(values: Any) -> float:
    """The mean over months of the mean over runs; a month without decisions counts as nought, as in the tables."""
    known = np.isfinite(values)
    sums = np.where(known, values, 0.0).sum(axis=0)
    return float((sums / np.maximum(known.sum(axis=0), 1)).mean())


def _mixed(one: Queue, other: Queue, factors: Sequence[Factor], taken: frozenset[int]) -> Queue:
    for n, factor in enumerate(factors):
        if n in taken:
            one = factor.put(one, other)
    return one


def _split(one: Queue, other: Queue, value: Valued) -> list[Split]:
    factors = differing(one, other)
    known: dict[frozenset[int], Values] = {}

    def at(taken: frozenset[int]) -> Values:
        if taken not in known:
            known[taken] = value(_mixed(one, other, factors, taken))
        return known[taken]

    parts: dict[Measure, dict[str, float]] = {each: {} for each in (*AT_END, *ON_AVERAGE)}
    orders = _orders(len(factors))
    for order in orders:
        for place, n in enumerate(order):
            before, after = at(frozenset(order[:place])), at(frozenset(order[: place + 1]))
            for measure, share in parts.items():
                moved = (after[measure] - before[measure]) / len(orders)
                share[factors[n].name] = share.get(factors[n].name, 0.0) + moved
    first, last = at(frozenset()), at(frozenset(range(len(factors))))
    whole = len(factors) <= ALL_ORDERS
    return [Split(one.benefit, each, first[each], last[each], share, whole) for each, share in parts.items()]


def drivers(one: Scenario, other: Scenario, runs: int, seed: int) -> list[Split]:
    """What makes each benefit that both have come out as it does in ``other`` rather than in ``one``.

    Raises ``PLAN_NOT_COMPARABLE`` where the two don't begin in the same month and go on for as long.
    """
    if (one.first, one.months) != (other.first, other.months):
        raise HandlagError(
            "PLAN_NOT_COMPARABLE", "first",
            sv="Scenarierna börjar inte i samma månad eller är olika långa.",
            en="The scenarios don't begin in the same month, or aren't equally long.",
            remedy_sv="Ge båda samma första månad och lika många månader för att se vad skillnaden beror på.",
            remedy_en="Give both the same first month and as many months to see what drives the difference.",
        )  # fmt: skip
    theirs = {queue.benefit: queue for queue in other.queues}
    value = _valued(one, runs, seed)
    pairs = [(queue, theirs[queue.benefit]) for queue in one.queues if queue.benefit in theirs]
    return [split for mine, their in pairs if differing(mine, their) for split in _split(mine, their, value)]


def simulations(one: Scenario, other: Scenario) -> int:
    """How many simulations of one queue it takes, at most."""
    theirs = {queue.benefit: queue for queue in other.queues}
    counts = [len(differing(queue, theirs[queue.benefit])) for queue in one.queues if queue.benefit in theirs]
    return sum(2**count if count <= ALL_ORDERS else 8 * count for count in counts)
