"""The supplement to another state's family benefits over a population: the two sums of a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Ore, arithmetic
from handlag.law.familjeforman.provisions import tillaggsbelopp
from handlag.law.population import Column, Population, whole_month

MOST = 100_000_000


@arithmetic
def tillaggsbelopp_row(swedish: Ore, foreign: Ore) -> Ore:
    """A family for which the other state pays first."""
    return tillaggsbelopp(swedish, foreign)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """A family whose children another state pays first for."""
    span = whole_month(month)
    return {
        "period": span,
        "swedish_monthly_ore": row["family_swedish_ore"],
        "priority": {"first": "other", "by": "population", "made_on": month},
        "foreign": [span | {"monthly_ore": row["family_foreign_ore"]}],
    }


POPULATIONS = (
    Population(
        "tillaggsbelopp_vid_familjeforman",
        columns=(
            Column("family_swedish_ore", "öre/month of Swedish family benefits paid second", 0, MOST, unset=0),
            Column("family_foreign_ore", "öre/month of the other state's, which pays first", 0, MOST, unset=0),
        ),
        amounts=(),
        row=tillaggsbelopp_row,
        facts=facts_of,
    ),
)
