"""The dated amounts of support to employers."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class ArbetsgivarAmounts(NamedTuple):
    """Whole kronor and per mille; -1 where nothing is set for the day."""

    day: int
    prisbasbelopp: int
    sjuklonekostnad_tak: int
    sjuklonekostnad_promille_3_miljoner: int
    sjuklonekostnad_promille_6_miljoner: int
    sjuklonekostnad_promille_12_miljoner: int
    sjuklonekostnad_promille_20_miljoner: int
    sjuklonekostnad_promille_over: int
    sjuklonekostnad_covid_1: int
    sjuklonekostnad_covid_2: int
    sjuklonekostnad_covid_3: int
    sjuklonekostnad_covid_4: int
    sjuklonekostnad_covid_5: int
    sjuklonegaranti_tak_tiondelar: int
    karensavdrag_schablon: int
    arbetshjalpmedel_hogst: int
    arbetshjalpmedel_arbetsgivarens_del: int
    arbetshjalpmedel_till_alder: int
    rehabstod_per_arbetstagare: int
    rehabstod_per_arbetsgivare: int
