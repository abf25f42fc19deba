"""Arrow columns of people as the kernels take them, and what is wrong with the rows they can't take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from handlag.core.errors import HandlagError
from handlag.law.kernels import BAD, Ints, dtype_of, outside
from handlag.law.population import Column, Population

EXACT_IN_FLOAT = 2**53


class Reject(NamedTuple):
    """One thing wrong with one row: which benefits it keeps from being computed, and what was there."""

    row: int
    benefits: str
    field: str
    code: str
    value: str
    sv: str
    en: str


REJECTED = pa.schema(
    [("row", pa.int64()), *((name, pa.string()) for name in ("benefits", "field", "code", "value", "sv", "en"))]
)


def columns_of(populations: Iterable[Population]) -> dict[str, Column]:
    """Every column the benefits read, once."""
    return {column.name: column for population in populations for column in population.columns}


def check_schema(schema: pa.Schema, columns: Iterable[Column]) -> None:
    """Raise ``LAW_COLUMN`` for a column that must be given and isn't, or isn't of numbers."""
    for column in columns:
        if column.name not in schema.names:
            if column.unset is None:
                raise bad_column(column, "den saknas", "it is missing")
        elif not _numeric(kind := schema.field(column.name).type):
            raise bad_column(column, f"den är av slaget {kind}", f"it is of the kind {kind}")


def _numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind))


def bad_column(column: Column, sv: str, en: str) -> HandlagError:
    """The error for a whole column that can't be computed on."""
    return HandlagError(
        "LAW_COLUMN",
        column.name,
        sv=f"Kolumnen {column.name} kan inte beräknas: {sv}.",
        en=f"The column {column.name} cannot be computed on: {en}.",
        remedy_sv=f"Ange heltal från {column.least} till {column.most} ({column.unit}).",
        remedy_en=f"Give whole numbers from {column.least} to {column.most} ({column.unit}).",
    )


def array_of(column: Column, batch: pa.RecordBatch) -> Ints:
    """A column of a batch for the kernel: what is missing or impossible is a value outside the range."""
    index = batch.schema.get_field_index(column.name)
    if index < 0:
        return _frozen(np.full(batch.num_rows, column.unset, dtype_of(column)))
    given = batch.column(index)
    if given.null_count == 0 and given.type == pa.from_numpy_dtype(dtype_of(column)):
        plain: Ints = given.to_numpy()
        return plain
    values = whole_numbers(given, column)
    within = (values >= column.least) & (values <= column.most)
    return _frozen(np.where(within, values, outside(column)).astype(dtype_of(column)))


def _frozen(values: Ints) -> Ints:
    """Read-only, as Arrow's own memory is: a kernel is made for one kind of column, not for both."""
    values.flags.writeable = False
    return values


def whole_numbers(given: pa.Array, column: Column) -> npt.NDArray[np.int64]:
    """The values as 64-bit whole numbers: ``BAD`` for what isn't one; for a null what ``unset`` says, if anything."""
    if pa.types.is_floating(given.type):
        values = given.to_numpy(zero_copy_only=False).astype(np.float64)
        whole = np.isfinite(values) & (np.floor(values) == values) & (np.abs(values) <= EXACT_IN_FLOAT)
        numbers = np.where(whole, values, 0).astype(np.int64)
        numbers[~whole] = BAD
        if column.unset is not None:
            numbers[given.is_null().to_numpy(zero_copy_only=False)] = column.unset
        return numbers
    if given.type == pa.uint64():
        given = pc.if_else(pc.greater(given, pa.scalar(2**62, pa.uint64())), pa.scalar(2**62, pa.uint64()), given)
    filled = pc.fill_null(given.cast(pa.int64()), BAD if column.unset is None else column.unset)
    made: npt.NDArray[np.int64] = filled.to_numpy(zero_copy_only=False)
    return made


def rejects_of(
    batch: pa.RecordBatch, populations: Iterable[Population], bad: npt.NDArray[np.int64], first: int
) -> Iterator[Reject]:
    """Everything wrong with the bad rows of a batch, by row; ``first`` is the number of the batch's first row."""
    chosen, rows = list(populations), batch.take(pa.array(bad))
    found: list[Reject] = []
    wrong: dict[str, set[int]] = {}
    for name, column in columns_of(chosen).items():
        readers = ", ".join(one.benefit for one in chosen if column in one.columns)
        for at, code, value in _wrong_values(column, rows):
            wrong.setdefault(name, set()).add(at)
            found.append(_reject(first + int(bad[at]), readers, column, code, value))
    for population in chosen:
        found += _contradictions(population, rows, wrong, bad, first)
    yield from sorted(found, key=lambda reject: reject.row)


def _wrong_values(column: Column, rows: pa.RecordBatch) -> Iterator[tuple[int, str, Any]]:
    index = rows.schema.get_field_index(column.name)
    if index < 0:
        return
    given = rows.column(index)
    values = whole_numbers(given, column)
    for at in np.flatnonzero((values < column.least) | (values > column.most)):
        value = given[int(at)].as_py()
        yield int(at), _code(value, column), value


def _code(value: Any, column: Column) -> str:
    if value is None:
        return "missing"
    if isinstance(value, float) and not np.isfinite(value):
        return "not_a_number"
    if isinstance(value, float) and value != int(value):
        return "not_whole"
    return "too_low" if value < column.least else "too_high"


WORDS = {
    "missing": ("värdet saknas", "the value is missing"),
    "not_a_number": ("värdet är inte ett tal", "the value is not a number"),
    "not_whole": ("värdet är inte ett heltal", "the value is not a whole number"),
    "too_low": ("värdet är lägre än {least}", "the value is lower than {least}"),
    "too_high": ("värdet är högre än {most}", "the value is higher than {most}"),
}


def _reject(row: int, benefits: str, column: Column, code: str, value: Any) -> Reject:
    sv, en = (text.format(least=column.least, most=column.most) for text in WORDS[code])
    return Reject(row, benefits, column.name, code, "" if value is None else str(value), sv, en)


def _contradictions(
    population: Population, rows: pa.RecordBatch, wrong: dict[str, set[int]], bad: npt.NDArray[np.int64], first: int
) -> list[Reject]:
    if not population.conflicts:
        return []
    usable = set(range(rows.num_rows)).difference(*(wrong.get(column.name, ()) for column in population.columns))
    arrays = [array_of(column, rows) for column in population.columns]
    found = []
    for at in sorted(usable):
        values = [int(array[at]) for array in arrays]
        for conflict in population.conflicts:
            if conflict.rule(*values):
                told = ", ".join(f"{c.name}={v}" for c, v in zip(population.columns, values, strict=True))
                row = first + int(bad[at])
                found.append(
                    Reject(row, population.benefit, conflict.field, "contradictory", told, conflict.sv, conflict.en)
                )
    return found
