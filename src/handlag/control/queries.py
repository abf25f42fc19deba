"""What may be read: what waits to be tried, claims and what is left of them, investigations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from handlag.control.models import Claim, Entry, Investigation
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
    """Wrong payments that wait to be tried, the oldest first."""
    rows = (
        Difference.objects.filter(line__decision__wrong_payment__isnull=True)
        .values("line__decision", "line__decision__decided_at", "person", "benefit")
        .annotate(amount=Sum("amount_ore")).filter(amount__gt=0).order_by("line__decision__decided_at")[:limit]
    )  # fmt: skip
    found = list(rows)
    people = Person.objects.in_bulk([row["person"] for row in found])
    return [
        Untried(
            row["line__decision"], people[row["person"]], row["benefit"], row["line__decision__decided_at"].date(),
            int(row["amount"]),
        )
        for row in found
    ]  # fmt: skip


def claims(*, only_open: bool = True, limit: int = MOST) -> QuerySet[Claim]:
    """Claims with what is left of each (``left``), the oldest first."""
    rows = Claim.objects.select_related("wrong", "person", "write_off_by").annotate(left=Sum("entries__amount_ore"))
    return (rows.filter(left__gt=0) if only_open else rows).order_by("decided_on", "pk")[:limit]


def one_claim(claim_id: UUID) -> Claim | None:
    """A claim with what is left, None where there is no such."""
    rows = Claim.objects.select_related("wrong", "person", "write_off_by").annotate(left=Sum("entries__amount_ore"))
    return rows.filter(pk=claim_id).first()


def entries_of(claim: Claim) -> Sequence[Entry]:
    """What has moved a claim, the first first."""
    return list(claim.entries.select_related("by").order_by("at", "pk"))


def debts_of(person: Person) -> list[Claim]:
    """A person's claims with what is left of each, open ones and settled ones, the newest first."""
    rows = Claim.objects.filter(person=person).select_related("wrong").annotate(left=Sum("entries__amount_ore"))
    return list(rows.order_by("-decided_on", "-pk"))


def investigations(*, only_open: bool = True, limit: int = MOST) -> QuerySet[Investigation]:
    """Investigations with their persons, the oldest first."""
    rows = Investigation.objects.select_related("person", "opened_by__unit")
    return (rows.filter(closed_at__isnull=True) if only_open else rows).order_by("opened_at", "pk")[:limit]


def disagreement() -> int:
    """Öre by which the ledger's account of claims differs from the claims' own entries; 0 when they agree."""
    booked = JournalLine.objects.filter(account_id=RECLAIMED).aggregate(sum=Sum("amount_ore"))["sum"] or 0
    return int(booked) - int(Entry.objects.aggregate(sum=Sum("amount_ore"))["sum"] or 0)
