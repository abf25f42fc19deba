"""Spark as the engine: the indicators' own expressions over the vintage's Parquet, answered in one job.

Needs the extra ``handlag[spark]`` and Java. The master is the setting ``HANDLAG_FOLLOWUP_SPARK``; on a cluster the
installation's home must be where its machines can read it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import narwhals as nw
import polars as pl
from django.conf import settings

from handlag.followup.domain.facts import schema
from handlag.followup.domain.measure import Answers, Facts, FarFacts, Rows, facts_of
from handlag.followup.engines import Engine, lacking
from handlag.followup.store import Manifest, Store

Made = tuple[pl.LazyFrame, pl.LazyFrame]
"""Cases and waits for a decision, which an export keeps in pieces."""


def far_facts(store: Store, manifest: Manifest, made: Made) -> tuple[Facts, Rows]:
    """The facts of a vintage as Spark reads them, and its coded events. Raises FOLLOWUP_ENGINE_MISSING."""
    session = _session()
    files = [str(path) for path in store.event_files(manifest.vintage)]
    events = _whole(session.read.option("mergeSchema", "true").parquet(*files)).where(f"vintage <= {manifest.vintage}")
    derived = (session.read.parquet(path) for path in _whole_files(store.derived(manifest.vintage) / "spark", made))
    coded, cases, spells = (nw.from_native(frame) for frame in (events, *derived))
    return FarFacts(facts_of(coded, cases, spells, manifest.book()), _answers), coded


def _whole_files(directory: Path, made: Made) -> Iterator[str]:
    """Cases and waits as a file each, written once for a vintage; they go when its other derived tables go."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, frame in zip(("cases", "spells"), made, strict=True):
        path = directory / f"{name}.parquet"
        if not path.exists():
            draft = directory / f"{name}.{os.getpid()}"
            frame.sink_parquet(draft)
            draft.replace(path)
        yield str(path)


def _whole(events: Any) -> Any:
    """With every column there is today; what no file of the vintage holds is null."""
    from pyspark.sql import functions as f  # noqa: PLC0415 — an extra

    absent = set(schema()) - set(events.columns)
    return events.withColumns({name: f.lit(None).cast("int") for name in sorted(absent)}) if absent else events


def missing() -> str:
    """What Spark lacks on this machine: ``pyspark``, ``java`` or nothing."""
    if find_spec("pyspark") is None:
        return "pyspark"
    java = Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java"
    return "" if java.is_file() or which("java") else "java"


def _session() -> Any:
    if lacks := missing():
        lacking(lacks, Engine.SPARK, "spark")
    from pyspark.sql import SparkSession  # noqa: PLC0415 — an extra

    builder = SparkSession.builder.master(settings.HANDLAG_FOLLOWUP_SPARK).appName("handlag follow-up")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _answers(questions: Sequence[Rows]) -> Answers:
    """The rows of all questions as one job: each row as JSON beside the number of its question."""
    from pyspark.sql import functions as f  # noqa: PLC0415 — an extra

    asked = [
        nw.to_native(question).select(
            f.lit(number).alias("question"), f.to_json(f.struct("*"), {"ignoreNullFields": "false"}).alias("row")
        )
        for number, question in enumerate(questions)
    ]
    answers: Answers = [[] for _ in questions]
    for row in reduce(lambda some, more: some.unionAll(more), asked).collect():
        answers[row.question].append(json.loads(row.row))
    return answers
