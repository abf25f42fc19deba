"""The register of capacity: each fact with its source and validity, kept in versions, seen where it matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.people.models import Role, Unit
from handlag.planning.actions.set_capacity import Fact, set_capacity
from handlag.planning.models import CapacityEntry
from handlag.planning.register import away, capacity_entries, people_of
from tests.portal import made

SignIn = Callable[..., Client]
pytestmark = pytest.mark.django_db
COURSE = Fact("training", 4.0, date(2024, 3, 11), date(2024, 3, 15), "the unit's plan of training", "A")
POSTED = {
    "kind": "absence", "fte": "2,5", "first": "2024-03-18", "until": "2024-03-29", "source": "the staff list",
    "do": "set",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_sixth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: made.NOW)


@pytest.fixture
def unit() -> Unit:
    Unit.objects.create(code="B", name="Unit B")
    return Unit.objects.create(code="A", name="Unit A")


def test_an_entry_is_made_changed_and_withdrawn_and_every_version_stays(signed_in: SignIn, unit: Unit) -> None:
    client = signed_in(Role.MANAGER, unit=unit)
    page = client.post("/plan/capacity/", POSTED, follow=True).content.decode()
    assert "The entry is kept." in page
    first = CapacityEntry.objects.get()
    assert (first.unit, first.fte, first.version, first.source) == ("A", 2.5, 1, "the staff list")
    at = f"/plan/capacity/?entry={first.entry}"
    assert 'value="2,5"' in client.get(at).content.decode()
    refused = client.post(at, POSTED | {"fte": "3"})
    assert refused.status_code == 400
    assert "Say why the entry is changed." in refused.content.decode()
    client.post(at, POSTED | {"fte": "3", "why": "One more is away."})
    client.post(at, POSTED | {"fte": "3", "why": "It was cancelled.", "do": "withdraw"})
    versions = CapacityEntry.objects.order_by("version").values_list("version", "fte", "withdrawn")
    assert list(versions) == [(1, 2.5, False), (2, 3.0, False), (3, 3.0, True)]
    assert capacity_entries("A") == []
    page = client.get(at).content.decode()
    assert "One more is away." in page
    assert "(withdrawn)" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        CapacityEntry.objects.update(fte=9)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"fte": "-1"}, "be below zero"), ({"fte": "some"}, "be below zero"), ({"kind": ""}, "Choose what"),
        ({"until": "2024-03-01"}, "before the first"), ({"source": " "}, "The source is missing"),
        ({"first": "soon"}, "can&#x27;t be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_box(signed_in: SignIn, unit: Unit, changed: dict[str, str], words: str) -> None:
    answer = signed_in(Role.MANAGER, unit=unit).post("/plan/capacity/", POSTED | changed)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not CapacityEntry.objects.exists()


def test_a_units_manager_sees_and_changes_the_units_entries_only(signed_in: SignIn, unit: Unit) -> None:
    theirs = set_capacity(Fact("absence", 1.0, date(2024, 3, 1), None, "their list", "B"), new_id(), made.NOW)
    client = signed_in(Role.MANAGER, unit=unit)
    assert "their list" not in client.get("/plan/capacity/").content.decode()
    assert client.get(f"/plan/capacity/?entry={theirs.entry}").status_code == 404
    controller = signed_in(Role.CONTROLLER)
    assert "their list" in controller.get("/plan/capacity/").content.decode()
    assert signed_in(Role.OFFICER).get("/plan/capacity/").status_code == 403


def test_days_away_are_a_mean_over_open_days_and_overtime_counts_against_them(unit: Unit) -> None:
    set_capacity(COURSE, new_id(), made.NOW)
    set_capacity(Fact("overtime", 1.0, date(2024, 3, 11), None, "decision", "A"), new_id(), made.NOW)
    entries = capacity_entries("A", date(2024, 3, 4))
    week = [date(2024, 3, 11 + n) for n in range(5)]
    assert away(entries, week) == 3.0
    assert away(entries, [date(2024, 3, 18)]) == -1.0
    assert away(entries, []) == 0.0


def test_people_entered_for_a_benefit_are_where_its_plan_begins(signed_in: SignIn) -> None:
    for fte, first in ((300.0, date(2024, 1, 1)), (40.0, date(2024, 6, 1))):
        set_capacity(Fact("people", fte, first, None, f"list of {first}", "", "bostadsbidrag"), new_id(), made.NOW)
    assert people_of("bostadsbidrag", date(2024, 4, 1)) == (300.0, "list of 2024-01-01")
    assert people_of("bostadsbidrag", date(2024, 7, 1))[0] == 340.0
    posted = {
        "name": "x", "first": "2024-04", "months": "12", "do": "start:0", "queues.0.benefit": "bostadsbidrag",
    }  # fmt: skip
    page = signed_in(Role.CONTROLLER).post("/plan/compose/", posted).content.decode()
    assert 'name="queues.0.staff.fte" value="300"' in page
    assert 'value="list of 2024-01-01"' in page


def test_an_entry_that_is_not_there_has_no_next_version(unit: Unit) -> None:
    entry = set_capacity(COURSE, new_id(), made.NOW)
    with pytest.raises(HandlagError, match="PLAN_NO_ENTRY"):
        set_capacity(COURSE, new_id(), made.NOW, "again", new_id())
    again = set_capacity(COURSE, new_id(), made.NOW, "again", entry.entry)
    assert again.version == 2
