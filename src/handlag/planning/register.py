"""What may be read of the register of capacity: entries in force, their versions, who is away. No person is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from handlag.planning.models import CapacityEntry


def capacity_entries(unit: str | None = None, since: date | None = None) -> list[CapacityEntry]:
    """The entries that hold, each in its latest version: of the agency, or of a unit, still in force on ``since``."""
    latest = CapacityEntry.objects.order_by("entry", "-version").distinct("entry")
    held = CapacityEntry.objects.filter(pk__in=latest.values("pk"), withdrawn=False)
    if unit is not None:
        held = held.filter(unit=unit)
    if since is not None:
        held = held.filter(Q(until__isnull=True) | Q(until__gte=since))
    return list(held.order_by("unit", "benefit", "kind", "first"))


def capacity_versions(entry: UUID) -> list[CapacityEntry]:
    """Every version of an entry, the latest first."""
    return list(CapacityEntry.objects.filter(entry=entry).order_by("-version"))


def away(entries: Iterable[CapacityEntry], days: Sequence[date]) -> float:
    """Mean full-time equivalents absent or in training over some days; overtime counts against them."""
    signs = {CapacityEntry.Kind.ABSENCE: 1, CapacityEntry.Kind.TRAINING: 1, CapacityEntry.Kind.OVERTIME: -1}
    if not days:
        return 0.0
    whole = [
        signs.get(CapacityEntry.Kind(one.kind), 0) * one.fte
        for one in entries
        for day in days
        if one.first <= day and (one.until is None or day <= one.until)
    ]
    return sum(whole) / len(days)


def present(entries: Sequence[CapacityEntry], weeks: Sequence[Sequence[date]]) -> list[float] | None:
    """Full-time equivalents there by week, those away taken off; None where nobody is entered as being there.

    Weeks before the first that tells of people are as that one: nothing is known of them.
    """
    there = [one for one in entries if one.kind == CapacityEntry.Kind.PEOPLE]
    found = [_mean_fte(there, days) for days in weeks]
    first = next((n for n, people in enumerate(found) if people > 0), None)
    if first is None:
        return None
    left = [max(people - away(entries, days), 0.0) for people, days in zip(found, weeks, strict=True)]
    return [left[first]] * first + left[first:]


def _mean_fte(entries: Iterable[CapacityEntry], days: Sequence[date]) -> float:
    whole = [
        one.fte for one in entries for day in days if one.first <= day and (one.until is None or day <= one.until)
    ]  # fmt: skip
    return sum(whole) / len(days) if days else 0.0


def people_of(benefit: str, day: date) -> tuple[float, str]:
    """The full-time equivalents entered for a benefit on a day, and their sources; nought where none is entered."""
    entries = [
        one
        for one in capacity_entries(since=day)
        if one.benefit == benefit and one.kind == CapacityEntry.Kind.PEOPLE and one.first <= day
    ]
    return sum(one.fte for one in entries), "; ".join(dict.fromkeys(one.source for one in entries))
