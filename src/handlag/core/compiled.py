"""One way to compile a kernel, with its types kept for the reader and the checker.

Compiled code is kept between starts beside the source, in a folder named by the state of the whole package the kernel
is in: Numba itself would not notice a change in a function or a constant of another file that a kept kernel uses.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numba.extending
import numpy

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """The function compiled by Numba, kept on disk between starts, leaving the interpreter to other threads."""
    config = cast(Any, numba.config)
    before, config.CACHE_DIR = config.CACHE_DIR, str(kept_in(Path(inspect.getfile(function)).parent))
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    finally:
        config.CACHE_DIR = before


def _lent(_typing: object, array: Any) -> Any:
    """An array that kernels hand around without counting who holds it: the lender must hold it until they are done.

    Compiled code otherwise counts up and down, across processors, whenever an array is handed on: most of a scanner's
    time, whose functions are small and many.
    """

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        made = context.make_array(signature.return_type)(context, builder, arguments[0])
        made.meminfo, made.parent = made.meminfo.type(None), made.parent.type(None)
        return made._getvalue()

    return array(array), codegen


lent: Any = numba.extending.intrinsic(_lent)


@cache
def kept_in(package: Path) -> Path:
    """Where the kernels of a package are kept: beside it, else the user's cache, else a temporary folder."""
    digest = hashlib.sha256(f"{numba.__version__} {numpy.__version__}".encode())
    for file in sorted(package.glob("*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    name = f"kernels-{digest.hexdigest()[:16]}"
    for place in (package / "__pycache__", Path.home() / ".cache" / "handlag"):
        try:
            (place / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(place / name, os.W_OK):
            return place / name
    return Path(tempfile.mkdtemp(prefix="handlag-kernels-"))
