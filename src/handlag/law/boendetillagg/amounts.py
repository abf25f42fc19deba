"""The dated amounts of boendetillägg."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class BoendetillaggAmounts(NamedTuple):
    """Kronor a year."""

    day: int
    boendetillagg_ogift: int
    boendetillagg_gift: int
    boendetillagg_1_barn: int
    boendetillagg_2_barn: int
    boendetillagg_3_barn: int
    boendetillagg_inkomstgrans: int
