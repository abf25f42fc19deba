"""Putting the material to the party before a decision against her, and taking in what she answers (FL 25 §)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow as allow_now
from handlag.cases.actions.guards import allow_on, holds_task, not_own_case
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.actions.picture import picture_of
from handlag.cases.actions.run_case import proceed
from handlag.cases.actions.tasks import complete_task
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.letter import communication_letter
from handlag.cases.domain.picture import Picture
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Case, Communication, Deadline, Evidence
from handlag.core.errors import Conflict
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

DAYS = 14
"""Days to answer in; the statute says only that there must be enough time, so this is the system's own default."""


def communicate(
    case_id: UUID, account: Account, now: datetime, *, text: str = "", days: int = DAYS, expected_revision: int
) -> Communication:
    """Put the case as it stands to the party; it waits for her answer, at most until the day it is due.

    The communication holds for this revision only: facts that come later must be put to her again.
    """
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        holds_task(desk, account)
        picture = picture_of(desk)
        allow_on(desk, Action.COMMUNICATE, picture, expected_revision, four_eyes=False)
        row = _communication(desk, picture, text, days)
        complete_task(desk)
        proceed(desk)
        return row


def _communication(desk: Desk, picture: Picture, text: str, days: int) -> Communication:
    due = deadline(desk.today, max(days, 1))
    row = Communication(
        id=new_id(), case=desk.case, sent_at=desk.now, due=due, text=text, revision=desk.case.revision,
        material={"lines": [line.as_dict() for line in picture.lines], "evidence": [str(e.id) for e in desk.evidence]},
    )  # fmt: skip
    desk.add(row, Deadline(case=desk.case, kind="statement", due=due, basis="FL 25 §"))
    desk.communications.append(row)
    desk.tell(Kind.COMMUNICATED, due=due.isoformat())
    person = desk.person
    content = communication_letter(
        person.language, recipient(person), desk.case.number, desk.today, due=due, text=text, lines=picture.lines
    )
    queue_letter(desk, "communication", content)
    return row


def receive_statement(case_id: UUID, now: datetime, *, text: str, account: Account | None = None) -> Case:
    """Take in the party's answer to the last communication; whoever decides must have read it."""
    with at_desk(case_id, now, account) as desk:
        allow_now(desk, Action.RECEIVE_STATEMENT)
        row = _unanswered(desk)
        desk.change(row, answered_at=now, statement=text)
        evidence = Evidence(
            id=new_id(), case=desk.case, kind="statement", source="insured", content={"text": text}, received_at=now
        )
        desk.add(evidence)
        desk.evidence.append(evidence)
        desk.tell(Kind.STATEMENT_RECEIVED)
        proceed(desk)
        return desk.case


def _unanswered(desk: Desk) -> Communication:
    last = desk.communications[-1] if desk.communications else None
    if last is not None and last.answered_at is None:
        return last
    raise Conflict(
        "CASE_NO_COMMUNICATION", "statement",
        sv="Det finns inget att yttra sig över, eller så har du redan svarat.",
        en="There is nothing to answer, or it has been answered already.",
        remedy_sv="Skicka uppgiften som komplettering i stället.",
        remedy_en="Send it as a supplement instead.",
    )  # fmt: skip
