"""Planning's scenarios: simulate and keep one, read what was kept. No person is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.core import clock
from handlag.planning.actions.save_scenario import RUNS, SEED, WRITTEN, save_scenario
from handlag.planning.files import month_of, understand
from handlag.planning.outcome import outcome_of
from handlag.planning.plain import plain
from handlag.planning.problems import problems
from handlag.planning.queries import drivers_between, pdf_of, saved_scenario, saved_scenarios
from handlag.planning.start_figures import start_figures
from handlag.planning.words import told

router = Router(tags=["planning"])
PLANNERS = ("controller", "manager")


class ScenarioIn(Schema):
    """A scenario as YAML (or JSON, which is YAML), as docs/planning.md describes it."""

    written: str
    why: str = ""


class Tried(Schema):
    """The answers of a scenario that wasn't kept."""

    outcome: dict[str, Any]


class StartOut(Schema):
    """Start figures: inflow by month, spread of its logarithm, automatic share, decisions a month, stock by age."""

    benefit: str
    inflow: list[float]
    spread: float
    automatic: float
    decisions: float
    opening: list[int]
    opening_cases: int
    opening_mean_days: float
    source: str


class ScenarioName(Schema):
    """A saved version."""

    id: UUID
    name: str
    version: int
    made_at: datetime
    why: str


class ScenarioOut(ScenarioName):
    """A saved version with its answers: ``months`` by benefit, and when each target is met."""

    written: str
    runs: int
    seed: int
    outcome: dict[str, Any]


Language = Literal["sv", "en"]


class DriversOut(Schema):
    """One measure of one benefit: its value in two scenarios, and the part of each difference; the parts sum to it."""

    benefit: str
    measure: str
    one: float
    other: float
    parts: dict[str, float]
    every_order: bool
    sv: str
    en: str


@router.get("/scenarios", response={200: list[ScenarioName], **refusals()})
def every(request: HttpRequest) -> list[Any]:
    """Saved scenarios, the latest first."""
    account_of(request, *PLANNERS)
    return list(saved_scenarios())


@router.post("/scenarios", response={200: ScenarioOut, **refusals(409, 422)})
def save(request: HttpRequest, given: ScenarioIn) -> Any:
    """Simulate a scenario and keep it as the next version of its name."""
    account = account_of(request, *PLANNERS)
    return save_scenario(given.written, account.id, clock.wall_clock(), given.why)


@router.get("/scenarios/{uuid:identity}", response={200: ScenarioOut, **refusals(404)})
def one(request: HttpRequest, identity: UUID) -> Any:
    """One saved scenario."""
    account_of(request, *PLANNERS)
    return saved_scenario(identity)


@router.get(
    "/scenarios/{uuid:identity}/beside/{uuid:other}", response={200: list[DriversOut], **refusals(404, 409, 422)}
)
def beside(request: HttpRequest, identity: UUID, other: UUID) -> Any:
    """What drives the difference between two saved scenarios."""
    account_of(request, *PLANNERS)
    mine, theirs = saved_scenario(identity), saved_scenario(other)
    splits = drivers_between(mine, theirs)
    return [
        plain(split) | {language: told(split, language, mine.name, theirs.name) for language in ("sv", "en")}
        for split in splits
    ]


@router.get("/scenarios/{uuid:identity}/pdf", response={200: None, **refusals(404)})
def pdf(request: HttpRequest, identity: UUID, language: Language = "sv") -> Any:
    """A saved scenario as a PDF report: situation, measures, expected results."""
    account_of(request, *PLANNERS)
    return HttpResponse(pdf_of(saved_scenario(identity), language), content_type="application/pdf")


@router.post("/try", response={200: Tried, **refusals(422)})
def try_(request: HttpRequest, given: ScenarioIn) -> Any:
    """Simulate a scenario without keeping it: the same answers, nothing saved."""
    account_of(request, *PLANNERS)
    return {"outcome": outcome_of(understand(given.written, WRITTEN), RUNS, SEED)}


@router.get("/start/{benefit}", response={200: StartOut, **refusals(404, 422)})
def start(request: HttpRequest, benefit: str, first: str, months: int) -> Any:
    """A benefit's figures to begin a scenario from month ``first`` (2026-04), with their source."""
    account_of(request, *PLANNERS)
    whole = problems({"name": "x", "first": first, "months": months})[1]
    for error in whole:
        if error.field in ("first", "months"):
            raise error
    return plain(start_figures(benefit, month_of(first), months, clock.legal_day(clock.wall_clock())))
