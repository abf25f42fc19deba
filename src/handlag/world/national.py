"""A world written straight as Parquet, without a database: any size in the memory of a block or two.

```
world.json                     the plan, and what was written
people.parquet                 one row a person, with her last month as the law's population runs read it
decisions/00000.parquet        one row a decision line: case, person, benefit, days, outcome, öre a unit
followup/                      the events follow-up's indicators count, as a store of one vintage
```

The store has all the benefits of the annual report: those the world doesn't model are drawn from its figures.

Everything is drawn by the code that draws the database world; a block is one process's work. Sent to work twice for the
same plan it writes the same files.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from handlag.core.benefits import Benefit
from handlag.core.clock import STOCKHOLM
from handlag.core.errors import HandlagError
from handlag.events.kinds import Kind
from handlag.followup.actions.derive import derived, facts_in, kept, snapshot
from handlag.followup.derived import About, CubeWriter, Derived, cube_writer, finish
from handlag.followup.domain.codes import BENEFITS, KINDS
from handlag.followup.domain.cube import Tables, tables_of
from handlag.followup.pieces import name as piece_name
from handlag.followup.store import Manifest, Store, combined_hash
from handlag.world.domain.again import Where, of_cases, of_drawn, tried_again
from handlag.world.domain.calibration import factor
from handlag.world.domain.control import controlled
from handlag.world.domain.drawn import benefits as drawn_benefits
from handlag.world.domain.drawn import drawn
from handlag.world.domain.facts import VINTAGE, Numbers, book, facts_of, finished
from handlag.world.domain.history import Cases
from handlag.world.domain.month import people_in
from handlag.world.domain.paying import lines_of
from handlag.world.domain.plan import Plan, calendars_of, cases_of, divided, people_of
from handlag.world.domain.population import People

SLOTS = 16
"""How many benefits a block has room for."""
MOST_CASES = 2**31 - 1
PLAN_FILE = "world.json"
END_OF_2024 = np.datetime64("2024-12-31")
Progress = Callable[[str, int], None]


@dataclass
class Written:
    """What one block, or all of them, came to."""

    people: int = 0
    people_2024: int = 0
    events: int = 0
    cases: int = 0
    cases_to: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, other: Written) -> None:
        """Take another block's figures along."""
        self.people += other.people
        self.people_2024 += other.people_2024
        self.events += other.events
        self.cases += other.cases
        self.cases_to = max(self.cases_to, other.cases_to)
        for mine, theirs in ((self.counts, other.counts), (self.years, other.years), (self.months, other.months)):
            mine.update(theirs)
        self.files |= other.files


def write_world(plan: Plan, out: Path, now: datetime, progress: Progress, processes: int = 2) -> Written:
    """Write the whole world into an empty directory, or one that holds an earlier world of this kind.

    Raises WORLD_NOT_EMPTY where there is anything else in it.
    """
    _make_room(out)
    whole = Written()
    store = Store(out / "followup")
    with _people_file(out) as add_people, cube_writer(store.derived(VINTAGE) / "cube") as cube:
        for block, written in _blocks(plan, out, processes):
            add_people(block)
            _add_to_cube(out, block, cube)
            whole.add(written)
            progress(f"{whole.events:,} events", written.people)
        about = About(VINTAGE, whole.cases, whole.cases_to)
        cube.add(snapshot(Derived(store, about), book()))
    store.commit(_manifest(plan, whole, now))
    finish(store, VINTAGE, about)
    told = plan.as_dict() | {"cut": plan.cut.isoformat(), "people_2024": whole.people_2024, "events": whole.events}
    (out / PLAN_FILE).write_text(json.dumps(told | {"counts": dict(whole.counts)}, indent=1) + "\n", "utf-8")
    return whole


def read_plan(out: Path) -> dict[str, Any]:
    """What ``world.json`` says. Raises WORLD_NONE."""
    path = out / PLAN_FILE
    if not path.exists():
        raise HandlagError(
            "WORLD_NONE", "columns",
            sv="Där finns ingen värld i kolumner.", en="There is no world in columns there.",
            remedy_sv="Gör en med handlag world columns.", remedy_en="Make one with handlag world columns.",
        )  # fmt: skip
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


def _blocks(plan: Plan, out: Path, processes: int) -> Iterator[tuple[int, Written]]:
    """Every block in order, so many at a time."""
    work = [(plan, block, out) for block in range(len(plan.blocks))]
    if processes < 2 or len(work) < 2:
        yield from map(_block, work)
        return
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read by the new processes; each has a processor of its own
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(_block, work)


def _block(work: tuple[Plan, int, Path]) -> tuple[int, Written]:
    plan, block, out = work
    people = people_of(plan, block)
    writer = _Block(plan, block, out, people)
    histories: dict[str, Cases] = {}
    for benefit, every in cases_of(plan, block, people):
        past, rest = divided(every, plan.reach.cut)
        waiting = rest.take(np.flatnonzero(rest.received < plan.reach.cut.astype("datetime64[ms]")))
        histories[str(benefit)] = past.in_order()
        writer.write(str(benefit), histories[str(benefit)], waiting.in_order())
    for code in drawn_benefits():
        writer.draw(code)
    writer.write_people(histories)
    return block, writer.written


class _Block:
    """Writes one block's files and counts them."""

    def __init__(self, plan: Plan, block: int, out: Path, people: People) -> None:
        self.plan, self.block, self.out, self.people = plan, block, out, people
        self.store, self.calendars = Store(out / "followup"), calendars_of(plan)
        self.written = Written(people=len(people), people_2024=int((people.born <= END_OF_2024).sum()))
        self.first_person = 1 + sum(plan.blocks[:block])

    def numbers(self, benefit: str) -> Numbers:
        """Where the numbers of a benefit's cases begin: far enough apart that no two blocks meet."""
        place = self.block * SLOTS + BENEFITS[benefit]
        room = MOST_CASES // (len(self.plan.blocks) * SLOTS)
        return Numbers(1 + place * room, self.first_person, place)

    def write(self, benefit: str, past: Cases, waiting: Cases) -> None:
        """A benefit's events, what follow-up derives from them, and its decision lines."""
        calendar, numbers = self.calendars[benefit], self.numbers(benefit)
        paid = calendar, calendar.ordered_by(self.plan.cut)
        more = tried_again(self._where(benefit), of_cases(self.people, past), with_sex=False)
        hit = controlled(self._where(benefit), self.people, np.unique(past.person[past.granted]), with_sex=False)
        further = [more] if hit is None else [more, hit]
        events = facts_of(benefit, self.people, past, waiting, paid, numbers, *further)
        self.write_events(benefit, events, numbers)
        lines = _lines(benefit, past, numbers)
        self._file(lines, self.out / "decisions" / f"{numbers.piece:05d}.parquet")

    def draw(self, benefit: str) -> None:
        """The events of a benefit of which only the numbers are known."""
        calendar = self.calendars[Benefit.FORALDRAPENNING]
        world = self.plan.reach, factor(self.written.people_2024), calendar, calendar.ordered_by(self.plan.cut)
        numbers = self.numbers(benefit)
        rows = drawn(self.plan.seed, self.block, self.people, benefit, world)
        more = tried_again(self._where(benefit), of_drawn(rows), with_sex=True)
        hit = controlled(self._where(benefit), self.people, np.unique(rows["person"].to_numpy()), with_sex=True)
        rows = pl.concat([rows, more] if hit is None else [rows, more, hit], how="diagonal")
        self.write_events(benefit, finished(rows, self.people, benefit, numbers), numbers)

    def _where(self, benefit: str) -> Where:
        return Where(self.plan.seed, self.block, benefit, factor(self.written.people_2024), self.plan.reach.cut)

    def write_events(self, benefit: str, events: pl.DataFrame, numbers: Numbers) -> None:
        """Events by legal year, and the tables derived from them."""
        for (year,), rows in events.group_by(pl.col("day").dt.year(), maintain_order=True):
            name = f"events/year={year}/{piece_name(VINTAGE, VINTAGE, numbers.piece)}"
            self.written.files[name] = self.store.write(rows.lazy(), self.store.root / name)
            self.written.years[str(year)] += len(rows)
        made = derived(events)
        for table, frame in zip(("cases", "spells", "kept"), (*made, kept(events)), strict=True):
            self._file(frame, self.store.derived(VINTAGE) / f"{table}.parquet" / f"{numbers.piece:05d}.parquet")
        counted = tables_of(facts_in(events, made, book()))
        for table, frame in (("counts", counted.counts), ("persons", counted.persons), ("waits", counted.waits)):
            self._file(frame, _cube_piece(self.out, numbers.piece, table))
        self.written.cases += len(made[0])
        self.written.cases_to = max(self.written.cases_to, int(events["case"].to_numpy().max(initial=0)))
        for kind in (Kind.DECIDED, Kind.PAYMENT_ORDERED):
            self.written.counts[f"{benefit} {kind}"] += int((events["kind"] == KINDS[kind]).sum())
        months = events.group_by(pl.col("recorded_at").dt.strftime("%Y-%m")).len()
        self.written.months.update(dict(months.iter_rows()))
        self.written.events += len(events)

    def write_people(self, histories: dict[str, Cases]) -> None:
        """The block's people, to be put together with the others'."""
        month = self.plan.reach.cut.astype("datetime64[M]") - 1
        drawn_with = self.plan.seed, self.block, factor(self.written.people_2024)
        rows = people_in(month, self.people, histories, self.first_person, drawn_with)
        self._file(rows, _people_piece(self.out, self.block))

    def _file(self, frame: pl.DataFrame, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(path, compression="zstd")


def _lines(benefit: str, cases: Cases, numbers: Numbers) -> pl.DataFrame:
    lines = lines_of(cases)
    return pl.DataFrame(
        {
            "case": pl.Series(lines.case + numbers.case, dtype=pl.Int32),
            "person": pl.Series(cases.person[lines.case] + numbers.person, dtype=pl.Int32),
            "start": lines.start.astype("datetime64[D]"), "end": lines.end.astype("datetime64[D]"),
            "granted": cases.granted[lines.case], "amount_ore": lines.amount,
            "quarters": pl.Series(cases.quarters[lines.case], dtype=pl.Int8),
        }
    ).with_columns(pl.lit(BENEFITS[benefit], pl.UInt8).alias("benefit"))  # fmt: skip


def _people_piece(out: Path, block: int) -> Path:
    return out / "draft" / f"{block:04d}.parquet"


def _cube_piece(out: Path, piece: int, table: str) -> Path:
    return out / "draft" / f"{piece:05d}.{table}.parquet"


def _add_to_cube(out: Path, block: int, cube: CubeWriter) -> None:
    """What a block's benefits were counted to, into the cube of all."""
    for piece in range(block * SLOTS, block * SLOTS + SLOTS):
        paths = [_cube_piece(out, piece, table) for table in ("counts", "persons", "waits")]
        if paths[0].exists():
            cube.add(Tables(*(pl.read_parquet(path) for path in paths)))
            for path in paths:
                path.unlink()


@contextmanager
def _people_file(out: Path) -> Iterator[Callable[[int], None]]:
    """Put the blocks' people together in one file, block by block."""
    with ExitStack() as stack:
        writer: list[pq.ParquetWriter] = []

        def add(block: int) -> None:
            piece = _people_piece(out, block)
            table = pq.read_table(piece)
            if not writer:
                opened = pq.ParquetWriter(out / "people.parquet", table.schema, compression="zstd")
                writer.append(stack.enter_context(opened))
            writer[0].write_table(table)
            piece.unlink()

        yield add
    shutil.rmtree(out / "draft", ignore_errors=True)


def _manifest(plan: Plan, written: Written, now: datetime) -> Manifest:
    cut = datetime.combine(plan.cut, time(), STOCKHOLM).astimezone(UTC)
    return Manifest(
        vintage=VINTAGE, made_at=now, until=cut, rows=written.events, total_rows=written.events, late=0,
        years=dict(sorted(written.years.items())), recorded_months=dict(sorted(written.months.items())),
        files=written.files, sha256=combined_hash(written.files), words=book().as_dict(),
    )  # fmt: skip


def _make_room(out: Path) -> None:
    """Take away an earlier world's files; anything else stops the making."""
    ours = {PLAN_FILE, "people.parquet", "decisions", "followup", "draft"}
    out.mkdir(parents=True, exist_ok=True)
    strangers = sorted(each.name for each in out.iterdir() if each.name not in ours)
    if strangers or (any(out.iterdir()) and not (out / PLAN_FILE).exists() and not (out / "draft").exists()):
        raise HandlagError(
            "WORLD_NOT_EMPTY", "out",
            sv="Katalogen innehåller annat än en värld i kolumner.",
            en="The directory holds something else than a world in columns.",
            remedy_sv="Ange en tom katalog.", remedy_en="Give an empty directory.",
        )  # fmt: skip
    for name in ours:
        shutil.rmtree(out / name) if (out / name).is_dir() else (out / name).unlink(missing_ok=True)
    (out / "draft").mkdir()
