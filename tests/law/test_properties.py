"""What holds for every claim, whatever the facts."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.law import Explanation, explain
from handlag.law.receipts import intact, rerun
from tests.law import strategies
from tests.law.strategies import examples

BENEFITS = ["sjukpenning", "foraldrapenning", "barnbidrag"]
EACH = {name: getattr(strategies, name)() for name in BENEFITS}


def _holds_for_any(result: Explanation, facts: dict[str, Any]) -> None:
    lines = result.lines
    assert (lines[0].start, lines[-1].end) == (facts["period"]["start"], facts["period"]["end"])
    for one, following in pairwise(lines):
        assert following.start == one.end + timedelta(days=1)
    for line in lines:
        assert (line.amount > 0) == (line.outcome == "granted")
        assert line.start <= line.end
        assert line.lagrum or line.outcome == "unclear"
    assert (result.outcome == "unclear") == bool(result.questions)
    assert result.questions or not any(line.outcome == "unclear" for line in lines)
    if result.outcome != "unclear":
        assert (result.outcome == "granted") == any(line.outcome == "granted" for line in lines)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_every_day_is_in_one_line_and_nothing_is_negative(benefit: str) -> None:
    @settings(max_examples=examples(80), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        _holds_for_any(explain(benefit, facts), facts)

    holds()


@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_receipt_survives_json_and_reruns_to_itself(benefit: str) -> None:
    @settings(max_examples=examples(25), deadline=None)
    @given(EACH[benefit])
    def holds(facts: dict[str, Any]) -> None:
        stored = json.loads(json.dumps(explain(benefit, facts).receipt()))
        assert intact(stored)
        assert rerun(stored) == stored

    holds()


@pytest.mark.parametrize("benefit", ["sjukpenning", "foraldrapenning"])
def test_a_lower_income_never_gives_more(benefit: str) -> None:
    @settings(max_examples=examples(60), deadline=None)
    @given(EACH[benefit], st.integers(0, 900_000))
    def holds(facts: dict[str, Any], other: int) -> None:
        if facts.get("work") in ("self_employed", "combined"):
            return
        low, high = sorted((facts["sgi"]["employment_income"], other))
        unpaid: dict[str, Any] = {"wage": []} if benefit == "sjukpenning" else {}
        totals = [
            explain(benefit, facts | unpaid | {"sgi": facts["sgi"] | {"employment_income": income}})
            for income in (low, high)
        ]
        if not any(answer.questions for answer in totals):
            assert totals[0].total <= totals[1].total

    holds()


@settings(max_examples=examples(60), deadline=None)
@given(EACH["sjukpenning"])
def test_a_day_never_gives_more_than_the_whole_benefit_of_the_highest_year(facts: dict[str, Any]) -> None:
    if facts["first_fourteen_days"] == "calendar":
        assert all(line.amount <= 125_900 for line in explain("sjukpenning", facts).lines)


@settings(max_examples=examples(60), deadline=None)
@given(EACH["sjukpenning"])
def test_a_claim_cut_in_two_gives_the_same_days_where_nothing_is_asked(facts: dict[str, Any]) -> None:
    """Decided in one piece or in two with the first as history, the later days come out the same."""
    start, end = facts["period"]["start"], facts["period"]["end"]
    simple = facts | {"wage": [], "work_trials": [], "first_fourteen_days": "calendar", "by_the_hour": False}
    whole = explain("sjukpenning", simple)
    if whole.outcome != "granted" or start == end or simple["work"] in ("combined", "self_employed"):
        return
    if any(line.reason_code not in ("SJP_GRANTED", "SJP_NOT_REDUCED") for line in whole.lines):
        return
    middle = start + (end - start) // 2
    paid = [
        {"start": line.start, "end": min(line.end, middle), "kind": "sjukpenning"}
        for line in whole.lines
        if line.outcome == "granted" and line.start <= middle
    ]
    if not paid:
        return
    later = {"period": {"start": middle + timedelta(days=1), "end": end}, "history": [*simple["history"], *paid]}
    rest = explain("sjukpenning", simple | later)
    expected = {(d, line.amount) for line in whole.lines for d in _days(line) if d > middle}
    assert {(d, line.amount) for line in rest.lines for d in _days(line)} == expected


def _days(line: Any) -> list[Any]:
    return [line.start + timedelta(days=n) for n in range(line.days)]
