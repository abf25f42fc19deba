"""What may be read of follow-up: tables, targets, monthly series, definitions, vintages. No person is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple, NoReturn

import narwhals as nw
import polars as pl
from django.conf import settings

from handlag.core.clock import legal_day
from handlag.core.errors import NotFound
from handlag.followup.derived import Derived
from handlag.followup.domain import rollup, targets
from handlag.followup.domain.browsed import Known
from handlag.followup.domain.codes import BENEFITS, UNKNOWN, CodeBook
from handlag.followup.domain.cube_read import Cube
from handlag.followup.domain.every_indicator import INDICATORS
from handlag.followup.domain.facts import derive_cases, derive_spells
from handlag.followup.domain.flow import Flow, flows
from handlag.followup.domain.hidden_age import ages_of
from handlag.followup.domain.indicators import DECISIONS_COUNT, INFLOW, Fact, Indicator
from handlag.followup.domain.main_figures import Measured, Month, needed
from handlag.followup.domain.main_figures import row as main_row
from handlag.followup.domain.measure import (
    Facts,
    Figure,
    Rows,
    facts_of,
    gathered,
    measure,
    measure_each,
    pending_by_month,
)
from handlag.followup.domain.periods import Period, day_number, month_number
from handlag.followup.domain.tables import LIVE, TABLES, ReportTable
from handlag.followup.domain.targets import Target
from handlag.followup.engines import Engine, engine_named, no_history
from handlag.followup.report.single import single_table
from handlag.followup.store import Manifest, Store

YEARS = 3
YEAR_OF_DAYS = 365
"""Days back in which a person's earlier case of a benefit makes the next one a case again."""


def installation_store() -> Store:
    """The facts of this installation, below its home directory."""
    return Store(settings.HOME / "followup")


def vintages(store: Store | None = None, newest: int = 100) -> list[Manifest]:
    """The newest exports, at most so many, the newest first."""
    return (store or installation_store()).vintages(newest)


def indicators() -> Sequence[Indicator]:
    """The definitions in force."""
    return tuple(INDICATORS.values())


def indicator_named(code: str) -> Indicator:
    """The definition in force of a code. Raises FOLLOWUP_NO_INDICATOR."""
    return INDICATORS.get(code) or _no_indicator(code)


@dataclass(frozen=True)
class View:
    """The facts of a vintage as one question sees them, and the last legal day they tell of whole."""

    facts: Facts
    vintage: int
    known_on: date
    cube: Cube | None = None
    """Sums and persons counted beforehand, where they are of just these facts."""
    events: Rows | None = None


def view(store: Store | None = None, vintage: int | None = None, known_at: datetime | None = None) -> View:
    """The newest facts, those of an earlier vintage, or those the agency had recorded by an instant.

    Raises FOLLOWUP_NO_EXPORT before the first export and FOLLOWUP_NO_VINTAGE for a number that was never made.
    """
    store = store or installation_store()
    manifest = store.vintage(vintage)
    until = min(manifest.until, known_at) if known_at else manifest.until
    events = store.events(manifest.vintage, known_at)
    kept = None if known_at else Derived.of(store, manifest.vintage)
    cases, spells = (kept.cases(), kept.spells()) if kept else _made_anew(events)
    coded, by_case, waits = (nw.from_native(frame) for frame in (events, cases, spells))
    facts = facts_of(coded, by_case, waits, manifest.book())
    return View(facts, manifest.vintage, legal_day(until) - timedelta(days=1), kept.cube() if kept else None, coded)


def known_of(seen: View) -> Known:
    """The first and the last legal day a view tells of; the first is after the last where it holds no event."""
    assert seen.events is not None  # noqa: S101 — only views made by hand have none
    ((found,),) = gathered(seen.facts, [seen.events.select(nw.col("day").min().alias("first"))])
    first = found["first"]
    if first is None:
        return Known(seen.known_on + timedelta(days=1), seen.known_on)
    return Known(min(date.fromisoformat(str(first)), seen.known_on), seen.known_on)


def whole_year(store: Store | None = None) -> int | None:
    """The last year that is over and that the newest vintage has events of; the one going on where none is.

    None before the first export.
    """
    store = store or installation_store()
    newest = store.latest()
    if newest is None:
        return None
    going_on = legal_day(newest.until).year
    return max((year for year in store.years(newest.vintage) if year < going_on), default=going_on)


def _need_year(year: int, known: Known) -> None:
    if year not in known.years:
        no_year(year, known)


def seen_by(
    engine: str | None = None,
    store: Store | None = None,
    vintage: int | None = None,
    known_at: datetime | None = None,
) -> View:
    """The facts as an engine counts them; without its name, the one of the setting ``HANDLAG_FOLLOWUP_ENGINE``.

    PostgreSQL sees the log as it is now, which is no vintage and has the number ``LIVE``; the setting leaves questions
    of earlier vintages and instants to Polars. Raises FOLLOWUP_ENGINE, FOLLOWUP_ENGINE_MISSING, FOLLOWUP_ENGINE_NOW
    where the engine named can't answer for what was known then, and what ``view`` raises.
    """
    chosen = engine_named(engine or settings.HANDLAG_FOLLOWUP_ENGINE)
    earlier = vintage is not None or known_at is not None
    if chosen is Engine.POLARS or (earlier and engine is None):
        return view(store, vintage, known_at)
    store = store or installation_store()
    if chosen is Engine.POSTGRES:
        return _live(store) if not earlier else no_history(chosen)
    return _far(store, vintage) if known_at is None else no_history(chosen)


def _live(store: Store) -> View:
    from handlag.followup.engines.postgres import live_facts  # noqa: PLC0415 — only where it is asked for

    newest = store.latest()
    facts, events, until = live_facts(newest.book() if newest else CodeBook())
    return View(facts, LIVE, legal_day(until) - timedelta(days=1), events=events)


def _far(store: Store, vintage: int | None) -> View:
    from handlag.followup.engines.spark import far_facts  # noqa: PLC0415 — only where it is asked for

    manifest = store.vintage(vintage)
    kept = Derived.of(store, manifest.vintage)
    made = (kept.cases(), kept.spells()) if kept else _made_anew(store.events(manifest.vintage))
    facts, events = far_facts(store, manifest, made)
    return View(facts, manifest.vintage, legal_day(manifest.until) - timedelta(days=1), events=events)


def _made_anew(events: pl.LazyFrame) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    cases = derive_cases(events).collect().lazy()
    return cases, derive_spells(events, cases).collect().lazy()


def report_table(
    number: int,
    year: int,
    *,
    vintage: int | None = None,
    known_at: datetime | None = None,
    store: Store | None = None,
    engine: str | None = None,
) -> ReportTable:
    """A numbered table of the annual report for ``year`` and the two years before it.

    Raises FOLLOWUP_NO_TABLE, FOLLOWUP_NO_YEAR where nothing is known of the year, and what ``seen_by`` raises.
    """
    definition = TABLES.get(number) or _no_table(number)
    seen = seen_by(engine, store, vintage, known_at)
    known = known_of(seen)
    _need_year(year, known)
    years = range(year - YEARS + 1, year + 1)
    periods = [Period.year(each) for each in years]
    found = rollup.by_benefit_and_sex(seen.facts, definition.indicator, periods, seen.known_on)
    figures = {each: known.of_year(each, found[Period.year(each)]) for each in years}
    return single_table(definition, years, figures, seen.vintage, seen.known_on)


def targets_tables(
    year: int,
    month: int | None = None,
    *,
    vintage: int | None = None,
    known_at: datetime | None = None,
    store: Store | None = None,
    engine: str | None = None,
) -> tuple[ReportTable, ReportTable]:
    """The action plan's tables of processing times with targets and of pending cases: three years and one month.

    The month is the last one of the year that is over, if no other is asked for. Raises FOLLOWUP_NO_YEAR where nothing
    is known of the year, and what ``seen_by`` raises.
    """
    seen = seen_by(engine, store, vintage, known_at)
    known = known_of(seen)
    _need_year(year, known)
    over = Period.year(year).ended_by(seen.known_on)
    latest = Period.month(year, month or len(over) or 12)
    periods = [*(Period.year(each) for each in range(year - YEARS + 1, year + 1)), latest]
    first, second = (
        targets.build(table, periods, _outcomes(seen, table, periods, known), seen.vintage)
        for table in (targets.PROCESSING_TIMES, targets.PENDING_CASES)
    )
    return first, second


def _outcomes(seen: View, table: str, periods: Sequence[Period], known: Known) -> Mapping[tuple[str, str], Figure]:
    outcomes: dict[tuple[str, str], Figure] = {}
    rows = targets.handled(table, held(seen))
    for indicator in {target.indicator.code: target.indicator for target in rows}.values():
        of_indicator = {each.benefit for each in rows if each.indicator.code == indicator.code}
        figures = _figures(seen, indicator, periods)
        told = {of: each if of[1].last >= known.first else Figure() for of, each in figures.items()}
        outcomes.update({(code, at.label): each for (code, at), each in told.items() if code in of_indicator})
    return outcomes


def main_figures(store: Store | None = None, known_on: date | None = None) -> list[Month]:
    """The last whole month and the one going on, benefit by benefit, against the targets. Raises what ``view`` raises.

    The month going on has no stock at its end yet. ``known_on`` looks back to how an earlier day would have shown it.
    """
    seen = view(store)
    seen = replace(seen, known_on=min(known_on or seen.known_on, seen.known_on))
    now = month_number(seen.known_on + timedelta(days=1))
    rows = targets.handled(targets.PROCESSING_TIMES, held(seen))
    periods = [Period(now - 1, now), Period(now, now + 1)]
    found = _main(seen, rows, periods)
    return [
        Month(period, period.last <= seen.known_on, tuple(main_row(target, found[period]) for target in rows))
        for period in periods
    ]


def _main(seen: View, rows: Sequence[Target], periods: Sequence[Period]) -> Mapping[Period, Measured]:
    found: dict[Period, dict[tuple[str, str], Figure]] = {period: {} for period in periods}
    for indicator in needed(rows):
        for (code, period), each in _figures(seen, indicator, periods).items():
            found[period][indicator.code, code] = each
    return found


def _figures(seen: View, indicator: Indicator, periods: Sequence[Period]) -> Mapping[tuple[str, Period], Figure]:
    """By benefit, except reconsiderations, which the plan counts for all benefits together."""
    if indicator.fact is not Fact.RECONSIDERATIONS:
        return rollup.by_benefit(seen.facts, indicator, periods, seen.known_on)
    found = measure_each(seen.facts, indicator, periods, [()], seen.known_on)
    return {(targets.RECONSIDERATION, period): found[period, ()][()] for period in periods}


def held(seen: View) -> set[str]:
    """The benefits there are cases of, whether the system handles them or is told of them from elsewhere."""
    (found,) = gathered(seen.facts, [seen.facts[Fact.CASES].group_by("benefit").agg(nw.len().alias("cases"))])
    numbers = {row["benefit"] for row in found}
    return {code for code, number in BENEFITS.items() if number in numbers}


@dataclass(frozen=True)
class Monthly:
    """One month of one group: cases received, decisions, and pending at the month's end (None while it is ahead)."""

    month: str
    group: tuple[int, ...]
    received: int
    decisions: int
    pending: int | None


def monthly(
    first_year: int, last_year: int, *, by: Sequence[str] = ("benefit",), store: Store | None = None
) -> list[Monthly]:
    """Inflow, decisions and stock month by month, by the codes of ``by``; small cells are not hidden."""
    seen = view(store)
    span = Period(first_year * 12, last_year * 12 + 12)
    months = list(span.months())
    flows = [measure_each(seen.facts, each, months, [by], seen.known_on) for each in (INFLOW, DECISIONS_COUNT)]
    pending = pending_by_month(seen.facts, span.ended_by(seen.known_on), by)
    rows: list[Monthly] = []
    for month in months:
        counts = [each[month, tuple(by)] for each in flows]
        groups = {group for _, group in pending}.union(*counts)
        for group in sorted(groups):
            received, decisions = (figures[group].numerator for figures in counts)
            stock = pending.get((month.first_month, group), 0) if month.last <= seen.known_on else None
            rows.append(Monthly(month.label, group, received, decisions, stock))
    return rows


class Received(NamedTuple):
    """Cases received on a day: ``again`` where the person, if known, had a case of the benefit in the year before."""

    benefit: int
    again: bool
    day: date
    cases: int


def received_by_day(seen: View, first: date) -> list[Received]:
    """Cases received by benefit and day from a day to the last one known; small cells are not hidden."""
    who = ("person", "benefit")
    cases = seen.facts[Fact.CASES].filter(nw.col("benefit") > UNKNOWN, nw.col("received") <= nw.lit(seen.known_on))
    before = nw.col("received").shift(1).over(*who, order_by="received")
    since = (nw.col("received") - before).dt.total_minutes()
    again = (nw.col("person") > 0) & (since <= YEAR_OF_DAYS * 24 * 60).fill_null(value=False)
    rows = cases.with_columns(again.alias("again")).filter(nw.col("received") >= nw.lit(first))
    counts = rows.group_by("benefit", "again", "received").agg(nw.len().alias("count"))
    return sorted(Received(*row) for row in counts.collect().iter_rows())


def case_flows(period: Period, earlier: Period, store: Store | None = None) -> Mapping[str, Flow]:
    """How each benefit's cases went in a period, by its code; reconsiderations are of an earlier period's decisions.

    Raises what ``view`` raises.
    """
    store = store or installation_store()
    manifest = store.vintage()
    events = store.events(manifest.vintage)
    kept = Derived.of(store, manifest.vintage)
    cases = kept.cases() if kept else _made_anew(events)[0]
    found = flows(events, cases, period, earlier, legal_day(manifest.until) - timedelta(days=1))
    return {code: found[number] for code, number in BENEFITS.items() if number in found}


@dataclass(frozen=True)
class HiddenAge:
    """A benefit's ratio R by period label; None where nothing ended or too few did."""

    benefit: str
    ratios: Mapping[str, Fraction | None]


def hidden_age(
    periods: Sequence[Period], store: Store | None = None, engine: str | None = None
) -> list[HiddenAge]:  # fmt: skip
    """R of each benefit there are cases of, for periods; it stands beside tables of processing times.

    Raises what ``seen_by`` raises.
    """
    seen = seen_by(engine, store)
    found = {period.label: ages_of(seen.facts, period, seen.known_on) for period in periods}
    names = {number: code for code, number in BENEFITS.items()}
    numbers = sorted({number for ages in found.values() for number in ages})
    return [
        HiddenAge(
            names[number], {label: ages[number].ratio if number in ages else None for label, ages in found.items()}
        )
        for number in numbers
        if number in names
    ]


def waiting_by_age(seen: View, benefit: str) -> tuple[int, ...]:
    """Cases of a benefit waiting for a first decision on the last day known, by age in days, youngest first."""
    number, known_on = BENEFITS.get(benefit, 0), nw.lit(seen.known_on)
    spells = seen.facts[Fact.SPELLS].filter(nw.col("benefit") == number, nw.col("start") <= known_on)
    waiting = spells.filter(nw.col("end").is_null() | (nw.col("end") > known_on))
    ages = waiting.select((day_number(known_on) - day_number(nw.col("start"))).alias("age"))
    (found,) = gathered(seen.facts, [ages.group_by("age").agg(nw.len().alias("cases"))])
    counts = {int(row["age"]): int(row["cases"]) for row in found}
    return tuple(counts.get(age, 0) for age in range(max(counts, default=-1) + 1))


def figure(
    code: str,
    period: Period,
    *,
    by: Sequence[str] = (),
    vintage: int | None = None,
    known_at: datetime | None = None,
    store: Store | None = None,
    engine: str | None = None,
) -> Mapping[tuple[int, ...], Fraction | None]:
    """One indicator's exact values for a period by groups, for comparisons inside the agency; nothing is hidden.

    Raises FOLLOWUP_NO_INDICATOR, and what ``seen_by`` raises.
    """
    indicator = indicator_named(code)
    seen = seen_by(engine, store, vintage, known_at)
    found = measure(seen.facts, indicator, period, by, seen.known_on)
    return {group: each.value(indicator.unit) for group, each in found.items()}


def no_year(year: int, known: Known) -> NoReturn:
    """Refuse a year there are no facts of: FOLLOWUP_NO_YEAR, or FOLLOWUP_NO_FACTS where there are none at all."""
    if not known.years:
        _no_facts()
    first, last = known.years[0], known.years[-1]
    raise NotFound(
        "FOLLOWUP_NO_YEAR", "year",
        sv=f"Det finns inga uppgifter för {year} i uttaget.",
        en=f"The vintage has no figures for {year}.",
        remedy_sv=f"Välj ett år från {first} till {last}, eller ett annat uttag.",
        remedy_en=f"Choose a year from {first} to {last}, or another vintage.",
    )  # fmt: skip


def _no_facts() -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NO_FACTS", "year",
        sv="Uttaget innehåller inga händelser alls.", en="The vintage holds no events at all.",
        remedy_sv="Gör ett nytt uttag när något har hänt: handlag followup export.",
        remedy_en="Export again when something has happened: handlag followup export.",
    )  # fmt: skip


def _no_table(number: int) -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NO_TABLE", "number",
        sv=f"Tabell {number} görs inte.",
        en=f"Table {number} is not made.",
        remedy_sv=f"Välj en av tabellerna {', '.join(map(str, TABLES))}.",
        remedy_en=f"Choose one of the tables {', '.join(map(str, TABLES))}.",
    )  # fmt: skip


def _no_indicator(code: str) -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NO_INDICATOR", "code",
        sv=f"Det finns ingen indikator {code}.",
        en=f"There is no indicator {code}.",
        remedy_sv=f"Välj en av {', '.join(INDICATORS)}.",
        remedy_en=f"Choose one of {', '.join(INDICATORS)}.",
    )  # fmt: skip
