"""A unit's weeks as its cases tell them: received and ended by week, pending now, and when those pass their limit.

Counts of cases only; nobody's work can be read out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from handlag.cases.models import Case
from handlag.core.clock import STOCKHOLM, is_open_day
from handlag.planning.domain.weeks import AHEAD, Floats, Weeks, forecast_weeks, late_ahead
from handlag.planning.models import CapacityEntry
from handlag.planning.register import away, capacity_entries, present

WEEKS_BACK = 4 * 52
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """One of the weeks ahead; ``late`` are those pending now that are past their limit by then."""

    monday: date
    open_days: int
    received: tuple[float, float, float]
    ended: tuple[float, float, float]
    pending: tuple[float, float, float]
    passes: int
    late: float
    away: float
    """Full-time equivalents absent or in training on its open days, as the register has them."""

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        """Its number in the year, as Swedes count weeks (ISO 8601)."""
        return self.monday.isocalendar().week


@dataclass(frozen=True)
class Ahead:
    """The next twelve weeks of a queue, what it is now, and how sure the forecast is."""

    weeks: list[Week]
    pending: int
    past: int
    found: Weeks
    history: list[tuple[date, int, int, int]]
    """The weeks before: Monday, received, ended, pending at the end."""


def benefits_of(unit: str | None) -> list[str]:
    """The benefits a unit has cases of, or the agency."""
    return list(_cases(unit, "").order_by("benefit").values_list("benefit", flat=True).distinct())


def _cases(unit: str | None, benefit: str) -> QuerySet[Any]:
    cases = Case.objects.all()
    if unit:
        cases = cases.filter(unit=unit)
    return cases.filter(benefit=benefit) if benefit else cases


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_ahead(unit: str | None, benefit: str, today: date) -> Ahead:
    """The twelve weeks from this one's Monday; ``PLAN_SERIES`` where too few weeks are known."""
    cases, now = _cases(unit, benefit), monday_of(today)
    received, ended = _received(cases, now), _ended(cases, now)
    first = min([*received, *ended, now])
    mondays = [first + n * WEEK for n in range((now - first).days // 7)]
    waiting = _waiting(cases, now)
    pending = sum(waiting.values())
    every = [_open_days(first + n * WEEK) for n in range(len(mondays) + AHEAD)]
    work = np.array([len(days) for days in every], dtype=np.float64)
    months = np.array([(first + n * WEEK + timedelta(days=3)).month for n in range(len(every))])
    come, go = (np.array([counts[monday] for monday in mondays], dtype=np.float64) for counts in (received, ended))
    there = present(_entries(unit, benefit, first), every)
    staff = np.array(there) if there else None
    found = forecast_weeks(benefit or "unit", come, go, pending, work, staff, months)
    due = np.array([sum(n for day, n in waiting.items() if day < now), *_due(waiting, now)], dtype=np.float64)
    rows = np.stack([come, go, found.stock], axis=1).astype(int).tolist()
    history = [(monday, *row) for monday, row in zip(mondays, rows, strict=True)]
    return Ahead(_weeks(now, due, found, _away(unit, benefit, now)), pending, int(due[0]), found, history)


def _received(cases: QuerySet[Any], now: date) -> Counter[date]:
    since = now - WEEKS_BACK * WEEK
    days = cases.filter(received_on__gte=since, received_on__lt=now).values("received_on").annotate(count=Count("*"))
    return _by_week((row["received_on"], row["count"]) for row in days.order_by())


def _ended(cases: QuerySet[Any], now: date) -> Counter[date]:
    days = _with_end(cases).filter(end__gte=now - WEEKS_BACK * WEEK, end__lt=now)
    counted = days.values("end").annotate(count=Count("*")).order_by()
    return _by_week((row["end"], row["count"]) for row in counted)


def _with_end(cases: QuerySet[Any]) -> QuerySet[Any]:
    """With the day of the first decision, or of the closing without one; null while it waits."""
    ended: QuerySet[Any] = cases.annotate(end=TruncDate(Coalesce("decided_at", "closed_at"), tzinfo=STOCKHOLM))
    return ended


def _by_week(days: Iterable[tuple[date, int]]) -> Counter[date]:
    counts: Counter[date] = Counter()
    for day, count in days:
        counts[monday_of(day)] += count
    return counts


def _waiting(cases: QuerySet[Any], now: date) -> Counter[date]:
    """Those pending when the week began, by the day they pass their limit."""
    begun = _with_end(cases).filter(Q(end__isnull=True) | Q(end__gte=now), received_on__lt=now)
    return Counter({row["target_on"]: row["count"] for row in begun.values("target_on").annotate(count=Count("*"))})


def _due(waiting: Counter[date], now: date) -> list[int]:
    return [
        sum(n for day, n in waiting.items() if now + w * WEEK <= day < now + (w + 1) * WEEK) for w in range(AHEAD)
    ]  # fmt: skip


def _open_days(monday: date) -> list[date]:
    return [day for n in range(7) if is_open_day(day := monday + timedelta(days=n))]


def _away(unit: str | None, benefit: str, now: date) -> list[float]:
    """Who is known to be away, by week."""
    entries = _entries(unit, benefit, now)
    return [away(entries, _open_days(now + w * WEEK)) for w in range(AHEAD)]


def _entries(unit: str | None, benefit: str, since: date) -> list[CapacityEntry]:
    """What the register has of a unit; entries of all benefits count for each."""
    return [one for one in capacity_entries(unit, since) if one.benefit in ("", benefit) or not benefit]


def _weeks(now: date, due: Floats, found: Weeks, gone: list[float]) -> list[Week]:
    late = late_ahead(due, found.ended.mean)
    flows = (found.received, found.ended, found.pending)
    bands = [[(float(one.mean[w]), float(one.low[w]), float(one.high[w])) for w in range(AHEAD)] for one in flows]
    return [
        Week(now + w * WEEK, len(_open_days(now + w * WEEK)), come, go, left, int(due[w + 1]), float(late[w]), gone[w])
        for w, (come, go, left) in enumerate(zip(*bands, strict=True))
    ]
