"""What must hold of benefits to families, at disability and for housing, whatever the facts; and counting twins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from tests.law.strategies import examples

INCOMES = st.integers(0, 900_000)
MONTH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
FIRST = date(2025, 11, 3)


def _housing(income: int, spouse: int | None, children: tuple[int, int, int], rent: int, area: int) -> int:
    at_home, alternating, visiting = children
    household: dict[str, Any] = {
        "birth_date": date(1985, 1, 5), "income": {"employment": income}, "rent": rent, "area": area,
        "at_home": at_home, "alternating": alternating, "visiting": visiting,
    }  # fmt: skip
    if spouse is not None:
        household |= {"spouse_birth_date": date(1985, 1, 5), "spouse_income": {"employment": spouse}}
    return explain("bostadsbidrag", {"period": MONTH, "household": household}).total


@settings(max_examples=examples(60), deadline=None)
@given(
    INCOMES, INCOMES, st.integers(0, 100_000), st.none() | INCOMES,
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), st.integers(0, 15_000), st.integers(20, 250),
)  # fmt: skip
def test_a_lower_income_never_gives_a_lower_housing_allowance(
    income: int, less: int, raised: int, spouse: int | None, children: tuple[int, int, int], rent: int, area: int
) -> None:
    low, high = sorted((income, less))
    here = _housing(low, spouse, children, rent, area)
    assert 0 <= _housing(high, spouse, children, rent, area) <= here
    assert here % 10_000 == 0
    assert _housing(low, spouse, children, rent + raised, area) >= here


@settings(max_examples=examples(60), deadline=None)
@given(INCOMES, st.integers(0, 5), st.integers(0, 15_000), st.integers(40, 250))
def test_one_more_child_at_home_never_gives_less_housing_allowance(income: int, n: int, rent: int, area: int) -> None:
    assert _housing(income, None, (n + 1, 0, 0), rent, area) >= _housing(income, None, (n, 0, 0), rent, area)


def _payment(income: int, children: int, days: int) -> int:
    stays = {"days_a_year": 12 * days, "notified_on": date(2026, 1, 2), "months": [MONTH | {"days": days}]}
    facts = {
        "period": MONTH,
        "children": [{"birth_date": date(2016, 5, 5), "stays": stays}],
        "liable": {"income": {"employment": income}, "children": children},
    }
    return explain("underhallsstod_betalning", facts).total


@settings(max_examples=examples(60), deadline=None)
@given(INCOMES, INCOMES, st.integers(1, 12), st.integers(0, 30))
def test_a_liable_parent_never_pays_more_than_the_support_nor_more_for_a_lower_income(
    one: int, other: int, children: int, days: int
) -> None:
    low, high = sorted((one, other))
    paid = _payment(high, children, days)
    assert _payment(low, children, days) <= paid <= 182_300
    assert _payment(high, children + 1, days) <= paid
    assert paid == 0 or paid >= 5_000
    assert paid % 100 == 0


@settings(max_examples=examples(60), deadline=None)
@given(INCOMES, INCOMES)
def test_a_child_s_higher_income_never_gives_more_support(one: int, other: int) -> None:
    low, high = sorted((one, other))
    totals = [
        explain(
            "underhallsstod",
            {
                "period": MONTH,
                "birth_date": date(2016, 5, 5),
                "apart_from": date(2020, 1, 1),
                "childs_income": income,
            },
        ).total
        for income in (low, high)
    ]
    assert totals[0] >= totals[1] >= 0


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_larger_extra_costs_never_give_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    facts = {"period": MONTH, "birth_date": date(1985, 1, 5), "impaired_on": date(2020, 1, 1)}
    totals = [
        explain(
            "merkostnadsersattning",
            facts | {"costs": [{"from_day": date(2026, 1, 1), "yearly": cost, "by": "o", "made_on": date(2026, 1, 1)}]},
        ).total
        for cost in (low, high)
    ]
    assert totals[0] <= totals[1]


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 4), st.integers(0, 100))
def test_two_parents_never_get_more_than_a_krona_beyond_the_whole_care_allowance(quarters: int, percent: int) -> None:
    """Each parent's year is rounded by itself to a krona divisible by twelve."""
    need = {"from_day": date(2026, 1, 1), "quarters": quarters, "by": "o", "made_on": date(2026, 1, 1)}
    facts = {"period": MONTH, "birth_date": date(2016, 5, 5), "needs": [need]}
    whole = explain("omvardnadsbidrag", facts).total
    parts = [
        explain("omvardnadsbidrag", facts | {"other_parent_applied": True, "requested_percent": part}).total
        for part in (percent, 100 - percent)
    ]
    assert abs(sum(parts) - whole) <= 100


def _vab(work: str, income: int, days: list[bool], eighths: int, used: dict[str, int], reason: str) -> Any:
    end = FIRST + timedelta(days=len(days) - 1)
    asked = [
        {"start": FIRST + timedelta(days=n), "end": FIRST + timedelta(days=n), "eighths": eighths, "minutes": 480}
        for n, wanted in enumerate(days) if wanted
    ]  # fmt: skip
    incomes = {"business_income": income} if work == "self_employed" else {"employment_income": income}
    return explain(
        "tillfallig_foraldrapenning",
        {
            "period": {"start": FIRST, "end": end}, "kind": "care", "reason": reason, "days": asked, "work": work,
            "child": {"birth_date": date(2019, 5, 5)}, "used": [{"year": 2025} | used],
            "sgi": incomes | {"yearly_working_minutes": 124_800},
        },
    )  # fmt: skip


def _paid_days(answer: Any) -> set[int]:
    return {
        n for line in answer.lines if line.outcome == "granted"
        for n in range((line.start - FIRST).days, (line.end - FIRST).days + 1)
    }  # fmt: skip


WANTED = st.lists(st.booleans(), min_size=1, max_size=40).filter(any)


@settings(max_examples=examples(60), deadline=None)
@given(WANTED)
def test_business_days_are_the_first_five_of_any_seven(days: list[bool]) -> None:
    """The twin goes through the days and looks at the set of those paid before."""
    paid: set[int] = set()
    for n, wanted in enumerate(days):
        if wanted and len({day for day in paid if n - 7 < day < n}) < 5:
            paid.add(n)
    answer = _vab("self_employed", 300_000, days, 8, {}, "child_ill")
    assert _paid_days(answer) == paid
    assert all(len({day for day in paid if start <= day < start + 7}) <= 5 for start in range(len(days)))


@settings(max_examples=examples(60), deadline=None)
@given(
    WANTED, st.sampled_from([8, 6, 4, 2, 1]), st.integers(440, 480), st.integers(440, 480),
    st.sampled_from(["child_ill", "carer_ill"]),
)  # fmt: skip
def test_days_of_care_end_when_sixty_and_sixty_more_are_used(
    days: list[bool], eighths: int, first: int, further: int, reason: str
) -> None:
    """The twin counts what room there is in each of the two, whole days of the level asked for."""
    room = (480 - first) // eighths + ((480 - further) // eighths if reason == "child_ill" else 0)
    within = [n for n, wanted in enumerate(days) if wanted and (FIRST + timedelta(days=n)).year == 2025]
    answer = _vab("unemployed", 300_000, days, eighths, {"first": first, "further": further}, reason)
    assert {n for n in _paid_days(answer) if (FIRST + timedelta(days=n)).year == 2025} == set(within[:room])


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(20_000, 900_000), st.integers(20_000, 900_000), WANTED)
def test_a_higher_income_never_gives_less_for_care_of_a_child(one: int, other: int, days: list[bool]) -> None:
    low, high = sorted((one, other))
    for work in ("employee", "self_employed", "unemployed"):
        totals = [_vab(work, income, days, 8, {}, "child_ill").total for income in (low, high)]
        assert 0 <= totals[0] <= totals[1]


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 10_080), st.integers(0, 10_080), st.integers(0, 40_000), st.integers(1, 17))
def test_the_municipality_never_bears_more_than_is_paid(basic: int, other: int, minutes: int, age: int) -> None:
    facts = {
        "period": MONTH,
        "birth_date": date(2026 - age, 1, 5),
        "covered": {"met": True, "by": "o", "made_on": date(2026, 1, 1)},
        "needs": [
            {"from_day": date(2026, 1, 1), "basic": basic, "other": other, "by": "o", "made_on": date(2026, 1, 1)}
        ],
        "performed": [MONTH | {"minutes": minutes}],
    }
    paid, municipality = explain("assistansersattning", facts).total, explain("assistansersattning_kommun", facts).total
    assert 0 <= municipality <= paid
    assert municipality <= 20 * 60 * 31 * 34_770 // 60 // 7 + 34_770
