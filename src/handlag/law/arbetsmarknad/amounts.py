"""The dated amounts of förordning (2017:819)."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class ProgramAmounts(NamedTuple):
    """Whole kronor, a day or a month as in the YAML; -1 where nothing is set for the day."""

    day: int
    prisbasbelopp: int
    aktivitetsstod_grundbelopp: int
    aktivitetsstod_lagst: int
    aktivitetsstod_lagst_aldre: int
    aktivitetsstod_lagst_overgang: int
    aktivitetsstod_hogsta_manadsinkomst: int
    aktivitetsstod_hogst_efter_300: int
    studiebidrag_hundradels_procent: int
    studiehjalp_studiebidrag: int
    etableringsersattning: int
    etableringsersattning_kartlaggning: int


@dated_amounts
class EtableringAmounts(NamedTuple):
    """Whole kronor a month."""

    day: int
    etableringstillagg_under_11: int
    etableringstillagg_fran_11: int
    barntillagg_ensam_faktor: int
    bostadsersattning_fran: int
    bostadsersattning_till: int
