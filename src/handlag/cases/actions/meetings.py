"""Booking a meeting in a case, and saying that it was held or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from handlag.cases.actions.desk import Desk, at_desk
from handlag.cases.actions.guards import allow, not_own_case
from handlag.cases.domain.meetings import check_held, check_kind
from handlag.cases.domain.transitions import Action
from handlag.cases.models import Meeting
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.people.models import Account

LONGEST = 4_000


def book_meeting(case_id: UUID, account: Account, now: datetime, *, kind: str, on: date) -> Meeting:
    """Book a meeting of a kind on a day from today on. CASE_MEETING_KIND, CASE_MEETING_PAST, CASE_OWN."""
    check_kind(kind)
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        allow(desk, Action.NOTE)
        if on < desk.today:
            raise _past()
        meeting = Meeting(
            id=new_id(), case=desk.case, kind=kind, day=on, begun=_begun(desk), booked_at=now, booked_by=account
        )
        desk.add(meeting)
        desk.tell(Kind.MEETING_BOOKED, meeting=str(meeting.id), kind=kind, day=on.isoformat())
        return meeting


def hold_meeting(
    meeting_id: UUID, account: Account, now: datetime, *, held_on: date, roles: Sequence[str], outcome: str = ""
) -> Meeting:
    """Say that a meeting was held, when, and which roles took part. Raises CASE_MEETING_ROLES, CASE_MEETING_AHEAD."""
    case_id = _booked(meeting_id).case_id
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        meeting = _booked(meeting_id, lock=True)
        check_held(meeting.kind, roles, held_on, desk.today)
        _settle(desk, meeting, account, status="held", held_on=held_on, roles=sorted(set(roles)), outcome=outcome)
        desk.tell(
            Kind.MEETING_HELD, meeting=str(meeting.id), kind=meeting.kind, held_on=held_on.isoformat(),
            begun=meeting.begun.isoformat() if meeting.begun else None, roles=meeting.roles,
        )  # fmt: skip
        return meeting


def cancel_meeting(meeting_id: UUID, account: Account, now: datetime, *, reason: str) -> Meeting:
    """Say that a booked meeting will not be held, and why. Raises CASE_MEETING_REASON."""
    if not reason.strip():
        raise HandlagError(
            "CASE_MEETING_REASON", "reason",
            sv="Det står inte varför mötet ställs in.", en="It is not said why the meeting is cancelled.",
            remedy_sv="Skriv varför.", remedy_en="Say why.",
        )  # fmt: skip
    case_id = _booked(meeting_id).case_id
    with at_desk(case_id, now, account) as desk:
        not_own_case(desk, account)
        meeting = _booked(meeting_id, lock=True)
        _settle(desk, meeting, account, status="cancelled", outcome=reason)
        desk.tell(Kind.MEETING_CANCELLED, meeting=str(meeting.id), kind=meeting.kind)
        return meeting


def _settle(desk: Desk, meeting: Meeting, account: Account, *, outcome: str, **changes: object) -> None:
    text = outcome.strip()[:LONGEST]
    desk.change(meeting, settled_at=desk.now, settled_by=account, outcome=text, **changes)


def _booked(meeting_id: UUID, *, lock: bool = False) -> Meeting:
    """The meeting while it is booked. Raises CASE_MEETING_SETTLED."""
    rows = Meeting.objects.select_for_update() if lock else Meeting.objects.all()
    found = rows.filter(pk=meeting_id, status="booked").first()
    if found is None:
        raise Conflict(
            "CASE_MEETING_SETTLED", "meeting",
            sv="Mötet är redan hållet eller inställt, eller finns inte.",
            en="The meeting has been held or cancelled already, or does not exist.",
            remedy_sv="Läs ärendet på nytt.", remedy_en="Read the case again.",
        )  # fmt: skip
    return found


def _begun(desk: Desk) -> date | None:
    """The first day of the sickness case, where the claim says it; else the first day claimed."""
    told = desk.claim.content.get("first_sick_day")
    if told:
        return date.fromisoformat(str(told))
    return desk.claim.period.lower if desk.claim.period else None


def _past() -> HandlagError:
    return HandlagError(
        "CASE_MEETING_PAST", "on",
        sv="Dagen har redan varit.", en="The day has already been.",
        remedy_sv="Boka en dag från i dag. Ett möte som redan har hållits bokas på i dag och registreras sedan med sin "
        "egen dag.",
        remedy_en="Book a day from today on. A meeting that has been held already is booked today and then registered "
        "with its own day.",
    )  # fmt: skip
