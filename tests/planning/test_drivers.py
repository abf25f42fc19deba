"""What drives the difference between two scenarios: parts that sum to the whole, and blame laid where it belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlag.core.errors import HandlagError
from handlag.planning.domain.answers import Target as Goal
from handlag.planning.domain.answers import by_age, months, series, shares_within, when_met
from handlag.planning.domain.capacity import Capacity, Change, Hire, Staff, working
from handlag.planning.domain.cohorts import DECIDED, PENDING, WITHIN
from handlag.planning.domain.drivers import differing, drivers, simulations
from handlag.planning.domain.need import more_people
from handlag.planning.domain.scenario import CaseType, Queue, Rule, Scenario, simulate

JANUARY = 12 * 2025
MONTHS = 12


def _queue(**changed: object) -> Queue:
    """1,000 cases a month of four hours: 42 officers keep up, these 38 don't."""
    usual = Queue(
        "omvardnadsbidrag", (CaseType("new", 240, (1000.0,) * MONTHS),), Capacity(Staff(38.0)), {"new": (40,) * 90},
        limit=90,
    )  # fmt: skip
    return replace(usual, **changed)  # type: ignore[arg-type]


def _scenario(*queues: Queue) -> Scenario:
    return Scenario("test", JANUARY, MONTHS, queues)


def _more(queue: Queue, inflow: float) -> Queue:
    return replace(queue, types=tuple(replace(kind, inflow=(inflow,) * MONTHS) for kind in queue.types))


MORE_PEOPLE = Capacity(Staff(38.0), hires=(Hire(2, 20.0, source="government decision"),))


def test_the_parts_of_a_difference_sum_to_it_exactly_and_each_has_its_sign() -> None:
    one, other = _scenario(_queue()), _scenario(_more(_queue(capacity=MORE_PEOPLE), 1200.0))
    splits = {split.measure: split for split in drivers(one, other, 20, 1)}
    pending = splits["pending"]
    assert set(pending.parts) == {"inflow", "hires"}
    assert pending.every_order
    assert pending.parts["inflow"] > 0 > pending.parts["hires"]
    for split in splits.values():
        assert sum(split.parts.values()) == pytest.approx(split.other - split.one, abs=1e-6)


def test_the_ends_are_those_of_the_two_scenarios_themselves() -> None:
    one, other = _scenario(_queue()), _scenario(_queue(capacity=MORE_PEOPLE))
    split = drivers(one, other, 20, 1)[0]
    for scenario, value in ((one, split.one), (other, split.other)):
        found = simulate(scenario, 20, 1)["omvardnadsbidrag"]
        assert series(found, "pending")[:, -1].mean() == value
    assert split.parts == {"hires": split.other - split.one}


def test_many_differences_still_sum_to_the_whole() -> None:
    staff = Staff(45.0, case_work=0.7, turnover=0.01)
    changed = _more(
        _queue(
            capacity=replace(MORE_PEOPLE, staff=staff, changes=(Change(3, 4, -5.0),)),
            rules=(Rule("newest"),), opening={"new": (60,) * 90},
        ),
        1100.0,
    )  # fmt: skip
    one, other = _scenario(_queue()), _scenario(changed)
    assert len(differing(one.queues[0], other.queues[0])) == 8
    assert simulations(one, other) == 64
    for split in drivers(one, other, 4, 1):
        assert not split.every_order
        assert sum(split.parts.values()) == pytest.approx(split.other - split.one, abs=1e-6)


def test_case_types_of_other_names_go_together() -> None:
    renamed = replace(_queue().types[0], name="first")
    other = _queue(types=(renamed,), opening={"first": (40,) * 90})
    assert [factor.name for factor in differing(_queue(), other)] == ["types"]


def test_another_source_for_the_same_people_is_no_difference() -> None:
    moved = replace(MORE_PEOPLE, hires=(Hire(2, 20.0, source="another"),))
    assert differing(_queue(capacity=MORE_PEOPLE), _queue(capacity=moved)) == []
    assert drivers(_scenario(_queue()), _scenario(_queue()), 4, 1) == []


def test_scenarios_of_other_months_are_not_taken_apart() -> None:
    with pytest.raises(HandlagError, match="PLAN_NOT_COMPARABLE"):
        drivers(_scenario(_queue()), replace(_scenario(_queue()), first=JANUARY + 1), 4, 1)


def test_a_loan_that_ended_before_the_plan_changes_nothing() -> None:
    assert working(Capacity(Staff(20), changes=(Change(-9, 3, 5.0),)), 3) == pytest.approx([20, 20, 20])


def test_a_benefit_meets_the_same_luck_wherever_it_stands_in_a_scenario() -> None:
    alone = simulate(_scenario(_queue()), 5)["omvardnadsbidrag"]
    second = simulate(_scenario(_queue(benefit="bostadsbidrag"), _queue()), 5)["omvardnadsbidrag"]
    assert sorted(alone.monthly[:, -1, PENDING]) == sorted(second.monthly[:, -1, PENDING])


def test_pending_by_age_sum_to_pending_and_the_oldest_are_counted_by_the_law() -> None:
    queue = _queue(opening={"new": (*(0,) * 200, 70)})  # seventy who had waited 200 days on the first
    queue = replace(queue, types=(replace(queue.types[0], waits=((60, 0.1),)),), rules=(Rule("newest"),))
    queue = replace(queue, capacity=Capacity(Staff(20.0)))
    found = simulate(_scenario(queue), 5)["omvardnadsbidrag"]
    for month in (0, 6, 11):
        ages = by_age(found, month)
        assert sum(ages) == pytest.approx(found.monthly[:, month, PENDING].mean())
        assert min(ages) >= 0
    row = months(queue, found, JANUARY)[0]
    assert row.over_statutory.mean == pytest.approx(70)  # newest first: nobody comes to them
    assert row.ages[4] == pytest.approx(70)  # 181 to 365 days
    assert months(queue, found, JANUARY)[11].ages[5] >= 70


def test_a_queue_with_a_limit_in_law_of_its_own_is_counted_by_it() -> None:
    queue = _queue(
        opening={"new": (*(0,) * 95, 70)}, statutory=90, rules=(Rule("newest"),), capacity=Capacity(Staff(20.0))
    )
    found = simulate(_scenario(queue), 3)["omvardnadsbidrag"]
    assert months(queue, found, JANUARY)[0].over_statutory.mean == pytest.approx(70)


def test_shares_within_days_and_paid_in_time_are_counted_from_the_same_decisions() -> None:
    queue = _queue(paid_days=5, paid_limit=95)  # decided within 90 days is paid in time, which is the limit too
    found = simulate(_scenario(queue), 5)["omvardnadsbidrag"]
    row = months(queue, found, JANUARY)[8]
    assert row.share_paid == pytest.approx(row.share_within)
    assert list(row.within) == sorted(row.within)
    whole = found.monthly[:, 8, WITHIN].sum() / found.monthly[:, 8, DECIDED].sum()
    assert shares_within(found, 8)[2] == pytest.approx(whole)


def test_a_target_out_of_reach_says_the_nearest_and_the_people_it_would_take() -> None:
    scenario, goal = _scenario(_queue()), Goal("omvardnadsbidrag", "pending", 2500)
    found = simulate(scenario, 40, 1)["omvardnadsbidrag"]
    met = when_met(goal, found)
    assert met.sure is None
    assert met.nearest_sure >= met.nearest_likely > 2500
    more = more_people(scenario, goal, 1)
    assert more is not None
    assert 2 < more < 12
    helped = _queue(capacity=Capacity(Staff(38.0), changes=(Change(0, MONTHS, more),)))
    assert when_met(goal, simulate(_scenario(helped), 40, 1)["omvardnadsbidrag"]).sure is not None


def test_what_no_number_of_people_can_do_is_said() -> None:
    held = replace(_queue().types[0], waits=((120, 1.0),))  # every case waits four months for somebody else
    goal = Goal("omvardnadsbidrag", "mean_days", 30)
    assert more_people(_scenario(_queue(types=(held,))), goal, 1) is None
