"""The manager's overview."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from handlag.cases.models import QueueOrder
from handlag.core import clock
from handlag.people.models import Account, Role, Unit
from tests.portal import made


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


def test_open_cases_stand_in_exactly_one_band_beside_their_target(signed_in: Callable[..., Client]) -> None:
    """On 6 March: due 1 April, 12 March, 5 March and 4 February, and a closed one that counts nowhere."""
    anna = made.person()
    for place, due in enumerate([date(2024, 4, 1), date(2024, 3, 12), date(2024, 3, 5), date(2024, 2, 4)]):
        made.case(anna, f"2024-{place:04d}-1", target_on=due)
    made.case(anna, "2024-0009-1", state="closed", closed_at=made.NOW, closed_reason="decided")
    page = signed_in(Role.MANAGER).get("/manage/").content.decode()
    row = re.search(r'<th scope="row">Sickness benefit</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    assert re.findall(r"(\d+)</(?:td|strong)>", row[1]) == ["1", "1", "1", "1", "4"]


def test_the_cases_that_pass_their_target_within_a_week_are_named_and_waits_counted(
    signed_in: Callable[..., Client],
) -> None:
    anna = made.person()
    made.case(
        anna, "2024-0001-1", target_on=date(2024, 3, 12), state="waiting", waiting_reason="supplement_care",
        waiting_until=date(2024, 3, 20),
    )  # fmt: skip
    made.case(anna, "2024-0002-1", target_on=date(2024, 3, 13))
    page = signed_in(Role.MANAGER).get("/manage/").content.decode()
    assert "2024-0001-1" in page
    assert "2024-0002-1" not in page
    assert "Information from health care is awaited" in page


def test_a_manager_of_a_unit_sees_that_units_work_only(signed_in: Callable[..., Client]) -> None:
    here, there = Unit.objects.create(code="A", name="Unit A"), Unit.objects.create(code="B", name="Unit B")
    anna = made.person()
    made.case(anna, "2024-0001-1", unit=here, target_on=date(2024, 3, 12))
    made.case(anna, "2024-0002-1", unit=there, target_on=date(2024, 3, 12))
    page = signed_in(Role.MANAGER, unit=here).get("/manage/").content.decode()
    assert "2024-0001-1" in page
    assert "2024-0002-1" not in page


def test_who_does_what_is_by_name_and_ranks_nobody(
    signed_in: Callable[..., Client], account: Callable[..., Account]
) -> None:
    busy = account(Role.OFFICER, first_name="Örjan", last_name="Ö")
    account(Role.OFFICER, first_name="Adam", last_name="A")
    made.task(made.case(made.person()), status="taken", assignee=busy, deadline=date(2024, 3, 1))
    page = signed_in(Role.MANAGER).get("/manage/people/").content.decode()
    assert page.index("Adam A") < page.index("Örjan Ö")
    assert re.search(r'Örjan Ö</th>.*?<td class="number">1</td><td class="number">1</td>', page, re.DOTALL)


def test_the_check_names_each_case_that_has_no_next_step(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.MANAGER)
    assert "All open cases have it." in client.get("/manage/check/").content.decode()
    made.case(made.person(), state="with_person")
    page = client.get("/manage/check/").content.decode()
    assert "One case breaks the rule." in page
    assert "With a person, but no task is open" in page


def test_an_order_of_the_queue_is_tried_and_then_put_in_force(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.MANAGER)
    late = made.case(made.person(), "2024-0001-1", state="with_person", target_on=date(2024, 3, 1))
    family = made.case(made.person(981), "2024-0002-1", state="with_person", benefit="barnbidrag")
    made.task(late)
    made.task(family)
    before = client.get("/manage/order/").content.decode()
    assert "beyond target: target_within=-1" in before
    assert before.index("2024-0001-1") < before.index("2024-0002-1")
    order = "family first: benefit=barnbidrag|foraldrapenning"
    tried = client.post("/manage/order/", {"groups": order, "do": "preview"}).content.decode()
    assert tried.index("2024-0002-1") < tried.index("2024-0001-1")
    assert not QueueOrder.objects.exists()
    client.post("/manage/order/", {"groups": order, "name": "family", "do": "set"})
    assert QueueOrder.objects.get().groups[0]["constraints"] == {"benefit": ["barnbidrag", "foraldrapenning"]}


@pytest.mark.parametrize(
    ("order", "code"),
    [("no colon here", "PORTAL_ORDER_LINE"), ("x: shoe=1", "CASE_ORDER"), ("x: target_within=soon", "CASE_ORDER")],
)
def test_an_order_that_cannot_be_read_is_refused_whole(signed_in: Callable[..., Client], order: str, code: str) -> None:
    answer = signed_in(Role.MANAGER).post("/manage/order/", {"groups": order, "do": "set"})
    assert answer.status_code == 400
    assert code in answer.content.decode()
    assert order in answer.content.decode()
    assert not QueueOrder.objects.exists()
