"""The dated amounts of bostadstillägg."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class BostadstillaggAmounts(NamedTuple):
    """Kronor a month, per cent, and parts of a prisbasbelopp as in the YAML beside."""

    day: int
    prisbasbelopp: int
    bostadstillagg_procent: int
    bostadstillagg_grans_1: int
    bostadstillagg_procent_over: int
    bostadstillagg_grans_2: int
    bostadstillagg_fribelopp_ogift: int
    bostadstillagg_fribelopp_gift: int
    skalig_levnadsniva_ogift: int
    skalig_levnadsniva_gift: int
