"""Runs of days, both ends included, where several sources speak of the same day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

V = TypeVar("V")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span(Generic[V]):
    """Days from ``start`` to ``end``, both included, that hold one value."""

    start: date
    end: date
    value: V

    def without(self, other: Span[V]) -> Iterator[Span[V]]:
        """What is left of this span when another takes its days."""
        if other.end < self.start or self.end < other.start:
            yield self
            return
        if self.start < other.start:
            yield Span(self.start, other.start - ONE_DAY, self.value)
        if other.end < self.end:
            yield Span(other.end + ONE_DAY, self.end, self.value)


def latest_wins(spans: Iterable[Span[V]]) -> list[Span[V]]:
    """Spans in the order they became known, made disjoint: each day has the value that was given last."""
    result: list[Span[V]] = []
    for span in spans:
        result = [left for known in result for left in known.without(span)] + [span]
    return _joined(sorted(result, key=lambda span: span.start))


def _joined(ordered: list[Span[V]]) -> list[Span[V]]:
    joined: list[Span[V]] = []
    for span in ordered:
        last = joined[-1] if joined else None
        if last and last.end + ONE_DAY == span.start and last.value == span.value:
            joined[-1] = Span(last.start, span.end, span.value)
        else:
            joined.append(span)
    return joined
