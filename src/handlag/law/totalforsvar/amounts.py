"""The dated amounts of those who serve in total defence."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class ForsvarsAmounts(NamedTuple):
    """Whole kronor; -1 where nothing is set for the day."""

    day: int
    prisbasbelopp: int
    dagpenning_lagst: int
    familjepenning_barn: int
    familjepenning_annan: int
    bostadstillagg_varnplikt: int
    naringsbidrag_hogst: int
    begravningsbidrag_make: int
    begravningsbidrag_barn: int
    familjebidrag_minst: int


@dated_amounts
class TrainingAmounts(NamedTuple):
    """Whole kronor of the compensation in long basic training, and of the premium at its end."""

    day: int
    dagersattning: int
    utbildningspremie_tillagg: int
    utbildningspremie_lagst: int
