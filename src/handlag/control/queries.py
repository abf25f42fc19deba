"""What may be read: what waits to be tried, claims and what is left of them, investigations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from handlag.control.models import Claim, Entry, Investigation
from handlag.core.clock import legal_day
from handlag.payments.domain.accounts import RECLAIMED
from handlag.payments.models import Difference, JournalLine
from handlag.people.models import Person

MOST = 200


@dataclass(frozen=True)
class Untried:
    """What a decision showed was paid too much, and nobody has tried yet. Öre."""

    decision: UUID
    person: Person
    benefit: str
    since: date
    amount_ore: int


def untried(limit: int = MOST) -> list[Untried]:
    """Wrong payments that wait to be tried, the oldest first, no more than ``limit``."""
    found = list(_untried()[:limit])
    people = Person.objects.in_bulk([row["person"] for row in found])
    return [
        Untried(
            row["line__decision"], people[row["person"]], row["benefit"], legal_day(row["line__decision__decided_at"]),
            int(row["amount"]),
        )
        for row in found
    ]  # fmt: skip


def how_many_untried() -> int:
    """All wrong payments that wait to be tried."""
    return int(_untried().count())


def _untried() -> Any:
    return (
        Difference.objects.filter(line__decision__wrong_payment__isnull=True)
        .values("line__decision", "line__decision__decided_at", "person", "benefit")
        .annotate(amount=Sum("amount_ore")).filter(amount__gt=0).order_by("line__decision__decided_at")
    )  # fmt: skip


def claims(limit: int = MOST) -> QuerySet[Claim]:
    """Claims something is left of (``left``, öre), the oldest first."""
    rows: QuerySet[Claim] = _with_left().filter(left__gt=0)
    return rows.order_by("decided_on", "pk")[:limit]


def one_claim(claim_id: UUID) -> Claim | None:
    """A claim with what is left, None where there is no such."""
    rows: QuerySet[Claim] = _with_left().filter(pk=claim_id)
    return rows.first()


def _with_left() -> Any:  # the checker forgets what a query is annotated with when it is handed on
    rows = Claim.objects.select_related("wrong", "person", "write_off_by")
    return rows.annotate(left=Sum("entries__amount_ore"))


def entries_of(claim: Claim) -> Sequence[Entry]:
    """What has moved a claim, the first first."""
    return list(claim.entries.select_related("by").order_by("at", "pk"))


def debts_of(person: Person) -> list[Claim]:
    """A person's claims with what is left of each, open ones and settled ones, the newest first."""
    return list(_with_left().filter(person=person).order_by("-decided_on", "-pk"))


def investigations(limit: int = MOST) -> QuerySet[Investigation]:
    """Open investigations with their persons, the oldest first."""
    rows = Investigation.objects.select_related("person", "opened_by__unit")
    return rows.filter(closed_at__isnull=True).order_by("opened_at", "pk")[:limit]


def disagreement() -> int:
    """Öre by which the ledger's account of claims differs from the claims' own entries; 0 when they agree."""
    booked = JournalLine.objects.filter(account_id=RECLAIMED).aggregate(sum=Sum("amount_ore"))["sum"] or 0
    return int(booked) - int(Entry.objects.aggregate(sum=Sum("amount_ore"))["sum"] or 0)
