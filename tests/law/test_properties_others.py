"""Day-order rules of the smaller benefits against twins that count day by day, and who may never get less."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.about import about
from handlag.law.results import Explanation
from tests.law.strategies import examples

JUDGED = {"by": "officer", "made_on": date(2024, 1, 10)}
MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}


def _granted(answer: Explanation) -> set[date]:
    return {
        line.start + timedelta(days=number)
        for line in answer.lines
        if line.outcome == "granted"
        for number in range(line.days)
    }


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 250), st.integers(0, 400), st.integers(0, 300))
def test_a_carrier_past_the_last_age_has_180_days_every_claimed_one_counted(
    offset: int, length: int, used: int
) -> None:
    """Born on 10 September 1954, 71 in September 2025 (46 kap. 8 §, 27 kap. 37 §)."""
    start = date(2025, 5, 1) + timedelta(days=offset)
    end = start + timedelta(days=length)
    facts = {
        "period": {"start": start, "end": end},
        "birth_date": date(1954, 9, 10),
        "absence": [{"start": start, "end": end}],
        "sgi": {"employment_income": 365_000},
        "days_after_last_age": used,
    }
    paid, counted = set(), used
    for day in _days(start, end):
        past = day >= date(2025, 9, 1)
        if not past or counted < 180:
            paid.add(day)
        counted += past
    assert _granted(explain("smittbararersattning", facts)) == paid


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 40), st.integers(0, 60), st.booleans())
def test_rehabilitation_benefit_is_kept_at_an_illness_for_thirty_days_and_seven_without_a_certificate(
    first: int, length: int, certificate: bool
) -> None:
    start, end = date(2026, 2, 2), date(2026, 5, 31)
    ill = {"start": start + timedelta(days=first), "end": start + timedelta(days=first + length)}
    facts = {
        "period": {"start": start, "end": end},
        "birth_date": date(1986, 1, 1),
        "sgi": {"employment_income": 365_000},
        "rehabilitation": [{"start": start, "end": end, "reduction": 100, "shortens_or_prevents": True, **JUDGED}],
        "interruptions": [{**ill, "kind": "illness", "certificate": certificate}],
    }
    kept = 30 if certificate else 7
    lost = set(_days(ill["start"], ill["end"])[kept:])
    assert _granted(explain("rehabiliteringsersattning", facts)) == set(_days(start, end)) - lost


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 40))
def test_a_resting_benefit_pays_its_quarter_for_24_months_after_twelve_with_it(months: int) -> None:
    """Counted month by month from the first that rests (36 kap. 10, 14 and 18 §§)."""
    year, number = divmod(2023 * 12 + months, 12)
    rest_from = date(year, number + 1, 1)
    facts = {
        "period": {"start": date(2023, 1, 1), "end": date(2026, 12, 31)},
        "birth_date": date(1980, 5, 10),
        "insured_event": date(2021, 6, 1),
        "first_paid": date(2023, 1, 1),
        "rest": [{"start": rest_from, "end": date(2026, 12, 31), "twelfths": 12, **JUDGED}],
        "assessments": [{"from_day": date(2023, 1, 1), "twelfths": 12, **JUDGED}],
    }
    paid = _granted(explain("sjukersattning", facts))
    for month in range(48):
        day = date(2023 + month // 12, month % 12 + 1, 1)
        resting = month - months + 1
        assert (day in paid) == (resting <= 0 or (months >= 12 and resting <= 24)), day


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(2015, 2025), st.booleans()), max_size=7), st.integers(2015, 2025))
def test_one_more_child_never_gives_less_child_allowance(children: list[tuple[int, bool]], more: int) -> None:
    known = [{"birth_date": date(year, 1, 5), "custody": "joint" if joint else "sole"} for year, joint in children]

    def total(all_children: list[dict[str, Any]]) -> int:
        return explain("barnbidrag", {"period": MARCH, "children": all_children}).total if all_children else 0

    assert total(known) <= total([*known, {"birth_date": date(more, 1, 5), "custody": "joint"}])


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 6), st.integers(0, 12_000), st.integers(0, 20_000), st.integers(0, 5_000))
def test_one_more_child_and_a_lower_income_never_give_a_smaller_family_allowance(
    children: int, rent: int, own: int, more: int
) -> None:
    def total(count: int, income: int) -> int:
        facts = {
            "period": MARCH,
            "applied_on": date(2026, 3, 2),
            "service": {"start": date(2026, 1, 12), "end": date(2026, 10, 30)},
            "relatives": [{"relation": "own_child", "birth_date": date(2018, 1, 1)}] * count,
            "home": {"lives": "family", "cost": rent},
            "leisure_work": income,
        }
        return explain("familjebidrag_till_totalforsvarspliktiga", facts).total

    assert total(children, own) <= total(children + 1, own)
    assert total(children, own + more) <= total(children, own)


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 300_000), st.integers(0, 100_000), st.integers(30_000, 400_000))
def test_a_lower_income_never_gives_a_smaller_car_support(income: int, more: int, price: int) -> None:
    example = {**about("bilstod").example, "price": price}

    def total(gross: int) -> int:
        return explain("bilstod", {**example, "gross_income": gross}).total

    assert total(income + more) <= total(income) <= 100 * price


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 700_000), st.integers(0, 50_000))
def test_a_higher_income_never_gives_a_lower_pregnancy_benefit(income: int, more: int) -> None:
    def total(employment: int) -> int:
        facts = {**about("graviditetspenning").example, "sgi": {"employment_income": employment}}
        return explain("graviditetspenning", facts).total

    assert total(income) <= total(income + more) <= 30 * 944_00


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000), st.integers(0, 100), st.integers(0, 10_000_000))
def test_a_demand_is_never_above_what_was_too_much_and_a_set_off_never_above_the_debt(
    paid: int, entitled: int, share: int, debt: int
) -> None:
    waived = {"special_reasons": True, "share": share, **JUDGED}
    facts = {
        "period": MARCH,
        "benefit": "sjukpenning",
        "decided_on": date(2026, 5, 1),
        "paid": paid,
        "entitled": entitled,
        "wrong_information": True,
        "remission": waived,
    }
    assert 0 <= explain("aterkrav", facts).total <= max(0, paid - entitled)
    off = {"period": MARCH, "benefit": "sjukpenning", "amount": paid, "debt": debt, "reasonable": entitled}
    assert explain("kvittning", off).total == min(paid, debt, entitled)
