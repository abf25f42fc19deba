"""Control investigations: opened on an impulse, reported to the police where there is cause, closed with a finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from handlag.cases.actions.desk import by
from handlag.control.actions.guards import may_act, none_such, reasoned, unknown
from handlag.control.domain.codes import IMPULSES, MEASURES
from handlag.control.models import Investigation
from handlag.core.benefits import FACTS
from handlag.core.clock import legal_day
from handlag.core.errors import Conflict, HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.people.models import Account, Person


@dataclass(frozen=True)
class Found:
    """What an investigation came to: the measure, what had been paid wrongly and what was stopped (öre), and why."""

    measure: str
    conclusion: str
    detected_ore: int = 0
    prevented_ore: int = 0


@transaction.atomic
def open_control(
    person: Person, account: Account, now: datetime, *, benefit: str, impulse: str, ground: str,
    case_id: UUID | None = None,
) -> Investigation:  # fmt: skip
    """Open an investigation of a person's benefit. One at a time: CONTROL_OPEN_ALREADY where there is one."""
    may_act(account, person)
    if impulse not in IMPULSES:
        raise unknown("impulse", impulse, list(IMPULSES))
    if benefit not in FACTS:
        raise unknown("benefit", benefit, list(FACTS))
    why = reasoned(ground, "ground")
    Person.objects.select_for_update().get(pk=person.pk)
    if Investigation.objects.filter(person=person, benefit=benefit, closed_at__isnull=True).exists():
        raise Conflict(
            "CONTROL_OPEN_ALREADY", "benefit",
            sv="Det pågår redan en utredning av personens förmån.",
            en="An investigation of the person's benefit is open already.",
            remedy_sv="Lägg det nya till den.", remedy_en="Add what is new to it.",
        )  # fmt: skip
    made = Investigation.objects.create(
        id=new_id(), person=person, case_id=case_id, benefit=benefit, impulse=impulse, ground=why, opened_at=now,
        opened_by=account,
    )  # fmt: skip
    _tell(Kind.CONTROL_OPENED, made, account, now)
    return made


@transaction.atomic
def close_control(investigation_id: UUID, account: Account, now: datetime, found: Found) -> Investigation:
    """Close with what was found. CONTROL_FOUND where a measure and the sums contradict each other."""
    row = _mine(investigation_id, account)
    _open_still(row)
    if found.measure not in MEASURES:
        raise unknown("measure", found.measure, list(MEASURES))
    if min(found.detected_ore, found.prevented_ore) < 0 or (
        found.measure == "none" and (found.detected_ore or found.prevented_ore)
    ):
        raise HandlagError(
            "CONTROL_FOUND", "measure",
            sv="Utan åtgärd har inget upptäckts eller förhindrats, och inget belopp är under noll.",
            en="Without a measure nothing was detected or prevented, and no sum is below nought.",
            remedy_sv="Ange åtgärden, eller ta bort beloppen.", remedy_en="Give the measure, or take the sums away.",
        )  # fmt: skip
    row.measure, row.conclusion = found.measure, reasoned(found.conclusion, "conclusion")
    row.detected_ore, row.prevented_ore = found.detected_ore, found.prevented_ore
    row.closed_at, row.closed_by = now, account
    row.save()
    days = (legal_day(now) - legal_day(row.opened_at)).days
    _tell(Kind.CONTROL_CLOSED, row, account, now, amount_ore=row.detected_ore, measure=row.measure, days=days)
    if row.prevented_ore:
        _tell(Kind.CONTROL_PREVENTED, row, account, now, amount_ore=row.prevented_ore)
    return row


@transaction.atomic
def report_to_police(investigation_id: UUID, account: Account, now: datetime, *, on: date) -> Investigation:
    """Note that the matter was reported to the police (bidragsbrottslagen 6 §), during the investigation or after."""
    row = _mine(investigation_id, account)
    if row.police_reported_on is not None:
        raise Conflict(
            "CONTROL_REPORTED", "on",
            sv="Polisanmälan är redan registrerad.", en="The report is registered already.",
            remedy_sv="Läs om sidan.", remedy_en="Read the page again.",
        )  # fmt: skip
    if not legal_day(row.opened_at) <= on <= legal_day(now):
        raise HandlagError(
            "CONTROL_DAY", "on",
            sv="Dagen ligger utanför den tid det kan gälla.", en="The day lies outside the time it can be of.",
            remedy_sv="Rätta dagen.", remedy_en="Correct the day.",
        )  # fmt: skip
    row.police_reported_on = on
    row.save(update_fields=["police_reported_on"])
    _tell(Kind.POLICE_REPORTED, row, account, now, day=on.isoformat())
    return row


def _mine(investigation_id: UUID, account: Account) -> Investigation:
    rows = Investigation.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=investigation_id).first()
    if row is None:
        raise none_such()
    may_act(account, row.person)
    return row


def _open_still(row: Investigation) -> None:
    if row.closed_at is not None:
        raise Conflict(
            "CONTROL_CLOSED", "investigation",
            sv="Utredningen är redan avslutad.", en="The investigation is closed already.",
            remedy_sv="Öppna en ny om något nytt har kommit fram.", remedy_en="Open another if something new is known.",
        )  # fmt: skip


def _tell(
    kind: Kind, row: Investigation, account: Account, now: datetime, amount_ore: int | None = None, **detail: Any
) -> None:
    """Leave an event without the case: whoever may read the case's history needn't know of the control."""
    leave(
        kind, now, person=row.person, benefit=row.benefit, actor=by(account),
        amount_ore=amount_ore, investigation=str(row.pk), impulse=row.impulse, **detail,
    )  # fmt: skip
