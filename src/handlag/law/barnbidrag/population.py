"""Child allowance with supplement, per recipient and month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.barnbidrag.provisions import barnbidrag_for_manad
from handlag.law.engine import Ore, arithmetic
from handlag.law.parameters import Amounts
from handlag.law.population import Column, Population, whole_month

MOST = 13  # three columns of so many children are no more than 40, the most a claim may have


@arithmetic
def barnbidrag_row(p: Amounts, full: int, half: int, household: int) -> Ore:
    """A recipient of whole and half allowances, with children of the household that a partner gets it for."""
    halves = 2 * full + half
    return barnbidrag_for_manad(halves, full + half + household, halves, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """The claim a row stands for; None where there is no child to claim for."""
    if row["children_full"] + row["children_half"] == 0:
        return None
    child = {"birth_date": date(month.year - 5, 1, 5)}
    return {
        "period": whole_month(month),
        "children": [child | {"custody": "sole"}] * row["children_full"] + [child] * row["children_half"],
        "household_children": [child] * row["children_household"],
    }


POPULATIONS = (
    Population(
        "barnbidrag",
        columns=(
            Column("children_full", "children with whole allowance", 0, MOST),
            Column("children_half", "children with half allowance", 0, MOST),
            Column("children_household", "further children, allowance to a partner", 0, MOST, unset=0),
        ),
        amounts=(Amounts,),
        row=barnbidrag_row,
        facts=facts_of,
        needed=("barnbidrag", *(f"flerbarnstillagg_barn_{n}" for n in range(2, 6))),
    ),
)
