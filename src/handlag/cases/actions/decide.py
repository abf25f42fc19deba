"""A person decides: at once, or as two who look at the same facts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlag.cases.actions.decision import record_decision
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow_on, holds_task, not_own_case
from handlag.cases.actions.picture import picture_of
from handlag.cases.actions.plan import hold_reviews
from handlag.cases.actions.run_case import check_automation, resume, run_case
from handlag.cases.actions.tasks import complete_task, open_task
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Need, run
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.picture import Picture
from handlag.cases.domain.steps import APPROVE
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Decision, Task
from handlag.people.models import Account

APPROVE_DAYS = 3


def decide(case_id: UUID, account: Account, now: datetime, *, expected_revision: int, reasons: str = "") -> Decision:
    """Make the decision the law comes to on the facts and assessments the account has read.

    The registers are looked up once more first: what has moved there makes the decision stale. Raises CASE_STALE,
    CASE_QUESTIONS_OPEN, CASE_SUPPLEMENT_OPEN, CASE_NOT_COMMUNICATED, CASE_FOUR_EYES, CASE_SAME_EYES,
    CASE_TASK_NOT_YOURS, CASE_OWN, CASE_CLOSED; nothing is written then but the facts that have moved.
    """
    run_case(case_id, now)
    with at_desk(case_id, now, account) as desk:
        picture = _ready(desk, account, Action.DECIDE, expected_revision)
        proposer = _proposer(desk)
        reasons = reasons.strip() or str(desk.task.detail.get("reasons", "") if desk.task else "")
        check_automation(desk, picture)
        resume(desk)
        complete_task(desk)
        if desk.case.decided_at is not None:
            hold_reviews(desk, changed=True)
        return record_decision(desk, picture, decided_by=account, proposed_by=proposer, reasons=reasons)


def propose_decision(
    case_id: UUID, account: Account, now: datetime, *, expected_revision: int, reasons: str = ""
) -> Task:
    """Propose the decision for somebody else to make; the proposer's own task is done."""
    run_case(case_id, now)
    with at_desk(case_id, now, account) as desk:
        _ready(desk, account, Action.PROPOSE, expected_revision)
        complete_task(desk)
        need = Need(APPROVE, four_eyes=True, question=_proposal(desk, account, reasons))
        return open_task(desk, need, deadline(desk.today, APPROVE_DAYS), excluded=account)


def _proposal(desk: Desk, account: Account, reasons: str) -> dict[str, object]:
    return {"proposed_by": str(account.id), "revision": desk.case.revision, "reasons": reasons.strip()}


def _ready(desk: Desk, account: Account, action: Action, expected_revision: int) -> Picture:
    """The picture to decide on, when nothing stands in the way."""
    not_own_case(desk, account)
    picture = run(flow_of(desk.case.flow, desk.case.flow_version), picture_of(desk)).picture
    four_eyes = action == Action.DECIDE and _four_eyes(desk)
    allow_on(desk, action, picture, expected_revision, four_eyes=four_eyes)
    holds_task(desk, account)
    return picture


def _four_eyes(desk: Desk) -> bool:
    return desk.task is not None and bool(desk.task.detail.get("four_eyes"))


def _proposer(desk: Desk) -> Account | None:
    proposed_by = desk.task.detail.get("proposed_by") if desk.task else None
    return Account.objects.get(pk=proposed_by) if proposed_by else None
