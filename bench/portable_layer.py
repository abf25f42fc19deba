"""Narwhals against Ibis on follow-up's own indicators (figures in docs/adr).

    pip install 'ibis-framework[polars,duckdb]' narwhals polars  # Ibis is not a dependency of Handlag
    python bench/followup.py --store /tmp/facts                  # makes the facts once
    python bench/portable_layer.py /tmp/facts

Four indicators for three years by benefit and sex, each written once per layer, run by two engines from the same
Parquet files in one process per combination; the results must be equal. Least of five runs. ``build`` is the time to
make the queries without running them.
"""

# ruff: noqa: PLC0415 — a layer is imported only in the process that measures it

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 5
ORDERED, DECIDED, RETURNED = 35, 24, 37
YEARS = (2022, 2023, 2024)
COMBINATIONS = ("polars itself", "narwhals on polars", "narwhals on duckdb", "ibis on polars", "ibis on duckdb")
Result = list[tuple[Any, ...]]


def main(directory: Path) -> None:
    results = {}
    for name in COMBINATIONS:
        command = [sys.executable, __file__, str(directory), name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:20} fails: {done.stderr.strip().splitlines()[-1][:110]}")
            continue
        said = json.loads(done.stdout)
        results[name] = said.pop("rows")
        print(f"{name:20} " + "  ".join(f"{what} {seconds:7.3f} s" for what, seconds in said.items()))
    print("all equal:", all(rows == results["polars itself"] for rows in results.values()))


def one(directory: Path, name: str) -> None:
    begin = time.perf_counter()
    build = MAKERS[name](directory)
    loaded = time.perf_counter() - begin
    builds, runs, rows = [], [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        queries = build()
        builds.append(time.perf_counter() - begin)
        rows = [sorted(run()) for run in queries]
        runs.append(time.perf_counter() - begin)
    print(json.dumps({"import and open": loaded, "build": min(builds), "build and run": min(runs), "rows": rows}))


def files(directory: Path) -> dict[str, str]:
    derived = directory / "derived" / "000001"
    return {
        "events": f"{directory}/events/*/*.parquet",
        "cases": str(derived / "cases.parquet"),
        "spells": str(derived / "spells.parquet"),
    }


def polars_itself(directory: Path) -> Callable[[], list[Callable[[], Result]]]:
    import polars as pl

    paths = files(directory)

    def build() -> list[Callable[[], Result]]:
        events, cases, spells = (pl.scan_parquet(paths[name]) for name in ("events", "cases", "spells"))
        year, by = pl.col("day").dt.year().alias("year"), ("benefit", "sex")
        ordered, returned = pl.col("kind") == ORDERED, pl.col("kind") == RETURNED
        paid = events.filter(ordered | returned).with_columns(
            pl.coalesce("pay_day", "day").alias("day"), ordered.cast(pl.Int64).alias("sign")
        )
        decided = cases.filter(pl.col("days").is_not_null()).with_columns(pl.col("decided").alias("day"))
        frames = [
            paid.with_columns(year)
            .filter(pl.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(pl.col("sign").sum(), pl.col("person").n_unique()),
            events.filter(pl.col("kind") == DECIDED)
            .with_columns(year)
            .filter(pl.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(pl.len(), pl.col("person").n_unique()),
            decided.with_columns(year)
            .filter(pl.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(pl.col("days").sum(), pl.len()),
        ]
        for each in YEARS:
            covered = pl.min_horizontal("end_month", each * 12 + 12) - pl.max_horizontal("start_month", each * 12)
            frames.append(
                spells.with_columns(covered.alias("n")).filter(pl.col("n") > 0).group_by(by).agg(pl.col("n").sum())
            )
        return [lambda frame=frame: frame.collect().rows() for frame in frames]

    return build


def narwhals(directory: Path, engine: str) -> Callable[[], list[Callable[[], Result]]]:
    import narwhals as nw

    paths = files(directory)
    if engine == "polars":
        import polars as pl

        opened = [nw.from_native(pl.scan_parquet(paths[name])) for name in ("events", "cases", "spells")]
    else:
        import duckdb

        opened = [nw.from_native(duckdb.read_parquet(paths[name])) for name in ("events", "cases", "spells")]

    def build() -> list[Callable[[], Result]]:
        events, cases, spells = opened
        year, by = nw.col("day").dt.year().alias("year"), ("benefit", "sex")
        ordered, returned = nw.col("kind") == ORDERED, nw.col("kind") == RETURNED
        paid = events.filter(ordered | returned).with_columns(
            nw.coalesce("pay_day", "day").alias("day"), ordered.cast(nw.Int64).alias("sign")
        )
        decided = cases.filter(~nw.col("days").is_null()).with_columns(nw.col("decided").alias("day"))
        frames = [
            paid.with_columns(year)
            .filter(nw.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(nw.col("sign").sum(), nw.col("person").n_unique()),
            events.filter(nw.col("kind") == DECIDED)
            .with_columns(year)
            .filter(nw.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(nw.len(), nw.col("person").n_unique()),
            decided.with_columns(year)
            .filter(nw.col("year").is_in(YEARS))
            .group_by("year", *by)
            .agg(nw.col("days").sum(), nw.len()),
        ]
        for each in YEARS:
            covered = nw.min_horizontal("end_month", nw.lit(each * 12 + 12)) - nw.max_horizontal(
                "start_month", nw.lit(each * 12)
            )
            frames.append(
                spells.with_columns(covered.alias("n")).filter(nw.col("n") > 0).group_by(*by).agg(nw.col("n").sum())
            )
        return [lambda frame=frame: [tuple(map(int, row)) for row in frame.collect().iter_rows()] for frame in frames]

    return build


def ibis_layer(directory: Path, engine: str) -> Callable[[], list[Callable[[], Result]]]:
    import ibis

    paths = files(directory)
    connection = ibis.polars.connect() if engine == "polars" else ibis.duckdb.connect()
    opened = [connection.read_parquet(paths[name]) for name in ("events", "cases", "spells")]

    def build() -> list[Callable[[], Result]]:
        events, cases, spells = opened
        by = ("benefit", "sex")
        paid = events.filter(events.kind.isin([ORDERED, RETURNED]))
        paid = paid.mutate(day=ibis.coalesce(paid.pay_day, paid.day), sign=(paid.kind == ORDERED).cast("int64"))
        made = events.filter(events.kind == DECIDED)
        decided = cases.filter(cases.days.notnull()).mutate(day=cases.decided)
        paid, made, decided = (table.mutate(year=table.day.year()) for table in (paid, made, decided))
        paid, made, decided = (table.filter(table.year.isin(YEARS)) for table in (paid, made, decided))
        tables = [
            paid.group_by("year", *by).agg(n=paid.sign.sum(), persons=paid.person.nunique()),
            made.group_by("year", *by).agg(n=made.count(), persons=made.person.nunique()),
            decided.group_by("year", *by).agg(n=decided.days.sum(), m=decided.count()),
        ]
        for each in YEARS:
            counted = spells.mutate(
                n=ibis.least(spells.end_month, each * 12 + 12) - ibis.greatest(spells.start_month, each * 12)
            )
            counted = counted.filter(counted.n > 0)
            tables.append(counted.group_by(*by).agg(n=counted.n.sum()))
        return [
            lambda table=table: [tuple(map(int, row.values())) for row in table.to_pyarrow().to_pylist()]
            for table in tables
        ]

    return build


MAKERS: dict[str, Callable[[Path], Callable[[], list[Callable[[], Result]]]]] = {
    "polars itself": polars_itself,
    "narwhals on polars": lambda directory: narwhals(directory, "polars"),
    "narwhals on duckdb": lambda directory: narwhals(directory, "duckdb"),
    "ibis on polars": lambda directory: ibis_layer(directory, "polars"),
    "ibis on duckdb": lambda directory: ibis_layer(directory, "duckdb"),
}

if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]))
