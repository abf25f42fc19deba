"""What the law's population runs need to know of each person in one month, under the law's own column names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from handlag.world.domain.columns import Ints, picked
from handlag.world.domain.history import Cases, income_in
from handlag.world.domain.households import Month, homes_in
from handlag.world.domain.places import COUNTIES
from handlag.world.domain.population import People
from handlag.world.domain.sickness import EPOCH

WIDE = (
    "person", "born", "income", "mother", "father", "income_counted", "spouse_income_counted", "liable_income",
    "assumed_income", "rent", "area", "child_months",
)  # fmt: skip
MOST_SICK, MOST_PARENTAL = 28, 14  # as the law's columns go


def people_in(
    month: np.datetime64, people: People, histories: Mapping[str, Cases], first: int, drawn: tuple[int, int, float]
) -> pl.DataFrame:
    """One row a person of a block, numbered from ``first``: who she is, and her month (``datetime64[M]``).

    Incomes are kronor for the month's year, ``born`` is an ordinal, ``age`` is in whole years at the month's end.
    ``drawn`` is the seed, the block and the scale that what is not modelled is drawn with.
    """
    rows, year = len(people), int(str(month)[:4])
    last = (month + 1).astype("datetime64[D]") - 1
    mother, father = _parents(people, first)
    columns: dict[str, Any] = {
        "person": first + np.arange(rows), "sex": picked(["M", "F"], people.women.astype(np.int64)),
        "born": people.born.astype(np.int64) + EPOCH, "age": np.maximum(people.age_on(last), 0),
        "county": picked([county.code for county in COUNTIES], people.county),
        "mother": mother, "father": father, "income": income_in(people.income, np.full(rows, year)),
    }  # fmt: skip
    columns |= _children(month, rows, histories["barnbidrag"]) | _sick(month, rows, histories["sjukpenning"])
    columns |= _parental(month, rows, histories["foraldrapenning"])
    seed, block, scale = drawn
    columns |= homes_in(Month(seed, block, people, columns["income"], columns["age"], last, scale))
    small: dict[str, Any] = dict.fromkeys(WIDE, pl.Int32)
    small |= {name: pl.Int8 for name in columns if name not in {*WIDE, "county", "sex"}}
    frame = pl.DataFrame(columns).with_columns(pl.col(name).cast(dtype) for name, dtype in small.items())
    return frame.with_columns(pl.col("mother", "father").replace(0, None))


def _parents(people: People, first: int) -> tuple[Ints, Ints]:
    """The numbers of each person's parents, 0 where the world knows none."""
    families, mother, father = people.families, np.zeros(len(people), np.int64), np.zeros(len(people), np.int64)
    mother[families.child] = families.mother[families.of] + first
    has = families.father[families.of] >= 0
    father[families.child[has]] = families.father[families.of][has] + first
    return mother, father


def _children(month: np.datetime64, rows: int, cases: Cases) -> dict[str, Ints]:
    """For how many children each has the whole and half the allowance, by the decision in force."""
    until = np.where(np.isnat(cases.entitled_until), cases.end, cases.entitled_until)
    day = month.astype("datetime64[D]")
    now = np.flatnonzero(cases.granted & (cases.start <= day) & (until > day))
    now = now[np.argsort(cases.start[now], kind="stable")]
    full, half = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    full[cases.person[now]], half[cases.person[now]] = cases.full[now], cases.half[now]
    return {"children_full": full, "children_half": half}


def _sick(month: np.datetime64, rows: int, cases: Cases) -> dict[str, Ints]:
    days, quarters = _days_in(month, cases) * cases.granted, np.zeros(rows, np.int64)
    quarters[cases.person[days > 0]] = cases.quarters[days > 0]
    total = np.bincount(cases.person, days, rows).astype(np.int64)
    return {"sick_days": np.minimum(total, MOST_SICK), "sick_quarters": quarters}


def _parental(month: np.datetime64, rows: int, cases: Cases) -> dict[str, Ints]:
    days = _days_in(month, cases) * cases.granted
    lowest, high = (
        np.minimum(np.bincount(cases.person, days * flag, rows).astype(np.int64), MOST_PARENTAL)
        for flag in (cases.lower, ~cases.lower)
    )
    return {"parental_days": high, "parental_eighths": np.where(high > 0, 8, 0), "parental_lowest_days": lowest}


def _days_in(month: np.datetime64, cases: Cases) -> Ints:
    """How many of each case's days lie in the month."""
    start, end = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    days = np.minimum(cases.end, end) - np.maximum(cases.start, start)
    return np.maximum(days.astype(np.int64), 0)
