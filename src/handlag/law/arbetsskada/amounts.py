"""The dated amounts of benefits at injury."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class InjuryAmounts(NamedTuple):
    """Kronor, and ten-thousandths for the number that annuities are indexed by."""

    day: int
    prisbasbelopp: int
    livranta_tal: int
