"""Asking for what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlag.cases.actions.desk import Desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.domain.flow import Ask
from handlag.cases.domain.letter import supplement_letter
from handlag.cases.models import Deadline, Supplement
from handlag.core.ids import new_id
from handlag.events.kinds import Kind

OWN_WORDS = "OFFICER"
"""How the code of something begins that an officer asked for herself: no rule can tell that it has come."""


def ask_for(desk: Desk, asks: Iterable[Ask]) -> None:
    """Ask for each, with its deadline; the insured gets one letter with all that is asked of her."""
    asks = list(asks)
    for ask in asks:
        _ask(desk, ask)
    if hers := [ask for ask in asks if ask.asked_of == "insured"]:
        person = desk.person
        content = supplement_letter(person.language, recipient(person), desk.case.number, desk.today, hers)
        queue_letter(desk, "supplement", content)


def _ask(desk: Desk, ask: Ask) -> None:
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
