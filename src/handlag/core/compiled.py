"""One way to compile a kernel, with its types kept for the reader and the checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """The function compiled by Numba, kept on disk between starts, leaving the interpreter to other threads."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))
