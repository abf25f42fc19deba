"""The dated amounts of state dental support."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class TandvardAmounts(NamedTuple):
    """Whole kronor, ages in years, shares in per cent; the limits as in the YAML."""

    day: int
    prisbasbelopp: int
    tandvardsstod_fran_alder: int
    tandvardsbidrag: int
    tandvardsbidrag_hogre: int
    tandvardsbidrag_ung_till_alder: int
    tandvardsbidrag_aldre_fran_alder: int
    sarskilt_tandvardsbidrag: int
    tandvard_grans_1: int
    tandvard_grans_2: int
    tandvard_andel_1_procent: int
    tandvard_andel_2_procent: int
    sarskild_tandvardsersattning_procent: int
    sarskild_tandvardsersattning_fran_alder: int
