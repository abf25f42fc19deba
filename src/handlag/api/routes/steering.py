"""Legal steering: the register, the work log, and the alarms with their investigations. No person is in any of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.core import clock
from handlag.steering import queries
from handlag.steering.actions import investigations
from handlag.steering.actions.investigations import INVESTIGATORS, Verdict
from handlag.steering.actions.questions import Asked, ask_question
from handlag.steering.actions.sources import Document, register_source
from handlag.steering.models import Investigation

router = Router(tags=["steering"])
STAFF = ("officer", "manager", "lawyer")
INVESTIGATING = tuple(str(role) for role in INVESTIGATORS)
Line = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=10_000)]


class SourceIn(Schema):
    """A document that steers. ``provisions`` as receipts write them: SFB 27 kap. 46–49 §§."""

    kind: Line
    reference: Line
    title: Line
    summary_sv: Words
    summary_en: Words
    provisions: Annotated[list[Line], Field(max_length=100)]
    benefits: Annotated[list[Line], Field(default_factory=list, max_length=50)]
    in_force_on: date
    ends_on: date | None = None
    owner: Line = ""


class SourceOut(SourceIn):
    """A registered source."""

    id: UUID
    registered_at: datetime


class QuestionIn(Schema):
    """A question of law, without anything that tells whose case it is."""

    text: Words
    provisions: Annotated[list[Line], Field(default_factory=list, max_length=100)]
    benefit: Line = ""


class QuestionOut(Schema):
    """A question of the work log."""

    number: int
    state: str
    text: str
    provisions: list[str]
    benefit: str
    forum: str
    asked_at: datetime
    closed_at: datetime | None
    source: str


class AlarmOut(Schema):
    """An alarm. ``explanation`` is data, mix, law, drift or chance once it is judged."""

    id: UUID
    series: str
    period: str
    upwards: bool
    opened_at: datetime
    closed_at: datetime | None
    explanation: str
    explained: str


class AlarmWhole(AlarmOut):
    """The alarm with its chart as it was when it came, and what the investigation began from."""

    shown: dict[str, Any]
    evidence: dict[str, Any]


class VerdictIn(Schema):
    """What an alarm turned out to be; law needs the source."""

    explanation: Line
    text: Words
    source: UUID | None = None


class NoteIn(Schema):
    """A line of an investigation's log."""

    text: Words


@router.get("/sources", response={200: list[SourceOut], **refusals(422)})
def sources(request: HttpRequest, benefit: Line = "", on: Annotated[date | None, Query()] = None) -> list[Any]:
    """The register, the latest in force first; of one benefit, and in force on a day, where asked for."""
    account_of(request, *STAFF)
    return list(queries.sources(benefit, on))


@router.post("/sources", response={200: SourceOut, **refusals(409, 422)})
def register(request: HttpRequest, given: SourceIn) -> Any:
    """Register a source."""
    account = account_of(request, "lawyer")
    document = Document(
        given.kind, given.reference, given.title, given.summary_sv, given.summary_en, tuple(given.provisions),
        given.in_force_on, given.ends_on, tuple(given.benefits), given.owner,
    )  # fmt: skip
    return register_source(document, clock.wall_clock(), account)


@router.get("/questions", response={200: list[QuestionOut], **refusals()})
def questions(request: HttpRequest) -> list[Any]:
    """The work log, the longest open first and then the last closed."""
    account_of(request, *STAFF)
    return [_question(each) for each in queries.questions()]


@router.post("/questions", response={200: QuestionOut, **refusals(422)})
def ask(request: HttpRequest, given: QuestionIn) -> Any:
    """Put a question in the log."""
    asked = Asked(given.text, tuple(given.provisions), given.benefit)
    return _question(ask_question(asked, clock.wall_clock(), account_of(request, *STAFF)))


@router.get("/alarms", response={200: list[AlarmOut], **refusals()})
def alarms(request: HttpRequest) -> list[Any]:
    """Alarms, those not judged first."""
    account_of(request, *INVESTIGATING)
    return list(queries.investigations())


@router.get("/alarms/{uuid:identity}", response={200: AlarmWhole, **refusals(404)})
def alarm(request: HttpRequest, identity: UUID) -> Any:
    """One alarm with its chart and evidence."""
    account_of(request, *INVESTIGATING)
    return queries.investigation(identity)


@router.post("/alarms/{uuid:identity}/notes", response={200: AlarmOut, **refusals(404, 409, 422)})
def note(request: HttpRequest, identity: UUID, given: NoteIn) -> Investigation:
    """Write a line in the log."""
    account = account_of(request, *INVESTIGATING)
    return investigations.note(identity, given.text, clock.wall_clock(), account).investigation


@router.post("/alarms/{uuid:identity}/close", response={200: AlarmOut, **refusals(404, 409, 422)})
def close(request: HttpRequest, identity: UUID, given: VerdictIn) -> Any:
    """Say what the alarm was."""
    verdict = Verdict(given.explanation, given.text, given.source)
    return investigations.close(identity, verdict, clock.wall_clock(), account_of(request, "lawyer"))


def _question(each: Any) -> dict[str, Any]:
    names = ("number", "state", "text", "provisions", "benefit", "forum", "asked_at", "closed_at")
    return {name: getattr(each, name) for name in names} | {"source": each.source.reference if each.source else ""}
