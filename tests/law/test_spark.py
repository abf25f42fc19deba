"""The same rows on Spark, with two workers of its own on this machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from handlag.core.errors import HandlagError
from handlag.law.run import run, work_for
from handlag.run import spark

MARCH = date(2026, 3, 1)
LACKING = spark.missing()


@pytest.mark.slow
@pytest.mark.skipif(bool(LACKING), reason=f"Spark cannot run here: {LACKING} is missing")
def test_spark_gives_the_rows_of_the_local_engine_and_rejects_the_same(tmp_path: Path) -> None:
    people = _people(20_000)
    facts = tmp_path / "people.parquet"
    pq.write_table(people, facts, row_group_size=4_000)
    work = work_for(("sjukpenning", "barnbidrag", "foraldrapenning"), MARCH)
    here, there = tmp_path / "here.parquet", tmp_path / "there"
    local = run(work, facts, here, keys=["person"], rejects=tmp_path / "rejects.parquet")
    far = spark.run_on_spark(work, str(facts), str(there), master="local[2]", rejects=tmp_path / "far", keys=["person"])
    assert far == local
    assert pq.read_table(there).sort_by("person").to_pydict() == pq.read_table(here).to_pydict()
    told = ["benefits", "field", "code", "value", "sv", "en"]
    mine = pq.read_table(tmp_path / "rejects.parquet")
    mine = mine.append_column("person", mine["row"]).select(["person", *told])
    theirs = pq.read_table(tmp_path / "far").select(["person", *told])
    order = [("person", "ascending"), ("field", "ascending")]
    assert theirs.sort_by(order).to_pydict() == mine.sort_by(order).to_pydict()


def _people(number: int) -> pa.Table:
    random = np.random.default_rng(3)
    income = random.integers(0, 700_000, number).astype(float)
    income[random.integers(0, number, 50)] = np.nan
    return pa.table(
        {
            "person": np.arange(number),
            "income": income,
            "sick_days": random.integers(0, 29, number).astype(np.int8),
            "sick_quarters": random.integers(0, 6, number),
            "children_full": random.integers(0, 4, number),
            "children_half": random.integers(0, 4, number),
            "parental_days": random.integers(0, 15, number),
            "parental_eighths": random.choice([8, 6, 4, 2, 1], number),
            "parental_lowest_days": random.integers(0, 3, number),
        }
    )


def test_without_spark_or_java_the_engine_is_refused_with_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "missing", lambda: "java")
    with pytest.raises(HandlagError, match="java is missing"):
        spark.run_on_spark(work_for(("barnbidrag",), MARCH), "a", "b", master="local[2]")
