"""Counting: an indicator over facts, for a period, by groups. Whole numbers until something is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from handlag.events.kinds import Kind
from handlag.followup.domain import certificates, control, meetings, paid_days, tried
from handlag.followup.domain.codes import DECISION_KINDS, KINDS, UNKNOWN, CodeBook
from handlag.followup.domain.indicators import Additivity, Fact, Indicator, Unit
from handlag.followup.domain.periods import Period
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]
Facts = Mapping[Fact, Rows]
Group = tuple[int, ...]
Answers = list[list[dict[str, Any]]]
Gather = Callable[[Sequence[Rows]], Answers]


class FarFacts(dict[Fact, Rows]):
    """Facts of an engine that answers several questions in one go of its own."""

    def __init__(self, facts: Facts, gather: Gather) -> None:
        super().__init__(facts)
        self.gather = gather


@dataclass(frozen=True)
class Figure:
    """A measured value as its two sums, and how many persons it rests on."""

    numerator: int = 0
    denominator: int = 0
    persons: int = 0

    def value(self, unit: Unit) -> Fraction | None:
        """The exact value in the indicator's unit; None where nothing was there to measure."""
        if self.denominator == 0:
            return None
        return Fraction(self.numerator, self.denominator) * (100 if unit is Unit.PERCENT else 1)


def facts_of(events: Rows, cases: Rows, spells: Rows, book: CodeBook | None = None) -> Facts:
    """The rows indicators count, from a vintage's coded events, its two derived tables and its book of words."""
    words = Words(book or CodeBook())
    return {
        Fact.CASES: cases,
        Fact.SPELLS: spells,
        Fact.PAYMENTS: _payments(events, words),
        Fact.LEVELS: paid_days.by_level(events, words),
        Fact.MEETINGS: meetings.held(events, words),
        Fact.FIRST_MEETINGS: meetings.first_held(events, words),
        Fact.DETECTED: control.detected(events),
        Fact.HANDLED: control.handled(events, words),
        Fact.RECOVERIES: control.moves(events, words),
        Fact.CONTROLS: control.investigations(events, words),
        Fact.RESULTS: _results(events, cases, words),
        Fact.RECONSIDERATIONS: tried.reconsiderations(events, words),
        Fact.REQUESTS: tried.requests(events),
        Fact.COURT: tried.court(events, words),
        Fact.CLAIMS: tried.claims(events, words),
        Fact.CERTIFICATES: tried.certificates(events, words),
        Fact.RECEIVED: certificates.received(events, words),
        Fact.SICKNESS: tried.sickness(cases, words),
    }


def _payments(events: Rows, words: Words) -> Rows:
    """A payment ordered is one more, one the bank rejected or returned one less, all on the pay day they were for."""
    ordered, settled = _kind(Kind.PAYMENT_ORDERED), _kind(Kind.PAYMENT_SETTLED)
    undone = _kind(Kind.PAYMENT_REJECTED) | _kind(Kind.PAYMENT_RETURNED)
    return events.filter(ordered | settled | undone).select(
        "kind",
        "person",
        "benefit",
        "sex",
        "settled_on",
        nw.coalesce("pay_day", "day").alias("day"),
        nw.col("amount_ore").fill_null(0).alias("amount_ore"),
        nw.col("parts").fill_null(1).alias("parts"),
        "gross_days",
        "net_eighths",
        paid_days.level_of(words).alias("level"),
        (ordered.cast(nw.Int64) - undone.cast(nw.Int64)).alias("sign"),
    )


def _kind(kind: Kind) -> nw.Expr:
    return nw.col("kind") == KINDS[kind]


def _results(events: Rows, cases: Rows, words: Words) -> Rows:
    shared = ("person", "benefit", "sex", "unit")
    decisions = events.filter(nw.col("kind") == KINDS[Kind.DECIDED]).select(
        *shared,
        "day",
        nw.col("decision_kind").cast(nw.Int16),
        nw.lit(value=False).alias("closing"),
        nw.lit(UNKNOWN).cast(nw.Int16).alias("why"),
    )
    closed = cases.filter(~nw.col("closed").is_null(), ~nw.col("decided").is_null()).select(
        *shared,
        nw.col("closed").alias("day"),
        nw.lit(DECISION_KINDS["first"]).cast(nw.Int16).alias("decision_kind"),
        nw.lit(value=True).alias("closing"),
        tried.closing_reason(words).alias("why"),
    )
    return nw.concat([decisions, closed])


def rows_of(facts: Facts, indicator: Indicator, period: Period, known_on: date) -> Rows:
    """The rows of a period. ``known_on`` is the last legal day the facts tell of: later month ends are not counted."""
    rows = facts[indicator.fact].filter(nw.col("benefit") > UNKNOWN)
    if indicator.fact is Fact.SPELLS:
        rows = _pending_at_month_ends(rows, period.ended_by(known_on))
    else:
        rows = rows.filter(nw.col(indicator.date) >= period.first, nw.col(indicator.date) <= period.last)
    return rows if indicator.population is None else rows.filter(indicator.population)


def _pending_at_month_ends(spells: Rows, period: Period) -> Rows:
    """Spells that cover a month end of the period, with how many: a month end is covered from the start's month on."""
    first, end = nw.lit(period.first_month), nw.lit(period.end_month)
    covered = nw.min_horizontal("end_month", end) - nw.max_horizontal("start_month", first)
    return spells.with_columns(covered.alias("month_ends"), nw.lit(len(period)).alias("months")).filter(
        nw.col("month_ends") > 0
    )


def measure(
    facts: Facts, indicator: Indicator, period: Period, by: Sequence[str], known_on: date
) -> Mapping[Group, Figure]:
    """The indicator's figure for every group; a group is the codes of ``by`` in their order.

    A group nothing happened to is there too: no decisions is 0 decisions, while their mean duration is not a number.
    """
    return measure_each(facts, indicator, [period], [by], known_on)[period, tuple(by)]


def measure_each(
    facts: Facts, indicator: Indicator, periods: Sequence[Period], levels: Sequence[Sequence[str]], known_on: date
) -> Measured:
    """The same for several periods and several ways to group, with as few passes over the facts as may be."""
    return measure_all(facts, [Asked(indicator, periods, levels)], known_on)[0]


class Asked(NamedTuple):
    """An indicator asked for, for which periods and grouped in which ways."""

    indicator: Indicator
    periods: Sequence[Period]
    levels: Sequence[Sequence[str]]

    def questions(self) -> Iterator[tuple[Sequence[Period], Sequence[str]]]:
        """What has to be counted: periods that one pass can tell apart, by each way to group."""
        return ((run, by) for run in runs(self.periods, self.indicator) for by in self.levels)


Measured = Mapping[tuple[Period, tuple[str, ...]], Mapping[Group, Figure]]


def measure_all(facts: Facts, asked: Sequence[Asked], known_on: date) -> list[Measured]:
    """The figures of several indicators, each by period and way to group, in one go on engines that can."""
    questions = [(each, *question) for each in asked for question in each.questions()]
    counted = [_counted(facts, each.indicator, run, by, known_on) for each, run, by in questions]
    found = [_nothing_yet(each, known_on) for each in asked]
    place = {id(each): number for number, each in enumerate(asked)}
    for (each, run, by), rows in zip(questions, gathered(facts, counted), strict=True):
        figures = found[place[id(each)]]
        for row in rows:
            figure = Figure(row["numerator"] or 0, row.get("denominator", 1) or 0, row["persons"])
            if figure.persons:
                figures[run[row[PERIOD]], tuple(by)][tuple(row[column] for column in by)] = figure
    return list(found)


def _nothing_yet(asked: Asked, known_on: date) -> dict[tuple[Period, tuple[str, ...]], dict[Group, Figure]]:
    return {
        (period, tuple(by)): _empty(asked.indicator, period, known_on)
        for period in asked.periods
        for by in asked.levels
    }


PERIOD = "which_period"


def rows_of_run(facts: Facts, indicator: Indicator, run: Sequence[Period], known_on: date) -> Rows:
    """The rows of periods that follow on one another, each with its period's place in the column ``PERIOD``."""
    rows = rows_of(facts, indicator, Period(run[0].first_month, run[-1].end_month), known_on)
    which: nw.Expr = nw.lit(0)
    for period in run[:-1]:
        which = which + (nw.col(indicator.date) > period.last).cast(nw.Int32)
    return rows.with_columns(which.alias(PERIOD))


def _counted(facts: Facts, indicator: Indicator, run: Sequence[Period], by: Sequence[str], known_on: date) -> Rows:
    rows = rows_of_run(facts, indicator, run, known_on)
    sums = [indicator.numerator.alias("numerator"), nw.col("person").n_unique().alias("persons")]
    if indicator.denominator is not None:
        sums.append(indicator.denominator.alias("denominator"))
    return rows.group_by(PERIOD, *by).agg(*sums)


def runs(periods: Sequence[Period], indicator: Indicator) -> list[list[Period]]:
    """Periods that follow on one another, which one pass can tell apart; a stock has to be asked one by one."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].end_month == period.first_month and indicator.fact is not Fact.SPELLS:
            runs[-1].append(period)
        else:
            runs.append([period])
    return runs


def gathered(facts: Facts, frames: Sequence[Rows]) -> Answers:
    """The rows of several questions to the same facts; Polars reads what they have in common once."""
    if isinstance(facts, FarFacts):
        return facts.gather(frames)
    native = [nw.to_native(frame) for frame in frames]
    if all(isinstance(frame, pl.LazyFrame) for frame in native):
        return [frame.to_dicts() for frame in pl.collect_all(native)]
    return [frame.collect().rows(named=True) for frame in frames]


def _empty(indicator: Indicator, period: Period, known_on: date) -> defaultdict[Group, Figure]:
    return defaultdict(lambda: nothing(indicator, period, known_on))


def nothing(indicator: Indicator, period: Period, known_on: date) -> Figure:
    """The figure of a group without rows."""
    match indicator.additivity:
        case Additivity.FLOW | Additivity.DISTINCT:
            return Figure(denominator=1)
        case Additivity.STOCK:
            return Figure(denominator=len(period.ended_by(known_on)))
        case Additivity.RATIO:
            return Figure()


def pending_by_month(facts: Facts, period: Period, by: Sequence[str]) -> Mapping[tuple[int, Group], int]:
    """How many wait at each month's end, by month number and group: those begun less those ended."""
    spells = facts[Fact.SPELLS].filter(nw.col("benefit") > UNKNOWN)
    spells = spells.filter(nw.col("end_month") > nw.col("start_month"))
    starts, ends = gathered(
        facts, [spells.group_by(column, *by).agg(nw.len()) for column in ("start_month", "end_month")]
    )
    changes: defaultdict[Group, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for column, sign, rows in (("start_month", 1, starts), ("end_month", -1, ends)):
        for row in rows:
            group, month = tuple(row[name] for name in by), max(row[column], period.first_month)
            changes[group][month] += sign * row["len"]
    months = range(period.first_month, period.end_month)
    return {
        (month, group): count
        for group, of_group in changes.items()
        for month, count in zip(months, accumulate(of_group[month] for month in months), strict=True)
    }
