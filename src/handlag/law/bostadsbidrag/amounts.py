"""The dated amounts of bostadsbidrag."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class BostadsbidragAmounts(NamedTuple):
    """Parameters of SFB 97 kap. on one day: kronor a month, incomes kronor a year."""

    day: int
    bostadsbidrag_inkomstgrans: int
    bostadsbidrag_hyresgolv: int
    bostadsbidrag_hyrestak_1: int
    bostadsbidrag_hyrestak_2: int
    bostadsbidrag_hyrestak_3: int
    bostadsbidrag_sarskilt_1: int
    bostadsbidrag_sarskilt_2: int
    bostadsbidrag_sarskilt_3: int
    bostadsbidrag_vaxelvis_1: int
    bostadsbidrag_vaxelvis_2: int
    bostadsbidrag_vaxelvis_3: int
    bostadsbidrag_umgange_1: int
    bostadsbidrag_umgange_2: int
    bostadsbidrag_umgange_3: int
    tillaggsbidrag_procent: int
