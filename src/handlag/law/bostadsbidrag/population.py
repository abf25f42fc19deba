"""Bostadsbidrag and its supplement to families over a population: incomes, children, rent and area."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.about import about
from handlag.law.bostadsbidrag.amounts import BostadsbidragAmounts
from handlag.law.bostadsbidrag.provisions import (
    bidrag_for_ar,
    bidrag_till_bostadskostnad,
    bostadskostnad_for_familj,
    minskning_for_familj,
    preliminart_for_manad,
    sarskilt_for_hemmavarande,
    sarskilt_for_vaxelvis,
    tillaggsbidrag,
)
from handlag.law.engine import Ore, arithmetic
from handlag.law.population import Column, Population, whole_month


@arithmetic
def bostadsbidrag_row(
    p: BostadsbidragAmounts,
    income: int,
    spouse_income: int,
    spouses: int,
    at_home: int,
    alternating: int,
    rent: int,
    area: int,
) -> Ore:
    """A family's preliminary month; nothing without children."""
    children = at_home + alternating
    if children == 0:
        return 0
    monthly = bidrag_till_bostadskostnad(bostadskostnad_for_familj(rent, area, children), children, 0, p)
    monthly += 100 * (sarskilt_for_hemmavarande(at_home, p) + sarskilt_for_vaxelvis(at_home, alternating, p))
    other = spouse_income if spouses > 0 else 0
    return preliminart_for_manad(bidrag_for_ar(monthly, minskning_for_familj(income, other, spouses > 0, p)))


@arithmetic
def tillaggsbidrag_row(
    p: BostadsbidragAmounts,
    income: int,
    spouse_income: int,
    spouses: int,
    at_home: int,
    alternating: int,
    rent: int,
    area: int,
) -> Ore:
    """The supplement on a family's preliminary month."""
    return tillaggsbidrag(bostadsbidrag_row(p, income, spouse_income, spouses, at_home, alternating, rent, area), p)


def facts_of(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A family's month; None without children, and where a spouse's income is known of somebody alone."""
    if row["children_at_home"] + row["children_alternating"] == 0:
        return None
    spouse = {"spouse_birth_date": date(1985, 1, 5), "spouse_income": {"employment": row["spouse_income_counted"]}}
    return {
        "period": whole_month(month),
        "household": {
            "birth_date": date(1985, 1, 5),
            "income": {"employment": row["income_counted"]},
            "at_home": row["children_at_home"],
            "alternating": row["children_alternating"],
            "rent": row["rent"],
            "area": row["area"],
        }
        | (spouse if row["spouses"] else {}),
    }


COLUMNS = (
    Column("income_counted", "SEK/year, bidragsgrundande inkomst", 0, 100_000_000, unset=0),
    Column("spouse_income_counted", "SEK/year, the spouse's", 0, 100_000_000, unset=0),
    Column("spouses", "1 with a spouse or cohabiting partner", 0, 1, unset=0),
    Column("children_at_home", "children who live at home for good", 0, 20, unset=0),
    Column("children_alternating", "children who live by turns with both parents", 0, 20, unset=0),
    Column("rent", "SEK/month, cost of the dwelling that counts", 0, 1_000_000, unset=0),
    Column("area", "square metres", 1, 10_000, unset=80),
)
SUPPLEMENT = about("tillaggsbidrag").in_force


def supplement_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A family's month while the supplement was given; None otherwise."""
    given = (SUPPLEMENT.start or month) <= month and (SUPPLEMENT.until is None or month < SUPPLEMENT.until)
    return facts_of(month, row) if given else None


POPULATIONS = (
    Population(
        "bostadsbidrag",
        columns=COLUMNS,
        amounts=(BostadsbidragAmounts,),
        row=bostadsbidrag_row,
        facts=facts_of,
    ),
    Population(
        "tillaggsbidrag",
        columns=COLUMNS,
        amounts=(BostadsbidragAmounts,),
        row=tillaggsbidrag_row,
        facts=supplement_facts,
    ),
)
