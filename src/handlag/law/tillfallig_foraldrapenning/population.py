"""Temporary parental benefit over a month: whole hours an employee has lost with an ill child."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.graviditetspenning.provisions import anstallningsinkomst_till_taket
from handlag.law.narstaendepenning.population import HOURS_A_DAY, YEARLY_HOURS
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population
from handlag.law.sgi import nar_minsta_inkomst
from handlag.law.sjukpenning.population import INCOME
from handlag.law.tillfallig_foraldrapenning.provisions import belopp_for_timme


@arithmetic
def tillfallig_row(p: LowerCeiling, of_sgi: Amounts, income: int, hours: int, yearly_hours: int) -> Ore:
    """The month's lost hours, the yearly working time in hours; ``of_sgi`` holds the least income."""
    if not nar_minsta_inkomst(income, 0, of_sgi):
        return 0
    return 100 * hours * belopp_for_timme(anstallningsinkomst_till_taket(income, p), yearly_hours, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A child of five ill from the month's first day, eight hours a day while they last; None where there are none."""
    hours = row["child_care_hours"]
    if hours == 0:
        return None
    days = [month + timedelta(days=number) for number in range(-(-hours // HOURS_A_DAY))]
    lost = [min(HOURS_A_DAY, hours - HOURS_A_DAY * number) for number in range(len(days))]
    return {
        "period": {"start": month, "end": days[-1]},
        "kind": "care",
        "reason": "child_ill",
        "days": [
            {"start": day, "end": day, "eighths": 8, "minutes": 60 * part} for day, part in zip(days, lost, strict=True)
        ],
        "child": {"birth_date": date(month.year - 5, 1, 5)},
        "work": "employee",
        "sgi": {"employment_income": row["income"], "yearly_working_minutes": 60 * row["yearly_hours"]},
    }


POPULATIONS = (
    Population(
        "tillfallig_foraldrapenning",
        columns=(
            INCOME,
            Column("child_care_hours", "hours of work lost in the month", 0, 184, unset=0),
            YEARLY_HOURS,
        ),
        amounts=(LowerCeiling, Amounts),
        row=tillfallig_row,
        facts=facts_of,
        needed=("prisbasbelopp", "foraldraformaner_tak_tiondelar", "sgi_golv_procent"),
        wide=True,
    ),
)
