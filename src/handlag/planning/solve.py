"""From a scenario file to the optimiser's question and back: the plan it finds, as hires and moves to simulate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from handlag.core.errors import HandlagError
from handlag.planning.domain.allocate import Allocation, Need, Question, Worth, allocate, due_by
from handlag.planning.domain.capacity import Capacity, Change, Hire, minutes_a_day
from handlag.planning.domain.months import month_text, open_by_day, open_days
from handlag.planning.domain.scenario import Queue, Scenario
from handlag.planning.files import QueuePart, ScenarioFile

Floats = npt.NDArray[np.float64]


def minutes_a_case(queue: Queue) -> float:
    """Mean minutes of the cases that need an officer, by the plan's whole inflow."""
    manual = [_manual(kind.inflow, kind.automatic).sum() for kind in queue.types]
    whole = sum(manual)
    weights = [1.0 for _ in manual] if whole == 0 else manual
    return float(np.average([kind.minutes for kind in queue.types], weights=weights))


def _manual(inflow: tuple[float, ...], automatic: tuple[float, ...]) -> Floats:
    by_hand: Floats = np.asarray(inflow) * (1 - np.asarray(automatic or (0.0,) * len(inflow)))
    return by_hand


def need_of(part: QueuePart, queue: Queue, first: int, months: int) -> Need:
    """A queue as the optimiser sees it: cases that need an officer, and what one trained person decides a month."""
    days = np.array([len(open_by_day(first + n, 1)) for n in range(months)], dtype=np.float64)
    arrivals = np.sum([_manual(kind.inflow, kind.automatic) for kind in queue.types], axis=0)
    stock = _added([queue.opening[kind.name] for kind in queue.types])
    alone = Capacity(
        replace(queue.capacity.staff, fte=1.0, turnover=0.0), absence_by_month=queue.capacity.absence_by_month
    )
    opened = np.array([open_days(first + n) for n in range(months)])
    rate = minutes_a_day(alone, first, months) * opened / minutes_a_case(queue)
    return Need(
        queue.benefit, arrivals, rate, due_by(stock, arrivals, days, queue.limit), float(stock.sum()),
        queue.capacity.staff.fte, part.least_staff, price=part.price, turnover=queue.capacity.staff.turnover,
    )  # fmt: skip


def _added(stocks: list[tuple[int, ...]]) -> Floats:
    whole = np.zeros(max([1, *(len(stock) for stock in stocks)]))
    for stock in stocks:
        whole[: len(stock)] += stock
    return whole


def best_split(
    file: ScenarioFile, people: float, hires_at_most: float, moves_at_most: float, whole: bool
) -> Allocation:
    """The split of at most so many employed people over the scenario's benefits and months that leaves least late."""
    scenario = file.scenario()
    _one_team(scenario)
    needs = tuple(
        need_of(part, queue, scenario.first, scenario.months)
        for part, queue in zip(file.queues, scenario.queues, strict=True)
    )
    budget = np.full(scenario.months, people)
    return allocate(Question(needs, budget, hires_at_most, moves_at_most, whole))


def _one_team(scenario: Scenario) -> None:
    for queue in scenario.queues:
        if queue.teams:
            raise HandlagError(
                "PLAN_SPLIT_TEAMS", queue.benefit,
                sv="Bästa fördelningen räknar med att alla på en förmån kan göra alla dess ärenden.",
                en="The best split takes everybody in a benefit to be able to do all its cases.",
                remedy_sv="Lägg ihop arbetslagen till förmånens personal och försök igen.",
                remedy_en="Put the teams together as the benefit's staff and try again.",
            )  # fmt: skip


def planned(scenario: Scenario, plan: Allocation, name: str) -> Scenario:
    """The scenario with the plan's hires and moves instead of its own, to be simulated."""
    queues = tuple(_with(queue, plan, row) for row, queue in enumerate(scenario.queues))
    return replace(scenario, name=name, queues=queues)


def _with(queue: Queue, plan: Allocation, row: int) -> Queue:
    turnover, months = queue.capacity.staff.turnover, plan.hires.shape[1]
    hires = tuple(Hire(t, float(fte), source="plan") for t, fte in enumerate(plan.hires[row]) if fte > 1e-6)
    level = np.convolve(plan.moves[row], (1 - turnover) ** np.arange(months))[:months]
    moves = tuple(Change(t, 1, float(fte), "plan") for t, fte in enumerate(level) if abs(fte) > 1e-6)
    return replace(queue, capacity=replace(queue.capacity, hires=hires, changes=moves, dips=()))


def told(worth: Worth, first: int, name: str, people: int = 10) -> dict[str, str]:
    """A shadow price in words, Swedish and English."""
    saved, month = round(worth.case_months * people), month_text(first + worth.month)
    return {
        "sv": f"{people} fler på {name} i {month} sparar {saved:,} ärendemånader av för lång väntan.".replace(
            ",", "\u00a0"
        ),
        "en": f"{people} more in {name} in {month} save {saved:,} case-months of waiting too long.",
    }


def dearest(worth: Iterable[Worth], most: int = 5) -> list[Worth]:
    """The month worth most of each benefit, the dearest first."""
    best: dict[str, Worth] = {}
    for one in worth:
        if one.benefit not in best or one.case_months > best[one.benefit].case_months:
            best[one.benefit] = one
    return sorted(best.values(), key=lambda one: -one.case_months)[:most]
