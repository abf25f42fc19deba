"""Omvårdnadsbidrag, and older vårdbidrag, over a population: quarters of a whole benefit and the parent's part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.omvardnadsbidrag.amounts import OmvardnadsbidragAmounts
from handlag.law.omvardnadsbidrag.provisions import bidrag_for_ar, bidrag_for_manad
from handlag.law.population import Column, Population, whole_month


@arithmetic
def omvardnadsbidrag_row(p: OmvardnadsbidragAmounts, quarters: int, percent: int) -> Ore:
    """A month at so many quarters, the parent's part in per cent."""
    return bidrag_for_manad(bidrag_for_ar(quarters, percent, p))


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A parent of a ten-year-old; None where nothing is granted."""
    if row["care_quarters"] == 0 or row["care_percent"] == 0:
        return None
    return {
        "period": whole_month(month),
        "birth_date": date(month.year - 10, 1, 5),
        "needs": [{"from_day": month, "quarters": row["care_quarters"], "by": "population", "made_on": month}],
        "other_parent_applied": row["care_percent"] < 100,
        "requested_percent": row["care_percent"],
    }


def older_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A decision of 2018 that holds the month out; None where nothing is granted."""
    if row["vardbidrag_quarters"] == 0 or row["vardbidrag_percent"] == 0:
        return None
    span = whole_month(month)
    return {
        "period": span,
        "quarters": row["vardbidrag_quarters"],
        "decided_on": date(2018, 6, 1),
        "applied_on": date(2018, 3, 1),
        "ends": span["end"],
        "percent": row["vardbidrag_percent"],
    }


POPULATIONS = (
    Population(
        "omvardnadsbidrag",
        columns=(
            Column("care_quarters", "quarters of a whole omvårdnadsbidrag", 0, 4, unset=0),
            Column("care_percent", "the parent's part, per cent", 0, 100, unset=100),
        ),
        amounts=(OmvardnadsbidragAmounts,),
        row=omvardnadsbidrag_row,
        facts=facts_of,
    ),
    Population(
        "vardbidrag",
        columns=(
            Column("vardbidrag_quarters", "quarters of a whole vårdbidrag still in force", 0, 4, unset=0),
            Column("vardbidrag_percent", "the parent's part, per cent", 0, 100, unset=100),
        ),
        amounts=(OmvardnadsbidragAmounts,),
        row=omvardnadsbidrag_row,
        facts=older_facts,
    ),
)
