"""The dated rates interest is reckoned by."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class RanteAmounts(NamedTuple):
    """Hundredths of a percentage point a year."""

    day: int
    referensranta: int
    drojsmal_tillagg: int
    utlaning_tillagg: int
