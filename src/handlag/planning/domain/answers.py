"""What a simulated scenario says, in the figures people ask for, with what each can't tell beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from handlag.followup.domain.hidden_age import MEANING
from handlag.planning.domain.cohorts import (
    AGE_SUM,
    AUTOMATIC,
    CASE_DAYS,
    DECIDED,
    PAID,
    PENDING,
    PENDING_AGE,
    PENDING_OVER,
    WITHIN,
)
from handlag.planning.domain.scenario import AGE_EDGES, QUANTILES, STATUTORY, Queue, Runs

Floats = npt.NDArray[np.float64]
Measure = Literal["pending", "mean_days", "share_within", "over_limit", "share_paid", "over_statutory"]
AT_MOST: frozenset[Measure] = frozenset({"pending", "mean_days", "over_limit", "over_statutory"})
"""Measures that should be low; the others should be high."""

HIDDEN_AGE = MEANING._asdict()
"""What the ratio R beside every table of processing times means."""


DAYS = (30, 60, 90, 120, 180)
"""Days that decided cases are told by the share within."""


class Band(NamedTuple):
    """A figure over runs: its mean, and what 10, 50 and 90 per cent of the runs lie under."""

    mean: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Month:
    """One queue's month: stocks at its end, times of what was decided in it (by officers and by the system)."""

    month: int
    pending: Band
    over_limit: Band
    mean_age_pending: float
    decided: float
    automatic: float
    mean_days: Band
    share_within: float
    days_p50: int
    days_p90: int
    hidden_age: float
    """The ratio R of the last twelve months: case-days pending over summed age at decision (``HIDDEN_AGE``)."""
    fte: float
    unit_cost: float
    over_statutory: Band
    ages: tuple[float, ...]
    """Pending by age: at most 30 days, 31-60, 61-90, 91-180, 181-365, more (``AGE_EDGES``)."""
    within: tuple[float, ...]
    """Share of the decided within each of ``DAYS``."""
    share_paid: float
    """Share decided early enough for the money to come in time; NaN where nobody has said what in time is."""


def _band(values: Floats) -> Band:
    known = values[np.isfinite(values)]
    if not len(known):
        return Band(float("nan"), float("nan"), float("nan"), float("nan"))
    return Band(float(known.mean()), *(float(q) for q in np.quantile(known, QUANTILES)))


def series(runs: Runs, measure: Measure, statutory: int = STATUTORY) -> Floats:
    """A measure by run and month; NaN where nothing was decided. ``statutory`` is the queue's own limit in law."""
    m = runs.monthly.astype(np.float64)
    decided = m[..., DECIDED] + m[..., AUTOMATIC]
    if measure == "over_statutory":
        return runs.older[..., runs.edges.index(statutory)].astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = {
            "pending": m[..., PENDING],
            "over_limit": m[..., PENDING_OVER],
            "mean_days": m[..., AGE_SUM] / decided,
            "share_within": (m[..., WITHIN] + m[..., AUTOMATIC]) / decided,
            "share_paid": (m[..., PAID] + m[..., AUTOMATIC]) / decided,
        }[measure]
    return found


def age_at_decision(runs: Runs, month: int, share: float) -> int:
    """Days within which ``share`` of a month's decisions were made, over all runs; -1 where none was made."""
    counts = runs.ages[month].copy()
    counts[0] += runs.monthly[:, month, AUTOMATIC].sum()
    whole = counts.sum()
    return int(np.searchsorted(np.cumsum(counts), share * whole)) if whole else -1


def shares_within(runs: Runs, month: int) -> tuple[float, ...]:
    """The share of a month's decisions made within each of ``DAYS``; NaN where none was made."""
    counts, alone = runs.ages[month], runs.monthly[:, month, AUTOMATIC].sum()
    whole = counts.sum() + alone
    return tuple(float((counts[: days + 1].sum() + alone) / whole) if whole else float("nan") for days in DAYS)


def by_age(runs: Runs, month: int) -> tuple[float, ...]:
    """Mean number of pending cases at a month's end between the ages of ``AGE_EDGES``, youngest first."""
    past = runs.older[:, month].astype(np.float64).mean(axis=0)
    older = [float(past[runs.edges.index(edge)]) for edge in AGE_EDGES]
    whole = float(runs.monthly[:, month, PENDING].mean())
    return tuple(more - less for more, less in zip([whole, *older], [*older, 0.0], strict=True))


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def hidden_age(runs: Runs, month: int) -> float:
    """R over the twelve months to this one: 1 + (A(T) - A(0)) / (N W), with A the summed age of pending cases."""
    window = runs.monthly[:, max(month - 11, 0) : month + 1].astype(np.float64)
    aged = window[..., AGE_SUM].sum()
    return float(window[..., CASE_DAYS].sum() / aged) if aged else float("nan")


def _month(queue: Queue, runs: Runs, month: int, first: int) -> Month:
    at = runs.monthly[:, month].astype(np.float64).mean(axis=0)
    decided = at[DECIDED] + at[AUTOMATIC]
    cost = runs.heads[month] * queue.fte_month_cost
    return Month(
        first + month,
        _band(series(runs, "pending")[:, month]),
        _band(series(runs, "over_limit")[:, month]),
        float(at[PENDING_AGE] / at[PENDING]) if at[PENDING] else 0.0,
        float(at[DECIDED]),
        float(at[AUTOMATIC]),
        _band(series(runs, "mean_days")[:, month]),
        _mean(series(runs, "share_within")[:, month]),
        age_at_decision(runs, month, 0.5),
        age_at_decision(runs, month, 0.9),
        hidden_age(runs, month),
        float(runs.heads[month]),
        float(cost / decided) if decided else float("nan"),
        _band(series(runs, "over_statutory", queue.statutory)[:, month]),
        by_age(runs, month),
        shares_within(runs, month),
        _mean(series(runs, "share_paid")[:, month]) if queue.paid_limit else float("nan"),
    )


def months(queue: Queue, runs: Runs, first: int) -> list[Month]:
    """Every month of a queue from ``first`` (12 × year + month - 1)."""
    return [_month(queue, runs, month, first) for month in range(runs.monthly.shape[1])]


@dataclass(frozen=True)
class Target:
    """A goal for a queue: counts and days at most, shares (0 to 1) at least."""

    benefit: str
    measure: Measure
    value: float
    source: str = ""


class Met(NamedTuple):
    """When a target is met for good: the chance of it each month, and the first month from which it likely stays."""

    chance: Floats
    likely: int | None
    sure: int | None
    nearest_likely: float
    nearest_sure: float


def when_met(target: Target, runs: Runs, statutory: int = STATUTORY) -> Met:
    """For each month the share of runs where the target is met; the month from which at least 50 and 80 per cent are.

    Months count from 0; None where that isn't reached within the scenario. ``nearest`` is what the same share of the
    runs does reach in the last month: the target nearest to this one that can be kept.
    """
    values, low = series(runs, target.measure, statutory), target.measure in AT_MOST
    good = values <= target.value if low else values >= target.value
    chance: Floats = good.mean(axis=0)
    last = values[np.isfinite(values[:, -1]), -1]
    reached = np.quantile(last, (0.5, 0.8 if low else 0.2)) if len(last) else (float("nan"),) * 2
    return Met(chance, _lasting(chance >= 0.5), _lasting(chance >= 0.8), *(float(value) for value in reached))


def _lasting(good: npt.NDArray[np.bool_]) -> int | None:
    failed = np.flatnonzero(~good)
    first = int(failed[-1]) + 1 if len(failed) else 0
    return first if first < len(good) else None


class Difference(NamedTuple):
    """One measure of one queue in two scenarios, at the end and on average over the months."""

    benefit: str
    measure: Measure
    one: float
    other: float
    one_mean: float
    other_mean: float


def compare(one: dict[str, Runs], other: dict[str, Runs]) -> list[Difference]:
    """Two scenarios side by side, for the queues both have."""
    found = []
    for benefit in one.keys() & other.keys():
        for measure in ("pending", "over_limit", "mean_days", "share_within"):
            a, b = (
                np.nanmean(series(one[benefit], measure), axis=0),
                np.nanmean(series(other[benefit], measure), axis=0),
            )
            found.append(Difference(benefit, measure, float(a[-1]), float(b[-1]), float(a.mean()), float(b.mean())))
    return sorted(found, key=lambda row: (row.benefit, row.measure))
