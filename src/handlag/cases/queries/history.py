"""Earlier decided days, as they hold after later decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from handlag.cases.domain.parental_account import Taken
from handlag.cases.domain.spans import Span, latest_wins
from handlag.cases.models import DecisionLine

KIND_BY_REASON = {"SJP_SICK_PAY": "sick_pay", "SJP_DEDUCTION": "deduction", "SJP_WAITING": "waiting"}
OTHER = ""


def earlier_days(person_id: UUID, benefit: str, except_case: UUID) -> list[Span[str]]:
    """Days decided in the person's other cases of the benefit: granted days by its name, and the first days of a
    sickness period by kind. Of several decisions on a day the last one counts.
    """
    rows = (
        DecisionLine.objects.filter(decision__case__person_id=person_id, decision__case__benefit=benefit)
        .exclude(decision__case_id=except_case)
        .order_by("decision__decided_at", "decision_id", "position")
        .values("period", "outcome", "reason_code", "decision_id")
        .annotate(sick_pay=F("decision__receipt__facts__sick_pay"))
    )
    spans = list(_spans(rows, benefit))
    return [span for span in latest_wins(spans) if span.value != OTHER]


def _spans(rows: Any, benefit: str) -> Iterator[Span[str]]:
    seen: set[UUID] = set()
    for row in rows:
        paid = row["sick_pay"]
        if row["decision_id"] not in seen and paid:
            yield Span(date.fromisoformat(paid["start"]), date.fromisoformat(paid["end"]), "sick_pay")
        seen.add(row["decision_id"])
        kind = benefit if row["outcome"] == "granted" else KIND_BY_REASON.get(row["reason_code"], OTHER)
        yield Span(row["period"].lower, row["period"].upper - timedelta(days=1), kind)


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
