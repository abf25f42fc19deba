"""Make the tables derived from a vintage's events: whole, or as changes to those of the vintage before.

A day's events touch a few of the cases. Their rows are made from the row they had and the new events; where the events
don't all come after what the row stands on, or a case is reopened, all events of the case are read again. So both ways
give the same rows (a test holds them together).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import narwhals as nw
import polars as pl
import pyarrow.parquet as pq

from handlag.core.benefits import Benefit
from handlag.followup.derived import About, Derived, cube_writer, finish, in_ranges
from handlag.followup.domain.codes import BENEFITS, CodeBook
from handlag.followup.domain.cube import DIGEST, KEPT, Tables, snapshot_of, tables_of, together
from handlag.followup.domain.facts import (
    CASE_KINDS,
    FINAL_DECISIONS,
    derive_cases,
    derive_spells,
    follow_on,
    kind_is,
    scan,
)
from handlag.followup.domain.measure import Facts, facts_of
from handlag.followup.store import ROW_GROUP, SLICE_ROWS, Manifest, Store

CHANGED_AT_MOST = 10
"""Tables are made whole again when more than one in so many rows has changed since they were."""
MOST_CHANGES = 60
Change = tuple[pl.DataFrame, pl.DataFrame]
"""Rows of cases and of waits."""


def derive(store: Store, manifest: Manifest, *, whole: bool = False) -> None:
    """Make the derived tables of a vintage that has just been committed; they hold nothing of their own."""
    last = None if whole else Derived.of(store, manifest.vintage - 1)
    if last is None or last.about.digest != DIGEST or len(last.about.changes) >= MOST_CHANGES:
        derive_whole(store, manifest)
        return
    changes = _Changes(store, manifest, last)
    before, after = changes.before(), changes.after()
    if last.about.changed + len(after[0]) > last.about.rows / CHANGED_AT_MOST:
        derive_whole(store, manifest)
    else:
        changes.write(before, after)


def derive_again(store: Store, manifest: Manifest) -> None:
    """Make a vintage's derived tables whole where they are gone, or were counted by other definitions."""
    made = Derived.of(store, manifest.vintage)
    if made is None or made.about.digest != DIGEST:
        derive_whole(store, manifest)


def derive_whole(store: Store, manifest: Manifest) -> None:
    """Make them from all events, some millions of rows at a time."""
    directory, rows, cases_to = store.derived(manifest.vintage), 0, 0
    shutil.rmtree(directory, ignore_errors=True)
    with _Files(directory) as files, cube_writer(directory / "cube") as cube:
        for events in _slices(store, manifest):
            made = derived(events)
            files.add(cases=made[0], spells=made[1], kept=kept(events))
            cube.add(tables_of(facts_in(events, made, manifest.book())))
            rows, cases_to = rows + len(made[0]), max(cases_to, _most(events))
        files.close()
        about = About(manifest.vintage, rows, cases_to)
        cube.add(snapshot(Derived(store, about), manifest.book()))
    finish(store, manifest.vintage, about)


def _slices(store: Store, manifest: Manifest) -> Iterator[pl.DataFrame]:
    if manifest.total_rows <= SLICE_ROWS:
        yield store.events(manifest.vintage).collect()
        return
    for part in in_ranges(store.event_files(manifest.vintage), SLICE_ROWS):
        yield part.filter(pl.col("vintage") <= manifest.vintage).collect()


def derived(events: pl.DataFrame) -> Change:
    """The cases and waits of whole cases' events."""
    cases = derive_cases(events.lazy()).collect()
    return cases, derive_spells(events.lazy(), cases.lazy()).collect()


def _most(events: pl.DataFrame) -> int:
    return int(events.select(pl.col("case").max().fill_null(0)).item())


def facts_in(events: pl.DataFrame, made: Change, book: CodeBook) -> Facts:
    """The facts of events and what was derived from them."""
    coded, cases, spells = (nw.from_native(frame.lazy()) for frame in (events, *made))
    return facts_of(coded, cases, spells, book)


def snapshot(derived: Derived, book: CodeBook) -> Tables:
    """What has to be counted of all cases of sickness benefit, or all events of some kinds, at once."""
    cases = derived.cases().filter(pl.col("benefit") == BENEFITS[Benefit.SJUKPENNING]).collect()
    return snapshot_of(facts_in(derived.kept().collect(), (cases, pl.DataFrame()), book))


def kept(events: pl.DataFrame) -> pl.DataFrame:
    """The events that are kept beside cases."""
    return events.filter(kind_is(*KEPT))


class _Files:
    """Tables on disk, written bit by bit."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, **frames: pl.DataFrame) -> None:
        """Write further rows of each table."""
        for name, frame in frames.items():
            table = frame.to_arrow()
            if name not in self.writers:
                path = self.directory / f"{name}.parquet"
                self.writers[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
            self.writers[name].write_table(table, row_group_size=ROW_GROUP)

    def close(self) -> None:
        """Finish the files."""
        for writer in self.writers.values():
            writer.close()


class _Changes:
    """What one vintage's events change in the derived tables of the vintage before."""

    def __init__(self, store: Store, manifest: Manifest, last: Derived) -> None:
        self.store, self.manifest, self.last = store, manifest, last
        self.events = scan(store.events_of(manifest)).collect()
        self.steps = self.events.filter(kind_is(*CASE_KINDS) & FINAL_DECISIONS & (pl.col("case") > 0))
        touched = self.steps.group_by("case").agg(pl.col("at").min().alias("since"))
        known = touched.filter(pl.col("case") <= last.about.cases_to)
        self.old = last.cases().filter(pl.col("case").is_in(known["case"].implode())).collect()
        self.again = self._to_read_again(known)

    def _to_read_again(self, known: pl.DataFrame) -> pl.DataFrame:
        """Known cases whose new events don't simply follow on what is known of them."""
        kinds = kind_is(*CASE_KINDS[-1:])
        reopened = self.steps.filter(kinds).select("case").unique()
        stood = known.join(self.old.select("case", "last_at", "reopened"), on="case", how="left")
        late = (
            (pl.col("since") <= pl.col("last_at")) | pl.col("last_at").is_null() | pl.col("reopened").fill_null(False)
        )
        return pl.concat([stood.filter(late).select("case"), reopened.join(known, on="case", how="semi")]).unique()

    def before(self) -> Change:
        """The rows the touched cases had."""
        disturbed = self.old.filter(pl.col("reopened").fill_null(value=False))
        waits = derive_spells(self.steps.clear().lazy(), self.old.join(disturbed, on="case", how="anti").lazy())
        had = [waits.collect()]
        if len(disturbed):
            had.append(self.last.spells().filter(pl.col("case").is_in(disturbed["case"].implode())).collect())
        return self.old, pl.concat(had)

    def after(self) -> Change:
        """The rows they have now."""
        new = self.steps.filter(pl.col("case") > self.last.about.cases_to)
        parts = [derived(new)]
        following = self.old.join(self.again, on="case", how="anti")
        steps = self.steps.join(following, on="case", how="semi")
        cases = follow_on(following.lazy(), steps.lazy()).collect()
        parts.append((cases, derive_spells(steps.clear().lazy(), cases.lazy()).collect()))
        if len(self.again):
            events = self.store.events(self.manifest.vintage)
            parts.append(derived(events.filter(pl.col("case").is_in(self.again["case"].implode())).collect()))
        return pl.concat([part[0] for part in parts]), pl.concat([part[1] for part in parts])

    def write(self, before: Change, after: Change) -> None:
        """Write the changed rows, and what they and the new events add to the cube less what is taken back."""
        directory, book = self.store.derived(self.manifest.vintage), self.manifest.book()
        with _Files(directory) as files:
            files.add(cases=after[0].sort("case"), spells=after[1].sort("case"), kept=kept(self.events))
        added = tables_of(facts_in(self.events, after, book))
        taken = tables_of(facts_in(self.events.clear(), before, book)).times(-1)
        last = self.last.about
        about = About(
            last.base, last.rows, max(last.cases_to, _most(self.events)), [*last.changes, self.manifest.vintage],
            last.changed + len(after[0]),
        )  # fmt: skip
        with cube_writer(directory / "cube") as cube:
            cube.add(together([added, taken]))
            cube.add(snapshot(Derived(self.store, about), book))
        finish(self.store, self.manifest.vintage, about)
