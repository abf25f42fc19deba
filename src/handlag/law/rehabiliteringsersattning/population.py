"""Rehabilitation benefit over a month: so many days on normal level at one yearly employment income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population, first_days
from handlag.law.rehabiliteringsersattning.provisions import formansniva
from handlag.law.sgi import nar_minsta_inkomst
from handlag.law.sjukpenning.population import INCOME
from handlag.law.sjukpenning.provisions import dagbelopp


@arithmetic
def rehabilitering_row(p: Amounts, income: int, days: int, reduction: int) -> Ore:
    """The month's days of a measure that takes so many per cent of the work."""
    if not nar_minsta_inkomst(income, 0, p):
        return 0
    return days * dagbelopp(income, formansniva(reduction), p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An employee's measure in the month's first days; None where there is none."""
    if row["rehabilitation_days"] == 0:
        return None
    days = first_days(month, row["rehabilitation_days"])
    judged = {"by": "population", "made_on": month, "shortens_or_prevents": True}
    return {
        "period": days,
        "birth_date": date(1990, 1, 1),
        "sgi": {"employment_income": row["income"]},
        "rehabilitation": [days | judged | {"reduction": row["rehabilitation_reduction"]}],
    }


POPULATIONS = (
    Population(
        "rehabiliteringsersattning",
        columns=(
            INCOME,
            Column("rehabilitation_days", "days of benefit in the month", 0, 28, unset=0),
            Column("rehabilitation_reduction", "per cent of the work the measure takes", 0, 100, unset=100),
        ),
        amounts=(Amounts,),
        row=rehabilitering_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
)
