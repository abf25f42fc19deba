"""What is kept of a simulated scenario: its months, when its targets are met, and what two scenarios differ in."""

from __future__ import annotations

from typing import Any, NamedTuple

from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import months, when_met
from handlag.planning.domain.months import month_text
from handlag.planning.domain.scenario import simulate
from handlag.planning.files import ScenarioFile
from handlag.planning.plain import plain

Outcome = dict[str, Any]
MOST_WORK = 15 * 60 * 200
"""Queues × months × runs that are simulated while somebody waits for a page."""
COMPARED = ("pending", "over_limit", "mean_days")


def outcome_of(file: ScenarioFile, runs: int, seed: int) -> Outcome:
    """Simulate a scenario; ``months`` by benefit, and each target with the months from which it is met.

    Raises ``PLAN_TOO_LARGE`` where a page would keep somebody waiting; the command has no such limit.
    """
    if len(file.queues) * file.months * runs > MOST_WORK:
        raise HandlagError(
            "PLAN_TOO_LARGE", "months",
            sv="Scenariot är för stort för en sida.", en="The scenario is too large for a page.",
            remedy_sv="Simulera färre förmåner eller månader, eller använd: handlag plan scenario.",
            remedy_en="Simulate fewer benefits or months, or use: handlag plan scenario.",
        )  # fmt: skip
    scenario = file.scenario()
    found = simulate(scenario, runs, seed)
    by_benefit = {q.benefit: plain(months(q, found[q.benefit], scenario.first)) for q in scenario.queues}
    targets = [_target(one, when_met(one, found[one.benefit]), scenario.first) for one in file.targets()]
    return {"first": scenario.first, "months": by_benefit, "targets": targets}


def _target(target: Any, met: Any, first: int) -> dict[str, Any]:
    likely, sure = (month_text(first + month) if month is not None else None for month in (met.likely, met.sure))
    return {**plain(target), "likely": likely, "sure": sure, "chance": plain(met.chance)}


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
