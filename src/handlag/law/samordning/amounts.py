"""The dated amount that is paid for board."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class UppehalleAmounts(NamedTuple):
    """Kronor a day."""

    day: int
    uppehalle_per_dag: int
