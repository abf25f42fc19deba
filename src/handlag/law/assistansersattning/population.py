"""Assistance compensation over a month, for adults, and what the municipality bears: the need and what is performed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.assistansersattning.amounts import AssistansAmounts
from handlag.law.assistansersattning.provisions import (
    ersattning_for_manad,
    kommunens_minuter,
    mer_an_20_timmar,
    minuter_att_ersatta,
    timbelopp,
)
from handlag.law.engine import Ore, arithmetic
from handlag.law.months import last_day, month_of
from handlag.law.population import Column, Population

WEEK = 7 * 24 * 60


@arithmetic
def assistans_row(p: AssistansAmounts, basic: int, other: int, performed: int, days: int) -> Ore:
    """The month's payment at the flat hourly amount."""
    if not mer_an_20_timmar(basic):
        return 0
    return ersattning_for_manad(minuter_att_ersatta(basic + other, days, performed), timbelopp(0, p))


@arithmetic
def kommun_row(p: AssistansAmounts, basic: int, other: int, performed: int, days: int) -> Ore:
    """What of the month's payment the municipality is to pay the agency."""
    if not mer_an_20_timmar(basic):
        return 0
    minutes = minuter_att_ersatta(basic + other, days, performed)
    return ersattning_for_manad(kommunens_minuter(minutes, days), timbelopp(0, p))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An adult's month; None where it has not so many days, or nothing is performed."""
    end = last_day(month_of(month))
    if row["days_in_month"] != end.day or row["assistance_performed"] == 0:
        return None
    judged = {"by": "population", "made_on": month}
    need = {"basic": row["assistance_basic"], "other": row["assistance_other"], "from_day": date(month.year - 1, 1, 1)}
    return {
        "period": {"start": month, "end": end},
        "birth_date": date(1990, 1, 1),
        "covered": judged | {"met": True},
        "needs": [judged | need],
        "performed": [{"start": month, "end": end, "minutes": row["assistance_performed"]}],
    }


COLUMNS = (
    Column("assistance_basic", "minutes a week of basic needs", 0, WEEK, unset=0),
    Column("assistance_other", "minutes a week of other personal needs", 0, WEEK, unset=0),
    Column("assistance_performed", "minutes of assistance in the month", 0, 31 * 24 * 60 * 2, unset=0),
    Column("days_in_month", "days of the month", 28, 31, unset=31),
)
POPULATIONS = (
    Population(
        "assistansersattning",
        columns=COLUMNS,
        amounts=(AssistansAmounts,),
        row=assistans_row,
        facts=facts_of,
        needed=("assistans_schablon_ore",),
    ),
    Population(
        "assistansersattning_kommun",
        columns=COLUMNS,
        amounts=(AssistansAmounts,),
        row=kommun_row,
        facts=facts_of,
        needed=("assistans_schablon_ore",),
    ),
)
