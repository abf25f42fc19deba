"""Levels that several chapters share."""

from __future__ import annotations

from handlag.law.engine import arithmetic


@arithmetic
def quarters_beside_work(worked: int) -> int:
    """The level in quarters by how much of the usual time is worked, in per cent: SFB 46 kap. 11 § and 47 kap. 11 §."""
    if worked == 0:
        return 4
    if worked <= 25:
        return 3
    if worked <= 50:
        return 2
    return 1 if worked <= 75 else 0
