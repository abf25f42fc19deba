"""Care at the public's cost (SFB 106 kap.): twins that go day by day in sets, and what board may take."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import explain
from handlag.law.results import Explanation
from tests.law.strategies import examples

YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
LONG = {"met": True, "by": "officer", "made_on": date(2026, 1, 10)}
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


def _granted(answer: Explanation) -> set[date]:
    return {
        line.start + timedelta(days=number)
        for line in answer.lines
        if line.outcome == "granted"
        for number in range(line.days)
    }


def _year(benefit: str, **more: Any) -> Explanation:
    own = [{**YEAR, "amount": 300_000, "unit": "month"}]
    return explain("samordning", {"period": YEAR, "benefit": benefit, "entitled": own, **more})


@st.composite
def _stay(draw: st.DrawFn, longest: int = 200) -> tuple[date, date]:
    start = date(2025, 11, 1) + timedelta(days=draw(st.integers(0, 400)))
    return start, start + timedelta(days=draw(st.integers(0, longest)))


@settings(max_examples=examples(80), deadline=None)
@given(_stay())
def test_maintenance_support_is_lost_for_the_months_whose_every_day_is_in_care(stay: tuple[date, date]) -> None:
    inside = {day for day in DAYS if stay[0] <= day <= stay[1]}
    answer = _year("underhallsstod", in_care=[{"start": stay[0], "end": stay[1], "kind": "social_services"}])
    lost = {month for month in range(1, 13) if {day for day in DAYS if day.month == month} <= inside}
    assert _granted(answer) == {day for day in DAYS if day.month not in lost}


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(_stay(longest=14), max_size=6))
def test_days_at_home_are_paid_for_when_ten_in_a_row_or_ten_in_a_quarter(home: list[tuple[date, date]]) -> None:
    away = [{"start": start, "end": end} for start, end in home]
    care = {"start": date(2025, 6, 1), "end": date(2027, 6, 30), "kind": "institution", "over_six_months": LONG}
    answer = _year("omvardnadsbidrag", in_care=[{**care, "away": away}])
    at_home = {start + timedelta(days=n) for start, end in home for n in range((end - start).days + 1)}

    def in_a_row(day: date) -> bool:
        runs = ({day + timedelta(days=first + n) for n in range(10)} for first in range(-9, 1))
        return any(run <= at_home for run in runs)

    def in_the_quarter(day: date) -> bool:
        return sum((day.year, (day.month - 1) // 3) == (one.year, (one.month - 1) // 3) for one in at_home) >= 10

    expected = {day for day in DAYS if day in at_home and (in_a_row(day) or in_the_quarter(day))}
    assert _granted(answer) == expected


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(["sjukpenning", "sjukersattning"]), st.integers(0, 30_000_00), st.integers(0, 1_000_00))
def test_board_takes_at_most_a_third_and_eighty_kronor_and_never_less_of_a_higher_benefit(
    benefit: str, after_tax: int, more: int
) -> None:
    monthly = benefit == "sjukersattning"
    facts = {"period": {"start": date(2026, 3, 2), "end": date(2026, 3, 2)}, "benefit": benefit}
    stay = {"unit": "month", "stay": "probation"} if monthly else {"unit": "day", "stay": "addiction"}

    def board(amount: int) -> int:
        return explain("avdrag_for_uppehalle", {**facts, **stay, "after_tax": amount}).total

    assert board(after_tax) * (90 if monthly else 3) <= after_tax
    assert board(after_tax) <= board(after_tax + more) <= 80_00
