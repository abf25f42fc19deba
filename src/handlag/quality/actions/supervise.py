"""Supervision: questions to units, anonymous answers, a dialogue, the same questions again."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account, Unit
from handlag.quality.actions.words import written
from handlag.quality.domain import access as rules
from handlag.quality.domain.supervision import checked
from handlag.quality.models import Supervision, SupervisionAnswer, SupervisionDialogue
from handlag.quality.queries.rounds import asker
from handlag.quality.queries.supervision import supervision

MOST_QUESTIONS = 60
STAFF = ("officer", "manager")


@transaction.atomic
def open_supervision(
    account: Account, now: datetime, *, title: str, questions: list[str], units: list[str]
) -> Supervision:
    """Begin one with its questions, which are the same in both rounds. Raises SUPERVISION_PLAN, QUALITY_TEXT, …"""
    rules.may_lead(asker(account))
    name = written(title, "title", 120)
    known = set(Unit.objects.filter(code__in=units).values_list("code", flat=True))
    asked = [one.strip() for one in questions if one.strip()]
    if not 1 <= len(asked) <= MOST_QUESTIONS:
        raise _plan("questions", f"Ange 1 till {MOST_QUESTIONS} frågor.", f"Give 1 to {MOST_QUESTIONS} questions.")
    if not units or set(units) - known:
        raise _plan("units", "Ange enheter som finns.", "Give units that exist.")
    if Supervision.objects.filter(title=name).exists():
        raise _plan("title", "Rubriken är upptagen.", "The title is taken.")
    made = Supervision(title=name, questions=asked, units=sorted(known), owner=account, opened_at=now)
    made.save(force_insert=True)
    leave(Kind.SUPERVISION_OPENED, now, actor=Actor("officer", account.id), supervision=str(made.id), round=1)
    return made


@transaction.atomic
def answer_questions(account: Account, identity: UUID, given: Mapping[str, int]) -> SupervisionAnswer:
    """Answer for oneself, once a round; who it was is kept as a keyed hash only, and no time of day.

    Raises SUPERVISION_NOT_ASKED, SUPERVISION_CLOSED, SUPERVISION_ANSWER, SUPERVISION_TWICE.
    """
    found = supervision(identity)
    if account.role not in STAFF or account.unit_id not in found.units:
        raise NotAllowed(
            "SUPERVISION_NOT_ASKED",
            sv="Frågorna är inte ställda till dig.", en="The questions are not put to you.",
            remedy_sv="Ingenting behöver göras.", remedy_en="Nothing needs doing.",
        )  # fmt: skip
    _under_way(found)
    answers = checked([str(place) for place in range(len(found.questions))], given)
    row = SupervisionAnswer(
        supervision=found, round=found.round, unit=account.unit_id or "", answers=answers, mark=mark(found, account)
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            "SUPERVISION_TWICE", "answers",
            sv="Du har redan svarat i den här omgången.", en="You have answered already in this round.",
            remedy_sv="Ingenting mer behövs.", remedy_en="Nothing more is needed.",
        ) from error  # fmt: skip
    return row


def mark(found: Supervision, account: Account) -> str:
    """What keeps somebody from answering twice and names nobody: keyed by the installation's secret."""
    text = f"supervision|{found.id}|{found.round}|{account.id}".encode()
    return hmac.digest(settings.HANDLAG_SAMPLE_SEED, text, "sha256").hex()


@transaction.atomic
def note_dialogue(account: Account, identity: UUID, *, unit: str, held_on: date, text: str) -> SupervisionDialogue:
    """What a unit's people and the supervisors came to after a round. Raises SUPERVISION_PLAN, QUALITY_TEXT, …"""
    rules.may_lead(asker(account))
    found = supervision(identity)
    _under_way(found)
    if unit not in found.units:
        raise _plan("unit", "Enheten är inte med.", "The unit takes no part.")
    return SupervisionDialogue.objects.create(
        supervision=found, round=found.round, unit=unit, held_on=held_on, text=written(text, "text")
    )


@transaction.atomic
def go_on(account: Account, identity: UUID, now: datetime) -> Supervision:
    """Open the second round; after it, close. Raises QUALITY_NOT_ALLOWED, SUPERVISION_CLOSED."""
    rules.may_lead(asker(account))
    found = Supervision.objects.select_for_update(no_key=True).get(id=supervision(identity).id)
    _under_way(found)
    if found.second_at is None:
        found.second_at = now
        leave(Kind.SUPERVISION_OPENED, now, actor=Actor("officer", account.id), supervision=str(found.id), round=2)
    else:
        found.closed_at = now
        leave(Kind.SUPERVISION_CLOSED, now, actor=Actor("officer", account.id), supervision=str(found.id))
    found.save(update_fields=["second_at", "closed_at"])
    return found


def _under_way(found: Supervision) -> None:
    if found.closed_at is not None:
        raise Conflict(
            "SUPERVISION_CLOSED", "supervision", sv="Tillsynen är avslutad.", en="The supervision is closed.",
            remedy_sv="Ingenting mer behövs.", remedy_en="Nothing more is needed.",
        )  # fmt: skip


def _plan(field: str, sv: str, en: str) -> HandlagError:
    return HandlagError(
        "SUPERVISION_PLAN", field, sv=sv, en=en, remedy_sv="Rätta och försök igen.", remedy_en="Correct and try again.",
    )  # fmt: skip
