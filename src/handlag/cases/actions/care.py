"""A case and health care over the exchange: what is asked of care goes out, and what care answers comes to the case."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from handlag.cases.actions.ask import OWN_WORDS, note_asked
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.evidence import LONGEST_DAYS, receive_supplement
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.run_case import proceed
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Supplement
from handlag.core.errors import HandlagError
from handlag.exchange.actions.ask_care import Question, ask_care
from handlag.exchange.actions.care_tasks import open_care_task
from handlag.exchange.domain.messages import Complement, Subject
from handlag.exchange.models import Message
from handlag.intake.models import Certificate
from handlag.people.models import Account

LAGRUM = "SFB 110 kap. 14 §"


def write_to_care(
    case_id: UUID,
    account: Account,
    now: datetime,
    *,
    subject: str,
    text: str,
    certificate_id: UUID,
    question: str = "",
    days: int = 14,
    to_coordinator: bool = False,
) -> Message:
    """Write to the unit that issued one of the case's certificates.

    A complement (KOMPLT) names the form's question and the case waits for it; other subjects are questions beside the
    case's own course. Raises CARE_MESSAGE, CARE_UNREACHABLE, CASE_CARE_CERTIFICATE, and what the case itself forbids.
    """
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        if subject == Subject.KOMPLT:
            holds_task(desk, account)
        allow(desk, Action.REQUEST_SUPPLEMENT if subject == Subject.KOMPLT else Action.NOTE)
        certificate = _certificate_of(desk, certificate_id)
        last_day = deadline(desk.today, _within(days))
        asked = _asked(desk, text, last_day) if subject == Subject.KOMPLT else None
        said = Question(
            _subject(subject), text.strip(),
            (Complement(question.strip(), text.strip()),) if asked and question.strip().isdecimal() else (), last_day,
            case_id=desk.case.id, reference=desk.case.number, supplement=asked.code if asked else "",
            to_coordinator=to_coordinator,
        )  # fmt: skip
        message = ask_care(certificate, said, now, account=account)
        if asked:
            note_asked(desk, asked)
            proceed(desk)
        return message


def _asked(desk: Desk, text: str, last_day: date) -> Ask:
    code = f"{OWN_WORDS}_{len(desk.supplements) + 1}"
    return Ask(code, "care", text.strip(), text.strip(), last_day, LAGRUM)


def _subject(subject: str) -> Subject:
    try:
        return Subject(subject)
    except ValueError:
        raise HandlagError(
            "CARE_SUBJECT", "subject",
            sv="Ämnet är inte något av dem som finns.", en="The subject is none of those there are.",
            remedy_sv=f"Välj något av {', '.join(Subject)}.", remedy_en=f"Choose one of {', '.join(Subject)}.",
        ) from None  # fmt: skip


def _within(days: int) -> int:
    return min(max(days, 1), LONGEST_DAYS)


def _certificate_of(desk: Desk, certificate_id: UUID) -> Certificate:
    """A certificate of the case's person: nobody is written to about somebody else's."""
    found = Certificate.objects.defer("raw").select_related("person").filter(pk=certificate_id, person=desk.person)
    certificate = found.first()
    if certificate is None:
        raise HandlagError(
            "CASE_CARE_CERTIFICATE", "certificate",
            sv="Intyget hör inte till ärendets person.", en="The certificate isn't the case's person's.",
            remedy_sv="Välj ett av intygen i ärendet.", remedy_en="Choose one of the case's certificates.",
        )  # fmt: skip
    return certificate


def care_wrote(message: Message, question: Message | None, now: datetime) -> bool:
    """An answer to what a case awaits goes to the case, after the message has been kept; anything else to a person."""
    del now
    if question is None or question.case_id is None or not question.supplement:
        return False
    from handlag.cases.tasks import care_answered  # noqa: PLC0415 — jobs import actions

    care_answered.defer(message_id=str(message.pk))
    return True


def certificate_answered(question: Message, now: datetime) -> None:
    """A new certificate answers what an officer asked in her own words; a rule sees for itself what it asked for."""
    del now
    if question.case_id is not None and question.supplement.startswith(OWN_WORDS):
        from handlag.cases.tasks import care_answered  # noqa: PLC0415

        care_answered.defer(message_id=str(question.pk))


def take_answer(message_id: UUID, now: datetime) -> bool:
    """Bring care's answer to the case that awaits it; where it awaits it no longer, a person gets it instead.

    Done twice it changes nothing: a job may be run again after a crash."""
    message = Message.objects.select_related("person").get(pk=message_id)
    question = message if message.outgoing else Message.objects.get(external_id=message.reply_to, outgoing=True)
    case_id = _case_of(question)
    if Supplement.objects.filter(case_id=case_id, code=question.supplement, received_at__isnull=False).exists():
        return True
    text = "Svaret finns i ett nytt läkarintyg." if message.outgoing else message.text
    content = {"text": text, "message": str(message.pk)}
    try:
        receive_supplement(case_id, question.supplement, now, content=content, source=message.unit[:80] or "care")
    except HandlagError as error:
        open_care_task("answer", now, person=message.person, message=message, reason=error.code)
        return False
    return True


def _case_of(question: Message) -> UUID:
    assert question.case_id is not None  # noqa: S101 — only messages of cases are brought to cases
    return question.case_id
