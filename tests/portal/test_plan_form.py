"""The planner's form: the file in boxes, rows added and removed, everything wrong said at its box, seen and saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from django.conf import LazySettings
from django.test import Client

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.core.ids import new_id
from handlag.events.kinds import Kind
from handlag.events.log import leave
from handlag.followup.actions.export import export
from handlag.followup.queries import installation_store, view
from handlag.people.models import Role
from handlag.planning.actions.save_scenario import save_scenario
from handlag.planning.files import CONCEPTS_EXAMPLE, EXAMPLE, ScenarioFile, read_scenario
from handlag.planning.models import SavedScenario
from handlag.planning.problems import problems
from handlag.portal.plan_form import Posted, content_of, posted_from, with_row, without_row

SignIn = Callable[..., Client]
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
PLACE = "queues.0.staff.hires"


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: NOW)
    settings.HOME = tmp_path


def _example(**changed: str) -> Posted:
    posted = posted_from(read_scenario(EXAMPLE).model_dump())
    return posted | {name.replace("__", "."): text for name, text in changed.items()}


def _wrong(posted: Posted) -> dict[str, HandlagError]:
    return {error.field: error for error in problems(content_of(posted))[1]}


def test_the_form_holds_the_whole_file_and_gives_it_back() -> None:
    for path in (EXAMPLE, CONCEPTS_EXAMPLE):
        file = read_scenario(path)
        assert ScenarioFile.model_validate(content_of(posted_from(file.model_dump()))) == file


def test_people_write_per_cent_commas_and_spaces() -> None:
    posted = _example(
        queues__0__staff__turnover="0,8", queues__0__types__0__inflow="2 400,5",
        queues__0__types__0__waits="14: 20; 30: 10 %", queues__0__targets__0__measure="share_within",
        queues__0__targets__0__value="96",
    )  # fmt: skip
    file, wrong = problems(content_of(posted))
    assert file is not None
    assert not wrong
    assert file.queues[0].staff.turnover == 0.008
    assert file.queues[0].types[0].inflow == 2400.5
    assert file.queues[0].types[0].waits == [(14, 0.2), (30, 0.1)]
    assert file.queues[0].targets[0].value == 0.96
    assert posted_from(file.model_dump())["queues.0.targets.0.value"] == "96"


def test_a_row_is_added_with_its_assumptions_in_sight_and_taken_away_again() -> None:
    begun = _example()
    more = with_row(begun, PLACE)
    assert more[f"{PLACE}.1.ramp"] == "0; 25; 50; 75"
    assert more[f"{PLACE}.1.mentors"] == "15"
    assert without_row(more, f"{PLACE}.1") == begun
    moved = without_row(more | {f"{PLACE}.1.fte": "7"}, f"{PLACE}.0")
    assert moved[f"{PLACE}.0.fte"] == "7"
    assert f"{PLACE}.1.fte" not in moved
    with pytest.raises(HandlagError, match="PORTAL_NO_ROWS"):
        with_row(begun, "queues.0.secrets")


def test_everything_wrong_is_said_at_once_each_at_its_box() -> None:
    wrong = _wrong(
        _example(
            queues__0__staff__fte="-3", queues__1__staff__absence="120", first="next year", months="many",
            queues__0__types__0__inflow="lots",
        )
    )  # fmt: skip
    assert set(wrong) == {
        "first", "months", "queues.0.staff.fte", "queues.0.types.0.inflow", "queues.1.staff.absence",
    }  # fmt: skip
    assert wrong["queues.0.staff.fte"].swedish.problem == "Värdet får inte vara under noll."
    assert "0 till 100 procent" in wrong["queues.1.staff.absence"].swedish.problem
    assert "2026-03" in wrong["first"].swedish.problem
    assert wrong["queues.0.types.0.inflow"].english.problem == "Write a number."


def test_contradictions_are_said_where_they_are() -> None:
    order = {"queues__1__order__1__share": "90"}
    assert "över hela dagen" in _wrong(_example(**order))["queues.1.benefit"].swedish.problem
    gone = _example(queues__0__staff__changes__0__month="2026-03", queues__0__staff__changes__0__fte="-900")
    assert "negative in month 3" in _wrong(gone)["queues.0.staff.changes"].english.problem
    early = _example(queues__0__staff__hires__0__month="2025-01")
    assert set(_wrong(early)) == {"queues.0.staff.hires"}
    loan = _example(
        loans__0__lender="omvardnadsbidrag", loans__0__borrower="sjukpenning", loans__0__month="2026-03",
        loans__0__months="3", loans__0__fte="5",
    )  # fmt: skip
    assert "isn't in the scenario" in _wrong(loan)["loans.0.borrower"].english.problem
    assert "finns redan" in _wrong(_example(queues__1__benefit="omvardnadsbidrag"))["queues.1.benefit"].swedish.problem


def test_a_loan_moves_people_from_one_benefit_to_another() -> None:
    loan = _example(
        loans__0__lender="bostadsbidrag", loans__0__borrower="omvardnadsbidrag", loans__0__month="2026-03",
        loans__0__months="3", loans__0__fte="5",
    )  # fmt: skip
    file, _ = problems(content_of(loan))
    assert file is not None
    care, housing = file.scenario().queues
    assert [change.fte for change in care.capacity.changes] == [5.0]
    assert [change.fte for change in housing.capacity.changes] == [-5.0]


@pytest.mark.django_db
def test_the_answer_is_seen_without_being_saved_and_a_missed_target_is_told_at_its_box(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    answer = client.post("/plan/compose/", _example() | {"do": "see"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The answer, not saved" in page
    assert "data:image/svg+xml;base64," in page
    assert "The target isn&#x27;t surely met within the plan. Nearest that can be kept" in page
    assert not SavedScenario.objects.exists()


@pytest.mark.django_db
def test_saving_makes_a_version_with_its_reason_and_what_was_changed(signed_in: SignIn) -> None:
    client = signed_in(Role.CONTROLLER)
    client.post("/plan/compose/", _example() | {"do": "save", "why": "As we are."})
    more = _example(queues__0__staff__fte="360")
    page = client.post("/plan/compose/", more | {"do": "save", "why": "Twenty more."}, follow=True).content.decode()
    assert [(one.version, one.why) for one in SavedScenario.objects.order_by("version")] == [
        (1, "As we are."), (2, "Twenty more."),
    ]  # fmt: skip
    assert "<code>queues.omvardnadsbidrag.staff.fte</code>: 340.0 → 360.0" in page
    assert "controller-" in page  # who
    saved = SavedScenario.objects.get(version=2)
    kept = client.get(f"/plan/{saved.id}.yaml")
    assert yaml.safe_load(kept.content)["queues"][0]["staff"]["fte"] == 360
    begun = client.get(f"/plan/compose/?from={saved.id}").content.decode()
    assert 'name="queues.0.staff.fte" value="360"' in begun


@pytest.mark.django_db
def test_rows_come_and_go_without_scripts_and_nothing_written_is_lost(signed_in: SignIn) -> None:
    client = signed_in(Role.MANAGER)
    posted = _example(queues__0__staff__fte="not a number yet")
    page = client.post("/plan/compose/", posted | {"do": f"add:{PLACE}"}).content.decode()
    assert f'name="{PLACE}.1.month"' in page
    assert 'value="not a number yet"' in page
    assert "need to be put right" not in page
    page = client.post("/plan/compose/", posted | {"do": "drop:queues.0"}).content.decode()
    assert "not a number yet" not in page
    assert client.post("/plan/compose/", posted | {"do": "add:nothing"}).status_code == 400


@pytest.mark.django_db
def test_errors_stand_in_a_summary_that_links_to_their_boxes(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).post("/plan/compose/", _example(queues__0__staff__fte="-1") | {"do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert '<a href="#plan-queues-0-staff-fte">The value may not be below zero.</a>' in page
    assert 'id="plan-queues-0-staff-fte-error"' in page


@pytest.mark.django_db
def test_start_figures_are_those_printed_where_nothing_has_been_counted(signed_in: SignIn) -> None:
    answer = signed_in(Role.CONTROLLER).post("/plan/compose/", _example() | {"do": "start:0"})
    page = answer.content.decode()
    assert "annual" not in page
    assert "handlingsplanen 17 februari 2025" in page
    assert 'name="queues.0.types.0.opening_cases" value="37191"' in page  # December 2024, table 2
    assert 'name="queues.0.types.0.opening_mean_days" value="111"' in page  # table 1


@pytest.mark.django_db
def test_start_figures_are_follow_ups_own_where_it_has_cases(signed_in: SignIn) -> None:
    received = ("2026-01-05", "2026-01-20", "2026-03-02")
    for day in received:
        at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        leave(Kind.CASE_OPENED, at, case_id=new_id(), benefit="foraldrapenning", received=day)
    export(installation_store(), NOW)
    posted = _example(queues__0__benefit="foraldrapenning", first="2026-04")
    page = signed_in(Role.CONTROLLER).post("/plan/compose/", posted | {"do": "start:0"}).content.decode()
    assert "uppföljningen, uttag 1" in page
    ages = page.split('name="queues.0.types.0.opening" value="')[1].split('"')[0].split("; ")
    last = view(installation_store()).known_on  # the last whole day of the export
    waited = sorted((last - date.fromisoformat(day)).days for day in received)
    assert [age for age, count in enumerate(ages) if count == "1"] == waited
    unknown = _example(queues__0__benefit="ovriga") | {"do": "start:0"}
    assert "nothing is printed of it" in signed_in(Role.CONTROLLER).post("/plan/compose/", unknown).content.decode()


@pytest.mark.django_db
def test_a_scenario_saved_as_yaml_opens_in_the_form(signed_in: SignIn) -> None:
    saved = save_scenario(EXAMPLE.read_text("utf-8"), new_id(), NOW)
    page = signed_in(Role.CONTROLLER).get(f"/plan/compose/?from={saved.id}").content.decode()
    assert 'name="queues.1.types.0.inflow" value="27000"' in page
    assert signed_in(Role.OFFICER).get("/plan/compose/").status_code == 403
