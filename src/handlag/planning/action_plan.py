"""The action plan's own allocation of 2025 as a scenario, and the best split of as many people beside it.

What is printed: full-time equivalents added by benefit or group of benefits, decisions, times, pending cases and
administration cost of 2024. What is assumed, and said in ``ASSUMED``: how a group's people are shared, what people a
benefit had, when the new ones come, and what waiting weighs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from handlag.followup.domain.targets import PENDING_CASES, PROCESSING_TIMES, published
from handlag.followup.domain.targets import Target as Goal
from handlag.planning.domain.allocate import Allocation, Worth
from handlag.planning.domain.calibrate import definition_factor
from handlag.planning.domain.capacity import Capacity, Staff, minutes_a_day
from handlag.planning.domain.cohorts import AGE_SUM, DECIDED, PENDING, PENDING_OVER
from handlag.planning.domain.months import open_days
from handlag.planning.domain.scenario import Runs, simulate
from handlag.planning.files import HirePart, QueuePart, ScenarioFile, StaffPart, TargetPart, TypePart, month_of
from handlag.planning.published import Years, published_years
from handlag.planning.solve import best_split, planned

_FILE = Path(__file__).parent / "data" / "action_plan_2025.yaml"
FIRST, MONTHS = "2025-01", 24
STARTS = ("2025-02", "2025-03", "2025-04", "2025-05")
"""A quarter of the new people in each: the plan says that very many are recruited in a short time."""
MOVES_AT_MOST = 40.0
"""People who may change benefit in a month, of some 9,000: what training and desks would allow."""
SLIP = 2.0
"""The best split lets no benefit slip beyond so many times its mean days of December 2024, though its target would."""
LEAST_KEPT = 0.85
"""The share of its people no benefit goes below, so that the optimum empties none."""
SPREAD = 0.05
"""Standard deviation of a month's inflow around the expected, as a share."""

ASSUMED = {
    "sv": (
        "En förmåns årsarbetskrafter 2024 är dess del av förvaltningskostnaden (tabell 9) av alla årsarbetskrafter "
        "(tabell 108), och minuterna per ärende följer av dem och besluten (tabell 6).",
        "Inflödet är besluten 2024 och förändringen av medelantalet pågående ärenden (tabell 100), lika varje månad.",
        "En grupps tillskott delas efter förmånernas årsarbetskrafter, eller efter pågående ärenden i december 2024, "
        "där kostnaden inte är tryckt för alla.",
        "De nya kommer i fyra lika delar från februari till maj; de som slutar ersätts.",
        "Äldst tas först, i båda planerna.",
    ),
    "en": (
        "A benefit's people of 2024 are its share of the administration cost (table 9) of all full-time equivalents "
        "(table 108); minutes a case follow from them and the decisions (table 6).",
        "The inflow is the decisions of 2024 and the change in mean pending cases (table 100), the same every month.",
        "What a group of benefits is given is shared by their people, or by pending cases in December 2024 where the "
        "cost isn't printed for all.",
        "The new people come in four equal parts from February to May; those who leave are replaced.",
        "The oldest are taken first, in both plans.",
    ),
}


class LeftOut(NamedTuple):
    """People the plan adds outside the queues: they decide no claims, or no decisions and cost are printed."""

    benefits: tuple[str, ...]
    fte: float
    purpose: str


@dataclass(frozen=True)
class Printed:
    """The plan's additions, and the report's cost and people of 2024."""

    staffing: tuple[dict[str, Any], ...]
    cost: dict[str, float]
    people: float
    prices: dict[str, float]
    source: str


@cache
def printed() -> Printed:
    """The plan and the report as printed."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    cost = read["administration_msek"]
    return Printed(tuple(read["staffing"]), cost, read["full_time_equivalents"], read["prices"], read["source"])


def people_of(benefit: str) -> float:
    """Full-time equivalents of 2024 behind a benefit, shared staff in proportion to its cost."""
    told = printed()
    return told.people * told.cost[benefit] / told.cost["total"]


def additions() -> tuple[dict[str, float], tuple[LeftOut, ...]]:
    """Full-time equivalents the plan adds by benefit with a queue, and those that stand outside; all of them in one."""
    added: dict[str, float] = {}
    outside = []
    for row in printed().staffing:
        if not row["benefits"] or not row.get("counts", True):
            outside.append(LeftOut(tuple(row["benefits"]), row["fte"], row["for"]))
            continue
        weights = _weights(row["benefits"])
        for benefit, weight in weights.items():
            share = row["fte"] * weight / sum(weights.values()) if len(weights) > 1 else row["fte"]
            if benefit in published_years():
                added[benefit] = added.get(benefit, 0.0) + share
            else:
                outside.append(LeftOut((benefit,), share, row["for"]))
    return added, tuple(outside)


def _weights(benefits: list[str]) -> dict[str, float]:
    """What a group's people are shared by: its benefits' people where all of them are known, else pending cases."""
    known = printed().cost
    return {one: people_of(one) if known.keys() >= set(benefits) else _pending(one) for one in benefits}


def _row(table: str, benefit: str) -> Goal | None:
    return next((row for row in published()[table] if row.benefit == benefit), None)


def _pending(benefit: str) -> float:
    row = _row(PENDING_CASES, benefit)
    return float(row.outcomes["2024-12"]) if row and "2024-12" in row.outcomes else 0.0


def action_plan() -> ScenarioFile:
    """The plan as a scenario of two years from January 2025, for the benefits whose volumes and cost are printed."""
    added, outside = additions()
    queues = [_queue(benefit, years, added.get(benefit, 0.0)) for benefit, years in published_years().items()]
    told = ", ".join(f"{row.fte:.0f} {' '.join(row.benefits) or row.purpose}" for row in outside)
    return ScenarioFile(
        name="Handlingsplanen 2025", first=FIRST, months=MONTHS, queues=queues, source=printed().source,
        situation=" ".join(ASSUMED["sv"]), measures=f"Utanför modellen, årsarbetskrafter: {told}.",
    )  # fmt: skip


def _queue(benefit: str, years: Years, fte: float) -> QueuePart:
    last, before = years.years[-1], years.years[-2]
    counted = definition_factor(years.years)
    goal = _row(PROCESSING_TIMES, benefit)
    limit = goal.value if goal and goal.value else 30
    minutes, staff = _pace(benefit, last.decisions)
    inflow = (last.decisions + (last.pending - before.pending) / counted) / 12
    cases = TypePart(
        name="ärenden", minutes=minutes, inflow=round(inflow, 1), spread=SPREAD,
        opening_cases=round(_pending(benefit) / counted), opening_mean_days=years.december_days or last.mean_days,
    )  # fmt: skip
    hires = [HirePart(month=month, fte=fte / len(STARTS), source="handlingsplanen") for month in STARTS if fte]
    source = "årsredovisningen 2024, tabell 9 och 108"
    return QueuePart(
        benefit=benefit, limit=limit, types=[cases], staff=StaffPart(fte=staff, hires=hires, source=source),
        least_staff=round(LEAST_KEPT * staff, 1), price=printed().prices.get(benefit, 1.0),
        targets=[TargetPart(measure="mean_days", value=limit, source="handlingsplanen, tabell 1")],
    )  # fmt: skip


def _pace(benefit: str, decisions: float) -> tuple[int, float]:
    """Whole minutes a decision took in 2024, and the people who at that pace made them all."""
    year = month_of("2024-01")
    one = minutes_a_day(Capacity(Staff(1.0, StaffPart(fte=1).case_work, StaffPart(fte=1).absence)), year, 12)
    a_year = float(sum(day * open_days(year + n) for n, day in enumerate(one)))
    minutes = max(round(people_of(benefit) * a_year / decisions), 1)
    return minutes, round(decisions * minutes / a_year, 1)


class Beside(NamedTuple):
    """One benefit under both plans: people added by the end, cases older than the target and mean days at the end."""

    benefit: str
    price: float
    plan_added: float
    best_added: float
    plan_over: float
    best_over: float
    plan_pending: float
    best_pending: float
    plan_days: float
    best_days: float


@dataclass(frozen=True)
class Comparison:
    """The action plan and the best split of as many people, each simulated with the same luck.

    ``plan_late`` and ``best_late`` are case-months older than the target over the two years, each with its price.
    """

    rows: tuple[Beside, ...]
    people: float
    plan_late: float
    best_late: float
    worth: tuple[Worth, ...]
    outside: tuple[LeftOut, ...]
    first: int


def compared(runs: int = 50, seed: int = 1) -> Comparison:
    """The plan beside the best split of the same people; seconds, most of them for the simulation."""
    file = action_plan()
    scenario = file.scenario()
    added, outside = additions()
    before = sum(part.staff.fte for part in file.queues)
    people = before + sum(added.values())
    best = best_split(_without_slipping(file), people, sum(added.values()) / len(STARTS), MOVES_AT_MOST, whole=False)
    ours = simulate(scenario, runs, seed)
    theirs = simulate(planned(scenario, best, "best"), runs, seed)
    rows = tuple(_beside(part, added, best, ours, theirs) for part in file.queues)
    prices = {part.benefit: part.price for part in file.queues}
    late = [sum(prices[name] * _late(one) for name, one in found.items()) for found in (ours, theirs)]
    return Comparison(rows, people, late[0], late[1], best.worth, outside, scenario.first)


def _without_slipping(file: ScenarioFile) -> ScenarioFile:
    """The plan with limits that also keep what is good: waiting under a target costs nothing in the programme."""
    queues = [part.model_copy(update={"limit": _kept(part)}) for part in file.queues]
    return file.model_copy(update={"queues": queues})


def _kept(part: QueuePart) -> int:
    return min(part.limit, max(round(SLIP * part.types[0].opening_mean_days), 1))


def _beside(
    part: QueuePart, added: dict[str, float], best: Allocation, ours: dict[str, Runs], theirs: dict[str, Runs]
) -> Beside:
    row = best.benefits.index(part.benefit)
    one, other = (_ends(found[part.benefit]) for found in (ours, theirs))
    more = float(best.employed[row, -1]) - part.staff.fte
    return Beside(
        part.benefit, part.price, added.get(part.benefit, 0.0), more,
        one[0], other[0], one[1], other[1], one[2], other[2],
    )  # fmt: skip


def _ends(runs: Runs) -> tuple[float, float, float]:
    """Over the target and pending at the end, and mean days of what was decided in the last month."""
    last = runs.monthly[:, -1]
    days = last[:, AGE_SUM].sum() / max(last[:, DECIDED].sum(), 1)
    return float(last[:, PENDING_OVER].mean()), float(last[:, PENDING].mean()), float(days)


def _late(runs: Runs) -> float:
    return float(runs.monthly[:, :, PENDING_OVER].mean(axis=0).sum())
