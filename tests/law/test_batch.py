"""The compiled law gives the explained law's amounts, row by row, and refuses columns it can't be sure of."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from handlag.core.errors import HandlagError
from handlag.law import batch, explain
from handlag.law.barnbidrag.provisions import barnbidrag_for_manad
from handlag.law.compiled import driver
from handlag.law.parameters import amounts_on
from handlag.law.sjukpenning.provisions import dagbelopp
from tests.law.people import facts_of, spells

CEILING = {2022: 483_000, 2023: 525_000, 2024: 573_000, 2025: 588_000, 2026: 592_000}
PUBLISHED_80 = {2022: 1027, 2023: 1116, 2024: 1218, 2025: 1250, 2026: 1259}


@pytest.mark.parametrize("year", CEILING)
def test_the_highest_day_amount_of_each_year_is_the_published_one(year: int) -> None:
    incomes = np.array([CEILING[year], CEILING[year] + 100, 5_000_000, CEILING[year] - 100])
    amounts = batch.sjukpenning_day_amounts(incomes, date(year, 7, 1))
    assert amounts[:3].tolist() == [100 * PUBLISHED_80[year]] * 3
    assert amounts[3] <= amounts[0]


def test_day_amounts_compiled_are_day_amounts_explained() -> None:
    random = np.random.default_rng(7)
    incomes, quarters = random.integers(0, 900_000, 60_000), random.integers(0, 5, 60_000)
    p = amounts_on(date(2024, 3, 1))
    got = batch.sjukpenning_day_amounts(incomes, date(2024, 3, 1), quarters)
    rows = random.choice(60_000, 3000, replace=False)
    assert [dagbelopp(int(incomes[i]), int(quarters[i]), p) for i in rows] == got[rows].tolist()


def test_arrow_columns_and_a_kept_array_give_the_same() -> None:
    incomes = np.arange(0, 900_000, 1_234)
    kept = np.empty(len(incomes), np.int64)
    plain = batch.sjukpenning_day_amounts(incomes, date(2025, 1, 1))
    assert batch.sjukpenning_day_amounts(pa.array(incomes), date(2025, 1, 1)).tolist() == plain.tolist()
    chunked = pa.chunked_array([incomes[:100], incomes[100:]])
    assert batch.sjukpenning_day_amounts(chunked, date(2025, 1, 1), out=kept) is kept
    assert kept.tolist() == plain.tolist()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spells_compiled_are_spells_explained(seed: int) -> None:
    columns = spells(40, seed)
    got = batch.sjukpenning_spells(**columns)
    levels = set()
    for person in range(len(columns["person"]) - 1):
        for spell in range(columns["person"][person], columns["person"][person + 1]):
            answer = explain("sjukpenning", facts_of(columns, person, spell))
            assert answer.outcome == "granted"
            assert answer.total == got[spell], facts_of(columns, person, spell)
            levels |= {line.level for line in answer.lines}
    assert levels == {"normalnivå", "fortsättningsnivå"}


def test_child_allowance_compiled_is_child_allowance_explained() -> None:
    rows = list(product(range(7), range(7), range(4)))
    full, half, household = (np.array(column) for column in zip(*rows, strict=True))
    got = batch.barnbidrag_month(full, half, date(2025, 3, 20), household)
    p = amounts_on(date(2025, 3, 1))
    expected = [barnbidrag_for_manad(2 * f + h, f + h + o, 2 * f + h, p) for f, h, o in rows]
    assert got.tolist() == expected


def test_both_parents_halves_are_together_the_whole_family_amount() -> None:
    children = np.arange(0, 13)
    none = np.zeros(13, np.int64)
    whole = batch.barnbidrag_month(children, none, date(2025, 3, 1))
    each = batch.barnbidrag_month(none, children, date(2025, 3, 1))
    assert (2 * each).tolist() == whole.tolist()
    assert whole[:7].tolist() == [0, 125000, 265000, 448000, 674000, 924000, 1174000]


def test_the_same_month_in_the_claim_and_in_the_pay_day_run() -> None:
    facts = {
        "period": {"start": "2025-03-01", "end": "2025-03-31"},
        "children": [{"birth_date": "2015-01-01", "custody": "sole"}, {"birth_date": "2016-01-01"}],
    }
    run = batch.barnbidrag_month(np.array([1]), np.array([1]), date(2025, 3, 20))
    assert explain("barnbidrag", facts).lines[0].amount == run[0] == 198800


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: batch.sjukpenning_day_amounts(np.array([1.5]), date(2025, 1, 1)), "income"),
        (lambda: batch.sjukpenning_day_amounts(np.array([-1]), date(2025, 1, 1)), "income"),
        (lambda: batch.sjukpenning_day_amounts(np.array([100_000_001]), date(2025, 1, 1)), "income"),
        (lambda: batch.sjukpenning_day_amounts(np.array([[1]]), date(2025, 1, 1)), "income"),
        (lambda: batch.sjukpenning_day_amounts(pa.array([1, None]), date(2025, 1, 1)), "income"),
        (lambda: batch.sjukpenning_day_amounts(np.array([1, 2]), date(2025, 1, 1), np.array([4])), "quarters"),
        (lambda: batch.sjukpenning_day_amounts(np.array([1]), date(2025, 1, 1), np.array([5])), "income"),
        (lambda: batch.sjukpenning_day_amounts(np.array([1]), date(2027, 1, 1)), "prisbasbelopp"),
        (lambda: batch.barnbidrag_month(np.array([41]), np.array([0]), date(2025, 1, 1)), "full"),
        (lambda: batch.barnbidrag_month(np.array([1]), np.array([-1]), date(2025, 1, 1)), "full"),
    ],
)
def test_a_column_that_cannot_be_computed_on_is_refused_by_name(call: Any, field: str) -> None:
    with pytest.raises(HandlagError) as caught:
        call()
    assert caught.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        {"end": np.array([738_000])},
        {"counted_from": np.array([739_000])},
        {"person": np.array([0, 2])},
        {"person": np.array([1, 1])},
        {"start": np.array([date(2021, 12, 31).toordinal()])},
        {"income": np.array([-5])},
        {"quarters": np.array([5])},
    ],
)
def test_spells_out_of_order_or_range_are_refused(change: dict[str, Any]) -> None:
    start = date(2023, 5, 1).toordinal()
    columns = {
        "person": np.array([0, 1]),
        "counted_from": np.array([start]),
        "start": np.array([start]),
        "end": np.array([start + 3]),
        "income": np.array([300_000]),
        "quarters": np.array([4]),
    }
    assert batch.sjukpenning_spells(**columns)[0] == 4 * 63800
    with pytest.raises(HandlagError, match="LAW_COLUMN"):
        batch.sjukpenning_spells(**columns | change)


def test_rows_are_shared_between_threads_without_loss() -> None:
    rows = driver(_count)
    seen = np.zeros(100_003, np.int64)
    assert rows(len(seen), seen) == 100_003
    assert seen.tolist() == [1] * 100_003


def _count(first: int, last: int, seen: Any) -> int:
    for i in range(first, last):
        seen[i] += 1
    return last - first
