"""What other rooms want done when a case is decided. They register when they start; a case never asks who they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlag.cases.models import Decision

Listener = Callable[["Decision", datetime], None]

on_decided: list[Listener] = []
"""Called in the decision's own transaction, after its rows are written: if one fails, nothing was decided.

The decision comes with ``case``, ``case.person`` and ``lines`` already read.
"""


def register_on_decided(listener: Listener) -> None:
    """Have ``listener`` called at every decision; registering it again changes nothing."""
    if listener not in on_decided:
        on_decided.append(listener)
