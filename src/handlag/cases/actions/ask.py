"""Asking for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from handlag.cases.actions.ask_by_letter import ask_by_letter, ask_to_claim
from handlag.cases.actions.desk import Desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.domain.certified import CLAIM
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.letter import supplement_letter
from handlag.cases.domain.letter_asked import Wanted
from handlag.cases.models import Deadline, Supplement
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.exchange.actions.ask_care import Question, ask_care, reachable
from handlag.exchange.domain.messages import Complement, Subject
from handlag.intake.models import Certificate

OWN_WORDS = "OFFICER"
"""How the code of something begins that an officer asked for herself: no rule can tell that it has come."""


def ask_for(desk: Desk, asks: Iterable[Ask]) -> None:
    """Ask for each, with its deadline: the insured and the employer by one letter each, care by message if it can."""
    asks = list(asks)
    for ask in asks:
        note_asked(desk, ask)
    unreached = [ask for ask in asks if ask.asked_of == "care" and not send_to_care(desk, ask)]
    ask_by_letter(desk, "care", _wanted(unreached))
    ask_by_letter(desk, "employer", _wanted(ask for ask in asks if ask.asked_of == "employer"))
    if unclaimed := next((ask for ask in asks if ask.code == CLAIM), None):
        ask_to_claim(desk, unclaimed.due)
    if hers := [ask for ask in asks if ask.asked_of == "insured" and ask.code != CLAIM]:
        person = desk.person
        content = supplement_letter(person.language, recipient(person), desk.case.number, desk.today, hers)
        queue_letter(desk, "supplement", content)


def _wanted(asks: Iterable[Ask]) -> list[Wanted]:
    return [Wanted(ask.sv, ask.due, ask.lagrum) for ask in asks]


def send_to_care(desk: Desk, ask: Ask) -> bool:
    """Put what is asked of care in the exchange's outbox, on each certificate it is about; True where it could be.

    What a rule found lacking is asked question by question; an officer's own words are a question on the latest
    certificate. A unit that can't be reached is asked by letter instead.
    """
    rows = [row for row in desk.evidence if row.kind == "certificate" and row.certificate_id is not None]
    incomplete = [row for row in rows if row.content.get("to_complete")]
    about = rows[-1:] if ask.code.startswith(OWN_WORDS) else incomplete
    certificates = Certificate.objects.filter(pk__in=[row.certificate_id for row in about])
    reached = [each for each in certificates.defer("raw").select_related("person") if reachable(each)]
    for certificate in reached:
        ask_care(certificate, _question(desk, ask, certificate), desk.now, account=desk.account)
    return bool(reached)


def _question(desk: Desk, ask: Ask, certificate: Certificate) -> Question:
    complements = () if ask.code.startswith(OWN_WORDS) else tuple(_complements(certificate))
    return Question(
        Subject.KOMPLT if complements else Subject.OVRIGT, ask.sv, complements, ask.due, case_id=desk.case.id,
        reference=desk.case.number, supplement=ask.code,
    )  # fmt: skip


def _complements(certificate: Certificate) -> Iterator[Complement]:
    """One for each question of the form with broken rules, saying all that is wrong with its answers."""
    faults: dict[str, list[str]] = {}
    for found in certificate.findings:
        question = str(found["question"]).split(".", maxsplit=1)[0]
        if found["severity"] != "note" and question.isdecimal():
            faults.setdefault(question, []).append(found["sv"])
    return (Complement(question, " ".join(dict.fromkeys(said))) for question, said in faults.items())


def note_asked(desk: Desk, ask: Ask) -> None:
    """Have the case await what is asked for, with its deadline."""
    row = Supplement(
        id=new_id(), case=desk.case, code=ask.code, asked_of=ask.asked_of, sv=ask.sv, en=ask.en,
        asked_at=desk.now, due=ask.due,
    )  # fmt: skip
    desk.supplements.append(row)
    desk.add(
        row, Deadline(case=desk.case, kind=f"supplement:{ask.code}"[:40], due=ask.due, basis=ask.lagrum or "agency")
    )
    desk.tell(Kind.SUPPLEMENT_REQUESTED, code=ask.code, asked_of=ask.asked_of, due=ask.due.isoformat())


def received(desk: Desk, row: Supplement, content: dict[str, Any] | None = None) -> None:
    """Mark what was asked for as received."""
    desk.change(row, received_at=desk.now, content=content)
    desk.tell(Kind.SUPPLEMENT_RECEIVED, code=row.code)


def lapsed(desk: Desk, row: Supplement) -> None:
    """Mark what was asked for as not having come in time: the case goes on without it."""
    desk.change(row, lapsed_at=desk.now)
    desk.tell(Kind.SUPPLEMENT_LAPSED, code=row.code)
