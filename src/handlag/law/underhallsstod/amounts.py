"""The dated amounts of underhållsstöd and of the liable parent's payment."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class UnderhallAmounts(NamedTuple):
    """Parameters of SFB 18–19 kap. on one day."""

    day: int
    underhallsstod_1: int
    underhallsstod_2: int
    underhallsstod_3: int
    underhallsstod_alder_2: int
    underhall_grundavdrag: int
    underhall_barnets_grundavdrag: int


@dated_amounts
class SkuldAmounts(NamedTuple):
    """Hundredths of a percentage point a year on what a liable parent owes."""

    day: int
    ranta_underhallsskuld: int
