"""Central file review: rounds drawn and closed, files scored, figures read. Figures name no person and no officer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.core import clock
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.draw_round import draw_round
from handlag.quality.actions.score_file import score_file
from handlag.quality.domain.verdict import Verdict, asked
from handlag.quality.domain.wanted import Wanted
from handlag.quality.models import Scoring
from handlag.quality.output import rows
from handlag.quality.queries.learning import themes
from handlag.quality.queries.overview import overview
from handlag.quality.queries.rounds import checklist_of, my_files, my_scoring, round_by_id, round_results, rounds

router = Router(tags=["quality"])
LEADERS = ("controller", "lawyer")
SEERS = (*LEADERS, "manager")
REVIEWERS = ("officer", "lawyer")
Name = Annotated[str, Field(max_length=120)]


class RoundIn(Schema):
    """A round to draw, as docs/quality.md describes it. ``reviewers`` are account ids."""

    name: Name
    benefits: list[Name]
    first_day: date
    last_day: date
    size: Annotated[int, Field(ge=1, le=5000)]
    dimensions: Annotated[list[Name], Field(default_factory=list)]
    least: Annotated[int, Field(ge=0, le=5000)] = 10
    double_percent: Annotated[int, Field(ge=0, le=100)] = 10
    reviewers: Annotated[list[UUID], Field(max_length=200)]
    calibrated_by: UUID | None = None
    calibration: Annotated[int, Field(ge=0, le=5000)] = 0


class RoundOut(Schema):
    """A round."""

    id: UUID
    name: str
    benefits: list[str]
    first_day: date
    last_day: date
    seed: str
    drawn_at: datetime
    closed_at: datetime | None


class FigureOut(Schema):
    """One figure with its 95 per cent interval. Shares are of one, amounts öre; null where nothing can be said."""

    group: str
    measure: str
    n: int
    found: int | None
    value: float | None
    low: float | None
    high: float | None


class EffortOut(Schema):
    """One follow-up, and the others under way on the same benefit."""

    kind: str
    id: UUID
    name: str
    about: str
    benefits: list[str]
    owner: str
    began: datetime
    ended: datetime | None
    overlaps: list[str]
    about_en: str


class ThemeOut(Schema):
    """A theme in a quarter: in how many dialogues. Nobody is named."""

    quarter: str
    theme: str
    kind: str
    dialogues: int


class ControlOut(Schema):
    """A key control to answer."""

    code: str
    sv: str
    en: str
    lagrum: str


class FileOut(Schema):
    """A file given to the caller; the case is read with the cases routes or on the page."""

    id: UUID
    round: UUID
    case: str
    outcome: str
    done_at: datetime | None
    controls: list[ControlOut]


class VerdictIn(Schema):
    """What the reviewer says: yes, no or na by control, öre granted too much and too little, and why."""

    answers: dict[str, str]
    over_ore: int = 0
    under_ore: int = 0
    causes: Annotated[list[str], Field(default_factory=list)]
    comment: Annotated[str, Field(max_length=4000)] = ""


class ClosingIn(Schema):
    """Why files are left unscored, if any are."""

    why: Annotated[str, Field(max_length=4000)] = ""


@router.get("/rounds", response={200: list[RoundOut], **refusals()})
def every(request: HttpRequest) -> list[Any]:
    """Rounds, the latest first; a manager sees those that are closed."""
    return list(rounds(account_of(request, *SEERS)))


@router.post("/rounds", response={200: RoundOut, **refusals(404, 409, 422)})
def draw(request: HttpRequest, given: RoundIn) -> Any:
    """Draw a round and hand out its files."""
    account = account_of(request, *LEADERS)
    wanted = Wanted(
        given.name, tuple(given.benefits), given.first_day, given.last_day, given.size, tuple(given.dimensions),
        given.least, given.double_percent, tuple(given.reviewers), given.calibrated_by, given.calibration,
    )  # fmt: skip
    return draw_round(wanted, account, clock.wall_clock())


@router.post("/rounds/{uuid:identity}/close", response={200: RoundOut, **refusals(404, 409, 422)})
def close(request: HttpRequest, identity: UUID, given: ClosingIn) -> Any:
    """Close a round, so that its figures can be read."""
    return close_round(account_of(request, *LEADERS), identity, given.why, clock.wall_clock())


@router.get("/rounds/{uuid:identity}/figures", response={200: list[FigureOut], **refusals(404, 409)})
def figures(request: HttpRequest, identity: UUID) -> list[Any]:
    """A closed round's figures."""
    account = account_of(request, *SEERS)
    return [row._asdict() for row in rows(round_results(account, round_by_id(identity)))]


@router.get("/overview", response={200: list[EffortOut], **refusals()})
def everything(request: HttpRequest) -> list[Any]:
    """All follow-up under way and done: file reviews, in-depth legal follow-ups, supervision, trials,
    and the open alarms and control investigations (a benefit's as one)."""
    return [asdict(one) for one in overview(account_of(request, *SEERS))]


@router.get("/themes", response={200: list[ThemeOut], **refusals()})
def learnt(request: HttpRequest) -> list[Any]:
    """Themes of learning dialogues that at least five officers named in a quarter that is over."""
    return [asdict(one) for one in themes(account_of(request, *SEERS), clock.legal_day(clock.wall_clock()))]


@router.get("/files", response={200: list[FileOut], **refusals()})
def mine(request: HttpRequest) -> list[Any]:
    """The files given to the caller in rounds under way."""
    return [_file(look) for given in my_files(account_of(request, *REVIEWERS)) for look in given.scorings]


@router.post("/files/{uuid:identity}", response={200: FileOut, **refusals(404, 409, 422)})
def score(request: HttpRequest, identity: UUID, given: VerdictIn) -> Any:
    """Score a file, for good."""
    account = account_of(request, *REVIEWERS)
    said = Verdict(given.answers, given.over_ore, given.under_ore, tuple(given.causes), given.comment)
    score_file(account, identity, said, clock.wall_clock())
    return _file(my_scoring(account, identity))


def _file(look: Scoring) -> dict[str, Any]:
    decision = look.item.decision
    controls = [
        {"code": one.code, "sv": one.sv, "en": one.en, "lagrum": one.lagrum}
        for one in asked(checklist_of(look.item), decision.outcome)
    ]
    return {
        "id": look.id, "round": look.item.round_id, "case": decision.case.number, "outcome": decision.outcome,
        "done_at": look.done_at, "controls": controls,
    }  # fmt: skip
