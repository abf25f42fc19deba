"""Each benefit over a population: a bad value keeps its own row out, named by field; every other row is computed."""

from __future__ import annotations

import math
import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from handlag.core.errors import HandlagError
from handlag.law.about import about
from handlag.law.kernels import lacking
from handlag.law.population import Column, Conflict, Population
from handlag.law.registry import REGISTRY, populations
from handlag.law.run import amounts_of, compute, run, work_for

CODES = list(populations())
Row = dict[str, float | None]
Told = list[tuple[int, str, str]]
MONTHS = (date(2026, 3, 1), date(2024, 8, 1))
"""The second for what has come to an end since."""
FAULTS: dict[str, float] = {"not_a_number": math.nan, "too_high": 1e300, "too_low": -1e18}


def _month(code: str) -> date:
    return next(month for month in MONTHS if code not in work_for((), month).left_out)


def _good(population: Population) -> dict[str, int]:
    """Somebody who is paid something."""
    chance = random.Random(population.benefit)  # noqa: S311  no secret
    amounts = list(amounts_of(population, _month(population.benefit)))
    for _ in range(10_000):
        row = {c.name: chance.randint(c.least, min(c.most, c.least + 700_000)) for c in population.columns}
        if any(conflict.rule(*row.values()) for conflict in population.conflicts):
            continue
        if population.row(*amounts, *row.values()) > 0:
            return row
    raise AssertionError(f"nobody has any {population.benefit}")


def _faults(column: Column) -> list[tuple[str, float | None]]:
    """Values the column can't have, each with the code it is told by."""
    found: list[tuple[str, float | None]] = [*FAULTS.items(), ("not_a_number", math.inf)]
    found += [("too_low", column.least - 1), ("too_high", column.most + 1), ("not_whole", column.least + 0.5)]
    return [*found, ("missing", None)] if column.unset is None else found


def _contradictory(population: Population, conflict: Conflict) -> dict[str, int]:
    chance = random.Random(population.benefit)  # noqa: S311  no secret
    for _ in range(10_000):
        row = {
            column.name: chance.choice([column.least, column.least + 1, column.most]) for column in population.columns
        }
        if all(c.least <= row[c.name] <= c.most for c in population.columns) and conflict.rule(*row.values()):
            return row
    raise AssertionError(f"no row of {population.benefit} is contradictory")


def _rows(population: Population) -> tuple[list[Row], Told]:
    """Bad rows, a good one before, between and after them; and what is to be told of the bad ones."""
    good = _good(population)
    bad: list[tuple[str, str, Row]] = [
        (column.name, code, good | {column.name: value})
        for column in population.columns
        for code, value in _faults(column)
    ]
    for conflict in population.conflicts:
        bad.append((conflict.field, "contradictory", {**_contradictory(population, conflict)}))
    rows: list[Row] = [{**good}]
    told: Told = []
    for field, code, row in bad:
        told.append((len(rows), field, code))
        rows += [row, {**good}]
    return rows, told


def _floats(population: Population, rows: list[Row]) -> dict[str, pa.Array]:
    return {c.name: pa.array([row[c.name] for row in rows], pa.float64()) for c in population.columns}


@pytest.mark.parametrize("code", CODES)
def test_bad_rows_are_told_by_row_and_field_the_others_computed_and_the_counts_right(code: str, tmp_path: Path) -> None:
    population = populations()[code]
    rows, told = _rows(population)
    work = work_for((code,), _month(code))
    facts, out, rejects = (tmp_path / name for name in ("facts.parquet", "out.parquet", "rejects.parquet"))
    pq.write_table(pa.table(_floats(population, rows)), facts)
    counts = run(work, facts, out, rejects=rejects)
    found = pq.read_table(rejects).to_pylist()
    assert [(one["row"], one["field"], one["code"]) for one in found] == told
    assert all(one["benefits"] == code and one["sv"] and one["en"] for one in found)
    amount = population.row(*work.ready[0].amounts, *_good(population).values())
    bad = {row for row, _, _ in told}
    assert amount > 0
    assert pq.read_table(out)[code].to_pylist() == [None if at in bad else amount for at in range(len(rows))]
    assert (counts.rows, counts.rejected_rows) == (len(rows), len(told))
    assert counts.rejected == {code: len(told)}
    assert counts.total == {code: amount * (len(rows) - len(told))}


@pytest.mark.parametrize("code", CODES)
def test_whole_numbers_that_64_bits_cannot_hold_are_too_high_whatever_the_column(code: str) -> None:
    population = populations()[code]
    good = _good(population)
    names = [column.name for column in population.columns]
    rows = [good, *(good | {name: 2**64 - 1} for name in names)]
    batch = pa.RecordBatch.from_pydict({name: pa.array([row[name] for row in rows], pa.uint64()) for name in names})
    done = compute(work_for((code,), _month(code)), batch)
    assert [(one.row, one.field, one.code) for one in done.rejects] == [
        (row, name, "too_high") for row, name in enumerate(names, 1)
    ]
    assert lacking(done.amounts[code]).tolist() == [False, *[True] * len(names)]


@pytest.mark.parametrize("code", CODES)
def test_several_faults_of_one_row_are_all_told_and_it_is_counted_once(code: str, tmp_path: Path) -> None:
    population = populations()[code]
    worst: dict[str, Any] = {column.name: column.most + 1 for column in population.columns}
    facts, rejects = tmp_path / "facts.parquet", tmp_path / "rejects.parquet"
    pq.write_table(pa.table(_floats(population, [{**_good(population)}, worst])), facts)
    counts = run(work_for((code,), _month(code)), facts, tmp_path / "out.parquet", rejects=rejects)
    found = pq.read_table(rejects).to_pylist()
    assert {(one["row"], one["field"], one["code"]) for one in found} == {(1, name, "too_high") for name in worst}
    assert len(found) == len(worst)
    assert (counts.rejected_rows, counts.rejected[code]) == (1, 1)


@pytest.mark.parametrize("code", [code for code in REGISTRY if code not in CODES])
def test_a_benefit_that_hangs_on_more_than_a_row_is_refused_by_name(code: str) -> None:
    with pytest.raises(HandlagError, match="LAW_BENEFIT") as caught:
        work_for((code,), MONTHS[0])
    assert code in caught.value.swedish.problem
    assert code in caught.value.english.problem
    why = about(code).no_columns
    assert why is not None
    assert why.sv in caught.value.swedish.problem
    assert why.en in caught.value.english.problem
    assert "barnbidrag" in caught.value.english.remedy
