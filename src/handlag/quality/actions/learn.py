"""A learning dialogue: the officer chooses cases and focus, the two talk, and only themes leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from handlag.cases.models import Case
from handlag.core.errors import Conflict, HandlagError, NotAllowed
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.events.models import Event
from handlag.people.actions.read_person import access
from handlag.people.models import Account, Role
from handlag.quality.actions.words import written
from handlag.quality.domain import access as rules
from handlag.quality.domain.themes import checked
from handlag.quality.models import Dialogue, DialogueTheme
from handlag.quality.queries.learning import dialogue

MOST_CASES = 10


@transaction.atomic
def choose(officer: Account, specialist: Account, cases: Sequence[Case], focus: str, now: datetime) -> Dialogue:
    """The officer asks a specialist to a dialogue on cases she has handled and chosen herself.

    Raises LEARN_OFFICER, LEARN_SPECIALIST, LEARN_CASES, LEARN_NOT_HANDLED, LEARN_NOT_OPEN, QUALITY_TEXT.
    """
    if officer.role != Role.OFFICER:
        raise _officers_choose()
    if specialist.role not in rules.LEARNERS or not specialist.is_active or specialist.id == officer.id:
        raise _specialist()
    if not 1 <= len(cases) <= MOST_CASES:
        raise _how_many()
    for case in cases:
        if not Event.objects.filter(case_id=case.id, actor_id=officer.id).exists():
            raise _not_handled(case.number)
        if not access(specialist, case.person, "dialogue", now, case.id).allowed:
            raise _not_open(case.number)
    made = Dialogue(officer=officer, specialist=specialist, focus=written(focus, "focus"), chosen_at=now)
    made.save(force_insert=True)
    made.cases.set(cases)
    return made


@transaction.atomic
def hold(account: Account, identity: UUID, notes: str, themes: Iterable[tuple[str, str]], now: datetime) -> Dialogue:
    """The dialogue has been held: notes stay with the two, themes are passed on without names.

    The event says only that one was held: no names, no cases, no themes. Raises QUALITY_NOT_ALLOWED,
    LEARN_NO_DIALOGUE, LEARN_HELD, LEARN_THEME.
    """
    dialogue(account, identity)
    found = Dialogue.objects.select_for_update().get(id=identity)
    if found.held_at is not None:
        raise _held()
    chosen = checked(themes)
    found.notes, found.held_at = notes.strip(), now
    found.save(update_fields=["notes", "held_at"])
    DialogueTheme.objects.bulk_create(DialogueTheme(dialogue=found, theme=theme, kind=kind) for theme, kind in chosen)
    leave(Kind.LEARNING_HELD, now)
    return found


def _officers_choose() -> NotAllowed:
    return NotAllowed(
        "LEARN_OFFICER",
        sv="Handläggaren väljer själv sina ärenden.", en="The officer chooses her own cases.",
        remedy_sv="Be handläggaren börja dialogen.", remedy_en="Ask the officer to begin the dialogue.",
    )  # fmt: skip


def _specialist() -> HandlagError:
    return HandlagError(
        "LEARN_SPECIALIST", "specialist",
        sv="Dialogen förs med en annan handläggare eller jurist, aldrig med en chef.",
        en="A dialogue is with another officer or a lawyer, never with a manager.",
        remedy_sv="Välj någon annan.", remedy_en="Choose somebody else.",
    )  # fmt: skip


def _how_many() -> HandlagError:
    return HandlagError(
        "LEARN_CASES", "cases",
        sv=f"Välj från ett till {MOST_CASES} ärenden.", en=f"Choose from one to {MOST_CASES} cases.",
        remedy_sv="Skriv ett ärendenummer per rad.", remedy_en="Write one case number a line.",
    )  # fmt: skip


def _not_handled(number: str) -> HandlagError:
    return HandlagError(
        "LEARN_NOT_HANDLED", "cases",
        sv=f"Du har inte handlagt {number}.", en=f"You have not handled {number}.",
        remedy_sv="Välj bland dina egna.", remedy_en="Choose among your own.",
    )  # fmt: skip


def _not_open(number: str) -> HandlagError:
    return HandlagError(
        "LEARN_NOT_OPEN", "specialist",
        sv=f"Den valda får inte läsa {number}.", en=f"The one chosen may not read {number}.",
        remedy_sv="Välj någon annan, eller ett annat ärende.", remedy_en="Choose somebody else, or another case.",
    )  # fmt: skip


def _held() -> Conflict:
    return Conflict(
        "LEARN_HELD", "dialogue",
        sv="Dialogen är redan hållen.", en="The dialogue has been held already.",
        remedy_sv="Börja en ny.", remedy_en="Begin a new one.",
    )  # fmt: skip
