"""All benefits for one month over a population, Parquet to Parquet, and how near the memory's own speed that is.

python bench/law_population.py [--rows 10500000] [--month 2026-03] [--json]

Asked for: 10.5 M people, all benefits, in 30 s and 4 GB; fused benefits within 10 times of the memory floor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from handlag.law.columns import array_of, columns_of
from handlag.law.compare import compare
from handlag.law.kernels import dtype_of, lacking, ore_of
from handlag.law.population import Column
from handlag.law.reform import load
from handlag.law.run import BATCH_ROWS, Work, compute, in_order, work_for

BLOCK = 2 * BATCH_ROWS


def _drawn(column: Column, random: np.random.Generator) -> Any:
    """A column as people have it: most at the least, or what is meant when it is left out; the rest spread out."""
    highest = min(column.most, column.least + 700_000)
    values = random.integers(column.least, highest, BLOCK, endpoint=True)
    usual = column.least if column.unset is None else column.unset
    return np.where(random.random(BLOCK) < 0.6, usual, values).astype(dtype_of(column))


def block(work: Work, seed: int = 1) -> pa.RecordBatch:
    """People the law can use: rows that contradict themselves are made like others that don't."""
    random, columns = np.random.default_rng(seed), columns_of(work.populations)
    made = {name: _drawn(column, random) for name, column in columns.items()}
    for _ in range(20):
        done = compute(work, pa.RecordBatch.from_pydict(made))
        bad = np.zeros(BLOCK, bool)
        for ready in work.ready:
            bad |= lacking(done.amounts[ready.population.benefit])
        if not bad.any():
            break
        like = random.choice(np.flatnonzero(~bad), int(bad.sum()))
        for values in made.values():
            values[bad] = values[like]
    return pa.RecordBatch.from_pydict(made)


def write(work: Work, rows: int, path: Path) -> pa.RecordBatch:
    """A file of so many people."""
    people = block(work)
    extra = {
        "sex": pa.array(np.arange(BLOCK) % 2 + 1, pa.int8()),
        "age": pa.array(np.arange(BLOCK) % 90, pa.int8()),
    }
    schema = pa.schema([("person", pa.int32()), *((n, a.type) for n, a in extra.items()), *people.schema])
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        for first in range(0, rows, BLOCK):
            person = pa.array(np.arange(first, first + BLOCK), pa.int32())
            whole = pa.RecordBatch.from_arrays([person, *extra.values(), *people.columns], schema=schema)
            writer.write_batch(whole.slice(0, min(BLOCK, rows - first)))
    return people


def timed_run(facts: Path, out: Path, month: str) -> dict[str, float]:
    """The command as a user runs it: wall time, processor time and the most memory it held."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "handlag", "law", "run", "--facts", str(facts), "--out", str(out)]
    with subprocess.Popen([*command, "--month", month, "--key", "person"], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("the run failed")
    wall = time.perf_counter() - began
    return {"wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_gb": used.ru_maxrss / 2**20}


def bandwidth() -> float:
    """Bytes a second that two threads can read and write, the fastest of five copies of 256 MB."""
    source, target, best = np.ones(2**25, np.int64), np.empty(2**25, np.int64), 0.0
    halves = [slice(0, 2**24), slice(2**24, 2**25)]
    for _ in range(5):
        began = time.perf_counter()
        for _ in in_order(lambda part, _: np.copyto(target[part], source[part]), iter([(0, half) for half in halves])):
            pass
        best = max(best, 2 * source.nbytes / (time.perf_counter() - began))
    return best


def _results_bytes(work: Work) -> int:
    return BLOCK * sum(np.dtype(ore_of(population)).itemsize for population in work.populations)


def fused(work: Work, people: pa.RecordBatch, batches: int) -> dict[str, float]:
    """All benefits over columns in memory, and the time it takes only to read the columns and write the results."""
    columns = columns_of(work.populations)
    size = sum(array_of(column, people).nbytes for column in columns.values()) + _results_bytes(work)
    best, processor = 1e9, 1e9
    for _ in range(3):
        began, used = time.perf_counter(), time.process_time()
        parts = ((0, people.slice(0, BATCH_ROWS)) for _ in range(2 * batches))
        for _ in in_order(partial(compute, work), parts):
            pass
        best, processor = min(best, time.perf_counter() - began), min(processor, time.process_time() - used)
    floor = size * batches / bandwidth()
    rows = BLOCK * batches
    return {
        "fused_s": best,
        "fused_cpu_s": processor,
        "rows_per_s": rows / best,
        "amounts_per_s": rows * len(work.ready) / best,
        "floor_s": floor,
        "times_floor": best / floor,
    }


def what_if(facts: Path, folder: Path, month: date) -> float:
    """Seconds to compare a reform of child allowance and the price base amount."""
    reform = folder / "reform.yaml"
    reform.write_text(
        "name: bench\nparameters:\n  barnbidrag: {values: [{from: 2022-01-01, value: 1500}]}\n"
        "  prisbasbelopp: {values: [{from: 2022-01-01, value: 60000}]}\n"
    )
    began = time.perf_counter()
    compare(load(reform), facts, month)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_500_000)
    parser.add_argument("--month", default="2026-03")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    month = date.fromisoformat(f"{asked.month}-01")
    work = work_for((), month)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = write(work, asked.rows, folder / "people.parquet")
        found: dict[str, Any] = {
            "rows": asked.rows, "benefits": len(work.ready), "columns": len(columns_of(work.populations)),
            "left_out": sorted(work.left_out), "file_mb": (folder / "people.parquet").stat().st_size / 1e6,
        }  # fmt: skip
        timed_run(folder / "people.parquet", folder / "out.parquet", asked.month)  # kernels are kept for the second
        found |= timed_run(folder / "people.parquet", folder / "out.parquet", asked.month)
        found["compare_s"] = what_if(folder / "people.parquet", folder, month)
    found |= fused(work, people, max(asked.rows // BLOCK, 1))
    if asked.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:14} {value:,.2f}" if isinstance(value, float) else f"{key:14} {value}")


if __name__ == "__main__":
    main()
