"""What a liable parent owes, against a twin that goes day by day, and what must hold of paying it off."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from tests.law.strategies import examples

START = date(2022, 1, 1)
RATES = {2022: "0.01", 2023: "0.14", 2024: "0.79", 2025: "1.56", 2026: "1.73"}
"""SFS 2021:1091, 2022:1597, 2023:694, 2024:1125, 2025:1280."""


def _day_by_day(facts: dict[str, Any]) -> Fraction:
    """Interest with every day on its own and nothing rounded; a payment is taken off after its day."""
    capital, unpaid, total = Fraction(facts["capital"]), Fraction(0), Fraction(0)
    day = facts["period"]["start"]
    put_off = {span["start"] + timedelta(days=n) for span in facts["respite"] for n in range(10)}
    while day <= facts["period"]["end"]:
        if day > facts["due_on"] and day not in put_off:
            days = 366 if day.year == 2024 else 365
            interest = capital * Fraction(RATES[day.year]) / 100 / days
            unpaid, total = unpaid + interest, total + interest
        for payment in facts["payments"]:
            if payment["day"] == day:
                to_interest = min(unpaid, Fraction(payment["amount"]))
                unpaid -= to_interest
                capital = max(Fraction(0), capital - (payment["amount"] - to_interest))
        day += timedelta(days=1)
    return total


@st.composite
def _debts(draw: st.DrawFn) -> dict[str, Any]:
    start = START + timedelta(days=draw(st.integers(0, 1_000)))
    end = start + timedelta(days=draw(st.integers(0, 700)))
    days = st.dates(start, end)
    return {
        "period": {"start": start, "end": end},
        "capital": draw(st.integers(0, 50_000_00)),
        "due_on": draw(st.dates(start - timedelta(days=30), end)),
        "payments": [
            {"day": draw(days), "amount": draw(st.integers(0, 20_000_00))} for _ in range(draw(st.integers(0, 3)))
        ],
        "respite": [{"start": first, "end": first + timedelta(days=9)} for first in draw(st.lists(days, max_size=1))],
    }


@settings(max_examples=examples(80), deadline=None)
@given(_debts())
def test_interest_is_that_of_its_days_to_an_ore_a_stretch(facts: dict[str, Any]) -> None:
    answer = explain("ranta_pa_underhallsskuld", facts)
    assert abs(answer.total - _day_by_day(facts)) <= len(answer.lines)
    assert all(line.amount >= 0 for line in answer.lines)


@settings(max_examples=examples(40), deadline=None)
@given(_debts(), st.integers(1, 5_000_00))
def test_paying_more_never_costs_more_interest(facts: dict[str, Any], more: int) -> None:
    paid = [{**one, "amount": one["amount"] + more} for one in facts["payments"]]
    with_more = explain("ranta_pa_underhallsskuld", {**facts, "payments": paid})
    assert with_more.total <= explain("ranta_pa_underhallsskuld", facts).total


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 400_000_00), st.integers(0, 200_000), st.integers(1, 6), st.integers(100_00, 9_000_00))
def test_parts_add_up_to_the_debt_and_never_exceed_what_the_family_can_spare(
    debt: int, yearly: int, children: int, affordable: int
) -> None:
    months = {"start": date(2026, 1, 1), "end": date(2046, 12, 31)}
    judged = {"monthly": affordable, "by": "officer", "made_on": date(2026, 1, 10)}
    facts = {"period": months, "debt": debt, "yearly": yearly, "children": children, "affordable": judged}
    answer = explain("avbetalning_av_underhallsskuld", facts)
    assert answer.total <= debt
    assert all(line.amount <= affordable for line in answer.lines)
    assert answer.total == debt or answer.lines[-1].outcome == "granted"
