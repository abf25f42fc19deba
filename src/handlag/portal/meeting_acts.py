"""Meetings on a case's page: booking one, and saying of each booked one whether it was held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from handlag.cases.actions.meetings import book_meeting, cancel_meeting, hold_meeting
from handlag.cases.models import Meeting
from handlag.core.errors import NotFound
from handlag.portal import words
from handlag.portal.act import Act, Deed
from handlag.portal.fields import Choice, Field
from handlag.portal.templatetags.portal import day as shown
from handlag.portal.typed import day, written

if TYPE_CHECKING:
    from handlag.portal.reads.case_page import CasePage

HELD, CANCELLED = "held-", "cancelled-"
KINDS = tuple(Choice(code, text) for code, text in words.MEETINGS.items())
ROLES = tuple(Choice(code, text) for code, text in words.PARTICIPANTS.items())


def _sickness(page: CasePage) -> bool:
    return page.case.benefit == "sjukpenning"


BOOK = Act(
    "meeting", _("Book a meeting"), _("Book"), _("The meeting is booked."),
    lambda deed: book_meeting(
        deed.case.id, deed.account, deed.now, kind=deed.given.get("kind", ""), on=day(deed.given, "on")
    ),
    (
        Field("kind", "choice", _("What kind of meeting?"), choices=KINDS, form="meeting"),
        Field("on", "date", _("On"), form="meeting"),
    ),
    help=_("A meeting that has been held already is booked today and then registered with its own day."),
    offered=_sickness,
)  # fmt: skip


def acts_of(meetings: Sequence[Meeting]) -> list[Act]:
    """What may be done to the meetings that are still booked."""
    booked = [each for each in meetings if each.status == "booked"]
    return [
        act for each in booked for act in (_held(str(each.pk), _named(each)), _cancelled(str(each.pk), _named(each)))
    ]


def act_named(name: str) -> Act | None:
    """The act on a meeting with a name, if it is one; PORTAL_ACT where no meeting can be meant."""
    for start, made in ((HELD, _held), (CANCELLED, _cancelled)):
        if name.startswith(start):
            return made(name.removeprefix(start), "")
    return None


def _named(meeting: Meeting) -> str:
    return f"{words.word(meeting.kind, 'meeting')} {shown(meeting.day)}"


def _held(key: str, what: str) -> Act:
    name = f"{HELD}{key}"
    return Act(
        name, _("Say that a meeting was held: %(what)s") % {"what": what}, _("Save the meeting"),
        _("The meeting is registered as held."), _deed(key, _hold),
        (
            Field("held_on", "date", _("On"), form=name),
            Field("roles", "choices", _("Who took part?"), choices=ROLES, form=name),
            Field("outcome", "text", _("What was agreed"), required=False, form=name),
        ),
        offered=_sickness,
    )  # fmt: skip


def _cancelled(key: str, what: str) -> Act:
    name = f"{CANCELLED}{key}"
    return Act(
        name, _("Cancel a meeting: %(what)s") % {"what": what}, _("Cancel the meeting"),
        _("The meeting is cancelled."), _deed(key, _cancel),
        (Field("reason", "line", _("Why"), form=name),), offered=_sickness,
    )  # fmt: skip


def _deed(key: str, do: Callable[[Meeting, Deed], Any]) -> Callable[[Deed], Any]:
    return lambda deed: do(_mine(key, deed), deed)


def _hold(meeting: Meeting, deed: Deed) -> Any:
    given = deed.given
    return hold_meeting(
        meeting.pk, deed.account, deed.now, held_on=day(given, "held_on"), roles=given.get("roles", "").split(),
        outcome=given.get("outcome", ""),
    )  # fmt: skip


def _cancel(meeting: Meeting, deed: Deed) -> Any:
    return cancel_meeting(meeting.pk, deed.account, deed.now, reason=written(deed.given, "reason"))


def _mine(key: str, deed: Deed) -> Meeting:
    """The meeting of this very case: nothing can be done to another's through it."""
    try:
        found = Meeting.objects.filter(pk=UUID(key), case=deed.case).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(
            "PORTAL_MEETING", "meeting",
            sv="Ärendet har inget sådant möte.", en="The case has no such meeting.",
            remedy_sv="Läs ärendet på nytt.", remedy_en="Read the case again.",
        )  # fmt: skip
    return found
