"""Dates set ahead: a case put aside until a day, and reviews of what was decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.run_case import stand
from handlag.cases.actions.tasks import complete_task, open_task
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Need
from handlag.cases.domain.steps import REVIEW
from handlag.cases.domain.transitions import Action
from handlag.cases.domain.waits import PLANNED
from handlag.cases.models import Case, Review
from handlag.cases.models.case import State
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

REVIEW_DAYS = 14


def wait_until(case_id: UUID, account: Account, now: datetime, *, until: date) -> Case:
    """Put a case aside until a day; new facts take it up before. The agency's clock goes on."""
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        holds_task(desk, account)
        allow(desk, Action.REQUEST_SUPPLEMENT)
        _ahead(desk, until)
        complete_task(desk)
        stand(desk, State.WAITING, PLANNED, until)
        return desk.case


def schedule_review(case_id: UUID, account: Account, now: datetime, *, kind: str, due: date) -> Review:
    """Have the latest decision looked at again on a day (tidsbestämd omprövning, uppföljning)."""
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        allow(desk, Action.NOTE)
        _ahead(desk, due)
        decision = desk.case.decisions.order_by("-decided_at").first()
        if decision is None:
            raise _nothing_decided()
        review = Review(id=new_id(), case=desk.case, decision=decision, kind=kind[:40], due=due)
        desk.add(review)
        desk.tell(Kind.REVIEW_SCHEDULED, due=due.isoformat(), review=kind[:40])
        return review


def open_review(review_id: UUID, now: datetime) -> Case:
    """Take a decided case up again because its review is due. A review already opened is left as it is."""
    review = Review.objects.get(pk=review_id)
    with at_desk(review.case_id, now) as desk:
        if desk.case.state == State.CLOSED:
            allow(desk, Action.REOPEN)
            desk.change(desk.case, closed_at=None, closed_reason="")
            desk.tell(Kind.CASE_REOPENED, reason=review.kind)
            open_task(desk, Need(REVIEW, question={"review": review.kind}), deadline(desk.today, REVIEW_DAYS))
            stand(desk, State.WITH_PERSON)
            desk.change(review, done_at=now)
        return desk.case


def hold_reviews(desk: Desk, *, changed: bool) -> None:
    """Note that the reviews the case was taken up for have been held; ``changed`` if that gave another decision."""
    for review in Review.objects.filter(case=desk.case, done_at__isnull=False, held_at__isnull=True):
        desk.change(review, held_at=desk.now, changed=changed)
        days = (desk.today - review.due).days
        desk.tell(Kind.REVIEW_HELD, due=review.due.isoformat(), review=review.kind, changed=changed, days=days)


def _ahead(desk: Desk, day: date) -> None:
    if day > desk.today:
        return
    raise HandlagError(
        "CASE_DAY_PAST", "until",
        sv="Dagen har redan varit.",
        en="The day has already been.",
        remedy_sv="Ange en dag efter i dag.",
        remedy_en="Give a day after today.",
    )  # fmt: skip


def _nothing_decided() -> HandlagError:
    return HandlagError(
        "CASE_NOT_DECIDED", "case",
        sv="Ärendet har inget beslut att granska.",
        en="The case has no decision to review.",
        remedy_sv="Besluta först.",
        remedy_en="Decide first.",
    )  # fmt: skip
