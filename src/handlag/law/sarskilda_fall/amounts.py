"""The dated amounts of SFB 28 a and 31 a kap."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class SarskildaFallAmounts(NamedTuple):
    """Kronor a day by level, and the SGI that ends the right."""

    day: int
    sarskilda_fall_hel: int
    sarskilda_fall_tre_fjardedels: int
    sarskilda_fall_halv: int
    sarskilda_fall_en_fjardedels: int
    sarskilda_fall_sgi_grans: int
