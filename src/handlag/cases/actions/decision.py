"""Writing a decision: its lines, its receipt, its letter and its events, and telling the rooms that act on it."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from handlag.cases import hooks
from handlag.cases.actions.desk import Desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.domain.clock import reconsideration_deadline
from handlag.cases.domain.letter import Decided, decision_letter
from handlag.cases.domain.outcome import overall
from handlag.cases.domain.picture import Picture
from handlag.cases.models import Decision, DecisionLine
from handlag.cases.models.case import State
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.law.results import Line
from handlag.people.models import Account


def record_decision(
    desk: Desk,
    picture: Picture,
    *,
    decided_by: Account | None = None,
    proposed_by: Account | None = None,
    reasons: str = "",
) -> Decision:
    """Decide the case on the desk as the picture has it, close it, queue the letter and call the listeners.

    The caller has seen to it that the transition table allows the decision.
    """
    decision = _decision(desk, picture, decided_by, proposed_by, reasons)
    rows = [line_row(decision, position, line) for position, line in enumerate(picture.lines, start=1)]
    desk.add(decision, *rows)
    _tell(desk, decision)
    _queue_letter(desk, picture, decision)
    _close(desk)
    desk.write()
    call_listeners(desk, decision, rows)
    return decision


def _decision(
    desk: Desk, picture: Picture, decided_by: Account | None, proposed_by: Account | None, reasons: str
) -> Decision:
    first = desk.case.decided_at is None
    return Decision(
        id=new_id(), case=desk.case, kind="first" if first else "correction", outcome=overall(picture.lines),
        decided_at=desk.now, automatic=decided_by is None, decided_by=decided_by, proposed_by=proposed_by,
        revision=desk.case.revision, receipt=picture.receipt, reasons_sv=reasons, reasons_en=reasons,
        reconsideration_by=reconsideration_deadline(desk.today),
    )  # fmt: skip


def line_row(decision: Decision, position: int, line: Line) -> DecisionLine:
    """A line of the law as it is kept with a decision, its last day made the first not covered."""
    return DecisionLine(
        id=new_id(), decision=decision, position=position,
        period=DateRange(line.start, line.end + timedelta(days=1)), outcome=line.outcome, amount_ore=line.amount,
        unit=line.unit, share_numerator=line.share[0], share_denominator=line.share[1], level=line.level,
        lagrum=line.lagrum, reason_code=line.reason_code, reason_sv=line.reason_sv, reason_en=line.reason_en,
    )  # fmt: skip


def _tell(desk: Desk, decision: Decision) -> None:
    desk.tell(
        Kind.DECIDED, decision=str(decision.id), outcome=decision.outcome, automatic=decision.automatic,
        kind=decision.kind, days=max((desk.today - desk.case.received_on).days, 0),
    )  # fmt: skip


def _queue_letter(desk: Desk, picture: Picture, decision: Decision) -> None:
    officer = decision.decided_by
    told = Decided(
        desk.case.benefit, desk.case.number, decision.outcome, picture.lines, desk.today, decision.reconsideration_by,
        officer.get_full_name() if officer else "", officer.unit.name if officer and officer.unit else "",
        decision.reasons_sv, picture.evidence,
    )  # fmt: skip
    language = desk.person.language
    queue_letter(desk, "decision", decision_letter(language, recipient(desk.person), told), decision)


def _close(desk: Desk) -> None:
    """A decided case is closed; the day of the first decision stays as it was."""
    case = desk.case
    desk.change(
        case, state=State.CLOSED, waiting_reason="", waiting_until=None, closed_at=desk.now, closed_reason="decided",
        decided_at=case.decided_at or desk.now,
    )  # fmt: skip
    desk.tell(Kind.CASE_CLOSED, reason="decided")


def call_listeners(desk: Desk, decision: Decision, rows: list[DecisionLine]) -> None:
    """Tell the rooms that act on decisions, with the lines already at hand."""
    lines = decision.lines.all()
    lines._result_cache = rows  # as if prefetched: a listener that reads the lines costs no round trip
    decision._prefetched_objects_cache = {"lines": lines}  # type: ignore[attr-defined]
    for listener in hooks.on_decided:
        listener(decision, desk.now)
