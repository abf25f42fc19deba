"""Support to employers and at the dentist: what must hold whatever the facts, and a count by hand beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.law.results import Explanation
from tests.law.strategies import examples

YEAR = {"start": date(2024, 2, 1), "end": date(2025, 1, 31)}


def _sum(answer: Explanation) -> int:
    return sum(line.amount for line in answer.lines)


def _costs(payroll: int, sick_pay: int) -> int:
    period = {"start": date(2023, 1, 1), "end": date(2023, 12, 31)}
    return _sum(
        explain("ersattning_for_hoga_sjuklonekostnader", {"period": period, "payroll": payroll, "sick_pay": sick_pay})
    )


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 60_000_000), st.integers(0, 3_000_000), st.integers(0, 500_000), st.integers(0, 500_000))
def test_higher_sick_pay_or_a_lower_payroll_never_gives_an_employer_less(
    payroll: int, sick_pay: int, more: int, fewer: int
) -> None:
    found = _costs(payroll, sick_pay)
    assert 0 <= found <= 250_000_00
    assert found <= _costs(payroll, sick_pay + more)
    assert found <= _costs(max(0, payroll - fewer), sick_pay)


@st.composite
def _measures(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(1, 8))):
        price = draw(st.integers(0, 20_000))
        found.append(
            {
                "completed_on": YEAR["start"] + timedelta(days=draw(st.integers(0, 300))),
                "kind": draw(st.sampled_from(["examination", "treatment", "prosthetics_back"])),
                "price": price,
                "reference_price": draw(st.integers(0, 20_000)),
            }
        )
    found[0]["completed_on"] = YEAR["start"]
    return found


def _dental(measures: list[dict[str, Any]]) -> Explanation:
    facts = {"period": YEAR, "birth_date": date(1980, 5, 5), "use_allowance": False, "measures": measures}
    return explain("statligt_tandvardsstod", facts)


@settings(max_examples=examples(60), deadline=None)
@given(_measures())
def test_dental_support_is_what_the_year_s_sum_gives_however_it_is_spread(measures: list[dict[str, Any]]) -> None:
    counted = sum(min(one["price"], one["reference_price"]) for one in measures)
    by_hand = min(max(0, counted - 3_000), 12_000) * 50 + max(0, counted - 15_000) * 85
    assert _sum(_dental(measures)) == by_hand
    assert _sum(_dental(list(reversed(measures)))) == by_hand
    assert by_hand <= sum(one["price"] for one in measures) * 100


def test_an_age_limit_that_was_not_found_is_no_guess() -> None:
    facts = {
        "period": {"start": date(2022, 3, 1), "end": date(2022, 3, 1)},
        "applied_on": date(2022, 2, 1),
        "birth_date": date(1956, 1, 1),
        "to": "employer",
        "cost": 60_000,
        "needed": {"met": True, "by": "handläggare", "made_on": date(2022, 2, 20)},
    }
    with pytest.raises(HandlagError) as found:
        explain("arbetshjalpmedel", facts)
    assert found.value.code == "LAW_PARAMETER"


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (
            "ersattning_for_hoga_sjuklonekostnader",
            {"period": {"start": date(2022, 7, 1), "end": date(2023, 6, 30)}, "payroll": 1, "sick_pay": 1},
        ),
        (
            "ersattning_for_hoga_sjuklonekostnader",
            {"period": {"start": date(2022, 3, 1), "end": date(2022, 12, 31)}, "payroll": 1, "sick_pay": 1},
        ),
        (
            "statligt_tandvardsstod",
            {
                "period": {"start": date(2024, 2, 1), "end": date(2025, 2, 1)},
                "birth_date": date(1980, 5, 5),
                "measures": [{"completed_on": date(2024, 2, 1), "kind": "treatment", "price": 1, "reference_price": 1}],
            },
        ),
        (
            "statligt_tandvardsstod",
            {
                "period": YEAR,
                "birth_date": date(1980, 5, 5),
                "measures": [{"completed_on": date(2025, 2, 1), "kind": "treatment", "price": 1, "reference_price": 1}],
            },
        ),
    ],
)
def test_facts_outside_what_the_law_counts_are_refused(code: str, facts: dict[str, Any]) -> None:
    with pytest.raises(HandlagError) as found:
        explain(code, facts)
    assert found.value.code == "LAW_FACTS"
