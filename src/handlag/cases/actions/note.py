"""Writing down what has happened in a case (tjänsteanteckning, FL 27 §)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlag.cases.actions.desk import at_desk
from handlag.cases.actions.guards import allow
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Note
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

LONGEST = 10_000


def write_note(case_id: UUID, account: Account, now: datetime, *, text: str) -> Note:
    """Write a note on a case, open or closed. It is never changed; a wrong one is followed by a right one."""
    if not 0 < len(text.strip()) <= LONGEST:
        raise HandlagError(
            "CASE_NOTE", "text",
            sv=f"Anteckningen är tom eller längre än {LONGEST} tecken.",
            en=f"The note is empty or longer than {LONGEST} characters.",
            remedy_sv="Skriv kortare, eller dela anteckningen i flera.",
            remedy_en="Write less, or divide the note.",
        )  # fmt: skip
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.NOTE)
        note = Note(id=new_id(), case=desk.case, at=now, by=account, text=text.strip())
        desk.add(note)
        desk.tell(Kind.NOTE_WRITTEN)
        return note
