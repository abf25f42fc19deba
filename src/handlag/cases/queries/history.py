"""Parental days decided earlier, as they hold after later decisions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from handlag.cases.domain.parental_account import Taken
from handlag.cases.domain.spans import Span, latest_wins
from handlag.cases.models import DecisionLine


def parental_days(child_id: UUID, except_case: UUID) -> dict[UUID, list[Span[Taken]]]:
    """Granted parental days for a child by the person who got them, as they hold after later decisions."""
    rows = (
        DecisionLine.objects.filter(decision__case__subject_id=child_id, decision__case__benefit="foraldrapenning")
        .exclude(decision__case_id=except_case)
        .order_by("decision__decided_at", "decision_id", "position")
        .values_list(
            "decision__case__person_id", "period", "outcome", "share_numerator", "share_denominator", "level",
            "reason_code",
        )
    )  # fmt: skip
    by_person: dict[UUID, list[Span[Taken]]] = {}
    for person, period, outcome, over, under, level, reason in rows:
        if reason == "FPG_NOT_CLAIMED":
            continue  # says nothing of the day: another claim may have asked for it
        taken = Taken(over * 8 // under if outcome == "granted" and under else 0, level)
        span = Span(period.lower, period.upper - timedelta(days=1), taken)
        by_person.setdefault(person, []).append(span)
    return {person: _granted(spans) for person, spans in by_person.items()}


def _granted(spans: list[Span[Taken]]) -> list[Span[Taken]]:
    return [span for span in latest_wins(spans) if span.value.eighths]
