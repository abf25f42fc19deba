"""Benefit for care of a close relative over a month: whole hours an employee has lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population
from handlag.law.sgi import nar_minsta_inkomst, sgi_av_anstallning
from handlag.law.sjukpenning.population import INCOME
from handlag.law.sjukpenning.provisions import del_av_hel, timbelopp

HOURS_A_DAY = 8
YEARLY_HOURS = Column("yearly_hours", "usual working hours a year", 1, 4_000, unset=2_080)


@arithmetic
def narstaende_row(p: Amounts, income: int, hours: int, yearly_hours: int) -> Ore:
    """The month's lost hours at a whole day's level, the yearly working time in hours."""
    if not nar_minsta_inkomst(income, 0, p):
        return 0
    return del_av_hel(hours * timbelopp(sgi_av_anstallning(income, p), yearly_hours, p), 4)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """Care from the month's first day, eight hours a day while they last; None where there are none."""
    hours = row["relative_care_hours"]
    if hours == 0:
        return None
    days = -(-hours // HOURS_A_DAY)
    lost = [min(HOURS_A_DAY, hours - HOURS_A_DAY * day) for day in range(days)]
    span = {"start": month, "end": month + timedelta(days=days - 1)}
    return {
        "period": span,
        "care": [span],
        "sgi": {"employment_income": row["income"], "yearly_working_minutes": 60 * row["yearly_hours"]},
        "hours": [{"day": month + timedelta(days=day), "minutes": 60 * lost[day]} for day in range(days)],
        "seriously_ill": {"by": "population", "made_on": month, "met": True},
    }


POPULATIONS = (
    Population(
        "narstaendepenning",
        columns=(
            INCOME,
            Column("relative_care_hours", "hours of work lost in the month", 0, 184, unset=0),
            YEARLY_HOURS,
        ),
        amounts=(Amounts,),
        row=narstaende_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
        wide=True,
    ),
)
