"""A store's events and cases as rows of Python values, some thousands in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import polars as pl

from handlag.followup.logs.store import Attribute, EventLog

SLICE = 50_000
Row = dict[str, Any]


def event_rows(log: EventLog) -> Iterator[Row]:
    """The events in order, activity and lifecycle as their words."""
    yield from _rows(log.events(), log.about.events)


def case_rows(log: EventLog) -> Iterator[Row]:
    """The cases in order."""
    yield from _rows(log.cases(), log.about.cases)


def _rows(frame: pl.LazyFrame, count: int) -> Iterator[Row]:
    worded = pl.col(pl.Categorical).cast(pl.String)
    for begin in range(0, count, SLICE):
        yield from frame.slice(begin, SLICE).with_columns(worded).collect().iter_rows(named=True)


def given(row: Row, columns: Sequence[Attribute]) -> Iterator[tuple[Attribute, Any]]:
    """The attributes a row has, and their values."""
    for column in columns:
        value = row[column.name]
        if value is not None:
            yield column, value


def local(instant: datetime, offset: int) -> str:
    """An instant as it is written with its offset in minutes, with as many decimals as it needs."""
    zone = timezone(timedelta(minutes=offset))
    text = instant.replace(tzinfo=UTC).astimezone(zone).isoformat(timespec="microseconds")
    head, tail = text[:19], text[19:]
    fraction = tail[1:7].rstrip("0")
    return f"{head}{'.' + fraction if fraction else ''}{tail[7:]}"


def number_text(value: float) -> str:
    """A number as XML's own types write it."""
    if value != value:  # noqa: PLR0124 — not a number is the one value that differs from itself
        return "NaN"
    return repr(value) if abs(value) != float("inf") else "INF" if value > 0 else "-INF"
