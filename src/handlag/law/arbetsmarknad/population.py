"""Establishment supplement and housing compensation, per newcomer and month; day amounts of a programme by its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.arbetsmarknad.amounts import EtableringAmounts, ProgramAmounts
from handlag.law.arbetsmarknad.provisions import (
    antal_barn_med_tillagg,
    bostadsersattning,
    efter_omfattning,
    ersattning_for_arbetad_tid,
    ersattningsniva,
    etableringsersattning,
    hogre_utvecklingsersattning,
    inkomstbaserat_belopp,
    lagre_utvecklingsersattning,
    lagst,
    minskad_med_bostadsstod,
    tid_kvar_i_etableringsjobb,
    tillagg_for_barn,
)
from handlag.law.engine import Kronor, Ore, arithmetic
from handlag.law.months import last_day, month_of
from handlag.law.population import Column, Conflict, Population, whole_month

MOST_CHILDREN = 13
MOST_A_JOB = 1_000_000_000


@arithmetic
def etableringsersattning_row(p: ProgramAmounts, days: int, quarters: int) -> Ore:
    """A newcomer's paid weekdays in the month, at so many quarters of full time; nobody has days beyond the month's."""
    return days * efter_omfattning(etableringsersattning(p), 25 * quarters)


@arithmetic
def aktivitetsstod_row(p: ProgramAmounts, income: Kronor, level: int, days: int, before: int) -> Ore:
    """A participant's paid weekdays in the month on full time, each at the level of its number."""
    total = 0
    for number in range(before + 1, before + days + 1):
        percent = ersattningsniva(level, number)
        amount = lagst(inkomstbaserat_belopp(income, percent, number, p), p.aktivitetsstod_lagst)
        total += efter_omfattning(amount, 100)
    return total


@arithmetic
def utvecklingsersattning_row(p: ProgramAmounts, days: int, quarters: int, higher: int) -> Ore:
    """A young participant's paid weekdays in the month, with the higher or the lower amount."""
    whole = hogre_utvecklingsersattning(p) if higher == 1 else lagre_utvecklingsersattning(p)
    return days * efter_omfattning(whole, 25 * quarters)


@arithmetic
def etableringstillagg_row(p: EtableringAmounts, older: int, younger: int, maintenance: int) -> Ore:
    """A household's children from 11 and under 11, the eldest first, all with another guardian in Sweden."""
    counted = antal_barn_med_tillagg(maintenance)
    first = min(older, counted)
    return tillagg_for_barn(first, 0, min(younger, counted - first), 0, p)


@arithmetic
def bostadsersattning_row(p: EtableringAmounts, cost: Kronor, allowance: Ore) -> Ore:
    """A newcomer alone in a dwelling of her own, whole month; a cost of nothing gives nothing."""
    return minskad_med_bostadsstod(bostadsersattning(cost, p), allowance)


@arithmetic
def etableringsjobb_row(full: Ore, worked: int, before: int) -> Ore:
    """An employee's month in an establishment job, after so many before."""
    return ersattning_for_arbetad_tid(full, worked) if tid_kvar_i_etableringsjobb(before) else 0


def job_facts(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """A month in an establishment job."""
    return {
        "period": whole_month(month),
        "full_amount": row["entry_job_full_ore"],
        "source": "population",
        "worked": row["entry_job_worked"],
        "months_before": row["entry_job_months_before"],
    }


def _weekdays(month: date) -> list[date]:
    last = last_day(month_of(month))
    days = [month + timedelta(days=number) for number in range(last.day)]
    return [day for day in days if day.weekday() < 5]


def establishment_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The first so many weekdays of the month; None where there are none, or no more than the month has."""
    days = _weekdays(month)[: row["programme_days"]]
    if not days or not row["programme_quarters"] or len(days) < row["programme_days"]:
        return None
    period = {"start": month, "end": days[-1]}
    return {"period": period, "applied_on": month, "extent": 25 * row["programme_quarters"]}


LEVELS = (80, 75, 60, 55, 50, 45)
NEW_LAW = date(2025, 10, 1)


@arithmetic
def _no_level(income: Kronor, level: int, days: int, before: int) -> bool:
    return level not in LEVELS


def support_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A participant of 40 in the first so many weekdays; None before October 2025, at no level, or without the days."""
    days = _weekdays(month)[: row["support_days"]]
    if month < NEW_LAW or row["support_level"] not in LEVELS or not days or len(days) < row["support_days"]:
        return None
    return {
        "period": {"start": month, "end": days[-1]},
        "applied_on": month,
        "birth_date": date(month.year - 40, 1, 1),
        "income": {"monthly_income": row["support_monthly_income"], "level": row["support_level"]},
        "days_before": row["support_days_before"],
    }


def development_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A participant of 20 in the first so many weekdays of the month; None where there are none, or not so many."""
    days = _weekdays(month)[: row["development_days"]]
    if not days or not row["development_quarters"] or len(days) < row["development_days"]:
        return None
    return {
        "period": {"start": month, "end": days[-1]},
        "applied_on": month,
        "extent": 25 * row["development_quarters"],
        "birth_date": date(month.year - 20, 1, 1),
        "upper_secondary": row["development_higher"] == 1,
    }


def supplement_facts(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """The household a row stands for: children of 15 and of 5."""
    older = [{"birth_date": date(month.year - 15, 1, 1)}] * row["newcomer_children_from_11"]
    younger = [{"birth_date": date(month.year - 5, 1, 1)}] * row["newcomer_children_under_11"]
    return {
        "period": whole_month(month),
        "applied_on": month,
        "children": older + younger,
        "maintenance_children": row["newcomer_maintenance_children"],
    }


def housing_facts(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """The newcomer a row stands for."""
    return {
        "period": whole_month(month),
        "applied_on": month,
        "cost": row["newcomer_housing_cost"],
        "housing_allowance": row["newcomer_housing_allowance"],
    }


POPULATIONS = (
    Population(
        "etableringsersattning",
        columns=(
            Column("programme_days", "paid weekdays in the month", 0, 23, unset=0),
            Column("programme_quarters", "quarters of full time", 0, 4, unset=0),
        ),
        amounts=(ProgramAmounts,),
        row=etableringsersattning_row,
        facts=establishment_facts,
        needed=("etableringsersattning",),
    ),
    Population(
        "aktivitetsstod",
        columns=(
            Column("support_monthly_income", "SEK/month, ersättningsgrundande inkomst", 0, 1_000_000, unset=0),
            Column("support_level", "first level in per cent: 80, 75, 60, 55, 50 or 45", 45, 80, unset=80),
            Column("support_days", "paid weekdays in the month", 0, 23, unset=0),
            Column("support_days_before", "days paid before the month", 0, 2_000, unset=0),
        ),
        amounts=(ProgramAmounts,),
        row=aktivitetsstod_row,
        facts=support_facts,
        needed=("aktivitetsstod_hogsta_manadsinkomst", "aktivitetsstod_hogst_efter_300", "aktivitetsstod_lagst"),
        conflicts=(
            Conflict(
                "support_level",
                _no_level,
                "någon sådan nivå finns inte: 80, 75, 60, 55, 50 eller 45",
                "there is no such level: 80, 75, 60, 55, 50 or 45",
            ),
        ),
    ),
    Population(
        "utvecklingsersattning",
        columns=(
            Column("development_days", "paid weekdays in the month", 0, 23, unset=0),
            Column("development_quarters", "quarters of full time", 0, 4, unset=4),
            Column("development_higher", "1 with an upper secondary degree", 0, 1, unset=0),
        ),
        amounts=(ProgramAmounts,),
        row=utvecklingsersattning_row,
        facts=development_facts,
        needed=("prisbasbelopp", "studiebidrag_hundradels_procent", "studiehjalp_studiebidrag"),
    ),
    Population(
        "etableringstillagg",
        columns=(
            Column("newcomer_children_from_11", "children at home of 11–19 years", 0, MOST_CHILDREN, unset=0),
            Column("newcomer_children_under_11", "children at home under 11 years", 0, MOST_CHILDREN, unset=0),
            Column("newcomer_maintenance_children", "children with maintenance support", 0, MOST_CHILDREN, unset=0),
        ),
        amounts=(EtableringAmounts,),
        row=etableringstillagg_row,
        facts=supplement_facts,
        needed=("etableringstillagg_under_11", "etableringstillagg_fran_11", "barntillagg_ensam_faktor"),
    ),
    Population(
        "bostadsersattning",
        columns=(
            Column("newcomer_housing_cost", "SEK/month", 0, 1_000_000, unset=0),
            Column("newcomer_housing_allowance", "öre/month", 0, 1_000_000_000, unset=0),
        ),
        amounts=(EtableringAmounts,),
        row=bostadsersattning_row,
        facts=housing_facts,
        needed=("bostadsersattning_fran", "bostadsersattning_till"),
    ),
    Population(
        "statlig_ersattning_for_arbete_i_etableringsjobb",
        columns=(
            Column("entry_job_full_ore", "öre/month for full work, as the ordinance has it", 0, MOST_A_JOB, unset=0),
            Column("entry_job_worked", "per cent of full time worked", 0, 100, unset=100),
            Column("entry_job_months_before", "months with the compensation before", 0, 24, unset=0),
        ),
        amounts=(),
        row=etableringsjobb_row,
        facts=job_facts,
    ),
)
