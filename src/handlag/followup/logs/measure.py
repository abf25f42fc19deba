"""A log measured: how long cases take, what ways they go, what passes between steps, what comes, goes and waits.

A day is 24 hours of elapsed time, weekends and holidays included; months and years are cut at local midnight. Quantiles
lie on the straight line between neighbours. Events at the same instant keep their order in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from handlag.followup.logs.faults import refused
from handlag.followup.logs.store import EventLog

Numbers = npt.NDArray[Any]
DAY = 86_400_000_000
MOST_VARIANTS = 1000
OPEN = 2**62
"""The end of a case that goes on."""
START, COMPLETE = "start", "complete"


@dataclass(frozen=True)
class Question:
    """How a log is to be read: the activities that close a case (none: the last event does), and the zone."""

    ends: tuple[str, ...] = ()
    zone: str = "Europe/Stockholm"


@dataclass(frozen=True)
class Durations:
    """Days from a case's first event to its end, over the closed cases."""

    cases: int
    mean: float | None
    p10: float | None
    median: float | None
    p90: float | None
    longest: float | None


@dataclass(frozen=True)
class Variant:
    """Cases that went through the same activities in the same order."""

    activities: tuple[str, ...]
    cases: int


@dataclass(frozen=True)
class Passed:
    """Seconds from an event of one activity to the next event of the case, of another or the same."""

    before: str
    after: str
    count: int
    mean: float
    median: float


@dataclass(frozen=True)
class Work:
    """Seconds from an activity's start to its completion, the first start with the first completion of the case.

    ``unmatched`` are starts and completions without the other, or in the wrong order.
    """

    activity: str
    count: int
    mean: float | None
    median: float | None
    unmatched: int


@dataclass(frozen=True)
class Month:
    """Cases started and closed in a month and pending at its end; ``residual`` is what does not add up.

    ``pending`` is counted case by case. ``residual`` = pending - (pending a month before + started - closed), which is
    0 unless some cases end before they start.
    """

    month: str
    started: int
    closed: int
    pending: int
    residual: int


@dataclass(frozen=True)
class Year:
    """A year's closed cases, their mean days, the mean pending over all its instants, and the ratio R.

    R = (days * mean pending / closed) / mean days; above 1 all that waits has aged and the mean will rise.
    """

    year: int
    started: int
    closed: int
    mean_days: float | None
    mean_pending: float
    hidden_age: float | None


@dataclass(frozen=True)
class Measured:
    """All that is measured of a log; ``ways`` is the number of variants, of which the most common are told."""

    durations: Durations
    variants: list[Variant]
    ways: int
    passed: list[Passed]
    work: list[Work] | None
    months: list[Month]
    years: list[Year]
    ties: int
    ties_of_different: int
    after_the_end: int
    completions_only: bool
    dates_only: bool
    first: datetime
    last: datetime


class Events:
    """The columns that are measured, sorted by case and time, and where each case begins."""

    def __init__(self, case: Numbers, time: Numbers, activity: Numbers, names: Sequence[str]) -> None:
        self.case, self.time, self.activity, self.names = case, time, activity, names
        self.same = case[1:] == case[:-1]
        self.begins = np.concatenate(([0], np.flatnonzero(~self.same) + 1)) if len(case) else np.zeros(0, np.int64)
        self.ends = np.append(self.begins[1:], len(case)) if len(case) else self.begins

    def where(self, mask: Numbers) -> Events:
        """Some of the events."""
        return Events(self.case[mask], self.time[mask], self.activity[mask], self.names)


def measure(log: EventLog, question: Question) -> Measured:
    """Measure a log; raises ``LOG_NO_SUCH_ACTIVITY`` where a closing activity isn't in it."""
    columns = ["case", "time", "activity", *(["lifecycle"] if log.about.lifecycles else [])]
    frame = log.events().select(columns).collect()
    events = Events(
        frame["case"].to_numpy(), frame["time"].to_physical().to_numpy(), frame["activity"].to_numpy(),
        log.about.activities,
    )  # fmt: skip
    lifecycle = frame["lifecycle"].to_numpy() if log.about.lifecycles else None
    return measured(events, lifecycle, log.about.lifecycles, question)


def spans_of(log: EventLog, question: Question) -> tuple[Numbers, Numbers, int]:
    """When each case with events began and ended (``OPEN``: it goes on), and the log's last instant."""
    frame = log.events().select("case", "time", "activity").collect()
    time = frame["time"].to_physical().to_numpy()
    events = Events(frame["case"].to_numpy(), time, frame["activity"].to_numpy(), log.about.activities)
    return *_spans(events, question.ends)[:2], int(time.max())


def measured(events: Events, lifecycle: Numbers | None, states: Sequence[str], question: Question) -> Measured:
    """Measure events by their columns; ``lifecycle`` are numbers of ``states``."""
    starts, completions = (_in_state(lifecycle, states, word) for word in (START, COMPLETE))
    only = bool(starts.any() and completions.any())
    steps = events.where(completions) if only else events
    begun, ended, after = _spans(events, question.ends)
    passed_between = events.same & (events.time[1:] == events.time[:-1])
    zone = ZoneInfo(question.zone)
    closed = ended < OPEN
    return Measured(
        durations((ended - begun)[closed]), *variants(steps), passed(steps),
        work(events, starts, completions) if only else None,
        months(begun, ended, zone), years(begun, ended, zone), int(passed_between.sum()),
        int((passed_between & (events.activity[1:] != events.activity[:-1])).sum()), after, only,
        _dates_only(events.time, zone), _instant(events.time.min(), zone), _instant(events.time.max(), zone),
    )  # fmt: skip


def _in_state(lifecycle: Numbers | None, states: Sequence[str], word: str) -> Numbers:
    """Which events are in a state, however it is spelt in capitals."""
    if lifecycle is None:
        return np.zeros(1, np.bool_)
    return np.isin(lifecycle, [number for number, state in enumerate(states) if state.lower() == word])


def _instant(micro: Any, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(int(micro) / 1_000_000, zone)


def _spans(events: Events, ends: Sequence[str]) -> tuple[Numbers, Numbers, int]:
    """Each case's first instant, its end (``OPEN``: none yet), and how many have events after their end."""
    begun, last = events.time[events.begins], events.ends - 1
    if not ends:
        return begun, events.time[last], 0
    unknown = [name for name in ends if name not in events.names]
    if unknown:
        raise refused(
            "LOG_NO_SUCH_ACTIVITY", "ends", f"Aktiviteten {unknown[0]} finns inte i loggen.",
            f"There is no activity {unknown[0]} in the log.",
            ("Välj bland loggens aktiviteter.", "Choose among the log's activities."),
        )  # fmt: skip
    closing = np.isin(events.activity, [events.names.index(name) for name in ends])
    places = np.maximum.reduceat(np.where(closing, np.arange(len(closing)), -1), events.begins)
    ended = np.where(places >= 0, events.time[np.maximum(places, 0)], OPEN)
    return begun, ended, int(np.count_nonzero((places >= 0) & (places < last)))


def durations(micros: Numbers) -> Durations:
    """What lengths of time say together."""
    if not len(micros):
        return Durations(0, None, None, None, None, None)
    low, middle, high = np.quantile(micros, [0.1, 0.5, 0.9])
    return Durations(
        len(micros), *(float(value) / DAY for value in (micros.mean(), low, middle, high, micros.max()))
    )  # fmt: skip


def variants(events: Events, most: int = MOST_VARIANTS) -> tuple[list[Variant], int]:
    """The ways cases went, the most common first and at most so many of them, and how many there are.

    The codes of a case's activities are taken as its key as they lie, so equality is exact and nothing is copied.
    """
    if not len(events.case):
        return [], 0
    codes = np.ascontiguousarray(events.activity)
    bounds = (np.append(events.begins, len(codes)) * codes.itemsize).astype(np.int64)
    keys = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(events.begins), [None, pa.py_buffer(bounds), pa.py_buffer(codes)]
    )
    found = pl.Series("way", pl.from_arrow(keys)).value_counts().sort("count", "way", descending=[True, False])
    made = [
        Variant(tuple(events.names[code] for code in np.frombuffer(way, codes.dtype)), count)
        for way, count in found.head(most).iter_rows()
    ]
    return made, len(found)


def passed(events: Events) -> list[Passed]:
    """Time passed for each pair of activities that follow each other, the most common first."""
    wide = events.activity.astype(np.uint32)
    count = len(events.names)
    frame = pl.DataFrame(
        {
            "pair": (wide[:-1] * count + wide[1:]).astype(np.uint32 if count < 65_536 else np.uint64)[events.same],
            "passed": (events.time[1:] - events.time[:-1])[events.same],
        }
    )
    grouped = frame.group_by("pair").agg(
        pl.len(), pl.col("passed").mean().alias("mean"), pl.col("passed").median().alias("median")
    )
    made = [
        Passed(events.names[pair // count], events.names[pair % count], n, mean / 1e6, median / 1e6)
        for pair, n, mean, median in grouped.iter_rows()
    ]
    return sorted(made, key=lambda one: (-one.count, one.before, one.after))


def work(events: Events, starts: Numbers, completions: Numbers) -> list[Work]:
    """Time from start to completion of each activity."""
    frame = pl.DataFrame({"case": events.case, "activity": events.activity, "time": events.time})
    keys = ["case", "activity", "nth"]
    begun, ended = (
        frame.filter(pl.Series(mask)).with_columns(nth=pl.int_range(pl.len()).over("case", "activity"))
        for mask in (starts, completions)
    )
    pairs = begun.select(*keys, begun="time").join(
        ended.select(*keys, ended="time"), on=keys, how="full", coalesce=True
    )
    took = pl.col("ended") - pl.col("begun")
    found = pairs.group_by("activity").agg(
        pl.len(), took.filter(took >= 0).len().alias("n"), took.filter(took >= 0).mean().alias("mean"),
        took.filter(took >= 0).median().alias("median"),
    )  # fmt: skip
    made = [
        Work(events.names[code], n, _seconds(mean), _seconds(median), every - n)
        for code, every, n, mean, median in found.iter_rows()
    ]
    return sorted(made, key=lambda one: (-one.count, one.activity))


def _seconds(micros: float | None) -> float | None:
    return None if micros is None else micros / 1e6


def _bounds(first: Any, last: Any, zone: ZoneInfo, step: int) -> tuple[int, Numbers]:
    """The month (counted from year 0) of the first bound and the instants where periods of ``step`` months begin."""
    begin, end = (_instant(each, zone) for each in (first, last))
    number = (12 * begin.year + begin.month - 1) // step * step
    stop = 12 * end.year + end.month - 1
    counted = range(number, stop + step + 1, step)
    return number, np.array([_month_begins(each, zone) for each in counted], np.int64)


def _month_begins(number: int, zone: ZoneInfo) -> int:
    return int(datetime(number // 12, number % 12 + 1, 1, tzinfo=zone).timestamp()) * 1_000_000


def months(begun: Numbers, ended: Numbers, zone: ZoneInfo) -> list[Month]:
    """Started, closed and pending, month by month from the first start to the last known instant."""
    if not len(begun):
        return []
    known = ended[ended < OPEN]
    first = min(begun.min(), known.min()) if len(known) else begun.min()
    number, bounds = _bounds(first, max(begun.max(), known.max()) if len(known) else begun.max(), zone, 1)
    starts, ends = (np.searchsorted(bounds, each, side="right") - 1 for each in (begun, ended))
    size = len(bounds)
    started, closed = np.bincount(starts, minlength=size), np.bincount(ends[ended < OPEN], minlength=size)
    waits = ends > starts
    change = np.bincount(starts[waits], minlength=size) - np.bincount(ends[waits], minlength=size)
    pending = np.cumsum(change)
    residual = np.diff(pending, prepend=0) - started[:size] + closed[:size]
    return [
        Month(f"{(number + n) // 12:04d}-{(number + n) % 12 + 1:02d}", *map(int, row))
        for n, row in enumerate(zip(started, closed, pending, residual, strict=True))
    ][: size - 1]


def years(begun: Numbers, ended: Numbers, zone: ZoneInfo) -> list[Year]:
    """Closed, mean days, mean pending and R, year by year; the first and the last are cut where the log is."""
    known = ended[ended < OPEN]
    if not len(begun):
        return []
    first, last = begun.min(), max(begun.max(), known.max()) if len(known) else begun.max()
    number, bounds = _bounds(first, last, zone, 12)
    edges = np.clip(bounds, first, last)
    found = []
    for n in range(len(edges) - 1):
        low, high = int(bounds[n]), int(bounds[n + 1])
        if high <= first or low > last:
            continue
        here = slice(*(int(edge) for edge in edges[n : n + 2]))
        found.append(_year(number // 12 + n, begun, ended, (low, high), here))
    return found


def _year(year: int, begun: Numbers, ended: Numbers, of: tuple[int, int], seen: slice) -> Year:
    """A year from ``of[0]`` up to ``of[1]``, of which the log shows the instants ``seen``."""
    started, done = ((each >= of[0]) & (each < of[1]) for each in (begun, ended))
    waited = int((np.clip(ended, seen.start, seen.stop) - np.clip(begun, seen.start, seen.stop)).sum())
    count, took, length = int(done.sum()), int((ended - begun)[done].sum()), seen.stop - seen.start
    return Year(
        year, int(started.sum()), count, took / count / DAY if count else None,
        waited / length if length else 0.0, waited / took if took else None,
    )  # fmt: skip


def _dates_only(times: Numbers, zone: ZoneInfo) -> bool:
    """Whether no event has a time of day, by local clock or by UTC."""
    if (times % DAY == 0).all():
        return True
    if (times % 900_000_000 != 0).any():
        return False
    local = pl.Series(times).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(str(zone))
    return bool((local.dt.time() == datetime.min.time()).all())
