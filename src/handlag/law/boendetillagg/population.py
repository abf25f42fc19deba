"""Boendetillägg over a population."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.boendetillagg.amounts import BoendetillaggAmounts
from handlag.law.boendetillagg.provisions import boendetillagg_for_manad
from handlag.law.engine import Ore, arithmetic
from handlag.law.months import last_day, month_of
from handlag.law.population import Column, Population


@arithmetic
def boendetillagg_row(p: BoendetillaggAmounts, income: int, quarters: int, children: int, spouse: int) -> Ore:
    """A month for somebody whose spouse, if any, has none; without quarters there is no ground."""
    if quarters == 0:
        return 0
    return boendetillagg_for_manad(spouse == 1, False, children, income, quarters, 0, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None without a ground."""
    if row["boendetillagg_quarters"] == 0:
        return None
    end = last_day(month_of(month))
    ground = {
        "start": month, "end": end,
        "quarters": row["boendetillagg_quarters"], "yearly_income": row["boendetillagg_income"],
    }  # fmt: skip
    return {
        "period": {"start": month, "end": end},
        "birth_date": date(month.year - 32, 1, 1),
        "earlier_benefit": "aktivitetsersattning_to_30",
        "earlier_benefit_ended": date(month.year - 2, 1, 31),
        "grounds": [ground],
        "children": row["boendetillagg_children"],
        "spouse": row["boendetillagg_spouse"] == 1,
    }


POPULATIONS = (
    Population(
        "boendetillagg",
        columns=(
            Column("boendetillagg_income", "SEK/year of benefit as if whole", 0, 1_000_000, unset=0),
            Column("boendetillagg_quarters", "quarters of the benefit that gives the right", 0, 4, unset=0),
            Column("boendetillagg_children", "children", 0, 20, unset=0),
            Column("boendetillagg_spouse", "1 with a spouse", 0, 1, unset=0),
        ),
        amounts=(BoendetillaggAmounts,),
        row=boendetillagg_row,
        facts=facts_of,
    ),
)
