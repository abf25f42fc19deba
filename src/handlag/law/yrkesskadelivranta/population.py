"""Annuities of before July 1977 over a population, each with the base amounts it hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Kronor, Ore, arithmetic
from handlag.law.population import Column, Conflict, Population, whole_month
from handlag.law.yrkesskadelivranta.amounts import OldAnnuityAmounts
from handlag.law.yrkesskadelivranta.provisions import (
    ej_utbytt_del,
    hojd_1968,
    hojning_1977,
    manad,
    tal_av_basbeloppet,
    uppraknad,
    vardesakrad,
)

LEAST_BASE = 1_000
NOT_TOLD = 1917
"""Stands for a year that isn't known: the insurance began with 1918."""


@arithmetic
def _not_told(
    annuity: Kronor, year: int, base_then: Kronor, base_1977: Kronor, quarter_lost: int, exchanged: int
) -> bool:
    return annuity > 0 and (year == NOT_TOLD or base_then < LEAST_BASE or base_1977 < LEAST_BASE)


@arithmetic
def yrkesskadelivranta_row(
    p: OldAnnuityAmounts,
    annuity: Kronor,
    year: int,
    base_then: Kronor,
    base_1977: Kronor,
    quarter_lost: int,
    exchanged: int,
) -> Ore:
    """A month of an older annuity; ``quarter_lost`` is 1 where the ability to work is lowered by a quarter or more."""
    if annuity == 0 or _not_told(annuity, year, base_then, base_1977, quarter_lost, exchanged):
        return 0
    number = tal_av_basbeloppet(hojd_1968(ej_utbytt_del(annuity, exchanged), year), base_then)
    if number == 0:
        return 0
    if quarter_lost == 0:
        return manad(vardesakrad(number, p))
    return manad(uppraknad(number, hojning_1977(number, year, base_1977), base_1977, p))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """An injury on the first of January of its year; None without an annuity."""
    if row["old_annuity"] == 0:
        return None
    return {
        "period": whole_month(month),
        "injured_on": date(row["old_annuity_year"], 1, 1),
        "annuity": row["old_annuity"],
        "base_then": row["old_annuity_base"],
        "base_july_1977": row["old_annuity_base_1977"],
        "lost": {"at_least_a_quarter": row["old_annuity_quarter"] == 1, "by": "population", "made_on": month},
        "exchanged_percent": row["old_annuity_exchanged"],
    }


POPULATIONS = (
    Population(
        "yrkesskadelivranta",
        columns=(
            Column("old_annuity", "SEK/year as first determined", 0, 1_000_000, unset=0),
            Column("old_annuity_year", "year of the injury, from 1918", NOT_TOLD, 1977, unset=NOT_TOLD),
            Column("old_annuity_base", "SEK, base amount of January 1968 or the later injury", 0, 50_000, unset=0),
            Column("old_annuity_base_1977", "SEK, base amount of July 1977", 0, 50_000, unset=0),
            Column("old_annuity_quarter", "1 with the ability to work lowered by a quarter", 0, 1, unset=0),
            Column("old_annuity_exchanged", "per cent exchanged for a sum paid once", 0, 100, unset=0),
        ),
        amounts=(OldAnnuityAmounts,),
        row=yrkesskadelivranta_row,
        facts=facts_of,
        needed=("prisbasbelopp",),
        conflicts=(
            Conflict(
                "old_annuity",
                _not_told,
                "livräntan saknar skadans år eller de basbelopp som den räknas från, minst 1 000 kronor",
                "the annuity lacks the injury's year or the base amounts it is counted from, at least 1,000 kronor",
            ),
        ),
    ),
)
