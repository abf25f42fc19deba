"""A population's row function as a compiled loop over columns. The loop is written for its columns; the law isn't.

Columns are kept as narrow as their ranges allow, which is what memory and threads have to carry. A row out of range or
with contradictory columns gets ``BAD`` instead of an amount, and the rest are computed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from handlag.law import compiled
from handlag.law.population import Column, Population

BAD = np.iinfo(np.int64).min
"""What stands in a result where a row could not be computed: no amount is ever as low."""
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


def _source(population: Population, name: str) -> str:
    amounts = [f"p{number}" for number in range(len(population.amounts))]
    columns = [column.name for column in population.columns]
    given = ", ".join(f"v_{column}" for column in columns)
    usable = [f"{column.least} <= v_{column.name} <= {column.most}" for column in population.columns]
    usable += [f"not conflict_{number}({given})" for number in range(len(population.conflicts))]
    read = "\n".join(f"        v_{column} = int64({column}[i])" for column in columns)
    return f"""
def {name}(rows, {", ".join([*amounts, *columns])}, out):
    bad = 0
    for i in range(rows):
{read}
        if {" and ".join(usable)}:
            out[i] = row({", ".join([*amounts, given])})
        else:
            out[i] = {BAD}
            bad += 1
    return bad
"""


def kernel_of(population: Population, *, keep: bool = True) -> Kernel:
    """``kernel(rows, *amounts, *columns, out)`` for a benefit, which returns how many rows were bad.

    ``keep`` stores the machine code beside the other kernels; a reform's is made anew each time.
    """
    name = f"rows_{population.benefit}"
    place = inspect.getsourcefile(population.row.function) or ""
    scope: dict[str, Any] = {"row": population.row, "int64": np.int64, "__name__": population.row.__module__}
    scope |= {f"conflict_{number}": conflict.rule for number, conflict in enumerate(population.conflicts)}
    exec(compile(_source(population, name), place, "exec"), scope)  # noqa: S102  our own text, made of column names
    kept = keep and compiled.KEPT_IN is not None
    kernel: Kernel = numba.njit(nogil=True, error_model="numpy", cache=kept)(scope[name])
    return kernel
