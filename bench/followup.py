"""Follow-up on five million events: durations, monthly flows and the four tables, from coded Parquet.

    python bench/followup.py [--events 5000000] [--store DIRECTORY]

Events are made with a seed and written as an export writes them (coded, sorted by case and time, by year); making and
writing them is not part of the measured time. Each measured step runs in a process of its own, five times; the least
time counts, and the highest peak of memory. Processor seconds tell how much of a time was waiting for other programs.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SEED = 2024
EVENTS_PER_CASE = 10
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--step", choices=sorted(STEPS))
    given = parser.parse_args()
    if given.step:
        print(json.dumps(_timed(STEPS[given.step], given.store)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        directory = given.store or Path(scratch)
        if not (directory / "vintages").exists():
            print(f"made {make(directory, given.events):,} events")
        for step in STEPS:
            report(step, directory)


def report(step: str, directory: Path) -> None:
    runs = [_run(step, directory) for _ in range(RUNS)]
    seconds, cpu = (min(run[what] for run in runs) for what in ("seconds", "cpu"))
    peak = max(run["peak_mb"] for run in runs)
    print(f"{step:10} {seconds:7.3f} s {cpu:7.3f} s processor {peak:5.0f} MB   {runs[0]['result']}", flush=True)


def _run(step: str, directory: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--step", step, "--store", str(directory)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # type: ignore[no-any-return]


def _timed(step: Callable[[Path], object], directory: Path) -> dict[str, object]:
    import handlag.followup.queries  # noqa: F401, PLC0415 — imports are not part of the measured time

    begin, begin_cpu = time.perf_counter(), time.process_time()
    result = step(directory)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu": cpu, "peak_mb": peak, "result": str(result)[:120]}


def make(directory: Path, events: int) -> int:
    """Write a store of one vintage with the same mixture of events for any number of them."""
    import numpy as np  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    from handlag.followup.actions.export import derive  # noqa: PLC0415
    from handlag.followup.domain.codes import KINDS, CodeBook  # noqa: PLC0415
    from handlag.followup.domain.facts import CODE_TYPES, ORDER  # noqa: PLC0415
    from handlag.followup.store import Manifest, Store  # noqa: PLC0415

    rng = np.random.default_rng(SEED)
    cases = events // EVENTS_PER_CASE
    day = 86_400_000_000
    received = rng.integers(18_993, 20_089, cases)  # 2022-01-01 to 2024-12-31
    waited = np.minimum(rng.gamma(1.2, 22, cases).astype(int), 400)
    steps = (  # kind, day after the application
        ("case_opened", 0), ("step_passed", 0), ("task_opened", 0), ("task_taken", waited // 2), ("task_done", waited),
        ("decided", waited), ("letter_queued", waited), ("payment_ordered", waited + 5),
        ("payment_settled", waited + 6), ("case_closed", waited + 7),
    )  # fmt: skip
    benefit, sex = rng.integers(1, 4, cases), rng.choice([0, 1, 2], cases, p=[0.001, 0.58, 0.419])
    person = rng.integers(1, cases // 2 + 2, cases)
    automatic, outcome = rng.random(cases) < 0.6, rng.integers(1, 4, cases)
    frames = []
    for order, (kind, after) in enumerate(steps):
        at = (received + after) * day + 8 * 3_600_000_000 + order * 60_000_000
        frame = {
            "kind": np.full(cases, KINDS[kind]), "at": at, "recorded_at": at + 1_000_000, "benefit": benefit,
            "sex": sex, "unit": rng.integers(1, 60, cases), "birth_year": rng.integers(1950, 2006, cases),
            "actor_kind": np.ones(cases), "amount_ore": rng.integers(10_000, 2_000_000, cases),
            "decision_kind": np.full(cases, 1 if kind == "decided" else 0),
            "outcome": outcome if kind == "decided" else np.zeros(cases), "automatic": automatic,
            "reason": np.zeros(cases), "received": received.astype(np.int32),
            "pay_day": (received + waited + 6).astype(np.int32), "settled_on": (received + waited + 6).astype(np.int32),
            "id_hi": rng.integers(0, 2**63, cases), "id_lo": rng.integers(0, 2**63, cases),
            "case": np.arange(1, cases + 1), "person": person,
        }  # fmt: skip
        types: dict[str, Any] = dict(CODE_TYPES) | {
            "at": pl.Datetime("us"),
            "recorded_at": pl.Datetime("us"),
            "case": pl.Int32,
        }
        types |= {"person": pl.Int32, "birth_year": pl.Int16, "at": pl.Datetime("us"), "recorded_at": pl.Datetime("us")}
        types |= dict.fromkeys(("received", "pay_day", "settled_on"), pl.Date)
        coded = pl.DataFrame(frame).with_columns(pl.col(name).cast(dtype) for name, dtype in types.items())
        blank = [name for name, only in _ONLY.items() if not kind.startswith(only)]
        coded = coded.with_columns(pl.lit(None, coded.schema[name]).alias(name) for name in blank)
        coded = coded.with_columns(pl.col("at", "recorded_at").dt.replace_time_zone("UTC"))
        frames.append(coded.with_columns(pl.col("at").dt.date().alias("day"), pl.lit(1, pl.Int32).alias("vintage")))
    whole = pl.concat(frames).sort(ORDER)
    store, now = Store(directory), datetime(2025, 1, 31, tzinfo=UTC)
    for (year,), part in whole.group_by(pl.col("day").dt.year()):
        store.write(part.lazy(), directory / "events" / f"year={year}" / "000001.parquet")
    manifest = Manifest(1, now, now, len(whole), len(whole), 0, {}, {}, {}, "", CodeBook().as_dict())
    store.commit(manifest)
    derive(store, manifest)
    return len(whole)


_ONLY = {
    "automatic": "decided", "received": "case_opened", "pay_day": "payment", "settled_on": "payment_settled",
    "amount_ore": "payment",
}  # fmt: skip


def durations(directory: Path) -> object:
    """The case table from the events, then mean, median and ninth decile of the days to a first decision."""
    import polars as pl  # noqa: PLC0415

    from handlag.followup.domain.facts import derive_cases  # noqa: PLC0415
    from handlag.followup.store import Store  # noqa: PLC0415

    days = pl.col("days")
    cases = derive_cases(Store(directory).events(1))
    return cases.select(days.mean().alias("mean"), days.median().alias("median"), days.quantile(0.9)).collect().row(0)


def flows(directory: Path) -> object:
    """Received, decided and pending by month, benefit and sex from the derived tables."""
    from handlag.followup.queries import monthly  # noqa: PLC0415
    from handlag.followup.store import Store  # noqa: PLC0415

    rows = monthly(2022, 2024, by=("benefit", "sex"), store=Store(directory))
    return f"{len(rows)} rows"


def tables(directory: Path) -> object:
    """Tables 5, 6, 99 and 100 with three years, both sexes, totals and disclosure control."""
    from handlag.followup.queries import report_table  # noqa: PLC0415
    from handlag.followup.store import Store  # noqa: PLC0415

    store = Store(directory)
    made = [report_table(number, 2024, store=store) for number in (5, 6, 99, 100)]
    return [table.rows[-1].cells[-1].sv for table in made]


def everything(directory: Path) -> object:
    """All three, one after the other, in one process."""
    return [durations(directory), flows(directory), tables(directory)]


STEPS: dict[str, Callable[[Path], object]] = {
    "durations": durations,
    "flows": flows,
    "tables": tables,
    "everything": everything,
}

if __name__ == "__main__":
    main()
