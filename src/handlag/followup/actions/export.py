"""Take the events recorded since the last export out of the log, as a new vintage of facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from handlag.events.kinds import Kind
from handlag.followup import reading
from handlag.followup.actions.derive import derive, derive_again
from handlag.followup.domain.codes import KINDS, UNKNOWN, CodeBook
from handlag.followup.domain.facts import RAW_SCHEMA, code
from handlag.followup.pieces import name as piece_name
from handlag.followup.reading import EARLIEST, Window
from handlag.followup.store import Manifest, Store, combined_hash

KEYED = ("case", "person")
RECOUNTED_AFTER = timedelta(days=1)
ANNOUNCED = KINDS[Kind.WORLD_MADE]
"""Whoever writes history leaves this event once it is written."""
Progress = Callable[[int], None]


def export(store: Store, now: datetime, progress: Progress = lambda rows: None) -> Manifest:
    """Export what the log holds beyond the newest vintage, and return the newest vintage.

    Nothing new gives no new vintage: running it twice changes nothing, but that what an earlier version of the system
    derived is derived anew. Events that appear with an instant of recording
    an earlier export has read past (history written afterwards, a clock set back) are found by counting the log and
    taken along: once a day, and at once when history is announced. ``progress`` is told the rows read so far. Raises
    FOLLOWUP_EXPORT_RUNNING.
    """
    with store.writing() as number:
        draft = _Draft(store, number, store.latest(), now)
        draft.read(reading.horizon(), progress)
        if draft.last and not draft.rows:
            derive_again(store, draft.last)
            return draft.last
        draft.write_keys()
        draft.write_events()
        manifest = draft.manifest()
        store.commit(manifest)
        derive(store, manifest)
    return manifest


@dataclass
class _Draft:
    """An export under way: what has been read lies in ``pieces`` until the sorted files are written."""

    store: Store
    number: int
    last: Manifest | None
    now: datetime
    book: CodeBook = field(init=False)
    pieces: list[Path] = field(default_factory=list)
    rows: int = 0
    late: int = 0
    files: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    until: datetime = EARLIEST
    counted_at: datetime = EARLIEST

    def __post_init__(self) -> None:
        self.book = self.last.book() if self.last else CodeBook()

    def read(self, until: datetime, progress: Progress) -> None:
        """Read the log's new events, then those that earlier exports could not see if it is time to look for them."""
        self.until = until
        since = self.last.until if self.last else EARLIEST
        for raw in reading.stream(Window(since, until)):
            self._add(raw)
            progress(self.rows)
        self.counted_at = self._last_counted()
        for month in self._short_months(since):
            for raw in reading.stream(Window(month.since, min(month.until, since))):
                self.late += self._add(raw, unseen_only=True)

    def _last_counted(self) -> datetime:
        """Now, if the log is to be counted again; else when it last was."""
        if self.last is None or self.now - self.last.counted_at >= RECOUNTED_AFTER:
            return self.now
        announced = self._read().filter(pl.col("kind") == ANNOUNCED).limit(1).collect()
        return self.last.counted_at if announced.is_empty() else self.now

    def _short_months(self, since: datetime) -> Iterator[Window]:
        """The months of recording of which the log holds more events than the vintages so far."""
        if self.last is None or self.counted_at != self.now:
            return
        taken = self.last.recorded_months
        for month, count in reading.recorded_months(since).items():
            if count > taken.get(month, 0):
                begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
                following = (begin.year * 12 + begin.month) // 12, begin.month % 12 + 1
                yield Window(begin, datetime(*following, 1, tzinfo=UTC))

    def _add(self, raw: pl.DataFrame, *, unseen_only: bool = False) -> int:
        frame = code(raw, self.book)
        if unseen_only and self.last:
            seen = self.store.events(self.last.vintage).select("id_hi", "id_lo")
            frame = frame.lazy().join(seen, on=["id_hi", "id_lo"], how="anti").collect()
        if len(frame):
            path = self.store.root / "draft" / f"{len(self.pieces):05d}.arrow"
            path.parent.mkdir(parents=True, exist_ok=True)
            frame.write_ipc(path, compression="lz4")
            self.pieces.append(path)
        self.rows += len(frame)
        return len(frame)

    def _read(self) -> pl.LazyFrame:
        if not self.pieces:
            empty = pl.DataFrame(schema=dict(RAW_SCHEMA))
            return code(empty, self.book).lazy()
        return pl.scan_ipc(self.pieces)

    def write_keys(self) -> None:
        """Number the cases and persons met for the first time, in the order of their identity."""
        for name in KEYED:
            halves = [f"{name}_hi", f"{name}_lo"]
            met = self._read().filter(pl.any_horizontal(pl.col(halves) != 0)).select(halves).unique()
            known = self.store.keys(name, self.number - 1)
            first = 1
            if known is not None:
                met = met.join(known, left_on=halves, right_on=["hi", "lo"], how="anti")
                first = (known.select(pl.col("number").max()).collect().item() or 0) + 1
            new = met.sort(halves).rename(dict(zip(halves, ("hi", "lo"), strict=True)))
            numbered = new.with_row_index("number", first).with_columns(pl.col("number").cast(pl.Int32))
            self._write(numbered, f"keys/{name}/{piece_name(self.number, self.number)}", private=True)

    def write_events(self) -> None:
        """Write the new events by legal year, sorted by case and time."""
        events = self._read()
        for name in KEYED:
            events = self._with_number(events, name)
        events = events.with_columns(pl.lit(self.number, pl.Int32).alias("vintage"))
        year = pl.col("day").dt.year()
        counts = self._read().group_by(year.alias("year")).len().sort("year").collect()
        for of_year, count in counts.iter_rows():
            name = f"events/year={of_year}/{piece_name(self.number, self.number)}"
            self.files[name] = self.store.write_sorted(events.filter(year == of_year), self.store.root / name)
            self.years[str(of_year)] = count
        if not self.years:
            self._write(events, f"events/year=none/{piece_name(self.number, self.number)}")

    def _with_number(self, events: pl.LazyFrame, name: str) -> pl.LazyFrame:
        halves = [f"{name}_hi", f"{name}_lo"]
        keys = self.store.keys(name, self.number)
        assert keys is not None  # noqa: S101 — write_keys has just written one
        numbered = events.join(keys.rename({"number": name}), left_on=halves, right_on=["hi", "lo"], how="left")
        return numbered.drop(halves).with_columns(pl.col(name).fill_null(0))

    def _write(self, frame: pl.LazyFrame, name: str, *, private: bool = False) -> None:
        self.files[name] = self.store.write(frame, self.store.root / name, private=private)

    def manifest(self) -> Manifest:
        """What this export did."""
        before, months = (self.last.total_rows, self.last.recorded_months) if self.last else (0, {})
        added = self._read().group_by(pl.col("recorded_at").dt.strftime("%Y-%m").alias("month")).len().sort("month")
        return Manifest(
            vintage=self.number,
            made_at=self.now,
            until=self.until,
            counted_at=self.counted_at,
            rows=self.rows,
            total_rows=before + self.rows,
            late=self.late,
            years=self.years,
            recorded_months=dict(Counter(months) + Counter(dict(added.collect().iter_rows()))),
            files=self.files,
            sha256=combined_hash(self.files),
            words=self.book.as_dict(),
            findings=_findings(self._read(), self.book),
        )


def _findings(events: pl.LazyFrame, book: CodeBook) -> dict[str, int]:
    """What the facts should not hold, counted so that nobody finds out by a wrong table.

    A kind is unlisted when this version has never heard of it; one that merely no indicator needs is no finding.
    """
    strange = [code for word, code in book.learn("kind", ()).items() if word not in set(Kind)]
    of_case = pl.col("kind").is_in([KINDS["decided"], KINDS["case_closed"], KINDS["case_opened"]])
    counts = events.select(
        unlisted_kind=pl.col("kind").is_in(strange).sum(),
        unknown_benefit=(of_case & (pl.col("benefit") == UNKNOWN)).sum(),
        without_case=(of_case & (pl.col("case_hi") == 0)).sum(),
        recorded_before_it_happened=(pl.col("recorded_at") < pl.col("at")).sum(),
    ).collect()
    return {name: count for name, count in counts.row(0, named=True).items() if count}
