"""Sickness benefit over a month: so many days on normal level at one yearly income, ill or in preventive treatment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population, first_days
from handlag.law.sgi import nar_minsta_inkomst
from handlag.law.sjukpenning.provisions import dagbelopp

INCOME = Column("income", "SEK/year from employment", 0, 100_000_000)


@arithmetic
def sjukpenning_row(p: Amounts, income: int, days: int, quarters: int) -> Ore:
    """The month's days on normal level after sick pay."""
    if not nar_minsta_inkomst(income, 0, p):
        return 0
    return days * dagbelopp(income, quarters, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An employee's claim for the month's first days, after fourteen of sick pay; None where there is none."""
    days, quarters = row["sick_days"], row["sick_quarters"]
    if days * quarters == 0:
        return None
    end, first = month + timedelta(days=days - 1), month - timedelta(days=14)
    return {
        "period": {"start": month, "end": end},
        "birth_date": date(1990, 1, 1),
        "sgi": {"employment_income": row["income"]},
        "first_sick_day": first,
        "sick_pay": {"start": first, "end": month - timedelta(days=1)},
        "certificate": {"start": first, "end": end},
        "capacity": [{"start": month, "end": end, "reduction": 25 * quarters}],
    }


def treatment_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An employee's approved treatment on the month's first days; None where there is none."""
    days, quarters = row["prevention_days"], row["prevention_quarters"]
    if days * quarters == 0:
        return None
    period = first_days(month, days)
    judged = {"plan_approved": True, "by": "population", "made_on": month}
    return {
        "period": period,
        "birth_date": date(1990, 1, 1),
        "sgi": {"employment_income": row["income"]},
        "treatments": [period | judged | {"reduction": 25 * quarters}],
    }


POPULATIONS = (
    Population(
        "sjukpenning",
        columns=(
            INCOME,
            Column("sick_days", "days of benefit in the month", 0, 28),
            Column("sick_quarters", "quarters of a whole benefit", 0, 4),
        ),
        amounts=(Amounts,),
        row=sjukpenning_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
    Population(
        "forebyggande_sjukpenning",
        columns=(
            INCOME,
            Column("prevention_days", "days of preventive treatment in the month", 0, 28, unset=0),
            Column("prevention_quarters", "quarters of a whole benefit", 0, 4, unset=4),
        ),
        amounts=(Amounts,),
        row=sjukpenning_row,
        facts=treatment_facts,
        needed=("prisbasbelopp",),
    ),
)
