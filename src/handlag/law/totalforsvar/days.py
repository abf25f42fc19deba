"""Days of service, one at a time."""

from __future__ import annotations

from datetime import date, timedelta

from handlag.law.facts import Span
from handlag.law.totalforsvar import provisions as p
from handlag.law.totalforsvar.facts import Attended


def _in(spans: tuple[Span, ...], day: date) -> bool:
    return any(span.holds(day) for span in spans)


def days_of(span: Span) -> list[date]:
    """Every day of a span."""
    return [span.start + timedelta(days=number) for number in range((span.end - span.start).days + 1)]


def attended(facts: Attended, day: date) -> bool:
    """Whether the day was neither missed without reason nor spent detained."""
    return p.i_tjanst(_in(facts.absent, day), _in(facts.detained, day))
