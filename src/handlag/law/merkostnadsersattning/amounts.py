"""The dated amounts of merkostnadsersättning."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class MerkostnadsAmounts(NamedTuple):
    """Parameters of SFB 50 kap. on one day: all shares are of this prisbasbelopp."""

    day: int
    prisbasbelopp: int
