"""Reminding whoever has not sent what was asked for: once, and then the request lapses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from handlag.cases.actions.ask_by_letter import about, outside
from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.letters import queue_letter, recipient
from handlag.cases.actions.run_case import stand
from handlag.cases.domain.clock import deadline
from handlag.cases.domain.letter_asked import Wanted, reminder_letter
from handlag.cases.models import Deadline, Supplement
from handlag.cases.models.case import State
from handlag.core.clock import legal_day
from handlag.events.kinds import Kind
from handlag.exchange.models import Message

REMINDED_DAYS = 7
"""How long whoever is reminded has; the system's own default, and as long as the exchange gives care."""
PARTIES = ("insured", "employer", "care")


def remind_of_supplements(now: datetime) -> int:
    """Remind of what was due before today and has not come; the case waits on. Returns how many cases.

    Run before ``lapse_supplements``: what has been reminded of lapses when its new day is past.
    """
    late = Supplement.objects.filter(
        due__lt=legal_day(now), reminded_at__isnull=True, received_at__isnull=True, lapsed_at__isnull=True
    )
    waiting = late.filter(case__state=State.WAITING).order_by("case_id").values_list("case_id", flat=True).distinct()
    return sum(_remind(case_id, now) for case_id in list(waiting))


def _remind(case_id: UUID, now: datetime) -> bool:
    with at_desk(case_id, now) as desk:
        late = [row for row in desk.supplements if _is_late(row, desk)]
        if not late or desk.case.state != State.WAITING:
            return False
        due = deadline(desk.today, REMINDED_DAYS)
        for row in late:
            desk.change(row, reminded_at=now, due=due)
            desk.add(Deadline(case=desk.case, kind=f"reminded:{row.code}"[:40], due=due, basis="agency"))
            desk.tell(Kind.SUPPLEMENT_REMINDED, code=row.code, asked_of=row.asked_of, due=due.isoformat())
        for asked_of in PARTIES:
            _write(desk, asked_of, [row for row in late if row.asked_of == asked_of])
        until = max(due, desk.case.waiting_until or due)
        stand(desk, State.WAITING, desk.case.waiting_reason, until)
        return True


def _is_late(row: Supplement, desk: Desk) -> bool:
    open_still = row.received_at is None and row.lapsed_at is None
    return open_still and row.reminded_at is None and row.due < desk.today


def _write(desk: Desk, asked_of: str, late: Sequence[Supplement]) -> None:
    """One letter to each; what was asked of care by message is reminded of by message, in the exchange's own time."""
    by_message = Message.objects.filter(case_id=desk.case.id, supplement__in=[row.code for row in late], outgoing=True)
    sent = set(by_message.values_list("supplement", flat=True)) if asked_of == "care" else set()
    person, hers = desk.person, asked_of == "insured"
    language = person.language if hers else "sv"
    wanted = [Wanted(row.sv if language == "sv" else row.en, row.due) for row in late if row.code not in sent]
    if wanted:
        to = recipient(person) if hers else outside(desk, asked_of)
        whom = "" if hers else about(desk)
        content = reminder_letter(language, to, desk.case.number, desk.today, wanted, whom)
        queue_letter(desk, "reminder", content)
