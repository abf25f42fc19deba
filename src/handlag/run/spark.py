"""``handlag law run --engine spark``: the same compiled law in Spark's executors, over partitions of people.

Spark is an extra (``pip install handlag[spark]``) and needs Java 17. On a cluster the executors need handlag too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pyarrow as pa

import handlag
from handlag.core.errors import HandlagError
from handlag.law.columns import REJECTED, check_schema, columns_of
from handlag.law.run import Counts, Work, compute, result_of, table_of, work_for

KEPT_ROWS = 128 * 1024


def run_on_spark(
    work: Work, facts: str, out: str, *, master: str, rejects: Path | None = None, keys: Sequence[str] = ()
) -> Counts:
    """Compute the work on Spark and write folders of Parquet (rejects: of CSV, where the name ends so).

    Rows are those of the local engine, but in no order, and a reject has its person's ``keys`` instead of a row number.
    Raises ``LAW_SPARK`` where Spark or Java is missing, ``LAW_COLUMN`` as the local engine does.
    """
    session = _session(master)
    try:
        return _run(session, work, facts, out, rejects, tuple(keys))
    finally:
        session.stop()


def missing() -> str:
    """What Spark lacks on this machine: ``pyspark``, ``pandas``, ``java`` or nothing."""
    for package in ("pyspark", "pandas"):
        if find_spec(package) is None:
            return package
    java = Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java"
    return "" if java.is_file() or which("java") else "java"


def _session(master: str) -> Any:
    if lacking := missing():
        raise HandlagError(
            "LAW_SPARK",
            "engine",
            sv=f"Spark kan inte startas: {lacking} saknas.",
            en=f"Spark cannot be started: {lacking} is missing.",
            remedy_sv="Installera handlag[spark] och Java 17, eller kör med --engine local.",
            remedy_en="Install handlag[spark] and Java 17, or run with --engine local.",
        )
    from pyspark.sql import SparkSession  # noqa: PLC0415 — an extra

    above = str(Path(handlag.__file__).parents[1])
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [above, os.environ.get("PYTHONPATH", "")]))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(KEPT_ROWS),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "true",
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master(master).appName("handlag law")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _run(session: Any, work: Work, facts: str, out: str, rejects: Path | None, keys: tuple[str, ...]) -> Counts:
    people, codes = session.read.parquet(facts), tuple(population.benefit for population in work.populations)
    schema = _arrow(people.schema)
    wanted = columns_of(work.populations)
    check_schema(schema, wanted.values())
    people = people.select(*keys, *(name for name in wanted if name in people.columns))
    kinds = {field.name: field.dataType.simpleString() for field in people.schema}
    shown = ", ".join([f"`{key}` {kinds[key]}" for key in keys] + [f"`{code}` bigint" for code in codes])
    done = people.mapInArrow(partial(computed, codes=codes, month=work.month, keys=keys), shown)
    done.write.mode("overwrite").parquet(out)
    counts = _counted(session.read.parquet(out), codes)
    if rejects is not None:
        told = ", ".join([f"`{key}` {kinds[key]}" for key in keys] + ["row bigint"])
        told += "".join(f", `{name}` string" for name in REJECTED.names[1:])
        wrong = people.mapInArrow(partial(rejected, codes=codes, month=work.month, keys=keys), told)
        writer = wrong.write.mode("overwrite")
        writer.csv(str(rejects), header=True) if rejects.suffix == ".csv" else writer.parquet(str(rejects))
    return counts


def _arrow(schema: Any) -> pa.Schema:
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415 — an extra

    return to_arrow_schema(schema)


@cache
def _work(codes: tuple[str, ...], month: date) -> Work:
    return work_for(codes, month)


def computed(
    batches: Iterator[pa.RecordBatch], codes: tuple[str, ...], month: date, keys: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    """What an executor does with its people."""
    for batch in batches:
        yield result_of(compute(_work(codes, month), batch), keys)


def rejected(
    batches: Iterator[pa.RecordBatch], codes: tuple[str, ...], month: date, keys: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    """The rejects of an executor's people, each with its person's keys; which row it was nobody knows."""
    for batch in batches:
        found = compute(_work(codes, month), batch).rejects
        rows = batch.select(list(keys)).take(pa.array([reject.row for reject in found], pa.int64()))
        told = table_of(found)
        columns = {key: rows.column(number) for number, key in enumerate(keys)}
        columns["row"] = pa.nulls(len(found), pa.int64())
        yield pa.RecordBatch.from_pydict(columns | {name: told.column(name) for name in REJECTED.names[1:]})


def _counted(done: Any, codes: tuple[str, ...]) -> Counts:
    from pyspark.sql import functions as f  # noqa: PLC0415 — an extra

    anything = f.greatest(*[f.col(code).isNull().cast("int") for code in codes], f.lit(0))
    sums = [f.sum(f.col(code)).alias(f"total_{code}") for code in codes]
    known = [f.count(f.col(code)).alias(f"known_{code}") for code in codes]
    row = done.agg(f.count(f.lit(1)).alias("rows"), f.sum(anything).alias("rejected"), *sums, *known).first()
    return Counts(
        rows=row["rows"],
        rejected_rows=row["rejected"] or 0,
        rejected={code: row["rows"] - row[f"known_{code}"] for code in codes},
        total={code: row[f"total_{code}"] or 0 for code in codes},
    )
