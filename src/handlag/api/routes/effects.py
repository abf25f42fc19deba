"""Effects of measures: trials registered, people asked in, outcomes kept, answers read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Router, Schema

from handlag.api.door import account_of
from handlag.api.routes.cases import readable
from handlag.api.shapes import refusals
from handlag.core import clock
from handlag.quality.actions.trial import ask_in, close_trial, keep_outcome, register_trial, withdraw
from handlag.quality.domain.effects.protocol import LONGEST
from handlag.quality.queries.trials import answer, trial_by_id, trials

router = Router(tags=["effects"])
LEADERS = ("controller", "lawyer")
SEERS = (*LEADERS, "manager", "officer")


class ProtocolIn(Schema):
    """A protocol as YAML (or JSON, which is YAML), as docs/quality.md describes it."""

    written: Annotated[str, Field(max_length=LONGEST)]


class TrialOut(Schema):
    """A trial. ``sealed`` is the fingerprint of its seed and protocol."""

    id: UUID
    name: str
    written: str
    each: int
    in_all: int
    sealed: str
    registered_at: datetime
    closed_at: datetime | None


class AskIn(Schema):
    """Somebody who has agreed to take part, by her case."""

    case: Annotated[str, Field(max_length=16)]
    agreed: bool


class PlaceOut(Schema):
    """Where the lot put her: ``measure`` or ``comparison``."""

    id: UUID
    arm: str
    outcome_due: date


class OutcomeIn(Schema):
    """What became of her; ``outcome`` null tells only whether she got the measure."""

    outcome: float | None = None
    received: bool | None = None
    withdrew: bool = False


class AnswerOut(Schema):
    """What a closed trial has shown: the difference with its interval, and what may be said of it."""

    design: str
    strength: int
    difference: float
    low: float
    high: float
    lot_holds: bool
    sentence_sv: str
    sentence_en: str
    reservations_sv: list[str]
    reservations_en: list[str]


@router.get("", response={200: list[TrialOut], **refusals()})
def every(request: HttpRequest) -> list[Any]:
    """Trials, the latest first."""
    return list(trials(account_of(request, *SEERS)))


@router.post("", response={200: TrialOut, **refusals(409, 422)})
def register(request: HttpRequest, given: ProtocolIn) -> Any:
    """Register a protocol for good."""
    return register_trial(account_of(request, *LEADERS), given.written, clock.wall_clock())


@router.post("/{uuid:identity}/people", response={200: PlaceOut, **refusals(404, 409, 422)})
def ask(request: HttpRequest, identity: UUID, given: AskIn) -> Any:
    """Let somebody who agreed be drawn."""
    account = account_of(request, "officer")
    with transaction.atomic():
        case = readable(request, given.case, "api:trial")
        return ask_in(account, identity, case, given.agreed, clock.wall_clock())


@router.post("/people/{uuid:identity}", response={200: PlaceOut, **refusals(404, 409, 422)})
def outcome(request: HttpRequest, identity: UUID, given: OutcomeIn) -> Any:
    """Keep an outcome, or that she no longer takes part."""
    account, now = account_of(request, "officer"), clock.wall_clock()
    if given.withdrew:
        return withdraw(account, identity, now)
    return keep_outcome(account, identity, now, outcome=given.outcome, received=given.received)


@router.post("/{uuid:identity}/close", response={200: TrialOut, **refusals(404, 409)})
def close(request: HttpRequest, identity: UUID) -> Any:
    """Close a trial and open its seed."""
    return close_trial(account_of(request, *LEADERS), identity, clock.wall_clock())


@router.get("/{uuid:identity}/answer", response={200: AnswerOut, **refusals(404, 409, 422)})
def shown(request: HttpRequest, identity: UUID) -> dict[str, Any]:
    """A closed trial's answer."""
    found = answer(account_of(request, *LEADERS, "manager"), trial_by_id(identity))
    said = found.conclusion
    return {
        "design": found.protocol.design, "strength": said.strength, "difference": found.effect.difference,
        "low": found.effect.low, "high": found.effect.high, "lot_holds": found.audit.clean,
        "sentence_sv": said.sentence[0], "sentence_en": said.sentence[1],
        "reservations_sv": [each[0] for each in said.reservations],
        "reservations_en": [each[1] for each in said.reservations],
    }  # fmt: skip
