"""What the passing of time does to cases: requests lapse, waits end, reviews fall due. Run by jobs and by command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from handlag.cases.actions.ask import lapsed
from handlag.cases.actions.certificate_case import lapsed_without_claim
from handlag.cases.actions.desk import at_desk
from handlag.cases.actions.plan import open_review
from handlag.cases.actions.register import refresh
from handlag.cases.actions.run_case import in_review, proceed
from handlag.cases.models import Case, Review, Supplement
from handlag.cases.models.case import State
from handlag.core.clock import legal_day

T = TypeVar("T")


def lapse_supplements(now: datetime) -> int:
    """Let what was asked for and is past its day lapse, and take each case on without it. Returns how many cases."""
    today = legal_day(now)
    open_rows = Supplement.objects.filter(due__lt=today, received_at__isnull=True, lapsed_at__isnull=True)
    cases = open_rows.exclude(case__state=State.CLOSED).order_by("case_id").values_list("case_id", flat=True).distinct()
    return _each(cases, lambda case_id: _lapse(case_id, now))


def wake_waiting(now: datetime) -> int:
    """Take on cases whose waiting day is past, and any the machine has left. Returns how many."""
    overdue = Q(state=State.WAITING, waiting_until__lt=legal_day(now)) | Q(state=State.RUNNING)
    return _each(Case.objects.filter(overdue).values_list("id", flat=True), lambda case_id: _lapse(case_id, now))


def open_due_reviews(now: datetime) -> int:
    """Take up cases whose review has fallen due. Returns how many."""
    due = Review.objects.filter(due__lte=legal_day(now), done_at__isnull=True, case__state=State.CLOSED)
    return _each(due.values_list("id", flat=True), lambda review_id: open_review(review_id, now))


def _each(ids: Iterable[UUID], do: Callable[[UUID], T]) -> int:
    """Each in a transaction of its own, so that one that fails holds up no other that came before it."""
    return len([do(each) for each in list(ids)])


def _lapse(case_id: UUID, now: datetime) -> None:
    with at_desk(case_id, now) as desk:
        if desk.case.state == State.CLOSED:
            return
        for row in desk.supplements:
            if row.due < desk.today and row.received_at is None and row.lapsed_at is None:
                lapsed(desk, row)
        if lapsed_without_claim(desk):
            return
        refresh(desk)
        if not in_review(desk):
            proceed(desk)
