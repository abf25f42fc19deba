"""Pregnancy benefit over a month: so many days at one yearly employment income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.graviditetspenning.provisions import (
    anstallningsinkomst_till_taket,
    del_av_hel,
    hel_graviditetspenning,
)
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population
from handlag.law.sgi import nar_minsta_inkomst
from handlag.law.sjukpenning.population import INCOME


@arithmetic
def graviditet_row(p: LowerCeiling, of_sgi: Amounts, income: int, days: int, quarters: int) -> Ore:
    """The month's days at so many quarters; ``of_sgi`` holds the least income."""
    if not nar_minsta_inkomst(income, 0, of_sgi):
        return 0
    return days * del_av_hel(hel_graviditetspenning(anstallningsinkomst_till_taket(income, p), p), quarters)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first days, some seven weeks before the birth; None where there is none."""
    if row["pregnancy_days"] * row["pregnancy_quarters"] == 0:
        return None
    days = {"start": month, "end": month + timedelta(days=row["pregnancy_days"] - 1)}
    return {
        "period": days,
        "expected_birth": month + timedelta(days=45),
        "ground": "strenuous",
        "days": [days | {"quarters": row["pregnancy_quarters"]}],
        "condition": {"by": "population", "made_on": month, "met": True},
        "sgi": {"employment_income": row["income"]},
    }


POPULATIONS = (
    Population(
        "graviditetspenning",
        columns=(
            INCOME,
            Column("pregnancy_days", "days of benefit in the month", 0, 28, unset=0),
            Column("pregnancy_quarters", "quarters of a whole benefit", 0, 4, unset=4),
        ),
        amounts=(LowerCeiling, Amounts),
        row=graviditet_row,
        facts=facts_of,
        needed=("prisbasbelopp", "foraldraformaner_tak_tiondelar", "sgi_golv_procent"),
    ),
)
