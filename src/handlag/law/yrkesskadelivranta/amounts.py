"""The dated amounts of annuities of older law."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class OldAnnuityAmounts(NamedTuple):
    """Kronor."""

    day: int
    prisbasbelopp: int
