"""Homes, care and disability pension in one month: what further benefits' population runs read of each person.

Who lives with whom follows the families of the world. What dwellings cost, who has care allowance at what level and how
much of a sickness compensation somebody has are assumptions (``drawn.yaml``), drawn from the seed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from handlag.world.domain.columns import Bools, Ints, stream
from handlag.world.domain.drawn import home_assumptions, paid_in
from handlag.world.domain.population import People

HOMES = 120
OF_AGE_DAYS = 6574
SHARED = 2


class Month(NamedTuple):
    """A block's people in a month: incomes are kronor for the month's year, ages whole years at its end."""

    seed: int
    block: int
    people: People
    income: Ints
    age: Ints
    day: np.datetime64
    scale: float


def homes_in(month: Month) -> dict[str, Ints]:
    """The columns, each with one number a person."""
    rng = stream(month.seed, month.block, HOMES)
    columns = _families(month)
    return columns | _dwellings(rng, month, columns) | _support(rng, month) | _care(rng, month) | _pension(rng, month)


def _living(month: Month) -> tuple[Bools, Bools]:
    """Of each child: whether it is under age, and whether its parents live together."""
    families = month.people.families
    born = month.people.born[families.child]
    parted = families.parted[families.of]
    together = (families.father[families.of] >= 0) & ~(parted <= month.day)
    return (born <= month.day) & (born + OF_AGE_DAYS > month.day), together


def _families(month: Month) -> dict[str, Ints]:
    """Children by the parent they live with; where the parents live together, by the mother, who claims for both."""
    families, rows = month.people.families, len(month.people)
    minor, together = _living(month)
    mother, father = families.mother[families.of], families.father[families.of]
    by_turns = minor & ~together & (father >= 0) & (families.payee[families.of] == SHARED)
    home = np.bincount(mother[minor & ~by_turns], minlength=rows)
    turns = np.bincount(np.concatenate([mother[by_turns], father[by_turns]]), minlength=rows)
    couple = (families.father >= 0) & ~(families.parted <= month.day)
    spouses, others = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    for one, two in ((families.mother, families.father), (families.father, families.mother)):
        spouses[one[couple]], others[one[couple]] = 1, month.income[two[couple]]
    return {
        "income_counted": month.income, "spouse_income_counted": others, "spouses": spouses, "children_at_home": home,
        "children_alternating": turns,
    }  # fmt: skip


def _dwellings(rng: np.random.Generator, month: Month, homes: dict[str, Ints]) -> dict[str, Ints]:
    part = home_assumptions()
    children = homes["children_at_home"] + homes["children_alternating"]
    spread = np.exp(part["rent_deviation"] * rng.standard_normal(len(children)))
    rent = (part["rent_kronor"] + part["rent_a_child"] * children) * spread
    area = part["square_metres"] + part["square_metres_a_child"] * children
    grown = month.age >= 18
    return {"rent": np.where(grown, rent, 0).astype(np.int64), "area": np.where(grown, area, 1).astype(np.int64)}


def _support(rng: np.random.Generator, month: Month) -> dict[str, Ints]:
    """Children with maintenance support, a row a child, with the parent who is to pay for it."""
    families, rows = month.people.families, len(month.people)
    minor, together = _living(month)
    father = families.father[families.of]
    apart = minor & ~together & (father >= 0) & (families.payee[families.of] != SHARED)
    has = apart & (rng.random(len(minor)) * 100 < home_assumptions()["support_percent_of_parted"])
    child, liable = families.child[has], father[has]
    born = month.people.born[child].astype("datetime64[M]")
    columns: dict[str, Ints] = {name: np.zeros(rows, np.int64) for name in ("child_months", "liable_income")}
    columns["liable_children"] = np.ones(rows, np.int64)
    columns["child_months"][child] = (month.day.astype("datetime64[M]") - born).astype(np.int64)
    columns["liable_income"][child] = month.income[liable]
    columns["liable_children"][child] = np.bincount(father[minor & (father >= 0)], minlength=rows)[liable]
    return columns


def _care(rng: np.random.Generator, month: Month) -> dict[str, Ints]:
    return {"care_quarters": _quarters(rng, month, "omvardnadsbidrag", "care_quarters_percent")}


def _pension(rng: np.random.Generator, month: Month) -> dict[str, Ints]:
    """Sickness compensation of those who are paid it, on an income they might have had before they fell ill."""
    quarters = _quarters(rng, month, "sjukersattning", "pension_quarters_percent")
    least, most = home_assumptions()["assumed_income_kronor"]
    income = np.where(quarters > 0, rng.integers(least, most, len(quarters)), 0)
    return {
        "sjukersattning_quarters": quarters, "assumed_income": income,
        "sjukersattning_age": np.clip(month.age, 30, 64),
    }  # fmt: skip


def _quarters(rng: np.random.Generator, month: Month, benefit: str, shares: str) -> Ints:
    """How many quarters of the benefit each of those paid it in the year has."""
    given: dict[int, Any] = home_assumptions()[shares]
    quarters = np.zeros(len(month.people), np.int64)
    for who in paid_in(month.seed, month.block, month.people, benefit, int(str(month.day)[:4]), month.scale):
        quarters[who] = rng.choice(list(given), len(who), p=np.array(list(given.values())) / 100)
    return quarters
