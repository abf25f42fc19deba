"""The best split of people: held against every split by hand, its shadow prices against one person more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from handlag.core.errors import HandlagError
from handlag.planning.domain.allocate import Need, Question, allocate, due_by, nearest_excess
from handlag.planning.domain.answers import series
from handlag.planning.domain.capacity import Capacity, Hire, Staff
from handlag.planning.domain.months import open_by_day, open_days
from handlag.planning.domain.scenario import CaseType, Queue, Scenario, simulate

MONTHS = 6


def _need(name: str, staff: float, **changed: object) -> Need:
    """100 cases a month, ten a person: ten people keep up; 200 old cases are due at once."""
    arrivals = np.full(MONTHS, 100.0)
    usual = Need(
        name, arrivals, np.full(MONTHS, 10.0), 200.0 + np.concatenate([[0.0], np.cumsum(arrivals)[:-1]]), 200.0, staff
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def _question(*needs: Need, **changed: object) -> Question:
    return replace(Question(needs, np.full(MONTHS, 40.0), ramp=(), mentors=0.0), **changed)  # type: ignore[arg-type]


def test_what_is_due_is_what_came_more_than_the_limit_before_the_months_end() -> None:
    # ten cases of each age 0-59 days; 30 days a month, limit 30: at the first month's end all are older but
    # those of the day before, who are thirty days old
    opening = np.full(60, 10.0)
    due = due_by(opening, np.full(3, 90.0), np.full(3, 30.0), 30)
    assert due.tolist() == [590.0, 690.0, 780.0]
    assert due_by(opening, np.full(1, 90.0), np.full(1, 30.0), 59)[0] == 300.0  # the thirty oldest days


def test_people_go_where_waiting_costs_most() -> None:
    dear, cheap = _need("dear", 5, price=5.0), _need("cheap", 15)
    plan = allocate(_question(dear, cheap, budget=np.full(MONTHS, 20.0)))
    assert plan.late[0].sum() < plan.late[1].sum()
    assert plan.moves[0].sum() > 0
    assert plan.moves.sum(axis=0) == pytest.approx(np.zeros(MONTHS), abs=1e-6)


def _late_by_hand(need: Need, staff: np.ndarray) -> float:
    late, done, come = 0.0, 0.0, need.opening
    for month in range(MONTHS):
        come += need.arrivals[month]
        done = min(done + staff[month] * need.rate[month], come)
        late += max(need.due[month] - done, 0.0)
    return late


def test_no_fixed_split_of_the_same_people_does_better() -> None:
    needs = (_need("a", 12, price=2.0), _need("b", 8))
    plan = allocate(_question(*needs, budget=np.full(MONTHS, 20.0)))
    ours = sum(need.price * plan.late[b].sum() for b, need in enumerate(needs))
    for first in range(21):
        split = (np.full(MONTHS, float(first)), np.full(MONTHS, 20.0 - first))
        theirs = sum(need.price * _late_by_hand(need, staff) for need, staff in zip(needs, split, strict=True))
        assert ours <= theirs + 1e-6


def test_a_shadow_price_is_what_one_person_more_saves() -> None:
    plan = allocate(_question(_need("a", 12), budget=np.full(MONTHS, 12.0)))
    worth = {(row.benefit, row.month): row.case_months for row in plan.worth}
    one_more = np.full(MONTHS, 12.0) + np.eye(MONTHS)[0] * 0.01
    saved = _late_by_hand(_need("a", 12), np.full(MONTHS, 12.0)) - _late_by_hand(_need("a", 12), one_more)
    assert worth["a", 0] == pytest.approx(saved / 0.01)


def test_learning_and_mentors_are_paid_for() -> None:
    at_once = allocate(_question(_need("a", 10), budget=np.full(MONTHS, 20.0)))
    learning = allocate(_question(_need("a", 10), budget=np.full(MONTHS, 20.0), ramp=(0.0, 0.5), mentors=0.1))
    assert learning.late.sum() > at_once.late.sum()
    assert learning.staff[0, 0] == pytest.approx(10 - 0.1 * learning.hires[0, 0])


def test_the_fewest_people_who_keep_a_promise() -> None:
    promised = _need("a", 10, price=0.0, late_allowed=np.array([np.inf, np.inf, np.inf, 0.0, 0.0, 0.0]))
    plan = allocate(_question(promised, budget=np.full(MONTHS, np.inf), wage=1.0))
    # 500 are due by the fourth month's end and ten people decide 400: 100 more within months 1-4
    assert plan.late[0, 3:] == pytest.approx(np.zeros(3), abs=1e-6)
    assert plan.decided[0, :4].sum() == pytest.approx(500)


def test_whole_people_are_whole_and_the_gap_to_the_best_is_told() -> None:
    plan = allocate(_question(_need("a", 10), _need("b", 9), budget=np.full(MONTHS, 24.5), whole=True))
    assert plan.hires == pytest.approx(np.round(plan.hires), abs=1e-6)
    assert 0 <= plan.gap <= 0.005


def test_a_promise_nobody_can_keep_says_by_how_much() -> None:
    needs = _need("a", 10, late_allowed=np.zeros(MONTHS)), _need("b", 10, late_allowed=np.full(MONTHS, 500.0))
    question = _question(*needs, budget=np.full(MONTHS, 20.0), moves_at_most=0.0)
    with pytest.raises(HandlagError) as refused:
        allocate(question)
    assert refused.value.code == "PLAN_CONTRADICTION"
    # ten people decide 100 of the 200 due in the first month, and keep just that distance
    assert refused.value.context["late"] == pytest.approx({"a": 100.0})
    excess = nearest_excess(question)
    assert excess is not None
    assert excess[0] == pytest.approx(np.full(MONTHS, 100.0))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            _question(_need("a", 10, least=30.0), _need("b", 5, least=20.0)),
            "least staffing is 50, but the budget is 40",
        ),
        (_question(_need("a", 60)), "60.0 are employed but the budget is 40"),
        (_question(_need("a", 10, least=5.0, most=3.0)), "at least 5 and at most 3"),
        (_question(_need("a", -1)), "below zero"),
        (_question(_need("a", 10, arrivals=np.ones(3))), "hasn't 6 months"),
    ],
)
def test_contradictions_are_named(question: Question, words: str) -> None:
    with pytest.raises(HandlagError) as refused:
        allocate(question)
    assert refused.value.code == "PLAN_CONTRADICTION"
    assert words in refused.value.english.problem


def test_the_simulation_confirms_the_share_decided_in_time_within_a_point() -> None:
    first, months, limit, minutes = 12 * 2025, 24, 60, 240
    days = np.array([len(open_by_day(first + n, 1)) for n in range(months)], dtype=float)
    stock, arrivals = (45,) * 90, np.full(months, 1000.0)
    staff = Staff(41.0)
    rate = np.array([open_days(first + n) for n in range(months)]) * 480 * 0.88 * 0.65 / minutes
    need = Need("b", arrivals, rate, due_by(np.array(stock, float), arrivals, days, limit), 4050.0, staff.fte)
    plan = allocate(Question((need,), np.full(months, 60.0), ramp=(), mentors=0.0))
    levels = np.diff(plan.staff[0], prepend=staff.fte)
    hires = tuple(Hire(month, level, ramp=(), mentors=0.0) for month, level in enumerate(levels) if level > 1e-9)
    queue = Queue(
        "b", (CaseType("all", minutes, tuple(arrivals)),), Capacity(staff, hires), {"all": stock}, limit=limit
    )
    runs = simulate(Scenario("confirm", first, months, (queue,)), runs=60)["b"]
    within = np.nanmean(series(runs, "share_within"), axis=0)
    late = np.maximum(need.due - np.cumsum(plan.decided[0]), 0.0)
    on_time_from = int(np.flatnonzero(late < 1)[0]) + 1
    assert within[on_time_from + 1 :].mean() >= 0.99
