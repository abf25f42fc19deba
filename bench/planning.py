"""How fast planning is and how good its forecasts are: series, simulated years, the best split of people, calls.

python bench/planning.py [--runs 1000]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from handlag.planning.domain.allocate import Need, Question, allocate, due_by
from handlag.planning.domain.capacity import Capacity, Staff
from handlag.planning.domain.erlang import Line, least_agents
from handlag.planning.domain.forecast import Forecast, Series, forecast, forecast_all, total
from handlag.planning.domain.hierarchy import reconciled
from handlag.planning.domain.scenario import CaseType, Queue, Rule, Scenario, simulate
from handlag.planning.domain.scores import Trial, score, seasonal, trials
from handlag.planning.domain.telephones import GOALS, Hours, staffed_day
from handlag.planning.files import exponential_stock

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
FIRST = 12 * 2026


def timed(name: str, work: Callable[[], Any]) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    print(f"{name:62} {time.perf_counter() - wall:8.2f} s, processor {time.process_time() - processor:7.2f} s")
    return made


def wandering(seed: int, months: int, horizon: int) -> Series:
    rng = np.random.default_rng(seed)
    work = np.random.default_rng(7).integers(19, 24, months + horizon).astype(float)
    level = np.cumsum(rng.normal(0, 0.03, months)) + rng.normal(6, 1)
    season = np.resize(rng.normal(0, 0.1, 12), months)
    return Series(f"{seed}", np.round(np.exp(level + season + rng.normal(0, 0.05, months)) * work[:months]), work)


def told(tried: list[Trial]) -> None:
    ours, naive = score(tried), score(tried, naive=True)
    print(
        f"  MASE {ours.mase:.3f}, seasonal naive {naive.mase:.3f}; "
        f"WAPE {ours.wape:.3f}, bias {ours.bias:+.3f}; "
        f"80 % covers {100 * ours.cover80:.1f} %, 95 % covers {100 * ours.cover95:.1f} %"
    )


def forecasts() -> None:
    """Monthly series forecast, and tried on what was held back; the first call only compiles."""
    forecast_all([wandering(0, 120, 12)])
    timed(
        "500 monthly series of ten years forecast, with intervals",
        lambda: forecast_all(wandering(n, 120, 12) for n in range(500)),
    )
    told(
        timed(
            "... and tried on three held-back years each",
            lambda: [t for n in range(500) for t in trials(wandering(n, 120, 0))],
        )
    )
    from tests.planning.days import calls_by_day, cases_by_week  # noqa: PLC0415 — found by the path above

    weeks, days = [cases_by_week(n) for n in range(60)], [calls_by_day(n) for n in range(20)]
    told(timed("60 series of 260 weeks, six windows of 13", lambda: [t for one in weeks for t in trials(one)]))
    told(timed("20 series of 760 days, letters, 12 windows of 20", lambda: [t for one in days for t in trials(one)]))


def family(seed: int, months: int = 108) -> list[Series]:
    """Three benefits of three case types, whose levels wander partly together."""
    rng = np.random.default_rng(seed)
    work = np.random.default_rng(7).integers(19, 24, months).astype(float)
    found = []
    for benefit in range(3):
        together = np.cumsum(rng.normal(0, 0.03, months))
        for kind in range(3):
            level = together + np.cumsum(rng.normal(0, 0.02, months)) + rng.normal(3 - kind, 0.5)
            season = np.resize(rng.normal(0, 0.1, 12), months)
            values = rng.poisson(np.exp(level + season + rng.normal(0, 0.05, months)) * work)
            found.append(Series(f"b{benefit}/t{kind}", values.astype(float), work))
    return found


def hierarchy() -> None:
    """Each level forecast by itself, summed bottom up, and reconciled: on three years held back."""
    tried: dict[tuple[str, str], list[Trial]] = {}
    for seed in range(25):
        parts = family(seed)
        for known in (72, 84, 96):
            past = [one.part(0, known, known + 12) for one in parts]
            apart = [forecast(one) for one in past]
            for node in reconciled(past):
                truth = np.sum([parts[n].values[known : known + 12] for n in node.parts], axis=0)
                summed = total("sum", [(past[n], apart[n]) for n in node.parts])
                level = "agency" if len(node.parts) == 9 else "benefit" if len(node.parts) == 3 else "type"
                for how, made in (("alone", forecast(node.series)), ("bottom up", summed), ("reconciled", node.made)):
                    tried.setdefault((level, how), []).append(_tried(node.series, made, truth))
    for (level, how), found in sorted(tried.items()):
        print(f"  {level:8} {how:10}", end="")
        told(found)


def _tried(series: Series, made: Forecast, truth: Any) -> Trial:
    naive, scale = seasonal(series)
    inner, outer = (truth >= made.low80) & (truth <= made.high80), (truth >= made.low95) & (truth <= made.high95)
    return Trial(truth, made.mean, inner, outer, naive, scale)


def queue(number: int, months: int) -> Queue:
    """A benefit of some size in one of three orders of work, with two types, supplements and reconsiderations."""
    daily = 20.0 * (1 + number % 5)
    kinds = (
        CaseType("new", 120, (21 * daily,) * months, (0.06,) * months, (0.2,) * months, ((14, 0.15), (30, 0.05))),
        CaseType("again", 180, (4 * daily,) * months, (0.06,) * months),
    )
    orders = [
        (Rule(),),
        (Rule("oldest", share=0.7), Rule("newest", share=0.3)),
        (Rule("oldest", share=0.5), Rule("proportional", share=0.5)),
    ]
    minutes = 0.8 * 21 * daily * 120 + 4 * daily * 180
    staff = Staff(1.02 * minutes / (21 * 480 * 0.65 * 0.88))
    stock = {"new": exponential_stock(int(40 * daily), 40)}
    return Queue(f"benefit {number}", kinds, Capacity(staff), stock, orders[number % 3])


def simulation(runs: int) -> None:
    scenario = Scenario("bench", FIRST, 60, tuple(queue(n, 60) for n in range(15)))
    simulate(Scenario("warm", FIRST, 60, scenario.queues[:3]), 1)
    timed(f"15 benefits, 60 months by day, {runs:,} runs", lambda: simulate(scenario, runs))


def need(number: int, months: int) -> Need:
    rng = np.random.default_rng(number)
    arrivals = rng.uniform(500, 3000) * (1 + 0.1 * np.sin(np.arange(months) / 2 + number))
    rate = np.full(months, rng.uniform(20, 60))
    stock = np.full(120, arrivals[0] / 30 * rng.uniform(0.5, 1.5))
    due = due_by(stock, arrivals, np.full(months, 30.4), 60)
    staff = arrivals.mean() / rate[0] * rng.uniform(0.8, 1.1)
    return Need(
        f"benefit {number}",
        arrivals,
        rate,
        due,
        float(stock.sum()),
        staff,
        5.0,
        price=float(1 + number % 3),
        turnover=0.01,
    )


def allocation() -> None:
    needs = tuple(need(n, 36) for n in range(15))
    budget = np.full(36, 1.1 * sum(one.staff for one in needs))
    question = Question(needs, budget, hires_at_most=40, moves_at_most=20)
    plan = timed("15 benefits, 36 months: the best split, proven", lambda: allocate(question))
    print(f"  late case-months {plan.late.sum():,.0f}, hires {plan.hires.sum():.0f}, gap {plan.gap:.4f}")


def telephones() -> None:
    """A day on the telephones, each half hour by itself and with the queue the last one left."""
    lines = [Line(2 + q + h % 12, 7, 15) for q in range(20) for h in range(48)]
    timed(
        "a day of 48 half hours in 20 queues: least officers",
        lambda: [least_agents(one, lambda met: met.within >= 0.85, 15) for one in lines],
    )
    line, hours = Line(0, 7, 15), Hours(0, 48)
    calls = [tuple(30.0 * (2 + q + h % 12) for h in range(48)) for q in range(20)]
    staffed_day(line, calls[0], hours, GOALS["85"])
    timed(
        "... and with the queue each half hour leaves the next",
        lambda: [staffed_day(line, one, hours, GOALS["85"]) for one in calls],
    )


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=1000)
    runs = options.parse_args().runs
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    forecasts()
    hierarchy()
    telephones()
    allocation()
    simulation(runs)


if __name__ == "__main__":
    main()
