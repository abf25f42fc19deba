"""Where the facts lie: Parquet files that are never changed, each export a numbered vintage with its manifest.

```
followup/
  vintages/000001.json                      what the export took, how much, its hash; written last
  events/year=2024/000001.parquet           coded events of the vintage, sorted by case and time
  keys/case/000001.parquet  keys/person/…   which identity a number stands for; readable by the owner only
  derived/000001/                           what is made of a vintage's events, and can be made again (``derived``)
```

A vintage is the events of all exports up to and with its own. Files without a manifest are of an export that was
killed; the next one deletes them. Many small files are merged into one (``pieces``); each row keeps its vintage.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import polars as pl
import pyarrow.parquet as pq

from handlag.core.errors import Conflict, NotFound
from handlag.followup.domain.codes import CodeBook
from handlag.followup.domain.facts import ORDER, scan
from handlag.followup.pieces import MOST_PIECES, directories, merged_away, pieces
from handlag.followup.pieces import name as piece_name

ROW_GROUP = 131_072
SLICE_ROWS = 8_000_000
DERIVED_KEPT = 3
NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Manifest:
    """What one export did.

    ``until`` is the instant the log was read up to (recorded before it, not at it). ``rows`` are those added by this
    export, ``late`` those of them recorded with an instant an earlier export had already read past, ``total_rows``
    those of the vintage; ``recorded_months`` counts the vintage's rows by UTC month of recording. ``files`` are the
    hashes as written. ``findings`` counts what the facts should not hold. ``counted_at`` is when the log was last
    counted to find what earlier exports could not see.
    """

    vintage: int
    made_at: datetime
    until: datetime
    rows: int
    total_rows: int
    late: int
    years: dict[str, int]
    recorded_months: dict[str, int]
    files: dict[str, str]
    sha256: str
    words: dict[str, list[str]]
    findings: dict[str, int] = field(default_factory=dict)
    counted_at: datetime = NEVER

    def as_json(self) -> str:
        """The manifest as it is kept."""
        return json.dumps(asdict(self), default=datetime.isoformat, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Read a kept manifest back."""
        kept: dict[str, Any] = json.loads(text)
        for name in {"made_at", "until", "counted_at"} & kept.keys():
            kept[name] = datetime.fromisoformat(kept[name])
        return cls(**kept)

    def book(self) -> CodeBook:
        """The words of the open columns as known at this vintage."""
        return CodeBook(self.words)


class Store:
    """The facts of one installation."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def vintages(self, newest: int) -> list[Manifest]:
        """The newest vintages, at most so many, the newest first."""
        found = sorted((self.root / "vintages").glob("[0-9]*.json"), reverse=True)
        return [Manifest.from_json(path.read_text("utf-8")) for path in found[:newest]]

    def latest(self) -> Manifest | None:
        """The newest vintage, or None before the first export."""
        return next(iter(self.vintages(1)), None)

    def vintage(self, number: int | None = None) -> Manifest:
        """A vintage by its number, the newest without one. Raises FOLLOWUP_NO_EXPORT or FOLLOWUP_NO_VINTAGE."""
        if number is None:
            return self.latest() or _no_export()
        path = self.root / "vintages" / f"{number:06d}.json"
        return Manifest.from_json(path.read_text("utf-8")) if path.exists() else _no_vintage(number)

    def events(self, vintage: int, known_at: datetime | None = None) -> pl.LazyFrame:
        """The coded events of a vintage, or those of them the agency had recorded by an instant."""
        events = scan(self.event_files(vintage)).filter(pl.col("vintage") <= vintage)
        return events if known_at is None else events.filter(pl.col("recorded_at") <= known_at)

    def keys(self, name: str, vintage: int) -> pl.LazyFrame | None:
        """Which identity (``hi``, ``lo``) each number of a case or a person stands for; None before any."""
        files = self._up_to(self.root / "keys" / name, vintage)
        return pl.scan_parquet(files) if files else None

    def event_files(self, vintage: int) -> list[Path]:
        """The files the events of a vintage are in, among those of later ones."""
        return self._up_to(self.root / "events", vintage)

    def years(self, vintage: int) -> list[int]:
        """The legal years a vintage holds events of, the first one first."""
        names = {path.parent.name.partition("=")[2] for path in self.event_files(vintage)}
        return sorted(int(name) for name in names if name.isdigit())

    def events_of(self, manifest: Manifest) -> list[Path]:
        """The files of the events one export added, before they are merged."""
        return [self.root / name for name in manifest.files if name.startswith("events/")]

    def derived(self, vintage: int) -> Path:
        """Where a vintage's derived tables are; they may be gone for all but the newest."""
        return self.root / "derived" / f"{vintage:06d}"

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Hold the store for one export and give the number of the vintage it makes.

        Raises FOLLOWUP_EXPORT_RUNNING while another process holds it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _export_running()
            last = self.latest()
            number = last.vintage + 1 if last else 1
            self._sweep(number)
            yield number
            shutil.rmtree(self.root / "draft", ignore_errors=True)
            self._merge()

    def write(self, frame: pl.LazyFrame, path: Path, *, private: bool = False) -> str:
        """Write a table and give its file's SHA-256."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if private:
            path.parent.chmod(0o700)
        frame.sink_parquet(path, compression="zstd", row_group_size=ROW_GROUP)
        return _sha256(path)

    def write_sorted(self, events: pl.LazyFrame, path: Path) -> str:
        """Write events in their order, some millions of rows in memory at a time, and give the file's SHA-256."""
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = events.collect_schema().to_frame().to_arrow().schema
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for cases in _slices(events.select("case").collect()["case"]):
                rows = events.filter(cases).sort(ORDER).collect()
                writer.write_table(rows.to_arrow(), row_group_size=ROW_GROUP)
        return _sha256(path)

    def commit(self, manifest: Manifest) -> None:
        """Make the vintage real: its manifest appears whole or not at all."""
        directory = self.root / "vintages"
        directory.mkdir(parents=True, exist_ok=True)
        draft = directory / "draft"
        draft.write_text(manifest.as_json(), "utf-8")
        draft.replace(directory / f"{manifest.vintage:06d}.json")

    def _up_to(self, directory: Path, vintage: int) -> list[Path]:
        found = [piece for each in directories(directory) for piece in pieces(each)]
        return [piece.path for piece in found if piece.first <= vintage]

    def _piece_directories(self) -> list[Path]:
        return [each for name in ("events", "keys") for each in directories(self.root / name)]

    def _sweep(self, number: int) -> None:
        """Delete what a killed export left, what has been merged, and derived tables that can be made again."""
        shutil.rmtree(self.root / "draft", ignore_errors=True)
        for directory in self._piece_directories():
            for piece in (*merged_away(directory), *(each for each in pieces(directory) if each.last >= number)):
                piece.path.unlink()
        self._sweep_derived(number)

    def _sweep_derived(self, number: int) -> None:
        """Keep the newest derived tables and what those are changes to."""
        found = {int(path.name): path for path in (self.root / "derived").glob("[0-9]*")}
        kept = {vintage for vintage in found if vintage >= number - DERIVED_KEPT}
        for vintage in tuple(kept):
            about = found[vintage] / "about.json"
            kept |= set(range(json.loads(about.read_text("utf-8"))["base"], vintage)) if about.exists() else set()
        for vintage in found.keys() - kept:
            shutil.rmtree(found[vintage])

    def _merge(self) -> None:
        """Make one file of those of a directory where they have become many; parts of one vintage are left alone."""
        for directory in self._piece_directories():
            found = [piece for piece in pieces(directory) if not piece.part]
            if len(found) > MOST_PIECES:
                files = [piece.path for piece in found]
                draft = self.root / "draft" / "merged"
                if directory.parent.name == "keys":
                    self.write(pl.scan_parquet(files), draft)
                else:
                    self.write_sorted(scan(files), draft)
                draft.replace(directory / piece_name(found[0].first, found[-1].last))
                shutil.rmtree(draft.parent)


def _slices(cases: pl.Series) -> Iterator[pl.Expr]:
    """Ranges of cases with no more than ``SLICE_ROWS`` events each, unless one case alone has more."""
    bounds = cases.sort().gather_every(SLICE_ROWS).unique(maintain_order=True).to_list()
    for low, high in pairwise([*bounds, None]):
        yield pl.col("case") >= low if high is None else pl.col("case").is_between(low, high, closed="left")


def _sha256(path: Path) -> str:
    with path.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def combined_hash(files: dict[str, str]) -> str:
    """One hash over the hashes of a vintage's files, in the order of their names."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _no_export() -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NO_EXPORT",
        sv="Det finns inga uttagna händelser att räkna på ännu.",
        en="No events have been exported to count from yet.",
        remedy_sv="Kör handlag followup export.",
        remedy_en="Run handlag followup export.",
    )


def _no_vintage(number: int) -> NoReturn:
    raise NotFound(
        "FOLLOWUP_NO_VINTAGE", "vintage",
        sv=f"Det finns inget uttag med nummer {number}.",
        en=f"There is no vintage number {number}.",
        remedy_sv="Välj ett av uttagen som handlag followup vintages visar.",
        remedy_en="Choose one of the vintages shown by handlag followup vintages.",
    )  # fmt: skip


def _export_running() -> NoReturn:
    raise Conflict(
        "FOLLOWUP_EXPORT_RUNNING",
        sv="Ett annat uttag av händelser pågår.",
        en="Another export of events is running.",
        remedy_sv="Vänta tills det är klart och försök igen.",
        remedy_en="Wait until it has finished and try again.",
    )
