"""The dated amounts of bilstöd."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class BilstodAmounts(NamedTuple):
    """Parameters of SFB 52 kap. on one day."""

    day: int
    prisbasbelopp: int
    bilstod_grundbidrag: int
    bilstod_grundbidrag_motorcykel: int
    bilstod_grundbidrag_moped: int
    bilstod_anskaffning: int
    bilstod_tillagg_efteranpassning: int
    bilstod_tillagg_lampad: int
