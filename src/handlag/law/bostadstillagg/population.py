"""Bostadstillägg over a population: people alone with sjukersättning, by age, incomes and rent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.bostadstillagg.amounts import BostadstillaggAmounts
from handlag.law.bostadstillagg.provisions import (
    bostadskostnad,
    bostadstillagg_ar,
    del_av_formogenhet,
    fribelopp_garantiniva,
    inkomster_som_raknas,
    manadsbelopp,
    reduceringsinkomst,
)
from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population, whole_month
from handlag.law.sjukersattning.amounts import SjukersattningAmounts
from handlag.law.sjukersattning.provisions import hel_garantiniva


@arithmetic
def bostadstillagg_row(
    p: BostadstillaggAmounts, g: SjukersattningAmounts, cost: int, benefit: int, work: int, wealth: int, age: int
) -> Ore:
    """A month for somebody alone; without a benefit there is no right."""
    if benefit == 0:
        return 0
    counted = inkomster_som_raknas(benefit, work, 0, del_av_formogenhet(wealth, False))
    income = reduceringsinkomst(counted, fribelopp_garantiniva(hel_garantiniva(age, g)))
    return manadsbelopp(bostadstillagg_ar(bostadskostnad(cost, 0, False, False), False, income, p))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None without a benefit."""
    benefit = row["bostadstillagg_benefit"]
    if benefit == 0:
        return None
    return {
        "period": whole_month(month),
        "birth_date": date(month.year - row["sjukersattning_age"], month.month, 1),
        "benefit": "sjukersattning",
        "housing_cost": row["bostadstillagg_cost"],
        "incomes": {"benefits": benefit, "work": row["bostadstillagg_work"]},
        "wealth": row["bostadstillagg_wealth"],
    }


POPULATIONS = (
    Population(
        "bostadstillagg",
        columns=(
            Column("bostadstillagg_cost", "SEK/month of housing cost", 0, 100_000, unset=0),
            Column("bostadstillagg_benefit", "SEK/year of sjukersättning", 0, 1_000_000, unset=0),
            Column("bostadstillagg_work", "SEK/year from work", 0, 1_000_000, unset=0),
            Column("bostadstillagg_wealth", "SEK of wealth", 0, 100_000_000, unset=0),
            Column("sjukersattning_age", "years reached in the month", 30, 64, unset=30),
        ),
        amounts=(BostadstillaggAmounts, SjukersattningAmounts),
        row=bostadstillagg_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
)
