"""What certificates cover of the days a claim is for: where none speaks, and where several do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date, date]
"""From the first day to the last, both included."""


@dataclass(frozen=True)
class Coverage:
    """Claimed days without a certificate, and days that more than one speaks of."""

    gaps: list[Days]
    overlaps: list[Days]


def coverage(claimed: Days, certified: Sequence[Days]) -> Coverage:
    """Compare the claim with what is certified; a boundary day two periods share counts as an overlap."""
    start, end = claimed
    days = [start + timedelta(days=each) for each in range((end - start).days + 1)]

    def where(wanted: Callable[[int], bool]) -> list[Days]:
        return list(_spans(day for day in days if wanted(sum(first <= day <= last for first, last in certified))))

    return Coverage(where(lambda count: count == 0), where(lambda count: count > 1))


def _spans(days: Iterator[date]) -> Iterator[Days]:
    first = last = None
    for day in days:
        if last is not None and first is not None and day != last + timedelta(days=1):
            yield first, last
            first = day
        first, last = first or day, day
    if first is not None and last is not None:
        yield first, last
