"""The dated amount of adoptionsbidrag."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class AdoptionsbidragAmounts(NamedTuple):
    """By the day the child came into the parents' care."""

    day: int
    adoptionsbidrag: int
