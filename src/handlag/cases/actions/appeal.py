"""Appeals (överklagande, SFB 113 kap.): received in time or not, handed over to the court, and what it decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from handlag.cases.actions.decision_again import close, record_dismissal
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, holds_task, not_own_case
from handlag.cases.actions.letters import queue_letter
from handlag.cases.actions.reconsider import Asking, ask_reconsideration, read_asking, reasons_given
from handlag.cases.actions.run_case import stand
from handlag.cases.actions.tasks import complete_task, open_task
from handlag.cases.domain.again import HAND_OVER_DAYS
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.flow import Need
from handlag.cases.domain.letter_again import handover_letter
from handlag.cases.domain.steps import APPEAL
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Appeal, Deadline, Decision, Reconsideration, Review
from handlag.cases.models.case import State
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

OUTCOMES = ("upheld", "changed", "sent_back", "dismissed")


def appeal(case_id: UUID, now: datetime, asking: Asking, account: Account | None = None) -> Appeal | Reconsideration:
    """Register an appeal of the latest decision (10 §), with its last day two months on (20 §).

    A first decision is reconsidered before it is appealed, so an appeal of one becomes a request for that. Raises
    CASE_ASKING, CASE_REQUEST_OPEN, CASE_NOT_DECIDED, CASE_APPEALED_ALREADY.
    """
    with at_desk(case_id, now, account) as desk:
        allow(desk, Action.APPEAL)
        latest = desk.case.decisions.order_by("-decided_at", "-id").first()
        if latest is None or latest.kind == "first":
            return ask_reconsideration(case_id, now, asking, account)
        if Appeal.objects.filter(decision=latest).exists():
            raise _already()
        row = _appeal(desk, latest, asking)
        _take_up(desk, row)
        return row


def _appeal(desk: Desk, latest: Decision, asking: Asking) -> Appeal:
    text, received_on = read_asking(asking, desk)
    return Appeal(
        id=new_id(), case=desk.case, decision=latest, channel=asking.channel, received_on=received_on,
        registered_at=desk.now, registered_by=desk.account, text=text, last_day=latest.reconsideration_by,
        in_time=received_on <= latest.reconsideration_by, hand_over_by=deadline(received_on, HAND_OVER_DAYS),
    )  # fmt: skip


def _take_up(desk: Desk, row: Appeal) -> None:
    desk.appeal = row
    desk.add(row, Deadline(case=desk.case, kind="appeal", due=row.hand_over_by, basis="FL 46 §"))
    desk.tell(
        Kind.APPEALED, appeal=str(row.id), decision=str(row.decision_id), received=row.received_on.isoformat(),
        in_time=row.in_time,
    )  # fmt: skip
    if desk.case.state == State.CLOSED:
        desk.change(desk.case, closed_at=None, closed_reason="")
        desk.tell(Kind.CASE_REOPENED, reason="appeal")
    open_task(desk, Need(APPEAL, question={"late": not row.in_time}), row.hand_over_by)
    stand(desk, State.WITH_PERSON)


def hand_over(case_id: UUID, account: Account, now: datetime, *, court: str) -> Appeal:
    """Hand the appeal over to the court that tries it (förvaltningslagen 46 §). CASE_REQUEST_LATE, CASE_COURT."""
    with at_desk(case_id, now, account) as desk:
        row = _settling(desk, account)
        if not row.in_time:
            raise _too_late()
        if not 3 <= len(court.strip()) <= 80:
            raise _court("court", "Domstolens namn saknas.", "The court's name is missing.")
        desk.change(row, status="handed_over", court=court.strip(), handed_over_at=now)
        _tell_settled(desk, row, "handed_over")
        content = handover_letter(
            desk.case.number, desk.today, court=row.court, name=str(desk.person), benefit=desk.case.benefit,
            decided_on=legal_day(row.decision.decided_at), received_on=row.received_on, last_day=row.last_day,
        )  # fmt: skip
        queue_letter(desk, "handover", content, row.decision)
        complete_task(desk)
        close(desk, "handed_over")
        return row


def dismiss_appeal(case_id: UUID, account: Account, now: datetime, *, reasons: str) -> Decision:
    """Dismiss an appeal that came too late (20–21 §§); the dismissal may be appealed in turn. CASE_REASONS_AGAIN."""
    with at_desk(case_id, now, account) as desk:
        row = _settling(desk, account)
        if row.in_time:
            raise _in_time()
        decision = record_dismissal(desk, "appeal", row.received_on, row.last_day, reasons_given(reasons))
        desk.change(row, status="dismissed")
        _tell_settled(desk, row, "dismissed")
        complete_task(desk)
        close(desk, "dismissed")
        return decision


def record_court(
    case_id: UUID, account: Account, now: datetime, *, outcome: str, decided_on: date, number: str = ""
) -> Appeal:
    """Write down what the court decided; where it changed something or sent the case back, a review is due at once."""
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        allow(desk, Action.NOTE)
        row = desk.case.appeals.filter(status="handed_over").select_related("decision").first()
        if row is None or row.handed_over_at is None:
            raise _court("case", "Inget överklagande ligger hos domstolen.", "No appeal lies with the court.")
        if outcome not in OUTCOMES or not legal_day(row.handed_over_at) <= decided_on <= desk.today:
            raise _court(
                "outcome" if outcome not in OUTCOMES else "decided_on", "Utgången eller dagen går inte att använda.",
                "The outcome or the day can't be used.",
            )  # fmt: skip
        desk.change(row, status="tried", court_outcome=outcome, court_decided_on=decided_on, court_number=number[:40])
        desk.tell(Kind.COURT_DECIDED, appeal=str(row.id), outcome=outcome)
        if outcome in ("changed", "sent_back"):
            desk.add(Review(id=new_id(), case=desk.case, decision=row.decision, kind="court", due=desk.today))
            desk.tell(Kind.REVIEW_SCHEDULED, due=desk.today.isoformat(), review="court")
        return row


def _settling(desk: Desk, account: Account) -> Appeal:
    not_own_case(desk, account)
    allow(desk, Action.HAND_OVER)
    holds_task(desk, account)
    if desk.appeal is None:
        raise RuntimeError("the transition table lets nobody here without an appeal")
    return desk.appeal


def _tell_settled(desk: Desk, row: Appeal, status: str) -> None:
    desk.tell(Kind.APPEAL_SETTLED, appeal=str(row.id), status=status, days=(desk.today - row.received_on).days)
    desk.appeal = None


def _already() -> Conflict:
    return Conflict(
        "CASE_APPEALED_ALREADY", "decision",
        sv="Beslutet är redan överklagat.", en="The decision has been appealed already.",
        remedy_sv="Skriv till domstolen, eller komplettera överklagandet hos oss.",
        remedy_en="Write to the court, or add to the appeal with us.",
    )  # fmt: skip


def _too_late() -> Conflict:
    return Conflict(
        "CASE_APPEAL_LATE", "case",
        sv="Överklagandet kom in för sent och överlämnas inte.", en="The appeal came too late and is not handed over.",
        remedy_sv="Avvisa det.", remedy_en="Dismiss it.",
    )  # fmt: skip


def _in_time() -> Conflict:
    return Conflict(
        "CASE_APPEAL_IN_TIME", "case",
        sv="Överklagandet kom in i tid.", en="The appeal came in time.",
        remedy_sv="Överlämna det till domstolen.", remedy_en="Hand it over to the court.",
    )  # fmt: skip


def _court(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "CASE_COURT", field, sv=sv, en=en,
        remedy_sv="Ange domstol, utgång (upheld, changed, sent_back, dismissed) och dag.",
        remedy_en="Give the court, the outcome (upheld, changed, sent_back, dismissed) and the day.",
    )  # fmt: skip
