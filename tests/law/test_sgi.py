"""SGI (SFB 25–26 kap.): which incomes count, the build-up of a business, protected time, and what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.law import explain
from handlag.law.sgi import (
    Incomes,
    SgiFacts,
    arsarbetstid,
    has_right,
    in_build_up,
    incomes,
    protection_on,
    questions,
    raknas_fran_arbetsgivare,
)

DAY = date(2025, 6, 1)


def _facts(**given: Any) -> SgiFacts:
    return SgiFacts.model_validate(given)


def test_pay_under_a_thousand_a_year_does_not_count_and_a_thousand_does() -> None:
    assert [raknas_fran_arbetsgivare(pay, 0) for pay in (999, 1000, 1001)] == [0, 1000, 1001]


def test_holiday_pay_above_the_normal_is_left_out_but_never_below_zero() -> None:
    assert raknas_fran_arbetsgivare(300_000, 12_000) == 288_000
    assert raknas_fran_arbetsgivare(2_000, 3_000) == 0


def test_employers_add_up() -> None:
    facts = _facts(
        employment_income=100_000,
        employers=[
            {"payer": "A", "yearly": 50_000},
            {"payer": "B", "yearly": 999},
            {"payer": "C", "yearly": 20_000, "holiday_pay_above_normal": 500},
        ],
        business_income=7,
    )
    assert incomes(facts, DAY) == Incomes(169_500, 7)


@pytest.mark.parametrize(("minutes", "hours"), [(60, 1), (89, 1), (90, 2), (120_030, 2001)])
def test_yearly_working_time_goes_to_whole_hours_half_up(minutes: int, hours: int) -> None:
    assert arsarbetstid(minutes) == hours


def test_a_new_business_counts_at_least_as_the_wage_for_similar_work() -> None:
    for business, expected in ((100_000, 300_000), (400_000, 400_000)):
        build = {"started": "2023-01-01", "comparable_wage": 300_000}
        assert incomes(_facts(business_income=business, business_build_up=build), DAY).business == expected


def test_the_build_up_is_thirty_six_months() -> None:
    build = _facts(business_build_up={"started": "2022-06-15"}).business_build_up
    assert build is not None
    days = [date(2025, 5, 31), date(2025, 6, 14), date(2025, 6, 15), date(2025, 7, 1)]
    assert [in_build_up(build, day) for day in days] == [True, True, False, False]
    later = _facts(business_income=1, business_build_up={"started": "2022-05-31", "comparable_wage": 300_000})
    assert incomes(later, DAY).business == 1


def test_protected_time_keeps_the_higher_earlier_income() -> None:
    kept = {"start": "2025-01-01", "end": "2025-06-01", "reason": "studies", "employment_income": 300_000}
    assert incomes(_facts(employment_income=200_000, protection=[kept]), DAY).employment == 300_000
    assert incomes(_facts(employment_income=200_000, protection=[kept]), date(2025, 6, 2)).employment == 200_000
    assert incomes(_facts(employment_income=200_000, protection=[kept]), date(2024, 12, 31)).employment == 200_000
    assert incomes(_facts(employment_income=300_001, protection=[kept]), DAY).employment == 300_001
    business = kept | {"employment_income": 0, "business_income": 250_000, "end": None}
    assert incomes(_facts(employment_income=200_000, protection=[business]), DAY) == Incomes(0, 250_000)


def test_the_protection_with_the_highest_incomes_is_used() -> None:
    kept = [
        {"start": "2025-01-01", "reason": "studies", "employment_income": income, "business_income": 100_000 - income}
        for income in (50_000, 60_000)
    ] + [{"start": "2025-01-01", "reason": "other", "employment_income": 90_000, "business_income": 11_000}]
    chosen = protection_on(_facts(protection=kept), DAY)
    assert chosen is not None
    assert chosen.reason == "other"
    assert protection_on(_facts(), DAY) is None


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ({"employment_income": 14_112}, True),
        ({"employment_income": 14_111}, False),
        ({"employment_income": 7_000, "business_income": 7_112}, True),
        ({"employment_income": 300_000, "lasting": False}, False),
        ({"employment_income": 300_000, "work_in_sweden": False}, False),
        (
            {
                "lasting": False,
                "work_in_sweden": False,
                "protection": [{"start": "2025-01-01", "reason": "studies", "employment_income": 300_000}],
            },
            True,
        ),
    ],
)
def test_who_has_an_sgi(given: dict[str, Any], right: bool) -> None:
    """24 per cent of 58,800 is 14,112 in 2025 (25 kap. 3 §)."""
    facts = _facts(**given)
    assert has_right(facts, incomes(facts, DAY), DAY) is right


def _codes(facts: SgiFacts, day: date = DAY) -> list[str]:
    return [question.code for question in questions(facts, day)]


def test_what_is_asked() -> None:
    kept = {"start": "2024-06-01", "reason": "benefit_period", "employment_income": 300_000}
    assert _codes(_facts(employment_income=300_000)) == []
    assert _codes(_facts(lasting=None)) == ["SGI_LASTING"]
    assert _codes(_facts(lasting=None, protection=[kept]), date(2025, 5, 31)) == []
    assert _codes(_facts(business_build_up={"started": "2025-01-01"})) == ["SGI_COMPARABLE_WAGE"]
    assert _codes(_facts(business_build_up={"started": "2025-01-01", "comparable_wage": 1})) == []
    assert _codes(_facts(business_build_up={"started": "2020-01-01"})) == []
    assert _codes(_facts(protection=[kept])) == ["SGI_INDEX"]
    assert _codes(_facts(protection=[kept]), date(2025, 5, 31)) == []
    assert _codes(_facts(protection=[kept | {"indexed": True}])) == []
    assert _codes(_facts(protection=[kept | {"indexed": False}])) == ["SGI_INDEX"]
    assert _codes(_facts(protection=[kept | {"reason": "studies"}])) == []


def test_a_claim_whose_sgi_is_asked_about_is_unclear_where_it_would_be_paid() -> None:
    facts = {
        "period": {"start": "2025-06-14", "end": "2025-06-16"},
        "birth_date": "1980-01-01",
        "sgi": {"employment_income": 365000, "lasting": None},
        "first_sick_day": "2025-06-01",
        "sick_pay": {"start": "2025-06-01", "end": "2025-06-14"},
        "certificate": {"start": "2025-06-01", "end": "2025-06-30"},
        "capacity": [{"start": "2025-06-01", "end": "2025-06-30", "reduction": 100}],
    }
    result = explain("sjukpenning", facts)
    assert [line.outcome for line in result.lines] == ["refused", "unclear"]
    assert [question.code for question in result.questions] == ["SGI_LASTING"]
