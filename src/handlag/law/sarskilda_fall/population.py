"""Sickness benefit in special cases over a month, for people without any income that counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population
from handlag.law.sarskilda_fall.amounts import SarskildaFallAmounts
from handlag.law.sarskilda_fall.provisions import formansniva, hogsta_belopp


@arithmetic
def sarskilda_fall_row(p: SarskildaFallAmounts, days: int, reduction: int) -> Ore:
    """The month's days at the fixed amount of the level."""
    return days * hogsta_belopp(formansniva(reduction), p) * 100


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first days, the sickness period begun before; None where there is none."""
    if row["special_case_days"] == 0:
        return None
    days = {"start": month, "end": month + timedelta(days=row["special_case_days"] - 1)}
    judged = {"by": "population", "made_on": month, "reduction": row["special_case_reduction"]}
    return {
        "period": days,
        "birth_date": date(1990, 1, 1),
        "earlier_benefit": "aktivitetsersattning_to_30",
        "earlier_benefit_ended": month - timedelta(days=400),
        "capacity": [days | judged],
    }


POPULATIONS = (
    Population(
        "sjukpenning_i_sarskilda_fall",
        columns=(
            Column("special_case_days", "days of benefit in the month", 0, 28, unset=0),
            Column("special_case_reduction", "per cent of the capacity for full-time work lost", 0, 100, unset=100),
        ),
        amounts=(SarskildaFallAmounts,),
        row=sarskilda_fall_row,
        facts=facts_of,
    ),
)
