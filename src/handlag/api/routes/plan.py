"""Planning's scenarios: simulate and keep one, read what was kept. No person is in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from handlag.api.door import account_of
from handlag.api.shapes import refusals
from handlag.core import clock
from handlag.people.models import Account, Role
from handlag.planning.actions.keep_forecasts import keep_forecasts
from handlag.planning.actions.save_scenario import RUNS, SEED, WRITTEN, save_scenario
from handlag.planning.actions.set_capacity import Fact, no_entry, set_capacity
from handlag.planning.domain.grains import GRAINS, Grain, text
from handlag.planning.files import month_of, understand
from handlag.planning.models import KeptForecast
from handlag.planning.outcome import outcome_of
from handlag.planning.plain import plain
from handlag.planning.problems import problems
from handlag.planning.queries import (
    as_kept,
    drivers_between,
    file_of,
    forecasts_judged,
    kept_forecasts,
    pdf_of,
    saved_scenario,
    saved_scenarios,
)
from handlag.planning.register import capacity_entries, capacity_versions
from handlag.planning.split import asked, split_for_a_page
from handlag.planning.start_figures import start_figures
from handlag.planning.telephony import STARTS, answered
from handlag.planning.telephony import asked as telephones_asked
from handlag.planning.telephony import told as telephones_told
from handlag.planning.words import told
from handlag.portal.reads.weeks import weeks_ahead

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


class CapacityIn(Schema):
    """A fact about capacity; ``entry`` makes it the next version of one, which takes a ``why``.

    A new system, turnover and automation have a ``share`` (0 to 1), all else ``fte``.
    """

    kind: str
    fte: float = 0.0
    share: float | None = None
    lender: str = ""
    ramp: tuple[float, ...] = ()
    mentors: float | None = None
    first: date
    until: date | None = None
    source: str
    unit: str = ""
    benefit: str = ""
    why: str = ""
    entry: UUID | None = None
    withdrawn: bool = False


class CapacityOut(Schema):
    """A version of an entry of the register of capacity."""

    entry: UUID
    version: int
    kind: str
    fte: float
    share: float | None
    lender: str
    ramp: list[float]
    mentors: float | None
    first: date
    until: date | None
    source: str
    unit: str
    benefit: str
    why: str
    withdrawn: bool
    made_at: datetime


class GivenOut(Schema):
    """A benefit's people in the first and last month, recruited, late case-months, and over the limit at the end."""

    benefit: str
    first: float
    last: float
    recruited: float
    late: float
    over: float


class SplitOut(Schema):
    """The best split, and in words what more people would save."""

    rows: list[GivenOut]
    sv: list[str]
    en: list[str]


class Span(Schema):
    """What is expected of a week, and the edges of the interval that holds four of five outcomes."""

    mean: float
    low: float
    high: float


class WeekOut(Schema):
    """A week ahead: flows and pending with spans; ``passes`` and ``late`` are of those pending as the first begins."""

    monday: date
    open_days: int
    received: Span
    ended: Span
    pending: Span
    passes: int
    late: float
    away: float


class WeeksOut(Schema):
    """A queue's next twelve weeks; ``missed`` is a week's flows' mean error up to four weeks ahead, as a share.

    ``seasonal``: each month's season in the years before is in it; ``staffed``: the people there, less those away, are.
    """

    pending: int
    past: int
    pace: int
    missed: float
    seasonal: bool
    staffed: bool
    weeks: list[WeekOut]


class AheadOut(Schema):
    """A period of a kept forecast: what is expected, the edges of 80 and 95 of a hundred, and the seasonal naive."""

    period: str
    mean: float
    low80: float
    high80: float
    low95: float
    high95: float
    naive: float


class ForecastOut(Schema):
    """A kept forecast of a benefit, a ``benefit/type`` or the ``total``, whose sums are exact but for rounding."""

    series: str
    method: str
    why: str
    known_to: str
    vintage: int
    made_at: datetime
    periods: list[AheadOut]


class ScoreOut(Schema):
    """How a forecast did; errors in cases, shares 0 to 1 (null where nothing came), ``errors`` the periods come."""

    mase: float | None
    wape: float | None
    bias: float | None
    cover80: float
    cover95: float
    errors: int


class JudgedOut(Schema):
    """A series' kept forecasts against what came, beside the seasonal naive."""

    series: str
    ours: ScoreOut
    naive: ScoreOut
    forecasts: int


By = Literal["month", "week", "day"]


class TelephonesIn(Schema):
    """A day's calls and officers as written in the page's boxes; docs/planning.md tells what each is."""

    calls: str = STARTS["calls"]
    profile: str = STARTS["profile"]
    values: str = ""
    opens: str = STARTS["opens"]
    closes: str = STARTS["closes"]
    talk: str = STARTS["talk"]
    patience: str = STARTS["patience"]
    places: str = ""
    again: str = STARTS["again"]
    goal: str = STARTS["goal"]
    officers: str = ""
    letters: str = STARTS["letters"]
    share: str = STARTS["share"]
    days: str = STARTS["days"]
    opens_then: str = ""
    closes_then: str = ""
    moved: str = STARTS["moved"]
    cases: str = STARTS["cases"]


class TelephoneDay(Schema):
    """A day: calls made (again counted), shares of them, minutes all wait together, most officers and hours."""

    made: float
    within: float
    turned_away: float
    waited: float
    most: int
    officer_hours: float
    reached: bool


class LettersDay(TelephoneDay):
    """A day after the letters, with the calls they make."""

    extra: float


class TelephonesHalfHour(Schema):
    """First calls, officers and what callers meet; ``wait`` in minutes, ``busy`` the officers' share of time.

    ``waiting`` is how many wait at its end, for the next half hour to answer.
    """

    calls: float
    officers: int
    within: float
    turned_away: float
    abandoned: float
    wait: float
    busy: float
    waiting: float


class HalfHourOut(Schema):
    """A half hour by the clock; null where the telephones are closed or nothing changes."""

    at: str
    before: TelephonesHalfHour | None
    after: TelephonesHalfHour | None


class TelephonesOut(Schema):
    """A day, the first one after what changes, each day after the letters, and the price in cases a day."""

    before: TelephoneDay
    after: TelephoneDay | None
    half_hours: list[HalfHourOut]
    after_letters: list[LettersDay]
    cases_not_decided: float
    waiting_minutes_saved: float


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


@router.get("/scenarios/{uuid:identity}/best-split", response={200: SplitOut, **refusals(404, 409, 422)})
def best(
    request: HttpRequest, identity: UUID, people: str, hires: str = "", moves: str = "", whole: bool = False
) -> Any:
    """The best split of at most so many people over a saved scenario's benefits and months."""
    account_of(request, *PLANNERS)
    saved = saved_scenario(identity)
    found = split_for_a_page(file_of(saved), asked(people, hires, moves, whole), RUNS)
    return {"rows": [row._asdict() for row in found.rows], "sv": list(found.sv), "en": list(found.en)}


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


@router.get("/capacity", response={200: list[CapacityOut], **refusals()})
def capacity(request: HttpRequest, unit: str | None = None) -> list[Any]:
    """The entries of capacity that hold now or ahead, of the agency or of a unit; a unit's manager sees the unit's."""
    account = account_of(request, *PLANNERS)
    return list(capacity_entries(_own_unit(account) or unit, clock.legal_day(clock.wall_clock())))


@router.post("/capacity", response={200: CapacityOut, **refusals(404, 409, 422)})
def enter(request: HttpRequest, given: CapacityIn) -> Any:
    """Enter a fact about capacity, or make the next version of one."""
    account = account_of(request, *PLANNERS)
    own = _own_unit(account)
    if own and given.entry and not any(one.unit == own for one in capacity_versions(given.entry)[:1]):
        raise no_entry()
    unit = own or given.unit
    fact = Fact(
        given.kind, given.fte, given.first, given.until, given.source, unit, given.benefit,
        given.share, given.lender, tuple(given.ramp), given.mentors,
    )  # fmt: skip
    return set_capacity(fact, account.id, clock.wall_clock(), given.why, given.entry, withdrawn=given.withdrawn)


def _own_unit(account: Account) -> str:
    """The unit whose register a manager keeps; empty for who keeps the agency's."""
    return account.unit_id or "" if account.role == Role.MANAGER else ""


@router.get("/weeks", response={200: WeeksOut, **refusals(422)})
def weeks(request: HttpRequest, benefit: str = "", unit: str = "") -> Any:
    """A unit's queue the next twelve weeks; a unit's manager is told of the unit, others of the agency or ``unit``."""
    account = account_of(request, *PLANNERS)
    ahead = weeks_ahead(_own_unit(account) or unit or None, benefit, clock.legal_day(clock.wall_clock()))
    return {
        "pending": ahead.pending, "past": ahead.past, "pace": ahead.found.pace, "missed": ahead.found.missed,
        "seasonal": ahead.found.seasonal, "staffed": ahead.found.staffed,
        "weeks": [
            vars(week) | {name: _span(getattr(week, name)) for name in ("received", "ended", "pending")}
            for week in ahead.weeks
        ],
    }  # fmt: skip


@router.get("/forecasts", response={200: list[ForecastOut], **refusals(422)})
def forecasts(request: HttpRequest, by: By = "month") -> Any:
    """The newest kept forecast of each series, by month, week or day."""
    account_of(request, *PLANNERS)
    return [_forecast(row, GRAINS[by]) for row in kept_forecasts(GRAINS[by])]


@router.post("/forecasts", response={200: list[ForecastOut], **refusals(404, 422)})
def make_forecasts(request: HttpRequest, by: By = "month") -> Any:
    """Forecast from the newest export, keep what is new, and answer with the newest of each series."""
    account_of(request, *PLANNERS)
    keep_forecasts(clock.wall_clock(), grain=GRAINS[by])
    return [_forecast(row, GRAINS[by]) for row in kept_forecasts(GRAINS[by])]


@router.get("/forecasts/scores", response={200: list[JudgedOut], **refusals(404, 422)})
def forecast_scores(request: HttpRequest, by: By = "month") -> Any:
    """Every kept forecast against what has come."""
    account_of(request, *PLANNERS)
    return plain([one._asdict() for one in forecasts_judged(clock.legal_day(clock.wall_clock()), grain=GRAINS[by])])


def _forecast(row: KeptForecast, grain: Grain) -> dict[str, Any]:
    kept = as_kept(row)
    periods = [one._asdict() | {"period": text(grain, one.period)} for one in kept.periods]
    return vars(kept) | {
        "known_to": text(grain, row.known_to), "vintage": row.vintage, "made_at": row.made_at, "periods": periods,
    }  # fmt: skip


@router.get("/telephones", response={200: TelephonesOut, **refusals(422)})
def telephones(request: HttpRequest, given: Annotated[TelephonesIn, Query()]) -> Any:
    """A day on the telephones by half hour, and what letters, other hours and officers moved from cases change."""
    account_of(request, *PLANNERS)
    wanted, errors = telephones_asked(given.dict())
    if wanted is None:
        raise errors[0]
    return telephones_told(answered(wanted))


def _span(values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("mean", "low", "high"), values, strict=True))
