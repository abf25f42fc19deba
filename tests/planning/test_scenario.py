"""Scenarios: from people and cases to dates, and contradictions said plainly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import Target, compare, months, series, when_met
from handlag.planning.domain.capacity import Capacity, Change, Dip, Hire, Staff, heads, minutes_a_day, trained, working
from handlag.planning.domain.cohorts import DECIDED, PENDING
from handlag.planning.domain.months import month_text, open_days
from handlag.planning.domain.scenario import CaseType, Consequence, Queue, Rule, Scenario, plan_of, simulate

JANUARY = 12 * 2025
MONTHS = 24


def _queue(fte: float = 41.0, **changed: object) -> Queue:
    """1,000 cases a month of four hours each: about 42 officers at 65 per cent case work and 12 per cent absence."""
    usual = Queue(
        "omvardnadsbidrag",
        (CaseType("new", 240, (1000.0,) * MONTHS),),
        Capacity(Staff(fte)),
        {"new": (40,) * 90},
        limit=90,
        fte_month_cost=60_000,
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def _simulated(*queues: Queue, runs: int = 20) -> dict[str, object]:
    return simulate(Scenario("test", JANUARY, MONTHS, queues), runs=runs)  # type: ignore[return-value]


def test_months_have_the_open_days_of_the_swedish_calendar() -> None:
    # January 2025: 23 weekdays less New Year's Day and Epiphany; December 2024 has three eves and holidays on weekdays
    assert open_days(JANUARY) == 21
    assert open_days(JANUARY - 1) == 18
    assert month_text(JANUARY) == "2025-01"


def test_minutes_are_people_less_absence_and_other_work() -> None:
    assert minutes_a_day(Capacity(Staff(10)), JANUARY, 2) == pytest.approx([10 * 480 * 0.88 * 0.65] * 2)
    winter = Capacity(Staff(10), absence_by_month=(0.2, *(0.1,) * 11))
    assert minutes_a_day(winter, JANUARY, 2) == pytest.approx([10 * 480 * 0.8 * 0.65, 10 * 480 * 0.9 * 0.65])


def test_new_officers_lower_output_before_they_raise_it() -> None:
    able = working(Capacity(Staff(20), hires=(Hire(2, 10),)), 8)
    assert able == pytest.approx([20, 20, 18.5, 21.0, 23.5, 26.0, 30, 30])
    assert heads(Capacity(Staff(20), hires=(Hire(2, 10),)), 4) == pytest.approx([20, 20, 30, 30])


def test_turnover_takes_the_same_share_of_all_each_month() -> None:
    assert heads(Capacity(Staff(100, turnover=0.02)), 3) == pytest.approx([100, 98, 96.04])


def test_loans_and_new_systems_move_what_is_done() -> None:
    lent = Capacity(Staff(20), changes=(Change(1, 2, -5),), dips=(Dip(2, 1, 0.2),))
    assert working(lent, 4) == pytest.approx([20, 15, 12, 20])


@given(st.floats(0, 500), st.integers(0, 30), st.floats(0, 0.1))
def test_nobody_in_training_does_more_than_a_trained_officer(fte: float, month: int, turnover: float) -> None:
    work, lost = trained([Hire(month, fte)], 36, turnover)
    assert (work <= fte + 1e-9).all()
    assert (lost <= 0.15 * fte + 1e-9).all()


def test_more_officers_empty_the_queue_sooner_and_cost_more_a_case() -> None:
    few, many = (_simulated(_queue(fte))["omvardnadsbidrag"] for fte in (44.0, 60.0))
    target = Target("omvardnadsbidrag", "pending", 1500)
    assert when_met(target, few).sure is None or when_met(target, few).sure > when_met(target, many).sure
    ours = months(_queue(60.0), many, JANUARY)
    assert ours[0].unit_cost == pytest.approx(60 * 60_000 / (ours[0].decided + ours[0].automatic))
    assert ours[-1].pending.mean < ours[0].pending.mean


def test_the_ratio_r_is_under_one_while_old_cases_are_cleared_and_over_one_while_they_gather() -> None:
    clearing = months(_queue(60.0), _simulated(_queue(60.0))["omvardnadsbidrag"], JANUARY)
    gathering = months(_queue(30.0), _simulated(_queue(30.0))["omvardnadsbidrag"], JANUARY)
    assert clearing[3].hidden_age < 1 < gathering[11].hidden_age


def test_a_tenth_automatic_is_a_tenth_less_to_do() -> None:
    kind = CaseType("new", 240, (1000.0,) * MONTHS, automatic=(0.1,) * MONTHS)
    runs = _simulated(_queue(types=(kind,)))["omvardnadsbidrag"]
    row = months(_queue(), runs, JANUARY)[0]
    assert row.automatic == pytest.approx(100, abs=10)


def test_uncertain_inflow_gives_uncertain_queues() -> None:
    kind = CaseType("new", 240, (1000.0,) * MONTHS, spread=(0.2,) * MONTHS)
    wide = months(_queue(), _simulated(_queue(types=(kind,)), runs=100)["omvardnadsbidrag"], JANUARY)[-1].pending
    narrow = months(_queue(), _simulated(_queue(), runs=100)["omvardnadsbidrag"], JANUARY)[-1].pending
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_two_scenarios_are_set_side_by_side() -> None:
    one, other = _simulated(_queue(38.0)), _simulated(_queue(60.0))
    rows = {row.measure: row for row in compare(one, other)}
    assert rows["pending"].one > rows["pending"].other
    assert rows["pending"].one == pytest.approx(one["omvardnadsbidrag"].monthly[:, -1, PENDING].mean())


def test_the_same_seed_gives_the_same_figures() -> None:
    one, other = _simulated(_queue())["omvardnadsbidrag"], _simulated(_queue())["omvardnadsbidrag"]
    assert np.sort(one.monthly[:, -1, DECIDED]).tolist() == np.sort(other.monthly[:, -1, DECIDED]).tolist()
    assert series(one, "pending").shape == (20, MONTHS)


def test_reconsiderations_come_back_as_work() -> None:
    two = (CaseType("new", 240, (1000.0,) * MONTHS), CaseType("reconsideration", 300, (0.0,) * MONTHS))
    queue = _queue(fte=60.0, types=two, consequences=(Consequence("new", "reconsideration", 0.05, 30),))
    runs = _simulated(queue)["omvardnadsbidrag"]
    assert runs.monthly[..., 1].sum() == pytest.approx(0.05 * runs.monthly[..., DECIDED].sum(), rel=0.1)


@pytest.mark.parametrize(
    ("queue", "words"),
    [
        (_queue(types=()), "case types lack"),
        (_queue(opening={"old": (1,)}), "no case type old"),
        (_queue(rules=(Rule(share=0.7), Rule(share=0.7))), "exceed the day"),
        (_queue(rules=(Rule(order="luckiest"),)), "can't be followed"),
        (_queue(types=(CaseType("new", 240, (1.0,) * 3),)), "give 24 months"),
        (_queue(types=(CaseType("new", 0, (1.0,) * MONTHS),)), "below zero"),
        (_queue(types=(CaseType("new", 10, (-1.0,) * MONTHS),)), "below zero"),
        (_queue(types=(CaseType("new", 10, (1.0,) * MONTHS, automatic=(1.5,) * MONTHS),)), "isn't 0 to 1"),
        (_queue(types=(CaseType("new", 10, (1.0,) * MONTHS, waits=((7, 0.6), (30, 0.6))),)), "isn't 0 to 1"),
    ],
)
def test_a_scenario_that_contradicts_itself_is_refused(queue: Queue, words: str) -> None:
    with pytest.raises(HandlagError) as refused:
        plan_of(queue, JANUARY, MONTHS)
    assert refused.value.code == "PLAN_SCENARIO"
    assert words in refused.value.english.problem


def test_staff_below_none_is_refused() -> None:
    with pytest.raises(HandlagError, match="PLAN_CAPACITY"):
        Staff(-1)
    with pytest.raises(HandlagError, match="negative in month 2"):
        heads(Capacity(Staff(3), changes=(Change(1, 1, -5),)), 3)
