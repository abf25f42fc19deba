"""A population's row function as a compiled loop over columns. The loop is written for its columns; the law isn't.

Columns are kept as narrow as their ranges allow, which is what memory and threads have to carry, and öre in 32 bits
where they fit: an amount that doesn't is found, and the batch's amounts of that benefit are computed again in 64.
A row out of range or with contradictory columns gets the least value instead of an amount, and the rest are computed.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from handlag.law import compiled
from handlag.law.population import Column, Population

BAD = np.iinfo(np.int64).min
"""What stands in a result of 64 bits where a row could not be computed; in one of 32 bits the least they hold."""
TABLE_ROWS = 4096
"""A benefit with no more rows that differ is looked up in a table of them, made for each batch."""
Ints = npt.NDArray[np.signedinteger[Any]]
Kernel = Callable[..., int]


@cache
def dtype_of(column: Column) -> np.dtype[np.signedinteger[Any]]:
    """The narrowest whole numbers that hold the column's range and one value below it, for what is out of range."""
    for kind in (np.int8, np.int16, np.int32):
        limits = np.iinfo(kind)
        if limits.min < column.least and column.most <= limits.max:
            return np.dtype(kind)
    return np.dtype(np.int64)


def outside(column: Column) -> int:
    """The value that stands for a missing or impossible one in the column."""
    return int(np.iinfo(dtype_of(column)).min)


def _in_range(population: Population) -> str:
    return " and ".join(f"{column.least} <= v_{column.name} <= {column.most}" for column in population.columns)


def _consistent(population: Population, given: str) -> str:
    return " and ".join(["True", *(f"not conflict_{number}({given})" for number in range(len(population.conflicts)))])


def _row_by_row(population: Population, name: str) -> str:
    amounts = [f"p{number}" for number in range(len(population.amounts))]
    columns = [column.name for column in population.columns]
    given = ", ".join(f"v_{column}" for column in columns)
    read = "\n".join(f"        v_{column} = int64({column}[i])" for column in columns)
    return f"""
def {name}(rows, {", ".join([*amounts, *columns])}, out):
    bad = wide = 0
    most = iinfo(out.dtype).max
    for i in range(rows):
{read}
        if {_in_range(population)} and {_consistent(population, given)}:
            amount = row({", ".join([*amounts, given])})
            if -most <= amount <= most:
                out[i] = amount
            else:
                out[i] = -most - 1
                wide += 1
        else:
            out[i] = -most - 1
            bad += 1
    return -1 if wide else bad
"""


def _by_table(population: Population, name: str) -> str:
    """Every row there can be is computed once, and the people's are looked up: where there are few."""
    amounts = [f"p{number}" for number in range(len(population.amounts))]
    columns = population.columns
    given = ", ".join(f"v_{column.name}" for column in columns)
    loops = "\n".join(
        f"{'    ' * depth}for v_{column.name} in range({column.least}, {column.most + 1}):"
        for depth, column in enumerate(columns, 1)
    )
    inner, at = "    " * (len(columns) + 1), "0"
    for column in columns:
        at = f"({at}) * {column.most - column.least + 1} + v_{column.name} - {column.least}"
    read = "\n".join(f"        v_{column.name} = int64({column.name}[i])" for column in columns)
    return f"""
def {name}(rows, {", ".join([*amounts, *(column.name for column in columns)])}, out):
    table = empty({combinations(population)}, int64)
    bad = wide = at = 0
    most = iinfo(out.dtype).max
{loops}
{inner}table[at] = row({", ".join([*amounts, given])}) if {_consistent(population, given)} else {BAD}
{inner}wide += table[at] != {BAD} and not (-most <= table[at] <= most)
{inner}at += 1
    for i in range(rows):
{read}
        amount = table[{at}] if {_in_range(population)} else {BAD}
        out[i] = max(amount, -most - 1)
        bad += amount == {BAD}
    return -1 if wide else bad
"""


def combinations(population: Population) -> int:
    """How many rows there can be that differ: the product of the columns' ranges."""
    return math.prod(column.most - column.least + 1 for column in population.columns)


def kernel_of(population: Population, *, keep: bool = True) -> Kernel:
    """``kernel(rows, *amounts, *columns, out)`` for a benefit, which returns how many rows were bad.

    Where an amount is larger than ``out`` can hold the kernel returns -1, and ``out`` is of no use.
    ``keep`` stores the machine code beside the other kernels; a reform's is made anew each time.
    """
    name = f"rows_{population.benefit}"
    place = inspect.getsourcefile(population.row.function) or ""
    scope: dict[str, Any] = {"row": population.row, "int64": np.int64, "empty": np.empty, "iinfo": np.iinfo}
    scope["__name__"] = population.row.__module__
    scope |= {f"conflict_{number}": conflict.rule for number, conflict in enumerate(population.conflicts)}
    source = _by_table if combinations(population) <= TABLE_ROWS else _row_by_row
    exec(compile(source(population, name), place, "exec"), scope)  # noqa: S102  our own text, made of column names
    kept = keep and compiled.KEPT_IN is not None
    kernel: Kernel = numba.njit(nogil=True, error_model="numpy", cache=kept)(scope[name])
    return kernel


def ore_of(population: Population) -> type[np.signedinteger[Any]]:
    """The kind of whole number a benefit's öre are computed in: 32 bits unless it says that they don't hold it."""
    return np.int64 if population.wide else np.int32


def fill(kernel: Kernel, amounts: Sequence[Any], columns: Sequence[Ints], out: Ints) -> tuple[Ints, int]:
    """Öre of each row in ``out``, or in 64 bits of its own where one is too large for it, and how many rows are bad."""
    bad = kernel(len(out), *amounts, *columns, out)
    if bad < 0:
        out = np.empty(len(out), np.int64)
        bad = kernel(len(out), *amounts, *columns, out)
    return out, bad


def lacking(out: Ints) -> npt.NDArray[np.bool_]:
    """Which rows of a result have no amount."""
    none: npt.NDArray[np.bool_] = out == np.iinfo(out.dtype).min
    return none


def widened(out: Ints) -> npt.NDArray[np.int64]:
    """A result in 64 bits: ``BAD`` where a row has no amount."""
    return np.where(lacking(out), BAD, out.astype(np.int64))
