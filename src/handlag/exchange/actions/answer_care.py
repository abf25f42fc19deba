"""An officer answers a question from health care."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.core.errors import Conflict, NotFound
from handlag.exchange.actions.ask_care import Question, ask_care
from handlag.exchange.actions.care_tasks import finish_care_task, not_anothers
from handlag.exchange.domain.messages import Subject
from handlag.exchange.models import CareTask, Message
from handlag.intake.models import Certificate
from handlag.people.models import Account


@transaction.atomic
def answer_care(task_id: UUID, account: Account, now: datetime, *, text: str) -> Message:
    """Answer the question a task is about, under its own subject; that ends the task.

    Raises CARE_NO_QUESTION, CARE_MESSAGE, CARE_UNREACHABLE and CARE_TASK_….
    """
    task = CareTask.objects.select_related("message").filter(pk=task_id).first()
    question = task.message if task else None
    if question is None or question.outgoing or question.subject == Subject.PAMINN:
        raise NotFound(
            "CARE_NO_QUESTION", "task",
            sv="Uppgiften gäller ingen fråga från vården.", en="The task is about no question from care.",
            remedy_sv="Skriv ett eget meddelande från ärendet.", remedy_en="Write a message of your own from the case.",
        )  # fmt: skip
    if question.answered_at is not None:
        raise Conflict(
            "CARE_ANSWERED", "task",
            sv="Frågan är redan besvarad.", en="The question has been answered already.",
            remedy_sv="Läs konversationen.", remedy_en="Read the conversation.",
        )  # fmt: skip
    if task is not None:
        not_anothers(task, account)
    certificate = Certificate.objects.select_related("person").defer("raw").get(pk=question.certificate_id)
    said = Question(
        Subject(question.subject), text.strip(), case_id=question.case_id, reference=question.reference,
        reply_to=question.external_id,
    )  # fmt: skip
    message = ask_care(certificate, said, now, account=account)
    Message.objects.filter(pk=question.pk).update(answered_at=now, answered_by="message")
    finish_care_task(task_id, account, now)
    return message
