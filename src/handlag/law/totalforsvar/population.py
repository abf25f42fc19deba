"""Daily allowances by days and income, and the family allowance of a household with one in long training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Kronor, Ore, arithmetic
from handlag.law.parameters import Amounts, amounts_on
from handlag.law.population import Column, Conflict, Population, first_days, whole_month
from handlag.law.sgi import nar_minsta_inkomst, sgi_av_anstallning
from handlag.law.sjukpenning.population import INCOME
from handlag.law.totalforsvar.amounts import ForsvarsAmounts, TrainingAmounts
from handlag.law.totalforsvar.provisions import (
    att_betala_for_manaden,
    begravningsbidrag,
    dagersattning,
    dagpenning,
    efter_egen_inkomst,
    efter_familjens_inkomst,
    egen_inkomst,
    familjepenning,
    makes_inkomst,
    tillagg_till_bostadsbidrag,
    utbildning_med_dagersattning,
)

SPOUSE = 1
"""What a column of funerals has for that of a spouse; 2 is that of a child."""


@arithmetic
def sgi_of(income: Kronor, p: Amounts) -> Kronor:
    """The income that qualifies for sickness benefit, or nothing below the least."""
    return sgi_av_anstallning(income, p) if nar_minsta_inkomst(income, 0, p) else 0


@arithmetic
def dagpenning_row(p: ForsvarsAmounts, of_sgi: Amounts, income: Kronor, days: int) -> Ore:
    """The month's days of service."""
    return days * dagpenning(sgi_of(income, of_sgi), p)


@arithmetic
def dagersattning_row(p: TrainingAmounts, days: int, training_days: int) -> Ore:
    """The month's days of a basic training of so many days."""
    return days * dagersattning(p) if utbildning_med_dagersattning(training_days) else 0


@arithmetic
def familjebidrag_row(p: ForsvarsAmounts, children: int, spouse: int, work: Kronor, rent: Kronor, own: Kronor) -> Ore:
    """A whole month for children under 18 and a spouse who looks after them, in the family's dwelling."""
    at_home = familjepenning(children, spouse, p)
    left = efter_egen_inkomst(
        efter_familjens_inkomst(at_home, rent, spouse * makes_inkomst(work, 0)), egen_inkomst(own, 0)
    )
    supplement = tillagg_till_bostadsbidrag(False, False, p) if left > 0 and rent > 0 else 0
    return att_betala_for_manaden(left + supplement, 30, p)


@arithmetic
def begravning_row(p: ForsvarsAmounts, funeral: int) -> Ore:
    """A funeral of somebody familjepenning was granted for, if there was any in the month."""
    return begravningsbidrag(funeral == SPOUSE, p) if funeral > 0 else 0


@arithmetic
def _work_without_spouse(children: int, spouse: int, work: Kronor, rent: Kronor, own: Kronor) -> bool:
    return spouse == 0 and work > 0


def service_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first so many days; None where there are none."""
    if not row["service_days"]:
        return None
    return {
        "period": first_days(month, row["service_days"]),
        "sgi": sgi_of(row["income"], amounts_on(month)),
        "kind": "other",
    }


def training_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first so many days of a training; None where there are none."""
    if not row["basic_training_days"]:
        return None
    return {"period": first_days(month, row["basic_training_days"]), "training_days": row["basic_training_length"]}


def home_guard_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The month's first so many days on alert; None where there are none."""
    if not row["home_guard_days"]:
        return None
    return {
        "period": first_days(month, row["home_guard_days"]),
        "sgi": sgi_of(row["income"], amounts_on(month)),
        "service": "readiness_task",
        "alert": True,
    }


def family_facts(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """The household a row stands for, in the midst of a service."""
    spouse = [{"relation": "spouse", "cares_for_child": True, "work": row["service_spouse_work"]}]
    child = {"relation": "own_child", "birth_date": date(month.year - 8, 1, 1)}
    period = whole_month(month)
    return {
        "period": period,
        "applied_on": month,
        "service": period,
        "relatives": [child] * row["service_children"] + spouse * row["service_spouse"],
        "home": {"lives": "family", "cost": row["service_rent"]},
        "leisure_work": row["service_leisure_work"],
    }


def funeral_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A death in the family on the month's first day, in the midst of a service; None where there was none."""
    if not row["service_funeral"]:
        return None
    return {
        "period": {"start": month, "end": month},
        "service": whole_month(month),
        "relation": "spouse" if row["service_funeral"] == SPOUSE else "child",
    }


DAGPENNING = ("prisbasbelopp", "dagpenning_lagst", "sgi_golv_procent", "sgi_tak_tiondelar")
POPULATIONS = (
    Population(
        "dagpenning_till_totalforsvarspliktig",
        columns=(INCOME, Column("service_days", "days of service in the month", 0, 28, unset=0)),
        amounts=(ForsvarsAmounts, Amounts),
        row=dagpenning_row,
        facts=service_facts,
        needed=DAGPENNING,
    ),
    Population(
        "dagersattning_till_totalforsvarspliktig",
        columns=(
            Column("basic_training_days", "days of basic training in the month", 0, 31, unset=0),
            Column("basic_training_length", "days the whole training is to last", 1, 700, unset=330),
        ),
        amounts=(TrainingAmounts,),
        row=dagersattning_row,
        facts=training_facts,
        needed=("dagersattning",),
    ),
    Population(
        "dagpenning_till_hemvarnssoldat",
        columns=(INCOME, Column("home_guard_days", "days of service on alert in the month", 0, 31, unset=0)),
        amounts=(ForsvarsAmounts, Amounts),
        row=dagpenning_row,
        facts=home_guard_facts,
        needed=DAGPENNING,
    ),
    Population(
        "familjebidrag_till_totalforsvarspliktiga",
        columns=(
            Column("service_children", "children at home under 18 years", 0, 20, unset=0),
            Column("service_spouse", "1 with a spouse who looks after a child", 0, 1, unset=0),
            Column("service_spouse_work", "SEK/month, the spouse's work and benefits", 0, 1_000_000, unset=0),
            Column("service_rent", "SEK/month, reasonable cost of the family's dwelling", 0, 1_000_000, unset=0),
            Column("service_leisure_work", "SEK/month, own work in leisure time", 0, 1_000_000, unset=0),
        ),
        amounts=(ForsvarsAmounts,),
        row=familjebidrag_row,
        facts=family_facts,
        needed=("familjepenning_barn", "familjepenning_annan", "bostadstillagg_varnplikt", "familjebidrag_minst"),
        conflicts=(
            Conflict(
                "service_spouse_work",
                _work_without_spouse,
                "makens inkomst anges utan att det finns en make",
                "a spouse's income is given where there is no spouse",
            ),
        ),
    ),
    Population(
        "begravningsbidrag_till_totalforsvarspliktig",
        columns=(
            Column("service_funeral", "a death in the family in the month: 0 none, 1 spouse, 2 child", 0, 2, unset=0),
        ),
        amounts=(ForsvarsAmounts,),
        row=begravning_row,
        facts=funeral_facts,
        needed=("begravningsbidrag_make", "begravningsbidrag_barn"),
    ),
)
