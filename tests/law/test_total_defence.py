"""Total defence: the family allowance against a plain sum, and what must hold whatever the facts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.results import Explanation
from tests.law.strategies import examples

SERVICE = {"start": date(2026, 1, 12), "end": date(2026, 10, 30)}
MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
BASE: dict[str, Any] = {"period": MARCH, "applied_on": date(2026, 3, 2), "service": SERVICE}
KRONOR = st.integers(0, 30_000)


def _sum(answer: Explanation) -> int:
    return sum(line.amount for line in answer.lines)


@st.composite
def _families(draw: st.DrawFn) -> dict[str, Any]:
    relatives: list[dict[str, Any]] = [
        {"relation": "own_child", "birth_date": date(2015, 1, 1), "benefits": draw(KRONOR), "other": draw(KRONOR)}
        for _ in range(draw(st.integers(0, 3)))
    ]
    if draw(st.booleans()):
        spouse = {"relation": "spouse", "cares_for_child": True, "work": draw(KRONOR), "other": draw(KRONOR)}
        relatives.append(spouse)
    relatives += [
        {"relation": "child_elsewhere", "birth_date": date(2015, 1, 1), "liability": draw(KRONOR)}
        for _ in range(draw(st.integers(0, 2)))
    ]
    home = {"lives": draw(st.sampled_from(["family", "alone"])), "cost": draw(KRONOR), "since": date(2025, 1, 1)}
    own = {"leisure_work": draw(KRONOR), "other_income": draw(st.integers(0, 3_000))}
    return {**BASE, "relatives": relatives, "home": home, **own}


def _taken(income: int, free: int, high: int, other: int) -> int:
    of_work = Fraction(3 * income, 8) if income > high else max(Fraction(0), Fraction(income - free, 2))
    return int(of_work) + max(0, other - 500)


def _by_hand(facts: dict[str, Any]) -> int:
    """The month in öre, from the text of the ordinance once more, with fractions."""
    cost, with_family = facts["home"]["cost"], facts["home"]["lives"] == "family"
    at_home = maintained = taken = 0
    for one in facts["relatives"]:
        if one["relation"] == "own_child":
            at_home += 2_175
            taken += min(2_175, one["benefits"] + max(0, one["other"] - 500))
        elif one["relation"] == "spouse":
            at_home += 4_350
            taken += _taken(one["work"], 1_000, 4_000, one["other"])
        else:
            maintained += min(2_175, one["liability"])
    together = at_home + (cost if with_family else 0)
    left = max(Fraction(together - taken), Fraction(cost if with_family else 0, 2))
    left += maintained + (0 if with_family else cost)
    left = max(Fraction(0), left - _taken(facts["leisure_work"], 2_000, 8_000, facts["other_income"]))
    total = left + 380 if left and cost else left
    return 0 if total < 100 else -int(-total // 1) * 100


@settings(max_examples=examples(150), deadline=None)
@given(_families())
def test_the_family_allowance_is_the_ordinance_s_own_sum(facts: dict[str, Any]) -> None:
    assert _sum(explain("familjebidrag_till_totalforsvarspliktiga", facts)) == _by_hand(facts)


@settings(max_examples=examples(60), deadline=None)
@given(_families(), st.integers(0, 200))
def test_days_of_a_month_never_give_more_than_the_month(facts: dict[str, Any], days: int) -> None:
    end = MARCH["start"] + timedelta(days=min(days, 30))
    part = {**facts, "period": {"start": MARCH["start"], "end": end}}
    code = "familjebidrag_till_totalforsvarspliktiga"
    assert _sum(explain(code, part)) <= _sum(explain(code, facts))


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 900_000), st.integers(0, 100_000), st.integers(2022, 2026))
def test_the_daily_allowance_lies_between_its_limits_and_rises_with_income(sgi: int, more: int, year: int) -> None:
    def amount(income: int) -> int:
        period = {"start": date(year, 3, 7), "end": date(year, 3, 7)}
        facts = {"period": period, "sgi": income, "kind": "other"}
        return _sum(explain("dagpenning_till_totalforsvarspliktig", facts))

    assert 130_00 <= amount(sgi) <= amount(sgi + more) <= amount(10_000_000)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.dates(date(2022, 1, 1), date(2026, 12, 1)),
    st.integers(0, 12),
    st.sampled_from(["training", "command_exercise", "other"]),
    st.sets(st.integers(0, 12)),
)
def test_showing_lost_income_never_costs_a_home_guard_a_day(
    start: date, days: int, service: str, lost: set[int]
) -> None:
    period = {"start": start, "end": start + timedelta(days=days)}
    facts: dict[str, Any] = {"period": period, "sgi": 365_000, "service": service}
    shown = [start + timedelta(days=number) for number in lost]

    def paid(answer: Explanation) -> set[date]:
        return {
            line.start + timedelta(days=number)
            for line in answer.lines
            if line.outcome == "granted"
            for number in range(line.days)
        }

    code = "dagpenning_till_hemvarnssoldat"
    without, with_shown = paid(explain(code, facts)), paid(explain(code, {**facts, "lost_income": shown}))
    assert without <= with_shown <= without | set(shown)


@settings(max_examples=examples(40), deadline=None)
@given(st.dates(date(2022, 1, 1), date(2026, 3, 1)), st.integers(61, 450), st.sets(st.integers(0, 60), max_size=20))
def test_the_premium_is_the_sum_of_the_days_paid_with_its_floor_and_supplement(
    start: date, length: int, missed: set[int]
) -> None:
    end = start + timedelta(days=length - 1)
    absent = [{"start": start + timedelta(days=n), "end": start + timedelta(days=n)} for n in missed]
    facts = {"training_days": length, "absent": absent}
    day = {"start": end, "end": end}
    by_day = explain("dagersattning_till_totalforsvarspliktig", {**facts, "period": {"start": start, "end": end}})
    premium = {**facts, "period": day, "service": {"start": start, "end": end}, "ended": "completed"}
    paid_days = length - len(missed)
    supplement = 12_200_00 if paid_days > 400 else 0
    expected = max(by_day.total + supplement, 6_100_00) if paid_days > 60 else 0
    assert explain("utbildningspremie_till_totalforsvarspliktig", premium).total == expected
