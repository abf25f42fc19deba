"""Fifty at once, each with a connection of its own: nobody gets another's task, and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from handlag.cases.actions.decide import decide
from handlag.cases.actions.letters import make_letters
from handlag.cases.actions.open_case import open_case
from handlag.cases.actions.take_task import take_next, take_task
from handlag.cases.models import Case, Decision, Letter, Task
from handlag.core.errors import Conflict
from handlag.core.ids import luhn_digit
from handlag.events.models import Event
from handlag.people.models import Account
from tests.cases import scene

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORKERS = 50
TASKS = 200


@pytest.fixture(autouse=True)
def _nobody_drawn(settings):
    settings.HANDLAG_SAMPLE_SHARES = {}


def at_once(does: Callable[[int], Any], workers: int = WORKERS) -> list[Any]:
    """What each of the workers came to, all let go at the same moment; an error is a result like any other."""
    gate = Barrier(workers)

    def one(number: int) -> Any:
        try:
            gate.wait(60)
            return does(number)
        except Conflict as conflict:
            return conflict.code
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, range(workers)))


def queue_of(count: int) -> None:
    anna = scene.person()
    unit = scene.unit()
    for number in range(count):
        serial = f"{number:06}"
        case = scene.bare_case(anna, "sjukpenning", f"2026-{serial}-{luhn_digit('2026' + serial)}")
        Task.objects.create(
            case=case, kind="decide", benefit="sjukpenning", unit=unit, created_at=scene.NOON,
            deadline=case.received_on, received_on=case.received_on,
            target_on=case.received_on + timedelta(days=number % 30),
        )  # fmt: skip


def officers(count: int) -> list[Account]:
    return [scene.account(f"officer{number}") for number in range(count)]


def test_fifty_officers_empty_a_queue_of_two_hundred_and_no_task_is_taken_twice():
    queue_of(TASKS)
    staff = officers(WORKERS)

    def takes(number: int) -> list[Any]:
        taken = []
        while (task := take_next(staff[number], scene.NOON)) is not None:
            taken.append(task.id)
        return taken

    taken = [task for each in at_once(takes) for task in each]
    assert len(taken) == len(set(taken)) == TASKS
    assert Task.objects.filter(status="taken").count() == TASKS
    assert Event.objects.filter(kind="task_taken").count() == TASKS


def test_fifty_want_the_same_task_and_one_gets_it():
    queue_of(1)
    staff, task = officers(WORKERS), Task.objects.get()
    results = at_once(lambda number: take_task(task.id, staff[number], scene.NOON))
    assert Counter(result for result in results if isinstance(result, str)) == {"CASE_TASK_TAKEN": WORKERS - 1}
    assert Event.objects.filter(kind="task_taken").count() == 1


def test_the_same_claim_opened_fifty_times_is_one_case_and_one_decision():
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    claim = scene.claim(anna, "2026-03-10", "2026-03-31")
    cases = at_once(lambda number: open_case(claim, scene.NOON).id)
    assert len(set(cases)) == Case.objects.count() == Decision.objects.count() == 1
    assert Event.objects.filter(kind="decided").count() == 1


def test_fifty_press_decide_and_one_decision_is_made(settings):
    settings.HANDLAG_SAMPLE_SHARES = {"sjukpenning": Decimal(1)}
    anna, olle = scene.person(), scene.account("olle")
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-03-31")
    case = scene.opened(scene.claim(anna, "2026-03-10", "2026-03-31"))
    take_next(olle, scene.NOON)
    results = at_once(lambda number: decide(case.id, olle, scene.NOON, expected_revision=1))
    assert Counter(result for result in results if isinstance(result, str)) == {"CASE_CLOSED": WORKERS - 1}
    assert Decision.objects.count() == Letter.objects.count() == 1


def test_two_claims_of_one_person_are_counted_one_after_the_other():
    """The second decision must see the first one's days, whichever came first."""
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-04-20")
    claims = [scene.claim(anna, "2026-03-10", "2026-03-31"), scene.claim(anna, "2026-03-20", "2026-04-10")]
    at_once(lambda number: open_case(claims[number], scene.noon("2026-04-15")), workers=2)
    assert Decision.objects.filter(automatic=True).count() == 1
    assert Case.objects.filter(state="with_person").count() == 1


def test_eight_printers_make_each_letter_once():
    anna = scene.person()
    scene.earns(anna)
    scene.certificate(anna, "2026-03-10", "2026-06-30")
    for month in ("03", "04", "05"):
        open_case(scene.claim(anna, f"2026-{month}-10", f"2026-{month}-20"), scene.noon("2026-06-30"))
    waiting = Letter.objects.count()
    assert waiting >= 3
    assert sum(at_once(lambda number: make_letters(scene.NOON), workers=8)) == waiting
    assert Event.objects.filter(kind="letter_made").count() == waiting
