"""A question of ours has its answer: noted once, with how long it took."""

from __future__ import annotations

from datetime import datetime

from handlag.core.clock import legal_day
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.exchange.models import Message

CARE = Actor("care")


def answered(question: Message, now: datetime, how: str) -> bool:
    """Close a question, by ``message`` or ``certificate``; False where it was closed already."""
    if question.answered_at is not None:
        return False
    question.answered_at, question.answered_by = now, how
    question.save(update_fields=["answered_at", "answered_by"])
    days = (legal_day(now) - legal_day(question.at)).days
    leave(
        Kind.CARE_QUESTION_ANSWERED, now, person=question.person, case_id=question.case_id, actor=CARE,
        message=str(question.pk), subject=question.subject, by=how, days=days,
    )  # fmt: skip
    return True
