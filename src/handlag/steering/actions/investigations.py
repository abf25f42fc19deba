"""Investigating an alarm: what is found is noted, a lawyer says what it was, and only a decision moves a reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from handlag.core.errors import Conflict, HandlagError
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.stability.periods import MONTH, WEEK
from handlag.people.models import Account, Role
from handlag.steering.actions.guards import require
from handlag.steering.actions.sources import no_source
from handlag.steering.domain.sources import worded
from handlag.steering.domain.ways import Explanation
from handlag.steering.models import Investigation, InvestigationNote, Rebase, Source
from handlag.steering.queries import no_investigation

INVESTIGATORS = (Role.LAWYER, Role.CONTROLLER)


@dataclass(frozen=True)
class Verdict:
    """What an alarm turned out to be, in words; a law explains only as a source of the register."""

    explanation: str
    text: str
    source_id: UUID | None = None


def note(investigation_id: UUID, text: str, now: datetime, account: Account) -> InvestigationNote:
    """Write a line in an open investigation's log. Raises STEERING_CLOSED, STEERING_TEXT, STEERING_ROLE."""
    actor = require(account, *INVESTIGATORS)
    with transaction.atomic():
        found = _open(investigation_id)
        made = InvestigationNote.objects.create(investigation=found, at=now, by=account, text=worded(text, "text"))
        leave(Kind.INVESTIGATION_NOTED, now, actor=actor, investigation=str(found.id))
    return made


def close(investigation_id: UUID, verdict: Verdict, now: datetime, account: Account) -> Investigation:
    """Say what it was. Raises STEERING_EXPLANATION, STEERING_NO_SOURCE, STEERING_CLOSED, STEERING_TEXT and
    STEERING_ROLE."""
    actor = require(account, Role.LAWYER)
    if verdict.explanation not in set(Explanation):
        raise HandlagError(
            "STEERING_EXPLANATION", "explanation",
            sv="Förklaringen finns inte.", en="There is no such explanation.",
            remedy_sv="Välj en i listan.", remedy_en="Choose one in the list.",
        )  # fmt: skip
    with transaction.atomic():
        found = _open(investigation_id)
        found.source = Source.objects.filter(id=verdict.source_id).first() if verdict.source_id else None
        if verdict.explanation == Explanation.LAW and found.source is None:
            raise no_source()
        found.explanation, found.explained = verdict.explanation, worded(verdict.text, "text")
        found.closed_at, found.closed_by = now, account
        found.save()
        leave(
            Kind.INVESTIGATION_CLOSED, now, actor=actor, investigation=str(found.id), explanation=found.explanation,
            source=str(found.source_id or ""), days=(now - found.opened_at).days,
        )  # fmt: skip
    return found


def rebase(investigation_id: UUID, reason: str, now: datetime, account: Account) -> Rebase:
    """Decide that the series is watched from its level after the shift began. Only of a judged alarm.

    Raises STEERING_NOT_JUDGED, STEERING_REBASED, STEERING_TEXT, STEERING_ROLE.
    """
    actor = require(account, Role.LAWYER)
    with transaction.atomic():
        found = _locked(investigation_id)
        if found.closed_at is None:
            raise Conflict(
                "STEERING_NOT_JUDGED", "investigation",
                sv="Larmet är inte utrett än.", en="The alarm hasn't been judged yet.",
                remedy_sv="Avsluta utredningen först.", remedy_en="Close the investigation first.",
            )  # fmt: skip
        made = Rebase(
            series=found.series, from_day=_day(found), reason=worded(reason, "reason"), investigation=found,
            decided_by=account, decided_at=now,
        )  # fmt: skip
        _keep(made)
        leave(
            Kind.STABILITY_REBASED, now, actor=actor, investigation=str(found.id), series=made.series,
            from_day=made.from_day.isoformat(), reason=made.reason,
        )  # fmt: skip
    return made


def _keep(made: Rebase) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            "STEERING_REBASED", "investigation",
            sv="Serien har redan fått en ny utgångsnivå från den dagen.",
            en="The series already has a new level from that day.",
            remedy_sv="Inget mer behövs.", remedy_en="Nothing more is needed.",
        ) from None  # fmt: skip


def _day(found: Investigation) -> date:
    """The first day of the period the shift most likely began in."""
    began = str(found.shown["alarm"]["began"])
    unit = WEEK if "W" in began else MONTH
    return unit.begins(unit.read(began))


def _locked(investigation_id: UUID) -> Investigation:
    found = Investigation.objects.select_for_update().filter(id=investigation_id).first()
    if found is None:
        raise no_investigation()
    return found


def _open(investigation_id: UUID) -> Investigation:
    found = _locked(investigation_id)
    if found.closed_at is not None:
        raise Conflict(
            "STEERING_CLOSED", "investigation",
            sv="Utredningen är avslutad.", en="The investigation is closed.",
            remedy_sv="En ny förskjutning ger ett nytt larm.", remedy_en="A new shift gives a new alarm.",
        )  # fmt: skip
    return found
