"""A unit against the plan's targets as its cases stand now, how old they are, and what to take next.

Counted live from the cases, so that it is of today and not of the last export. Nobody's work can be read out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from handlag.cases.domain.waits import CLAIM
from handlag.cases.models import Case, Deadline, Supplement
from handlag.cases.models.case import State
from handlag.core.clock import STOCKHOLM
from handlag.followup.domain.main_figures import in_time
from handlag.followup.domain.targets import PROCESSING_TIMES, Target, handled

DAYS_BACK = 30
SOON = timedelta(days=7)
SHOWN = 20
BANDS = (30, 60, 90)
"""The greatest age in days of each band of pending cases but the last, which has none."""
OWN_MEASURES = ("mean_days", "share_within_days")
"""What cases tell by themselves; whether payments come in time is the bank's word."""

Waits = Sequence[tuple[int, int]]
"""Days from received to the first decision, and how many cases took so many."""


@dataclass(frozen=True)
class AgainstTarget:
    """A benefit's row of the plan; None where no case was decided in the days counted, or the plan has no such value.

    ``outcome`` is mean days or a share of one as the target asks, ``in_time`` the share of one within its days.
    """

    target: Target
    decided: int
    outcome: Fraction | None
    in_time: Fraction | None
    pending: int
    past: int

    @property
    def is_share(self) -> bool:
        """Whether the outcome is a share and not days."""
        return self.target.measure != "mean_days"

    @property
    def days(self) -> float | None:
        """The mean, where that is what the target asks."""
        return None if self.is_share or self.outcome is None else float(self.outcome)

    @property
    def misses(self) -> bool | None:
        """Whether the outcome is on the wrong side; None where there is nothing to hold against the target."""
        if self.outcome is None or self.target.value is None:
            return None
        return self.target.misses(self.outcome * 100 if self.is_share else self.outcome)


@dataclass(frozen=True)
class Ages:
    """The pending cases of a benefit by age: one count for each of ``BANDS``, and last those that are older."""

    benefit: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class UnitNow:
    """What the page shows. The lists are of at most ``SHOWN`` cases, the most urgent first."""

    first: date
    rows: list[AgainstTarget]
    ages: list[Ages]
    oldest: list[Case]
    deadlines: list[Deadline]
    supplements: list[Supplement]


def unit_now(unit: str | None, today: date) -> UnitNow:
    """A unit's work, or the whole agency's; decisions are those of the ``DAYS_BACK`` whole days before today."""
    cases = Case.objects.filter(unit=unit) if unit else Case.objects.all()
    pending = cases.exclude(state=State.CLOSED).filter(decided_at__isnull=True).exclude(waiting_reason=CLAIM)
    counted = list(pending.values("benefit", "received_on", "target_on").annotate(count=Count("*")).order_by())
    first = today - timedelta(days=DAYS_BACK)
    decided = _decided(cases, first, today)
    asked = Supplement.objects.filter(case__in=pending, received_at__isnull=True, lapsed_at__isnull=True)
    open_deadlines = Deadline.objects.filter(
        case__in=cases.exclude(state=State.CLOSED), met_at__isnull=True, due__lt=today + SOON
    )
    return UnitNow(
        first,
        _rows(decided, counted, today),
        _ages(counted, today),
        list(pending.order_by("received_on", "number")[:SHOWN]),
        list(open_deadlines.select_related("case").order_by("due", "case__number")[:SHOWN]),
        list(asked.select_related("case").order_by("due", "case__number", "code")[:SHOWN]),
    )


def _decided(cases: QuerySet[Case], first: date, until: date) -> dict[str, list[tuple[int, int]]]:
    """First decisions from a day up to another, by benefit."""
    days = cases.annotate(day=TruncDate("decided_at", tzinfo=STOCKHOLM)).filter(day__gte=first, day__lt=until)
    found: dict[str, list[tuple[int, int]]] = {}
    for row in days.values("benefit", "received_on", "day").annotate(count=Count("*")).order_by():
        found.setdefault(row["benefit"], []).append(((row["day"] - row["received_on"]).days, row["count"]))
    return found


def _rows(decided: dict[str, list[tuple[int, int]]], pending: Iterable[Any], today: date) -> list[AgainstTarget]:
    by_benefit: dict[str, list[Any]] = {}
    for row in pending:
        by_benefit.setdefault(row["benefit"], []).append(row)
    held = decided.keys() | by_benefit.keys()
    rows = [row for row in handled(PROCESSING_TIMES, held) if row.benefit in held and row.measure in OWN_MEASURES]
    return [_row(target, decided.get(target.benefit, []), by_benefit.get(target.benefit, []), today) for target in rows]


def _row(target: Target, waits: Waits, pending: Sequence[Any], today: date) -> AgainstTarget:
    within = target.value if in_time(target) else target.within_days
    share = _share_within(waits, within)
    return AgainstTarget(
        target,
        sum(count for _, count in waits),
        share if target.measure == "share_within_days" else _mean(waits),
        share,
        sum(row["count"] for row in pending),
        sum(row["count"] for row in pending if row["target_on"] < today),
    )


def _mean(waits: Waits) -> Fraction | None:
    cases = sum(count for _, count in waits)
    return Fraction(sum(days * count for days, count in waits), cases) if cases else None


def _share_within(waits: Waits, within: int | None) -> Fraction | None:
    cases = sum(count for _, count in waits)
    if not cases or within is None:
        return None
    return Fraction(sum(count for days, count in waits if days <= within), cases)


def _ages(pending: Iterable[Any], today: date) -> list[Ages]:
    found: dict[str, list[int]] = {}
    for row in pending:
        age = (today - row["received_on"]).days
        band = sum(age > most for most in BANDS)
        found.setdefault(row["benefit"], [0] * (len(BANDS) + 1))[band] += row["count"]
    return [Ages(benefit, tuple(found[benefit])) for benefit in sorted(found)]
