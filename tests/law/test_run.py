"""The law over a population, Parquet to Parquet: what ``explain`` says, bad rows told and the others computed."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from handlag.core.errors import HandlagError
from handlag.law import run as law
from handlag.law.about import about
from handlag.law.columns import array_of, columns_of
from handlag.law.engine import WRITTEN_FROM, arithmetic
from handlag.law.kernels import BAD, TABLE_ROWS, dtype_of, kernel_of, ore_of, widened
from handlag.law.parameters import Amounts, amounts_on
from handlag.law.population import Column, Conflict, Population
from handlag.law.registry import populations
from handlag.law.run import Ready, Work, compute, compute_all, run, work_for

MARCH = date(2026, 3, 1)
SPINE = ("sjukpenning", "barnbidrag", "foraldrapenning")
GOOD = {
    "person": [7, 8, 9],
    "income": [412_000, 0, 900_000],
    "sick_days": [10, 0, 28],
    "sick_quarters": [4, 0, 2],
    "children_full": [0, 2, 0],
    "children_half": [2, 0, 0],
    "parental_days": [0, 0, 5],
    "parental_eighths": [8, 8, 8],
    "parental_lowest_days": [0, 0, 1],
}


def _file(folder: Path, columns: dict[str, Any]) -> Path:
    path = folder / "people.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def _column(path: Path, name: str) -> list[int | None]:
    found: list[int | None] = pq.read_table(path)[name].to_pylist()
    return found


def test_three_people_and_three_benefits(tmp_path: Path) -> None:
    """876 × 10; half of 1,259 is 629.50 × 28; 1,325 and 2,650; 1,259 × 5 + 180 (figures of the case files)."""
    out = tmp_path / "out.parquet"
    counts = run(work_for(SPINE, MARCH), _file(tmp_path, GOOD), out, keys=["person"])
    assert _column(out, "person") == [7, 8, 9]
    assert _column(out, "sjukpenning") == [876_000, 0, 1_762_600]
    assert _column(out, "barnbidrag") == [132_500, 265_000, 0]
    assert _column(out, "foraldrapenning") == [0, 0, 647_500]
    assert (counts.rows, counts.rejected_rows) == (3, 0)
    assert counts.total["barnbidrag"] == 397_500


def test_bad_rows_are_told_by_row_and_field_and_the_others_computed(tmp_path: Path) -> None:
    bad = GOOD | {
        "income": [412_000, None, 100_000_001],
        "sick_days": pa.array([10.0, float("nan"), 2.5]),
        "children_full": [-1, 2, 0],
        "children_household": [None, 0, 99],
    }
    out, rejects = tmp_path / "out.parquet", tmp_path / "rejects.csv"
    counts = run(work_for(SPINE, MARCH), _file(tmp_path, bad), out, rejects=rejects)
    assert _column(out, "sjukpenning") == [876_000, None, None]
    assert _column(out, "barnbidrag") == [None, 265_000, None]
    assert _column(out, "foraldrapenning") == [0, None, None]
    assert counts.rejected == {"sjukpenning": 2, "barnbidrag": 2, "foraldrapenning": 2}
    assert counts.rejected_rows == 3
    with rejects.open(encoding="utf-8") as file:
        told = [(row["row"], row["field"], row["code"], row["benefits"]) for row in csv.DictReader(file)]
    assert sorted(told) == [
        ("0", "children_full", "too_low", "barnbidrag"),
        ("1", "income", "missing", "sjukpenning, foraldrapenning"),
        ("1", "sick_days", "not_a_number", "sjukpenning"),
        ("2", "children_household", "too_high", "barnbidrag"),
        ("2", "income", "too_high", "sjukpenning, foraldrapenning"),
        ("2", "sick_days", "not_whole", "sjukpenning"),
    ]


@arithmetic
def _both(p: Amounts, one: int, other: int) -> int:
    return p.barnbidrag * (one - other)


@arithmetic
def _more_than_the_other(one: int, other: int) -> bool:
    return other > one


MADE_UP = Population(
    "made_up",
    (Column("one", "days", 0, 10), Column("other", "days", 0, 10, unset=0)),
    (Amounts,),
    _both,
    lambda month, row: None,
    conflicts=(Conflict("other", _more_than_the_other, "fler än ett", "more than one"),),
)


def test_a_row_that_contradicts_itself_is_rejected_with_what_it_said(tmp_path: Path) -> None:
    work = Work(MARCH, (Ready(MADE_UP, kernel_of(MADE_UP, keep=False), (amounts_on(MARCH),)),), {})
    done = compute(work, pa.RecordBatch.from_pydict({"one": [3, 2, 11], "other": [1, 5, 0]}), first=100)
    assert widened(done.amounts["made_up"]).tolist() == [2500, BAD, BAD]
    assert [(each.row, each.field, each.code, each.value, each.en) for each in done.rejects] == [
        (101, "other", "contradictory", "one=2, other=5", "more than one"),
        (102, "one", "too_high", "11", "the value is higher than 10"),
    ]


@pytest.mark.parametrize(
    "given",
    [
        pa.array([3, None], pa.int8()),
        pa.array([3, None], pa.uint64()),
        pa.array([3, None], pa.float64()),
        pa.array([3, None], pa.int64()),
    ],
    ids=str,
)
def test_what_most_people_lack_may_be_left_out_or_empty(given: pa.Array) -> None:
    optional, needed = Column("x", "days", 0, 10, unset=0), Column("x", "days", 0, 10)
    batch = pa.RecordBatch.from_pydict({"x": given})
    assert array_of(optional, batch).tolist() == [3, 0]
    assert array_of(needed, batch).tolist() == [3, -128]
    assert array_of(optional, pa.RecordBatch.from_pydict({"y": given})).tolist() == [0, 0]


def test_numbers_no_column_can_hold_are_outside_its_range_and_never_wrap() -> None:
    wide = Column("x", "SEK", -5, 10)
    for given in (pa.array([2**64 - 3, 2**63], pa.uint64()), pa.array([1e300, -1e18]), pa.array([2**40 + 3, -(2**40)])):
        assert array_of(wide, pa.RecordBatch.from_pydict({"x": given})).tolist() == [-128, -128]


def test_a_kernel_is_made_once_whatever_kind_of_column_it_meets() -> None:
    """Narrow and read-only as Arrow's own, wide, with nulls, or left out: one kernel."""
    work = Work(MARCH, (Ready(MADE_UP, kernel_of(MADE_UP, keep=False), (amounts_on(MARCH),)),), {})
    made: list[None] = []
    law.make_kernels(work, lambda: made.append(None))
    kernel: Any = work.ready[0].kernel
    for columns in (
        {"one": pa.array([3], pa.int8()), "other": pa.array([1], pa.int8())},
        {"one": pa.array([3], pa.int64()), "other": pa.array([1.0])},
        {"one": pa.array([3], pa.uint8())},
    ):
        compute(work, pa.RecordBatch.from_pydict(columns))
    assert len(kernel.signatures) == len(made) == 1


def test_a_column_is_as_narrow_as_its_range_allows() -> None:
    assert [dtype_of(Column("x", "", *span)).name for span in ((0, 127), (-128, 0), (0, 40_000), (0, 2**31))] == [
        "int8",
        "int16",
        "int32",
        "int64",
    ]


@arithmetic
def _a_million_each(p: Amounts, one: int) -> int:
    return p.barnbidrag * 1_000_000 * (one - 1)


@pytest.mark.parametrize("most", [10, 10 * TABLE_ROWS], ids=["from a table", "row by row"])
def test_an_amount_32_bits_cannot_hold_is_computed_in_64_and_never_wrapped(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,500 kronor a million times is past 2^31 öre; a batch where all fit stays narrow beside the others."""
    monkeypatch.setattr(law, "BATCH_ROWS", 3)
    rich = Population("rich", (Column("one", "", 0, most),), (Amounts,), _a_million_each, lambda month, row: None)
    work = Work(MARCH, (Ready(rich, kernel_of(rich, keep=False), (amounts_on(MARCH),)),), {})
    given, each = [1, 1, most + 1, 3, 1, 1, 0], 1_250 * 1_000_000
    batch, due = pa.RecordBatch.from_pydict({"one": given}), [0, 0, BAD, 2 * each, 0, 0, -each]
    done = compute_all(work, batch)
    assert widened(done.amounts["rich"]).tolist() == due
    assert [reject.row for reject in done.rejects] == [2]
    pq.write_table(pa.Table.from_batches([batch]), tmp_path / "facts.parquet")
    counts = run(work, tmp_path / "facts.parquet", tmp_path / "out.parquet")
    assert _column(tmp_path / "out.parquet", "rich") == [None if amount == BAD else amount for amount in due]
    assert (counts.total, counts.rejected) == ({"rich": each}, {"rich": 1})
    assert pq.read_schema(tmp_path / "out.parquet").field("rich").type == pa.int64()


def test_people_in_memory_get_what_a_batch_of_them_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    work = work_for((*SPINE, "narstaendepenning"), MARCH)
    chance = random.Random(3)  # noqa: S311  no secret
    columns = columns_of(work.populations).values()
    people = pa.RecordBatch.from_pylist([{each.name: _any_of(each, chance) for each in columns} for _ in range(100)])
    whole = compute(work, people)
    monkeypatch.setattr(law, "BATCH_ROWS", 7)
    parts = compute_all(work, people)
    assert {code: found.tolist() for code, found in parts.amounts.items()} == {
        code: found.tolist() for code, found in whole.amounts.items()
    }
    assert any(found.any() for found in whole.amounts.values())


@pytest.mark.parametrize("code", list(populations()))
def test_compiled_is_explained_for_every_benefit_and_year_it_is_in_force(code: str) -> None:
    """Random rows, ends of ranges among them: the kernel gives what the row function gives in plain Python."""
    population, chance = populations()[code], random.Random(code)  # noqa: S311  no secret
    rows = [{column.name: _any_of(column, chance) for column in population.columns} for _ in range(400)]
    batch = pa.RecordBatch.from_pylist(rows)
    computed = 0
    for year in range(2022, 2027):
        work = work_for((), date(year, 7, 1))
        if code in work.left_out:
            assert work.left_out[code].code in ("LAW_PARAMETER", "LAW_NOT_WRITTEN")
            continue
        work = work_for((code,), date(year, 7, 1))
        found = compute(work, batch).amounts[code]
        assert found.dtype == ore_of(population), "more than it says that it can come to"
        out = widened(found)
        amounts = work.ready[0].amounts
        for row, got in zip(rows, out.tolist(), strict=True):
            contradictory = any(conflict.rule(*row.values()) for conflict in population.conflicts)
            assert got == (BAD if contradictory else population.row(*amounts, *row.values())), row
        computed += 1
    assert computed


def _any_of(column: Column, chance: random.Random) -> int:
    likely = min(column.most, column.least + 900_000)
    return chance.choice(
        [column.least, column.most, chance.randint(column.least, likely), column.unset or column.least]
    )


def test_rows_keep_their_order_over_many_batches_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "BATCH_ROWS", 7)
    folder = tmp_path / "people"
    folder.mkdir()
    children = np.arange(100) % 9
    for part in (0, 1):
        mine = children[50 * part : 50 * part + 50]
        columns = {
            "children_full": mine,
            "children_half": np.where(mine == 8, 77, 0),
            "person": np.arange(50) + 50 * part,
        }
        pq.write_table(pa.table(columns), folder / f"{part}.parquet")
    out, rejects = tmp_path / "out.parquet", tmp_path / "rejects.parquet"
    seen: list[int] = []
    counts = run(work_for(("barnbidrag",), MARCH), folder, out, keys=["person"], rejects=rejects, progress=seen.append)
    assert sum(seen) == counts.rows == 100
    assert _column(out, "person") == list(range(100))
    whole = [0, 125_000, 265_000, 448_000, 674_000, 924_000, 1_174_000, 1_424_000, None]
    assert _column(out, "barnbidrag") == [whole[number] for number in children]
    assert _column(rejects, "row") == [row for row in range(100) if children[row] == 8]


def test_a_file_with_nobody_gives_a_file_with_nobody(tmp_path: Path) -> None:
    nobody = {name: pa.array([], pa.int64()) for name in GOOD}
    out = tmp_path / "out.parquet"
    assert run(work_for(SPINE, MARCH), _file(tmp_path, nobody), out).rows == 0
    assert pq.read_table(out).column_names == list(SPINE)


@pytest.mark.parametrize(
    ("call", "code", "field"),
    [
        (lambda folder: work_for(("lottery",), MARCH), "LAW_BENEFIT", "benefit"),
        (lambda folder: work_for(("omprovning",), MARCH), "LAW_BENEFIT", "benefit"),
        (lambda folder: work_for(("sjukpenning",), date(2027, 1, 1)), "LAW_PARAMETER", "prisbasbelopp"),
        (lambda folder: _run(folder, {"sick_days": None}), "LAW_COLUMN", "sick_days"),
        (lambda folder: _run(folder, {"income": ["a", "b", "c"]}), "LAW_COLUMN", "income"),
        (lambda folder: _run(folder, {}, keys=["number"]), "LAW_FILE", "people.parquet"),
        (lambda folder: _run(folder, {}, out=folder / "none" / "out.parquet"), "LAW_FILE", "out.parquet"),
        (lambda folder: run(work_for(SPINE, MARCH), folder / "no.parquet", folder / "o"), "LAW_FILE", "no.parquet"),
        (lambda folder: run(work_for(SPINE, MARCH), Path(__file__), folder / "o"), "LAW_FILE", "test_run.py"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name_and_leaves_no_file(
    tmp_path: Path, call: Any, code: str, field: str
) -> None:
    with pytest.raises(HandlagError) as caught:
        call(tmp_path)
    assert caught.value.code == code
    assert caught.value.field.endswith(field)
    assert not list(tmp_path.glob("o*"))


def _run(folder: Path, change: dict[str, Any], keys: list[str] | None = None, out: Path | None = None) -> None:
    columns = {name: values for name, values in (GOOD | change).items() if values is not None}
    run(work_for(SPINE, MARCH), _file(folder, columns), out or folder / "out.parquet", keys=keys or [])


def test_a_file_that_is_not_there_and_a_folder_without_any_are_said_to_be_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no.parquet"):
        with pytest.raises(HandlagError, match="LAW_FILE") as caught:
            law.files_of(path)
        assert "it is not there" in caught.value.english.problem


def _written(code: str, month: date) -> bool:
    why = work_for((), month).left_out.get(code)
    return why is None or why.code == "LAW_PARAMETER"


def test_a_benefit_is_computed_from_the_first_month_of_its_law_to_the_last() -> None:
    for code in populations():
        span = about(code).in_force
        first = max(span.start or WRITTEN_FROM, WRITTEN_FROM)
        assert _written(code, first), code
        assert not _written(code, first - timedelta(days=1)), code
        if span.until:
            assert _written(code, span.until - timedelta(days=1)), code
            assert not _written(code, span.until), code


def test_all_that_can_be_computed_is_and_what_cannot_is_said() -> None:
    work = work_for((), date(2027, 1, 1))
    assert "barnbidrag" in [population.benefit for population in work.populations]
    assert work.left_out["sjukpenning"].field == "prisbasbelopp"
    assert set(columns_of(work.populations)) >= {"children_full"}
