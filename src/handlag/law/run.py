"""All benefits over any number of people for one month, Parquet to Parquet, a batch of rows at a time.

A batch is read once and every benefit computed while its columns are still near the processor. Rows that one benefit
can't use are still computed for the others; they are null in its column, and in the rejects with the reason.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from handlag.core.errors import HandlagError
from handlag.law.about import Said, about
from handlag.law.columns import REJECTED, Reject, array_of, check_schema, columns_of, rejects_of
from handlag.law.engine import WRITTEN_FROM, not_written
from handlag.law.kernels import Ints, Kernel, dtype_of, fill, kernel_of, lacking, ore_of, widened
from handlag.law.parameters import amounts_on
from handlag.law.population import Population
from handlag.law.registry import REGISTRY, populations, unknown

T = TypeVar("T")
BATCH_ROWS = 128 * 1024
AHEAD = 4
"""Batches computed at once or waiting to be written: what memory has to hold."""


class Ready(NamedTuple):
    """A benefit ready to be computed for one month."""

    population: Population
    kernel: Kernel
    amounts: tuple[Any, ...]


@dataclass(frozen=True)
class Work:
    """The benefits to compute for a month, and those left out with the reason."""

    month: date
    ready: tuple[Ready, ...]
    left_out: dict[str, HandlagError]

    @property
    def populations(self) -> list[Population]:
        """The benefits that are computed."""
        return [one.population for one in self.ready]


@dataclass
class Counts:
    """How many rows were read, how many of them a benefit had to reject, and what each benefit came to in öre."""

    rows: int = 0
    rejected_rows: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)


def work_for(codes: Sequence[str], month: date, schema: pa.Schema | None = None) -> Work:
    """Make benefits ready for a month (its first day); all that can be computed where no code is given.

    A benefit asked for by name raises: ``LAW_BENEFIT`` if unknown or without columns, ``LAW_PARAMETER`` or
    ``LAW_NOT_WRITTEN`` if its law has no answer for the month, ``LAW_COLUMN`` if the ``schema`` of the facts, where
    given, lacks a column. With all of them, such a one is left out and said.
    """
    known, ready, left_out = populations(), [], {}
    for code in codes or known:
        if code not in known:
            raise unknown(code) if code not in REGISTRY else _no_columns(code)
        try:
            if schema is not None:
                check_schema(schema, known[code].columns)
            ready.append(_ready(known[code], month))
        except HandlagError as error:
            if codes:
                raise
            left_out[code] = error
    return Work(month, tuple(ready), left_out)


def without_columns() -> dict[str, Said]:
    """The benefits that can't be computed over a population, with the reason."""
    return {code: why for code in REGISTRY if (why := about(code).no_columns)}


def _no_columns(code: str) -> HandlagError:
    known, why = ", ".join(populations()), without_columns()[code]
    return HandlagError(
        "LAW_BENEFIT",
        "benefit",
        sv=f"Förmånen {code} kan inte räknas på en rad om en person och en månad: den {why.sv}.",
        en=f"The benefit {code} cannot be computed from a row about a person and a month: {why.en}.",
        remedy_sv=f"Välj bland: {known}.",
        remedy_en=f"Choose among: {known}.",
    )


def _ready(population: Population, month: date) -> Ready:
    span = about(population.benefit).in_force
    if month < max(span.start or WRITTEN_FROM, WRITTEN_FROM) or (span.until and month >= span.until):
        raise not_written(population.benefit, month)
    amounts = tuple(amounts_of(population, month))
    return Ready(population, kernel_of(population), amounts)


def amounts_of(population: Population, month: date) -> Iterator[Any]:
    """The dated amounts a population's row function takes; ``LAW_PARAMETER`` where a needed one isn't set."""
    for kind in population.amounts:
        fields = kind._fields[1:]
        needed = fields if population.needed is None else [name for name in population.needed if name in fields]
        yield amounts_on(month, *needed, of=kind)


def make_kernels(work: Work, progress: Callable[[], None]) -> None:
    """Have every kernel made or fetched from where it is kept: seconds each after a change in the law."""
    for one in work.ready:
        empty = pa.RecordBatch.from_pydict(
            {column.name: pa.array([], pa.from_numpy_dtype(dtype_of(column))) for column in one.population.columns}
        )
        columns = [array_of(column, empty) for column in one.population.columns]
        fill(one.kernel, one.amounts, columns, np.empty(0, ore_of(one.population)))
        progress()


class Computed(NamedTuple):
    """One batch: its first row's number, öre per benefit (``lacking`` where there are none), and what was wrong."""

    first: int
    batch: pa.RecordBatch
    amounts: dict[str, Ints]
    rejects: list[Reject]


def compute(work: Work, batch: pa.RecordBatch, first: int = 0, into: Sequence[Ints] | None = None) -> Computed:
    """Compute all benefits of a batch, ``into`` arrays of its length where given: one per benefit, of ``ore_of``."""
    arrays = {name: array_of(column, batch) for name, column in columns_of(work.populations).items()}
    made, bad = {}, np.zeros(0, np.int64)
    for one, out in zip(work.ready, into or room_for(work, batch.num_rows), strict=True):
        given = [arrays[column.name] for column in one.population.columns]
        filled, lost = fill(one.kernel, one.amounts, given, out)
        if lost:
            bad = np.union1d(bad, np.flatnonzero(lacking(filled)))
        made[one.population.benefit] = filled
    rejects = list(rejects_of(batch, work.populations, bad, first)) if len(bad) else []
    return Computed(first, batch, made, rejects)


def room_for(work: Work, rows: int) -> list[Ints]:
    """Memory for the results of so many rows, in as few pieces as their kinds."""
    kinds = [ore_of(population) for population in work.populations]
    blocks = {kind: iter(np.empty((kinds.count(kind), rows), kind)) for kind in set(kinds)}
    return [next(blocks[kind]) for kind in kinds]


def compute_all(work: Work, people: pa.RecordBatch) -> Computed:
    """Compute all benefits of people in memory, on all cores; a benefit is of 64 bits where ``compute`` made it so."""
    room = room_for(work, people.num_rows)

    def part(batch: pa.RecordBatch, first: int) -> Computed:
        return compute(work, batch, first, [out[first : first + batch.num_rows] for out in room])

    firsts = range(0, people.num_rows, BATCH_ROWS)
    parts = list(in_order(part, ((first, people.slice(first, BATCH_ROWS)) for first in firsts)))
    made = {}
    for code, out in zip(_codes(work), room, strict=True):
        pieces = [one.amounts[code] for one in parts]
        same = all(piece.dtype == out.dtype for piece in pieces)
        made[code] = out if same else np.concatenate([widened(piece) for piece in pieces])
    return Computed(0, people, made, [reject for one in parts for reject in one.rejects])


def result_of(done: Computed, keys: Sequence[str]) -> pa.RecordBatch:
    """The results as Arrow: the key columns as they were, then öre per benefit, null where it was rejected."""
    columns = {key: done.batch.column(done.batch.schema.get_field_index(key)) for key in keys}
    concerned = {code for reject in done.rejects for code in reject.benefits.split(", ")}
    for code, out in done.amounts.items():
        columns[code] = pa.array(out.astype(np.int64), mask=lacking(out) if code in concerned else None)
    return pa.RecordBatch.from_pydict(columns)


def files_of(path: Path) -> list[Path]:
    """The Parquet files of a path, in the order of their names; ``LAW_FILE`` where there are none."""
    found = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if found and all(file.is_file() for file in found):
        return found
    raise bad_file(path, "den finns inte", "it is not there")


def bad_file(path: Path, sv: str, en: str) -> HandlagError:
    """The error for a file that can't be used."""
    return HandlagError(
        "LAW_FILE",
        str(path),
        sv=f"Filen {path} kan inte användas: {sv}.",
        en=f"The file {path} cannot be used: {en}.",
        remedy_sv="Ange en Parquetfil, eller en mapp med sådana.",
        remedy_en="Give a Parquet file, or a folder of such files.",
    )


def opened(path: Path) -> pq.ParquetFile:
    """A Parquet file; ``LAW_FILE`` where it isn't one."""
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise bad_file(path, "den är inte Parquet", "it is not Parquet") from error


def batches(files: Iterable[pq.ParquetFile], wanted: Sequence[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches of the wanted columns, each with the number of its first row over all files."""
    first = 0
    for file in files:
        names = [name for name in file.schema_arrow.names if name in wanted]
        for batch in file.iter_batches(BATCH_ROWS, columns=names):
            yield first, batch
            first += batch.num_rows


def run(
    work: Work,
    facts: Path,
    out: Path,
    *,
    rejects: Path | None = None,
    keys: Sequence[str] = (),
    progress: Callable[[int], None] = lambda rows: None,
) -> Counts:
    """Compute the work on a Parquet file or folder and write the results, in the order of the rows.

    ``keys`` are columns copied to the result. Nothing is left at ``out`` if the run fails. Raises ``LAW_COLUMN`` for a
    column that is missing or not of numbers, and ``LAW_FILE`` for a file that isn't there.
    """
    files = [opened(path) for path in files_of(facts)]
    wanted = columns_of(work.populations)
    for file in files:
        check_schema(file.schema_arrow, wanted.values())
        _check_keys(file.schema_arrow, keys, facts)
    counts = Counts(rejected=dict.fromkeys(_codes(work), 0), total=dict.fromkeys(_codes(work), 0))
    with Written(out, rejects) as written:
        for done in in_order(partial(compute, work), batches(files, [*keys, *wanted])):
            written.add(result_of(done, keys), done.rejects)
            _count(counts, done)
            progress(done.batch.num_rows)
        if counts.rows == 0:
            written.add(result_of(compute(work, _nobody(files[0].schema_arrow)), keys), [])
    return counts


def _nobody(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], one.type) for one in schema], schema=schema)


def _codes(work: Work) -> list[str]:
    return [population.benefit for population in work.populations]


def _check_keys(schema: pa.Schema, keys: Sequence[str], facts: Path) -> None:
    for key in keys:
        if key not in schema.names:
            raise bad_file(facts, f"kolumnen {key} saknas", f"the column {key} is missing")


def schema_of(facts: Path) -> pa.Schema:
    """The columns of a file, or of a folder's first."""
    return opened(files_of(facts)[0]).schema_arrow


def rows_of(facts: Path) -> int:
    """How many rows a file or folder of Parquet has."""
    return sum(opened(path).metadata.num_rows for path in files_of(facts))


def in_order(task: Callable[[pa.RecordBatch, int], T], given: Iterator[tuple[int, pa.RecordBatch]]) -> Iterator[T]:
    """Do a task on each batch and its first row's number on all cores, a few ahead of the one that is handed on."""
    under_way: deque[Future[T]] = deque()
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for first, batch in given:
            under_way.append(threads.submit(task, batch, first))
            if len(under_way) >= AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _count(counts: Counts, done: Computed) -> None:
    counts.rows += done.batch.num_rows
    counts.rejected_rows += len({reject.row for reject in done.rejects})
    for code, out in done.amounts.items():
        bad = lacking(out) if done.rejects else None
        counts.total[code] += int(out.sum() if bad is None else out[~bad].sum())
        counts.rejected[code] += 0 if bad is None else int(bad.sum())


def table_of(rejects: list[Reject]) -> pa.RecordBatch:
    """Rejects as Arrow."""
    columns = zip(*rejects, strict=True) if rejects else [()] * len(REJECTED)
    return pa.RecordBatch.from_arrays(
        [pa.array(column, one.type) for column, one in zip(columns, REJECTED, strict=True)], schema=REJECTED
    )


class Written:
    """Results and rejects on their way to their files, which take their names when all has been written."""

    def __init__(self, out: Path, rejects: Path | None) -> None:
        self.out, self.rejects = out, rejects
        self._results: pq.ParquetWriter | None = None
        self._rejected: Any = None

    def __enter__(self) -> Written:
        for path in (self.out, self.rejects):
            if path is not None and not path.absolute().parent.is_dir():
                raise bad_file(path, "dess mapp finns inte", "its folder is not there")
        if self.rejects is not None:
            kind = pq.ParquetWriter if self.rejects.suffix == ".parquet" else pyarrow.csv.CSVWriter
            self._rejected = kind(_part(self.rejects), REJECTED)
        return self

    def add(self, results: pa.RecordBatch, rejects: list[Reject]) -> None:
        """Write one batch of each."""
        if self._results is None:
            self._results = pq.ParquetWriter(_part(self.out), results.schema, compression="lz4", use_dictionary=False)
        self._results.write_batch(results)
        if rejects and self._rejected is not None:
            self._rejected.write(table_of(rejects))

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        for writer in (self._results, self._rejected):
            if writer is not None:
                writer.close()
        for path, writer in ((self.out, self._results), (self.rejects, self._rejected)):
            if path is not None and writer is not None:
                if kind is None:
                    _part(path).replace(path)
                else:
                    _part(path).unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")
