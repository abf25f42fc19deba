"""Spells: what is one sickness period, which spells join in the chain, which days count in the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from handlag.law.engine import Day
from handlag.law.sjukpenning.facts import EarlierDays, SjukpenningFacts
from handlag.law.sjukpenning.provisions import laggs_samman, samma_sjukperiod, samma_sjukperiod_vid_karenstid


class Run(NamedTuple):
    """Consecutive days as ordinals, both ends included."""

    start: int
    end: int


def merged(runs: Iterable[tuple[int, int]]) -> list[Run]:
    """The same days as runs in order that neither overlap nor touch."""
    result: list[Run] = []
    for start, end in sorted(runs):
        if result and start <= result[-1].end + 1:
            result[-1] = Run(result[-1].start, max(end, result[-1].end))
        else:
            result.append(Run(start, end))
    return result


@dataclass(frozen=True)
class Spells:
    """The present spell placed among earlier ones.

    ``start`` is the first day of the unbroken present spell; ``chain_before`` the days of earlier spells that
    count with it in the rehabilitation chain; ``period_before`` those of the same sickness period.
    """

    start: int
    chain_before: int
    period_before: int

    @property
    def period_start(self) -> int:
        """The sickness period's first day as if its days had been unbroken: days 8 and 14 count from it."""
        return self.start - self.period_before

    def chain_day(self, day: int) -> int:
        """Which day of the rehabilitation chain a day of the present spell is, from 1."""
        return self.chain_before + day - self.start + 1


def spells_of(facts: SjukpenningFacts) -> Spells:
    """Join the present spell to the earlier ones in the history (27 kap. 32–33, 51 §§)."""
    runs = _sick_runs(facts)
    chosen = facts.work == "self_employed" and facts.waiting_days > 7
    same = samma_sjukperiod_vid_karenstid if chosen else samma_sjukperiod
    return Spells(runs[-1].start, _days_joined(runs, laggs_samman), _days_joined(runs, same))


def _sick_runs(facts: SjukpenningFacts) -> list[Run]:
    start = facts.first_sick_day or facts.period.start
    last = facts.period.end
    present = [(start.toordinal(), last.toordinal())]
    if facts.sick_pay:
        present.append((facts.sick_pay.start.toordinal(), min(facts.sick_pay.end, last).toordinal()))
    earlier = [(e.start.toordinal(), min(e.end, last).toordinal()) for e in facts.history if e.start <= last]
    return merged(present + earlier)


def _days_joined(runs: list[Run], joins: Callable[[Day, Day], bool]) -> int:
    days = 0
    for earlier, later in zip(reversed(runs[:-1]), reversed(runs), strict=False):
        if not joins(Day(earlier.end), Day(later.start)):
            break
        days += earlier.end - earlier.start + 1
    return days


def counted_days(history: Iterable[EarlierDays]) -> list[Run]:
    """Earlier days that count towards the 364 (27 kap. 22 §); of sick pay all but the first."""
    runs = []
    for earlier in history:
        if earlier.kind in ("sjukpenning", "rehabiliteringspenning"):
            runs.append((earlier.start.toordinal(), earlier.end.toordinal()))
        if earlier.kind == "sick_pay":
            runs.append((earlier.start.toordinal() + 1, earlier.end.toordinal()))
    return merged(run for run in runs if run[0] <= run[1])


def counted_in_frame(facts: SjukpenningFacts) -> list[Run]:
    """Days outside the claim that count towards the 364: of the history and of the present sick pay."""
    known = list(facts.history)
    if facts.sick_pay:
        known.append(EarlierDays(start=facts.sick_pay.start, end=facts.sick_pay.end, kind="sick_pay"))
    return counted_days(known)


def days_since(runs: list[Run], day: int) -> int:
    """How many days of the runs are on or after a day."""
    return sum(max(run.end - max(run.start, day) + 1, 0) for run in runs)
