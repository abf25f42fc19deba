"""Earlier decided days, as they hold after later decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

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
