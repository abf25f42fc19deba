"""What each concept of the sickness insurance gets of the officers' time at a peak, and what coordination loses by it.

The agency divides the cases of sickness benefit into three concepts: first claims, security during illness, and support
for return. When first claims are more than their officers can decide, others are moved to them, and the work of
coordination and rehabilitation waits: it has no applicant who counts the days. How much is seen by simulating the same
queue, with the same luck, without the peak: first claims then come evenly by open day, as in the middle month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from handlag.planning.domain.cohorts import AGED, ALONE, COME, DONE
from handlag.planning.domain.months import open_days
from handlag.planning.domain.scenario import CaseType, Queue, Runs

Floats = npt.NDArray[np.float64]
FIRST = "first"
CONCEPTS = (FIRST, "security", "return")
"""VO 1 Första anspråk, VO 2 Trygghet vid sjukdom, VO 3 Stöd för återgång (review of 2023, chapter 5)."""
COORDINATION = "coordination"
GROUPS = (*CONCEPTS, COORDINATION)
"""Coordination is part of the concepts it is done in, and stands by itself too."""
PEAK = 1.1
"""A month is a peak where first claims bring this many times the officers' work a day of the middle month (assumed)."""


@dataclass(frozen=True)
class Worked:
    """A concept's month, mean of the runs. Hours are those of an officer who knows the work.

    ``needed`` hours came, ``done`` were done, ``share`` of all done (0 to 1); ``pending`` cases and hours at its end;
    ``days`` the mean age of what officers decided, NaN where they decided nothing.
    """

    month: int
    needed: float
    done: float
    share: float
    pending: float
    pending_hours: float
    days: float


@dataclass(frozen=True)
class AtPeak:
    """A concept over the months of the peak, beside the same months had there been no peak.

    ``done`` and ``calm`` are hours a month, ``share`` and ``calm_share`` of all hours; ``pending`` and ``calm_pending``
    cases when the peak ends; ``lost`` hours not done by then that else had been, ``never`` those not done by the plan's
    end either.
    """

    group: str
    done: float
    calm: float
    share: float
    calm_share: float
    pending: float
    calm_pending: float
    lost: float
    never: float


def has_concepts(queue: Queue) -> bool:
    """Whether any of a queue's types belongs to a concept."""
    return any(kind.concept for kind in queue.types)


def _in_group(group: str) -> Callable[[CaseType], bool]:
    if group == COORDINATION:
        return lambda kind: kind.coordination
    return lambda kind: kind.concept == group


def groups_of(queue: Queue) -> tuple[str, ...]:
    """The concepts a queue has types of, and coordination where any type is."""
    return tuple(group for group in GROUPS if any(map(_in_group(group), queue.types)))


def worked(queue: Queue, runs: Runs, group: str, first: int) -> list[Worked]:
    """A concept month by month from ``first`` (12 × year + month - 1)."""
    chosen = [n for n, kind in enumerate(queue.types) if _in_group(group)(kind)]
    hours = np.array([kind.minutes for kind in queue.types]) / 60
    flows = runs.kinds.mean(axis=0)  # (months, types, what)
    done, come = flows[..., DONE] * hours, (flows[..., COME] - flows[..., ALONE]) * hours
    opening = np.array([sum(queue.opening.get(kind.name, ())) for kind in queue.types])
    pending = opening + np.cumsum(flows[..., COME] - flows[..., DONE] - flows[..., ALONE], axis=0)
    whole = done.sum(axis=1)
    return [
        Worked(
            first + month, float(come[month, chosen].sum()), float(done[month, chosen].sum()),
            _over(done[month, chosen].sum(), whole[month]), float(pending[month, chosen].sum()),
            float((pending * hours)[month, chosen].sum()),
            _over(flows[month, chosen, AGED].sum(), flows[month, chosen, DONE].sum()),
        )
        for month in range(len(flows))
    ]  # fmt: skip


def _over(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _work_a_day(kind: CaseType, first: int) -> Floats:
    """Minutes of officers' work a type brings an open day, by month."""
    alone = np.asarray(kind.automatic or (0.0,) * len(kind.inflow))
    days = np.array([open_days(first + n) for n in range(len(kind.inflow))])
    work: Floats = np.asarray(kind.inflow) * (1 - alone) * kind.minutes / days
    return work


def peak_months(queue: Queue, first: int) -> list[int]:
    """The months, from 0, in which first claims bring more than ``PEAK`` times the work a day of the middle month."""
    brought = [_work_a_day(kind, first) for kind in queue.types if kind.concept == FIRST]
    if not brought:
        return []
    work = np.sum(brought, axis=0)
    return [int(month) for month in np.flatnonzero(work > PEAK * np.median(work))]


def without_peak(queue: Queue, first: int) -> Queue:
    """The queue with the first claims of its peak months as in the middle month, by open day."""
    peak = peak_months(queue, first)
    return replace(queue, types=tuple(_calm(kind, peak, first) for kind in queue.types))


def _calm(kind: CaseType, peak: Sequence[int], first: int) -> CaseType:
    if kind.concept != FIRST:
        return kind
    days = np.array([open_days(first + n) for n in range(len(kind.inflow))])
    usual = float(np.median(np.asarray(kind.inflow) / days))
    inflow = [min(value, usual * days[n]) if n in peak else value for n, value in enumerate(kind.inflow)]
    return replace(kind, inflow=tuple(map(float, inflow)))


def at_peak(queue: Queue, runs: Runs, calm: Runs, first: int) -> list[AtPeak]:
    """Each concept over the months of the peak beside ``calm``, the runs of ``without_peak``; empty without a peak."""
    peak = peak_months(queue, first)
    if not peak:
        return []
    return [
        _at_peak(group, worked(queue, runs, group, first), worked(queue, calm, group, first), peak)
        for group in groups_of(queue)
    ]


def _at_peak(group: str, with_: list[Worked], calm: list[Worked], peak: list[int]) -> AtPeak:
    last = peak[-1]
    behind = np.cumsum([b.done - a.done for a, b in zip(with_, calm, strict=True)])
    return AtPeak(
        group, _mean(with_, peak, "done"), _mean(calm, peak, "done"), _mean(with_, peak, "share"),
        _mean(calm, peak, "share"), with_[last].pending, calm[last].pending, float(behind[last]), float(behind[-1]),
    )  # fmt: skip


def _mean(rows: list[Worked], peak: list[int], what: str) -> float:
    return float(np.mean([getattr(rows[month], what) for month in peak]))
