"""The engine: take a case through its flow until somebody must do something, something is awaited, or it is decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from handlag.cases.actions.ask import ask_for
from handlag.cases.actions.decision import record_decision
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.picture import picture_of
from handlag.cases.actions.register import refresh
from handlag.cases.actions.tasks import cancel_task, open_task
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Flow, Need, Progress, Step, Wait, run
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.picture import Picture
from handlag.cases.domain.steps import blocking_so_far
from handlag.cases.domain.waits import PAUSES
from handlag.cases.models import AutomationCheck, Case, Pause
from handlag.cases.models.case import State
from handlag.core.ids import new_id
from handlag.events.kinds import Kind


def run_case(case_id: UUID, now: datetime) -> Case:
    """Run a case on what is known now. Running it again without new facts changes nothing."""
    with at_desk(case_id, now) as desk:
        if desk.case.state != State.CLOSED:
            refresh(desk)
            proceed(desk)
        return desk.case


def proceed(desk: Desk) -> Progress:
    """Take the case on the desk as far as it goes. The caller has made all its own changes first."""
    flow = flow_of(desk.case.flow, desk.case.flow_version)
    progress = run(flow, picture_of(desk))
    _tell_passed(desk, flow, progress)
    if progress.stopped is None:
        check_automation(desk, progress.picture)
        _decide_by_machine(desk, progress.picture)
    else:
        _stop(desk, progress, progress.stopped)
    return progress


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


def _hand_to_person(desk: Desk, step: Step, need: Need) -> None:
    resume(desk)
    if desk.task is None or desk.task.kind != need.code:
        desk.tell(Kind.NEED_RAISED, step=step.name, code=need.code)
        open_task(desk, need, deadline(desk.today, need.days))
    elif desk.task.detail != need.question | {"four_eyes": need.four_eyes}:
        desk.change(desk.task, detail=need.question | {"four_eyes": need.four_eyes})
    stand(desk, State.WITH_PERSON)


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
