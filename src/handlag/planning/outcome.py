"""What is kept of a simulated scenario: its months, when its targets are met, and what two scenarios differ in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import Target, months, when_met
from handlag.planning.domain.concepts import at_peak, groups_of, has_concepts, peak_months, without_peak, worked
from handlag.planning.domain.drivers import Split, drivers, simulations
from handlag.planning.domain.months import month_text
from handlag.planning.domain.need import more_people
from handlag.planning.domain.scenario import Queue, Runs, Scenario, simulate
from handlag.planning.files import ScenarioFile
from handlag.planning.plain import plain

Outcome = dict[str, Any]
MOST_WORK = 15 * 60 * 200
"""Queues × months × runs that are simulated while somebody waits for a page."""
WORTH_WAITING = 2
"""How much longer one waits to learn what drives a difference."""
COMPARED = ("pending", "over_limit", "over_statutory", "mean_days")


def outcome_of(file: ScenarioFile, runs: int, seed: int, *, large: bool = False) -> Outcome:
    """Simulate a scenario; ``months`` by benefit, and each target with the months from which it is met.

    Raises ``PLAN_TOO_LARGE`` where a page would keep somebody waiting; ``large`` may take its time.
    """
    if not large:
        small_enough(len(file.queues) * file.months * runs)
    scenario = file.scenario()
    found = simulate(scenario, runs, seed)
    by_benefit = {q.benefit: plain(months(q, found[q.benefit], scenario.first)) for q in scenario.queues}
    queues = {queue.benefit: queue for queue in scenario.queues}
    targets = [
        _target(scenario, queues[one.benefit], one, found[one.benefit], seed + run)
        for run, one in enumerate(file.targets())
    ]
    opening = {queue.benefit: _opening(queue) for queue in scenario.queues}
    concepts = {
        queue.benefit: concepts_of(scenario, queue, found[queue.benefit], seed)
        for queue in scenario.queues
        if has_concepts(queue)
    }
    return {
        "first": scenario.first, "opening": opening, "months": by_benefit, "targets": targets, "concepts": concepts
    }  # fmt: skip


def concepts_of(scenario: Scenario, queue: Queue, runs: Runs, seed: int) -> dict[str, Any]:
    """A queue's concepts month by month, and at the peak of first claims beside the same queue without it."""
    first = scenario.first
    peak = peak_months(queue, first)
    calm = runs
    if peak:
        alone = replace(scenario, queues=(without_peak(queue, first),))
        calm = simulate(alone, len(runs.monthly), seed)[queue.benefit]
    months_ = {group: plain(worked(queue, runs, group, first)) for group in groups_of(queue)}
    return {
        "peak": [first + month for month in peak], "at_peak": plain(at_peak(queue, runs, calm, first)),
        "months": months_,
    }  # fmt: skip


def small_enough(work: int) -> None:
    """Raise ``PLAN_TOO_LARGE`` where so many queue-months of simulation would keep somebody waiting for a page."""
    if work > MOST_WORK:
        raise HandlagError(
            "PLAN_TOO_LARGE", "months",
            sv="Scenariot är för stort för en sida.", en="The scenario is too large for a page.",
            remedy_sv="Simulera färre förmåner eller månader, eller använd: handlag plan scenario.",
            remedy_en="Simulate fewer benefits or months, or use: handlag plan scenario.",
        )  # fmt: skip


def _opening(queue: Queue) -> dict[str, float]:
    """The stock a benefit begins with: how many, their mean age, and how many have waited too long already."""
    counts: Counter[int] = Counter()
    for stock in queue.opening.values():
        counts.update(dict(enumerate(stock)))
    whole = sum(counts.values())
    return {
        "pending": whole, "mean_age": sum(age * n for age, n in counts.items()) / whole if whole else 0.0,
        "over_limit": sum(n for age, n in counts.items() if age > queue.limit),
        "over_statutory": sum(n for age, n in counts.items() if age > queue.statutory),
        "limit": queue.limit, "statutory": queue.statutory,
    }  # fmt: skip


def _target(scenario: Scenario, queue: Queue, target: Target, runs: Runs, seed: int) -> dict[str, Any]:
    """When a target is met; where it never surely is, the nearest that can be kept and the people it would take."""
    met = when_met(target, runs, queue.statutory)
    likely, sure = (month_text(scenario.first + n) if n is not None else None for n in (met.likely, met.sure))
    nearest = {"nearest_likely": met.nearest_likely, "nearest_sure": met.nearest_sure}
    more = more_people(scenario, target, seed) if met.sure is None else 0.0
    told = {"likely": likely, "sure": sure, "chance": met.chance, "more_people": more, "met": met.sure is not None}
    return {**plain(target), **plain(nearest | told)}


def drivers_of(one: ScenarioFile, other: ScenarioFile, runs: int, seed: int) -> list[Split]:
    """What drives the difference between two scenarios, while somebody waits for a page.

    Raises ``PLAN_NOT_COMPARABLE`` and ``PLAN_TOO_LARGE``.
    """
    mine, theirs = one.scenario(), other.scenario()
    small_enough(simulations(mine, theirs) * mine.months * runs // WORTH_WAITING)
    return drivers(mine, theirs, runs, seed)


class Side(NamedTuple):
    """One measure of one benefit in two scenarios: at the end of both, and the mean of the months both have."""

    benefit: str
    measure: str
    one: float
    other: float
    one_mean: float
    other_mean: float


def side_by_side(one: Outcome, other: Outcome) -> list[Side]:
    """Two outcomes over the months both have, for the benefits both have."""
    found = []
    for benefit in one["months"].keys() & other["months"].keys():
        mine = {row["month"]: row for row in one["months"][benefit]}
        theirs = {row["month"]: row for row in other["months"][benefit]}
        both = sorted(mine.keys() & theirs.keys())
        for measure in COMPARED if both else ():
            a, b = ([rows[month][measure]["mean"] or 0.0 for month in both] for rows in (mine, theirs))
            found.append(Side(benefit, measure, a[-1], b[-1], sum(a) / len(a), sum(b) / len(b)))
    return sorted(found)
