"""Adoption grant in the month it is paid: children adopted and the parent's part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlag.law.adoptionsbidrag.amounts import AdoptionsbidragAmounts
from handlag.law.adoptionsbidrag.provisions import bidrag_for_barnet
from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population


@arithmetic
def adoption_row(p: AdoptionsbidragAmounts, children: int, percent: int) -> Ore:
    """So many children from abroad, of which the parent has a part."""
    return children * bidrag_for_barnet(percent, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """Children of a year, taken into care in the month; None where there are none."""
    if row["adopted_children"] * row["adoption_percent"] == 0:
        return None
    child = {"birth_date": month - timedelta(days=365), "taken_into_care": month}
    return {
        "applied_on": month,
        "adoption_valid_on": month,
        "children": [child] * row["adopted_children"],
        "requested_percent": row["adoption_percent"],
    }


POPULATIONS = (
    Population(
        "adoptionsbidrag",
        columns=(
            Column("adopted_children", "children from abroad taken into care in the month", 0, 10, unset=0),
            Column("adoption_percent", "the parent's part in per cent", 0, 100, unset=50),
        ),
        amounts=(AdoptionsbidragAmounts,),
        row=adoption_row,
        facts=facts_of,
    ),
)
