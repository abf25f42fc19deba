"""The engine: take a case through its flow until somebody must do something, something is awaited, or it is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from handlag.cases.actions.ask import OWN_WORDS, ask_for, received
from handlag.cases.actions.decision import record_decision
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.picture import picture_of
from handlag.cases.actions.register import refresh
from handlag.cases.actions.tasks import cancel_task, detail_of, open_task
from handlag.cases.domain.again import TARGET_DAYS
from handlag.cases.domain.certified import CLAIM, is_notice
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Flow, Need, Progress, Step, Wait, run
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.missing import missing
from handlag.cases.domain.picture import Picture
from handlag.cases.domain.steps import APPEAL, APPROVE, DECIDE, RECONSIDER, REVIEW, blocking_so_far
from handlag.cases.domain.waits import PAUSES, PLANNED
from handlag.cases.models import AutomationCheck, Case, Pause, Reconsideration, Supplement, Task
from handlag.cases.models.case import State
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.law.results import Question
from handlag.people.models import Account


def run_case(case_id: UUID, now: datetime) -> Case:
    """Run a case on what is known now. Running it again without new facts changes nothing."""
    with at_desk(case_id, now) as desk:
        if desk.case.state != State.CLOSED:
            changed = refresh(desk)
            if not put_aside(desk) or (changed and not in_review(desk)):
                proceed(desk)
        return desk.case


def put_aside(desk: Desk) -> bool:
    """Whether a person has the case for a review, or has planned when it is to be taken up again."""
    if in_review(desk):
        return True
    until = desk.case.waiting_until
    return desk.case.waiting_reason == PLANNED and until is not None and desk.today <= until


def in_review(desk: Desk) -> bool:
    """Whether the case was decided and is looked at again: the machine then leaves it to the person."""
    return desk.task is not None and desk.task.kind in (REVIEW, APPEAL)


def proceed(desk: Desk) -> Progress:
    """Take the case on the desk as far as it goes. The caller has made all its own changes first."""
    progress = look(desk)
    settle(desk, progress)
    return progress


def look(desk: Desk) -> Progress:
    """See how far the flow comes, changing nothing but that what has arrived is no longer awaited."""
    _receive_arrived(desk)
    return run(flow_of(desk.case.flow, desk.case.flow_version), picture_of(desk))


def settle(desk: Desk, progress: Progress) -> None:
    """Do what the flow came to: hand the case to a person, wait, or decide."""
    _tell_passed(desk, flow_of(desk.case.flow, desk.case.flow_version), progress)
    if desk.reconsideration is not None:
        _reconsider(desk, desk.reconsideration, progress)
    elif progress.stopped is None:
        check_automation(desk, progress.picture)
        _decide_by_machine(desk, progress.picture)
    else:
        _stop(desk, progress, progress.stopped)


def _reconsider(desk: Desk, asked: Reconsideration, progress: Progress) -> None:
    """The flow finds out what the law says now; deciding it is for somebody other than who decided before."""
    if isinstance(progress.answer, Wait) and asked.in_time:
        _wait(desk, progress.answer)
        return
    left = (asked.received_on + timedelta(days=TARGET_DAYS) - desk.today).days
    questions = [question.as_dict() for question in _every_question(progress.picture)]
    need = Need(RECONSIDER, days=max(left, 1), question={"questions": questions, "late": not asked.in_time})
    step = progress.stopped or flow_of(desk.case.flow, desk.case.flow_version).steps[-1]
    _hand_to_person(desk, step, need, excluded=asked.decision.decided_by)


def _every_question(picture: Picture) -> list[Question]:
    """What the law asks of a person whatever has been answered: whoever reconsiders answers for herself."""
    try:
        return list(replace(picture, assessed=(), refusal=None).law.questions)
    except HandlagError:
        return []


def _receive_arrived(desk: Desk) -> None:
    """What was asked for and is lacking no more has come by another way, such as a certificate from care."""
    awaited = [row for row in desk.supplements if row.received_at is None and row.lapsed_at is None]
    if not awaited:
        return
    lacking = {ask.code for ask in missing(picture_of(desk))}
    for row in awaited:
        if not row.code.startswith(OWN_WORDS) and row.code not in lacking and not _still_unclaimed(desk, row):
            received(desk, row)


def _still_unclaimed(desk: Desk, row: Supplement) -> bool:
    return row.code == CLAIM and is_notice(desk.claim.content)


def _tell_passed(desk: Desk, flow: Flow, progress: Progress) -> None:
    """Leave an event for each step not passed before; the case remembers where it last stopped."""
    reached = flow.position(desk.case.step)
    for step, outcome in progress.passed[reached:]:
        desk.tell(Kind.STEP_PASSED, step=step.name, outcome=outcome)


def _stop(desk: Desk, progress: Progress, step: Step) -> None:
    if desk.case.step != step.name:
        desk.change(desk.case, step=step.name)
    if isinstance(progress.answer, Need):
        check_automation(desk, progress.picture)
        _hand_to_person(desk, step, progress.answer)
    elif isinstance(progress.answer, Wait):
        _wait(desk, progress.answer)


def _hand_to_person(desk: Desk, step: Step, need: Need, excluded: Account | None = None) -> None:
    resume(desk)
    if desk.task is None or not _serves(desk.task, need, desk.case.revision):
        desk.tell(Kind.NEED_RAISED, step=step.name, code=need.code)
        open_task(desk, need, deadline(desk.today, need.days), excluded)
    elif desk.task.kind == need.code and desk.task.detail != detail_of(need):
        desk.change(desk.task, detail=detail_of(need))
    stand(desk, State.WITH_PERSON)


def _serves(task: Task, need: Need, revision: int) -> bool:
    """Whether the open task is the need's own, or makes the decision it asks for as proposed on these facts."""
    proposed = task.kind == APPROVE and need.code == DECIDE and task.detail.get("revision") == revision
    return task.kind == need.code or proposed


def _wait(desk: Desk, wait: Wait) -> None:
    cancel_task(desk)
    ask_for(desk, wait.ask)
    pause(desk, wait.reason)
    stand(desk, State.WAITING, wait.reason, wait.until)


def stand(desk: Desk, state: State, reason: str = "", until: date | None = None) -> None:
    """Set where the case stands; the database refuses a wait without a reason and a day."""
    case = desk.case
    if (case.state, case.waiting_reason, case.waiting_until) != (state, reason, until):
        desk.change(case, state=state, waiting_reason=reason, waiting_until=until)


def pause(desk: Desk, reason: str) -> None:
    """Stop the agency's clock for a reason the law knows; a wait for another reason lets it run."""
    if desk.pause is not None and desk.pause.reason == reason:
        return
    resume(desk)
    if reason in PAUSES:
        desk.pause = Pause(case=desk.case, reason=reason, began_at=desk.now)
        desk.add(desk.pause)
        desk.tell(Kind.CLOCK_PAUSED, reason=reason)


def resume(desk: Desk) -> None:
    """Start the clock again, if it stood still."""
    if desk.pause is not None:
        desk.change(desk.pause, ended_at=desk.now)
        desk.tell(Kind.CLOCK_RESUMED, reason=desk.pause.reason)
        desk.pause = None


def check_automation(desk: Desk, picture: Picture) -> None:
    """Store every reason that keeps the machine from deciding, and the draw, once per set of reasons."""
    reasons, draw = list(blocking_so_far(picture)), picture.draw
    if desk.check is not None and desk.check.reasons == reasons:
        return
    first = desk.check is None
    desk.check = AutomationCheck(
        id=new_id(), case=desk.case, at=desk.now, reasons=reasons, probability=draw.probability, sampled=draw.sampled
    )
    desk.add(desk.check)
    if reasons:
        desk.tell(Kind.AUTOMATION_BLOCKED, reasons=reasons)
    if first and draw.sampled:
        desk.tell(Kind.SAMPLED_FOR_REVIEW, probability=str(draw.probability))


def _decide_by_machine(desk: Desk, picture: Picture) -> None:
    resume(desk)
    cancel_task(desk)
    record_decision(desk, picture)
