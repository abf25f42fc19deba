"""How a benefit's cases go: how old they are when decided, who is waited for, what comes back, and what falls due.

For planning, which fits its model of the backlog to these counts. Nothing is hidden in them, and nobody is in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from handlag.events.kinds import Kind
from handlag.followup.domain.facts import kind_is
from handlag.followup.domain.periods import Period, month_number

ASKED = (Kind.SUPPLEMENT_REQUESTED, Kind.CLOCK_PAUSED, Kind.COMMUNICATED)
"""What makes a case wait for somebody else."""
ANSWERED = (Kind.SUPPLEMENT_RECEIVED, Kind.SUPPLEMENT_LAPSED, Kind.CLOCK_RESUMED, Kind.STATEMENT_RECEIVED)
"""What ends that wait, with the decision itself at the latest."""


@dataclass
class Flow:
    """A benefit's counts. Those of a period: ``decided`` by officers by days from claim to decision, ``alone`` by the
    system, ``held`` of the officers' by days they waited for others, ``undecided`` closed without a decision.

    ``tried`` are first decisions of an earlier period, ``again`` those of them somebody asked to have reconsidered, by
    days from the decision. ``due`` are reviews not yet held by month (12 × year + month - 1), what is overdue in the
    first.
    """

    decided: Counter[int] = field(default_factory=Counter)
    alone: int = 0
    held: Counter[int] = field(default_factory=Counter)
    undecided: int = 0
    tried: int = 0
    again: Counter[int] = field(default_factory=Counter)
    due: Counter[int] = field(default_factory=Counter)


def flows(
    events: pl.LazyFrame, cases: pl.LazyFrame, period: Period, earlier: Period, known_on: date
) -> Mapping[int, Flow]:
    """The flow of each benefit by its number: of ``period``, with reconsiderations of decisions of ``earlier``."""
    found: dict[int, Flow] = {}
    for benefit, days, held, count in _rows(_decided(events, cases, period)):
        flow = found.setdefault(benefit, Flow())
        flow.decided[days] += count
        if held > 0:
            flow.held[held] += count
    for benefit, automatic, count in _rows(_by_system(cases, period)):
        found.setdefault(benefit, Flow()).alone += count if automatic else 0
    for benefit, count in _rows(_undecided(cases, period)):
        found.setdefault(benefit, Flow()).undecided += count
    for benefit, days, count in _rows(_again(events, cases, earlier)):
        flow = found.setdefault(benefit, Flow())
        flow.tried += count
        if days is not None:
            flow.again[days] += count
    for benefit, month, count in _rows(_due(events, cases, known_on)):
        found.setdefault(benefit, Flow()).due[month] += count
    return found


def _rows(frame: pl.LazyFrame) -> list[tuple[Any, ...]]:
    return frame.collect().rows()


def _in(column: str, period: Period) -> pl.Expr:
    return pl.col(column).is_between(period.first, period.last)


def _between(start: str, end: str) -> pl.Expr:
    return (pl.col(end) - pl.col(start)).dt.total_days()


def _decided(events: pl.LazyFrame, cases: pl.LazyFrame, period: Period) -> pl.LazyFrame:
    """Officers' first decisions by benefit, days, and days the case waited for somebody else."""
    begun = events.filter(kind_is(*ASKED)).group_by("case").agg(pl.col("day").min().alias("asked"))
    ended = events.filter(kind_is(*ANSWERED)).group_by("case").agg(pl.col("day").max().alias("answered"))
    mine = cases.filter(_in("decided", period) & ~pl.col("automatic").fill_null(False) & pl.col("days").is_not_null())
    until = pl.min_horizontal(pl.coalesce("answered", "decided"), "decided").alias("until")
    with_waits = mine.join(begun, on="case", how="left").join(ended, on="case", how="left").with_columns(until)
    held = _between("asked", "until").fill_null(0).clip(0).alias("held")
    return with_waits.group_by("benefit", "days", held).agg(pl.len())


def _by_system(cases: pl.LazyFrame, period: Period) -> pl.LazyFrame:
    return cases.filter(_in("decided", period)).group_by("benefit", pl.col("automatic").fill_null(False)).agg(pl.len())


def _undecided(cases: pl.LazyFrame, period: Period) -> pl.LazyFrame:
    return cases.filter(pl.col("decided").is_null() & _in("first_closed", period)).group_by("benefit").agg(pl.len())


def _again(events: pl.LazyFrame, cases: pl.LazyFrame, earlier: Period) -> pl.LazyFrame:
    """First decisions by benefit and days until somebody asked to have one reconsidered; null where nobody did."""
    asked = events.filter(kind_is(Kind.RECONSIDERATION_REQUESTED)).group_by("case").agg(pl.col("day").min())
    made = cases.filter(_in("decided", earlier)).join(asked, on="case", how="left")
    return made.group_by("benefit", _between("decided", "day").clip(0).alias("days")).agg(pl.len())


def _due(events: pl.LazyFrame, cases: pl.LazyFrame, known_on: date) -> pl.LazyFrame:
    """Reviews set and not held, by benefit and the month they fall due."""
    held = events.filter(kind_is(Kind.REVIEW_HELD)).select("case", "received").unique()
    waiting = events.filter(kind_is(Kind.REVIEW_SCHEDULED) & pl.col("received").is_not_null()).join(
        held, on=["case", "received"], how="anti"
    )
    number = pl.col("received").dt.year().cast(pl.Int32) * 12 + pl.col("received").dt.month().cast(pl.Int32) - 1
    month = pl.max_horizontal(number, pl.lit(month_number(known_on), pl.Int32)).alias("month")
    last = waiting.group_by("case").agg(pl.col("received").max())
    return last.join(cases.select("case", "benefit"), on="case").group_by("benefit", month).agg(pl.len())
