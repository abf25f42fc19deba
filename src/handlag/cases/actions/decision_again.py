"""Writing what is decided after a request or an appeal: a changed decision, one that stands, or a dismissal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlag.cases.actions.decision import call_listeners, line_row
from handlag.cases.actions.desk import Desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.domain.again import CHANGED, UNCHANGED
from handlag.cases.domain.clock import reconsideration_deadline
from handlag.cases.domain.letter import Decided
from handlag.cases.domain.letter_again import dismissal_letter, reconsideration_letter
from handlag.cases.domain.outcome import overall
from handlag.cases.domain.picture import Picture
from handlag.cases.models import Decision, DecisionLine, Reconsideration
from handlag.cases.models.case import State
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.law.results import Line
from handlag.people.models import Account

DISMISSAL, DISMISSED = "dismissal", "dismissed"


def record_reconsideration(
    desk: Desk, asked: Reconsideration, picture: Picture, lines: Sequence[Line], *, changed: bool, reasons: str
) -> Decision:
    """Write the decision on a request: with lines of its own where it changes any day, else the earlier one stands."""
    outcome = overall(lines) if changed else UNCHANGED
    decision = _decision(desk, "reconsideration", outcome, picture.receipt, reasons)
    rows = [line_row(decision, position, line) for position, line in enumerate(lines, start=1)] if changed else []
    desk.add(decision, *rows)
    desk.tell(
        Kind.DECIDED, decision=str(decision.id), outcome=outcome, automatic=False, kind=decision.kind,
        days=(desk.today - asked.received_on).days, received=asked.received_on.isoformat(),
    )  # fmt: skip
    _queue_letter(desk, asked, decision, picture, lines if changed else [])
    desk.change(asked, status=CHANGED if changed else UNCHANGED, closed_at=desk.now, result=decision)
    close(desk, "reconsidered")
    desk.write()
    if rows:
        call_listeners(desk, decision, rows)
    return decision


def record_dismissal(desk: Desk, what: str, received_on: Any, last_day: Any, reasons: str) -> Decision:
    """Write that a request (``reconsideration``) or an ``appeal`` came too late and is not tried."""
    decision = _decision(desk, DISMISSAL, DISMISSED, {}, reasons)
    desk.add(decision)
    content = dismissal_letter(
        desk.person.language, recipient(desk.person), desk.case.number, desk.today, what=what, reasons=reasons,
        received_on=received_on, last_day=last_day, appeal_by=decision.reconsideration_by, by=officer(desk),
    )  # fmt: skip
    queue_letter(desk, DISMISSAL, content, decision)
    return decision


def close(desk: Desk, reason: str) -> None:
    """Close the case again; the day of the first decision stays as it was."""
    desk.change(
        desk.case, state=State.CLOSED, waiting_reason="", waiting_until=None, closed_at=desk.now, closed_reason=reason
    )
    desk.tell(Kind.CASE_CLOSED, reason=reason)


def officer(desk: Desk) -> str:
    """The name and unit of whoever sits at the desk, as letters give it."""
    account: Account | None = desk.account
    if account is None:
        return ""
    return ", ".join(part for part in (account.get_full_name(), account.unit.name if account.unit else "") if part)


def _decision(desk: Desk, kind: str, outcome: str, receipt: dict[str, Any], reasons: str) -> Decision:
    return Decision(
        id=new_id(), case=desk.case, kind=kind, outcome=outcome, decided_at=desk.now, automatic=False,
        decided_by=desk.account, revision=desk.case.revision, receipt=receipt, reasons_sv=reasons, reasons_en=reasons,
        reconsideration_by=reconsideration_deadline(desk.today),
    )  # fmt: skip


def _queue_letter(
    desk: Desk, asked: Reconsideration, decision: Decision, picture: Picture, lines: Sequence[Line]
) -> None:
    told = Decided(
        desk.case.benefit, desk.case.number, decision.outcome, lines, desk.today, decision.reconsideration_by,
        officer(desk), "", decision.reasons_sv, picture.evidence,
    )  # fmt: skip
    content = reconsideration_letter(desk.person.language, recipient(desk.person), told, asked.received_on)
    queue_letter(desk, "reconsideration", content, decision)


__all__ = ["DecisionLine", "close", "officer", "record_dismissal", "record_reconsideration"]
