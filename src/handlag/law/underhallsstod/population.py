"""Underhållsstöd and the liable parent's payment over a population, a child and a parent a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlag.law.engine import Month, Ore, arithmetic
from handlag.law.months import month_of
from handlag.law.population import Column, Population, whole_month
from handlag.law.underhallsstod.amounts import UnderhallAmounts
from handlag.law.underhallsstod.provisions import (
    avrakning_for_barnets_inkomst,
    belopp_att_betala,
    betalningsbelopp_for_manad,
    efter_avrakning,
    helt_underhallsstod,
    hogst_underhallsstodet,
    procenttal,
    stod_att_betala_ut,
    underlag,
)

BIRTH = Month(0)
"""Months are counted from that of the birth."""


@arithmetic
def underhallsstod_row(p: UnderhallAmounts, months: Month, income: int) -> Ore:
    """A child's month: ``months`` since the month of birth, in which nothing is paid; ``income`` its own a year."""
    if months == BIRTH:
        return 0
    support = helt_underhallsstod(months, BIRTH, p) * 100
    return stod_att_betala_ut(efter_avrakning(support, avrakning_for_barnets_inkomst(income, p)))


@arithmetic
def betalning_row(p: UnderhallAmounts, months: Month, income: int, children: int) -> Ore:
    """A liable parent's month for one child of so many."""
    if months == BIRTH:
        return 0
    support = helt_underhallsstod(months, BIRTH, p) * 100
    monthly = betalningsbelopp_for_manad(underlag(income, p), procenttal(children))
    return belopp_att_betala(hogst_underhallsstodet(monthly, support))


def _born(month: date, months: int) -> date:
    first = month_of(month) - months
    return date(first // 12, first % 12 + 1, 5)


def support_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A child of parents who moved apart at its birth; None in the month of birth."""
    if row["child_months"] == 0:
        return None
    born = _born(month, row["child_months"])
    return {
        "period": whole_month(month),
        "birth_date": born,
        "apart_from": born,
        "childs_income": row["childs_income"],
    }


def payment_facts(month: date, row: Mapping[str, int]) -> dict[str, Any] | None:
    """A liable parent of one child with support; None in the month of birth."""
    if row["child_months"] == 0:
        return None
    return {
        "period": whole_month(month),
        "children": [{"birth_date": _born(month, row["child_months"])}],
        "liable": {"income": {"employment": row["liable_income"]}, "children": row["liable_children"]},
    }


MONTHS = Column("child_months", "months since the month of birth", 0, 216, unset=0)
POPULATIONS = (
    Population(
        "underhallsstod",
        columns=(MONTHS, Column("childs_income", "SEK/year, the child's own", 0, 100_000_000, unset=0)),
        amounts=(UnderhallAmounts,),
        row=underhallsstod_row,
        facts=support_facts,
    ),
    Population(
        "underhallsstod_betalning",
        columns=(
            MONTHS,
            Column("liable_income", "SEK/year, the liable parent's", 0, 100_000_000, unset=0),
            Column("liable_children", "children the liable parent maintains", 1, 30, unset=1),
        ),
        amounts=(UnderhallAmounts,),
        row=betalning_row,
        facts=payment_facts,
    ),
)
