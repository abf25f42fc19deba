"""Carrier benefit over a month: so many days of abstaining from work at one yearly employment income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population, first_days
from handlag.law.sgi import nar_minsta_inkomst
from handlag.law.sjukpenning.population import INCOME
from handlag.law.sjukpenning.provisions import dagbelopp
from handlag.law.smittbararersattning.provisions import formansniva


@arithmetic
def smittbarare_row(p: Amounts, income: int, days: int, worked: int) -> Ore:
    """The month's days, with so many per cent worked all the same."""
    if not nar_minsta_inkomst(income, 0, p):
        return 0
    return days * dagbelopp(income, formansniva(worked), p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An employee's absence by decision in the month's first days; None where there is none."""
    if row["carrier_days"] == 0:
        return None
    days = first_days(month, row["carrier_days"])
    return {
        "period": days,
        "birth_date": date(1990, 1, 1),
        "absence": [days | {"worked_percent": row["carrier_worked"]}],
        "sgi": {"employment_income": row["income"]},
    }


POPULATIONS = (
    Population(
        "smittbararersattning",
        columns=(
            INCOME,
            Column("carrier_days", "days away from work in the month", 0, 28, unset=0),
            Column("carrier_worked", "per cent of the time worked", 0, 100, unset=0),
        ),
        amounts=(Amounts,),
        row=smittbarare_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
)
