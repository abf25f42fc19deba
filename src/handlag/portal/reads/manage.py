"""The manager's overview: what is open, how old it is beside its target, who has what, and what it waits for.

Counts of cases only. Nothing here ranks persons by what they do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import CharField, Count, Q, Value
from django.db.models import When as If

from handlag.cases.domain.waits import CLAIM
from handlag.cases.models import Case, Task
from handlag.cases.models.case import State
from handlag.people.models import Account, Role

BANDS = ("within", "this_week", "past", "far_past")
WEEK = timedelta(days=7)
FAR = timedelta(days=30)


@dataclass
class BenefitRow:
    """Open cases of one benefit by where they stand beside their target."""

    benefit: str
    bands: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BANDS, 0))

    @property
    def total(self) -> int:
        """All open cases of the benefit."""
        return sum(self.bands.values())


@dataclass(frozen=True)
class Worker:
    """What an officer has taken now."""

    account: Account
    taken: int
    overdue: int


@dataclass(frozen=True)
class Overview:
    """The manager's first page."""

    rows: list[BenefitRow]
    states: list[Any]
    waits: list[Any]
    tasks: list[Any]
    passing: list[Case]


def overview(unit: str | None, today: date) -> Overview:
    """The open work of a unit, or of the whole agency where the manager has none."""
    cases = Case.objects.exclude(state=State.CLOSED)
    tasks = Task.objects.filter(status__in=("open", "taken"))
    if unit:
        cases, tasks = cases.filter(unit=unit), tasks.filter(unit=unit)
    undecided = cases.filter(decided_at__isnull=True).exclude(waiting_reason=CLAIM)
    ending = undecided.filter(target_on__gte=today, target_on__lt=today + WEEK)
    counted = _counted(cases, today)
    claimed = [row for row in counted if row["waiting_reason"] != CLAIM]  # nobody waits for a decision in the others
    return Overview(
        _rows(claimed),
        _summed(claimed, "benefit", "state"),
        _waits(counted),
        list(
            tasks.values("benefit", "kind", "status").annotate(count=Count("*")).order_by("benefit", "kind", "status")
        ),
        list(ending.select_related("unit").order_by("target_on", "received_on")[:50]),
    )


def workers(unit: str | None, today: date) -> list[Worker]:
    """The officers by name, with what each has taken and how much of it has passed its deadline."""
    officers = Account.objects.filter(role=Role.OFFICER, is_active=True).select_related("unit")
    if unit:
        officers = officers.filter(unit=unit)
    taken = Q(tasks__status="taken")
    counted = officers.annotate(
        taken=Count("tasks", filter=taken),
        overdue=Count("tasks", filter=taken & Q(tasks__deadline__lt=today)),
    ).order_by("last_name", "first_name", "username")
    return [Worker(officer, officer.taken, officer.overdue) for officer in counted[:500]]


def _counted(cases: Any, today: date) -> list[dict[str, Any]]:
    """The open cases counted once by all that the page asks of them: an index alone answers it (``case_open``).

    A case within its last week counts as such and not as within: each case is in exactly one band.
    """
    band = When(
        If(target_on__lt=today - FAR, then=Value("far_past")),
        If(target_on__lt=today, then=Value("past")),
        If(target_on__lt=today + WEEK, then=Value("this_week")),
        default=Value("within"),
        output_field=CharField(),
    )
    by = cases.annotate(band=band).values("benefit", "state", "waiting_reason", "band")
    return list(by.annotate(count=Count("*")).order_by())


def _summed(counted: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    totals: Counter[tuple[str, ...]] = Counter()
    for row in counted:
        totals[tuple(row[name] for name in names)] += row["count"]
    return [dict(zip(names, key, strict=True)) | {"count": count} for key, count in sorted(totals.items())]


def _waits(counted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    waiting = _summed([row for row in counted if row["state"] == State.WAITING], "waiting_reason")
    return sorted(waiting, key=lambda row: -row["count"])


def _rows(counted: list[dict[str, Any]]) -> list[BenefitRow]:
    found: dict[str, BenefitRow] = {}
    for row in _summed(counted, "benefit", "band"):
        found.setdefault(row["benefit"], BenefitRow(row["benefit"])).bands[row["band"]] = row["count"]
    return list(found.values())
