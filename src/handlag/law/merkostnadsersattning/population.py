"""Merkostnadsersättning over a population, by extra costs and condition, and older handikappersättning by level."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.merkostnadsersattning.amounts import MerkostnadsAmounts
from handlag.law.merkostnadsersattning.provisions import (
    ersattning_for_ar,
    ersattning_for_manad,
    minst_for_blind,
    minst_for_gravt_horselskadad,
    procent_av_merkostnader,
)
from handlag.law.population import Column, Population, whole_month

LEVELS = (0, 36, 53, 69)
CONDITIONS = ("", "blind", "severely_hearing_impaired")


@arithmetic
def merkostnadsersattning_row(p: MerkostnadsAmounts, costs: int, condition: int, full_benefit: int) -> Ore:
    """A month of somebody's own claim; ``condition`` is 0, 1 blind or 2 severely hearing-impaired."""
    percent = procent_av_merkostnader(costs, p)
    if condition == 1:
        percent = minst_for_blind(percent, full_benefit > 0)
    if condition == 2:
        percent = minst_for_gravt_horselskadad(percent)
    return ersattning_for_manad(ersattning_for_ar(percent, 100, p))


@arithmetic
def handikappersattning_row(p: MerkostnadsAmounts, level: int) -> Ore:
    """A month at a level: 1, 2 or 3 for 36, 53 or 69 per cent of the prisbasbelopp."""
    return ersattning_for_manad(ersattning_for_ar(LEVELS[level], 100, p))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A person of working age, impaired since before; None where nothing is claimed."""
    if row["extra_costs"] == 0 and row["impairment"] == 0:
        return None
    span = whole_month(month)
    return {
        "period": span,
        "birth_date": date(month.year - 40, 1, 5),
        "impaired_on": date(month.year - 5, 1, 5),
        "condition": CONDITIONS[row["impairment"]],
        "costs": [{"from_day": month, "yearly": row["extra_costs"], "by": "population", "made_on": month}],
        "full_benefit": [span] if row["full_pension"] else [],
    }


def older_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A decision of 2018 that runs on; None where nothing is granted."""
    if row["handikappersattning_level"] == 0:
        return None
    return {
        "period": whole_month(month),
        "percent": LEVELS[row["handikappersattning_level"]],
        "decided_on": date(2018, 6, 1),
        "applied_on": date(2018, 3, 1),
    }


POPULATIONS = (
    Population(
        "merkostnadsersattning",
        columns=(
            Column("extra_costs", "SEK/year because of a disability", 0, 100_000_000, unset=0),
            Column("impairment", "0 none, 1 blind, 2 severely hearing-impaired", 0, 2, unset=0),
            Column("full_pension", "1 with whole sjukersättning, aktivitetsersättning or pension", 0, 1, unset=0),
        ),
        amounts=(MerkostnadsAmounts,),
        row=merkostnadsersattning_row,
        facts=facts_of,
    ),
    Population(
        "handikappersattning",
        columns=(
            Column("handikappersattning_level", "0 none, 1 36, 2 53, 3 69 % of the prisbasbelopp", 0, 3, unset=0),
        ),
        amounts=(MerkostnadsAmounts,),
        row=handikappersattning_row,
        facts=older_facts,
        needed=("prisbasbelopp",),
    ),
)
