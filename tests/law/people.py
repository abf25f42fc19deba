"""Random spells of sick employees as columns and as facts, for tests that hold the two against each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

FIRST = date(2022, 1, 1).toordinal()


def spells(persons: int, seed: int) -> dict[str, Any]:
    """Columns as ``batch.sjukpenning_spells`` takes them: one to six spells a person, long ones among them."""
    random = np.random.default_rng(seed)
    rows: dict[str, list[int]] = {name: [] for name in ("counted_from", "start", "end", "income", "quarters")}
    offsets = [0]
    for _ in range(persons):
        day = FIRST + int(random.integers(0, 30))
        for _ in range(random.integers(1, 7)):
            start = day + int(random.integers(15, 160))
            end = start + int(random.choice([random.integers(0, 60), random.integers(60, 420)]))
            if end >= date(2026, 12, 31).toordinal():
                break
            rows["counted_from"].append(start - 13)
            rows["start"].append(start)
            rows["end"].append(end)
            rows["income"].append(int(random.integers(14_300, 800_000)))
            rows["quarters"].append(int(random.integers(1, 5)))
            day = end
        offsets.append(len(rows["start"]))
    return {"person": np.array(offsets), **{name: np.array(values, np.int64) for name, values in rows.items()}}


def _iso(ordinal: int) -> str:
    return date.fromordinal(int(ordinal)).isoformat()


def facts_of(columns: dict[str, Any], person: int, spell: int) -> dict[str, Any]:
    """The facts of one spell's claim, with the person's earlier spells as history."""
    begins, history = int(columns["person"][person]), []
    for s in range(begins, spell):
        sick = int(columns["counted_from"][s]) - 1
        history.append({"start": _iso(sick), "end": _iso(columns["start"][s] - 1), "kind": "sick_pay"})
        paid = {"start": _iso(columns["start"][s]), "end": _iso(columns["end"][s]), "kind": "sjukpenning"}
        history.append(paid)
    start, end = _iso(columns["start"][spell]), _iso(columns["end"][spell])
    sick_pay = {"start": _iso(columns["counted_from"][spell] - 1), "end": _iso(columns["start"][spell] - 1)}
    reduction = 25 * int(columns["quarters"][spell])
    seen = {"ground": "normal_labour_market", "reduction": reduction, "by": "officer", "made_on": start}
    return {
        "period": {"start": start, "end": end},
        "birth_date": "1985-05-05",
        "sgi": {"employment_income": int(columns["income"][spell])},
        "first_sick_day": sick_pay["start"],
        "sick_pay": sick_pay,
        "history": history,
        "assessments": [{"start": start, "end": end, **seen}],
    }
