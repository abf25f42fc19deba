"""Control investigations: opened on an impulse, one at a time, reported, and closed with what was found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handlag.control import queries
from handlag.control.actions.investigate import Found, close_control, open_control, report_to_police
from handlag.control.models import Investigation
from handlag.events.models import Event
from handlag.people.models import Account, Person
from tests.cases import scene as cases
from tests.control.scene import noon
from tests.control.test_recovery import raises
from tests.payments.scene import person

pytestmark = pytest.mark.django_db
OPENED, CLOSED = noon("2026-03-02"), noon("2026-04-10")
WHY = "Arbetsgivaren har rapporterat lön för hela perioden."
FOUND = Found("reduced", "Den försäkrade arbetade halvtid.", detected_ore=560_000, prevented_ore=2_400_000)


@pytest.fixture
def olle() -> Account:
    return cases.account("olle")


@pytest.fixture
def anna() -> Person:
    return person()


def opened(anna: Person, olle: Account, impulse: str = "authority") -> Investigation:
    return open_control(anna, olle, OPENED, benefit="sjukpenning", impulse=impulse, ground=WHY)


def events(kind: str) -> list[tuple[int | None, dict[str, Any], object]]:
    return list(Event.objects.filter(kind=kind).values_list("amount_ore", "detail", "case_id"))


def test_an_investigation_from_impulse_to_finding(anna: Person, olle: Account) -> None:
    row = opened(anna, olle)
    assert list(queries.investigations()) == [row]
    report_to_police(row.pk, olle, CLOSED, on=date(2026, 4, 1))
    close_control(row.pk, olle, CLOSED, FOUND)
    row.refresh_from_db()
    assert (row.measure, row.detected_ore, row.prevented_ore) == ("reduced", 560_000, 2_400_000)
    assert list(queries.investigations()) == []
    [(detected, closed, case)] = events("control_closed")
    assert (detected, closed["impulse"], closed["measure"], closed["days"]) == (560_000, "authority", "reduced", 39)
    assert case is None  # whoever reads the case's history is not told of the control
    assert [amount for amount, *_ in events("control_prevented")] == [2_400_000]
    assert [detail["day"] for _, detail, _ in events("police_reported")] == ["2026-04-01"]


def test_no_fault_closes_without_sums(anna: Person, olle: Account) -> None:
    row = opened(anna, olle, "sampling")
    with raises("CONTROL_FOUND"):
        close_control(row.pk, olle, CLOSED, Found("none", "Allt stämde med lönen.", detected_ore=1))
    close_control(row.pk, olle, CLOSED, Found("none", "Allt stämde med lönen."))
    assert [(amount, detail["measure"]) for amount, detail, _ in events("control_closed")] == [(0, "none")]
    assert events("control_prevented") == []
    with raises("CONTROL_CLOSED"):
        close_control(row.pk, olle, CLOSED, FOUND)


def test_one_at_a_time_and_only_what_there_is(anna: Person, olle: Account) -> None:
    row = opened(anna, olle)
    with raises("CONTROL_OPEN_ALREADY"):
        opened(anna, olle)
    with raises("CONTROL_CODE"):
        open_control(anna, olle, OPENED, benefit="sjukpenning", impulse="dream", ground=WHY)
    with raises("CONTROL_CODE"):
        open_control(anna, olle, OPENED, benefit="pension", impulse="tip", ground=WHY)
    with raises("CONTROL_CODE"):
        close_control(row.pk, olle, CLOSED, Found("prison", "Allt stämde med lönen."))
    with raises("CONTROL_DAY"):
        report_to_police(row.pk, olle, CLOSED, on=date(2026, 3, 1))
    report_to_police(row.pk, olle, CLOSED, on=date(2026, 3, 2))
    with raises("CONTROL_REPORTED"):
        report_to_police(row.pk, olle, CLOSED, on=date(2026, 3, 2))


def test_nobody_investigates_herself_and_a_manager_investigates_nobody(anna: Person, olle: Account) -> None:
    olle.person = anna
    with raises("CONTROL_OWN"):
        opened(anna, olle)
    olle.person, olle.role = None, "manager"
    with raises("CONTROL_ROLE"):
        opened(anna, olle)
