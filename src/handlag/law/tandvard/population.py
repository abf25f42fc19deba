"""High-cost protection at the dentist: the period that begins in a month, by the sum of what counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Kronor, Ore, arithmetic
from handlag.law.population import Column, Population
from handlag.law.tandvard.amounts import TandvardAmounts
from handlag.law.tandvard.provisions import tandvardsersattning
from handlag.law.working_days import months_after


@arithmetic
def tandvard_row(p: TandvardAmounts, cost: Kronor) -> Ore:
    """Without allowances, for one under 67; all of the cost on the period's first day."""
    return tandvardsersattning(100 * cost, p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any]:
    """One measure at its reference price for somebody of 40."""
    cost = row["dental_cost"]
    measure = {"completed_on": month, "kind": "treatment", "price": cost, "reference_price": cost}
    return {
        "period": {"start": month, "end": date.fromordinal(months_after(month, 12).toordinal() - 1)},
        "birth_date": date(month.year - 40, 1, 1),
        "measures": [measure],
        "use_allowance": False,
    }


POPULATIONS = (
    Population(
        "statligt_tandvardsstod",
        columns=(Column("dental_cost", "SEK that count in a period begun in the month", 0, 1_000_000, unset=0),),
        amounts=(TandvardAmounts,),
        row=tandvard_row,
        facts=facts_of,
        needed=(
            "prisbasbelopp",
            "tandvard_grans_1",
            "tandvard_grans_2",
            "tandvard_andel_1_procent",
            "tandvard_andel_2_procent",
        ),
    ),
)
