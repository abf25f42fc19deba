"""The work log: a question comes in one way and leaves one way, as guidance or as a legal position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.people.models import Account, Role
from handlag.steering.actions.guards import STAFF, require
from handlag.steering.actions.sources import no_source
from handlag.steering.domain.provisions import checked
from handlag.steering.domain.sources import SourceKind, benefits_of, worded
from handlag.steering.domain.ways import Forum, QuestionState, go_on
from handlag.steering.models import Guidance, Question, Source


@dataclass(frozen=True)
class Asked:
    """A question as it is put: words, the provisions it is of, and where it came up."""

    text: str
    provisions: tuple[str, ...] = ()
    benefit: str = ""
    case_id: UUID | None = None


@dataclass(frozen=True)
class Answer:
    """The answer as guidance, in both languages, at the provisions it concerns."""

    text_sv: str
    text_en: str
    provisions: tuple[str, ...] = ()
    source_id: UUID | None = None


def ask_question(asked: Asked, now: datetime, account: Account) -> Question:
    """Put a question whose legal position is unclear. Raises STEERING_TEXT, STEERING_PERSONAL, STEERING_PROVISION,
    STEERING_ROLE."""
    actor = require(account, *STAFF)
    with transaction.atomic():
        question = Question.objects.create(
            number=_next_number(), text=worded(asked.text, "text"), provisions=checked(asked.provisions),
            benefit="".join(benefits_of(filter(None, [asked.benefit]))),
            case_id=asked.case_id, asked_by=account, asked_at=now,
        )  # fmt: skip
        leave(
            Kind.LEGAL_QUESTION_ASKED, now, actor=actor, case_id=asked.case_id, benefit=asked.benefit,
            question=question.number, provisions=question.provisions,
        )  # fmt: skip
    return question


def triage_question(question_id: UUID, forum: str, now: datetime, account: Account) -> Question:
    """Hand a question to the forum that takes it on; may be done again. Raises STEERING_FORUM,
    STEERING_QUESTION_STATE, STEERING_ROLE."""
    actor = require(account, Role.LAWYER)
    if forum not in set(Forum):
        raise HandlagError(
            "STEERING_FORUM", "forum", sv="Forumet finns inte.", en="There is no such forum.",
            remedy_sv="Välj ett i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    with transaction.atomic():
        question = _for_change(question_id, QuestionState.TRIAGED)
        question.forum, question.triaged_by, question.triaged_at = forum, account, now
        question.save()
        leave(Kind.LEGAL_QUESTION_TRIAGED, now, actor=actor, question=question.number, forum=forum)
    return question


def answer_question(question_id: UUID, answer: Answer, now: datetime, account: Account) -> Guidance:
    """Answer with guidance, shown from today at the provisions it concerns. Raises as its parts do."""
    actor = require(account, Role.LAWYER)
    with transaction.atomic():
        question = _for_change(question_id, QuestionState.ANSWERED)
        guidance = _written(question, answer, now, account)
        _close(question, now, account)
        leave(
            Kind.LEGAL_QUESTION_ANSWERED, now, actor=actor, case_id=question.case_id, benefit=question.benefit,
            question=question.number, guidance=str(guidance.id), days=(now - question.asked_at).days,
        )  # fmt: skip
    return guidance


def lift_question(question_id: UUID, source_id: UUID, now: datetime, account: Account) -> Question:
    """Close a question by a registered legal position that settles it. Raises STEERING_NOT_POSITION, and as its
    parts do."""
    actor = require(account, Role.LAWYER)
    with transaction.atomic():
        question = _for_change(question_id, QuestionState.LIFTED)
        question.source = _source(source_id)
        if question.source.kind != SourceKind.LEGAL_POSITION:
            raise HandlagError(
                "STEERING_NOT_POSITION", "source",
                sv="En fråga lyfts till ett rättsligt ställningstagande.",
                en="A question is lifted to a legal position.",
                remedy_sv="Välj ett ställningstagande i registret, eller svara med vägledning.",
                remedy_en="Choose a position in the register, or answer with guidance.",
            )  # fmt: skip
        _close(question, now, account)
        leave(
            Kind.LEGAL_QUESTION_LIFTED, now, actor=actor, case_id=question.case_id, benefit=question.benefit,
            question=question.number, source=str(source_id), days=(now - question.asked_at).days,
        )  # fmt: skip
    return question


def withdraw_guidance(guidance_id: UUID, now: datetime, account: Account, *, reason: str) -> Guidance:
    """Take guidance away from today. Raises STEERING_NO_GUIDANCE, STEERING_TEXT, STEERING_ROLE."""
    actor = require(account, Role.LAWYER)
    with transaction.atomic():
        found = Guidance.objects.select_for_update().filter(id=guidance_id, ends_on__isnull=True).first()
        if found is None:
            raise NotFound(
                "STEERING_NO_GUIDANCE", "guidance",
                sv="Vägledningen finns inte eller gäller inte längre.",
                en="There is no such guidance, or it holds no longer.",
                remedy_sv="Välj en som gäller.", remedy_en="Choose one that holds.",
            )  # fmt: skip
        found.ends_on = clock.legal_day(now)
        found.save(update_fields=["ends_on"])
        leave(
            Kind.GUIDANCE_WITHDRAWN, now, actor=actor, guidance=str(guidance_id), reason=worded(reason, "reason")
        )  # fmt: skip
    return found


def _written(question: Question, answer: Answer, now: datetime, account: Account) -> Guidance:
    provisions = checked(answer.provisions) or question.provisions
    if not provisions:
        raise HandlagError(
            "STEERING_PROVISION", "provisions",
            sv="Inget lagrum är angivet, så vägledningen skulle inte visas någonstans.",
            en="No provision is given, so the guidance would be shown nowhere.",
            remedy_sv="Ange minst ett lagrum.", remedy_en="Give at least one provision.",
        )  # fmt: skip
    return Guidance.objects.create(
        provisions=provisions, benefits=[question.benefit] if question.benefit else [],
        text_sv=worded(answer.text_sv, "text_sv"), text_en=worded(answer.text_en, "text_en"), question=question,
        source=_source(answer.source_id) if answer.source_id else None, valid_from=clock.legal_day(now),
        written_by=account, written_at=now,
    )  # fmt: skip


def _for_change(question_id: UUID, to: QuestionState) -> Question:
    found = Question.objects.select_for_update().filter(id=question_id).first()
    if found is None:
        raise NotFound(
            "STEERING_NO_QUESTION", "question", sv="Frågan finns inte.", en="There is no such question.",
            remedy_sv="Välj en i arbetsloggen.", remedy_en="Choose one in the work log.",
        )  # fmt: skip
    go_on(found.state, to)
    found.state = to
    return found


def _close(question: Question, now: datetime, account: Account) -> None:
    question.closed_at, question.closed_by = now, account
    question.save()


def _source(source_id: UUID) -> Source:
    found = Source.objects.filter(id=source_id).first()
    if found is None:
        raise no_source()
    return found


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('steering_question'))")
        cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM steering_question")
        return int(cursor.fetchone()[0])
