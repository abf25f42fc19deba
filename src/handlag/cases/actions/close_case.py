"""Ending a case without a decision, and taking a decided one up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.plan import hold_reviews
from handlag.cases.actions.run_case import resume, stand
from handlag.cases.actions.tasks import cancel_task, complete_task
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Case
from handlag.cases.models.case import State
from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.people.models import Account

REASONS: dict[str, tuple[str, str]] = {
    "withdrawn": ("Ansökan är återkallad", "The claim was withdrawn"),
    "duplicate": ("Ärendet är detsamma som ett annat", "The case is the same as another"),
    "mistake": ("Ärendet lades upp av misstag", "The case was opened by mistake"),
    "reviewed": ("Granskningen gav ingen ändring", "The review changed nothing"),
}
"""Why a case ends without a decision (avskrivning). Only a review leaves a decided case as it is."""
REVIEWED = "reviewed"


def close_case(case_id: UUID, now: datetime, *, reason: str, account: Account | None = None) -> Case:
    """End a case without a decision: ``CASE_DECIDED`` where there is one, unless a review leaves it as it is.

    ``CASE_CLOSE_REASON`` for an unknown reason.

    A person must have the case's task; without an account it is the machine acting on a withdrawn claim.
    """
    if reason not in REASONS:
        raise _unknown_reason(reason)
    with at_desk(case_id, now, account) as desk:
        if account is not None:
            not_own_case(desk, account)
            holds_task(desk, account)
        allow(desk, Action.END_REVIEW if reason == REVIEWED else Action.CLOSE)
        if reason == REVIEWED:
            hold_reviews(desk, changed=False)
        end(desk, reason)
        return desk.case


def end(desk: Desk, reason: str) -> None:
    """Close the case on the desk: an account's task is done by that, anybody else's is needed no more."""
    resume(desk)
    complete_task(desk) if desk.account else cancel_task(desk)
    stand(desk, State.CLOSED)
    desk.change(desk.case, closed_at=desk.now, closed_reason=reason)
    desk.tell(Kind.CASE_CLOSED, reason=reason)


def _unknown_reason(reason: str) -> HandlagError:
    return HandlagError(
        "CASE_CLOSE_REASON", "reason",
        sv=f"{reason[:40]!r} är inget skäl att avsluta ett ärende.",
        en=f"{reason[:40]!r} is no reason to close a case.",
        remedy_sv=f"Välj något av: {', '.join(REASONS)}.",
        remedy_en=f"Choose one of: {', '.join(REASONS)}.",
    )  # fmt: skip
