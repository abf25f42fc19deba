"""What comes from health care stands in the officers' one queue, with the tasks of cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlag.cases.actions.set_order import set_order
from handlag.cases.actions.take_task import take_next_work
from handlag.cases.models import Task
from handlag.cases.queries.work import CarePlaced, waiting, work
from handlag.core.errors import HandlagError
from handlag.exchange.actions.care_tasks import finish_care_task, open_care_task
from handlag.exchange.actions.take_care_task import release_care_task, take_care_task
from handlag.exchange.models import CareTask
from tests.cases import scene

pytestmark = pytest.mark.django_db
NOW, TODAY = scene.NOON, scene.NOON.date()


@pytest.fixture
def queue() -> list[Any]:
    """A case past its target, one with three days left and one with twenty; between them a question from care, due in
    five days: with the second it has less than a week left."""
    anna = scene.person()
    made: list[Any] = []
    for number, target in enumerate((-2, 3, 20)):
        made.append(
            Task.objects.create(
                case=scene.bare_case(anna, "sjukpenning", f"2026-00000{number}-0"), kind="decide",
                benefit="sjukpenning", created_at=NOW, deadline=TODAY + timedelta(days=7),
                received_on=TODAY - timedelta(days=10), target_on=TODAY + timedelta(days=target),
            )
        )  # fmt: skip
    made.insert(2, open_care_task("question", NOW, person=anna))
    return made


def stands(now: Any = NOW) -> list[Any]:
    return [each.task for each in work(10, now)]


def test_each_stands_where_its_last_day_puts_it(queue: list[Any]) -> None:
    assert stands() == queue
    placed = next(each for each in work(10, NOW) if isinstance(each, CarePlaced))
    assert placed.why("en") == "days left to the target: at most 7"


def test_what_is_past_its_day_stands_with_the_cases_past_their_target(queue: list[Any]) -> None:
    late = NOW + timedelta(days=6)

    first, second, third, _ = stands(late)

    assert [first, second, third] == [queue[0], queue[1], queue[2]]
    assert work(10, late)[2].why("en") == "the target has passed"


def test_the_next_to_take_is_the_first_of_both_kinds(queue: list[Any]) -> None:
    olle = scene.account()

    assert waiting(olle) == 4
    assert [take_next_work(olle, NOW) for _ in queue] == queue
    assert take_next_work(olle, NOW) is None
    assert CareTask.objects.get().assignee == olle


def test_a_manager_can_have_what_comes_from_care_first(queue: list[Any]) -> None:
    wanted = [{"name": "vården", "constraints": {"kind": "care"}}]
    set_order("Vården först", wanted, scene.account("mia", "manager"), NOW)

    assert stands()[0] == queue[2]
    assert take_next_work(scene.account(), NOW) == queue[2]


def test_what_a_colleague_has_is_hers_until_she_hands_it_back(queue: list[Any]) -> None:
    olle, karin, task = scene.account(), scene.account("karin"), queue[2]
    assert take_care_task(task.pk, olle, NOW) == take_care_task(task.pk, olle, NOW)

    with pytest.raises(HandlagError, match="CARE_TASK_TAKEN"):
        take_care_task(task.pk, karin, NOW)
    with pytest.raises(HandlagError, match="CARE_TASK_NOT_YOURS"):
        finish_care_task(task.pk, karin, NOW)
    with pytest.raises(HandlagError, match="CARE_TASK_TAKEN"):
        release_care_task(task.pk, karin, NOW)

    release_care_task(task.pk, olle, NOW)
    assert take_care_task(task.pk, karin, NOW) == task


def test_nobody_is_offered_what_is_about_herself_or_is_protected_from_her(queue: list[Any]) -> None:
    anna = queue[2].person
    herself = scene.account("anna", person=anna)
    assert take_next_work(herself, NOW) is None

    anna.protection = "sekretessmarkering"
    anna.save()
    Task.objects.all().delete()
    assert take_next_work(scene.account(), NOW) is None
    assert take_next_work(scene.account("karin", protected_access=True), NOW) == queue[2]
