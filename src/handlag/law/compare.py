"""What a reform does to a population in a month: who gains, who loses and what it costs, by sex and by decile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from handlag.core.errors import HandlagError
from handlag.law.columns import array_of, check_schema, columns_of
from handlag.law.kernels import Kernel, fill, kernel_of, lacking, ore_of
from handlag.law.population import Population
from handlag.law.reform import Reform
from handlag.law.run import amounts_of, batches, files_of, in_order, opened, work_for

Ints = npt.NDArray[np.int64]
DECILES = 10
ADULT = 20
OUTSIDE, NO_INCOME = 0, DECILES + 1
"""The tenths of those no tenth is counted for: younger than 20, where the file has ages, and without any income."""
GROUPS = DECILES + 2


class Measured(NamedTuple):
    """People of a group, how many gain and lose, and by how much in öre a month together."""

    people: int
    gain: int
    lose: int
    gained: int
    lost: int

    def __add__(self, other: Any) -> Measured:
        return Measured(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def change(self) -> int:
        """Öre a month: what the group gets more, or less where negative."""
        return self.gained - self.lost


NOBODY = Measured(0, 0, 0, 0, 0)


@dataclass
class Compared:
    """The comparison: öre per benefit before and after, and the groups by (sex, decile)."""

    month: date
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[str, int], Measured] = field(default_factory=dict)
    rejected: int = 0
    touched: set[str] = field(default_factory=set)
    """The benefits that come out otherwise for anybody."""

    def by(self, part: int) -> dict[Any, Measured]:
        """The groups put together by sex (0) or decile (1)."""
        found: dict[Any, Measured] = {}
        for key, measured in self.groups.items():
            found[key[part]] = found.get(key[part], NOBODY) + measured
        return dict(sorted(found.items()))

    @property
    def whole(self) -> Measured:
        """Everybody."""
        return sum(self.groups.values(), NOBODY)


class Both(NamedTuple):
    """A benefit as it is and as it would be."""

    population: Population
    enacted: Kernel
    amounts: tuple[Any, ...]
    reformed: Kernel
    reformed_amounts: tuple[Any, ...]


def both_for(reform: Reform, codes: Sequence[str], month: date, schema: pa.Schema) -> list[Both]:
    """The benefits the reform can change; ``LAW_REFORM`` where it changes none of those that can be computed."""
    found = []
    for ready in work_for(codes, month, schema).ready:
        if reform.concerns(ready.population):
            with reform.in_force():
                amounts = tuple(amounts_of(ready.population, month))
            rows = ready.population.benefit in reform.rows
            then = kernel_of(reform.of(ready.population), keep=False) if rows else ready.kernel
            found.append(Both(ready.population, ready.kernel, ready.amounts, then, amounts))
    if not found:
        raise HandlagError(
            "LAW_REFORM",
            "parameters",
            sv="Reformen ändrar ingen förmån som kan räknas på filen.",
            en="The reform changes no benefit that can be computed on the file.",
            remedy_sv="Se vilka kolumner som behövs med handlag law columns.",
            remedy_en="See which columns are needed with handlag law columns.",
        )
    return found


class Asked(NamedTuple):
    """The columns that tell people apart, where the file has them."""

    sex: str = "sex"
    income: str = "income"
    age: str = "age"


USUAL = Asked()


def compare(
    reform: Reform,
    facts: Path | Sequence[pq.ParquetFile],
    month: date,
    codes: Sequence[str] = (),
    asked: Asked = USUAL,
    progress: Callable[[int], None] = lambda rows: None,
) -> Compared:
    """Compute a month before and after a reform, over a Parquet path or opened files.

    Raises as ``run`` does, and ``LAW_REFORM``.
    """
    files = [opened(path) for path in files_of(facts)] if isinstance(facts, Path) else facts
    both = both_for(reform, codes, month, files[0].schema_arrow)
    wanted = columns_of(one.population for one in both)
    for file in files:
        check_schema(file.schema_arrow, wanted.values())
    edges = edges_of(files, asked)
    codes = [one.population.benefit for one in both]
    result = Compared(month, dict.fromkeys(codes, 0), dict.fromkeys(codes, 0))
    names = list(dict.fromkeys([*wanted, *asked]))
    for part in in_order(partial(_compared, both, edges, asked, month), batches(files, names)):
        _add(result, part)
        progress(part.whole.people + part.rejected)
    for code in set(codes) - result.touched if result.touched else ():  # others only share their kind of amounts
        del result.before[code], result.after[code]
    return result


def edges_of(files: Sequence[pq.ParquetFile], asked: Asked) -> Ints:
    """The nine incomes that divide adults with an income into tenths, or none where the file has no incomes."""
    incomes = [np.zeros(0, np.int64)]
    for _, batch in batches(files, asked):
        income = _whole(batch, asked.income)
        if income is not None:
            incomes.append(income[_adults(batch, asked) & (income > 0)])
    everyone = np.sort(np.concatenate(incomes))
    if not len(everyone):
        return np.zeros(0, np.int64)
    edges: Ints = everyone[[len(everyone) * tenth // DECILES for tenth in range(1, DECILES)]]
    return edges


def _whole(batch: pa.RecordBatch, name: str) -> Ints | None:
    index = batch.schema.get_field_index(name)
    if index < 0 or not pa.types.is_integer(batch.schema.field(index).type):
        return None
    values: Ints = batch.column(index).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return values


def _adults(batch: pa.RecordBatch, asked: Asked) -> npt.NDArray[np.bool_]:
    ages = _whole(batch, asked.age)
    return np.ones(batch.num_rows, bool) if ages is None else ages >= ADULT


def _deciles(batch: pa.RecordBatch, edges: Ints, asked: Asked) -> Ints:
    income = _whole(batch, asked.income)
    if income is None or not len(edges):
        return np.zeros(batch.num_rows, np.int64)
    tenths = np.where(income > 0, np.searchsorted(edges, income, side="right") + 1, NO_INCOME)
    return np.where(_adults(batch, asked), tenths, OUTSIDE)


def _sexes(batch: pa.RecordBatch, asked: Asked) -> tuple[Ints, list[str]]:
    index = batch.schema.get_field_index(asked.sex)
    if index < 0:
        return np.zeros(batch.num_rows, np.int64), [""]
    coded = batch.column(index).dictionary_encode(null_encoding="encode")
    names = ["" if name is None else str(name) for name in coded.dictionary.to_pylist()]
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), names


def _compared(
    both: Sequence[Both], edges: Ints, asked: Asked, month: date, batch: pa.RecordBatch, first: int
) -> Compared:
    part = Compared(month)
    change, usable = np.zeros(batch.num_rows, np.int64), np.ones(batch.num_rows, bool)
    for one in both:
        given = [array_of(column, batch) for column in one.population.columns]
        rooms = np.empty((2, batch.num_rows), ore_of(one.population))
        before, _ = fill(one.enacted, one.amounts, given, rooms[0])
        after, bad = fill(one.reformed, one.reformed_amounts, given, rooms[1])
        if bad:
            wrong = lacking(before)
            usable &= ~wrong
            before[wrong] = after[wrong] = 0
        change += after
        change -= before
        if not np.array_equal(before, after):
            part.touched.add(one.population.benefit)
        part.before[one.population.benefit] = int(before.sum())
        part.after[one.population.benefit] = int(after.sum())
    part.rejected = int((~usable).sum())
    _measure(part, change, usable, _deciles(batch, edges, asked), *_sexes(batch, asked))
    return part


def _measure(
    part: Compared, change: Ints, usable: npt.NDArray[np.bool_], deciles: Ints, sexes: Ints, names: list[str]
) -> None:
    cells, size = (sexes * GROUPS + deciles)[usable], len(names) * GROUPS
    change = change[usable]
    more, less = change > 0, change < 0
    counts = [np.bincount(cells, minlength=size), *(np.bincount(cells[of], minlength=size) for of in (more, less))]
    sums = [np.bincount(cells[of], np.abs(change[of]), minlength=size) for of in (more, less)]  # exact below 2^53
    for cell in np.flatnonzero(counts[0]):
        measured = Measured(*(int(column[cell]) for column in (*counts, *sums)))
        part.groups[names[cell // GROUPS], int(cell % GROUPS)] = measured


def _add(result: Compared, part: Compared) -> None:
    for code in part.before:
        result.before[code] += part.before[code]
        result.after[code] += part.after[code]
    for key, measured in part.groups.items():
        result.groups[key] = result.groups.get(key, NOBODY) + measured
    result.rejected += part.rejected
    result.touched |= part.touched
