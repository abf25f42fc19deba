"""What is derived from a vintage's events, on disk: cases, waits for a decision, and the annual report's cube.

```
derived/000001/about.json                 what it is of; written last
derived/000001/cases.parquet  spells.parquet  kept.parquet    kept: events to be counted whole each time
derived/000001/cube/counts.parquet  waits.parquet  persons/04-4049.parquet    group and piece of a year
```

One vintage's are made whole (the base). Those after it hold only the rows that changed, and in the cube what was added
less what was taken back, until so much has changed that they are made whole again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from handlag.followup.domain.cube import (
    COUNTS_SCHEMA,
    DIGEST,
    PERSONS_SCHEMA,
    SNAPSHOT,
    WAITS_SCHEMA,
    Tables,
)
from handlag.followup.domain.cube_read import Cube
from handlag.followup.domain.facts import scan
from handlag.followup.store import ROW_GROUP, Store

ABOUT = "about.json"
OF_PERSONS = ("row", "sex", "person", "n")


@dataclass(frozen=True)
class About:
    """What the derived tables of a vintage are.

    ``base`` is the vintage whose tables are whole and ``changes`` those after it up to this one; ``rows`` are the cases
    of the base, ``changed`` the case rows in the changes, ``cases_to`` the highest number of a case met so far.
    ``digest`` says what the cube was counted by.
    """

    base: int
    rows: int
    cases_to: int
    changes: list[int] = field(default_factory=list)
    changed: int = 0
    digest: str = DIGEST


@dataclass(frozen=True)
class Derived:
    """The derived tables of one vintage."""

    store: Store
    about: About

    @classmethod
    def of(cls, store: Store, vintage: int) -> Self | None:
        """Those of a vintage; None where they were never made or are gone."""
        path = store.derived(vintage) / ABOUT
        return cls(store, About(**json.loads(path.read_text("utf-8")))) if path.exists() else None

    def cases(self) -> pl.LazyFrame:
        """One row per case."""
        return self._latest("cases")

    def spells(self) -> pl.LazyFrame:
        """One row per wait for a first decision."""
        return self._latest("spells")

    def kept(self) -> pl.LazyFrame:
        """The events of the kinds that are counted whole each time."""
        return scan([self._path(each, "kept") for each in (self.about.base, *self.about.changes)])

    def _latest(self, name: str) -> pl.LazyFrame:
        """The base's rows of cases that no change tells of, and each changed case's newest."""
        base = pl.scan_parquet(self._path(self.about.base, name))
        if not self.about.changes:
            return base
        moved = pl.concat([pl.scan_parquet(self._path(each, "cases")).select("case") for each in self.about.changes])
        kept, seen = [base.join(moved, on="case", how="anti")], pl.LazyFrame(schema={"case": pl.Int32})
        for each in reversed(self.about.changes):
            rows = pl.scan_parquet(self._path(each, name))
            kept.append(rows.join(seen, on="case", how="anti"))
            seen = pl.concat([seen, pl.scan_parquet(self._path(each, "cases")).select("case")])
        return pl.concat(kept)

    def _path(self, vintage: int, name: str) -> Path:
        return self.store.derived(vintage) / f"{name}.parquet"

    def _cube(self, vintage: int) -> Path:
        return self.store.derived(vintage) / "cube"

    def cube(self) -> Cube | None:
        """The annual report's sums and persons; None where they were counted by other definitions."""
        if self.about.digest != DIGEST or not (self._cube(self.about.base) / "counts.parquet").exists():
            return None
        base, changes = self._cube(self.about.base), [self._cube(each) for each in self.about.changes]
        counts = [self._counts(each) for each in (self.about.base, *self.about.changes)]
        waits = [pl.scan_parquet(each / "waits.parquet") for each in changes]
        empty = pl.LazyFrame(schema=dict(WAITS_SCHEMA))
        return Cube(
            pl.concat(counts), (pl.scan_parquet(base / "waits.parquet"), pl.concat([empty, *waits])), self._persons
        )

    def _counts(self, vintage: int) -> pl.DataFrame:
        rows = pl.read_parquet(self._cube(vintage) / "counts.parquet")
        newest = vintage == self._newest
        return rows if newest else rows.filter(~pl.col("group").is_in(SNAPSHOT))

    @property
    def _newest(self) -> int:
        return self.about.changes[-1] if self.about.changes else self.about.base

    def _persons(self, group: int, piece: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows of a group and a piece of a year that stand in the base, and the changes to them since."""
        if group in SNAPSHOT:
            return self._read_persons(self._newest, group, piece), _nobody()
        changes = [self._read_persons(each, group, piece) for each in self.about.changes]
        return self._read_persons(self.about.base, group, piece), pl.concat([_nobody(), *changes])

    def _read_persons(self, vintage: int, group: int, piece: int) -> pl.DataFrame:
        path = self._cube(vintage) / _persons_file(group, piece)
        return pl.read_parquet(path) if path.exists() else _nobody()


def finish(store: Store, vintage: int, about: About) -> None:
    """Make a vintage's derived tables real, once they are all written."""
    path = store.derived(vintage) / ABOUT
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(about)), "utf-8")
    draft.replace(path)


def _nobody() -> pl.DataFrame:
    return pl.DataFrame(schema={name: PERSONS_SCHEMA[name] for name in OF_PERSONS})


def _persons_file(group: int, piece: int) -> str:
    return f"persons/{group:02d}-{piece:05d}.parquet"


class CubeWriter:
    """Writes a cube that is made bit by bit: persons as they come, sums when all have."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.files = ExitStack()
        self.persons: dict[tuple[int, int], pq.ParquetWriter] = {}
        self.counts: list[pl.DataFrame] = [pl.DataFrame(schema=dict(COUNTS_SCHEMA))]
        self.waits: list[pl.DataFrame] = [pl.DataFrame(schema=dict(WAITS_SCHEMA))]

    def add(self, tables: Tables) -> None:
        """Take in the tables of some rows."""
        self.counts.append(tables.counts)
        self.waits.append(tables.waits)
        parts = tables.persons.partition_by("group", "piece", as_dict=True)
        for (group, piece), rows in parts.items():
            table = rows.select(OF_PERSONS).to_arrow()
            self._writer(group, piece, table.schema).write_table(table, row_group_size=ROW_GROUP)

    def _writer(self, group: int, piece: int, schema: pa.Schema) -> pq.ParquetWriter:
        if (group, piece) not in self.persons:
            path = self.directory / _persons_file(group, piece)
            path.parent.mkdir(parents=True, exist_ok=True)
            self.persons[group, piece] = self.files.enter_context(pq.ParquetWriter(path, schema, compression="zstd"))
        return self.persons[group, piece]

    def close(self) -> None:
        """Write the sums."""
        self.files.close()
        self.directory.mkdir(parents=True, exist_ok=True)
        keys = ("group", "place", "month", "row", "sex")
        pl.concat(self.counts).group_by(keys).sum().sort(keys).write_parquet(self.directory / "counts.parquet")
        pl.concat(self.waits).write_parquet(self.directory / "waits.parquet", compression="zstd")


@contextmanager
def cube_writer(directory: Path) -> Iterator[CubeWriter]:
    """A cube being written, closed whatever happens."""
    writer = CubeWriter(directory)
    try:
        yield writer
    finally:
        writer.close()


def in_ranges(files: Sequence[Path], most: int) -> Iterator[pl.LazyFrame]:
    """The events of files sorted by case, some ``most`` rows at a time, the events of a case all at once.

    Events without a case need not stay together. Where the ranges of cases lie is read from what Parquet files tell of
    their row groups, not from the rows.
    """
    events, numbered = scan(files), pl.col("case") > 0
    for batch in _batches(files, most):
        yield batch.filter(~numbered)
    bounds = _bounds(files, most)
    for start, end in zip([1, *bounds], [*bounds, None], strict=True):
        above = pl.col("case") >= start
        yield events.filter(above if end is None else above & (pl.col("case") < end))


def _batches(files: Sequence[Path], most: int) -> Iterator[pl.LazyFrame]:
    """Small files together, large ones bit by bit."""
    some: list[Path] = []
    rows = 0
    for path in files:
        count = pq.read_metadata(path).num_rows
        if count > most:
            for offset in range(0, count, most):
                yield scan([path]).slice(offset, most)
            continue
        if some and rows + count > most:
            yield scan(some)
            some, rows = [], 0
        some, rows = [*some, path], rows + count
    if some:
        yield scan(some)


def _bounds(files: Sequence[Path], most: int) -> list[int]:
    """The numbers of cases that further ranges begin with."""
    bounds: list[int] = []
    rows = 0
    for low, count in sorted(each for path in files for each in _row_groups(path)):
        rows += count
        if rows > most and low > max(bounds, default=1):
            bounds.append(low)
            rows = count
    return bounds


def _row_groups(path: Path) -> Iterator[tuple[int, int]]:
    """The lowest case of each row group and its rows; the highest where it begins with events that have none."""
    about = pq.read_metadata(path)
    column = about.schema.names.index("case")
    for number in range(about.num_row_groups):
        group = about.row_group(number)
        told = group.column(column).statistics
        if group.num_rows and told.max > 0:
            yield told.min if told.min > 0 else told.max, group.num_rows
