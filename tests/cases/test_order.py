"""The queue's order: the first group that matches wins; the preview and the taking agree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlag.cases.actions.set_order import set_order
from handlag.cases.actions.take_task import take_next
from handlag.cases.domain.order import DEFAULT, REST, Group, Waiting, in_words, place, read_order
from handlag.cases.models import Task
from handlag.cases.queries.order import explain_place, preview_order, queue
from handlag.core.errors import HandlagError, NotAllowed
from tests.cases import scene

TODAY = date(2026, 4, 1)


def waiting(target: int = 20, received: int = 10, **values: object) -> Waiting:
    basics = {
        "benefit": "sjukpenning", "kind": "decide", "unit": "stockholm", "protected": False,
        "received_on": TODAY - timedelta(days=received), "target_on": TODAY + timedelta(days=target),
        "deadline": TODAY + timedelta(days=7),
    }  # fmt: skip
    return Waiting(**basics | values)  # type: ignore[arg-type]


def test_what_is_past_its_target_stands_first_then_what_soon_will_be():
    assert [place(waiting(target), DEFAULT, TODAY) for target in (-1, 0, 7, 8)] == [0, 1, 1, 2]


def test_the_first_group_that_matches_wins():
    groups = read_order(
        [
            {"name": "barn", "constraints": {"benefit": ["barnbidrag", "foraldrapenning"]}},
            {"name": "gamla", "constraints": {"older_than": 10}},
        ]
    )
    assert place(waiting(benefit="barnbidrag"), groups, TODAY) == 0
    assert place(waiting(received=10), groups, TODAY) == 1
    assert place(waiting(received=9), groups, TODAY) == 2
    assert groups[2] == REST


def test_a_group_is_said_in_words():
    group = Group("x", {"benefit": ["barnbidrag"], "older_than": 10})
    assert in_words(group, "sv") == "förmånen är barnbidrag; ärendets ålder i dagar: minst 10"
    assert in_words(Group("x", {"target_within": -1}), "sv") == "målet har passerats"
    assert in_words(Group("x", {"deadline_within": 7}), "en") == "days left to the deadline: at most 7"
    assert in_words(REST, "en") == "all others"


@pytest.mark.parametrize(
    ("constraints", "field"),
    [
        ({"benefitt": "x"}, "groups.0.benefitt"),
        ({"older_than": "10"}, "groups.0.older_than"),
        ({"older_than": True}, "groups.0.older_than"),
        ({"protected": 1}, "groups.0.protected"),
        ({"benefit": []}, "groups.0.benefit"),
        ("all", "groups.0.constraints"),
    ],
)
def test_an_order_that_cannot_be_read_names_the_field(constraints, field):
    with pytest.raises(HandlagError) as caught:
        read_order([{"constraints": constraints}])
    assert (caught.value.code, caught.value.field) == ("CASE_ORDER", field)


groups_ = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "benefit": st.sampled_from(["sjukpenning", "barnbidrag"]),
            "older_than": st.integers(0, 40),
            "target_within": st.integers(-5, 30),
        },
    ),
    max_size=4,
)


@given(groups_, st.integers(-20, 40), st.integers(0, 60))
def test_every_task_has_a_place_in_every_order(constraints, target, received):
    groups = read_order([{"constraints": each} for each in constraints])
    task = waiting(target, received)
    position = place(task, groups, TODAY)
    assert groups[position].matches(task, TODAY)
    assert not any(group.matches(task, TODAY) for group in groups[:position])


# The same against the database.


@pytest.fixture
def tasks(db):
    anna = scene.person()
    unit = scene.unit()
    made = []
    for number, (benefit, target, received) in enumerate(
        [("sjukpenning", 20, 10), ("barnbidrag", 40, 5), ("sjukpenning", -2, 32), ("foraldrapenning", 5, 25)]
    ):
        case = scene.bare_case(anna, benefit, f"2026-00000{number}-0")
        made.append(
            Task.objects.create(
                case=case, kind="decide", benefit=benefit, unit=unit, created_at=scene.NOON,
                deadline=TODAY + timedelta(days=7), received_on=TODAY - timedelta(days=received),
                target_on=TODAY + timedelta(days=target),
            )
        )  # fmt: skip
    return made


def test_the_queue_stands_in_the_order_and_each_says_why(tasks):
    found = queue(10, scene.NOON)
    assert [tasks.index(placed.task) for placed in found] == [2, 3, 0, 1]
    assert [placed.group.name for placed in found] == ["beyond target", "target within a week", "rest", "rest"]
    assert explain_place(tasks[3], scene.NOON) == (1, DEFAULT[1])


def test_tasks_are_taken_in_the_order_the_preview_showed(tasks):
    wanted = [{"name": "barn", "constraints": {"benefit": ["barnbidrag", "foraldrapenning"]}}]
    shown = [placed.task.id for placed in preview_order(wanted, 10, scene.NOON)]
    assert [tasks.index(task) for task in tasks] == [0, 1, 2, 3]
    assert queue(1, scene.NOON)[0].task == tasks[2]  # a preview sets nothing
    set_order("Barn först", wanted, scene.account("mia", "manager"), scene.NOON)
    olle = scene.account("olle")
    assert [take_next(olle, scene.NOON).id for _ in tasks] == shown
    assert shown == [tasks[3].id, tasks[1].id, tasks[2].id, tasks[0].id]
    assert take_next(olle, scene.NOON) is None


def test_only_what_she_can_and_may_handle_is_offered(tasks):
    karin = scene.account("karin", skills=["barnbidrag"])
    assert take_next(karin, scene.NOON) == tasks[1]
    assert take_next(karin, scene.NOON) is None


def test_an_officer_does_not_set_the_order(tasks):
    with pytest.raises(NotAllowed, match="CASE_ORDER_ROLE"):
        set_order("Mitt", [], scene.account("olle"), scene.NOON)
