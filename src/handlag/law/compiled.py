"""Makes provisions kernels: Numba types a provision as its compiled function, so kernels call each other freely.

Compiled code is kept under ``HANDLAG_HOME`` (``.handlag`` by default), one folder per state of the law's
source: Numba itself would not notice a change in a function that a cached kernel calls.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import Any

import llvmlite.binding
import numba
import numba.extending
import numpy

from handlag.law.engine import Compilable

_HERE = Path(__file__).parent
_ROWS_A_THREAD = 20_000
"""Fewer rows than this are done before a thread has started."""


def source_digest() -> str:
    """A digest of the law's source and of what compiles it."""
    digest = hashlib.sha256(f"{numba.__version__} {numpy.__version__}".encode())
    for file in sorted(_HERE.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path | None:
    """Where kernels are kept between starts; None when the place can't be written to."""
    folder = Path(os.environ.get("HANDLAG_HOME", ".handlag")).absolute() / "numba" / source_digest()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


KEPT_IN = cache_folder()
if KEPT_IN is not None:
    numba.config.CACHE_DIR = str(KEPT_IN)  # type: ignore[attr-defined]

if platform.machine() in ("x86_64", "AMD64"):
    # The law's lesser-of and greater-of stay moves: turned into jumps they cost twice the time on unlike people.
    llvmlite.binding.set_option("", "-x86-cmov-converter=false")

_KERNELS: dict[Compilable[..., Any], Any] = {}


def kernel_of(rule: Compilable[..., Any]) -> Any:
    """The compiled function of a provision, made once."""
    if rule not in _KERNELS:
        _KERNELS[rule] = numba.njit(rule.function, error_model="numpy")
    return _KERNELS[rule]


@numba.extending.typeof_impl.register(Compilable)
def _typed_as_its_kernel(rule: Compilable[..., Any], context: object) -> Any:
    return numba.extending.typeof_impl(kernel_of(rule), context)


def driver(function: Callable[..., int]) -> Callable[..., int]:
    """Compile ``function(first, last, *columns)``, a loop over rows that returns how many were out of range.

    The result takes the number of rows and the columns, and shares the rows between the machine's cores:
    plain threads on a kernel that leaves the interpreter alone, so that any number of callers may run at once.
    """
    kernel = numba.njit(nogil=True, error_model="numpy", cache=KEPT_IN is not None)(function)

    @wraps(function)
    def run(rows: int, *columns: Any) -> int:
        cores = min(os.cpu_count() or 1, max(rows // _ROWS_A_THREAD, 1))
        if cores == 1:
            return int(kernel(0, rows, *columns))
        edges = [rows * part // cores for part in range(cores + 1)]
        with ThreadPoolExecutor(cores) as threads:
            shares = [threads.submit(kernel, *edge, *columns) for edge in pairwise(edges)]
        return sum(int(share.result()) for share in shares)

    return run
