"""The backlog model: no case is lost, ages add up to the day, and it does what the sources describe."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from handlag.planning.domain.cohorts import (
    AGE_SUM,
    AGES,
    ARRIVED,
    AUTOMATIC,
    CASE_DAYS,
    DECIDED,
    NEWEST,
    OLDEST,
    PENDING,
    PENDING_AGE,
    PENDING_OVER,
    PROPORTIONAL,
    RETURNED,
    UNUSED,
    WITHIN,
    Plan,
    run,
)
from tests.planning.plans import ALWAYS, kinds_of, outcome, plan, rules, stock


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Backlogs of every sort: types, lags, rework, automation, mixed orders, too few and too many officers."""
    kinds, days = draw(st.integers(1, 3)), draw(st.integers(31, 200))
    orders = draw(
        st.lists(
            st.tuples(
                st.sampled_from([OLDEST, NEWEST, PROPORTIONAL]),
                st.integers(-1, kinds - 1),
                st.integers(0, 20),
                st.integers(0, 1000),
            ),
            max_size=4,
        )
    )
    follow = draw(
        st.lists(
            st.tuples(st.integers(0, kinds - 1), st.integers(0, kinds - 1), st.floats(0, 0.5), st.integers(1, 90)),
            max_size=3,
        )
    )
    held = draw(st.lists(st.floats(0, 0.4), min_size=2, max_size=2))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    return plan(
        days,
        kinds,
        opening=rng.integers(0, 30, (kinds, 90)),
        expected=rng.uniform(0, 30, (kinds, days)),
        spread=np.full((kinds, (days - 1) // 30 + 1), 0.2),
        automatic=np.full((kinds, days), draw(st.floats(0, 1))),
        minutes=rng.integers(0, draw(st.integers(1, 4000)), days),
        each=rng.integers(1, 300, kinds),
        held=np.tile(held, (kinds, 1)),
        lags=np.array([7, 30]),
        follow=np.array(follow or np.zeros((0, 4)), float).reshape(-1, 4),
        rules=_shared(orders),
    )


def _shared(drawn: list[tuple[int, int, int, int]]) -> np.ndarray:
    """Rules that use no more than the whole day between them."""
    whole = max(sum(rule[3] for rule in drawn), 1000)
    return np.array([*((*r[:3], r[3] * 1000 // whole, *ALWAYS) for r in drawn), (OLDEST, -1, 0, 0, 1, 4)], np.int64)


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(-1, 50))
def test_every_case_is_decided_or_pending_and_every_day_of_age_is_counted_once(made: Plan, seed: int) -> None:
    monthly = outcome(made, seed)
    all_of = monthly.sum(axis=0)
    come = made.opening.sum() + all_of[ARRIVED] + all_of[RETURNED]
    assert come == all_of[DECIDED] + all_of[AUTOMATIC] + monthly[-1, PENDING]
    opening_age = (made.opening.sum(axis=0) * np.arange(made.opening.shape[1] - 1, -1, -1)).sum()
    assert monthly[-1, PENDING_AGE] == opening_age + all_of[CASE_DAYS] - all_of[AGE_SUM]
    assert (monthly >= 0).all()
    assert (monthly[:, WITHIN] <= monthly[:, DECIDED]).all()
    assert (monthly[:, PENDING_OVER] <= monthly[:, PENDING]).all()


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(0, 50))
def test_nobody_decides_more_than_there_is_time_for(made: Plan, seed: int) -> None:
    monthly = outcome(made, seed)
    assert (monthly[:, DECIDED].sum() * made.each.min()) <= made.minutes.sum()


def test_the_ages_at_decision_are_counted_case_by_case() -> None:
    made = plan(opening=stock(1, {20: 50, 5: 30}))
    ages = np.zeros((24, AGES), np.int64)
    monthly = run(made, 3, ages, np.zeros((len(ages), 0), np.int64), kinds_of(made))
    assert ages.sum(axis=1).tolist() == monthly[:, DECIDED].tolist()
    assert (ages @ np.arange(AGES)).tolist() == monthly[:, AGE_SUM].tolist()
    assert ages[:, :31].sum(axis=1).tolist() == monthly[:, WITHIN].tolist()


def test_the_same_seed_gives_the_same_run_and_another_gives_another() -> None:
    made = plan(spread=np.full((1, 24), 0.1))
    assert (outcome(made, 7) == outcome(made, 7)).all()
    assert (outcome(made, 7) != outcome(made, 8)).any()


def test_with_staff_enough_every_case_is_decided_the_day_it_comes() -> None:
    monthly = outcome(plan())
    assert monthly[:, DECIDED].tolist() == [300] * 24
    assert monthly[:, AGE_SUM].sum() == 0
    assert monthly[:, UNUSED].tolist() == [30 * 60] * 24  # eleven hours a day for ten


def test_oldest_first_takes_the_oldest_and_newest_first_leaves_them() -> None:
    opening = stock(1, {100: 40, 50: 40})
    oldest = outcome(plan(30, opening=opening, expected=np.zeros((1, 30)), minutes=np.full(30, 120)))
    newest = outcome(
        plan(
            30,
            opening=opening,
            expected=np.zeros((1, 30)),
            minutes=np.full(30, 120),
            rules=rules(NEWEST),
        )
    )
    # two a day for thirty days: forty of the oldest on days 101-120, then twenty of the others on days 71-80
    assert oldest[0, AGE_SUM] == sum(2 * (100 + day) for day in range(1, 21)) + sum(2 * (50 + d) for d in range(21, 31))
    assert newest[0, AGE_SUM] == sum(2 * (50 + day) for day in range(1, 21)) + sum(2 * (100 + d) for d in range(21, 31))


def test_an_order_may_hold_for_some_months_only() -> None:
    opening = stock(1, {100: 40, 50: 40})
    none, few = np.zeros((1, 60)), np.full(60, 1) * 60
    turn = np.array([[NEWEST, -1, 0, 1000, 0, 1], [OLDEST, -1, 0, 1000, 1, 2]])
    monthly = outcome(plan(60, opening=opening, expected=none, minutes=few, rules=turn))
    assert monthly[0, AGE_SUM] == sum(50 + day for day in range(1, 31))
    assert monthly[1, AGE_SUM] == sum(100 + day for day in range(31, 61))


def test_what_waits_for_somebody_else_is_pending_but_can_not_be_worked() -> None:
    made = plan(60, expected=np.repeat([[10.0, 0.0]], [1, 59], axis=1), held=np.array([[1.0]]))
    monthly = outcome(made)
    assert monthly[0, DECIDED] == 10
    assert monthly[0, AGE_SUM] == 10 * 14


def test_decisions_come_back_as_reviews_when_they_fall_due() -> None:
    made = plan(90, kinds=2, follow=np.array([[0, 1, 0.5, 60]]), expected=np.vstack([np.full(90, 10.0), np.zeros(90)]))
    assert outcome(made)[:, RETURNED].tolist() == [0, 0, 150]


def test_a_case_too_long_for_a_day_is_finished_by_the_minutes_kept() -> None:
    made = plan(
        30, expected=np.zeros((1, 30)), opening=stock(1, {0: 3}), each=np.array([300]), minutes=np.full(30, 100)
    )
    monthly = outcome(made)
    assert (monthly[0, DECIDED], monthly[0, AGE_SUM]) == (3, 3 + 6 + 9)


def _quarters(made: Plan) -> np.ndarray:
    monthly = outcome(made)
    return monthly[:, AGE_SUM].reshape(-1, 3).sum(axis=1) / monthly[:, DECIDED].reshape(-1, 3).sum(axis=1)


def test_clearing_the_oldest_first_raises_the_mean_time_before_it_falls() -> None:
    # stock of a steady queue worked in proportion at 143 days; then a fifth more staff takes the oldest first
    daily, mean = 100, 143
    ages = {age: round(daily * np.exp(-age / mean)) for age in range(1300)}
    more = plan(720, opening=stock(1, ages, 1300), expected=np.full((1, 720), float(daily)), minutes=np.full(720, 7200))
    even = more._replace(rules=rules(PROPORTIONAL))
    cleared, spread = _quarters(more), _quarters(even)
    assert cleared[0] > 1.3 * mean
    assert cleared[2] < mean
    assert (np.diff(spread) < 1).all()  # in proportion there is no bump, but the oldest wait on
    assert outcome(even)[5, PENDING_OVER] > outcome(more)[5, PENDING_OVER]


def test_sorting_cases_first_lets_the_simple_ones_through() -> None:
    days = 360
    mixed = plan(
        days, kinds=2, expected=np.full((2, days), 50.0), each=np.array([20, 120]), minutes=np.full(days, 6500),
        opening=stock(2, dict.fromkeys(range(60), 50)),
    )  # fmt: skip
    sorted_first = mixed._replace(rules=np.array([[OLDEST, 0, 0, 300, *ALWAYS], [OLDEST, -1, 0, 700, *ALWAYS]]))
    assert outcome(sorted_first)[:3, DECIDED].sum() > 1.1 * outcome(mixed)[:3, DECIDED].sum()


def _event_by_event(seed: int, days: int, daily: float, capacity: int, opening: dict[int, int]) -> tuple[float, float]:
    """The same queue, one case at a time in SimPy: mean age at decision and cases pending at the end."""
    rng, world = np.random.default_rng(seed), simpy.Environment()
    queue: list[int] = [-1 - age for age in sorted(opening, reverse=True) for _ in range(opening[age])]
    waited: list[int] = []

    def agency() -> Iterator[simpy.Event]:
        while True:
            today = int(world.now)
            queue.extend([today] * rng.poisson(daily))
            for _ in range(min(capacity, len(queue))):
                waited.append(today - queue.pop(0))
            yield world.timeout(1)

    world.process(agency())
    world.run(until=days)
    return float(np.mean(waited)), len(queue)


def test_it_agrees_with_a_simulation_of_each_case_within_two_per_cent() -> None:
    opening = dict.fromkeys(range(60), 60)
    seeds, days = range(12), 360
    made = plan(days, opening=stock(1, opening), expected=np.full((1, days), 195.0), minutes=np.full(days, 200 * 60))
    runs = [outcome(made, seed) for seed in seeds]
    ours = np.mean([one[:, AGE_SUM].sum() / one[:, DECIDED].sum() for one in runs])
    left = np.mean([one[-1, PENDING] for one in runs])
    theirs = np.array([_event_by_event(seed, days, 195.0, 200, opening) for seed in seeds])
    assert ours == pytest.approx(theirs[:, 0].mean(), rel=0.02)
    assert left == pytest.approx(theirs[:, 1].mean(), rel=0.10)
