"""A scenario's start and rates from follow-up's newest export, and what events can't tell.

Stock by age, inflow, share decided by the system, how long cases wait for others, how many are reconsidered and which
reviews fall due are counted. The order of work is fitted: the last year is simulated from its stock with what came and
the pace there was, for eleven shares worked oldest first, and the one whose mean days are nearest is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from handlag.core.errors import NotFound
from handlag.followup import queries
from handlag.followup.domain.codes import BENEFITS
from handlag.followup.domain.flow import Flow
from handlag.followup.domain.periods import Period, first_day, month_number
from handlag.followup.store import Store
from handlag.planning.domain.answers import series
from handlag.planning.domain.capacity import Capacity, Staff, minutes_a_day
from handlag.planning.domain.months import month_text, open_days
from handlag.planning.domain.scenario import CaseType, Queue, Rule, Scenario, simulate
from handlag.planning.files import ScenarioFile
from handlag.planning.staffing import staffing_of
from handlag.planning.start_figures import Start, start_figures

YEAR = 12
MINUTES = 60
"""Minutes a case is taken to need where nobody has entered the people: events don't tell."""
FEWEST = 30
"""Decisions by officers in a year below which no order of work is fitted."""
SHARES = tuple(n / 10 for n in range(11))
UNKNOWN = {
    "sv": (
        "Händelserna säger inte vem som arbetar med förmånen: utan uppgift i registret över kapacitet är bemanningen "
        "så många som ger takten om ett ärende tar en timme.",
        "Tid per ärende, frånvaro och tid till annat syns bara som takt: de kan inte skiljas åt.",
        "Omprövningar och bevakade uppföljningar antas ta lika lång tid som andra ärenden.",
        "Arbetsordningen är den andel äldst först som ger närmast medeltid; andra ordningar kan ge samma medeltid.",
    ),
    "en": (
        "Events don't tell who works with a benefit: without an entry in the register of capacity staff are as many as "
        "give the pace there was if a case takes an hour.",
        "Minutes a case, absence and time for other work show as pace only: they can't be told apart.",
        "Reconsiderations and scheduled reviews are taken to need as long as other cases.",
        "The order of work is the share oldest first whose mean time is nearest; other orders may give the same mean.",
    ),
}  # fmt: skip
"""What can't be identified from events, and what is assumed instead."""


@dataclass(frozen=True)
class Fitted:
    """What a benefit's events say of its last twelve whole months; shares 0 to 1, counts a month.

    ``oldest_first`` is None where too few were decided to fit it; ``model_days`` are then None too.
    """

    benefit: str
    received: float
    by_officers: float
    automatic: float
    undecided: float
    pending: int
    held: float
    held_days: float
    again: float
    again_days: float
    due: int
    mean_days: float
    oldest_first: float | None
    model_days: float | None


@dataclass(frozen=True)
class Calibration:
    """A scenario begun from events, the figures it was made of, and the last day they tell of."""

    file: ScenarioFile
    rows: tuple[Fitted, ...]
    known_on: date


def calibrated(months: int, today: date, store: Store | None = None) -> Calibration:
    """A scenario from the first month not known whole. ``PLAN_NO_FIGURES`` where no benefit has cases decided."""
    seen = queries.view(store)
    first = min(month_number(seen.known_on + timedelta(days=1)), month_number(today))
    past = Period(first - YEAR, first)
    flows = queries.case_flows(past, Period(first - 2 * YEAR, first - YEAR), store)
    parts, rows = [], []
    for benefit, flow in flows.items():
        if flow.decided.total() == 0:
            continue
        start = start_figures(benefit, first, months, first_day(first), store)
        before = queries.waiting_by_age(replace(seen, known_on=past.first - timedelta(days=1)), benefit)
        came = _came(queries.received_by_day(seen, past.first), BENEFITS[benefit], past)
        order = _order(benefit, flow, before, came, past)
        rows.append(_fitted(benefit, flow, start, came, order, Period(first, first + months)))
        parts.append(_part(rows[-1], flow, start, Period(first, first + months)))
    if not parts:
        raise NotFound(
            "PLAN_NO_FIGURES", "events",
            sv="Uppföljningen har inga beslut av handläggare de senaste tolv månaderna.",
            en="Follow-up has no decisions by officers in the last twelve months.",
            remedy_sv="Exportera uppföljningen, eller skriv ett scenario själv.",
            remedy_en="Export follow-up, or write a scenario yourself.",
        )  # fmt: skip
    file = ScenarioFile.model_validate(
        {
            "name": f"Start {month_text(first)}",
            "first": month_text(first),
            "months": months,
            "queues": parts,
            "source": f"uppföljningen, uttag {seen.vintage}, till och med {seen.known_on}",
        }
    )
    return Calibration(file, tuple(rows), seen.known_on)


def _came(received: Sequence[queries.Received], number: int, past: Period) -> tuple[float, ...]:
    counts: Counter[int] = Counter()
    for row in received:
        if row.benefit == number:
            counts[month_number(row.day)] += row.cases
    return tuple(float(counts[month]) for month in range(past.first_month, past.end_month))


def _mean(counts: Counter[int]) -> float:
    return sum(days * count for days, count in counts.items()) / counts.total() if counts.total() else 0.0


def _fitted(
    benefit: str, flow: Flow, start: Start, came: tuple[float, ...], order: tuple[float, float] | None, plan: Period
) -> Fitted:
    by_hand = flow.decided.total()
    due = sum(count for month, count in flow.due.items() if month < plan.end_month)
    return Fitted(
        benefit, sum(came) / YEAR, by_hand / YEAR, flow.alone / (by_hand + flow.alone), flow.undecided / YEAR,
        start.opening_cases, flow.held.total() / by_hand, _mean(flow.held),
        flow.again.total() / flow.tried if flow.tried else 0.0, _mean(flow.again), due, _mean(flow.decided),
        order[0] if order else None, order[1] if order else None,
    )  # fmt: skip


def _pace(by_officers: float, first: int) -> float:
    """Full-time equivalents that decide so many a month at ``MINUTES`` each, from month ``first`` for a year."""
    rates = minutes_a_day(Capacity(Staff(1.0)), first, YEAR)
    whole = sum(float(rate) * open_days(first + n) for n, rate in enumerate(rates))
    return round(by_officers * YEAR * MINUTES / whole, 3)


def _waits(flow: Flow) -> list[tuple[int, float]]:
    """How long cases wait for others: a third of those that do at each of three quantiles."""
    days = np.sort(np.fromiter(flow.held.elements(), dtype=np.int64))
    if not len(days):
        return []
    share = min(len(days) / flow.decided.total(), 1.0) / 3
    shares: Counter[int] = Counter()
    found: dict[int, float] = {}
    for q in (1 / 6, 1 / 2, 5 / 6):
        shares[int(np.quantile(days, q, method="nearest"))] += 1
    for lag, thirds in sorted(shares.items()):
        found[lag] = round(thirds * share, 4)
    return list(found.items())


def _order(
    benefit: str, flow: Flow, before: tuple[int, ...], came: tuple[float, ...], past: Period
) -> tuple[float, float] | None:
    """The share of the day worked oldest first whose mean days over the past year are nearest, and those days."""
    if flow.decided.total() < FEWEST:
        return None
    by_hand = flow.decided.total() / (flow.decided.total() + flow.alone)
    kind = CaseType("all", MINUTES, tuple(value * by_hand for value in came), waits=tuple(_waits(flow)))
    staff = Staff(_pace(flow.decided.total() / YEAR, past.first_month))
    queue = Queue(benefit, (kind,), Capacity(staff), {"all": before})
    tried = {share: _days(replace(queue, rules=_rules(share)), past) for share in SHARES}
    best = min(tried, key=lambda share: (abs(tried[share] - _mean(flow.decided)), -share))
    return best, tried[best]


def _rules(share: float) -> tuple[Rule, ...]:
    rules = (Rule("oldest", share=share), Rule("proportional", share=round(1 - share, 3)))
    return tuple(rule for rule in rules if rule.share)


def _days(queue: Queue, past: Period) -> float:
    """Mean days of what a queue decides over a past year."""
    runs = simulate(Scenario("past", past.first_month, YEAR, (queue,)), 8, 1)[queue.benefit]
    days = series(runs, "mean_days")
    return float(days[np.isfinite(days)].mean()) if np.isfinite(days).any() else 0.0


def _part(row: Fitted, flow: Flow, start: Start, plan: Period) -> dict[str, object]:
    """A benefit as the scenario's file has it."""
    held = staffing_of(row.benefit, plan.first_month, plan.end_month - plan.first_month, plan.first)
    fte = held.get("staff", {}).get("fte", 0.0)
    staff = held["staff"] if fte else {}  # the pace tells of everybody there is, and not who of them is new
    pace = _pace(row.by_officers, plan.first_month - YEAR)
    minutes = max(round(MINUTES * fte / pace), 1) if fte and pace else MINUTES
    types: list[dict[str, object]] = [
        {
            "name": "claims", "minutes": minutes, "inflow": list(start.inflow), "spread": start.spread,
            "automatic": round(row.automatic, 4), "waits": _waits(flow), "opening": list(start.opening),
        }
    ]  # fmt: skip
    consequences = []
    if row.again:
        types.append({"name": "reconsiderations", "minutes": minutes, "inflow": 0})
        after = max(round(row.again_days), 1)
        consequences = [{"of": "claims", "to": "reconsiderations", "share": round(row.again, 4), "days": after}]
    if row.due:
        due = [float(flow.due[month]) for month in range(plan.first_month, plan.end_month)]
        due[0] += sum(count for month, count in flow.due.items() if month < plan.first_month)
        types.append({"name": "reviews", "minutes": minutes, "inflow": due})
    rules = _rules(row.oldest_first) if row.oldest_first is not None else (Rule(),)
    return {
        "benefit": row.benefit, "types": types, "consequences": consequences,
        **held, "staff": {"fte": pace, "source": "takten de senaste tolv månaderna"} | staff,
        "order": [{"order": rule.order, "share": rule.share} for rule in rules],
    }  # fmt: skip
