"""The rules between benefits: exclusive ones never fill a day twice, detention counted in sets, deadlines and rates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.cases.domain.clock import is_working_day, months_after, reconsideration_deadline
from handlag.core.errors import HandlagError
from handlag.law import explain
from handlag.law import working_days as ours
from handlag.law.results import Explanation
from handlag.law.samordning.rules import NEVER_DETAINED, PROGRAMME, REST_WHEN_DETAINED, RULES, exclusive
from tests.law.strategies import examples

FIRST = date(2025, 3, 3)
NAMES = sorted({name for rule in RULES for name in (*rule.benefits, *rule.others)})
EXCLUSIVE = [(one, other) for one, other in product(NAMES, NAMES) if one < other and exclusive(one, other)]


def _spans(draw: st.DrawFn, count: int) -> list[dict[str, Any]]:
    day, spans = FIRST + timedelta(days=draw(st.integers(0, 5))), []
    for _ in range(draw(st.integers(1, count))):
        end = day + timedelta(days=draw(st.integers(0, 12)))
        spans.append({"start": day, "end": end, "amount": draw(st.integers(1, 150_000)), "eighths": draw(_EIGHTHS)})
        day = end + timedelta(days=draw(st.integers(1, 5)))
    return spans


_EIGHTHS = st.sampled_from([1, 2, 4, 6, 8])


@st.composite
def _two(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return _spans(draw, 4), _spans(draw, 4)


def _beside(benefit: str, own: list[dict[str, Any]], other: str, theirs: list[dict[str, Any]]) -> Explanation:
    period = {"start": FIRST, "end": FIRST + timedelta(days=99)}
    others = [span | {"benefit": other} for span in theirs]
    return explain("samordning", {"period": period, "benefit": benefit, "entitled": own, "others": others})


def _eighths_by_day(answer: Explanation) -> dict[date, int]:
    return {
        line.start + timedelta(days=number): line.share[0]
        for line in answer.lines
        if line.outcome == "granted"
        for number in range(line.days)
    }


@given(st.sampled_from(EXCLUSIVE), _two())
@settings(max_examples=examples(150), deadline=None)
def test_two_exclusive_benefits_never_fill_more_than_a_day(
    pair: tuple[str, str], spans: tuple[list[dict[str, Any]], list[dict[str, Any]]]
) -> None:
    (one, other), (mine, theirs) = pair, spans
    ours_, others = (
        _eighths_by_day(_beside(one, mine, other, theirs)),
        _eighths_by_day(_beside(other, theirs, one, mine)),
    )
    for day in set(ours_) & set(others):
        assert ours_[day] + others[day] <= 8 or "sjukersattning" in pair or "aktivitetsersattning" in pair
        if {"sjukersattning", "aktivitetsersattning"} & set(pair):
            whole = [
                span for span in (mine if one in REST_WHEN_DETAINED else theirs) if span["start"] <= day <= span["end"]
            ]
            assert whole[0]["eighths"] < 8


def test_every_pair_of_the_rules_is_one_the_property_tries() -> None:
    assert ("foraldrapenning", "sjukpenning") in EXCLUSIVE
    assert ("aktivitetsstod", "rehabiliteringsersattning") in EXCLUSIVE
    assert len(EXCLUSIVE) >= 15
    assert not exclusive("barnbidrag", "sjukpenning")


@given(_two(), st.sampled_from([("sjukpenning", "foraldrapenning"), ("rehabiliteringsersattning", "sjukpenning")]))
@settings(max_examples=examples(80), deadline=None)
def test_a_late_grant_makes_the_whole_what_it_would_have_been_at_once_or_leaves_what_was_paid(
    spans: tuple[list[dict[str, Any]], list[dict[str, Any]]], pair: tuple[str, str]
) -> None:
    (late, paid_first), (mine, theirs) = pair, spans
    at_once = _beside(late, mine, paid_first, theirs).total + _beside(paid_first, theirs, late, mine).total
    paid = sum(span["amount"] * ((span["end"] - span["start"]).days + 1) for span in theirs)
    facts = _beside(late, mine, paid_first, theirs).facts | {"retroactive": True}
    assert explain("samordning", facts).total + paid == max(at_once, paid)


@given(
    st.integers(0, 40), st.integers(0, 150), st.none() | st.integers(0, 60), st.sampled_from(sorted(REST_WHEN_DETAINED))
)
@settings(max_examples=examples(60), deadline=None)
def test_days_of_rest_in_detention_are_those_a_set_of_days_gives(
    before: int, length: int, release: int | None, benefit: str
) -> None:
    start = FIRST + timedelta(days=before)
    end = start + timedelta(days=length)
    held: dict[str, Any] = {"start": start, "end": end}
    if release is not None:
        held["release"] = end + timedelta(days=release)
    period = {"start": FIRST, "end": FIRST + timedelta(days=250)}
    own = [{**period, "amount": 40_000}]
    answer = explain("samordning", {"period": period, "benefit": benefit, "entitled": own, "detained": [held]})
    days = [start + timedelta(days=number) for number in range(length + 1)]
    resting = set(days[60:])
    if release is not None:
        resting -= {held["release"] - timedelta(days=number) for number in range(31)}
    everyday = {FIRST + timedelta(days=number) for number in range(251)}
    assert set(_eighths_by_day(answer)) == everyday - resting


@pytest.mark.parametrize("benefit", [*sorted(NEVER_DETAINED), *PROGRAMME])
def test_what_is_never_paid_in_prison_stops_the_first_day(benefit: str) -> None:
    period = {"start": FIRST, "end": FIRST + timedelta(days=9)}
    held = {"start": FIRST + timedelta(days=4), "end": FIRST + timedelta(days=9)}
    facts = {"period": period, "benefit": benefit, "entitled": [{**period, "amount": 100}], "detained": [held]}
    assert [line.days for line in explain("samordning", facts).lines if line.outcome == "granted"] == [4]


def test_child_allowance_goes_on_in_prison() -> None:
    period = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    own = [{**period, "amount": 125_000, "unit": "month"}]
    facts = {"period": period, "benefit": "barnbidrag", "entitled": own, "detained": [period]}
    assert explain("samordning", facts).total == 12 * 125_000


def test_days_of_the_benefit_may_not_overlap_or_leave_the_period() -> None:
    period = {"start": FIRST, "end": FIRST + timedelta(days=9)}
    inside = {"start": FIRST, "end": FIRST + timedelta(days=5), "amount": 1}
    outside = {"start": FIRST, "end": FIRST + timedelta(days=10), "amount": 1}
    for own in ([inside, inside], [outside]):
        with pytest.raises(HandlagError, match="LAW_FACTS"):
            explain("samordning", {"period": period, "benefit": "sjukpenning", "entitled": own})


def test_working_days_of_the_law_are_those_of_the_agencys_clock() -> None:
    day = date(2022, 1, 1)
    while day < date(2031, 1, 1):
        assert (ours.next_working_day(day) == day) is is_working_day(day), day
        assert ours.months_after(day, 2) == months_after(day, 2)
        assert ours.next_working_day(ours.months_after(day, 2)) == reconsideration_deadline(day)
        day += timedelta(days=1)


@given(st.integers(0, 1_600), st.integers(0, 400), st.integers(0, 10**9))
@settings(max_examples=examples(60), deadline=None)
def test_interest_is_the_sum_of_its_days_to_an_ore_a_line(offset: int, length: int, capital: int) -> None:
    start = date(2022, 1, 1) + timedelta(days=offset)
    end = min(start + timedelta(days=length), date(2026, 12, 31))
    facts = {"period": {"start": start, "end": end}, "capital": capital, "kind": "late", "due_on": date(2021, 12, 1)}
    answer = explain("ranta_pa_aterkrav", facts)
    by_day = 0.0
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        half = 2 * (day.year - 2022) + (day.month > 6)
        rate = [8.0, 8.5, 10.5, 11.5, 12.0, 12.0, 11.0, 10.0, 10.0, 10.0][half]
        by_day += capital * rate / 100 / (366 if day.year == 2024 else 365)
    assert abs(answer.total - by_day) <= len(answer.lines)


def test_a_half_year_whose_reference_rate_was_not_found_is_refused_not_guessed() -> None:
    facts = {
        "period": {"start": "2027-01-01", "end": "2027-01-31"},
        "capital": 100,
        "kind": "late",
        "due_on": "2026-12-31",
    }
    with pytest.raises(HandlagError, match="LAW_PARAMETER"):
        explain("ranta_pa_aterkrav", facts)


def test_interest_on_a_plan_needs_the_lending_rate_and_the_day_of_the_plan() -> None:
    facts = {
        "period": {"start": "2025-01-01", "end": "2025-01-31"},
        "capital": 100,
        "kind": "plan",
        "due_on": "2024-12-31",
    }
    with pytest.raises(HandlagError, match="LAW_FACTS"):
        explain("ranta_pa_aterkrav", facts)
    with pytest.raises(HandlagError, match="LAW_NOT_WRITTEN"):
        explain("ranta_pa_aterkrav", facts | {"agreed_on": "2024-12-31"})


def test_there_were_no_seizure_orders_before_march_2025() -> None:
    with pytest.raises(HandlagError, match="LAW_NOT_WRITTEN"):
        explain("betalningssakring", {"period": {"start": "2025-02-28", "end": "2025-02-28"}, "amount": 1})


def test_a_request_is_one_day_and_comes_after_the_decision() -> None:
    day = {"start": "2025-02-03", "end": "2025-02-03"}
    for wrong in ({"period": {"start": "2025-02-03", "end": "2025-02-04"}}, {"decided_on": "2025-02-04"}):
        facts = {"period": day, "asked": "change", "decided_on": "2025-01-02"} | wrong
        with pytest.raises(HandlagError, match="LAW_FACTS"):
            explain("omprovning", facts)
