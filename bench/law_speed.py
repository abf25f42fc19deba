"""How fast the law is: day amounts, spells day by day, child allowance, and one explained case.

python bench/law_speed.py [--json]
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from handlag.law import explain

CASE = {
    "period": {"start": "2025-12-15", "end": "2026-02-28"},
    "birth_date": "1980-01-01",
    "sgi": {"employment_income": 412300},
    "first_sick_day": "2025-12-01",
    "sick_pay": {"start": "2025-12-01", "end": "2025-12-14"},
    "certificate": {"start": "2025-12-08", "end": "2026-02-28"},
    "capacity": [
        {"start": "2025-12-15", "end": "2026-01-20", "reduction": 100},
        {"start": "2026-01-21", "end": "2026-02-28", "reduction": 50},
    ],
}


def best(run: Callable[[], Any], times: int = 7) -> float:
    """Seconds of the fastest of several runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    return min(took)


def spells(count: int, seed: int = 1) -> dict[str, Any]:
    """Synthetic spells: one to four a person, up to 120 days each, gaps up to 200 days."""
    random = np.random.default_rng(seed)
    each = random.integers(1, 5, count)
    persons = np.concatenate([[0], np.cumsum(each)])
    persons = persons[persons < count]
    persons = np.append(persons, count)
    gap, length = random.integers(15, 200, count), random.integers(1, 121, count)
    step = gap + length
    total = np.cumsum(step)
    before = np.repeat(total[persons[:-1]] - step[persons[:-1]], np.diff(persons))
    end = date(2022, 1, 1).toordinal() + total - before
    start = end - length + 1
    return {
        "person": persons,
        "counted_from": start - np.minimum(13, gap - 2),
        "start": start,
        "end": end,
        "income": random.integers(0, 900_000, count),
        "quarters": random.integers(1, 5, count),
    }


def figures() -> dict[str, float]:
    """All the figures, each with its unit in its name."""
    began = time.perf_counter()
    from handlag.law import batch  # noqa: PLC0415  its loading time is one of the figures

    day, random = date(2026, 1, 1), np.random.default_rng(1)
    batch.sjukpenning_day_amounts(np.array([1]), day)
    batch.sjukpenning_spells(**spells(10))
    batch.barnbidrag_month(np.array([1]), np.array([1]), day)
    loading = time.perf_counter() - began
    incomes, five = random.integers(0, 900_000, 10_000_000), spells(5_000_000)
    full, half = random.integers(0, 5, 1_500_000), random.integers(0, 5, 1_500_000)
    day_amounts = best(lambda: batch.sjukpenning_day_amounts(incomes, day))
    array = np.empty(len(incomes), np.int64)
    kept = best(lambda: batch.sjukpenning_day_amounts(incomes, day, out=array))
    by_spell = best(lambda: batch.sjukpenning_spells(**five))
    allowance = best(lambda: batch.barnbidrag_month(full, half, day))
    days = int((five["end"] - five["start"] + 1).sum())
    return {
        "load kernels, s": round(loading, 2),
        "sjukpenning day amounts, 10 M, M/s": round(10 / day_amounts),
        "sjukpenning day amounts into a kept array, M/s": round(10 / kept),
        "spells day by day, 5 M, M spells/s": round(5 / by_spell, 1),
        "spells day by day, M days/s": round(days / by_spell / 1e6),
        "barnbidrag months, 1.5 M, M/s": round(1.5 / allowance),
        "one explained case, ms": round(best(lambda: explain("sjukpenning", CASE), 300) * 1e3, 3),
        "one explained case with its receipt, ms": round(
            best(lambda: explain("sjukpenning", CASE).receipt(), 300) * 1e3, 3
        ),
    }


if __name__ == "__main__":
    measured = figures()
    if "--json" in sys.argv:
        print(json.dumps(measured))
    else:
        print(f"{os.cpu_count()} cores")
        for name, value in measured.items():
            print(f"{name:48} {value:>10}")
