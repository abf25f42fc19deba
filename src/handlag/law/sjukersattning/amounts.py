"""The dated amounts of sjukersättning and aktivitetsersättning."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class SjukersattningAmounts(NamedTuple):
    """Parameters of SFB 34–37 kap. on one day; guarantee levels in hundredths of a prisbasbelopp."""

    day: int
    prisbasbelopp: int
    sjukersattning_promille: int
    sjukersattning_tak_tiondelar: int
    garantiniva_under_21: int
    garantiniva_21: int
    garantiniva_23: int
    garantiniva_25: int
    garantiniva_27: int
    garantiniva_29: int
    garantiniva_30: int


@dated_amounts
class EarlierBase(NamedTuple):
    """The prisbasbelopp of an income year before 2022."""

    day: int
    prisbasbelopp_fore_2022: int
