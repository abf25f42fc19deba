"""Events as coded columns, and what is derived from them: one row per case, one row per wait for a first decision.

An identity (event, case, person) is kept out of the facts: a case and a person are whole numbers whose key lies in a
file of its own, an event's id is two 64-bit halves. Days are legal days in Sweden, instants UTC in microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from handlag.core.clock import STOCKHOLM
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import CLOSED, DECISION_KINDS, KINDS, OPEN, UNKNOWN, CodeBook

RAW = (
    "id", "case_id", "person_id", "kind", "at", "recorded_at", "benefit", "sex", "unit", "birth_year", "actor_kind",
    "amount_ore", "decision_kind", "outcome", "automatic", "reason", "received", "pay_day", "settled_on", "parts",
    "gross_days", "net_eighths",
)  # fmt: skip
"""What is taken out of an event: words as text, instants in microseconds since 1970, days as ISO text.

``outcome`` is a certificate's type and the level of a payment too, and ``reason`` the channel a claim or certificate
came by and how a request or an appeal was settled. ``received`` is a review's due day and the first day of a meeting's
sickness case, ``settled_on`` the day the meeting was held and ``outcome`` its kind. Of wrong payments and controls
``outcome`` is what came of them, ``reason`` the cause or the impulse, ``settled_on`` the day money came in or a report
was made.
"""

RAW_SCHEMA: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(RAW, pl.String),
    "at": pl.Int64, "recorded_at": pl.Int64, "birth_year": pl.Int16, "amount_ore": pl.Int64,
    "parts": pl.Int32, "gross_days": pl.Int16, "net_eighths": pl.Int16,
}  # fmt: skip

CODE_TYPES: Mapping[str, type[pl.DataType]] = {
    "kind": pl.UInt8, "sex": pl.UInt8, "benefit": pl.UInt8, "decision_kind": pl.UInt8,
    "unit": pl.UInt16, "actor_kind": pl.UInt8, "outcome": pl.UInt8, "reason": pl.UInt16,
}  # fmt: skip
NUMBERS = ("case", "person", "vintage")
ORDER = ("case", "at", "id_hi", "id_lo")
"""How facts are sorted. Events of one instant stand in the order of their UUIDv7, which is the order they were made."""

FINAL_DECISIONS = pl.col("decision_kind") != DECISION_KINDS["reconsideration"]


def kind_is(*kinds: Kind) -> pl.Expr:
    """Rows of any of the kinds."""
    return pl.col("kind").is_in([KINDS[kind] for kind in kinds])


def halves(identities: pl.Series) -> tuple[pl.Series, pl.Series]:
    """UUIDs as text, as two 64-bit numbers each; no UUID is zero and zero."""
    text = identities.fill_null("0" * 32).str.replace_all("-", "", literal=True)
    whole = np.frombuffer(bytes.fromhex("".join(text.to_list())), dtype=">u8").reshape(-1, 2).astype(np.uint64)
    return pl.Series(whole[:, 0].copy()), pl.Series(whole[:, 1].copy())


def code(raw: pl.DataFrame, book: CodeBook) -> pl.DataFrame:
    """Raw events with words as codes; cases and persons still as halves of their identity."""
    frame = raw.with_columns(_coded(raw, column, book) for column in (*CLOSED, *OPEN))
    for column, name in (("id", "id"), ("case_id", "case"), ("person_id", "person")):
        high, low = halves(raw[column])
        frame = frame.with_columns(high.alias(f"{name}_hi"), low.alias(f"{name}_lo"))
    return frame.drop("id", "case_id", "person_id").with_columns(*_times(), pl.col("automatic") == "true")


@cache
def schema() -> pl.Schema:
    """The columns of facts as an export writes them, in their order."""
    empty = code(pl.DataFrame(schema=dict(RAW_SCHEMA)), CodeBook())
    kept = empty.drop("case_hi", "case_lo", "person_hi", "person_lo")
    return kept.with_columns(pl.lit(0, pl.Int32).alias(name) for name in NUMBERS).schema


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The facts in some files; what a file of an earlier version does not hold is null in its rows."""
    return pl.scan_parquet(list(files), schema=schema(), hive_partitioning=False, missing_columns="insert")


def _coded(raw: pl.DataFrame, column: str, book: CodeBook) -> pl.Series:
    words = raw[column]
    codes = CLOSED.get(column) or book.learn(column, words.drop_nulls().unique().to_list())
    if not codes:
        return pl.Series(column, np.zeros(len(words)), dtype=CODE_TYPES[column])
    return words.replace_strict(codes, default=UNKNOWN, return_dtype=CODE_TYPES[column]).fill_null(UNKNOWN)


def _times() -> list[pl.Expr]:
    instant = pl.col("at").cast(pl.Datetime("us", "UTC"))
    return [
        instant,
        pl.col("recorded_at").cast(pl.Datetime("us", "UTC")),
        instant.dt.convert_time_zone(STOCKHOLM.key).dt.date().alias("day"),
        *(pl.col(column).str.to_date("%Y-%m-%d", strict=False) for column in ("received", "pay_day", "settled_on")),
    ]


def derive_cases(events: pl.LazyFrame) -> pl.LazyFrame:
    """One row per case: who, what, received, first decided, closed, outcome, automatic, days from claim to decision.

    ``days`` are calendar days from the application to the first decision, nothing taken off for waiting; null where
    there is no decision, nobody applied, or the decision is dated before the application. What nobody applied for is
    received on the day it was opened (``applied`` is false). ``closed`` is the last closing that was not followed by a
    reopening; ``last_at`` is the last instant that a column of the row stands on.
    """
    opened = _first(
        events, kind_is(Kind.CASE_OPENED), "person", "benefit", "sex", "received", opened="day", last_at="at"
    )
    decided = _first(
        events, kind_is(Kind.DECIDED) & FINAL_DECISIONS, "outcome", "automatic", "unit", decided="day", decided_at="at"
    )
    cases = opened.join(decided, on="case", how="left").join(_closings(events), on="case", how="left")
    days = (pl.col("decided") - pl.col("received")).dt.total_days().cast(pl.Int32)
    return cases.with_columns(
        pl.when(days >= 0).then(days).alias("days"),
        pl.coalesce("received", "opened").alias("received"),
        pl.col("received").is_not_null().alias("applied"),
        pl.max_horizontal("last_at", "decided_at", "changed_at").alias("last_at"),
        pl.col("unit").fill_null(UNKNOWN),
        pl.col("outcome").fill_null(0),
    ).drop("opened", "decided_at", "changed_at")


def _first(events: pl.LazyFrame, rows: pl.Expr, *columns: str, **renamed: str) -> pl.LazyFrame:
    """The first such event of each case."""
    picked = [pl.col(column) for column in columns] + [pl.col(old).alias(new) for new, old in renamed.items()]
    in_order = events.filter(rows & (pl.col("case") > 0)).sort(ORDER)
    return in_order.select("case", *picked).unique("case", keep="first", maintain_order=True)


def _closings(events: pl.LazyFrame) -> pl.LazyFrame:
    kinds = kind_is(Kind.CASE_CLOSED, Kind.CASE_REOPENED) & (pl.col("case") > 0)
    changes = events.filter(kinds).sort(ORDER).select("case", "kind", "day", "reason", "at")
    closing = pl.col("kind") == KINDS[Kind.CASE_CLOSED]
    return changes.group_by("case", maintain_order=True).agg(
        pl.when(closing.last()).then(pl.col("day").last()).alias("closed"),
        pl.when(closing.last()).then(pl.col("reason").last()).alias("closed_reason"),
        pl.col("day").filter(closing).first().alias("first_closed"),
        (~closing).any().alias("reopened"),
        pl.col("at").last().alias("changed_at"),
    )


CASE_KINDS = (Kind.CASE_OPENED, Kind.DECIDED, Kind.CASE_CLOSED, Kind.CASE_REOPENED)
"""What a case's row is made of."""


def follow_on(cases: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of cases after further events of theirs, every one later than ``last_at``, none of which reopens a case.

    The same rows as ``derive_cases`` gives of all their events.
    """
    decided = _first(
        events, kind_is(Kind.DECIDED) & FINAL_DECISIONS, "outcome", "automatic", "unit", decided="day", decided_at="at"
    )
    both = cases.join(decided, on="case", how="left", suffix="_new")
    both = both.join(_closings(events), on="case", how="left", suffix="_new")
    decides = pl.col("decided").is_null() & pl.col("decided_new").is_not_null()
    closes = pl.col("changed_at").is_not_null()
    days = (pl.col("decided_new") - pl.col("received")).dt.total_days().cast(pl.Int32)
    return both.with_columns(
        *(_replaced(name, decides) for name in ("outcome", "automatic", "unit", "decided")),
        *(_replaced(name, closes) for name in ("closed", "closed_reason", "reopened")),
        pl.coalesce("first_closed", "first_closed_new").alias("first_closed"),
        pl.when(decides).then(pl.when((days >= 0) & pl.col("applied")).then(days)).otherwise("days").alias("days"),
        pl.max_horizontal("last_at", pl.when(decides).then("decided_at"), "changed_at").alias("last_at"),
    ).select(cases.collect_schema().names())


def _replaced(column: str, when: pl.Expr) -> pl.Expr:
    return pl.when(when).then(f"{column}_new").otherwise(column).alias(column)


def derive_spells(events: pl.LazyFrame, cases: pl.LazyFrame) -> pl.LazyFrame:
    """One row per stretch of time a case waited for its first decision: from ``start``, up to and not on ``end``.

    A case waits from the day its claim was received until its first decision or until it is closed without one; a
    case reopened before any decision waits again. ``end`` is null while it waits. ``start_month`` and ``end_month``
    are month numbers: the case is pending at the end of every month from the first up to and not in the second.
    """
    undisturbed = cases.filter(~pl.col("reopened").fill_null(False)).select(
        *_CARRIED, pl.col("received").alias("start"), pl.min_horizontal("decided", "first_closed").alias("end")
    )
    spells = pl.concat([undisturbed, _reopened_spells(events, cases)])
    return spells.with_columns(_month("start"), _month("end").fill_null(STILL_WAITING))


_CARRIED = ("case", "person", "benefit", "sex", "unit")
STILL_WAITING = 9999 * 12
"""The end month of a wait that has not ended."""


def _month(column: str) -> pl.Expr:
    day = pl.col(column)
    return (day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1).alias(f"{column}_month")


def _reopened_spells(events: pl.LazyFrame, cases: pl.LazyFrame) -> pl.LazyFrame:
    reopened = cases.filter(pl.col("reopened")).select(*_CARRIED, "received")
    kinds = kind_is(Kind.CASE_OPENED, Kind.DECIDED, Kind.CASE_CLOSED, Kind.CASE_REOPENED) & FINAL_DECISIONS
    steps = events.filter(kinds).select(*ORDER, "kind", "day").join(reopened, on="case").sort(ORDER)
    decided = pl.col("kind") == KINDS[Kind.DECIDED]
    waits = kind_is(Kind.CASE_OPENED, Kind.CASE_REOPENED)
    undecided = ~decided.cum_max().shift(1, fill_value=False).over("case")
    changed = (waits != waits.shift(1).over("case")).fill_null(True)
    start = pl.when(pl.col("kind") == KINDS[Kind.CASE_OPENED]).then("received").otherwise("day")
    return (
        steps.filter(undecided)
        .filter(changed)
        .with_columns(start.alias("start"), pl.col("day").shift(-1).over("case").alias("end"))
        .filter(waits)
        .select(*_CARRIED, "start", "end")
    )
