"""An in-depth legal follow-up: its question, findings with cause and reply, measures and whether they helped."""

from __future__ import annotations

from datetime import date, datetime
from typing import NoReturn
from uuid import UUID

from django.db import transaction

from handlag.core.errors import Conflict, HandlagError, NotFound
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account
from handlag.quality.actions.words import written
from handlag.quality.domain import access as rules
from handlag.quality.domain.verdict import CAUSES
from handlag.quality.models import Finding, LegalFollowUp, Measure, ReviewRound
from handlag.quality.queries.rounds import asker
from handlag.steering import queries as steering

DIRECTIONS = ("strict", "generous", "both", "neither")


@transaction.atomic
def open_follow_up(
    account: Account, now: datetime, *, title: str, question: str, sample: str, benefits: tuple[str, ...] = (),
    round_: ReviewRound | None = None,
) -> LegalFollowUp:  # fmt: skip
    """Begin one. Raises QUALITY_NOT_ALLOWED, QUALITY_TEXT, LEGAL_TITLE_TAKEN."""
    rules.may_lead(asker(account))
    name = written(title, "title", 120)
    if LegalFollowUp.objects.filter(title=name).exists():
        raise Conflict(
            "LEGAL_TITLE_TAKEN", "title",
            sv="Det finns redan en uppföljning med den rubriken.", en="There is already a follow-up of that title.",
            remedy_sv="Välj en annan.", remedy_en="Choose another.",
        )  # fmt: skip
    made = LegalFollowUp(
        title=name, question=written(question, "question"), sample=written(sample, "sample"), round=round_,
        benefits=list(benefits), owner=account, opened_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    leave(Kind.LEGAL_FOLLOW_UP_OPENED, now, actor=Actor("officer", account.id), follow_up=str(made.id))
    return made


@transaction.atomic
def find(account: Account, identity: UUID, now: datetime, *, text: str, direction: str, cause: str) -> Finding:
    """Write down a finding: which way it errs, and why. Raises as ``_open`` and LEGAL_FINDING, QUALITY_TEXT."""
    follow_up = _open(account, identity)
    if direction not in DIRECTIONS or cause not in CAUSES:
        raise HandlagError(
            "LEGAL_FINDING", "direction" if direction not in DIRECTIONS else "cause",
            sv="Fyndet saknar riktning eller orsak.", en="The finding has no direction or no cause.",
            remedy_sv="Välj båda.", remedy_en="Choose both.",
        )  # fmt: skip
    return Finding.objects.create(
        follow_up=follow_up, text=written(text, "text"), direction=direction, cause=cause, found_at=now
    )


@transaction.atomic
def reply(account: Account, identity: UUID, now: datetime, text: str) -> Finding:
    """What the unit concerned says to a finding, of time and means too. Raises as ``_open``, QUALITY_TEXT."""
    found = Finding.objects.filter(id=identity).first() or _none()
    _open(account, found.follow_up_id)
    found.reply, found.replied_at = written(text, "reply"), now
    found.save(update_fields=["reply", "replied_at"])
    return found


@transaction.atomic
def decide_measure(account: Account, identity: UUID, *, text: str, responsible: str, due: date) -> Measure:
    """What is to be done about a finding. Raises as ``_open``, LEGAL_NONE, QUALITY_TEXT."""
    found = Finding.objects.filter(id=identity).first() or _none()
    _open(account, found.follow_up_id)
    return Measure.objects.create(
        finding=found, text=written(text, "text"), responsible=written(responsible, "responsible", 80), due=due
    )


@transaction.atomic
def carry_measure(account: Account, identity: UUID, source: UUID) -> Measure:
    """Say which document of the register carries a measure. Raises as ``_open``, LEGAL_NONE, STEERING_NO_SOURCE."""
    found = _measure(account, identity)
    found.carried_by = steering.source(source)
    found.save(update_fields=["carried_by"])
    return found


@transaction.atomic
def follow_measure(account: Account, identity: UUID, now: datetime, outcome: str = "") -> Measure:
    """The measure is done; with ``outcome``, whether it helped. Raises as ``_open``, LEGAL_NONE."""
    found = _measure(account, identity)
    found.done_at = found.done_at or now
    if outcome.strip():
        found.outcome, found.checked_at = written(outcome, "outcome"), now
    found.save(update_fields=["done_at", "outcome", "checked_at"])
    return found


@transaction.atomic
def close_follow_up(account: Account, identity: UUID, now: datetime) -> LegalFollowUp:
    """Close it, once every finding has a reply and a measure, and every measure has been looked at again.

    Raises as ``_open`` and LEGAL_LEFT.
    """
    found = _open(account, identity)
    findings = found.findings.prefetch_related("measures")
    unanswered = any(not one.replied_at or not one.measures.all() for one in findings)
    if unanswered or any(not measure.checked_at for one in findings for measure in one.measures.all()):
        raise Conflict(
            "LEGAL_LEFT", "follow_up",
            sv="Något fynd saknar svar eller åtgärd, eller någon åtgärd är inte uppföljd.",
            en="A finding has no reply or no measure, or a measure hasn't been followed up.",
            remedy_sv="Gör klart det först.", remedy_en="Finish that first.",
        )  # fmt: skip
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    leave(Kind.LEGAL_FOLLOW_UP_CLOSED, now, actor=Actor("officer", account.id), follow_up=str(found.id))
    return found


def _open(account: Account, identity: UUID) -> LegalFollowUp:
    """The follow-up, locked. Raises QUALITY_NOT_ALLOWED, LEGAL_NONE, LEGAL_CLOSED."""
    rules.may_lead(asker(account))
    found = LegalFollowUp.objects.select_for_update(no_key=True).filter(id=identity).first() or _none()
    if found.closed_at is not None:
        raise Conflict(
            "LEGAL_CLOSED", "follow_up", sv="Uppföljningen är avslutad.", en="The follow-up is closed.",
            remedy_sv="Börja en ny.", remedy_en="Begin a new one.",
        )  # fmt: skip
    return found


def _measure(account: Account, identity: UUID) -> Measure:
    """A measure of a follow-up that is open. Raises as ``_open``."""
    found = Measure.objects.select_related("finding").filter(id=identity).first() or _none()
    _open(account, found.finding.follow_up_id)
    return found


def _none() -> NoReturn:
    raise NotFound(
        "LEGAL_NONE", "follow_up", sv="Det finns inte i någon uppföljning.", en="It is in no follow-up.",
        remedy_sv="Välj i listan.", remedy_en="Choose in the list.",
    )  # fmt: skip
