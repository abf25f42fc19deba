"""Sjukersättning and aktivitetsersättning over a population: level, age, insurance years and this year's income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population, whole_month
from handlag.law.sjukersattning.amounts import SjukersattningAmounts
from handlag.law.sjukersattning.provisions import hel_ar, manadsbelopp, partiell


@arithmetic
def sjukersattning_row(p: SjukersattningAmounts, income: int, quarters: int, age: int, years: int) -> Ore:
    """A month at so many quarters of a whole benefit."""
    related, guarantee = hel_ar(income * 100, 0, age, years, p)
    return manadsbelopp(partiell(related, quarters * 3) + partiell(guarantee, quarters * 3))


def _claim(month: date, quarters: int, age: int, income: int, years: int) -> dict[str, Any] | None:
    """A claim of a whole month with its assessment; None without a level."""
    if quarters == 0:
        return None
    return {
        "period": whole_month(month),
        "birth_date": date(month.year - age, month.month, 1),
        "insured_event": date(month.year - 1, 6, 1),
        "assessments": [{"from_day": month, "twelfths": 3 * quarters, "by": "population", "made_on": month}],
        "determined": {"income": income, "year": month.year},
        "insurance": {"determined_years": years},
    }


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None without a level."""
    names = ("sjukersattning_quarters", "sjukersattning_age", "assumed_income", "insurance_years")
    return _claim(month, *(row[name] for name in names))


def young_facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A young adult's claim; None without a level."""
    names = ("activity_quarters", "activity_age", "activity_income", "activity_insurance_years")
    claim = _claim(month, *(row[name] for name in names))
    return claim and claim | {"decision_from": month}


POPULATIONS = (
    Population(
        "aktivitetsersattning",
        columns=(
            Column("activity_income", "SEK/year, antagandeinkomst in this year's prices", 0, 600_000, unset=0),
            Column("activity_quarters", "quarters of a whole benefit", 0, 4, unset=0),
            Column("activity_age", "years reached in the month", 20, 29, unset=20),
            Column("activity_insurance_years", "whole years of insurance time", 0, 40, unset=40),
        ),
        amounts=(SjukersattningAmounts,),
        row=sjukersattning_row,
        facts=young_facts_of,
        needed=("prisbasbelopp",),
    ),
    Population(
        "sjukersattning",
        columns=(
            Column("assumed_income", "SEK/year, antagandeinkomst in this year's prices", 0, 600_000, unset=0),
            Column("sjukersattning_quarters", "quarters of a whole benefit", 0, 4, unset=0),
            Column("sjukersattning_age", "years reached in the month", 30, 64, unset=30),
            Column("insurance_years", "whole years of insurance time", 0, 40, unset=40),
        ),
        amounts=(SjukersattningAmounts,),
        row=sjukersattning_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
    ),
)
