"""Questions of ours that nobody has answered: one reminder after the last day, and then a person is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from handlag.core.clock import legal_day
from handlag.exchange.actions.ask_care import Question, ask_care, reachable
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.domain.messages import Subject
from handlag.exchange.models import CareTask, Message
from handlag.intake.models import Certificate

PATIENCE = timedelta(days=7)
"""How long after the reminder a person is told."""


def remind(now: datetime) -> int:
    """Remind of every unanswered question whose last day has passed, once each; then put it before a person."""
    today = legal_day(now)
    reminders = [_remind(each, now) for each in _unanswered(today).filter(~Exists(_reminders()))]
    for question in _unanswered(today - PATIENCE).filter(Exists(_reminders()), ~Exists(_told())):
        with transaction.atomic():
            open_care_task("no_answer", now, person=question.person, message=question)
    return sum(reminders)


def _unanswered(day: date) -> QuerySet[Message]:
    rows = Message.objects.filter(outgoing=True, answered_at__isnull=True, last_day__lt=day, reminder_of="")
    return rows.filter(delivery__status="sent").select_related("person").order_by("last_day", "id")


def _reminders() -> QuerySet[Message]:
    return Message.objects.filter(outgoing=True, reminder_of=OuterRef("external_id"))


def _told() -> QuerySet[CareTask]:
    return CareTask.objects.filter(kind="no_answer", message=OuterRef("pk"))


def _remind(question: Message, now: datetime) -> bool:
    certificate = Certificate.objects.select_related("person").defer("raw").get(pk=question.certificate_id)
    if not reachable(certificate):
        return False
    text = f"Vi har inte fått svar på vårt meddelande den {legal_day(question.at)}. Svara så snart ni kan."
    reminder = Question(
        Subject.PAMINN, text, case_id=question.case_id, reference=question.reference, reminder_of=question.external_id
    )
    ask_care(certificate, reminder, now)
    return True
