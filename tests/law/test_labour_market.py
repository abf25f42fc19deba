"""Programme compensation against twins that only count days in lists, and what must hold whatever the facts."""

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

MONDAY = date(2026, 3, 2)
BASE: dict[str, Any] = {"applied_on": MONDAY, "birth_date": "1980-01-01"}


def _amounts(answer: Explanation) -> dict[date, int]:
    return {line.start + timedelta(days=number): line.amount for line in answer.lines for number in range(line.days)}


@st.composite
def _absences(draw: st.DrawFn) -> list[dict[str, Any]]:
    day, found = MONDAY + timedelta(days=draw(st.integers(0, 6))), []
    for _ in range(draw(st.integers(0, 6))):
        end = day + timedelta(days=draw(st.integers(0, 10)))
        found.append(
            {
                "start": day,
                "end": end,
                "reason": draw(st.sampled_from(["sick", "sick", "sick", "private", "child", "suspended"])),
                "reported_first_day": draw(st.booleans()),
                "certificate": draw(st.booleans()),
            }
        )
        day = end + timedelta(days=draw(st.integers(1, 9)))
    return found


def _paid_by_list(absences: list[dict[str, Any]], days: list[date]) -> set[date]:
    """Which days are paid, found by going through lists of days once for each rule."""
    paid = {day for day in days if day.weekday() < 5}
    waited_until: date | None = None
    for one in absences:
        spell = [day for day in days if one["start"] <= day <= one["end"]]
        if one["reason"] == "suspended":
            paid -= set(spell)
        if one["reason"] == "private":
            paid -= {day for day in spell if (day - one["start"]).days >= 3}
        if one["reason"] == "sick":
            shown = [
                day
                for day in spell
                if one["reported_first_day"] and ((day - one["start"]).days < 7 or one["certificate"])
            ]
            paid -= set(spell) - set(shown)
    last_end: date | None = None
    for one in absences:
        if one["reason"] != "sick":
            continue
        goes_on = last_end is not None and (one["start"] - last_end).days <= 5
        candidates = sorted(day for day in paid if one["start"] <= day <= one["end"])
        if not (goes_on and waited_until is not None) and candidates:
            paid.discard(candidates[0])
            waited_until = one["end"]
        elif not goes_on:
            waited_until = None
        last_end = one["end"]
    return paid


@given(_absences())
@settings(max_examples=examples(150), deadline=None)
def test_paid_days_are_those_that_lists_of_days_give(absences: list[dict[str, Any]]) -> None:
    days = [MONDAY + timedelta(days=number) for number in range(120)]
    period = {"start": days[0], "end": days[-1]}
    answer = explain("aktivitetsstod", BASE | {"period": period, "absences": absences})
    assert {day for day, amount in _amounts(answer).items() if amount} == _paid_by_list(absences, days)


def _level_by_loop(level: int, number: int) -> int:
    """The level of a day, sinking as each boundary is passed one by one."""
    for boundary in range(101, number + 1, 100):
        level -= 10 if boundary == 101 else 5
    return max(0, level)


@given(st.integers(0, 1200), st.integers(0, 60_000), st.sampled_from([80, 75, 60, 55, 50, 45]))
@settings(max_examples=examples(80), deadline=None)
def test_each_days_level_is_the_one_a_loop_over_the_boundaries_gives(before: int, income: int, level: int) -> None:
    period = {"start": MONDAY, "end": MONDAY + timedelta(days=90)}
    facts = BASE | {"period": period, "days_before": before, "income": {"monthly_income": income, "level": level}}
    number = before
    for amount in _amounts(explain("aktivitetsstod", facts)).values():
        if not amount:
            continue
        number += 1
        percent = _level_by_loop(level, number)
        whole = int(min(income, 34_000) * percent / 2200 + 0.5)
        most = int(1364 * percent / 100 + 0.5) if number > 300 else whole
        assert amount == 100 * max(365, min(whole, most))


@given(st.integers(0, 59_000), st.integers(1, 5_000), st.integers(0, 900))
@settings(max_examples=examples(60), deadline=None)
def test_a_higher_income_never_gives_less(income: int, more: int, before: int) -> None:
    period = {"start": MONDAY, "end": MONDAY}

    def total(monthly: int) -> int:
        facts = BASE | {"period": period, "days_before": before, "income": {"monthly_income": monthly, "level": 80}}
        return explain("aktivitetsstod", facts).total

    assert total(income) <= total(income + more)


@given(
    st.lists(st.dates(date(2004, 1, 1), date(2026, 2, 28)), max_size=5), st.dates(date(2004, 1, 1), date(2026, 2, 28))
)
@settings(max_examples=examples(60), deadline=None)
def test_one_more_child_never_gives_less(born: list[date], another: date) -> None:
    period = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}

    def total(children: list[date]) -> int:
        facts = {"period": period, "applied_on": MONDAY, "children": [{"birth_date": day} for day in children]}
        return explain("etableringstillagg", facts).total

    assert 0 <= total(born) <= total([*born, another]) <= 450_000


@given(st.integers(0, 20_000), st.integers(0, 5_000), st.integers(0, 1_000_000))
@settings(max_examples=examples(60), deadline=None)
def test_a_dearer_dwelling_never_gives_less_nor_a_higher_allowance_more(cost: int, more: int, allowance: int) -> None:
    period = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
    base = {"period": period, "applied_on": MONDAY}

    def total(housing: int, other: int) -> int:
        return explain("bostadsersattning", base | {"cost": housing, "housing_allowance": other}).total

    assert 0 <= total(cost, allowance) <= total(cost + more, allowance)
    assert total(cost, allowance + 1) <= total(cost, allowance)


def test_waiting_days_older_than_twelve_months_no_longer_count() -> None:
    period = {"start": MONDAY, "end": MONDAY + timedelta(days=500)}
    late = MONDAY + timedelta(days=371)
    assert late.weekday() == 0
    facts = BASE | {
        "period": period,
        "waiting_days_before": 10,
        "absences": [
            {"start": MONDAY, "end": MONDAY, "reason": "sick"},
            {"start": late, "end": late, "reason": "sick"},
        ],
    }
    amounts = _amounts(explain("aktivitetsstod", facts))
    assert (amounts[MONDAY], amounts[late]) == (36_500, 0)


def test_absences_may_not_overlap() -> None:
    absences = [{"start": MONDAY, "end": MONDAY, "reason": "sick"}] * 2
    with pytest.raises(HandlagError, match="LAW_FACTS"):
        explain("aktivitetsstod", BASE | {"period": {"start": MONDAY, "end": MONDAY}, "absences": absences})


def test_waiting_days_are_counted_over_twelve_months_and_no_longer() -> None:
    """Eleven sick Mondays from 6 October 2025: the eleventh is free, and a year later two of the ten are too old."""
    mondays = [date(2025, 10, 6) + timedelta(days=7 * number) for number in range(11)]
    again = date(2026, 10, 15)
    facts = {
        "period": {"start": date(2025, 10, 1), "end": again},
        "applied_on": date(2025, 10, 1),
        "birth_date": date(1980, 1, 1),
        "absences": [{"start": day, "end": day, "reason": "sick"} for day in (*mondays, again)],
    }
    lines = explain("aktivitetsstod", facts).lines
    said = [next(line.reason_code for line in lines if line.start <= day <= line.end) for day in (*mondays, again)]
    assert said == ["PRG_WAITING"] * 10 + ["PRG_BASIC", "PRG_WAITING"]
