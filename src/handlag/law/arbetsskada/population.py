"""The work injury annuity over a population, of those whose annuity begins in the month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.arbetsskada.provisions import (
    forlust_minst_en_fjardedels_prisbasbelopp,
    livranta_ar,
    livranteunderlag,
    manad,
    nedsatt_med_en_femtondel,
)
from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population, whole_month


@arithmetic
def livranta_row(p: InjuryAmounts, basis: int, lost: int, without: int) -> Ore:
    """A month of a new annuity; without a loss there is none."""
    if lost == 0 or without == 0 or lost > without:
        return 0
    if not nedsatt_med_en_femtondel(lost, without):
        return 0
    if not forlust_minst_en_fjardedels_prisbasbelopp(lost, p.prisbasbelopp):
        return 0
    return manad(livranta_ar(livranteunderlag(basis, 0, p.prisbasbelopp), lost, without))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None without a loss."""
    lost, without = row["injury_lost"], row["injury_without"]
    if lost == 0 or without == 0 or lost > without:
        return None
    judged = {"by": "population", "made_on": month}
    ability = judged | {"from_day": month, "without_injury": without, "with_injury": without - lost}
    return {
        "period": whole_month(month),
        "birth_date": date(month.year - 40, 1, 1),
        "injured_on": date(month.year - 1, 1, 1),
        "injury": judged | {"met": True},
        "lasting": judged | {"met": True},
        "basis": row["injury_basis"],
        "assessments": [ability],
    }


POPULATIONS = (
    Population(
        "arbetsskadelivranta",
        columns=(
            Column("injury_basis", "SEK/year, SGI when the annuity begins", 0, 2_000_000, unset=0),
            Column("injury_lost", "SEK/year lost by the injury", 0, 2_000_000, unset=0),
            Column("injury_without", "SEK/year without the injury", 0, 2_000_000, unset=0),
        ),
        amounts=(InjuryAmounts,),
        row=livranta_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
)
