"""The dated amounts of omvårdnadsbidrag."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class OmvardnadsbidragAmounts(NamedTuple):
    """Parameters of SFB 22 kap. on one day."""

    day: int
    prisbasbelopp: int
    omvardnadsbidrag_procent: int
    vardbidrag_merkostnader_lagre: int
    vardbidrag_merkostnader_hogre: int
