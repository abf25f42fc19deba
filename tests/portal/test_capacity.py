"""The register of capacity: each fact with its source and validity, kept in versions, seen where it matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.followup.domain.periods import month_number
from handlag.people.models import Role, Unit
from handlag.planning.actions.set_capacity import Fact, set_capacity
from handlag.planning.files import EXAMPLE, read_scenario
from handlag.planning.models import CapacityEntry
from handlag.planning.problems import problems
from handlag.planning.register import away, capacity_entries, people_of
from handlag.planning.staffing import staffing_of
from handlag.portal.plan_form import content_of, posted_from
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


CARE = "omvardnadsbidrag"


def _kept(kind: str, fte: float, first: str, until: str = "", benefit: str = CARE, **more: Any) -> None:
    last = date.fromisoformat(until) if until else None
    fact = Fact(kind, fte, date.fromisoformat(first), last, f"{kind} of {first}", benefit=benefit, **more)
    set_capacity(fact, new_id(), made.NOW)


def test_recruits_loans_systems_turnover_and_automation_are_in_the_plan_that_begins_from_the_register() -> None:
    """340 people in April 2024, 20 of them until July; a year's plan, known on 6 March."""
    _kept("people", 320, "2024-01-01")
    _kept("people", 20, "2024-01-01", "2024-07-31")
    _kept("hire", 10, "2024-03-04")  # a month of four behind them
    _kept("hire", 6, "2024-09-02", ramp=(0.0, 0.5), mentors=0.2)
    _kept("hire", 3, "2023-06-01")  # trained long ago
    _kept("loan", 5, "2024-05-01", "2024-06-30", lender="bostadsbidrag")
    _kept("system", 0, "2024-10-01", "2024-12-31", "", share=0.2)
    _kept("turnover", 0, "2024-01-01", "", "", share=0.02)
    _kept("turnover", 0, "2024-01-01", share=0.01)
    _kept("automation", 0, "2024-02-01", share=0.1)  # in the figures counted already
    _kept("automation", 0, "2024-11-01", share=0.3)
    april = month_number(date(2024, 4, 1))
    found = staffing_of(CARE, april, 12, made.NOW.date())
    staff = found["staff"]
    assert (staff["fte"], staff["turnover"]) == (340.0, 0.01)
    assert [(one["month"], one["fte"], one["ramp"], one["mentors"]) for one in staff["hires"]] == [
        ("2024-04", 10.0, [0.25, 0.5, 0.75], 0.15), ("2024-09", 6.0, [0.0, 0.5], 0.2),
    ]  # fmt: skip
    assert sorted((one["month"], one["months"], one["fte"]) for one in staff["changes"]) == [
        ("2024-04", 12, 3.0), ("2024-05", 2, 5.0), ("2024-08", 8, -20.0),
    ]  # fmt: skip
    assert staff["dips"] == [{"month": "2024-10", "months": 3, "loss": 0.2, "source": "system of 2024-10-01"}]
    assert found["automation"] == [{"month": "2024-11", "share": 0.3, "source": "automation of 2024-11-01"}]
    lender = staffing_of("bostadsbidrag", april, 12, made.NOW.date())["staff"]
    assert [(one["month"], one["months"], one["fte"]) for one in lender["changes"]] == [("2024-05", 2, -5.0)]
    assert lender["turnover"] == 0.02


def test_the_form_of_a_plan_takes_the_register_in_place_of_its_own_lists_and_can_be_simulated(
    signed_in: SignIn,
) -> None:
    _kept("people", 300, "2026-01-01")
    _kept("hire", 8, "2026-05-04")
    _kept("system", 0, "2026-06-01", "2026-07-31", share=0.15)
    begun = posted_from(read_scenario(EXAMPLE).model_dump())
    page = signed_in(Role.CONTROLLER).post("/plan/compose/", begun | {"do": "start:0"}).content.decode()
    assert 'name="queues.0.staff.hires.0.fte" value="8"' in page
    assert 'name="queues.0.staff.hires.0.ramp" value="0; 25; 50; 75"' in page
    assert 'name="queues.0.staff.hires.0.source" value="hire of 2026-05-04"' in page
    assert 'name="queues.0.staff.hires.1.fte"' not in page
    assert 'name="queues.0.staff.dips.0.loss" value="15"' in page
    staff = staffing_of(CARE, month_number(date(2026, 1, 1)), 24, made.NOW.date())["staff"]
    content = content_of(begun)
    content["queues"][0]["staff"] |= staff
    assert problems(content)[1] == []


def test_the_agency_enters_shares_loans_and_recruits_and_a_unit_its_recruits(signed_in: SignIn, unit: Unit) -> None:
    client = signed_in(Role.CONTROLLER)
    system = POSTED | {"kind": "system", "fte": "", "share": "12,5"}
    assert "12.5" in client.post("/plan/capacity/", system, follow=True).content.decode()
    hire = POSTED | {"kind": "hire", "until": "", "ramp": "0; 50", "mentors": "20"}
    client.post("/plan/capacity/", hire | {"benefit": CARE})
    client.post("/plan/capacity/", POSTED | {"kind": "loan", "lender": "bostadsbidrag", "benefit": CARE})
    kept = {one.kind: one for one in capacity_entries()}
    assert (kept["system"].share, kept["system"].fte) == (0.125, 0.0)
    assert (kept["hire"].ramp, kept["hire"].mentors) == ([0.0, 0.5], 0.2)
    assert (kept["loan"].lender, kept["loan"].benefit) == ("bostadsbidrag", CARE)
    again = client.get(f"/plan/capacity/?entry={kept['hire'].entry}").content.decode()
    assert 'value="0; 50"' in again
    manager = signed_in(Role.MANAGER, unit=unit)
    assert 'value="system"' not in manager.get("/plan/capacity/").content.decode()
    assert manager.post("/plan/capacity/", system).status_code == 400
    manager.post("/plan/capacity/", hire)
    assert [one.kind for one in capacity_entries("A")] == ["hire"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "system"}, "share"), ({"kind": "system", "share": 1.2}, "share"),
        ({"kind": "system", "share": float("nan")}, "share"), ({"kind": "turnover", "share": 0.1, "fte": 3.0}, "fte"),
        ({"share": 0.1}, "share"), ({"kind": "automation", "share": 0.1, "until": date(2025, 1, 1)}, "until"),
        ({"kind": "loan", "benefit": CARE}, "lender"), ({"kind": "loan", "lender": CARE}, "benefit"),
        ({"kind": "loan", "lender": CARE, "benefit": CARE}, "lender"), ({"lender": CARE}, "lender"),
        ({"kind": "turnover", "share": 0.1, "unit": "A"}, "unit"), ({"ramp": (0.5,)}, "ramp"),
        ({"mentors": 0.1}, "mentors"), ({"kind": "hire", "ramp": (2.0,)}, "ramp"),
        ({"kind": "hire", "mentors": -0.1}, "mentors"),
    ],
)  # fmt: skip
def test_what_belongs_to_another_kind_or_is_missing_is_refused_at_its_field(
    changed: dict[str, Any], field: str
) -> None:
    given: dict[str, Any] = {
        "kind": "people",
        "fte": 0.0,
        "first": date(2024, 3, 1),
        "until": None,
        "source": "a list",
    } | changed
    with pytest.raises(HandlagError, match="PLAN_CAPACITY") as refused:
        set_capacity(Fact(**given), new_id(), made.NOW)
    assert refused.value.field == field
    assert not CapacityEntry.objects.exists()


def test_an_entry_that_is_not_there_has_no_next_version(unit: Unit) -> None:
    entry = set_capacity(COURSE, new_id(), made.NOW)
    with pytest.raises(HandlagError, match="PLAN_NO_ENTRY"):
        set_capacity(COURSE, new_id(), made.NOW, "again", new_id())
    again = set_capacity(COURSE, new_id(), made.NOW, "again", entry.entry)
    assert again.version == 2
