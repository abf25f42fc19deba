"""Reconsideration on request (omprövning, SFB 113 kap.): asked for in writing, decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from handlag.cases.actions.decision_again import close, record_dismissal, record_reconsideration
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, allow_on, holds_task, not_own_case
from handlag.cases.actions.known import Known
from handlag.cases.actions.picture import last_day, picture_of
from handlag.cases.actions.register import lay, raise_revision, refresh
from handlag.cases.actions.run_case import look, resume, run_case, settle, stand
from handlag.cases.actions.tasks import cancel_task, complete_task, open_task
from handlag.cases.domain.again import CHANGE_YEARS, TARGET_DAYS, better, kindest
from handlag.cases.domain.clock import deadline, months_after, reconsideration_deadline
from handlag.cases.domain.flow import Need, run
from handlag.cases.domain.flows import flow_of
from handlag.cases.domain.steps import REVIEW
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Deadline, Decision, DecisionLine, Reconsideration
from handlag.cases.models.case import State
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.law.results import Line
from handlag.people.models import Account

LONGEST_TEXT = 20_000
SHORTEST_REASONS = 10
REVIEW_DAYS = 14
UNTIL_FURTHER_NOTICE = date(9999, 12, 30)
"""The last day of a line without one, with a day left after it to count to."""


@dataclass(frozen=True)
class Asking:
    """What a party has written after a decision: the text, how it came and on which legal day."""

    text: str
    channel: str = "web"
    received_on: date | None = None  # None: today


def ask_reconsideration(
    case_id: UUID, now: datetime, asking: Asking, account: Account | None = None
) -> Reconsideration:
    """Register a request (113 kap. 7 §): the case is taken up again by somebody other than who decided.

    One that came after its last day (19 §) is registered too, for a person to dismiss or accept. Raises CASE_ASKING,
    CASE_REQUEST_OPEN, CASE_NOT_DECIDED, CASE_NOT_RECONSIDERED where the decision is one to appeal instead.
    """
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.ASK_AGAIN)
        text, received_on = read_asking(asking, desk)
        decision = _to_reconsider(desk)
        row = Reconsideration(
            id=new_id(), case=desk.case, decision=decision, channel=asking.channel, received_on=received_on,
            registered_at=now, registered_by=account, text=text, last_day=decision.reconsideration_by,
            in_time=received_on <= decision.reconsideration_by,
        )  # fmt: skip
        due = received_on + timedelta(days=TARGET_DAYS)
        desk.add(row, Deadline(case=desk.case, kind="reconsideration", due=due, basis="riktvärde 42 dagar"))
        desk.tell(
            Kind.RECONSIDERATION_REQUESTED, reconsideration=str(row.id), decision=str(decision.id),
            received=received_on.isoformat(), in_time=row.in_time,
        )  # fmt: skip
        _take_up(desk, row)
        return row


def read_asking(asking: Asking, desk: Desk) -> tuple[str, date]:
    """The text and the day a request or an appeal came; CASE_ASKING naming the field."""
    text, day = asking.text.strip(), asking.received_on or desk.today
    decided = desk.case.decided_at
    earliest = legal_day(decided) if decided else desk.today
    if not 0 < len(text) <= LONGEST_TEXT:
        raise _asking(
            "text", f"Det står inget, eller mer än {LONGEST_TEXT} tecken.",
            f"Nothing is written, or more than {LONGEST_TEXT} characters.",
        )  # fmt: skip
    if not earliest <= day <= desk.today:
        raise _asking(
            "received_on", "Dagen är före beslutet eller efter i dag.", "The day is before the decision or after today."
        )
    return text, day


def _asking(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "CASE_ASKING", field, sv=sv, en=en,
        remedy_sv="Skriv vad som ska ändras och varför, och vilken dag det kom in.",
        remedy_en="Write what should be changed and why, and the day it came.",
    )  # fmt: skip


def _to_reconsider(desk: Desk) -> Decision:
    """The latest decision with an outcome of its own. Only a first decision is reconsidered, and once (7 §)."""
    latest = desk.case.decisions.order_by("-decided_at", "-id").select_related("decided_by", "proposed_by").first()
    if latest is not None and latest.kind == "first":
        return latest
    raise Conflict(
        "CASE_NOT_RECONSIDERED", "decision",
        sv="Beslutet är redan omprövat eller ändrat, och omprövas inte en gång till (113 kap. 7 § SFB).",
        en="The decision has been reconsidered or changed already, and is not reconsidered again (SFB 113 kap. 7 §).",
        remedy_sv="Överklaga det senaste beslutet.", remedy_en="Appeal the latest decision.",
    )  # fmt: skip


def _take_up(desk: Desk, row: Reconsideration) -> None:
    desk.reconsideration = row
    if desk.case.state == State.CLOSED:
        desk.change(desk.case, closed_at=None, closed_reason="")
        desk.tell(Kind.CASE_REOPENED, reason="reconsideration")
    cancel_task(desk)
    lay(desk, [Known("request", "insured", {"text": row.text, "received_on": row.received_on.isoformat()})])
    refresh(desk)
    settle(desk, look(desk))


def decide_reconsideration(
    case_id: UUID, account: Account, now: datetime, *, reasons: str, expected_revision: int
) -> Decision:
    """Decide the request on the facts and assessments as they now are: what the law gives, and never less than stood.

    Raises what deciding raises, CASE_REQUEST_LATE, CASE_SAME_OFFICER and CASE_REASONS_AGAIN.
    """
    run_case(case_id, now)
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        picture = run(flow_of(desk.case.flow, desk.case.flow_version), picture_of(desk)).picture
        allow_on(desk, Action.RECONSIDER, picture, expected_revision, four_eyes=False)
        holds_task(desk, account)
        said, asked = reasons_given(reasons), _asked(desk)
        standing = _standing(desk)
        lines = kindest(standing, picture.lines)
        complete_task(desk)
        resume(desk)
        changed = better(standing, lines)
        return record_reconsideration(desk, asked, picture, lines, changed=changed, reasons=said)


def _asked(desk: Desk) -> Reconsideration:
    if desk.reconsideration is None:
        raise RuntimeError("the transition table lets nobody here without a request")
    return desk.reconsideration


def _standing(desk: Desk) -> list[Line]:
    """The lines in force: those of the latest decision that has any."""
    rows = DecisionLine.objects.filter(decision__case=desk.case).order_by("-decision__decided_at", "position")
    latest = rows.values_list("decision_id", flat=True).first()
    return [_line(row) for row in rows if row.decision_id == latest]


def _line(row: DecisionLine) -> Line:
    end = last_day(row.period)
    return Line(
        row.period.lower, end or UNTIL_FURTHER_NOTICE, row.outcome, row.amount_ore, row.unit,  # type: ignore[arg-type]
        (row.share_numerator, row.share_denominator), row.level, list(row.lagrum), row.reason_code, row.reason_sv,
        row.reason_en,
    )  # fmt: skip


def reasons_given(reasons: str) -> str:
    """The reasons of a decision after a request, never too short to be any; CASE_REASONS_AGAIN."""
    if len(reasons.strip()) >= SHORTEST_REASONS:
        return reasons.strip()
    raise HandlagError(
        "CASE_REASONS_AGAIN", "reasons",
        sv="Beslutet saknar skäl.", en="The decision has no reasons.",
        remedy_sv="Svara på det som den försäkrade har skrivit (32 § förvaltningslagen).",
        remedy_en="Answer what the party has written (Administrative Procedure Act, section 32).",
    )  # fmt: skip


def dismiss_request(case_id: UUID, account: Account, now: datetime, *, reasons: str) -> Decision:
    """Dismiss a request that came too late (19 and 21 §§); the dismissal may be appealed. CASE_REQUEST_IN_TIME."""
    with at_desk(case_id, now, account) as desk:
        asked = _settling(desk, account)
        if asked.in_time:
            raise _not_late()
        decision = record_dismissal(desk, "reconsideration", asked.received_on, asked.last_day, reasons_given(reasons))
        _settled(desk, asked, "dismissed")
        complete_task(desk)
        close(desk, "dismissed")
        return decision


def accept_late(case_id: UUID, account: Account, now: datetime, *, got_on: date) -> Reconsideration:
    """Take up a request after all: the party got the decision on a later day than reckoned. CASE_STILL_LATE."""
    with at_desk(case_id, now, account) as desk:
        asked = _settling(desk, account)
        until = reconsideration_deadline(got_on)
        if not legal_day(asked.decision.decided_at) <= got_on <= asked.received_on <= until:
            raise HandlagError(
                "CASE_STILL_LATE", "got_on",
                sv=f"Räknat från den dagen är sista dagen {until}; begäran kom in {asked.received_on}.",
                en=f"Counted from that day the last day is {until}; the request came on {asked.received_on}.",
                remedy_sv="Kontrollera dagen, eller avvisa begäran.",
                remedy_en="Check the day, or dismiss the request.",
            )  # fmt: skip
        desk.change(asked, in_time=True, last_day=until)
        raise_revision(desk)
        settle(desk, look(desk))
        return asked


def take_as_change(case_id: UUID, account: Account, now: datetime) -> Reconsideration:
    """Look into a late request as a change of the agency's own accord (3–6 §§), within two years of the decision."""
    with at_desk(case_id, now, account) as desk:
        asked = _settling(desk, account)
        until = months_after(legal_day(asked.decision.decided_at), 12 * CHANGE_YEARS)
        if asked.in_time or desk.today > until:
            raise Conflict(
                "CASE_NO_CHANGE", "case",
                sv=f"En ändring på eget initiativ tas upp för sena begäranden till och med {until} (113 kap. 5 §).",
                en=f"A change of our own accord is taken up for late requests, through {until} (SFB 113 kap. 5 §).",
                remedy_sv="Ompröva begäran, eller avvisa den.", remedy_en="Reconsider the request, or dismiss it.",
            )  # fmt: skip
        _settled(desk, asked, "taken_as_change")
        complete_task(desk)
        open_task(desk, Need(REVIEW, question={"review": "change"}), deadline(desk.today, REVIEW_DAYS))
        stand(desk, State.WITH_PERSON)
        return asked


def withdraw_request(case_id: UUID, now: datetime, account: Account | None = None) -> Reconsideration:
    """Let the party take her request back; the decision stands, and she may ask again in time."""
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.SETTLE_REQUEST)
        asked = _asked(desk)
        _settled(desk, asked, "withdrawn")
        resume(desk)
        cancel_task(desk)
        close(desk, "request_withdrawn")
        return asked


def _settling(desk: Desk, account: Account) -> Reconsideration:
    not_own_case(desk, account)
    allow(desk, Action.SETTLE_REQUEST)
    holds_task(desk, account)
    return _asked(desk)


def _settled(desk: Desk, asked: Reconsideration, status: str) -> None:
    desk.change(asked, status=status, closed_at=desk.now)
    desk.tell(Kind.RECONSIDERATION_SETTLED, reconsideration=str(asked.id), status=status)
    desk.reconsideration = None


def _not_late() -> Conflict:
    return Conflict(
        "CASE_REQUEST_IN_TIME", "case",
        sv="Begäran kom in i tid.", en="The request came in time.",
        remedy_sv="Ompröva beslutet.", remedy_en="Reconsider the decision.",
    )  # fmt: skip
